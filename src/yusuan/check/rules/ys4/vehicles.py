"""YS4-025: money for cars and no car, or cars and no money."""

import re
from collections.abc import Iterator

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

    Looked at: amounts of 公务用车购置 of the document's year, followed by a number of cars bought. Wrong: one of
    the two is nothing. Not flagged: numbers of cars kept, scrapped, handed over or of other years.
    """
    book = Book(context)
    found = [(c, n) for c in map(book.claims.__getitem__, book.kind("amount")) for n in _bought(context, c)]
    if not found:
        raise NotApplicable(Text("没有说明购置公务用车的数量", "nothing is said of the number of cars bought"))
    findings = [_finding(context, c, n) for c, n in found if c.amount is not None and bool(c.amount.value) != bool(n)]
    return Checked(len(found), tuple(findings))


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
