"""What fails on its face: identities that their own cells break, and points whose cells differ."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from yusuan.check.identities import Derived
from yusuan.check.reconcile.system import System, initial
from yusuan.check.reconcile.verdicts import Verdicts

#: A document with more than this is not read as it was meant; the rest is only counted.
_MOST = 300


@dataclass(frozen=True, slots=True)
class Defect:
    """Something that cannot hold as printed. ``identity``: its number, or -1 where the cells of one variable differ.

    ``cells``: the facts of which one at least is wrong; ``variables`` and ``rows``: where it stands in the system.
    """

    identity: int
    cells: frozenset[int]
    variables: frozenset[int]
    rows: tuple[int, ...]


def defects(derived: Derived, system: System, verdicts: Verdicts) -> list[Defect]:
    """All that fails on its face."""
    found = [_of_identity(derived, system, i) for i in np.flatnonzero(verdicts.fails & verdicts.used)[:_MOST].tolist()]
    low, high = initial(system)
    apart = np.flatnonzero(low > high)[:_MOST].tolist()
    return found + [Defect(-1, frozenset(system.facts_at(v)), frozenset((v,)), ()) for v in apart]


def _of_identity(derived: Derived, system: System, identity: int) -> Defect:
    table = derived.table
    own = (int(table.total[identity]), *table.parts(identity).tolist())
    rows = np.flatnonzero(system.identity == identity)
    inside = system.net.vars_of(np.isin(np.arange(system.net.n_rows), rows))
    variables = frozenset(np.flatnonzero(inside).tolist())
    cells = frozenset(own)
    if table.family_of(identity).statement < 0:  # any cell of the points may be the wrong one
        cells = frozenset(f for f in own for f in system.facts_at(int(system.var_of[f])))
    return Defect(identity, cells, variables, tuple(rows.tolist()))


def components(found: Sequence[Defect]) -> list[list[Defect]]:
    """The defects that hang together by common variables, the largest group first."""
    owner: dict[int, int] = {}
    group = list(range(len(found)))

    def root(i: int) -> int:
        while group[i] != i:
            group[i] = group[group[i]]
            i = group[i]
        return i

    for i, defect in enumerate(found):
        for var in defect.variables:
            group[root(i)] = root(owner.setdefault(var, i))
    together: dict[int, list[Defect]] = defaultdict(list)
    for i, defect in enumerate(found):
        together[root(i)].append(defect)
    return sorted(together.values(), key=len, reverse=True)
