"""Where a part is as great as its whole, all else in it is nothing: then the two agree subject by subject as well.

A body that lives on 一般公共预算 alone prints 支出合计 and 一般公共预算支出 with one total, in tables of their own.
That every row of the one equals its row of the other follows from the cube, as no amount is negative.
"""

import numpy as np

from yusuan.catalog.trees import LISTED
from yusuan.check.identities.cube import DIM, Cube, Ints, Key, below
from yusuan.check.identities.hashing import Hashes
from yusuan.check.identities.table import Collector, Family
from yusuan.model.coordinate import DIMENSIONS

_NAMED = tuple(DIM[d] for d in ("flow", "fund", "nature"))
_LISTED = tuple(i for i, d in enumerate(DIMENSIONS) if d in LISTED)
_TOPIC, _PHASE = DIM["topic"], DIM["phase"]
#: More totals than this at the root: not a table's grand totals but a listing of something else.
_MOST = 400


def collapse(cube: Cube, hashes: Hashes, out: Collector) -> None:
    """Write the equalities that follow from equal grand totals."""
    if _negative(cube):
        return
    first = cube.first
    outside = hashes.without(_LISTED)
    roots = np.flatnonzero(outside == hashes.whole)
    totals = [p for p in roots.tolist() if not cube.key(p)[_TOPIC] and cube.value[first[p]]]
    if len(totals) > _MOST:
        return
    by_value: dict[tuple[object, ...], list[int]] = {}
    for p in totals:
        key = cube.key(p)
        rest = tuple(n for d, n in enumerate(key) if d not in _NAMED)
        by_value.setdefault((int(cube.value[first[p]]), int(cube.step[first[p]]), rest), []).append(p)
    for points in by_value.values():
        for p in points:
            narrower = [q for q in points if q != p and _inside(cube.key(p), cube.key(q))]
            _equal(cube, hashes, outside, p, narrower, out)


def _negative(cube: Cube) -> bool:
    """Whether any amount is less than nothing, but for changes against the year before."""
    below = cube.point[cube.value < 0]
    return bool((~cube.at_node(_PHASE, frozenset({"change"}))[below]).any())


def _inside(above: Key, key: Key) -> bool:
    return all(below(d, above[d], key[d]) for d in _NAMED)


def _equal(cube: Cube, hashes: Hashes, outside: Ints, whole: int, parts: list[int], out: Collector) -> None:
    """Tie each point under ``whole`` to its like under the nearest of ``parts`` that prints it."""
    if not parts:
        return
    first = cube.first
    members = np.flatnonzero((outside == outside[whole]) & (hashes.whole != outside))
    nearest = sorted(parts, key=lambda q: sum(a != b for a, b in zip(cube.key(whole), cube.key(q), strict=True)))
    for q in nearest:
        like = hashes.find(hashes.whole[members] + outside[[q]] - outside[[whole]])
        dims = tuple(d for d in _NAMED if cube.key(whole)[d] != cube.key(q)[d])
        family = Family("equal", -1, dims, "weak", int(cube.statement[first[q]]))
        # within one statement its own columns already say so
        apart = (like >= 0) & (cube.statement[first[members]] != cube.statement[first[like]])
        for p, other in zip(members[apart].tolist(), like[apart].tolist(), strict=True):
            out.add(int(first[p]), (int(first[other]),), family)
        members = members[~apart]
