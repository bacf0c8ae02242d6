"""YS4-002: a growth rate is not the change divided by last year's amount."""

from collections.abc import Callable

from yusuan.check.rule import Checked, Context, NotChecked, rule
from yusuan.check.rules.ys4._book import Book, Range, exact, span
from yusuan.check.rules.ys4._ratio import growth as rate
from yusuan.check.rules.ys4._ratio import growth_from, holds, show
from yusuan.check.rules.ys4._say import finding, heading, printed, words
from yusuan.model.amount import Amount
from yusuan.model.fact import Claim
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text


@rule(
    code="YS4-002",
    name=Text("增长率算错", "growth rate does not follow"),
    severity=Severity.ERROR,
    certainty=0.95,
    why=Text(
        "增长率 = 增减额 ÷ 上年数，由文中印出的数就能算出；算错会误导公众对变化幅度的判断。",
        "The rate is the change over last year's amount, and follows from the printed figures.",
    ),
    basis=Text(
        "《预算法》第十四条（公开时作出说明）；《地方预决算公开操作规程》（财预〔2016〕143号，据地方转载）要求说明增减变化",
        "Budget Law, article 14; 财预〔2016〕143号 asks for changes to be explained (known at second hand)",
    ),
    wrong=Text("本年 120 万元，比上年增加 20 万元，增长 16.67%", "120, 20 more than last year, up 16.67%"),
    right=Text("本年 120 万元，比上年增加 20 万元，增长 20%", "120, 20 more than last year, up 20%"),
)
def growth(context: Context) -> Checked:
    """Compute every stated growth rate from what is printed beside it, each figure as the interval of its rounding.

    Looked at: rates with an amount and a change, or an amount and last year's. Wrong: no combination of what is
    printed (in the sentence, again in the item, in the tables) gives the rate within one unit of its last place.
    Not flagged: a base that may be nothing (YS4-007), a rate without the amounts to compute it from.
    """
    book = Book(context)
    looked_at = 0
    findings: list[Finding] = []
    for number in book.kind("growth"):
        claim = book.claims[number]
        if claim.ratio is None or claim.direction is None:
            continue
        bounds = _said(book, number) or _around(book, number)
        if not bounds:
            continue
        looked_at += 1
        ratio, sign = claim.ratio, claim.direction or 1
        if any(holds(ratio, b, sign) for b in bounds) or any(holds(ratio, b, sign) for b in _elsewhere(book, number)):
            continue
        if any(holds(ratio, b, -sign) for b in _by_bases(book, number)):
            continue  # the rate is right and its word is wrong: YS4-005
        findings.append(_finding(context, book, number, (_said(book, number, exact) or bounds)[0]))
    if not looked_at:
        raise NotChecked(Text("增长率旁没有可以计算的金额", "no amounts stand beside the rates"))
    return Checked(looked_at, tuple(findings))


def _changes(book: Book, number: int, how: Callable[[Amount], Range] = span) -> list[Range]:
    """The signed changes stated of the same amount, against the same base."""
    out = []
    claim = book.claims[number]
    for i in book.beside(number, "change"):
        other = book.claims[i]
        if other.amount is not None and other.direction and other.base == claim.base and other.item == claim.item:
            size = how(other.amount)
            out.append(size if other.direction > 0 else Range(-size.high, -size.low))
    return out


def _said(book: Book, number: int, how: Callable[[Amount], Range] = span) -> list[Range]:
    """The rates that the sentence's own figures give."""
    target = book.of(number)
    stated = None if target is None else book.claims[target].amount
    if stated is None:
        return []
    now = how(stated)
    found = [rate(now, d) for d in _changes(book, number, how)]
    found += [growth_from(now, b) for b in _bases(book, number, how)]
    return [b for b in found if b is not None]


def _around(book: Book, number: int) -> list[Range]:
    """The rates of the whole that a comparison behind 其中 must be about, where its part is less than its change."""
    whole, target = book.around(number), book.of(number)
    changes = _changes(book, number)
    if whole is None or target is None or any(d.low <= r.high for r in book.itself(target) for d in changes):
        return []
    found = (rate(now, d) for now in book.itself(whole) for d in changes)
    return [b for b in found if b is not None]


def _by_bases(book: Book, number: int) -> list[Range]:
    """The rates from last year's amount as it is printed beside this year's."""
    target = book.of(number)
    stated = None if target is None else book.claims[target].amount
    found = [growth_from(span(stated), b) for b in _bases(book, number)] if stated is not None else []
    return [b for b in found if b is not None]


def _bases(book: Book, number: int, how: Callable[[Amount], Range] = span) -> list[Range]:
    """Last year's amount as printed in the same item."""
    return [how(c.amount) for c in _base_claims(book, number) if c.amount is not None]


def _base_claims(book: Book, number: int) -> tuple[Claim, ...]:
    claim = book.claims[number]
    against = book.against(number)
    if against is not None and book.claims[against].amount is not None:
        return (book.claims[against],)
    if claim.base is None:
        return ()
    near = book.claims[max(0, number - 8) : number + 4]
    return tuple(c for c in near if c.kind == "amount" and c.item == claim.item and c.coordinate == claim.base)


def _elsewhere(book: Book, number: int) -> list[Range]:
    """The rates that the same amounts give as they are printed elsewhere."""
    target = book.of(number)
    if target is None:
        return []
    nows = list(book.itself(target))
    whole = book.around(number)
    if whole is not None:
        nows += book.itself(whole)
    fact = book.contradicted(book.claims[target])
    if fact is not None:
        nows.append(span(fact.amount))  # the amount is wrong, which YS4-001 tells, and not its rate
    changes = _changes(book, number)
    found = [rate(now, d) for now in nows for d in changes]
    base = book.claims[number].base
    # A change beside the rate is of the same two years: what last year's cell gives cannot mend the rate alone.
    bases = _bases(book, number) + (list(book.ranges_at(base)) if base is not None and not changes else [])
    found += [growth_from(now, b) for now in nows for b in bases]
    return [b for b in found if b is not None]


def _finding(context: Context, book: Book, number: int, bounds: Range) -> Finding:
    claim = book.claims[number]
    assert claim.ratio is not None  # noqa: S101 - the caller has looked
    expected = show(bounds, claim.ratio, claim.direction or 1)
    target = book.of(number)
    about: tuple[Claim, ...] = () if target is None else (book.claims[target],)
    changes = tuple(book.claims[i] for i in book.beside(number, "change"))
    how = "、".join(printed(c) for c in (*about, *(changes or _base_claims(book, number))) if c.amount is not None)
    where, said = heading(context, claim), words(context, claim)
    return finding(
        "YS4-002",
        context,
        claim,
        Text(
            f"“{where}”写“{said}”，按文中 {how} 计算应为 {expected}。",
            f"“{where}” says “{said}”; its own figures ({how}) give {expected}.",
        ),
        severity=Severity.ERROR,
        certainty=0.95,
        expected=expected,
        also=about,
    )
