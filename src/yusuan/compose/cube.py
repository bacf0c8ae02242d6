"""The amount at any point of the cube, rolled up from a ledger's leaves: exact, in 分, None for nothing entered.

Sums are made once for each set of dimensions that is asked for, one dimension after the other, so that a point costs
one look-up afterwards.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import compress
from operator import attrgetter
from types import MappingProxyType

from yusuan.catalog.trees import parent, trees
from yusuan.model.coordinate import Coordinate
from yusuan.model.ledger import Entry

#: Dimensions along which amounts add up to the root; the others are looked up as they stand.
ROLLED = ("body", "function", "economy", "gov_economy", "fund", "nature", "project")
#: What every key begins with, as it stands.
_HEAD = ("year", "phase", "flow", "topic", "item")
_EXACT = len(_HEAD)
#: 《预算法》第十四条、财预〔2016〕143号: 机关运行经费 is what 公用经费 the general budget pays for in administrations.
_SAME = {"agency_running": {"fund": "general", "nature": "public"}}

_rolled_of = attrgetter(*ROLLED)

Key = tuple[str, ...]
Move = tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class Leaf:
    """An entry at the point where its layout counts it."""

    coordinate: Coordinate
    fen: int


def leaves_of(entries: Iterable[Entry], moves: Iterable[Move]) -> tuple[Leaf, ...]:
    """The entries, with the ``moves`` of a layout: (what a point must say, what it says instead)."""
    moves = tuple(moves)
    return tuple(Leaf(moved(e.coordinate, moves), e.fen) for e in entries)


def moved(point: Coordinate, moves: Iterable[Move]) -> Coordinate:
    """``point`` as its layout counts it: 上级补助收入 beside the year's income, for one."""
    for where, to in moves:
        if all(getattr(point, d) == n for d, n in where):
            point = point.at(**dict(to))
    return point


class Cube:
    """Amounts by point."""

    def __init__(self, leaves: Iterable[Leaf]) -> None:
        self._leaves = tuple(leaves)
        self._sums: dict[tuple[str, ...], dict[Key, int]] = {}
        self._index: dict[tuple[tuple[str, ...], int], dict[Key, list[str]]] = {}
        self._known: dict[Coordinate, int | None] = {}
        self._flows = _leaf_flows(x.coordinate.flow for x in self._leaves)
        self._topics: set[tuple[str, str, str]] = {
            (x.coordinate.year, x.coordinate.phase, x.coordinate.topic) for x in self._leaves if x.coordinate.topic
        }
        self._economic = {
            (x.coordinate.year, x.coordinate.phase)
            for x in self._leaves
            if x.coordinate.economy and not x.coordinate.topic
        }

    def detail(self, point: Coordinate) -> Coordinate:
        """Where the parts of a topic are that is entered as one figure: 机关运行经费 by its codes is 公用经费 by them.

        Only where the figure is the whole of that, else the topic's own point: nothing is known of its parts.
        """
        nodes = _SAME.get(point.topic)
        if nodes is None or point.fund not in ("", "grant", "general"):
            return point
        if point.economy and self._plain(point) is not None:
            return point
        other = point.at(topic="", **nodes)
        whole, same = self._plain(point.at(economy="")), self._plain(other.at(economy=""))
        return other if whole and whole == same else point

    def at(self, point: Coordinate) -> int | None:
        """The amount in 分 at ``point``; None where nothing is entered at or below it.

        A topic that is another name for codes (因公出国 = 30212) is their sum where it is not entered by itself; a
        topic that is made up of others is their sum, and None where one of them is not known.
        """
        # Asked again and again: for what is printed, what is stated, what the rows and totals are.
        try:
            return self._known[point]
        except KeyError:
            fen = self._known[point] = self._topic(point) if point.topic else self._plain(point)
            return fen

    def terms(self, point: Coordinate) -> tuple[Coordinate, ...]:
        """The points without aliases whose entries make up the amount at ``point``: a topic's codes, or itself."""
        when = (point.year, point.phase, point.topic)
        if not point.topic:
            return (point,)
        if when in self._topics:
            of_none = point.fund == "grant" and self._plain(point) is None
            return (point.at(fund="") if of_none else point,)
        if point.topic in _aliases():
            free = point.at(topic="", fund=point.fund or "grant")
            return tuple(free.at(economy=code) for code in _aliases()[point.topic])
        return tuple(t for part in _wholes().get(point.topic, ()) for t in self.terms(point.at(topic=part)))

    def unknown(self, point: Coordinate) -> tuple[str, ...]:
        """The topics to be entered before the amount of the topic at ``point`` is known; the smallest ones."""
        when = (point.year, point.phase)
        if (*when, point.topic) in self._topics or (point.topic in _aliases() and when in self._economic):
            return ()
        parts = _wholes().get(point.topic)
        if parts is None:
            return (point.topic,)
        return tuple(t for part in parts for t in self.unknown(point.at(topic=part)))

    def nodes(self, dimension: str, point: Coordinate) -> tuple[str, ...]:
        """The nodes of ``dimension`` that something is entered at or below, elsewhere at ``point``; sorted."""
        if point.topic in _wholes() and (point.year, point.phase, point.topic) not in self._topics:
            parts = (self.nodes(dimension, point.at(topic=part)) for part in _wholes()[point.topic])
            return tuple(sorted(set().union(*parts)))
        free = point.at(**{dimension: ""})
        dims = tuple(d for d in ROLLED if d == dimension or getattr(free, d))
        where = _EXACT + dims.index(dimension)
        index = self._index.get((dims, where))
        if index is None:
            index = self._index[dims, where] = _by_rest(self._rolled(dims), where)
        rest = tuple(getattr(free, d) for d in dims if d != dimension)
        return tuple(sorted(set().union(*(index.get((*head, *rest), ()) for head in self._heads(free)))))

    def _heads(self, point: Coordinate) -> list[Key]:
        return [(point.year, point.phase, flow, point.topic, point.item) for flow in self._flows.get(point.flow, ())]

    def _plain(self, point: Coordinate) -> int | None:
        nodes = _rolled_of(point)
        sums = self._rolled(tuple(compress(ROLLED, nodes)))
        rest = tuple(filter(None, nodes))
        found = [sums[key] for head in self._heads(point) if (key := (*head, *rest)) in sums]
        return sum(found) if found else None

    def _rolled(self, dims: tuple[str, ...]) -> dict[Key, int]:
        sums = self._sums.get(dims)
        if sums is None:
            sums = self._sums[dims] = self._roll(dims)
        return sums

    def _roll(self, dims: tuple[str, ...]) -> dict[Key, int]:
        sums: dict[Key, int] = {}
        key_of = attrgetter(*_HEAD, *dims)
        for leaf in self._leaves:
            key = key_of(leaf.coordinate)
            sums[key] = sums.get(key, 0) + leaf.fen
        for i, dimension in enumerate(dims, _EXACT):
            above: dict[Key, int] = {}
            for key, fen in sums.items():
                before, after = key[:i], key[i + 1 :]
                for node in chain(dimension, key[i]):
                    up = (*before, node, *after)
                    above[up] = above.get(up, 0) + fen
            sums = above
        return sums

    def _topic(self, point: Coordinate) -> int | None:
        year, phase = point.year, point.phase
        if (year, phase, point.topic) in self._topics:
            return self._entered(point)
        codes = _aliases().get(point.topic)
        if codes is not None:
            if (year, phase) not in self._economic:
                return None
            fund = point.fund or "grant"
            parts = [self._plain(point.at(topic="", fund=fund, economy=code)) for code in codes]
            return sum(p or 0 for p in parts)
        whole = _wholes().get(point.topic)
        if whole is None:
            return None
        children = [self._topic(point.at(topic=child)) for child in whole]
        return None if any(c is None for c in children) else sum(c or 0 for c in children)

    def _entered(self, point: Coordinate) -> int | None:
        """A topic that is entered by itself is entered in full: none of it at a fund or code that it does not name."""
        found = self._plain(point)
        if found is None and point.fund == "grant":
            found = self._plain(point.at(fund=""))
        if found is None and point.economy:
            return None
        return found or 0


def _by_rest(sums: Iterable[Key], where: int) -> dict[Key, list[str]]:
    """The nodes at place ``where`` of the keys, by what is left of each key without it."""
    found: dict[Key, list[str]] = {}
    for key in sums:
        found.setdefault((*key[:where], *key[where + 1 :]), []).append(key[where])
    return found


def _leaf_flows(flows: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """For each flow the flows of entries that count in it."""
    found: dict[str, set[str]] = {}
    for flow in flows:
        for node in chain("flow", flow):
            found.setdefault(node, set()).add(flow)
        found.setdefault("", set()).add(flow)
    return {node: tuple(sorted(x)) for node, x in found.items()}


@cache
def chain(dimension: str, node: str) -> tuple[str, ...]:
    """``node`` and those above it, without the root."""
    out = []
    at: str | None = node
    while at:
        out.append(at)
        at = parent(dimension, at)
    return tuple(out)


@cache
def _aliases() -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType(dict(trees().aliases))


@cache
def _wholes() -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({p: tuple(sorted(nodes)) for d, p, nodes in trees().wholes if d == "topic"})
