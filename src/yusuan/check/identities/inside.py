"""Identities inside one statement: every total against the rows, columns or entries that break it down."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from yusuan.check.identities.cube import Flags, Ints, Key
from yusuan.check.identities.lines import Lines
from yusuan.check.identities.order import Depths, children_of
from yusuan.check.identities.table import Collector, Family
from yusuan.check.identities.tiling import Group, groups_under
from yusuan.model.coordinate import DIMENSIONS


@dataclass(frozen=True, slots=True)
class Breakdown:
    """How ``lines`` of ``statement`` break their totals down: groups of keys, each under the key ``parent``.

    ``depths``: of each key.
    """

    statement: int
    lines: Lines
    groups: list[tuple[int, Group]]
    depths: list[Depths]


def inside(lines: Lines, statement: int, out: Collector) -> Breakdown:
    """Derive the identities within ``lines`` into ``out``. Returns how they break down, for what others print."""
    lines = _one_each(lines)
    children, depths = children_of(lines.keys, lines.dims)
    if not children:
        return Breakdown(statement, lines, [], depths)
    broken = _holed(lines.cells, children)
    whole = lines.cells[:, ~broken] if broken.any() else lines.cells
    found = _breakdown(lines, statement, children, depths)
    if whole.shape[1]:
        _expand(found, whole, out)
    for j in np.flatnonzero(broken):
        kept = np.flatnonzero(lines.cells[:, j] >= 0)
        again = {int(k): i for i, k in enumerate(kept)}
        part = Lines(
            [lines.keys[k] for k in kept], lines.dims, lines.cells[kept, j : j + 1],
            frozenset(again[s] for s in lines.subset if s in again),
        )  # fmt: skip
        _expand(_breakdown(part, statement, *children_of(part.keys, part.dims)), part.cells, out)
    return found


def _one_each(lines: Lines) -> Lines:
    """One line entry a key; a key printed again only fills the blanks of the first."""
    first: dict[Key, int] = {}
    again = [(i, first[k]) for i, k in enumerate(lines.keys) if first.setdefault(k, i) != i]
    if not again:
        return lines
    cells = lines.cells.copy()
    for i, at in again:
        cells[at] = np.where(cells[at] >= 0, cells[at], cells[i])
    kept = list(first.values())
    number = {k: i for i, k in enumerate(kept)}
    subset = frozenset(number[s] for s in lines.subset if s in number)
    return Lines([lines.keys[k] for k in kept], lines.dims, cells[kept], subset)


def _holed(cells: Ints, children: dict[int, list[int]]) -> Flags:
    """The lines in which something is printed under a blank: there the blank's children stand for it."""
    if (cells >= 0).all():
        return np.zeros(cells.shape[1], np.bool_)
    parents = np.repeat(np.array(list(children), np.int64), [len(c) for c in children.values()])
    members = np.array([m for c in children.values() for m in c], np.int64)
    return np.asarray(((cells[members] >= 0) & (cells[parents] < 0)).any(axis=0))


def _breakdown(lines: Lines, statement: int, children: dict[int, list[int]], depths: list[Depths]) -> Breakdown:
    groups = [
        (parent, group)
        for parent, members in children.items()
        for group in groups_under(lines.keys[parent], lines.keys, members, lines.subset, lines.dims)
    ]
    return Breakdown(statement, lines, groups, depths)


def _family(breakdown: Breakdown, group: Group) -> Family:
    return Family("sum" if group.whole else "part", breakdown.statement, group.dims)


def _expand(breakdown: Breakdown, cells: Ints, out: Collector) -> None:
    """Write the identities of all lines: each group once a line in which its total and some part are printed."""
    wholes = [(p, g) for p, g in breakdown.groups if g.whole]
    parts = [(p, g) for p, g in breakdown.groups if not g.whole and _bounded(g)]
    if wholes:
        members = [np.array(g.members, np.int64) for _, g in wholes]
        family = [out.family_id(_family(breakdown, g)) for _, g in wholes]
        _write([p for p, _ in wholes], members, family, cells, out)
    if parts:
        single = [(p, m, g) for p, g in parts for m in g.members]
        family = [out.family_id(_family(breakdown, g)) for _, _, g in single]
        _write([p for p, _, _ in single], [np.array([m], np.int64) for _, m, _ in single], family, cells, out)


def _bounded(group: Group) -> bool:
    """Whether a part can at most be its whole: not where a topic, a body or a phase is only looked at besides."""
    return not {DIMENSIONS[d] for d in group.dims} & {"year", "phase", "flow"}


def _write(parents: Sequence[int], members: Sequence[Ints], family: Sequence[int], cells: Ints, out: Collector) -> None:
    lengths = np.array([len(m) for m in members], np.int64)
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    totals = cells[np.array(parents, np.int64)].T.ravel()
    terms = cells[np.concatenate(list(members))].T
    counts = np.add.reduceat((terms >= 0).astype(np.int64), starts, axis=1).ravel()
    kept = (totals >= 0) & (counts > 0)
    flat = terms.ravel()
    flat = flat[np.repeat(kept, np.tile(lengths, cells.shape[1])) & (flat >= 0)]
    families = np.tile(np.array(family, np.int64), cells.shape[1])
    out.add_many(totals[kept], counts[kept], flat, families[kept])
