"""YS4-016: income is compared with last year's execution and the same expenditure with last year's budget."""

from yusuan.check.rule import Checked, Context, NotApplicable, rule
from yusuan.check.rules.ys4._account import IN, named_base, sides, sort_of
from yusuan.check.rules.ys4._book import Book
from yusuan.check.rules.ys4._say import finding, heading, printed
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text


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
    named = [
        (i, j, a, b)
        for i, j in sides(book)
        if (a := named_base(context, book.claims[i])) and (b := named_base(context, book.claims[j]))
    ]
    if not named:
        raise NotApplicable(
            Text("没有对同额收支分别与上年比较", "no income and expenditure of one amount are compared")
        )
    findings: dict[str, Finding] = {}
    for i, j, one, other in named:
        if sort_of(one) != sort_of(other):
            found = _finding(context, book, (i, j), (one, other))
            findings.setdefault(f"{book.claims[i].section}", found)
    return Checked(len(named), tuple(findings.values()))


def _finding(context: Context, book: Book, pair: tuple[int, int], names: tuple[str, str]) -> Finding:
    one, other = (book.claims[i] for i in pair)
    side = ["收入" if c.coordinate and c.coordinate.flow in IN else "支出" for c in (one, other)]
    said = [f"{s}与上年{n}比" for s, n in zip(side, names, strict=True)]
    where = heading(context, one)
    target = book.of(pair[1])
    total = printed(book.claims[target]) if target is not None else ""
    return finding(
        "YS4-016",
        context,
        one,
        Text(
            f"“{where}”中收支同为 {total}，{said[0]}、{said[1]}，比较基数不一。",
            f"in “{where}” both sides are {total}, but they are compared with different bases of last year.",
        ),
        severity=Severity.WARNING,
        certainty=0.85,
        also=(other,),
    )
