"""Which columns of the next page are which of the table: by the rulings' positions, not by their count.

A page may lack a ruling that another page has (a 合计 cell over three columns, an undivided head) or have one more
(noise); where the edges agree otherwise, both are put on the columns of all edges together.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from yusuan.model.grid import Cell

#: Points within which two rulings are one.
NEAR = 3.5
#: Points by which all of a page's rulings may be moved against another's.
MOVED = 20.0


@dataclass(frozen=True, slots=True)
class Alignment:
    """For each column edge of the table (``old``) and of the next part (``new``) its edge among ``count`` columns.

    None for a map that changes nothing. ``unruled``: columns that the next part has no rules for.
    """

    old: tuple[int, ...] | None
    new: tuple[int, ...] | None
    count: int
    edges: tuple[float, ...]
    unruled: tuple[int, ...] = ()


def edges_of(cells: Iterable[Cell], n_columns: int) -> tuple[float, ...] | None:
    """The x of each column edge (n_columns + 1 of them, ascending), or None where places or edges are missing."""
    found: dict[int, float] = {}
    for cell in cells:
        box = cell.place.box
        if box is None:
            return None
        if cell.column not in found:
            found[cell.column] = box[0]
        end = cell.column + cell.column_span
        if end not in found:
            found[end] = box[2]
        if len(found) > n_columns:
            break
    if len(found) <= n_columns:
        return None
    edges = tuple(found[i] for i in range(n_columns + 1))
    return edges if all(a < b for a, b in pairwise(edges)) else None


def align(old: Sequence[float], new: Sequence[float]) -> Alignment | None:
    """How two sets of edges go together; None where they are of different tables.

    The outer edges and at least two thirds of the inner ones of the smaller set must agree.
    """
    if len(old) == len(new):
        # A scanned page lies a little to one side, or leans: all its edges are moved alike.
        moved = old[0] - new[0] if abs(old[0] - new[0]) <= MOVED else 0.0
        if any(all(abs(a - b - by) <= NEAR for a, b in zip(old, new, strict=True)) for by in (0.0, moved)):
            return Alignment(None, None, len(old) - 1, tuple(old))
    if abs(old[0] - new[0]) > 2 * NEAR or abs(old[-1] - new[-1]) > 2 * NEAR:
        return None
    fewer, more = sorted((old, new), key=len)
    agree = sum(1 for x in fewer[1:-1] if _near(more, x) is not None)
    if len(fewer) > 2 and agree * 3 < (len(fewer) - 2) * 2:
        return None
    if len(fewer) == 2 and len(more) > 2:
        return None
    joint = list(old)
    joint.extend(x for x in new[1:-1] if _near(old, x) is None)
    joint.sort()
    return Alignment(_map(old, joint), _map(new, joint), len(joint) - 1, tuple(joint))


def align_piece(old: Sequence[float], new: Sequence[float]) -> Alignment | None:
    """How a piece of a table goes with it: merged cells at one side go through the whole page and are not ruled there.

    Every edge of the piece must be one of the table's, and one of the outer edges the same.
    """
    found = [_near(old, x) for x in new]
    if len(new) < 3 or len(new) >= len(old) or None in found:
        return None
    at = tuple(i for i in found if i is not None)
    last = len(old) - 1
    if (at[0] != 0 and at[-1] != last) or any(a >= b for a, b in pairwise(at)):
        return None
    unruled = (*range(at[0]), *range(at[-1], last))
    return Alignment(None, at, last, tuple(old), unruled)


def same_shape(old: Sequence[float], new: Sequence[float]) -> bool:
    """Whether two tables of as many columns have the same relative widths, moved or scaled to another page size."""
    if len(old) != len(new) or len(old) < 3:
        return False
    a, b = old[-1] - old[0], new[-1] - new[0]
    if a <= 0 or b <= 0:
        return False
    return all(abs((x - old[0]) / a - (y - new[0]) / b) < 0.02 for x, y in zip(old, new, strict=True))


def _near(edges: Sequence[float], x: float) -> int | None:
    """The index of the edge within NEAR of ``x``."""
    i = bisect_left(edges, x)
    best: int | None = None
    for j in (i - 1, i):
        if (
            0 <= j < len(edges)
            and abs(edges[j] - x) <= NEAR
            and (best is None or abs(edges[j] - x) < abs(edges[best] - x))
        ):
            best = j
    return best


def _map(edges: Sequence[float], joint: Sequence[float]) -> tuple[int, ...] | None:
    last = len(joint) - 1
    found = [0]
    for x in edges[1:-1]:
        j = _near(joint, x)
        found.append(min(max(found[-1] + 1, j if j is not None else 0), last))
    found.append(last)
    return None if len(edges) == len(joint) and found == list(range(len(joint))) else tuple(found)
