"""Controlled rounding: leaves rounded up or down so that every printed sum adds up and stays near its exact value.

Whatever is printed is a sum of the same rounded leaves, so all tables agree to the last digit. Which leaf goes up and
which down is chosen so that the sums deviate little: leaves in order first (each run of them is then off by less than a
unit), then single leaves are turned over as long as that brings the printed sums nearer.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from yusuan.catalog.trees import contains, parent, trees
from yusuan.compose.cube import ROLLED, Leaf, chain
from yusuan.model.coordinate import Coordinate

#: Income and expenditure balance to the last digit, before anything else is brought nearer.
_BALANCE = 1_000
_BALANCE_BY_FUNCTION = 300
_SWEEPS = 12
#: How much is searched where a sum is off by a unit or more (moves weighed), how widely, and how much that counts.
_BUDGET = 20_000
_PATIENCE = 40
_TABU = 6
_TRIED = 60
_BESIDE = 12
_FIRST = 6
_FAR = 40
#: How many units a leaf that is printed nowhere by itself may be off.
_FREE = 3
_BALANCED = ("", "grant", "general", "govfund", "capital")


@dataclass(frozen=True, slots=True)
class Deviation:
    """A printed sum that is off its exact amount by half a unit or more; both in 分."""

    coordinate: Coordinate
    exact: int
    printed: int


def rounded_leaves(leaves: Sequence[Leaf], points: Iterable[Coordinate], step: int) -> tuple[Leaf, ...]:
    """``leaves`` at multiples of ``step`` 分; ``points``: where sums are printed."""
    if step <= 1 or all(x.fen % step == 0 for x in leaves):
        return tuple(leaves)
    # Phase by phase, the one that is printed most first; what was carried out as planned is rounded like its plan, so
    # that both print the same.
    points = tuple(points)
    said = Counter(p.phase for p in points)
    asked = tuple({p.at(phase="") for p in points})
    groups: dict[str, list[int]] = {}
    for i, leaf in enumerate(leaves):
        groups.setdefault(leaf.coordinate.phase, []).append(i)
    out = list(leaves)
    settled: dict[Leaf, int] = {}
    for phase, members in sorted(groups.items(), key=lambda g: (-said[g[0]], g[0])):
        bare = [Leaf(leaves[i].coordinate.at(phase=""), leaves[i].fen) for i in members]
        found = _rounded(bare, asked, step, settled)
        settled.update(zip(bare, (x.fen for x in found), strict=True))
        for i, leaf in zip(members, found, strict=True):
            out[i] = Leaf(leaf.coordinate.at(phase=phase), leaf.fen)
    return tuple(out)


def _rounded(
    leaves: Sequence[Leaf], points: Iterable[Coordinate], step: int, settled: Mapping[Leaf, int]
) -> tuple[Leaf, ...]:
    order = sorted(range(len(leaves)), key=lambda i: leaves[i].coordinate)
    values = [settled.get(x, v) for x, v in zip(leaves, _in_order(leaves, order, step), strict=True)]
    moves = _Moves(leaves, values, points, step, settled)
    moves.descend(order)
    moves.mend()
    moves.even(leaves)
    moves.descend(order)
    return tuple(Leaf(x.coordinate, v) for x, v in zip(leaves, values, strict=True))


def _in_order(leaves: Sequence[Leaf], order: Sequence[int], step: int) -> list[int]:
    """Rounds running totals, so that no run of leaves is off by a unit; topics each with those beside them."""
    values = [0] * len(leaves)
    exact: dict[tuple[str, ...], int] = {}
    printed: dict[tuple[str, ...], int] = {}
    for i in order:
        c, fen = leaves[i].coordinate, leaves[i].fen
        run = (c.year, c.phase, parent("topic", c.topic) or c.topic) if c.topic else ()
        low = fen // step * step
        exact[run] = exact.get(run, 0) + fen
        up = fen != low and 2 * (exact[run] - printed.get(run, 0) - low) >= step
        values[i] = low + (step if up else 0)
        printed[run] = printed.get(run, 0) + values[i]
    return values


class _Moves:
    """The deviation of each printed sum, and the leaves that count in it; a move puts a leaf one unit up or down."""

    def __init__(
        self,
        leaves: Sequence[Leaf],
        values: list[int],
        points: Iterable[Coordinate],
        step: int,
        settled: Mapping[Leaf, int],
    ) -> None:
        self._values, self._step = values, step
        self._settled = [x in settled for x in leaves]
        self._exact = [x.fen for x in leaves]
        self._off: list[int] = []
        self._weight: list[int] = []
        self._in: list[list[tuple[int, int]]] = []
        self._budget = _BUDGET
        names: dict[tuple[object, ...], int] = {}
        wanted: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
        for point in points:
            if point.topic:
                key = (point.year, point.phase, "topic", point.topic, point.fund or "grant")
                wanted.setdefault((), set()).add(key)
            else:
                dims = tuple(d for d in ROLLED if getattr(point, d))
                wanted.setdefault(dims, set()).add(_key(point, point.flow, [getattr(point, d) for d in dims]))
        for leaf, value in zip(leaves, values, strict=True):
            counted: list[tuple[int, int]] = []
            if leaf.fen and not leaf.coordinate.topic:
                for name, weight, sign in _sums_with(leaf.coordinate, wanted):
                    at = names.setdefault(name, len(names))
                    if at == len(self._off):
                        self._off.append(0)
                        self._weight.append(weight)
                    self._off[at] += sign * (value - leaf.fen)
                    counted.append((at, sign))
            self._in.append(counted)

    def descend(self, order: Sequence[int]) -> None:
        """Move single leaves as long as that brings the sums nearer."""
        for _ in range(_SWEEPS):
            moved = False
            for i in order:
                change, move = self._best(i)
                if change < 0:
                    self._do(i, move)
                    moved = True
            if not moved:
                break

    def mend(self) -> None:
        """Where a sum is still off by a unit or more, search on from there, through worse states too (tabu search)."""
        members: dict[int, list[int]] = {}
        for i, counted in enumerate(self._in):
            for at, _ in counted:
                members.setdefault(at, []).append(i)
        cost, kept, tabu, n, found = 0, (0, list(self._values)), dict[int, int](), 0, 0
        while self._budget > 0:
            worst = max(range(len(self._off)), key=lambda at: abs(self._off[at]) * self._weight[at], default=None)
            if worst is None or abs(self._off[worst]) * self._weight[worst] < self._step:
                break
            changes = [(*self._best(i), i) for i in self._near(worst, members) if tabu.get(i, -1) < n]
            if not changes:
                break
            change, done = self._pair(sorted(changes)[:_FIRST], members)
            for i, move in done:
                self._do(i, move)
                tabu[i] = n + _TABU + n % 3
            cost, n = cost + change, n + 1
            if cost < kept[0]:
                kept, found = (cost, list(self._values)), n
            if n - found > _PATIENCE:
                break
        for i, value in enumerate(kept[1]):
            if value != self._values[i]:
                self._do(i, value - self._values[i])

    def even(self, leaves: Sequence[Leaf]) -> None:
        """What comes in for a subject and fund is what goes out for it: put the income right where it is not."""
        sides: dict[tuple[str, ...], tuple[list[int], list[int]]] = {}
        for i, leaf in enumerate(leaves):
            c = leaf.coordinate
            side = chain("flow", c.flow)[-1:]
            if not c.topic and side in (("in_total",), ("out_total",)):
                key = (c.year, c.body, c.function, c.fund)
                sides.setdefault(key, ([], []))[side == ("out_total",)].append(i)
        for into, out in sides.values():
            if not into or sum(self._exact[i] for i in into) != sum(self._exact[i] for i in out):
                continue
            largest = max(into, key=lambda i: (not self._settled[i], self._values[i]))
            self._do(largest, sum(self._values[i] for i in out) - sum(self._values[i] for i in into))
            for i in (*into, *out):
                self._settled[i] = True

    def _pair(
        self, firsts: Sequence[tuple[int, int, int]], members: dict[int, list[int]]
    ) -> tuple[int, tuple[tuple[int, int], ...]]:
        """The best of these moves by itself or with another that makes up for it: (what it adds to the cost, moves)."""
        change, move, i = firsts[0]
        found: tuple[int, tuple[tuple[int, int], ...]] = (change, ((i, move),))
        for change, move, i in firsts:
            self._do(i, move)
            beside = dict.fromkeys(j for at, _ in self._in[i] for j in members[at][:_BESIDE] if j != i)
            for j in beside:
                more, other = self._best(j)
                if change + more < found[0]:
                    found = (change + more, ((i, move), (j, other)))
            self._do(i, -move)
        return found

    def _near(self, at: int, members: dict[int, list[int]]) -> dict[int, None]:
        """The leaves of a sum, and some of those that share another sum with one of them."""
        near = dict.fromkeys(members[at][:_TRIED])
        for i in list(near)[:_BESIDE]:
            for other, _ in self._in[i]:
                near.update(dict.fromkeys(members[other][:_BESIDE]))
        return near

    def _best(self, i: int) -> tuple[int, int]:
        """The better move of a leaf, up or down: (what it adds to the cost, the move); no leaf changes its sign."""
        self._budget -= 1
        value, exact, step = self._values[i], self._exact[i], self._step
        found = (0, 0)
        for move in (step, -step) if self._in[i] and not self._settled[i] else ():
            after = value + move
            if after * exact < 0 or abs(after - exact) >= _FREE * step:
                continue
            change = sum(
                self._cost(at, self._off[at] + move * sign) - self._cost(at, self._off[at]) for at, sign in self._in[i]
            )
            if found == (0, 0) or change < found[0]:
                found = (change, move)
        return found

    def _do(self, i: int, move: int) -> None:
        self._values[i] += move
        for at, sign in self._in[i]:
            self._off[at] += move * sign

    def _cost(self, at: int, off: int) -> int:
        beyond = abs(off) - (self._step - self._step // 4)
        return self._weight[at] * (off * off + (_FAR * beyond * beyond if beyond > 0 else 0))


def _key(point: Coordinate, flow: str, nodes: Iterable[str]) -> tuple[str, ...]:
    return (point.year, point.phase, flow, *nodes)


def _sums_with(
    point: Coordinate, wanted: dict[tuple[str, ...], set[tuple[str, ...]]]
) -> Iterable[tuple[tuple[object, ...], int, int]]:
    """(name, weight, sign) of each printed sum and balance that a leaf counts in."""
    flows = chain("flow", point.flow)
    for dims, keys in wanted.items():
        for nodes in product(*[chain(d, getattr(point, d)) for d in dims]):
            for flow in flows:
                key = _key(point, flow, nodes)
                if key in keys:
                    yield (dims, key), 1, 1
    yield from _balances(point)
    yield from _topics(point, wanted.get((), set()))


def _balances(point: Coordinate) -> Iterable[tuple[tuple[object, ...], int, int]]:
    """What comes in is what goes out, by fund and by function, to the last digit."""
    side = chain("flow", point.flow)[-1:]
    if side not in (("in_total",), ("out_total",)):
        return
    sign = 1 if side == ("in_total",) else -1
    for fund in _BALANCED:
        if contains("fund", fund, point.fund):
            for function in ("", *chain("function", point.function)):
                weight = _BALANCE if not function else _BALANCE_BY_FUNCTION
                yield ("balance", point.year, point.phase, fund, function), weight, sign


def _topics(point: Coordinate, wanted: set[tuple[str, ...]]) -> Iterable[tuple[tuple[object, ...], int, int]]:
    """The topics that are another name for the leaf's code."""
    for topic, codes in trees().aliases:
        if point.flow == "expenditure" and point.economy in codes:
            for node in chain("topic", topic):
                for fund in chain("fund", point.fund):
                    key = (point.year, point.phase, "topic", node, fund)
                    if key in wanted:
                        yield key, 1, 1
