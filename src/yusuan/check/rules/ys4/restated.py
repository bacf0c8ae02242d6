"""YS4-008: the same thing is stated twice in one item, with different amounts."""

from yusuan.check.rule import Checked, Context, NotApplicable, rule
from yusuan.check.rules.ys4._book import Book, agree
from yusuan.check.rules.ys4._say import equation, finding, heading, printed, term, words
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text


@rule(
    code="YS4-008",
    name=Text("同一事项前后金额不一", "one thing stated twice with different amounts"),
    severity=Severity.ERROR,
    certainty=0.85,
    why=Text("同一条说明里同一科目的数前后不同，必有一个是错的。", "One subject, one item, two amounts: one is wrong."),
    basis=Text("《预算法》第十四条（公开时作出说明）", "Budget Law, article 14: what is published is explained"),
    wrong=Text("1.“教育支出”30 万元…… 2024 年预算安排 31 万元", "education 30 … the budget for the year is 31"),
    right=Text("1.“教育支出”30 万元…… 2024 年预算安排 30 万元", "education 30 … the budget for the year is 30"),
)
def restated(context: Context) -> Checked:
    """Compare amounts of one point within one numbered item.

    Looked at: pairs of amounts at one point in one item. Wrong: they differ by more than one unit of the last place
    and no table prints the point; where one does, YS4-001 says which of the two is wrong.
    """
    book = Book(context)
    looked_at = 0
    findings: list[Finding] = []
    for number in book.kind("amount"):
        claim = book.claims[number]
        if claim.amount is None or claim.coordinate is None:
            continue
        for other in book.again(number):
            before = book.claims[other]
            if other >= number or before.amount is None or before.paragraph != claim.paragraph:
                continue
            looked_at += 1
            if agree(claim.amount, before.amount) or book.facts(claim.coordinate, claim.subject):
                continue
            where, said = heading(context, claim), words(context, claim)
            message = Text(
                f"“{where}”写“{said}”，而同一条前面写 {printed(before)}，前后不一。",
                f"“{where}” says “{said}”, but {printed(before)} before in the same item.",
            )
            why = Text("同一条说明中的同一数", "one figure within one item")
            findings.append(
                finding(
                    "YS4-008",
                    context,
                    claim,
                    message,
                    severity=Severity.ERROR,
                    certainty=0.85,
                    expected=printed(before),
                    difference=claim.amount.value - before.amount.value,
                    also=(before,),
                    equations=(equation("same", term(claim, "后文"), (term(before, "前文"),), why),),
                )
            )
            break
    if not looked_at:
        raise NotApplicable(Text("没有一处说明把同一数写两次", "nothing is stated twice in one item"))
    return Checked(looked_at, tuple(findings))
