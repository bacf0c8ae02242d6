"""Identities between statements: named parts that whole statements print apart, and income against expenditure."""

from collections import defaultdict

import numpy as np

from yusuan.catalog.trees import LISTED, contains
from yusuan.check.identities.cube import DIM, Cube, Flags, Ints
from yusuan.check.identities.hashing import Hashes
from yusuan.check.identities.table import Collector, Family, IdentityTable, Trust
from yusuan.model.coordinate import DIMENSIONS

#: Sets of named nodes that leave nothing of their parent out even where no table sets them side by side.
_COMPLETE: dict[tuple[str, str], tuple[frozenset[str], ...]] = {
    ("fund", "grant"): (frozenset({"general", "govfund", "capital"}),),
    ("nature", "basic"): (frozenset({"personnel", "public"}),),
    ("nature", ""): (frozenset({"basic", "project"}),),
    ("topic", "three_public"): (frozenset({"abroad", "vehicle", "reception"}),),
    ("topic", "vehicle"): (frozenset({"vehicle_purchase", "vehicle_running"}),),
}


def broken_down(cube: Cube, table: IdentityTable, dimension: int) -> Flags:
    """The points that some statement itself breaks down by ``dimension``."""
    flags = np.zeros(cube.n_points, np.bool_)
    by_family = np.array([f.kind == "sum" and f.statement >= 0 and dimension in f.dims for f in table.families])
    if by_family.any():
        flags[cube.point[table.total[by_family[table.family]]]] = True
    return flags


def wholes(cube: Cube, hashes: Hashes, inside: IdentityTable, first: Ints, out: Collector) -> None:
    """Sums of parts that stand in several statements: 基本 of one table and 项目 of another make the third's total."""
    parents = {d for d, _ in _COMPLETE}
    for d in cube.varying:
        if DIMENSIONS[d] not in parents:
            continue
        rest = hashes.without((d,))
        _, group_of, size = np.unique(rest, return_inverse=True, return_counts=True)
        lacking = ~broken_down(cube, inside, d)
        candidate = np.flatnonzero(lacking & (size[group_of] > 2))
        if not len(candidate):
            continue
        members: dict[int, dict[str, int]] = defaultdict(dict)
        for point in np.flatnonzero(np.isin(group_of, group_of[candidate])):
            members[int(group_of[point])][cube.keys[point][d]] = int(point)
        for point in candidate:
            _whole(cube, int(point), d, members[int(group_of[point])], first, out)


def _whole(cube: Cube, point: int, d: int, nodes: dict[str, int], first: Ints, out: Collector) -> None:
    key = cube.keys[point]
    name = DIMENSIONS[d]
    if name == "nature" and not key[d] and not contains("fund", "grant", key[DIM["fund"]]):
        return  # outside the fiscal grant there are other natures besides 基本 and 项目
    for parts in _COMPLETE.get((name, key[d]), ()):
        if parts <= nodes.keys():
            facts = [int(first[nodes[n]]) for n in sorted(parts)]
            out.add(int(first[point]), facts, Family("sum", -1, (d,), "usual"))


def balance(cube: Cube, hashes: Hashes, first: Ints, out: Collector) -> None:
    """收入总计 = 支出总计 wherever both are printed at otherwise one point."""
    d = DIM["flow"]
    if d not in cube.varying:
        return
    rest = hashes.without((d,))
    flows = [k[d] for k in cube.keys]
    spent = {int(rest[p]): p for p, f in enumerate(flows) if f == "out_total"}
    for p, f in enumerate(flows):
        if f == "in_total" and (q := spent.get(int(rest[p]))) is not None:
            key = cube.keys[p]
            finer = tuple(i for i in cube.varying if key[i] and DIMENSIONS[i] in LISTED | {"fund"})
            trust: Trust = "firm" if not finer else "usual" if finer == (DIM["fund"],) else "weak"
            out.add(int(first[p]), (int(first[q]),), Family("balance", -1, (d, *finer), trust))
