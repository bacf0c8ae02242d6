"""YS4-025: money for cars and no car, or cars and no money."""

import re
from collections.abc import Iterator
from dataclasses import replace

from yusuan.check.rule import Checked, Context, NotApplicable, rule
from yusuan.check.rules.ys4._book import Book
from yusuan.check.rules.ys4._say import finding, heading, paragraph, printed
from yusuan.model.fact import Claim
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

_STOP = re.compile(r"[。；;]|公务用车运行|公务接待|因公出国")
_BOUGHT = re.compile(
    r"(?:购置|更新|购买)(?:了|的)?(?:公务用车|公务车|车辆|小汽车)?(?:数)?(?:为|共计?)?(?P<a>\d+)\s*[辆台]|(?<!\d)(?P<b>\d+)\s*[辆台](?:公务用车|公务车|车辆)"
)
_OTHER = re.compile(r"上年|去年|20\d\d年|保有|报废|划转|调拨|捐赠|租")
#: 2026年单位预算安排购置车辆 2 辆, where the state's assets are explained.
_PLANNED = re.compile(
    r"(?:预算|计划|拟)(?:中)?(?:安排)?购置(?:公务用车|公务车|车辆|小汽车)(?:共计?)?(?P<number>\d+)\s*[辆台](?![^。；;，,]{0,8}(?:划转|调拨|捐赠))"
)
_EXCLUDED = frozenset({"contents", "cover", "glossary", "statements", "overview"})
#: Funds that the tables of 三公 leave out.
_OWN_FUNDS = frozenset(
    {"business", "operating", "other", "unit_funds", "other_funds", "special", "superior", "affiliated"}
)


@rule(
    code="YS4-025",
    name=Text("购车费与购车数矛盾", "money for cars against cars bought"),
    severity=Severity.ERROR,
    certainty=0.88,
    why=Text(
        "写了购置公务用车的费用却购置 0 辆，或购置了车而费用为 0，两者必有一个写错。",
        "Money for cars and none bought, or cars bought for nothing: one of the two is wrong.",
    ),
    basis=Text(
        "《地方预决算公开操作规程》（财预〔2016〕143号，据地方转载）要求说明公务用车购置数及费用",
        "财预〔2016〕143号 asks for the number of cars bought and their cost (known at second hand)",
    ),
    wrong=Text("公务用车购置费 18 万元，购置公务用车 0 辆", "cars: 18, none bought"),
    right=Text("公务用车购置费 18 万元，购置公务用车 1 辆", "cars: 18, one bought"),
)
def vehicles(context: Context) -> Checked:
    """Hold the amount for buying cars against the number of cars behind it in its sentence.

    Looked at: amounts of 公务用车购置 of the document's year, followed by a number of cars bought; in budgets, the
    number of cars that the budget is said to buy. Wrong: one of the two is nothing; where cars are to be bought and
    the body has money of its own, a hint. Not flagged: numbers of cars kept, scrapped, handed over or of other years.
    """
    book = Book(context)
    amounts = [book.claims[i] for i in book.kind("amount")]
    found = [(c, n) for c in amounts for n in _bought(context, c)]
    planned = _planned(context, amounts) if context.disclosure.identity.kind == "budget" else None
    if not found and planned is None:
        raise NotApplicable(Text("没有说明购置公务用车的数量", "nothing is said of the number of cars bought"))
    findings = [_finding(context, c, n) for c, n in found if c.amount is not None and bool(c.amount.value) != bool(n)]
    if planned is not None and not findings:
        claim, number = planned
        if claim.amount is not None and bool(claim.amount.value) != bool(number):
            findings.append(_without_money(context, claim, number) if number else _finding(context, claim, number))
    return Checked(len(found) + (planned is not None), tuple(findings))


def _planned(context: Context, amounts: list[Claim]) -> tuple[Claim, int] | None:
    """The money for buying cars, where it is stated alike throughout, and the number of cars that the budget buys."""
    year = str(context.disclosure.identity.year)
    money = [
        c
        for c in amounts
        if (at := c.coordinate) is not None and at.topic == "vehicle_purchase" and at.year == year and not at.body
    ]
    numbers = {
        int(m["number"])
        for section in context.disclosure.sections
        if section.kind not in _EXCLUDED
        for paragraph in section.paragraphs
        for m in _PLANNED.finditer("".join(paragraph.text.split()))
    }
    if not money or len(numbers) != 1 or len({bool(c.amount and c.amount.value) for c in money}) > 1:
        return None
    return money[0], numbers.pop()


def _without_money(context: Context, claim: Claim, number: int) -> Finding:
    one = _finding(context, claim, number)
    facts = context.disclosure.facts
    if any(f.coordinate.fund in _OWN_FUNDS and f.amount.value for f in facts):
        return replace(one, severity=Severity.HINT, certainty=0.5)
    return replace(one, severity=Severity.WARNING, certainty=0.8)


def _bought(context: Context, claim: Claim) -> Iterator[int]:
    at = claim.coordinate
    if at is None or at.topic != "vehicle_purchase" or at.year != str(context.disclosure.identity.year):
        return
    rest = "".join(_STOP.split(paragraph(context, claim)[claim.span[1] :], maxsplit=1)[0].split())
    m = _BOUGHT.search(rest)
    if m is not None and not _OTHER.search(rest[: m.end()]):
        yield int(m["a"] or m["b"])


def _finding(context: Context, claim: Claim, number: int) -> Finding:
    where = heading(context, claim)
    return finding(
        "YS4-025",
        context,
        claim,
        Text(
            f"“{where}”写公务用车购置费 {printed(claim)}，却购置 {number} 辆，两者矛盾。",
            f"“{where}” has {printed(claim)} for cars and {number} bought.",
        ),
        severity=Severity.ERROR,
        certainty=0.88,
    )
