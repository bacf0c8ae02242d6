"""Identities between statements: named parts that whole statements print apart, and income against expenditure."""

import numpy as np

from yusuan.catalog.trees import LISTED
from yusuan.check.identities.cube import DIM, Cube, Flags, Ints
from yusuan.check.identities.hashing import Hashes
from yusuan.check.identities.table import Collector, Family, IdentityTable, Trust
from yusuan.model.coordinate import DIMENSIONS

#: Sets of named nodes that leave nothing of their parent out even where no table sets them side by side.
_COMPLETE: dict[tuple[str, str], frozenset[str]] = {
    ("fund", "grant"): frozenset({"general", "govfund", "capital"}),
    ("nature", "basic"): frozenset({"personnel", "public"}),
    ("nature", ""): frozenset({"basic", "project"}),
    ("topic", "three_public"): frozenset({"abroad", "vehicle", "reception"}),
    ("topic", "vehicle"): frozenset({"vehicle_purchase", "vehicle_running"}),
}
_SPENT, _OWN = frozenset({"expenditure", "out_total"}), frozenset({"budget", "final"})
#: More points than a document of a hundred pages has.
_MANY = 20_000
_CARRIED = frozenset({"carry_in", "carry_out", "use_surplus", "distribution"})
_GRANT = frozenset({"grant", "general", "govfund", "capital"})


def broken_down(cube: Cube, table: IdentityTable, dimension: int) -> Flags:
    """The points that some statement itself breaks down by ``dimension``."""
    flags = np.zeros(cube.n_points, np.bool_)
    broken = table.of(lambda f: f.kind == "sum" and f.statement >= 0 and dimension in f.dims)
    flags[cube.point[table.total[broken]]] = True
    return flags


def wholes(cube: Cube, hashes: Hashes, inside: IdentityTable, out: Collector) -> None:
    """Sums of parts that stand in several statements: 基本 of one table and 项目 of another make the third's total."""
    for (name, parent), parts in _COMPLETE.items():
        d = DIM[name]
        numbers = [hashes.of_node.get(d, {}).get(n) for n in (parent, *sorted(parts))]
        if d not in cube.varying or None in numbers:
            continue
        wanted = cube.at_node(d, frozenset({parent})) & ~broken_down(cube, inside, d)
        if name == "nature" and not parent:  # outside the fiscal grant there are other natures besides 基本 and 项目
            wanted &= cube.at_node(DIM["fund"], _GRANT)
        points = np.flatnonzero(wanted)
        own, *others = (np.array([n], np.int64) for n in numbers if n is not None)
        found = np.stack([hashes.find(cube.sum[points] - own + other) for other in others])
        whole = (found >= 0).all(axis=0)
        family = Family("sum", -1, (d,), "usual")
        for point, members in zip(points[whole].tolist(), found[:, whole].T, strict=True):
            out.add(int(cube.first[point]), cube.first[members].tolist(), family)


def narrower(cube: Cube, hashes: Hashes, out: Collector) -> None:
    """What is spent out of the fiscal grant is at most what is spent of all funds, which another statement prints.

    Of totals and natures only where there are very many points: what each subject adds, its sums say.
    """
    d = DIM["fund"]
    numbers = hashes.of_node.get(d, {})
    if "" not in numbers:
        return
    spent = cube.at_node(DIM["flow"], _SPENT) & cube.at_node(DIM["topic"], frozenset({""}))
    own = cube.at_node(DIM["phase"], _OWN)
    for name in LISTED if cube.n_points > _MANY else ():
        own &= cube.at_node(DIM[name], frozenset({""}))
    home = np.full(cube.n_points, np.iinfo(np.int64).max, np.int64)
    np.minimum.at(home, cube.point, cube.statement)
    for fund in sorted(_GRANT & numbers.keys()):
        points = np.flatnonzero(cube.at_node(d, frozenset({fund})) & spent & own)
        whole = hashes.find(hashes.whole[points] - np.int64(numbers[fund]) + np.array([numbers[""]]))
        apart = (whole >= 0) & (home[points] != home[whole])
        _pairs(cube, whole[apart], points[apart], Family("part", -1, (d,), "usual"), out)


def _pairs(cube: Cube, totals: Ints, parts: Ints, family: Family, out: Collector) -> None:
    """One identity of one part for each pair of points."""
    number = out.family_id(family)
    out.add_many(
        cube.first[totals], np.ones(len(totals), np.int64), cube.first[parts], np.full(len(totals), number, np.int64)
    )


def balance(cube: Cube, hashes: Hashes, out: Collector) -> None:
    """收入总计 = 支出总计 wherever both are printed at otherwise one point.

    Where nothing is carried over, income by function is expenditure by function as well: that is what it is for.
    """
    d = DIM["flow"]
    _balance(cube, hashes, ("in_total", "out_total"), cube.at_node(d, frozenset({"in_total"})), out)
    over = cube.at_node(d, _CARRIED)[cube.point]
    if DIM["function"] in cube.varying and not cube.value[over].any():
        listed = cube.at_node(d, frozenset({"income"})) & ~cube.at_node(DIM["function"], frozenset({""}))
        _balance(cube, hashes, ("income", "expenditure"), listed, out)


def _balance(cube: Cube, hashes: Hashes, flows: tuple[str, str], wanted: Flags, out: Collector) -> None:
    """The points ``wanted`` of the first of ``flows`` equal their likes of the second."""
    d = DIM["flow"]
    into, spent = (hashes.of_node.get(d, {}).get(n) for n in flows)
    if into is None or spent is None:
        return
    points = np.flatnonzero(wanted)
    others = hashes.find(hashes.whole[points] - np.int64(into) + np.array([spent]))
    points, others = points[others >= 0], others[others >= 0]
    if not len(points):
        return
    finer = [i for i in cube.varying if DIMENSIONS[i] in LISTED | {"fund"}]
    patterns = np.zeros(len(points), np.int64)
    for bit, i in enumerate(finer):
        patterns |= (~cube.at_node(i, frozenset({""}))[points]).astype(np.int64) << bit
    for pattern in np.unique(patterns).tolist():
        dims = tuple(i for bit, i in enumerate(finer) if pattern >> bit & 1)
        trust: Trust = "firm" if not dims else "usual" if dims == (DIM["fund"],) else "weak"
        mine = patterns == pattern
        _pairs(cube, points[mine], others[mine], Family("balance", -1, (d, *dims), trust), out)
