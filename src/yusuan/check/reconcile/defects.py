"""What fails on its face: identities that their own cells break, and points whose cells differ."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from yusuan.check.identities import Derived
from yusuan.check.identities.cube import Ints, distinct
from yusuan.check.reconcile.bounds import FREE
from yusuan.check.reconcile.reach import Reach
from yusuan.check.reconcile.system import System, initial
from yusuan.check.reconcile.verdicts import Verdicts

#: A document with more than this is not read as it was meant; the rest is only counted.
_MOST = 300


@dataclass(frozen=True, slots=True)
class Defect:
    """Something that cannot hold as printed. ``identity``: its number, or -1 where the cells of one point differ.

    ``cells``: the facts of which one at least is wrong; ``variables`` and ``rows``: where it stands in the system.
    Of a point the rows are those that tie what statements of their own rounding print to its exact amount.
    """

    identity: int
    cells: frozenset[int]
    variables: frozenset[int]
    rows: tuple[int, ...]


def defects(derived: Derived, system: System, verdicts: Verdicts, reach: Reach) -> list[Defect]:
    """All that fails on its face."""
    found = [_of_identity(derived, system, i) for i in np.flatnonzero(verdicts.fails & verdicts.used)[:_MOST].tolist()]
    low, high = initial(system)
    apart = np.flatnonzero(low > high)[:_MOST].tolist()
    found += [Defect(-1, frozenset(system.facts_at(v)), frozenset((v,)), ()) for v in apart]
    return found + list(_between(derived, system, reach, frozenset(apart)))


def _between(derived: Derived, system: System, reach: Reach, known: frozenset[int]) -> Iterator[Defect]:
    """Points that several statements print apart though each has a variable of its own for what it prints."""
    if not reach.summed.any():
        return
    n = derived.cube.n_points
    low, high = np.full(n, -FREE, np.int64), np.full(n, FREE, np.int64)
    np.maximum.at(low, system.point, reach.exact[0])
    np.minimum.at(high, system.point, reach.exact[1])
    for point in np.flatnonzero(low > high)[:_MOST].tolist():
        facts = np.flatnonzero(system.point == point)
        own = frozenset(system.var_of[facts].tolist())
        if len(own) > 1 and not own & known:
            variables = own | {point}
            yield Defect(-1, frozenset(facts.tolist()), variables, _ties(system, np.array(sorted(variables))))


def _ties(system: System, variables: Ints) -> tuple[int, ...]:
    """The rows that tie some of ``variables`` to each other."""
    rows = distinct(system.net.row[np.isin(system.net.var, variables)])
    return tuple(rows[system.identity[rows] < 0].tolist())


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
