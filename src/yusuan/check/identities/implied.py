"""Totals that one statement implies and another prints: a table of leaves alone has every parent inside it."""

from collections.abc import Iterator
from itertools import product

import numpy as np

from yusuan.check.identities.cube import Cube, Ints, Key
from yusuan.check.identities.hashing import Hashes
from yusuan.check.identities.inside import Breakdown
from yusuan.check.identities.order import Depths, Dims, at_most, depths_of, project
from yusuan.check.identities.table import Collector, Family
from yusuan.check.identities.tiling import Group

Implied = tuple[Key, Group, list[int]]


def implied(cube: Cube, hashes: Hashes, breakdown: Breakdown, first: Ints, out: Collector) -> None:
    """Write the sums over ``breakdown`` for the points that only other statements print.

    ``first``: a fact of each point, to stand for it.
    """
    lines = breakdown.lines
    found = [
        x for parent, group in breakdown.groups if group.whole for x in _between(parent, group, lines.keys, lines.dims)
    ]
    known = [(s, x) for x in found if (s := hashes.of_key(x[0], lines.dims)) is not None]
    if not known:
        return
    heads = lines.cells[(lines.cells >= 0).argmax(axis=0), np.arange(lines.cells.shape[1])]
    outside = hashes.without(lines.dims)[cube.point[heads]]
    points = hashes.find((np.array([s for s, _ in known], np.int64)[:, None] + outside[None, :]).ravel())
    for at in np.flatnonzero(points >= 0):
        which, j = divmod(int(at), len(outside))
        _, group, members = known[which][1]
        parts = lines.cells[members, j]
        if (parts >= 0).all():
            family = Family("sum", -1, group.dims, "usual", breakdown.statement)
            out.add(int(first[points[at]]), parts.tolist(), family)


def _between(parent: int, group: Group, keys: list[Key], dims: Dims) -> Iterator[Implied]:
    """The points strictly between a parent and its group that the table does not print, with what makes them up."""
    top = depths_of(keys[parent], dims)
    own = {m: depths_of(keys[m], dims) for m in group.members}
    printed = set(keys)
    for depths in _levels(top, set(own.values())):
        inside: dict[Key, list[int]] = {}
        crossing: dict[Depths, set[Key]] = {}
        for m, deep in own.items():
            if at_most(depths, deep):
                inside.setdefault(project(keys[m], dims, depths), []).append(m)
            else:
                meet = tuple(map(min, deep, depths))
                crossing.setdefault(meet, set()).add(project(keys[m], dims, meet))
        for key, members in inside.items():
            if key not in printed and not any(project(key, dims, meet) in ks for meet, ks in crossing.items()):
                yield key, group, members


def _levels(top: Depths, depths: set[Depths]) -> list[Depths]:
    """All patterns of depths strictly between ``top`` and any of ``depths``."""
    levels = {x for deep in depths for x in product(*(range(a, b + 1) for a, b in zip(top, deep, strict=True)))}
    return [x for x in levels if x != top and x not in depths]
