"""What one document states, in so little room that it can be kept while hundreds of others are read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from yusuan.model.coordinate import Coordinate
from yusuan.model.disclosure import Disclosure, Identification
from yusuan.model.fact import Claim, Fact
from yusuan.model.place import Place

#: What a document says of itself at length would be its whole text; what names its units stands at the beginning.
_OVERVIEW = 20_000
#: Phases that two documents may state of one year and must agree on. Execution is estimated, budgets are adjusted.
_PHASES = frozenset({"budget", "final"})
#: “三公”: published for the fiscal grant alone, whether a table says so or not.
GRANTED = frozenset({"three_public", "abroad", "vehicle", "vehicle_purchase", "vehicle_running", "reception"})
_SIGNS = {1: "增加", -1: "减少", 0: "与上年"}


@dataclass(frozen=True, slots=True)
class Stated:
    """An amount that a document states at a point: between ``low`` and ``high`` 分 (inclusive), as ``printed``.

    ``words``: where it stands, as a reader finds it. ``implied``: it follows from another amount and its change.
    """

    coordinate: Coordinate
    low: int
    high: int
    printed: str
    words: str
    place: Place
    implied: bool = False


@dataclass(frozen=True, slots=True)
class Digest:
    """One document: what it is, every point that it states, once, and the text that names its units."""

    identity: Identification
    stated: tuple[Stated, ...]
    overview: str
    sha256: str


def digest(disclosure: Disclosure) -> Digest:
    """Digest ``disclosure``. Left out is a point that it prints with two different amounts."""
    found: dict[Coordinate, Stated | None] = {}
    for one in (*_facts(disclosure), *_implied(disclosure.claims)):
        before = found.get(one.coordinate, one)
        if before is None or (before.low > one.high or one.low > before.high):
            found[one.coordinate] = None if before is None or not one.implied else before
        elif one.coordinate not in found or one.high - one.low < before.high - before.low:
            found[one.coordinate] = one
    return Digest(
        disclosure.identity,
        tuple(s for s in found.values() if s is not None),
        _overview(disclosure),
        disclosure.sources[0].sha256 if disclosure.sources else "",
    )


def _facts(disclosure: Disclosure) -> Iterator[Stated]:
    for fact in disclosure.facts:
        at = fact.coordinate
        if at.phase in _PHASES and not (at.body or at.project or at.item):
            at = at_large(at)
            amount, slack = fact.amount, fact.amount.step - 1
            printed = f"{amount.printed}{amount.unit}"
            words = _words(disclosure, fact)
            yield Stated(at, amount.value - slack, amount.value + slack, printed, words, fact.place)


def _implied(claims: Iterable[Claim]) -> Iterator[Stated]:
    """Last year's amounts that a sentence implies: this year's amount less its change, or the same where it is 持平."""
    claims = tuple(claims)
    for n, claim in enumerate(claims):
        base = claim.base
        if claim.kind != "change" or base is None or not 0 < claim.of <= n or claim.direction is None:
            continue
        now = claims[n - claim.of].amount
        if now is None or base.phase not in _PHASES or base.project or base.item:
            continue
        if claim.amount is None and claim.direction:
            continue
        change = claim.amount.value if claim.amount else 0
        slack = now.step + (claim.amount.step if claim.amount else 0) - 1
        value = now.value - claim.direction * change
        words = f"{claim.amount.printed}{claim.amount.unit}" if claim.amount else "持平"
        printed = f"{now.printed}{now.unit}，{_SIGNS[claim.direction]}{words}"
        yield Stated(at_large(base), value - slack, value + slack, printed, claim.subject, claim.place, implied=True)


def at_large(at: Coordinate) -> Coordinate:
    """The point without its fund where it is one of the topics that are of the fiscal grant by definition."""
    return at.at(fund="") if at.topic in GRANTED and at.fund in ("grant", "general") else at


def _words(disclosure: Disclosure, fact: Fact) -> str:
    statement = disclosure.statements[fact.statement]
    row = next((r for r in statement.rows if r.index == fact.row and r.label), None)
    label = (f"[{row.code}] {row.label}" if row.code else row.label) if row else ""
    return " ".join(w for w in (statement.number or statement.title, label) if w)


def _overview(disclosure: Disclosure) -> str:
    parts = [p.text for s in disclosure.sections if s.kind in ("overview", "cover") for p in s.paragraphs]
    return "".join(parts)[:_OVERVIEW]
