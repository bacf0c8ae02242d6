"""Rows of signed variables with bounds: the bare arrays that intervals are propagated over, and cuts out of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from yusuan.check.identities.cube import Flags, Ints
from yusuan.check.reconcile.bounds import FREE


@dataclass(frozen=True, slots=True)
class Net:
    """Rows ``low ≤ Σ sign · variable ≤ high``, one after another in ``var``/``sign``/``row`` from ``starts``.

    ``order``, ``cuts`` and ``held``: the terms sorted by variable, where each variable's begin, and the variables.
    """

    n_vars: int
    var: Ints
    sign: Ints
    row: Ints
    starts: Ints
    low: Ints
    high: Ints
    order: Ints
    cuts: Ints
    held: Ints

    @property
    def n_rows(self) -> int:
        """How many rows."""
        return len(self.starts)

    def rows_of(self, variables: Flags) -> Flags:
        """The rows in which any of ``variables`` stands."""
        found = np.zeros(self.n_rows, np.bool_)
        found[self.row[variables[self.var]]] = True
        return found

    def vars_of(self, rows: Flags) -> Flags:
        """The variables that stand in any of ``rows``."""
        found = np.zeros(self.n_vars, np.bool_)
        found[self.var[rows[self.row]]] = True
        return found

    def muted(self, rows: Sequence[int]) -> "Net":
        """The net with ``rows`` bounding nothing any more; numbers stay."""
        low, high = self.low.copy(), self.high.copy()
        low[list(rows)], high[list(rows)] = -FREE << 8, FREE << 8
        return Net(
            self.n_vars, self.var, self.sign, self.row, self.starts, low, high, self.order, self.cuts, self.held
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Local:
    """A cut of a net. ``rows`` and ``variables``: their numbers in the whole net; ``at``: from whole to cut, or -1."""

    net: Net
    rows: Ints
    variables: Ints
    at: Ints


def make_net(n_vars: int, var: Ints, sign: Ints, lengths: Ints, low: Ints, high: Ints) -> Net:
    """A net of rows given one after another; ``lengths``: terms of each row (at least one)."""
    starts = np.cumsum(lengths) - lengths
    order = np.argsort(var, kind="stable")
    held, cuts = np.unique(var[order], return_index=True)
    row = np.repeat(np.arange(len(lengths)), lengths)
    return Net(n_vars, var, sign, row, starts, low, high, order, cuts, held)


def around(net: Net, variables: Flags, hops: int, most: int) -> Local:
    """Cut out the rows within ``hops`` of ``variables``, as long as that stays under ``most`` terms."""
    lengths = np.diff(net.starts, append=len(net.var))
    rows = net.rows_of(variables)
    for _ in range(hops - 1):
        wider = net.rows_of(net.vars_of(rows))
        if int(lengths[wider].sum()) > most or bool((wider == rows).all()):
            break
        rows = wider
    return cut(net, rows)


def cut(net: Net, rows: Flags) -> Local:
    """Cut out ``rows``."""
    terms = rows[net.row]
    numbers = np.flatnonzero(rows)
    variables, var = np.unique(net.var[terms], return_inverse=True)
    lengths = np.bincount(net.row[terms], minlength=net.n_rows)[numbers]
    at = np.full(net.n_vars, -1, np.int64)
    at[variables] = np.arange(len(variables))
    small = make_net(len(variables), var, net.sign[terms], lengths, net.low[numbers], net.high[numbers])
    return Local(small, numbers, variables, at)
