"""How far the exact amount behind each printed figure may lie from it, by the style of its statement."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from yusuan.check.identities.cube import Cube, Flags, Ints
from yusuan.check.identities.table import IdentityTable
from yusuan.check.reconcile.bounds import bounds_of, sums
from yusuan.check.reconcile.style import Style, Totals
from yusuan.model.amount import Rounding

#: Levels of totals from 项 up to 合计.
_LEVELS = 6


@dataclass(frozen=True, slots=True)
class Reach:
    """Bounds of each fact in 分, both inclusive.

    ``exact``: of the exact amount behind it. ``printed``: of the figure within its own statement, which is the figure
    itself where totals were added up from printed figures (``summed``).
    """

    exact: tuple[Ints, Ints]
    printed: tuple[Ints, Ints]
    summed: Flags


def reach_of(cube: Cube, table: IdentityTable, styles: Sequence[Style]) -> Reach:
    """The bounds of all facts."""
    low, high = bounds_of(cube.value, cube.step, Rounding.HALF_UP, zeros_exact=True)
    for rounding, zeros in {(s.rounding, s.zeros_exact) for s in styles} - {(Rounding.HALF_UP, True)}:
        mine = np.array([(s.rounding, s.zeros_exact) == (rounding, zeros) for s in styles])[cube.statement]
        low[mine], high[mine] = bounds_of(cube.value[mine], cube.step[mine], rounding, zeros_exact=zeros)
    by_statement = np.array([s.totals is Totals.SUMMED for s in styles] or [False])
    summed = by_statement[cube.statement]
    if not summed.any():
        return Reach((low, high), (low, high), summed)
    # how single figures were rounded does not show where totals are added up: allow for both ways
    cut_low, cut_high = bounds_of(
        cube.value, cube.step, Rounding.CUT_OFF, zeros_exact=all(s.zeros_exact for s in styles)
    )
    low, high = np.where(summed, np.minimum(low, cut_low), low), np.where(summed, np.maximum(high, cut_high), high)
    chosen = table.sums & summed[table.total]
    below = _widened(cube, table, chosen, cube.value - low)
    above = _widened(cube, table, chosen, high - cube.value)
    exact = np.where(summed, cube.value - below, low), np.where(summed, cube.value + above, high)
    return Reach(exact, (np.where(summed, cube.value, low), np.where(summed, cube.value, high)), summed)


def _widened(cube: Cube, table: IdentityTable, chosen: Flags, width: Ints) -> Ints:
    """How far totals that were added up may lie from the exact amount: as far as all their figures together.

    A total copied to another statement takes its distance along.
    """
    counts = np.diff(table.starts)
    terms = table.terms[np.repeat(chosen, counts)]
    starts = np.concatenate([[0], np.cumsum(counts[chosen])])
    totals = table.total[chosen]
    width = width.copy()
    for _ in range(_LEVELS):
        np.maximum.at(width, totals, sums(width[terms], starts))
    by_point = np.zeros(cube.n_points, np.int64)
    np.maximum.at(by_point, cube.point[totals], width[totals])
    wide: Ints = np.maximum(width, by_point[cube.point])
    return wide
