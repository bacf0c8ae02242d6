"""Contradictions that no single equation shows: found by propagation, traced back to the cells they follow from."""

from dataclasses import dataclass

import numpy as np

from yusuan.check.reconcile.net import around
from yusuan.check.reconcile.propagate import Settled, propagate
from yusuan.check.reconcile.trace import Tracer
from yusuan.check.reconcile.trial import Bench

#: How far around a contradiction it is traced; wider proofs convince nobody.
_HOPS, _TERMS, _PLACES = 8, 30_000, 10


@dataclass(frozen=True, slots=True)
class Proof:
    """Cells (numbers of facts) that cannot all be right, by the ``rows`` of the system that say so.

    ``head``: the row that fails, or -1 - variable where rows pull one apart; ``heads``: the rows to be resolved.
    ``margin``: by how many 分 they miss.
    """

    head: int
    heads: tuple[int, ...]
    cells: frozenset[int]
    rows: frozenset[int]
    variables: frozenset[int]
    margin: int


def proofs(bench: Bench, settled: Settled) -> list[Proof]:
    """The contradictions left in ``settled``, each with the cells that it follows from."""
    dead, torn = settled.dead > 0, settled.torn > 0
    if not dead.any() and not torn.any():
        return []
    local = around(bench.net, torn | bench.net.vars_of(dead), _HOPS, _TERMS)
    low, high = bench.low[local.variables], bench.high[local.variables]
    again = propagate(local.net, low, high, record=True)
    facts = {}
    for i, var in enumerate(local.variables.tolist()):
        facts[i] = [f for f in bench.system.facts_at(var) if f not in bench.out]
    tracer = Tracer(local.net, again, facts, bench.system.low_of, bench.system.high_of)
    found = []
    for c in tracer.conflicts():
        rows = frozenset(local.rows[list(c.rows)].tolist())
        head = int(local.rows[c.head]) if c.head >= 0 else -1 - int(local.variables[-1 - c.head])
        heads = (head,) if head >= 0 else tuple(rows)
        marked = np.zeros(bench.net.n_rows, np.bool_)
        marked[list(rows)] = True
        variables = frozenset(np.flatnonzero(bench.net.vars_of(marked)).tolist())
        found.append(Proof(head, heads, c.cells, rows, variables, c.margin))
    return found


def tiny(bench: Bench, proof: Proof) -> bool:
    """Whether the cells miss by last places only, as figures do whose every equation holds within rounding.

    A wider gap is what taking out a suspect left behind, and says nothing new.
    """
    width = max((int(bench.system.high_of[f] - bench.system.low_of[f]) + 1 for f in proof.cells), default=1)
    return proof.margin <= _PLACES * width
