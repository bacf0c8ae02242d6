"""A statement's facts as lines: rows of one shape over several columns, or the other way round."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from yusuan.check.identities.cube import Cube, Flags, Ints, Key
from yusuan.check.identities.order import Dims
from yusuan.model.disclosure import Statement


@dataclass(frozen=True, slots=True)
class Lines:
    """``cells[i, j]``: the fact at key ``i`` in line ``j``, -1 where nothing is printed.

    ``keys[i]``: its nodes in ``dims``, the same in every line. ``subset``: the keys that the table calls 其中.
    """

    keys: list[Key]
    dims: Dims
    cells: Ints
    subset: frozenset[int]


def lines_of(cube: Cube, facts: Ints, statement: Statement | None) -> Iterator[Lines]:
    """Cut a statement's ``facts`` into lines within which all of its own identities lie.

    A table whose rows and columns speak of different dimensions is taken row by row and column by column; any other
    (two-sided ones above all) as one line of all its points.
    """
    below, across = _subsets(statement)
    rows, row_at = np.unique(cube.row[facts], return_inverse=True)
    columns, column_at = np.unique(cube.column[facts], return_inverse=True)
    nodes = cube.nodes[cube.point[facts]]
    varies = (nodes != nodes[0]).any(axis=0)
    by_row, by_column = _settled(nodes, row_at), _settled(nodes, column_at)
    crossing = len(rows) > 1 and len(columns) > 1 and bool((by_row | by_column)[varies].all())
    if not crossing or (statement is not None and _sides(statement) > 1 and len(facts) < 4000):
        dims = tuple(d for d, v in zip(cube.varying, varies, strict=True) if v)
        cells = facts.reshape(-1, 1)
        sides = {c.index: c.side for c in statement.columns} if statement is not None else {}
        places = [(int(cube.row[f]), int(cube.column[f])) for f in facts] if below or across else []
        marked = [i for i, (r, c) in enumerate(places) if (r, sides.get(c, 0)) in below or (c, 0) in across]
        yield Lines(_keys(cube, facts, dims), dims, cells, frozenset(marked))
        return
    cells = np.full((len(rows), len(columns)), -1, np.int64)
    cells[row_at, column_at] = facts
    row_dims = tuple(d for d, v, r in zip(cube.varying, varies, by_row, strict=True) if v and r)
    column_dims = tuple(d for d, v, c in zip(cube.varying, varies, by_column, strict=True) if v and c)
    for grid, dims, marks, numbers in ((cells, row_dims, below, rows), (cells.T, column_dims, across, columns)):
        if dims:
            first = grid[np.arange(len(grid)), (grid >= 0).argmax(axis=1)]
            marked = [i for i, n in enumerate(numbers) if (int(n), 0) in marks]
            yield Lines(_keys(cube, first, dims), dims, grid, frozenset(marked))


def _keys(cube: Cube, facts: Ints, dims: Dims) -> list[Key]:
    """The nodes of ``facts`` in ``dims``."""
    nodes = cube.nodes[cube.point[facts]]
    of = [(cube.names[i], nodes[:, i].tolist()) for i in map(cube.varying.index, dims)]
    return list(zip(*(map(names.__getitem__, numbers) for names, numbers in of), strict=True))


def _settled(nodes: Ints, at: Ints) -> Flags:
    """For each dimension whether the node is the same all along each row (or column) ``at``."""
    first = np.zeros(int(at.max()) + 1, np.int64)
    first[at[::-1]] = np.arange(len(at))[::-1]
    settled: Flags = (nodes == nodes[first[at]]).all(axis=0)
    return settled


def _sides(statement: Statement) -> int:
    return len({c.side for c in statement.columns if c.role == "amount"})


Marks = frozenset[tuple[int, int]]


def _subsets(statement: Statement | None) -> tuple[Marks, Marks]:
    """(row, side) of the rows and (column, 0) of the columns that say 其中."""
    if statement is None:
        return frozenset(), frozenset()
    return (
        frozenset((r.index, r.side) for r in statement.rows if r.subset),
        frozenset((c.index, 0) for c in statement.columns if c.subset),
    )
