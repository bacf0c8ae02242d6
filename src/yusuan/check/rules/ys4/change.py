"""YS4-006: a stated change is not this year's amount less last year's."""

import re

from yusuan.check.rule import Checked, Context, NotChecked, rule
from yusuan.check.rules.ys4._book import Book, Range, span
from yusuan.check.rules.ys4._say import equation, finding, heading, paragraph, printed, table_words, term, words
from yusuan.model.amount import Amount, format_amount
from yusuan.model.fact import Claim, Fact
from yusuan.model.finding import Finding, Severity, Term
from yusuan.model.text import Text

#: 比上年 alone may mean last year's budget, its execution or its final accounts.
_NAMED_BASE = re.compile(r"[比较与][^，。；,;比较与]{0,30}(?:预算|执行|决算)[^，。；,;]{0,12}$")


@rule(
    code="YS4-006",
    name=Text("增减额算错", "change does not follow"),
    severity=Severity.ERROR,
    certainty=0.95,
    why=Text(
        "增减额 = 本年数 − 上年数，三个数都印在同一处，应当相等。",
        "The change is this year's amount less last year's; all three are printed in one place.",
    ),
    basis=Text("《预算法》第十四条（公开时作出说明）", "Budget Law, article 14: what is published is explained"),
    wrong=Text("120 万元，比上年的 100 万元增加 30 万元", "120, 30 more than last year's 100"),
    right=Text("120 万元，比上年的 100 万元增加 20 万元", "120, 20 more than last year's 100"),
)
def change(context: Context) -> Checked:
    """Hold each change against the two amounts that it lies between, where both are printed beside it.

    Looked at: changes with an amount and a printed base. Wrong: the difference of the two, as intervals, misses the
    change by more than one unit of its last place. Not flagged: a direction word alone (YS4-005).
    """
    book = Book(context)
    looked_at = 0
    findings: list[Finding] = []
    for number in book.kind("change"):
        claim = book.claims[number]
        target, against = book.of(number), book.against(number)
        if claim.amount is None or claim.direction is None or target is None:
            continue
        bases = _bases(book, claim, against, paragraph(context, claim)[max(0, claim.span[0] - 80) : claim.span[0]])
        if not bases or book.claims[target].amount is None:
            continue
        looked_at += 1
        size, step = span(claim.amount), claim.amount.step
        whole = book.around(number)
        nows = (*book.itself(target), *(book.itself(whole) if whole is not None else ()))
        if any(_fits(now, span(base), size, step) for now in nows for base, _ in bases):
            continue
        findings.append(_finding(context, book, number, target, bases[0]))
    if not looked_at:
        raise NotChecked(Text("增减额旁没有印出上年数", "no base is printed beside the changes"))
    return Checked(looked_at, tuple(findings))


def _bases(book: Book, claim: Claim, against: int | None, before: str) -> list[tuple[Amount, Claim | Fact]]:
    """Last year's amount: as printed in the sentence, else as the tables print what the sentence says it was."""
    if against is not None:
        stated = book.claims[against]
        return [(stated.amount, stated)] if stated.amount is not None else []
    if claim.base is None or not _NAMED_BASE.search("".join(before.split())):
        return []
    return [(f.amount, f) for f in book.facts(claim.base, claim.subject) if f.coordinate.phase == claim.base.phase]


def _fits(now: Range, base: Range, size: Range, step: int) -> bool:
    for low, high in ((now.low - base.high, now.high - base.low), (base.low - now.high, base.high - now.low)):
        if low - step <= size.high and size.low <= high + step:
            return True
    return False


def _finding(context: Context, book: Book, number: int, target: int, last: tuple[Amount, Claim | Fact]) -> Finding:
    claim, now = book.claims[number], book.claims[target]
    base, source = last
    assert claim.amount is not None and now.amount is not None  # noqa: S101, PT018 - the caller has looked
    right = abs(now.amount.value - base.value)
    expected = format_amount(right, claim.amount.unit) + claim.amount.unit
    where, said = heading(context, claim), words(context, claim)
    of = "" if isinstance(source, Claim) else f"（{table_words(context, source)}）"
    return finding(
        "YS4-006",
        context,
        claim,
        Text(
            f"“{where}”写“{said}”，{printed(now)} 与上年 {base.printed}{base.unit}{of} 相差 {expected}。",
            f"“{where}” says “{said}”; {printed(now)} and last year's {base.printed}{base.unit} differ by {expected}.",
        ),
        severity=Severity.ERROR,
        certainty=0.95,
        expected=expected,
        difference=claim.amount.value - right,
        also=(now, source),
        equations=(
            equation(
                "sum",
                term(claim, "增减额"),
                (term(now, "本年"), Term(-1, "上年", f"{base.printed}{base.unit}", base.value, source.place)),
                Text("增减额 = 本年数 − 上年数", "change = this year - last year"),
            ),
        ),
    )
