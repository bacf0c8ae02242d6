"""A disclosure's facts as arrays: which cells are one point, which dimensions vary, where each cell stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from operator import attrgetter
from random import Random

import numpy as np
import numpy.typing as npt

from yusuan.catalog.trees import parent
from yusuan.model.coordinate import DIMENSIONS, Coordinate
from yusuan.model.fact import Fact

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Key = tuple[str, ...]

_COORDINATE = attrgetter(*DIMENSIONS)
_CELL = ("statement", "row", "column", "amount.value", "amount.step")
_SEED = 20240106
DIM = {name: i for i, name in enumerate(DIMENSIONS)}


def key_of(coordinate: Coordinate) -> Key:
    """The coordinate's nodes in the order of ``DIMENSIONS``."""
    key: Key = _COORDINATE(coordinate)
    return key


@dataclass(frozen=True, slots=True)
class Cube:
    """Facts by number (their index in ``facts``) and points by number.

    ``point``: of each fact; ``first``: the first fact of each point. ``varying``: the dimensions that are not the same
    all through the document; for each of them ``nodes`` has the number of each point's node, and ``names`` the nodes
    by number. ``hashed``: for each of them a random number of each point's node (0 for the root); a point's ``sum``.
    ``value`` and ``step`` (of the last place) in 分.
    """

    facts: Sequence[Fact]
    point: Ints
    first: Ints
    varying: tuple[int, ...]
    nodes: Ints
    names: tuple[tuple[str, ...], ...]
    hashed: Ints
    sum: Ints
    random: tuple[Ints, ...]
    statement: Ints
    row: Ints
    column: Ints
    value: Ints
    step: Ints

    @property
    def n_points(self) -> int:
        """How many points the facts stand at."""
        return len(self.first)

    def key(self, point: int) -> Key:
        """The nodes of a point."""
        return key_of(self.facts[int(self.first[point])].coordinate)

    def at_node(self, dimension: int, nodes: frozenset[str]) -> Flags:
        """The points whose node in ``dimension`` is one of ``nodes``."""
        if dimension not in self.varying:
            same = self.n_points > 0 and self.key(0)[dimension] in nodes
            return np.full(self.n_points, same, np.bool_)
        i = self.varying.index(dimension)
        flags: Flags = np.array([n in nodes for n in self.names[i]])[self.nodes[:, i]]
        return flags


def build_cube(facts: Sequence[Fact]) -> Cube:
    """Number the points and lay the facts out as arrays.

    All loops over facts run inside map(), and none keeps an object a fact: there may be hundreds of thousands.
    """
    coordinates = list(map(attrgetter("coordinate"), facts))
    random = Random(_SEED)  # noqa: S311 - nothing is kept secret; that of numpy takes 10 ms to load
    varying: list[int] = []
    names: list[tuple[str, ...]] = []
    columns: list[Ints] = []
    numbers: list[Ints] = []
    for d, dimension in enumerate(DIMENSIONS):
        node = attrgetter(dimension)
        distinct = tuple(dict.fromkeys(map(node, coordinates)))
        if len(distinct) > 1:
            number = dict(zip(distinct, count(), strict=False))
            drawn = np.array([random.getrandbits(63) - 2**62 for _ in distinct], np.int64)
            drawn[[not name for name in distinct]] = 0
            varying.append(d)
            names.append(distinct)
            numbers.append(drawn)
            columns.append(np.fromiter(map(number.__getitem__, map(node, coordinates)), np.int64, count=len(facts)))
    table = np.stack(columns, axis=1) if columns else np.zeros((len(facts), 0), np.int64)
    total = np.zeros(len(facts), np.int64)
    for drawn, column in zip(numbers, columns, strict=True):
        total += drawn[column]
    point, first = _points(total)
    nodes = table[first]
    hashed = np.stack([x[nodes[:, i]] for i, x in enumerate(numbers)], axis=1) if numbers else nodes
    statement, row, column, value, step = (
        np.fromiter(map(attrgetter(name), facts), np.int64, count=len(facts)) for name in _CELL
    )
    return Cube(
        facts, point, first, tuple(varying), nodes, tuple(names), hashed, total[first], tuple(numbers),
        statement, row, column, value, _finest(statement, step),
    )  # fmt: skip


def _points(sums: Ints) -> tuple[Ints, Ints]:
    """Number facts of one sum alike, in the order of the document: (point of each fact, first fact of each point).

    That two different coordinates share a sum of random numbers has odds of one in 2^64 a pair.
    """
    _, first, inverse = np.unique(sums, return_index=True, return_inverse=True)
    order = np.argsort(first)
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    return rank[inverse], first[order]


def distinct(values: Ints) -> Ints:
    """Each of ``values`` once, in ascending order. That of numpy loads 10 ms of masked arrays first."""
    return np.array(sorted(set(values.tolist())), values.dtype)


def _finest(statement: Ints, step: Ints) -> Ints:
    """The last place that a statement's figures are rounded to: the finest of any, as some leave out trailing zeros."""
    if not len(step):
        return step
    finest = np.full(int(statement.max()) + 1, np.iinfo(np.int64).max)
    np.minimum.at(finest, statement, step)
    least: Ints = finest[statement]
    return least


@lru_cache(maxsize=1 << 16)
def ancestors(dimension: int, node: str) -> tuple[str, ...]:
    """The chain from the root to ``node``, both included: ('', '201', '20103') for 20103."""
    if not node:
        return ("",)
    above = parent(DIMENSIONS[dimension], node)
    return (*ancestors(dimension, above or ""), node)


def below(dimension: int, above: str, node: str) -> bool:
    """Whether ``node`` is ``above`` or lies under it."""
    return above in ancestors(dimension, node)
