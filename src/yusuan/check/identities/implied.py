"""Totals that one statement implies and another prints: a table of leaves alone has every parent inside it."""

from collections.abc import Iterator, Sequence
from itertools import product

import numpy as np

from yusuan.catalog.trees import LISTED
from yusuan.check.identities.cube import DIM, Cube, Key
from yusuan.check.identities.hashing import Hashes
from yusuan.check.identities.inside import Breakdown
from yusuan.check.identities.lines import Lines
from yusuan.check.identities.order import Depths, Dims, at_most, disjoint, project
from yusuan.check.identities.table import Collector, Family
from yusuan.check.identities.tiling import Group
from yusuan.model.coordinate import DIMENSIONS

Implied = tuple[Key, Group, list[int]]
#: A table of more rows than this is not followed to its ends.
_MOST = 50_000
#: Fewer rows than this are no list.
_FEW = 3


def implied(cube: Cube, hashes: Hashes, breakdown: Breakdown, out: Collector) -> None:
    """Write the sums over ``breakdown`` for the points that only other statements print."""
    lines = breakdown.lines
    named = lines.dims.index(DIM["project"]) if DIM["project"] in lines.dims else None
    depths = breakdown.depths
    printed = set(lines.keys)
    found: list[Implied] = []
    for parent, group in (*breakdown.groups, *_leaves(breakdown)):
        levels = _levels(depths[parent], {depths[m] for m in group.members}) if group.whole else ()
        if levels:
            own = {m: depths[m] for m in group.members}
            found += [x for x in _between(group, own, levels, lines) if x[0] not in printed]
    found += _headless(breakdown)
    known = [(s, x) for x in found if (s := hashes.of_key(x[0], lines.dims)) is not None]
    if not known:
        return
    heads = lines.cells[(lines.cells >= 0).argmax(axis=0), np.arange(lines.cells.shape[1])]
    outside = hashes.without(lines.dims)[cube.point[heads]]
    parents = {parent for parent, _ in breakdown.groups}
    points = hashes.find((np.array([s for s, _ in known], np.int64)[:, None] + outside[None, :]).ravel())
    for at in np.flatnonzero(points >= 0):
        which, j = divmod(int(at), len(outside))
        key, group, members = known[which][1]
        if len(members) > 1 and named is not None and key[named]:
            continue  # projects of one name in several units are different projects
        parts = [int(lines.cells[m, j]) for m in members if lines.cells[m, j] >= 0 or m in parents]
        if parts and min(parts) >= 0:  # a blank says none, but not where its parts stand for it
            family = Family("sum", -1, group.dims, "usual" if any(key) else "weak", breakdown.statement)
            out.add(int(cube.first[points[at]]), parts, family)


def _headless(breakdown: Breakdown) -> list[Implied]:
    """The whole of a table that lists subjects or projects and prints no total: perhaps another does."""
    lines = breakdown.lines
    root = ("",) * len(lines.dims)
    inner = {m for _, group in breakdown.groups for m in group.members}
    top = [m for m in range(len(lines.keys)) if m not in inner]
    if (
        root in lines.keys
        or not _listed(lines.dims)
        or len(top) < _FEW
        or not disjoint([lines.keys[m] for m in top], lines.dims)
    ):
        return []
    return [(root, Group(tuple(top), lines.dims, True), top)]


def _leaves(breakdown: Breakdown) -> Iterator[tuple[int, Group]]:
    """What the whole comes to when every breakdown is followed to its end, where rows cross two dimensions.

    Units broken down by project imply each project over all units.
    """
    dims = breakdown.lines.dims
    if len(dims) < 2:
        return
    below = {parent: group for parent, group in reversed(breakdown.groups) if group.whole}
    inner = {m for group in below.values() for m in group.members}
    for top in below.keys() - inner:
        stack, ends = list(below[top].members), list[int]()
        while stack and len(ends) < _MOST:
            m = stack.pop()
            if m in below:
                stack.extend(below[m].members)
            else:
                ends.append(m)
        differing = tuple(d for i, d in enumerate(dims) if any(k[i] for k in (breakdown.lines.keys[m] for m in ends)))
        deeper = {breakdown.depths[m] for m in ends} - {breakdown.depths[m] for m in below[top].members}
        if deeper and len(ends) < _MOST and _listed(differing):
            yield top, Group(tuple(sorted(set(ends))), differing, True)


def _listed(dims: Dims) -> bool:
    return all(DIMENSIONS[d] in LISTED for d in dims)


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
