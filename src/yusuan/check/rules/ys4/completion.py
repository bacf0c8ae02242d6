"""YS4-004: a completion rate is not the final amount divided by the budget that it names."""

from collections.abc import Iterator

from yusuan.check.rule import Checked, Context, NotChecked, rule
from yusuan.check.rules.ys4._book import Book, Range, exact, span
from yusuan.check.rules.ys4._ratio import holds, share, show
from yusuan.check.rules.ys4._say import finding, heading, printed, quotient, words
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

_NAMES = {"budget": "年初预算", "adjusted": "全年预算"}


@rule(
    code="YS4-004",
    name=Text("预算完成率算错", "completion rate does not follow"),
    severity=Severity.ERROR,
    certainty=0.95,
    why=Text(
        "完成率 = 决算数 ÷ 所说的预算数；年初预算为 0 时不能作分母，应写完成全年（调整）预算的比例。",
        "The rate is the final amount over the budget it names; a budget of nothing cannot be the base.",
    ),
    basis=Text("《预算法》第十四条（公开时作出说明）", "Budget Law, article 14: what is published is explained"),
    wrong=Text(
        "年初预算 0 万元，全年预算 80 万元，决算 60 万元，完成年初预算的 75%", "budget 0, final 60: 75% of the budget"
    ),
    right=Text(
        "年初预算 0 万元，全年预算 80 万元，决算 60 万元，完成全年预算的 75%", "adjusted budget 80, final 60: 75% of it"
    ),
    kinds=("final_accounts",),
)
def completion(context: Context) -> Checked:
    """Compute every completion rate from the final amount before it and the budget that the phrase names.

    Looked at: rates with a final amount and a budget, in the item or in the tables. Wrong: the budget is nothing and
    the rate is not; or no budget of that name gives the rate. Not flagged: 0% of nothing, final and budget that differ.
    """
    book = Book(context)
    looked_at = 0
    findings: list[Finding] = []
    for number in book.kind("completion"):
        claim = book.claims[number]
        target = book.of(number)
        if claim.ratio is None or target is None or book.claims[target].amount is None:
            continue
        budgets = list(_budgets(book, number))
        if not budgets:
            continue
        looked_at += 1
        if claim.ratio.value and all(b.zero for b in budgets):
            findings.append(_zero(context, book, number))
            continue
        part = span(book.claims[target].amount)  # type: ignore[arg-type]
        bounds = [b for w in budgets if (b := share(part, w)) is not None]
        if not bounds or any(holds(claim.ratio, b) for b in bounds):
            continue
        more = (share(p, w) for p in book.ranges(target) for w in (*budgets, *_by_tables(book, number)))
        if not any(b is not None and holds(claim.ratio, b) for b in more):
            expected = show(_nominal(book, number) or bounds[0], claim.ratio)
            findings.append(quotient("YS4-004", context, claim, book.about(number), expected))
    if not looked_at:
        raise NotChecked(Text("完成率旁没有可以计算的金额", "no amounts stand beside the rates"))
    return Checked(looked_at, tuple(findings))


def _budgets(book: Book, number: int) -> Iterator[Range]:
    claim = book.claims[number]
    against = book.against(number)
    if against is not None and (a := book.claims[against].amount) is not None:
        yield span(a)
    elif claim.base is not None:
        yield from book.ranges_at(claim.base)


def _by_tables(book: Book, number: int) -> Iterator[Range]:
    """The budget as the tables have it, where they contradict the sentence: that is YS4-001's."""
    against = book.against(number)
    fact = None if against is None else book.contradicted(book.claims[against])
    if fact is not None:
        yield span(fact.amount)


def _nominal(book: Book, number: int) -> Range | None:
    """The rate of the two figures as they are printed."""
    final, budget = (None if i is None else book.claims[i].amount for i in (book.of(number), book.against(number)))
    return None if final is None or budget is None else share(exact(final), exact(budget))


def _zero(context: Context, book: Book, number: int) -> Finding:
    claim = book.claims[number]
    named = _NAMES.get(claim.base.phase if claim.base else "", "预算")
    better = _better(book, number)
    expected = f"完成{better}的{printed(claim)}" if better else f"{named}为 0，不能计算完成率"
    where, said = heading(context, claim), words(context, claim)
    return finding(
        "YS4-004",
        context,
        claim,
        Text(
            f"“{where}”写“{said}”，而{named}为 0，不能作分母；应为“{expected}”。",
            f"“{where}” says “{said}”, but that budget is nothing and cannot be the base.",
        ),
        severity=Severity.ERROR,
        certainty=0.98,
        expected=expected,
        also=book.about(number),
    )


def _better(book: Book, number: int) -> str:
    """The name of another budget in the same item that does give the rate."""
    claim, target = book.claims[number], book.of(number)
    if target is None or claim.ratio is None or (final := book.claims[target].amount) is None:
        return ""
    for other in book.claims[max(0, number - 8) : number]:
        if other.kind != "amount" or other.item != claim.item or other.amount is None or other.coordinate is None:
            continue
        bounds = share(span(final), span(other.amount))
        if other.coordinate.phase in _NAMES and bounds is not None and holds(claim.ratio, bounds):
            return _NAMES[other.coordinate.phase]
    return ""
