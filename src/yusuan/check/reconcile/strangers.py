"""Statements that seem to speak of the same points as others and do not: another body's, another year's, misread."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from yusuan.check.identities.cube import Cube
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


def set_apart(facts: Sequence[Fact], statements: frozenset[int]) -> tuple[Fact, ...]:
    """The facts with those of ``statements`` moved to bodies of their own, so that they meet nothing else."""
    return tuple(
        replace(f, coordinate=f.coordinate.at(body=f"{f.coordinate.body}@{f.statement}")) if f.statement in statements
        else f
        for f in facts
    )  # fmt: skip
