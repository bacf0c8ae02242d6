"""A document's identities and cells as one system of rows and bounds: what propagation works on."""

from dataclasses import dataclass

import numpy as np

from yusuan.check.identities.cube import Cube, Flags, Ints
from yusuan.check.identities.table import IdentityTable
from yusuan.check.reconcile.bounds import FREE
from yusuan.check.reconcile.net import Net, make_net
from yusuan.check.reconcile.reach import Reach


@dataclass(frozen=True, slots=True)
class System:
    """The rows as a ``net`` and the printed cells that bound its variables.

    ``identity``: of each row, -1 for the rows that tie a printed figure to its exact amount. ``var_of``: each fact's
    variable and ``point`` the variable of its exact amount; ``low_of``/``high_of``: the fact's own bounds.
    ``by_var``: the facts sorted by variable.
    """

    net: Net
    identity: Ints
    var_of: Ints
    point: Ints
    low_of: Ints
    high_of: Ints
    by_var: Ints
    vars_sorted: Ints

    def facts_at(self, var: int) -> list[int]:
        """The facts that print ``var``."""
        a, b = np.searchsorted(self.vars_sorted, [var, var + 1])
        found: list[int] = self.by_var[a:b].tolist()
        return found

    def bounds_at(self, var: int, without: frozenset[int]) -> tuple[int, int]:
        """The bounds of ``var`` by its facts but ``without``; empty (low above high) where those differ."""
        facts = [f for f in self.facts_at(var) if f not in without]
        low = max((int(self.low_of[f]) for f in facts), default=-FREE)
        high = min((int(self.high_of[f]) for f in facts), default=FREE)
        return low, high


def initial(system: System) -> tuple[Ints, Ints]:
    """The bounds of every variable by its facts; a variable whose facts differ comes out empty."""
    low = np.full(system.net.n_vars, -FREE, np.int64)
    high = np.full(system.net.n_vars, FREE, np.int64)
    np.maximum.at(low, system.var_of, system.low_of)
    np.minimum.at(high, system.var_of, system.high_of)
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


def build_system(cube: Cube, table: IdentityTable, used: Flags, reach: Reach) -> System:
    """Make the system of the identities ``used``.

    A statement whose totals were added up from printed figures has variables of its own for what it prints: they add
    up exactly, and each is tied to the exact amount behind it.
    """
    printed = reach.summed
    var_of, n_vars = _variables(cube, printed)
    rows = [_rows(table, used, cube.point)]
    if printed.any():
        summed = set(cube.statement[printed].tolist())
        own = table.of(lambda f: f.statement in summed)
        rows += [_rows(table, used & own, var_of), _ties(cube, printed, var_of, reach)]
    return _assemble(rows, n_vars, (var_of, cube.point), *reach.printed)


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
    part = table.parts_only[chosen]
    # total − part ≥ 0: the sum of parts less the total is at most nothing
    low = np.where(part, -FREE, 0)
    return Rows(var_of[table.total[chosen]], starts, var_of[terms], low, np.zeros(len(chosen), np.int64), chosen)


def _ties(cube: Cube, printed: Flags, var_of: Ints, reach: Reach) -> Rows:
    """Tie each figure of a summed statement to the exact amount behind it."""
    _, leaf = np.unique(np.where(printed, var_of, -1), return_index=True)
    leaf = leaf[printed[leaf]]
    n = len(leaf)
    low, high = reach.exact[0][leaf] - cube.value[leaf], reach.exact[1][leaf] - cube.value[leaf]
    return Rows(var_of[leaf], np.arange(n + 1), cube.point[leaf], low, high, np.full(n, -1, np.int64))


def _assemble(rows: list[Rows], n_vars: int, of: tuple[Ints, Ints], low_of: Ints, high_of: Ints) -> System:
    lengths = np.concatenate([np.diff(r.starts) + 1 for r in rows])
    heads = np.cumsum(lengths) - lengths
    size = int(lengths.sum())
    var, sign = np.zeros(size, np.int64), np.ones(size, np.int64)
    is_total = np.zeros(size, np.bool_)
    is_total[heads] = True
    var[heads] = np.concatenate([r.total for r in rows])
    sign[heads] = -1
    var[~is_total] = np.concatenate([r.parts for r in rows])
    low, high = np.concatenate([r.low for r in rows]), np.concatenate([r.high for r in rows])
    by_var = np.argsort(of[0], kind="stable")
    return System(
        make_net(n_vars, var, sign, lengths, low, high), np.concatenate([r.identity for r in rows]),
        *of, low_of, high_of, by_var, of[0][by_var],
    )  # fmt: skip
