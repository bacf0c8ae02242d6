"""Totals that one statement implies and another prints: a table of leaves alone has every parent inside it."""

from collections.abc import Iterator, Sequence
from itertools import product

import numpy as np

from yusuan.check.identities.cube import Cube, Key
from yusuan.check.identities.hashing import Hashes
from yusuan.check.identities.inside import Breakdown
from yusuan.check.identities.lines import Lines
from yusuan.check.identities.order import Depths, at_most, project
from yusuan.check.identities.table import Collector, Family
from yusuan.check.identities.tiling import Group

Implied = tuple[Key, Group, list[int]]


def implied(cube: Cube, hashes: Hashes, breakdown: Breakdown, out: Collector) -> None:
    """Write the sums over ``breakdown`` for the points that only other statements print."""
    lines = breakdown.lines
    depths = breakdown.depths
    printed = set(lines.keys)
    found: list[Implied] = []
    for parent, group in breakdown.groups:
        levels = _levels(depths[parent], {depths[m] for m in group.members}) if group.whole else ()
        if levels:
            own = {m: depths[m] for m in group.members}
            found += [x for x in _between(group, own, levels, lines) if x[0] not in printed]
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
            out.add(int(cube.first[points[at]]), parts.tolist(), family)


def _between(group: Group, own: dict[int, Depths], levels: Sequence[Depths], lines: Lines) -> Iterator[Implied]:
    """The points at ``levels`` above a group, each with the members that make it up; ``own``: their depths."""
    keys, dims = lines.keys, lines.dims
    for depths in levels:
        inside: dict[Key, list[int]] = {}
        crossing: dict[Depths, set[Key]] = {}
        for m, deep in own.items():
            if at_most(depths, deep):
                inside.setdefault(project(keys[m], dims, depths), []).append(m)
            else:
                meet = tuple(map(min, deep, depths))
                crossing.setdefault(meet, set()).add(project(keys[m], dims, meet))
        for key, members in inside.items():
            if not any(project(key, dims, meet) in ks for meet, ks in crossing.items()):
                yield key, group, members


def _levels(top: Depths, depths: set[Depths]) -> list[Depths]:
    """All patterns of depths strictly between ``top`` and any of ``depths``."""
    levels = {x for deep in depths for x in product(*(range(a, b + 1) for a, b in zip(top, deep, strict=True)))}
    return [x for x in levels if x != top and x not in depths]
