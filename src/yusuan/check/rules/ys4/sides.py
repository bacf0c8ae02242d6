"""YS4-021: income and expenditure of one amount are said to have changed differently against one base."""

from yusuan.check.rule import Checked, Context, NotApplicable, rule
from yusuan.check.rules.ys4._account import IN, named_base, sides, sort_of
from yusuan.check.rules.ys4._book import Book
from yusuan.check.rules.ys4._digits import one_digit_apart
from yusuan.check.rules.ys4._say import finding, heading, printed
from yusuan.model.fact import Claim
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

_NAMES = {"grant": "财政拨款", "general": "一般公共预算拨款"}
_WORDS = {1: "增加", -1: "减少", 0: "持平"}


@rule(
    code="YS4-021",
    name=Text("收入与支出的增减不一", "income and expenditure changed differently"),
    severity=Severity.ERROR,
    certainty=0.9,
    why=Text(
        "同一笔收支两年都相等，与同一基数比较的增减额就应相同；只差方向或一位数字，必有一处写错。",
        "Where both sides are equal in both years their changes are equal: a word or a digit is wrong.",
    ),
    basis=Text("《预算法》第十四条（公开时作出说明）", "Budget Law, article 14: what is published is explained"),
    wrong=Text(
        "财政拨款收入 100 万元，比2024年预算增加 12.35 万元……财政拨款支出 100 万元，比2024年预算减少 12.35 万元",
        "income 100, 12.35 more than in 2024 … expenditure 100, 12.35 less than in 2024",
    ),
    right=Text(
        "财政拨款收入 100 万元，比2024年预算增加 12.35 万元……财政拨款支出 100 万元，比2024年预算增加 12.35 万元",
        "income 100, 12.35 more than in 2024 … expenditure 100, 12.35 more than in 2024",
    ),
)
def changed(context: Context) -> Checked:
    """Compare the changes of both sides of one account.

    Looked at: changes of income and of expenditure, or of the grant and of the general budget that is all of it, in
    one section, of equal amounts and one base. Wrong: they go opposite ways by the same amount, or their amounts differ
    by one digit. Not flagged: other differences, which carry-over between the years explains.
    """
    book = Book(context)
    pairs = [(i, j) for i, j in sides(book, within=True) if _is_one_base(context, book.claims[i], book.claims[j])]
    if not pairs:
        raise NotApplicable(
            Text("没有对同额收支分别与上年比较", "no income and expenditure of one amount are compared")
        )
    findings: dict[int, Finding] = {}
    for i, j in pairs:
        one, other = book.claims[i], book.claims[j]
        if _is_slip(one, other):
            findings.setdefault(one.section, _finding(context, one, other))
    return Checked(len(pairs), tuple(findings.values()))


def _is_one_base(context: Context, one: Claim, other: Claim) -> bool:
    if one.kind != "change" or other.kind != "change" or one.amount is None or other.amount is None:
        return False
    same = one.base is not None and other.base is not None and one.base.year == other.base.year
    return same and sort_of(named_base(context, one)) == sort_of(named_base(context, other))


def _is_slip(one: Claim, other: Claim) -> bool:
    assert one.amount is not None and other.amount is not None  # noqa: S101, PT018 - the caller has looked
    if one.amount.value == other.amount.value:
        return bool(one.amount.value) and (one.direction or 0) * (other.direction or 0) < 0
    return one.direction == other.direction and one_digit_apart(one.amount, other.amount)


def _finding(context: Context, one: Claim, other: Claim) -> Finding:
    where = heading(context, one)
    said = [
        f"{_NAMES.get(c.coordinate.fund, '') if c.coordinate else ''}"
        f"{'收入' if c.coordinate and c.coordinate.flow in IN else '支出'}{_WORDS[c.direction or 0]} {printed(c)}"
        for c in (one, other)
    ]
    return finding(
        "YS4-021",
        context,
        other,
        Text(
            f"“{where}”中两数相等、基数相同，却写{said[0]}、{said[1]}，必有一处写错。",
            f"in “{where}” both sides are equal and have one base, but change by {printed(one)} and {printed(other)}.",
        ),
        severity=Severity.ERROR,
        certainty=0.9,
        expected=printed(one) if one.amount != other.amount else _WORDS[one.direction or 0],
        also=(one,),
    )
