"""Two documents held against each other, point by point."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yusuan.check.several.digest import GRANTED, Digest, Stated
from yusuan.check.several.pair import Pair

#: Funds in which nothing flows between a department and its units, so that a unit can have no more than the whole.
_GRANT = frozenset({"grant", "general", "govfund", "capital"})


@dataclass(frozen=True, slots=True)
class Compared:
    """A pair with what was compared: how many points both state, and where they contradict each other."""

    pair: Pair
    points: int
    apart: tuple[tuple[Stated, Stated], ...]


def compare(pair: Pair, digests: Sequence[Digest]) -> Compared:
    """Hold the two documents of ``pair`` against each other."""
    both = list(_both(digests[pair.first], digests[pair.second]))
    if pair.kind == "part":
        both = [(a, b) for a, b in both if _granted(a)]
        return Compared(pair, len(both), tuple((a, b) for a, b in both if b.low > a.high))
    return Compared(pair, len(both), tuple((a, b) for a, b in both if a.low > b.high or b.low > a.high))


def _both(first: Digest, second: Digest) -> Iterator[tuple[Stated, Stated]]:
    """The points that both state, that are not zero in both, in the order of the second document."""
    there = {s.coordinate: s for s in first.stated}
    for one in second.stated:
        other = there.get(one.coordinate)
        if other is not None and not (other.implied and one.implied) and (abs(one.high) > 1 or abs(other.high) > 1):
            yield other, one


def _granted(stated: Stated) -> bool:
    at = stated.coordinate
    if at.flow not in ("expenditure", "income") or stated.implied:
        return False
    return at.topic in GRANTED if at.topic else at.fund in _GRANT


@dataclass(frozen=True, slots=True)
class SeveralContext:
    """What a rule over two documents may look at."""

    compared: Compared
    first: Digest
    second: Digest
