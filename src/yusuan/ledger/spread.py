"""The leaves of a disclosure: published amounts cut into entries so that the sums of all statements agree.

What several statements say is entered once. Statements by function come first; those that tell the same money apart
by another classification divide what stands there, as far as only one division is possible.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from yusuan.catalog.trees import contains, parent
from yusuan.ledger.peel import peel
from yusuan.model.coordinate import Coordinate
from yusuan.model.fact import Fact

#: What the first cut goes by, and what the later ones divide by, in order.
_FIRST = ("function", "fund", "nature")
_DIVIDED = ("nature", "fund", "project", "economy", "gov_economy", "function")
_ALL = ("flow", "function", "economy", "gov_economy", "fund", "nature", "project")
_PASSES = 4
#: Sums of several flows: nothing is entered there, but they are compared at the end.
_TOTALS = ("in_total", "out_total")
#: Economic classes that a kind of basic expenditure is spent on.
_PERSONNEL, _PUBLIC = ("301", "303", "501", "505", "509"), ("302", "309", "310", "502", "503", "504", "505", "506")


@dataclass(frozen=True, slots=True)
class Leaf:
    """An amount of ``fen`` 分 at ``coordinate``, taken from ``facts``.

    ``guess``: what of it is known by equal amounts only, in words and as the dimension; ('', '') where nothing is.
    """

    coordinate: Coordinate
    fen: int
    step: int
    facts: tuple[Fact, ...]
    guess: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Unmet:
    """A published amount that the entries under it do not add up to: they sum to ``fen`` 分."""

    fact: Fact
    fen: int


def spread(facts: Mapping[Coordinate, Fact]) -> tuple[tuple[Leaf, ...], tuple[Unmet, ...]]:
    """Cut the amounts of one phase and one side (in or out) into leaves, and say which amounts are not met."""
    cutting = _Cutting(facts)
    cutting.first()
    for _ in range(_PASSES):
        if not cutting.divide():
            break
    leaves = tuple(_natured(x) for x in cutting.leaves())
    return leaves, tuple(_unmet(leaves, facts))


def _natured(leaf: Leaf) -> Leaf:
    """A subject of basic expenditure says by itself whether it is for personnel or for running costs."""
    at = leaf.coordinate
    if at.nature == "basic" and at.economy:
        nature = "personnel" if at.economy.startswith(("301", "303")) else "public"
        if at.economy.startswith(("301", "302", "303", "309", "310")):
            return replace(leaf, coordinate=at.at(nature=nature))
    return leaf


def under(below: Coordinate, above: Coordinate) -> bool:
    """Whether ``below`` lies at or under ``above``."""
    for d in _ALL:
        node = getattr(above, d)
        if node and node not in _chain(d, getattr(below, d)):
            return False
    return True


def may_share(one: Coordinate, other: Coordinate) -> bool:
    """Whether something could lie under both points."""
    for d in _ALL:
        a, b = getattr(one, d), getattr(other, d)
        if a and b and a not in _chain(d, b) and b not in _chain(d, a):
            return False
    return True


@lru_cache(maxsize=1 << 14)
def _chain(dimension: str, node: str) -> tuple[str, ...]:
    """``node`` and those above it, without the root."""
    found = []
    at: str | None = node
    while at:
        found.append(at)
        at = parent(dimension, at)
    return tuple(found)


class _Cutting:
    def __init__(self, facts: Mapping[Coordinate, Fact]) -> None:
        self._facts = {at: f for at, f in facts.items() if f.amount.value and at.flow not in _TOTALS}
        self._leaves: dict[str, list[Leaf]] = defaultdict(list)
        codes = {at.function for at in self._facts}
        above = {parent("function", c) for c in codes if c} | {
            parent("function", p) for c in codes if c and (p := parent("function", c))
        }
        self._lowest = {c for c in codes if c not in above}

    def leaves(self, function: str = "") -> Iterator[Leaf]:
        """The leaves at or under ``function``."""
        if function in self._leaves and function in self._lowest:
            yield from self._leaves[function]
            return
        for code, found in self._leaves.items():
            if contains("function", function, code):
                yield from found

    def first(self) -> None:
        """The first cut: each point gets what no finer point of it has got."""
        lowest = {*self._lowest, ""}
        plain = [at for at in self._facts if at.function in lowest and _only(at, _FIRST)]
        # A table may print nothing of a function but its crossing with the economic subjects.
        crossed = [at for at in self._facts if at.function in self._lowest and not _only(at, _FIRST)]
        by_fineness = [*sorted(plain, key=_first_order), *sorted(crossed, key=_first_order)]
        for at in sorted(by_fineness, key=lambda c: not c.function):
            self._place(at, self._facts[at])

    def _place(self, at: Coordinate, fact: Fact) -> None:
        mine, slack = 0, fact.amount.step
        for leaf in self.leaves(at.function):
            if under(leaf.coordinate, at):
                mine += leaf.fen
                slack += leaf.step
            elif may_share(leaf.coordinate, at):
                # Another cut of the same money: it divides what stands there, and is no more of it.
                return
        rest = fact.amount.value - mine
        if abs(rest) > (slack // 2 if fact.amount.step > 1 else 0) and (rest > 0) == (fact.amount.value > 0):
            self._leaves[at.function].append(Leaf(at, rest, fact.amount.step, (fact,)))

    def divide(self) -> bool:
        """Divide what stands by every other classification that is printed of it; whether anything was divided."""
        done = False
        for dimension in _DIVIDED:
            for whole, items in _groups(self._facts, dimension):
                done |= self._divided(dimension, whole, items)
        return done

    def _divided(self, dimension: str, whole: Coordinate, items: Sequence[tuple[Coordinate, Fact]]) -> bool:
        mine = [x for x in self.leaves(whole.function) if under(x.coordinate, whole)]
        left = {at: f.amount.value for at, f in items}
        open_: list[Leaf] = []
        for leaf in mine:
            at = next((a for a in left if under(leaf.coordinate, a)), None)
            if at is None:
                open_.append(leaf)
            else:
                left[at] -= leaf.fen
        if not open_:
            return False
        step = max([x.step for x in open_] + [f.amount.step for _, f in items])
        slack = 0 if step <= 1 else step * (len(mine) + len(items)) // 2
        left = {at: fen if abs(fen) > slack else 0 for at, fen in left.items()}
        if abs(sum(x.fen for x in open_) - sum(left.values())) > slack:
            return False
        points = list(left)
        shares = peel(
            [x.fen for x in open_], [left[a] for a in points],
            lambda r, i: _fits(open_[r].coordinate, points[i], dimension), step,
        )  # fmt: skip
        if not shares:
            return False
        facts = dict(items)
        for row in {s.row for s in shares}:
            leaf = open_[row]
            parts = [s for s in shares if s.row == row]
            bucket = self._leaves[leaf.coordinate.function]
            bucket.remove(leaf)
            rest = leaf.fen - sum(s.fen for s in parts)
            for s in parts:
                at = _moved(leaf.coordinate, points[s.item])
                self._leaves[at.function].append(
                    Leaf(at, s.fen, step, (*leaf.facts, facts[points[s.item]]), _guess(leaf, dimension, s.equal))
                )
            if abs(rest) > slack:
                bucket.append(replace(leaf, fen=rest))
        return True


def _guess(leaf: Leaf, dimension: str, equal: bool) -> tuple[str, str]:
    return ("是按金额相等对应的", dimension) if equal else leaf.guess


def _groups(
    facts: Mapping[Coordinate, Fact], dimension: str
) -> Iterator[tuple[Coordinate, list[tuple[Coordinate, Fact]]]]:
    """What is printed by ``dimension``, by the point that it is the whole of: the finest wholes first."""
    found: dict[Coordinate, dict[Coordinate, Fact]] = defaultdict(dict)
    for at, fact in facts.items():
        if getattr(at, dimension):
            whole = at.at(**{dimension: ""})
            if dimension != "nature" and whole.nature in ("personnel", "public"):
                # The two kinds of basic expenditure are told apart by the subject itself.
                whole = whole.at(nature="basic")
            found[whole][at] = fact
    for whole in sorted(found, key=lambda c: (-_fineness(c), c)):
        yield whole, list(_finest(found[whole]))


def _finest(points: Mapping[Coordinate, Fact]) -> Iterator[tuple[Coordinate, Fact]]:
    """The points that no other point of the same group lies under."""
    above: set[Coordinate] = set()
    for at in points:
        for dimension in _ALL:
            for node in _chain(dimension, getattr(at, dimension))[1:]:
                above.add(at.at(**{dimension: node}))
        if at.nature in ("personnel", "public"):
            for code in (at.economy[:3], at.economy):
                above.add(at.at(nature="basic", **({"economy": code} if at.economy else {})))
    for at, fact in points.items():
        if at not in above:
            yield at, fact


def _fits(row: Coordinate, item: Coordinate, dimension: str) -> bool:
    if not all(contains(d, getattr(row, d), getattr(item, d)) for d in (dimension, "nature") if getattr(item, d)):
        return False
    code = item.economy or item.gov_economy
    nature = row.nature
    if code and nature == "personnel":
        return code.startswith(_PERSONNEL)
    return not (code and nature == "public") or code.startswith(_PUBLIC)


def _moved(row: Coordinate, item: Coordinate) -> Coordinate:
    """``row`` with what ``item`` tells more finely."""
    finer = {d: n for d in _ALL if (n := getattr(item, d)) and contains(d, getattr(row, d), n)}
    return row.at(**finer)


def _first_order(at: Coordinate) -> tuple[bool, int]:
    return not at.function, -_fineness(at)


def _only(at: Coordinate, dimensions: Iterable[str]) -> bool:
    return not any(getattr(at, d) for d in ("economy", "gov_economy", "project") if d not in dimensions)


def _fineness(at: Coordinate) -> int:
    return sum(len(_chain(d, getattr(at, d))) for d in _ALL)


def _unmet(leaves: Sequence[Leaf], facts: Mapping[Coordinate, Fact]) -> Iterator[Unmet]:
    """Every published amount against the sum of the leaves under it; summed once for each set of dimensions."""
    shapes: dict[tuple[str, ...], dict[tuple[str, ...], list[int]]] = {}
    for at, fact in facts.items():
        dims = tuple(d for d in _ALL if getattr(at, d))
        if dims not in shapes:
            shapes[dims] = _sums(leaves, dims)
        fen, slack = shapes[dims].get(tuple(getattr(at, d) for d in dims), (0, 0))
        step = fact.amount.step
        if abs(fen - fact.amount.value) > (0 if step <= 1 and not slack else (slack + step) // 2):
            yield Unmet(fact, fen)


def _sums(leaves: Sequence[Leaf], dims: tuple[str, ...]) -> dict[tuple[str, ...], list[int]]:
    sums: dict[tuple[str, ...], list[int]] = {}
    for leaf in leaves:
        for key in _keys(leaf.coordinate, dims):
            found = sums.setdefault(key, [0, 0])
            found[0] += leaf.fen
            found[1] += leaf.step if leaf.step > 1 else 0
    return sums


def _keys(at: Coordinate, dims: tuple[str, ...]) -> list[tuple[str, ...]]:
    keys: list[tuple[str, ...]] = [()]
    for d in dims:
        keys = [(*k, n) for k in keys for n in _chain(d, getattr(at, d))]
    return keys
