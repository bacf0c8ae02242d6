"""A document's identities as rows of signed variables with bounds: what propagation works on."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from yusuan.check.identities.cube import Cube, Flags, Ints
from yusuan.check.identities.table import IdentityTable
from yusuan.check.reconcile.bounds import FREE, bounds_of, sums
from yusuan.check.reconcile.style import Style, Totals
from yusuan.model.amount import Rounding


@dataclass(frozen=True, slots=True)
class System:
    """Rows ``low ≤ Σ sign · variable ≤ high``, one after another in ``var``/``sign``/``row`` from ``starts``.

    ``identity``: of each row, -1 for the rows that tie a printed figure to its exact amount. ``order``, ``cuts`` and
    ``held``: the terms by variable. ``var_of``: each fact's variable; ``low_of``/``high_of``: the fact's own bounds.
    """

    n_vars: int
    var: Ints
    sign: Ints
    row: Ints
    starts: Ints
    low: Ints
    high: Ints
    identity: Ints
    order: Ints
    cuts: Ints
    held: Ints
    var_of: Ints
    low_of: Ints
    high_of: Ints

    @property
    def n_rows(self) -> int:
        """How many rows."""
        return len(self.starts)


def initial(system: System, kept: Flags) -> tuple[Ints, Ints]:
    """The bounds of every variable by the facts ``kept`` alone; a variable may come out empty (low above high)."""
    low = np.full(system.n_vars, -FREE, np.int64)
    high = np.full(system.n_vars, FREE, np.int64)
    np.maximum.at(low, system.var_of[kept], system.low_of[kept])
    np.minimum.at(high, system.var_of[kept], system.high_of[kept])
    return low, high


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows as they are gathered: total and parts by variable."""

    total: Ints
    starts: Ints
    parts: Ints
    low: Ints
    high: Ints
    identity: Ints


def build_system(cube: Cube, table: IdentityTable, used: Flags, styles: Sequence[Style]) -> System:
    """Make the system of the identities ``used``.

    A statement whose totals were added up from printed figures has variables of its own for what it prints: they add
    up exactly, and each figure that is no such total is an exact amount rounded.
    """
    low, high = fact_bounds(cube, styles)
    summed = np.array([s.totals is Totals.SUMMED for s in styles] or [False])
    printed = summed[cube.statement]
    var_of, n_vars = _variables(cube, printed)
    low_of, high_of = np.where(printed, cube.value, low), np.where(printed, cube.value, high)
    rows = [_rows(table, used, cube.point)]
    if printed.any():
        own = np.array([f.statement >= 0 and bool(summed[f.statement]) for f in table.families])[table.family]
        exact = _rows(table, used & own, var_of)
        rows += [exact, _ties(cube, table, used & own, printed, var_of, (cube.value - low, high - cube.value))]
    return _assemble(rows, n_vars, var_of, low_of, high_of)


def fact_bounds(cube: Cube, styles: Sequence[Style]) -> tuple[Ints, Ints]:
    """The bounds of each fact by its statement's style."""
    low, high = bounds_of(cube.value, cube.step, Rounding.HALF_UP, zeros_exact=True)
    for rounding, zeros in {(s.rounding, s.zeros_exact) for s in styles} - {(Rounding.HALF_UP, True)}:
        mine = np.array([(s.rounding, s.zeros_exact) == (rounding, zeros) for s in styles])[cube.statement]
        low[mine], high[mine] = bounds_of(cube.value[mine], cube.step[mine], rounding, zeros_exact=zeros)
    return low, high


def _variables(cube: Cube, printed: Flags) -> tuple[Ints, int]:
    """Each fact's variable: its point, or where totals are summed what its statement prints at that point."""
    var_of = cube.point.copy()
    if not printed.any():
        return var_of, cube.n_points
    pairs = cube.statement[printed] * cube.n_points + cube.point[printed]
    found, at = np.unique(pairs, return_inverse=True)
    var_of[printed] = cube.n_points + at
    return var_of, cube.n_points + len(found)


def _rows(table: IdentityTable, used: Flags, var_of: Ints) -> Rows:
    counts = np.diff(table.starts)
    chosen = np.flatnonzero(used)
    terms = table.terms[np.repeat(used, counts)]
    starts = np.concatenate([[0], np.cumsum(counts[chosen])])
    part = np.array([f.kind == "part" for f in table.families] or [False])[table.family[chosen]]
    # total − part ≥ 0: the sum of parts less the total is at most nothing
    low = np.where(part, -FREE, 0)
    return Rows(var_of[table.total[chosen]], starts, var_of[terms], low, np.zeros(len(chosen), np.int64), chosen)


def _ties(
    cube: Cube, table: IdentityTable, used: Flags, printed: Flags, var_of: Ints, reach: tuple[Ints, Ints]
) -> Rows:
    """Tie what summed statements print to exact amounts: each figure that they do not themselves add up."""
    added = np.zeros(len(cube.point), np.bool_)
    added[table.total[used]] = True
    below, above = _widths(cube, table, used, reach)
    leaf = np.flatnonzero(printed & ~added)
    point = cube.point[leaf]
    n = len(leaf)
    # exact − printed lies in [−below, above]
    return Rows(
        var_of[leaf], np.arange(n + 1), point, -np.maximum(below[point], reach[0][leaf]),
        np.maximum(above[point], reach[1][leaf]), np.full(n, -1, np.int64),
    )  # fmt: skip


def _widths(cube: Cube, table: IdentityTable, used: Flags, reach: tuple[Ints, Ints]) -> tuple[Ints, Ints]:
    """How far a total that was added up may lie from the exact amount: as far as all its figures together."""
    chosen = np.flatnonzero(used)
    counts = np.diff(table.starts)
    terms = table.terms[np.repeat(used, counts)]
    starts = np.concatenate([[0], np.cumsum(counts[chosen])])
    totals = table.total[chosen]
    found = []
    for side in reach:
        width = side.copy()
        for _ in range(6):  # levels from 项 to 合计
            width[totals] = np.maximum(width[totals], sums(width[terms], starts))
        by_point = np.zeros(cube.n_points, np.int64)
        np.maximum.at(by_point, cube.point[totals], width[totals])
        found.append(by_point)
    return found[0], found[1]


def _assemble(rows: list[Rows], n_vars: int, var_of: Ints, low_of: Ints, high_of: Ints) -> System:
    lengths = np.concatenate([np.diff(r.starts) + 1 for r in rows])
    starts = np.concatenate([[0], np.cumsum(lengths)])
    size = int(starts[-1])
    heads = starts[:-1]
    var, sign = np.zeros(size, np.int64), np.ones(size, np.int64)
    is_total = np.zeros(size, np.bool_)
    is_total[heads] = True
    var[heads] = np.concatenate([r.total for r in rows])
    sign[heads] = -1
    var[~is_total] = np.concatenate([r.parts for r in rows])
    row = np.repeat(np.arange(len(lengths)), lengths)
    order = np.argsort(var, kind="stable")
    held, cuts = np.unique(var[order], return_index=True)
    return System(
        n_vars, var, sign, row, heads, np.concatenate([r.low for r in rows]), np.concatenate([r.high for r in rows]),
        np.concatenate([r.identity for r in rows]), order, cuts, held, var_of, low_of, high_of,
    )  # fmt: skip
