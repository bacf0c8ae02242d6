"""Controlled rounding: leaves rounded up or down so that every printed sum adds up and stays near its exact value.

Whatever is printed is a sum of the same rounded leaves, so all tables agree to the last digit. Which leaf goes up and
which down is chosen so that the sums deviate little: leaves in order first (each run of them is then off by less than a
unit), then single leaves are turned over as long as that brings the printed sums nearer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from yusuan.catalog.trees import contains
from yusuan.compose.cube import ROLLED, Leaf, chain
from yusuan.model.coordinate import Coordinate

#: Income and expenditure balance to the last digit, before anything else is brought nearer.
_BALANCE = 1_000
_SWEEPS = 30
#: How long and how widely is searched on where a sum is off by a unit or more, and how much that weighs.
_MENDS = 3000
_TABU = 6
_TRIED = 60
_BESIDE = 12
_FAR = 40
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
    order = sorted(range(len(leaves)), key=lambda i: leaves[i].coordinate)
    up = _in_order(leaves, order, step)
    turns = _Turns(leaves, up, points, step)
    for _ in range(_SWEEPS):
        if not sum(turns.turn(i) for i in order):
            break
    turns.mend()
    return tuple(Leaf(x.coordinate, x.fen // step * step + (step if u else 0)) for x, u in zip(leaves, up, strict=True))


def _in_order(leaves: Sequence[Leaf], order: Sequence[int], step: int) -> list[bool]:
    """Rounds running totals, so that no run of leaves is off by a unit; topics each by themselves."""
    up = [False] * len(leaves)
    exact = printed = 0
    for i in order:
        low = leaves[i].fen // step * step
        if leaves[i].coordinate.topic:
            up[i] = 2 * (leaves[i].fen - low) >= step
            continue
        exact += leaves[i].fen
        up[i] = leaves[i].fen != low and 2 * (exact - printed - low) >= step
        printed += low + (step if up[i] else 0)
    return up


class _Turns:
    """The deviation of each printed sum, and which leaves count in it."""

    def __init__(self, leaves: Sequence[Leaf], up: list[bool], points: Iterable[Coordinate], step: int) -> None:
        self._up, self._step = up, step
        self._off: list[int] = []
        self._weight: list[int] = []
        self._in: list[list[tuple[int, int]]] = []
        names: dict[tuple[object, ...], int] = {}
        wanted: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
        for point in points:
            if not point.topic:
                dims = tuple(d for d in ROLLED if getattr(point, d))
                wanted.setdefault(dims, set()).add(_key(point, point.flow, [getattr(point, d) for d in dims]))
        for i, leaf in enumerate(leaves):
            counted: list[tuple[int, int]] = []
            rest = leaf.fen % step
            if rest and not leaf.coordinate.topic:
                for name, weight, sign in _sums_with(leaf.coordinate, wanted):
                    at = names.setdefault(name, len(names))
                    if at == len(self._off):
                        self._off.append(0)
                        self._weight.append(weight)
                    self._off[at] += sign * ((step if up[i] else 0) - rest)
                    counted.append((at, sign))
            self._in.append(counted)

    def turn(self, i: int) -> bool:
        """Turn leaf ``i`` over if that brings the sums nearer."""
        if not self._in[i] or self._change(i) >= 0:
            return False
        self._do(i)
        return True

    def mend(self) -> None:
        """Where a sum is still off by a unit or more, search on from there, through worse states too (tabu search)."""
        members: dict[int, list[int]] = {}
        for i, counted in enumerate(self._in):
            for at, _ in counted:
                members.setdefault(at, []).append(i)
        cost, kept, tabu = 0, (0, list(self._up)), dict[int, int]()
        for n in range(_MENDS):
            worst = max(range(len(self._off)), key=lambda at: abs(self._off[at]) * self._weight[at], default=None)
            if worst is None or abs(self._off[worst]) * self._weight[worst] < self._step:
                break
            changes = [(self._change(i), i) for i in self._near(worst, members) if tabu.get(i, -1) < n]
            if not changes:
                break
            change, i = min(changes)
            self._do(i)
            tabu[i] = n + _TABU + n % 3
            cost += change
            if cost < kept[0]:
                kept = (cost, list(self._up))
        for i, up in enumerate(kept[1]):
            if self._up[i] != up:
                self._do(i)

    def _near(self, at: int, members: dict[int, list[int]]) -> dict[int, None]:
        """The leaves of a sum, and some of those that share another sum with one of them."""
        near = dict.fromkeys(members[at][:_TRIED])
        for i in list(near)[:_BESIDE]:
            for other, _ in self._in[i]:
                near.update(dict.fromkeys(members[other][:_BESIDE]))
        return near

    def _change(self, i: int) -> int:
        move = -self._step if self._up[i] else self._step
        return sum(
            self._cost(at, self._off[at] + move * sign) - self._cost(at, self._off[at]) for at, sign in self._in[i]
        )

    def _do(self, i: int) -> None:
        move = -self._step if self._up[i] else self._step
        self._up[i] = not self._up[i]
        for at, sign in self._in[i]:
            self._off[at] += move * sign

    def _cost(self, at: int, off: int) -> int:
        beyond = abs(off) - self._step + 1
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
    side = flows[-1] if flows else ""
    if side in ("in_total", "out_total"):
        for fund in _BALANCED:
            if contains("fund", fund, point.fund):
                yield ("balance", point.year, point.phase, fund), _BALANCE, 1 if side == "in_total" else -1
