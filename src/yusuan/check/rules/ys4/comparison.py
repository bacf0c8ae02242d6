"""YS4-011: final accounts are said to be above, below or equal to the budget, and are not."""

import re

from yusuan.check.rule import Checked, Context, NotApplicable, rule
from yusuan.check.rules.ys4._book import Book, Range, span
from yusuan.check.rules.ys4._say import finding, heading, paragraph, printed, words
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

_WORD = {1: "大于", -1: "小于", 0: "等于"}
_LEVEL = re.compile(r"持平|一致|相同|相等")


@rule(
    code="YS4-011",
    name=Text("决算数与预算数大小说反", "final accounts and budget compared the wrong way round"),
    severity=Severity.ERROR,
    certainty=0.95,
    why=Text(
        "“决算数大于（小于、等于）预算数”应当与同一条里印出的两个数一致，其后的原因才有意义。",
        "What is said to be above or below must be so by the two figures printed in the item.",
    ),
    basis=Text("《预算法》第十四条（公开时作出说明）", "Budget Law, article 14: what is published is explained"),
    wrong=Text("年初预算 10 万元，支出决算 12 万元。决算数小于预算数", "budget 10, final 12: below the budget"),
    right=Text("年初预算 10 万元，支出决算 12 万元。决算数大于预算数", "budget 10, final 12: above the budget"),
    kinds=("final_accounts",),
)
def comparison(context: Context) -> Checked:
    """Hold each 大于/小于/等于 against the two figures of its item.

    Looked at: comparisons with a final amount and a budget in the item or in the tables. Wrong: every budget that may
    be meant (年初, 全年) says otherwise. Not flagged: 基本持平, differences within rounding.
    """
    book = Book(context)
    looked_at = 0
    findings: list[Finding] = []
    for number in book.kind("change"):
        claim, target = book.claims[number], book.of(number)
        text = "".join(paragraph(context, claim)[claim.span[0] : claim.span[1]].split())
        if claim.amount is not None or "预算" not in text or target is None or claim.direction is None:
            continue
        final = book.claims[target].amount
        budgets = _budgets(book, number)
        if final is None or not budgets:
            continue
        looked_at += 1
        near = "基本" in text or text.startswith("超")
        signs = [_sign(now, b) for now in book.itself(target) for b in budgets]
        level = not claim.direction and near and _LEVEL.search(text) is not None
        if level or any(s == claim.direction or s is None for s in signs):
            continue
        findings.append(_finding(context, book, number, next(s for s in signs if s is not None)))
    if not looked_at:
        raise NotApplicable(Text("没有“决算数大于/小于预算数”一类的表述", "nothing is compared with the budget"))
    return Checked(looked_at, tuple(findings))


def _budgets(book: Book, number: int) -> list[Range]:
    claim, target = book.claims[number], book.of(number)
    assert target is not None  # noqa: S101 - the caller has looked
    final = book.claims[target].coordinate
    if final is None:
        against = book.against(number)
        amount = book.claims[against].amount if against is not None else None
        return [span(amount)] if amount is not None else []
    found = [
        span(c.amount)
        for c in book.claims[max(0, number - 8) : number]
        if c.kind == "amount"
        and c.amount is not None
        and c.item == claim.item
        and c.coordinate is not None
        and c.coordinate.phase in ("budget", "adjusted")
        and c.coordinate.at(phase=final.phase) == final
    ]
    return found or (list(book.ranges_at(claim.base)) if claim.base is not None else [])


def _sign(final: Range, budget: Range) -> int | None:
    """1 above, -1 below, 0 printed alike, None where rounding leaves it open."""
    if final == budget:
        return 0
    if final.low >= budget.high:
        return 1
    return -1 if final.high <= budget.low else None


def _finding(context: Context, book: Book, number: int, sign: int) -> Finding:
    claim, target, against = book.claims[number], book.of(number), book.against(number)
    about = tuple(book.claims[i] for i in (target, against) if i is not None)
    where, said = heading(context, claim), words(context, claim)
    figures = "、".join(printed(c) for c in about)
    return finding(
        "YS4-011",
        context,
        claim,
        Text(
            f"“{where}”写“{said}”，而文中的数（决算、预算：{figures}）是决算数{_WORD[sign]}预算数。",
            f"“{where}” says “{said}”, but the printed figures ({figures}) say otherwise.",
        ),
        severity=Severity.ERROR,
        certainty=0.95,
        expected=f"决算数{_WORD[sign]}预算数",
        also=about,
    )
