"""What each identity says of the cells that print it, and which kinds of identity the tables themselves disown."""

from dataclasses import dataclass

import numpy as np

from yusuan.check.identities import Derived
from yusuan.check.identities.cube import Flags, Ints, distinct
from yusuan.check.identities.table import Family, IdentityTable
from yusuan.check.reconcile.bounds import count, sums
from yusuan.check.reconcile.cover import wrong_cells
from yusuan.check.reconcile.reach import Reach


@dataclass(frozen=True, slots=True)
class Verdicts:
    """For each identity: ``gap`` (total less parts, in 分), ``fails`` beyond rounding, ``trivial`` (only zeros).

    An identity that is not ``used`` belongs to a family that the document disowns (``disowned``).
    """

    gap: Ints
    fails: Flags
    trivial: Flags
    used: Flags
    disowned: tuple[tuple[Family, int, int], ...]


def judge(derived: Derived, reach: Reach) -> Verdicts:
    """Hold every identity against its own cells: within a statement as printed, else as the exact amounts may be."""
    cube, table = derived.cube, derived.table
    if not len(table):
        none = np.zeros(0, np.bool_)
        return Verdicts(np.zeros(0, np.int64), none, none, none, ())
    total = table.total
    gap = cube.value[total] - sums(cube.value[table.terms], table.starts)
    part, inside = table.parts_only, table.of(lambda f: f.statement >= 0)
    fails = np.where(inside, _fails(table, reach.printed, part), _fails(table, reach.exact, part))
    trivial = (cube.value[total] == 0) & (count(cube.value[table.terms] != 0, table.starts) == 0)
    used, disowned = _disowned(derived, fails, trivial)
    used[part & _negative(derived)] = False
    return Verdicts(gap, fails, trivial, used, disowned)


def _fails(table: IdentityTable, bounds: tuple[Ints, Ints], part: Flags) -> Flags:
    low, high = bounds
    floor, ceiling = sums(low[table.terms], table.starts), sums(high[table.terms], table.starts)
    total = table.total
    return np.asarray((high[total] < floor) | ((low[total] > ceiling) & ~part))


def _negative(derived: Derived) -> Flags:
    """The identities whose statement prints negative amounts: there a part may be greater than its whole."""
    cube, table = derived.cube, derived.table
    below = distinct(cube.statement[cube.value < 0])
    return np.asarray(np.isin(cube.statement[table.total], below))


def _disowned(derived: Derived, fails: Flags, trivial: Flags) -> tuple[Flags, tuple[tuple[Family, int, int], ...]]:
    """Which families to use: one that fails in more than a third of its instances is no identity of its table.

    A reading that misses a column or a subject must not become fifty errors; but one wrong subtotal, which fails both
    as a sum and as a part, is no misreading: so many different cells must be wrong.
    """
    table = derived.table
    size = len(table.families)
    telling = ~trivial
    instances = np.bincount(table.family[telling], minlength=size)
    failing = np.bincount(table.family[telling & fails], minlength=size)
    weak = np.array([f.trust == "weak" for f in table.families], np.bool_)
    lone = weak & (failing > 0) & (failing == instances)  # nothing at all bears it out
    out = (failing * 3 > instances) & (failing > 1) & ~lone
    for i in np.flatnonzero(out).tolist():
        rows = np.flatnonzero((table.family == i) & fails).tolist()
        out[i] = wrong_cells(derived, rows) >= (2 if table.families[i].trust == "weak" else 3)
    disowned = tuple((table.families[i], int(instances[i]), int(failing[i])) for i in np.flatnonzero(out))
    return ~(out | lone)[table.family], disowned
