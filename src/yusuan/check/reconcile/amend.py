"""Breakdowns that a table means otherwise than the trees do, told from its own figures.

Some tables list 事业单位经营支出 beside 基本支出 and 项目支出 though it is within them; some list projects and units
under one total. Where a breakdown as derived fails and another reading of the same rows holds throughout, the table
means the other.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import combinations

import numpy as np

from yusuan.catalog.trees import LISTED
from yusuan.check.identities import Derived
from yusuan.check.identities.cube import Key
from yusuan.check.identities.order import Dims
from yusuan.check.identities.table import Collector, Family, IdentityTable
from yusuan.check.identities.tiling import tiles
from yusuan.check.reconcile.reach import reach_of
from yusuan.check.reconcile.style import Style
from yusuan.check.reconcile.verdicts import judge
from yusuan.model.amount import parse_number
from yusuan.model.coordinate import DIMENSIONS
from yusuan.model.disclosure import Statement

#: With more failing sums than this a document is not worth reading otherwise.
_MOST = 2000
#: Lists under one total that are put together in every way.
_LISTS = 5
Change = tuple[list[int], int, list[int], Family]


def amended(derived: Derived, styles: Sequence[Style], statements: Sequence[Statement]) -> Derived:
    """``derived`` with the breakdowns replaced that its statements mean otherwise, and without those not all read."""
    if not len(derived.table):
        return derived
    fails = judge(derived, reach_of(derived.cube, derived.table, styles)).fails
    failing = np.flatnonzero(fails).tolist()
    if not 0 < len(failing) <= _MOST:
        return derived
    unread = [i for i in failing if _unread(derived, i, statements)]
    failing = [i for i in failing if i not in set(unread)]
    changes = [*_without_extras(derived, failing), *_united(derived, failing)]
    if not changes and not unread:
        return derived
    return replace(derived, table=_changed(derived.table, changes, unread))


def _unread(derived: Derived, identity: int, statements: Sequence[Statement]) -> bool:
    """Whether the sum runs down a column, or along a row, in which a figure was not understood."""
    family = derived.table.family_of(identity)
    if family.kind != "sum" or not 0 <= family.statement < len(statements):
        return False
    statement = statements[family.statement]
    rows = {r.index for r in statement.rows if r.role == "unknown"} if _listed(family) else set()
    columns = {c.index for c in statement.columns if c.role == "unknown"} if not _listed(family) else set()
    total = int(derived.table.total[identity])
    row, column = int(derived.cube.row[total]), int(derived.cube.column[total])
    return any(
        ((c.row in rows and c.column == column) or (c.column in columns and c.row == row))
        and parse_number(c.text) not in (None, (0, 0))
        for c in (statement.grid.cells if rows or columns else ())
    )


def _close(derived: Derived, total: int, parts: Sequence[int]) -> bool:
    """Whether ``parts`` make up ``total`` but for rounding."""
    value, step = derived.cube.value, derived.cube.step
    gap = abs(int(value[total]) - int(value[list(parts)].sum()))
    return 2 * gap <= int(step[total]) + int(step[list(parts)].sum())


def _without_extras(derived: Derived, failing: list[int]) -> Iterator[Change]:
    """Sums over named columns that hold without those that a whole can do without."""
    table = derived.table
    by_family: dict[int, list[int]] = defaultdict(list)
    for i in failing:
        family = table.family_of(i)
        if family.kind == "sum" and family.statement >= 0 and not _listed(family):
            by_family[int(table.family[i])].append(i)
    for number, members in by_family.items():
        found: list[Change] = []
        for i in members:
            total, parts = int(table.total[i]), table.parts(i).tolist()
            core = _core(derived, total, parts, table.families[number].dims)
            if core and _close(derived, total, core):
                found.append(([i], total, core, table.families[number]))
        if len(found) == len(members) > 1:
            yield from found


def _core(derived: Derived, total: int, parts: list[int], dims: tuple[int, ...]) -> list[int]:
    """The parts without which the others are no whole; none where all are needed."""
    cube = derived.cube
    above, *keys = (tuple(cube.key(cube.point[f])[d] for d in dims) for f in (total, *parts))
    core = [parts[n] for n in _needed(above, tuple(keys), dims)]
    return core if 1 < len(core) < len(parts) else []


@lru_cache(maxsize=1024)
def _needed(above: Key, keys: tuple[Key, ...], dims: Dims) -> tuple[int, ...]:
    """Which of ``keys`` the others are no whole without. The columns of a table are the same in each of its rows."""
    return tuple(n for n in range(len(keys)) if not tiles(above, keys[:n] + keys[n + 1 :], dims))


def _listed(family: Family) -> bool:
    return all(DIMENSIONS[d] in LISTED for d in family.dims)


def _united(derived: Derived, failing: list[int]) -> Iterator[Change]:
    """Breakdowns of one total by different lists that only together make it up."""
    table = derived.table
    by_total: dict[int, list[int]] = defaultdict(list)
    for i in failing:
        family = table.family_of(i)
        if family.kind == "sum" and family.statement >= 0 and _listed(family):
            by_total[int(table.total[i])].append(i)
    for total, members in by_total.items():
        together = [c for n in range(2, len(members) + 1) for c in combinations(members[:_LISTS], n)]
        found = [c for c in together if _close(derived, total, [p for i in c for p in table.parts(i).tolist()])]
        for n, some in enumerate(found):
            dims = tuple(sorted({d for i in some for d in table.family_of(i).dims}))
            parts = [p for i in some for p in table.parts(i).tolist()]
            yield members if n == 0 else [], total, parts, replace(table.family_of(some[0]), dims=dims)


def _changed(table: IdentityTable, changes: list[Change], unread: list[int]) -> IdentityTable:
    kept = np.ones(len(table), np.bool_)
    kept[unread] = False
    out = Collector({f: n for n, f in enumerate(table.families)})
    for gone, total, parts, family in changes:
        kept[gone] = False
        out.add(total, parts, family)
    counts = np.diff(table.starts)
    out.add_many(table.total[kept], counts[kept], table.terms[np.repeat(kept, counts)], table.family[kept])
    return out.table()
