"""Controlled rounding: figures rounded up or down so that every printed sum adds up and stays within a unit.

Whatever is printed is a sum of the same rounded leaves, so all tables agree to the last digit. Which leaf goes up and
which down is chosen so that every sum that is printed – whichever way the document adds up – is its exact amount
rounded up or down. A leaf that is printed nowhere by itself may carry any integer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from yusuan.catalog.trees import parent
from yusuan.compose.cube import Leaf
from yusuan.compose.printed import Figure, Sums, printed_sums, tied_leaves
from yusuan.compose.repair import Repair
from yusuan.model.coordinate import Coordinate


@dataclass(frozen=True, slots=True)
class Deviation:
    """A printed sum that is off its exact amount by half a unit or more; both in 分."""

    coordinate: Coordinate
    exact: int
    printed: int


#: What is printed already as a figure without its phase: exactly, and in units.
_Settled = dict[Figure, tuple[int, int]]


def rounded_leaves(leaves: Sequence[Leaf], figures: Iterable[Figure], step: int) -> tuple[Leaf, ...]:
    """``leaves`` at multiples of ``step`` 分; ``figures``: what is printed, each of one phase."""
    if step <= 1 or all(x.fen % step == 0 for x in leaves):
        return tuple(leaves)
    # Phase by phase, the one that is printed most first; what was carried out as planned is rounded like its plan, so
    # that both print the same.
    asked: dict[str, list[Figure]] = {}
    for figure in figures:
        asked.setdefault(figure[0][0].phase, []).append(figure)
    members: dict[str, list[int]] = {}
    for i, leaf in enumerate(leaves):
        members.setdefault(leaf.coordinate.phase, []).append(i)
    out = list(leaves)
    settled: _Settled = {}
    begun: dict[Leaf, int] = {}
    for phase, own in sorted(members.items(), key=lambda m: (-len(asked.get(m[0], ())), m[0])):
        group = [leaves[i] for i in own]
        bare = [Leaf(x.coordinate.at(phase=""), x.fen) for x in group]
        values = [begun.get(x, v) for x, v in zip(bare, _in_order(group, step), strict=True)]
        _settle(group, values, printed_sums(group, asked.get(phase, ())), settled, step)
        begun |= dict(zip(bare, values, strict=True))
        for i, value in zip(own, values, strict=True):
            out[i] = Leaf(leaves[i].coordinate, value * step)
    return tuple(out)


def _settle(group: Sequence[Leaf], values: list[int], sums: Sums, settled: _Settled, step: int) -> None:
    """Bring ``values`` (in units) to where the sums are within a unit, and those that are settled as they are."""
    exact, tied = [x.fen for x in group], tied_leaves(group)
    bounds = [(fen // step, -(-fen // step)) for fen in sums.exact]
    same = [_as_settled(b, fen, of, settled) for b, fen, of in zip(bounds, sums.exact, sums.figures, strict=True)]
    for limits in dict.fromkeys((tuple(same), tuple(bounds))):
        found = Repair(values, exact, sums.rows, limits, tied, step)
        found.search()
        if not found.broken:
            break
    found.approach()
    for row, fen, of in zip(sums.rows, sums.exact, sums.figures, strict=True):
        total = sum(n * values[i] for i, n in row)
        settled.update({_bare(f): (fen, total) for f in of})


def _as_settled(bounds: tuple[int, int], fen: int, figures: Iterable[Figure], settled: _Settled) -> tuple[int, int]:
    """The bounds of a sum, or what it is printed as in another phase if that is the same amount."""
    for figure in figures if settled else ():
        before = settled.get(_bare(figure))
        if before is not None and before[0] == fen:
            return before[1], before[1]
    return bounds


def _bare(figure: Figure) -> Figure:
    return tuple((point.at(phase=""), sign) for point, sign in figure)


def _in_order(leaves: Sequence[Leaf], step: int) -> list[int]:
    """Rounds running totals, so that no run of leaves is off by a unit; topics each with those beside them."""
    values = [0] * len(leaves)
    exact: dict[tuple[str, ...], int] = {}
    printed: dict[tuple[str, ...], int] = {}
    for i in sorted(range(len(leaves)), key=lambda i: leaves[i].coordinate):
        c, fen = leaves[i].coordinate, leaves[i].fen
        run = (c.year, parent("topic", c.topic) or c.topic) if c.topic else ()
        low = fen // step
        exact[run] = exact.get(run, 0) + fen
        up = fen % step and 2 * (exact[run] - (printed.get(run, 0) + low) * step) >= step
        values[i] = low + bool(up)
        printed[run] = printed.get(run, 0) + values[i]
    return values
