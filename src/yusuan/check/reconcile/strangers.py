"""Statements and columns that seem to speak of the same points as others and do not: another body's, or misread."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from yusuan.check.identities.cube import Cube
from yusuan.model.coordinate import Coordinate
from yusuan.model.fact import Fact

#: A statement that contradicts another in more than one in three of at least this many common points is a stranger.
_FEW, _SHARE = 4, 3


def strangers(cube: Cube) -> frozenset[int]:
    """The statements whose figures differ from those of others at the points that they seem to share."""
    order = np.argsort(cube.point, kind="stable")
    one, other = order[:-1], order[1:]
    both = (cube.point[one] == cube.point[other]) & ((cube.value[one] != 0) | (cube.value[other] != 0))
    one, other = one[both], other[both]
    apart = np.abs(cube.value[one] - cube.value[other]) >= np.maximum(cube.step[one], cube.step[other]) * 2
    pairs: dict[tuple[int, int], list[int]] = {}
    for s, t, differ in zip(cube.statement[one].tolist(), cube.statement[other].tolist(), apart.tolist(), strict=True):
        seen = pairs.setdefault((min(s, t), max(s, t)), [0, 0])
        seen[0] += 1
        seen[1] += differ
    found: set[int] = set()
    while True:
        blame: dict[int, int] = {}
        for (s, t), (n, differing) in pairs.items():
            if n >= _FEW and differing * _SHARE > n and not found & {s, t}:
                blame[s] = blame.get(s, 0) + differing
                blame[t] = blame.get(t, 0) + differing
        if not blame:
            return frozenset(found)
        found.add(max(blame, key=lambda s: (blame[s], s)))


def echoes(cube: Cube) -> frozenset[int]:
    """The facts of columns (or rows) that seem to print a statement's points again, and print other figures."""
    order = np.lexsort((cube.column, cube.row, cube.statement, cube.point))
    one, other = order[:-1], order[1:]
    again = (cube.point[one] == cube.point[other]) & (cube.statement[one] == cube.statement[other])
    one, other = one[again], other[again]
    apart = np.abs(cube.value[one] - cube.value[other]) >= np.maximum(cube.step[one], cube.step[other]) * 2
    seen: dict[tuple[int, int], list[int]] = {}
    for f, differ in zip(other.tolist(), apart.tolist(), strict=True):
        count = seen.setdefault((int(cube.statement[f]), int(cube.column[f])), [0, 0])
        count[0] += 1
        count[1] += differ
    columns = {at for at, (n, differing) in seen.items() if differing > 1 and differing * _SHARE > n}
    if not columns:
        return frozenset()
    return frozenset(f for f in other.tolist() if (int(cube.statement[f]), int(cube.column[f])) in columns)


def set_apart(facts: Sequence[Fact], statements: frozenset[int], cells: frozenset[int]) -> tuple[Fact, ...]:
    """Move the facts of ``statements``, and those numbered in ``cells``, to years of their own, away from the rest.

    A column that prints one point in row after row is a list of something that was not read: each is a point.
    """
    seen: set[tuple[int, int, Coordinate]] = set()
    moved = []
    for i, fact in enumerate(facts):
        if i in cells:
            at = fact.statement, fact.column, fact.coordinate
            where = f"/{fact.column}:{fact.row}" if at in seen else f"/{fact.column}"
            seen.add(at)
            moved.append(_apart(fact, where))
        else:
            moved.append(_apart(fact, "") if fact.statement in statements else fact)
    return tuple(moved)


def _apart(fact: Fact, where: str) -> Fact:
    c = fact.coordinate
    return replace(fact, coordinate=c.at(year=f"{c.year}@{fact.statement}{where}"))
