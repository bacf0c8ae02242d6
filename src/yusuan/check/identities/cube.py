"""A disclosure's facts as arrays: which cells are one point, which dimensions vary, where each cell stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

import numpy as np
import numpy.typing as npt

from yusuan.catalog.trees import parent
from yusuan.model.coordinate import DIMENSIONS, Coordinate
from yusuan.model.fact import Fact

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Key = tuple[str, ...]

_COORDINATE = attrgetter(*DIMENSIONS)
_CELL = attrgetter("statement", "row", "column", "amount.value", "amount.step")
DIM = {name: i for i, name in enumerate(DIMENSIONS)}


def key_of(coordinate: Coordinate) -> Key:
    """The coordinate's nodes in the order of ``DIMENSIONS``."""
    key: Key = _COORDINATE(coordinate)
    return key


@dataclass(frozen=True, slots=True)
class Cube:
    """Facts by number (their index in ``facts``) and points by number.

    ``keys``: the nodes of each point. ``point``: of each fact. ``nodes``: for each dimension in ``varying`` the
    number of each point's node among the document's nodes. ``value`` and ``step`` (of the last place) in 分.
    """

    facts: Sequence[Fact]
    keys: list[Key]
    index: dict[Key, int]
    point: Ints
    varying: tuple[int, ...]
    nodes: Ints
    statement: Ints
    row: Ints
    column: Ints
    value: Ints
    step: Ints

    @property
    def n_points(self) -> int:
        """How many points the facts stand at."""
        return len(self.keys)


def build_cube(facts: Sequence[Fact]) -> Cube:
    """Number the points and lay the facts out as arrays."""
    index: dict[Key, int] = {}
    point = np.fromiter(
        (index.setdefault(_COORDINATE(f.coordinate), len(index)) for f in facts), np.int64, count=len(facts)
    )
    cells = np.array([_CELL(f) for f in facts], dtype=np.int64).reshape(len(facts), 5)
    keys = list(index)
    varying: list[int] = []
    columns: list[Ints] = []
    for d, nodes in enumerate(zip(*keys, strict=True)):
        distinct = dict.fromkeys(nodes)
        if len(distinct) > 1:
            number = {node: i for i, node in enumerate(distinct)}
            varying.append(d)
            columns.append(np.fromiter((number[n] for n in nodes), np.int64, count=len(keys)))
    table = np.stack(columns, axis=1) if columns else np.zeros((len(keys), 0), np.int64)
    statement, row, column, value, step = (np.ascontiguousarray(cells[:, i]) for i in range(5))
    step = _finest(statement, step)
    return Cube(facts, keys, index, point, tuple(varying), table, statement, row, column, value, step)


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
