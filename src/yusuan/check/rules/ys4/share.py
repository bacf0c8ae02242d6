"""YS4-003: a share is not the part divided by the whole."""

from collections import defaultdict
from collections.abc import Iterator

from yusuan.check.rule import Checked, Context, NotChecked, rule
from yusuan.check.rules.ys4._book import Book, Range, exact, plausible, span
from yusuan.check.rules.ys4._ratio import holds, show
from yusuan.check.rules.ys4._ratio import share as rate
from yusuan.check.rules.ys4._say import quotient
from yusuan.model.fact import Ratio
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

#: Sections that far apart may enumerate the parts of one whole, each under its own heading.
_NEAR = 2
#: A share may be of a whole some way back (人员经费 of all expenditure, under 基本支出).
_BACK = 12
#: So many shares without a stated whole are known to be of their own sum where all but one of them fit it.
_FEWEST = 3


@rule(
    code="YS4-003",
    name=Text("占比算错", "share does not follow"),
    severity=Severity.ERROR,
    certainty=0.95,
    why=Text(
        "占比 = 部分 ÷ 总体，由文中印出的数就能算出；算错会误导公众对支出结构的判断。",
        "A share is the part over the whole, and follows from the printed figures.",
    ),
    basis=Text("《预算法》第十四条（公开时作出说明）", "Budget Law, article 14: what is published is explained"),
    wrong=Text("支出 200 万元，其中基本支出 50 万元，占 35%", "200, of which basic 50, 35%"),
    right=Text("支出 200 万元，其中基本支出 50 万元，占 25%", "200, of which basic 50, 25%"),
)
def share(context: Context) -> Checked:
    """Compute every stated share from the part before it and each whole that it may be of.

    Looked at: shares with a part and a whole: the one named (占本年支出的), the one enumerated (其中), the sum of
    what is enumerated beside it. Wrong: none of them gives the share within one unit of its last place. Not flagged:
    other scopes of the whole, shares of things that are not understood.
    """
    book = Book(context)
    looked_at = 0
    findings: list[Finding] = []
    for number in book.kind("share"):
        claim = book.claims[number]
        target = book.of(number)
        if claim.ratio is None or target is None or book.claims[target].amount is None:
            continue
        part = span(book.claims[target].amount)  # type: ignore[arg-type]
        if claim.coordinate is None and book.against(number) is None:
            continue  # a part that is not understood may be of another scope than the whole's cells
        bounds = [b for w in _wholes(book, number) if (b := rate(part, w)) is not None]
        if not bounds:
            continue
        looked_at += 1
        if any(holds(claim.ratio, b, moved=True) for b in bounds) or _otherwise(book, number, target, claim.ratio):
            continue
        expected = show(_nominal(book, number) or bounds[0], claim.ratio)
        findings.append(quotient("YS4-003", context, claim, book.about(number), expected))
    alone = list(_alone(book))
    looked_at += sum(len(group) for group, _ in alone)
    for group, whole in alone:
        odd = _odd(book, group, whole)
        if odd is not None:
            findings.append(quotient("YS4-003", context, book.claims[odd[0]], book.about(odd[0]), odd[1]))
    if not looked_at:
        raise NotChecked(Text("占比旁没有可以计算的金额", "no amounts stand beside the shares"))
    return Checked(looked_at, tuple(findings))


def _alone(book: Book) -> Iterator[tuple[tuple[int, ...], Range]]:
    """Shares of one paragraph whose whole is not stated, with the sum of their parts."""
    by_paragraph: dict[tuple[int, int], dict[int, int]] = defaultdict(dict)
    for number, claim in enumerate(book.claims):
        target = book.of(number)
        known = claim.base is not None and next(book.ranges_at(claim.base), None) is not None
        unknown = claim.kind == "share" and not known and book.against(number) is None
        if unknown and target is not None and claim.ratio is not None and book.claims[target].amount is not None:
            by_paragraph[claim.section, claim.paragraph].setdefault(target, number)
    for group in by_paragraph.values():
        amounts = [a for t in group if (a := book.claims[t].amount) is not None]
        if len(amounts) >= _FEWEST:
            yield tuple(group.values()), Range(sum(a.low for a in amounts), sum(a.high for a in amounts))


def _odd(book: Book, group: tuple[int, ...], whole: Range) -> tuple[int, str] | None:
    """The one share of a group that its part and the sum of all do not give, and the right one."""
    wrong: list[tuple[int, str]] = []
    for number in group:
        target, ratio = book.of(number), book.claims[number].ratio
        part = None if target is None else book.claims[target].amount
        bounds = None if part is None else rate(span(part), whole)
        if ratio is not None and bounds is not None and not holds(ratio, bounds, moved=True):
            wrong.append((number, show(bounds, ratio)))
    return wrong[0] if len(wrong) == 1 else None


def _nominal(book: Book, number: int) -> Range | None:
    """The share of the two figures as they are printed."""
    part, whole = (None if i is None else book.claims[i].amount for i in (book.of(number), book.against(number)))
    return None if part is None or whole is None else rate(exact(part), exact(whole))


def _otherwise(book: Book, number: int, target: int, ratio: Ratio) -> bool:
    """Whether the part or the whole, as printed elsewhere, gives the share."""
    wholes = [*_wholes(book, number), *_wholes_elsewhere(book, number)]
    bounds = (rate(p, w) for p in book.ranges(target) for w in wholes)
    return any(b is not None and holds(ratio, b, moved=True) for b in bounds)


def _wholes_elsewhere(book: Book, number: int) -> Iterator[Range]:
    claim = book.claims[number]
    if claim.base is not None:
        for point in plausible(claim.base, "", book.year):
            yield from book.ranges_at(point)
    if book.against(number) is not None or claim.base is not None:
        yield from _sum(book, number)
        for other in book.claims[max(0, number - _BACK) : number]:
            if other.kind == "amount" and other.section == claim.section and other.amount is not None:
                yield span(other.amount)


def _wholes(book: Book, number: int) -> Iterator[Range]:
    claim = book.claims[number]
    against = book.against(number)
    if against is not None and (a := book.claims[against].amount) is not None:
        yield span(a)
    elif claim.base is not None:
        yield from book.ranges_at(claim.base)


def _sum(book: Book, number: int) -> Iterator[Range]:
    """Everything whose share of the same whole is stated, added up: the whole may be those alone."""
    claim = book.claims[number]
    whole = _whole_of(book, number)
    targets = {
        target
        for i, other in enumerate(book.claims)
        if other.kind == "share"
        and abs(other.section - claim.section) <= _NEAR
        and other.base == claim.base
        and _whole_of(book, i) == whole
        and (target := book.of(i)) is not None
    }
    amounts = [a for t in targets if (a := book.claims[t].amount) is not None]
    if len(amounts) > 1:
        yield Range(sum(a.low for a in amounts), sum(a.high for a in amounts))


def _whole_of(book: Book, number: int) -> int | None:
    against = book.against(number)
    return against if book.claims[number].base is None else None
