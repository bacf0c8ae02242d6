"""YS4-016: income is compared with last year's execution and the same expenditure with last year's budget."""

import re

from yusuan.check.rule import Checked, Context, NotApplicable, rule
from yusuan.check.rules.ys4._book import Book
from yusuan.check.rules.ys4._say import finding, heading, paragraph, printed
from yusuan.model.fact import Claim
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

#: What last year's figure is called, in the words right before the change.
_BASE = re.compile(
    r"[比较与同](?P<year>20\d\d年度?|上一?年度?|去年)(?:的|当年|同期|度)?(?P<base>(?:年初|调整|当年)?预算执行数?|执行数?|完成数|决算数?|(?:年初|当年)?预算(?:安排)?数?)?"
    r"(?:相比|对比|相比较)?[，,]?(?:均|分别|同比|共|总计|合计)?$"
)
_IN = ("in_total", "income")
_OUT = ("out_total", "expenditure")
#: How many claims may lie between the two sides of one account.
_NEAR = 14


@rule(
    code="YS4-016",
    name=Text("收入与支出的比较基数不一", "income and expenditure compared with different bases"),
    severity=Severity.WARNING,
    certainty=0.85,
    why=Text(
        "同一笔收支，收入同上年执行数比、支出同上年预算数比，增减额就不一样，公众无法比较。",
        "The same total is compared with last year's execution on one side and its budget on the other.",
    ),
    basis=Text(
        "《预算法》第十四条（公开时作出说明）；《地方预决算公开操作规程》（财预〔2016〕143号，据地方转载）要求说明增减变化",
        "Budget Law, article 14; 财预〔2016〕143号 asks for changes to be explained (known at second hand)",
    ),
    wrong=Text(
        "财政拨款收入 100 万元，比2024年预算执行数增加 10 万元……财政拨款支出 100 万元，比2024年预算增加 12 万元",
        "income 100, 10 more than executed in 2024 … expenditure 100, 12 more than the budget of 2024",
    ),
    right=Text(
        "财政拨款收入 100 万元，比2024年预算增加 12 万元……财政拨款支出 100 万元，比2024年预算增加 12 万元",
        "income 100, 12 more than the budget of 2024 … expenditure 100, 12 more than the budget of 2024",
    ),
)
def base(context: Context) -> Checked:
    """Compare what income and expenditure of one amount are held against.

    Looked at: changes of income and of expenditure in one section, of equal amounts and one fund, whose base is named.
    Wrong: one is last year's budget and the other its execution or final accounts. Not flagged: 比上年 alone, sides
    whose amounts differ, subjects below the totals.
    """
    book = Book(context)
    numbers = [i for i in book.kind("change", "growth") if _totals(book.claims[i])]
    pairs = [(i, j) for i in numbers for j in numbers if i < j <= i + _NEAR and _are_sides(book, i, j)]
    named = [
        (i, j, a, b)
        for i, j in pairs
        if (a := _named(context, book.claims[i])) and (b := _named(context, book.claims[j]))
    ]
    if not named:
        raise NotApplicable(
            Text("没有对同额收支分别与上年比较", "no income and expenditure of one amount are compared")
        )
    findings: dict[str, Finding] = {}
    for i, j, one, other in named:
        if _sort(one) != _sort(other):
            found = _finding(context, book, (i, j), (one, other))
            findings.setdefault(f"{book.claims[i].section}", found)
    return Checked(len(named), tuple(findings.values()))


def _totals(claim: Claim) -> bool:
    at = claim.coordinate
    narrow = at is not None and any((at.function, at.economy, at.gov_economy, at.nature, at.topic, at.project, at.item))
    return at is not None and not narrow and at.flow in (*_IN, *_OUT)


def _are_sides(book: Book, i: int, j: int) -> bool:
    """Whether the two changes are of the income and of the expenditure of one account."""
    one, other = book.claims[i], book.claims[j]
    first, second = _amount(book, i), _amount(book, j)
    a, b = one.coordinate, other.coordinate
    if a is None or b is None or first is None or second is None or one.section != other.section:
        return False
    sides = {a.flow in _IN, b.flow in _IN}
    return sides == {True, False} and first == second and first != 0 and a.fund == b.fund


def _amount(book: Book, number: int) -> int | None:
    target = book.of(number)
    amount = None if target is None else book.claims[target].amount
    return None if amount is None else amount.value


def _named(context: Context, claim: Claim) -> str:
    """The name of the base in the words before a change; '' for 比上年 alone."""
    text = "".join(paragraph(context, claim)[max(0, claim.span[0] - 60) : claim.span[0]].split())
    m = _BASE.search(re.sub(r"(?:增加|减少|增长|下降|上升|压减)(?:了|额)?$", "", text))
    return m["base"] or "" if m else ""


def _sort(name: str) -> str:
    return "final" if "决算" in name else "executed" if "执行" in name or "完成" in name else "budget"


def _finding(context: Context, book: Book, pair: tuple[int, int], names: tuple[str, str]) -> Finding:
    one, other = (book.claims[i] for i in pair)
    sides = ["收入" if c.coordinate and c.coordinate.flow in _IN else "支出" for c in (one, other)]
    where = heading(context, one)
    target = book.of(pair[1])
    total = printed(book.claims[target]) if target is not None else ""
    return finding(
        "YS4-016",
        context,
        one,
        Text(
            f"“{where}”中收支同为 {total}，{sides[0]}与上年{names[0]}比、{sides[1]}与上年{names[1]}比，比较基数不一。",
            f"in “{where}” both sides are {total}, but they are compared with different bases of last year.",
        ),
        severity=Severity.WARNING,
        certainty=0.85,
        also=(other,),
    )
