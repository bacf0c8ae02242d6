"""What the sentences state: each number with its point, the cells and the other numbers that it was held against."""

from collections.abc import Callable
from typing import Any

from yusuan.check.reconcile.model import Reconciliation
from yusuan.check.rule import Context
from yusuan.check.rules.ys4._book import Book, Range, agree, exact, span
from yusuan.check.rules.ys4._ratio import growth, growth_from, holds, share, show
from yusuan.model.amount import Amount
from yusuan.model.disclosure import Disclosure
from yusuan.model.fact import Claim, Fact
from yusuan.model.text import Language, Text
from yusuan.report.page.graph import Graph
from yusuan.report.page.views import paragraph
from yusuan.report.words import money

KINDS: dict[str, Text] = {
    "amount": Text("金额", "amount"),
    "change": Text("增减额", "change"),
    "growth": Text("增长率", "rate of growth"),
    "share": Text("占比", "share"),
    "completion": Text("完成率", "rate of completion"),
    "count": Text("数量", "count"),
}
_SAME = Text("说明与报表的同一数", "one figure in the narrative and in the tables")
_CHANGE = Text("增减额＝本年数－上年数", "change = this year's amount less last year's")
_FEW = 3
#: Characters of a sentence that are shown on either side of its number.
_LONG = 200


def spoken(
    disclosure: Disclosure, reconciliation: Reconciliation | None, made: Graph, language: Language
) -> list[dict[str, Any]]:
    """Each claim in words: kind, subject, sentence, point, base, and the other figures of what it says by number.

    Equations with the cells that an amount agrees with are added to ``made``. What does not agree is told by the
    rules' findings, which know every reading that a sentence leaves open.
    """
    book = Book(Context(disclosure, reconciliation)) if reconciliation is not None else None
    shown = disclosure.facts[: len(made.point)]
    number = {(f.statement, f.row, f.column): i for i, f in enumerate(shown, made.first)}
    told: list[dict[str, Any]] = []
    for i, claim in enumerate(disclosure.claims):
        told.append({
            "kind": KINDS[claim.kind].say(language),
            "subject": claim.subject,
            "sentence": _sentence(disclosure, claim),
            "point": -1 if claim.coordinate is None else made.point_of(claim.coordinate, language),
            "base": -1 if claim.base is None else made.point_of(claim.base, language),
            "of": i - claim.of if 0 < claim.of <= i else -1,
            "against": i - claim.against if 0 < claim.against <= i else -1,
            "rate": _rate(book, i) if book is not None else "",
        })  # fmt: skip
        if book is not None and claim.kind == "amount":
            _with_cells(made, i, claim, book, number, language)
        elif book is not None and claim.kind == "change":
            _with_base(made, i, book, number, language)
    return told


def printed(claim: Claim) -> str:
    """A claim's number as printed, with its unit."""
    if claim.ratio is not None:
        return f"{claim.ratio.printed}%"
    return f"{claim.amount.printed} {claim.amount.unit}" if claim.amount is not None else ""


def _with_cells(
    made: Graph, figure: int, claim: Claim, book: Book, number: dict[tuple[int, int, int], int], language: Language
) -> None:
    """The cells that an amount agrees with, of those that its phrase may mean."""
    if claim.coordinate is None or claim.amount is None:
        return
    cells: list[Fact] = book.facts(claim.coordinate, claim.subject)
    for fact in [f for f in cells if agree(claim.amount, f.amount)][:_FEW]:
        other = number.get((fact.statement, fact.row, fact.column))
        if other is not None:
            gap = claim.amount.value - fact.amount.value
            words = money(gap, claim.amount.unit) if gap else ""
            made.equations.append(["=", _reason(made, _SAME, language), words, 1, figure, [other]])


def _sentence(disclosure: Disclosure, claim: Claim) -> tuple[str, str, str]:
    """The sentence before the number, the number, and the sentence after it."""
    text, (start, end) = paragraph(disclosure, claim), claim.span
    at = text.rfind(claim.sentence, 0, start + len(claim.sentence)) if text else -1
    if at < 0 or not at <= start < end <= len(text):
        return claim.sentence[:_LONG], "", ""
    left, right = max(at, start - _LONG), min(at + len(claim.sentence), end + _LONG)
    return ("…" if left > at else "") + text[left:start], text[start:end], text[end:right]


def _rate(book: Book, index: int) -> str:
    """The rate that follows from the amounts beside it, where it is the one printed; '' where none is."""
    claim = book.claims[index]
    now = _amount(book, book.of(index))
    if claim.ratio is None or now is None:
        return ""
    growing = claim.kind == "growth"
    sign = claim.direction or 1 if growing else 1
    base, how = _amount(book, book.against(index)), growth_from if growing else share
    bases = [base] if base is not None else _cells(book, claim)
    found = [(how(span(now), span(b)), how(exact(now), exact(b))) for b in bases]
    if growing:
        changes = (book.claims[i] for i in book.beside(index, "change"))
        found += [(_grown(now, c, span), _grown(now, c, exact)) for c in changes if c.direction]
    for rounded, bounds in found:
        if rounded is not None and bounds is not None and holds(claim.ratio, rounded, sign, moved=not growing):
            return show(bounds, claim.ratio, sign)
    return ""


def _cells(book: Book, claim: Claim) -> list[Amount]:
    """The cells that a claim may be held against, where its sentence prints no base."""
    return [] if claim.base is None else [f.amount for f in book.facts(claim.base, "")[:_FEW]]


def _grown(now: Amount, change: Claim, how: Callable[[Amount], Range]) -> Range | None:
    """The rate of a change, which is printed without its sign."""
    if change.amount is None:
        return None
    size = how(change.amount)
    return growth(how(now), size if (change.direction or 1) > 0 else Range(-size.high, -size.low))


def _amount(book: Book, index: int | None) -> Amount | None:
    return None if index is None else book.claims[index].amount


def _with_base(
    made: Graph, index: int, book: Book, number: dict[tuple[int, int, int], int], language: Language
) -> None:
    """A change with the two amounts that it lies between, where both are printed and it follows from them."""
    claim, this = book.claims[index], book.of(index)
    now, against = _amount(book, this), book.against(index)
    if claim.amount is None or this is None or now is None:
        return
    bases: list[tuple[int, Amount]] = []
    if against is not None and (stated := book.claims[against].amount) is not None:
        bases.append((against, stated))
    elif claim.base is not None:
        for fact in book.facts(claim.base, claim.subject):
            cell = number.get((fact.statement, fact.row, fact.column))
            if cell is not None:
                bases.append((cell, fact.amount))
    for last, base in bases:
        gap = claim.amount.value - abs(now.value - base.value)
        # What does not follow may be meant otherwise: the rules say where it is wrong.
        if abs(gap) <= 2 * max(claim.amount.step, now.step, base.step):
            words = money(gap, claim.amount.unit) if gap else ""
            signed = [last, ~this] if now.value < base.value else [this, ~last]
            made.equations.append(["=", _reason(made, _CHANGE, language), words, 1, index, signed])
            return


def _reason(made: Graph, why: Text, language: Language) -> int:
    words = why.say(language)
    if words not in made.reasons:
        made.reasons.append(words)
    return made.reasons.index(words)
