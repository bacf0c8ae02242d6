"""From single lines to lattices: lines that cross belong together, and what they enclose are the cells of a table.

Nothing here knows of text. A lattice's cell is the largest box that no line cuts; where lines are missing so that an
area is not a box, it is cut into boxes from the top left.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import gt
from statistics import median
from typing import NamedTuple

from yusuan.read.pdf.drawn import Drawn, Line

#: Points. Parallel lines closer than this are one line.
SAME = 1.6
#: Points. Parts of one line with a smaller gap are one part (dashes, borders drawn cell by cell).
GAP = 3.0
#: Points. How far a line may stop short of another and still meet it.
REACH = 2.5
#: Points. Lines that reach farther beyond the last one that they cross enclose cells whose side is not drawn.
OUTSIDE = 6.0
#: Points. Shorter lines rule nothing.
SHORT = 4.0
#: A page with more lines than this either way is a drawing.
MOST = 1500
#: Points. How far the ends of upright lines beside each other may differ.
LEVEL = 4.0
#: Points. A row or column thinner than this is the space between the strokes of a double line.
DOUBLE = 3.6

#: Lines that hang together: the level ones and the upright ones.
Group = tuple[list[Line], list[Line]]


class Box(NamedTuple):
    """A cell of a lattice: where it is in rows and columns, and its box (x0, top, x1, bottom) in points."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Lattice:
    """A table as ruled: the positions of its lines, its cells in row-major order, ``owner[row][column]`` → cell."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    boxes: tuple[Box, ...]
    owner: tuple[tuple[int, ...], ...]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The box of the whole (x0, top, x1, bottom; points)."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def at(self, x: float, y: float) -> int:
        """The index of the cell at a point, -1 outside."""
        xs, ys = self.xs, self.ys
        if not (xs[0] <= x < xs[-1] and ys[0] <= y < ys[-1]):
            return -1
        return self.owner[bisect_right(ys, y) - 1][bisect_right(xs, x) - 1]


def lattices(drawn: Drawn, size: float) -> list[Lattice]:
    """The tables that a page's lines make, from the top down. ``size``: of the page's usual type, in points."""
    across = [line for line in merged(drawn.across) if line[2] - line[1] >= SHORT]
    down = [line for line in merged(drawn.down) if line[2] - line[1] >= SHORT]
    if max(len(across), len(down)) > MOST:
        return []
    found = []
    double = min(DOUBLE, 0.6 * size)
    for rows, columns in _completed(_connected(across, down)):
        lattice = _lattice(rows, columns, double)
        if lattice is not None and not (_is_fine(lattice.xs, size) and _is_fine(lattice.ys, size)):
            found.append(lattice)
    return sorted(found, key=lambda one: (one.ys[0], one.xs[0]))


def _is_fine(stops: Sequence[float], size: float) -> bool:
    """Whether most lines are too close to each other for type of ``size`` points to stand between them."""
    return median([b - a for a, b in pairwise(stops)]) < 0.9 * size


def merged(lines: Sequence[Line]) -> list[Line]:
    """Lines with those on (nearly) the same position, and on it those that touch, made one."""
    out: list[Line] = []
    group: list[Line] = []
    last = 0.0
    for line in sorted(lines):
        # A group may creep: lines 1 pt apart, each the same as the one before. Its first line bounds it.
        if group and (line[0] - last > SAME or line[0] - group[0][0] > 2 * SAME):
            _close(group, out)
            group = []
        group.append(line)
        last = line[0]
    if group:
        _close(group, out)
    return out


def _close(group: list[Line], out: list[Line]) -> None:
    """Add a group of lines on one position to ``out``, joined where they touch."""
    length = sum([e - s for _, s, e in group])
    position = sum([p * (e - s) for p, s, e in group]) / length if length > 0 else group[0][0]
    parts = sorted([line[1:] for line in group])
    start, end = parts[0]
    for s, e in parts:
        if s > end + GAP:
            out.append((position, start, end))
            start, end = s, e
        elif e > end:
            end = e
    out.append((position, start, end))


def _connected(across: list[Line], down: list[Line]) -> list[Group]:
    """The lines in groups that hang together by crossing."""
    parent = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    base = len(across)
    for i, (y, x0, x1) in enumerate(across):
        left, right = x0 - REACH, x1 + REACH
        for j, (x, y0, y1) in enumerate(down):
            if left <= x <= right and y0 - REACH <= y <= y1 + REACH:
                a, b = root(i), root(base + j)
                if a != b:
                    parent[b] = a
    groups: dict[int, Group] = {}
    for i, line in enumerate(across):
        groups.setdefault(root(i), ([], []))[0].append(line)
    for j, line in enumerate(down):
        groups.setdefault(root(base + j), ([], []))[1].append(line)
    return list(groups.values())


def _completed(groups: list[Group]) -> list[Group]:
    """The groups, with upright lines that no level line meets put to the table that they are part of.

    A cell that goes on over a whole page has no level line on it: its sides stand as high as the table beside it, or
    alone as high as each other.
    """
    whole = [group for group in groups if group[0]]
    heights = [_height(group) for group in whole]
    alone: list[Group] = []
    for line in sorted(line for group in groups if not group[0] for line in group[1]):
        for i, (top, bottom) in enumerate(heights):
            if abs(line[1] - top) <= LEVEL and abs(line[2] - bottom) <= LEVEL:
                [*whole, *alone][i][1].append(line)
                break
        else:
            alone.append(([], [line]))
            heights.append((line[1], line[2]))
    return [*whole, *(group for group in alone if len(group[1]) >= 3)]


def _height(group: Group) -> tuple[float, float]:
    """The top and the bottom of lines that hang together."""
    across, down = group
    ends = [y for y, _, _ in across] + [y for _, y0, y1 in down for y in (y0, y1)]
    return min(ends), max(ends)


def _lattice(across: list[Line], down: list[Line], double: float) -> Lattice | None:
    """The lattice of lines that hang together; None where they are no table (a frame, a rule, an axis)."""
    if len(across) + len(down) < 3 or len(across) == 1 or not down:
        return None
    down = sorted(down)
    left = min([x0 for _, x0, _ in across] + [down[0][0]])
    right = max([x1 for _, _, x1 in across] + [down[-1][0]])
    top = min([y0 for _, y0, _ in down] + [y for y, _, _ in across])
    bottom = max([y1 for _, _, y1 in down] + [y for y, _, _ in across])
    xs = _positions([x for x, _, _ in down], left, right, double)
    ys = _positions([y for y, _, _ in across], top, bottom, double)
    if len(xs) < 3 and len(ys) < 3:
        return None
    level = _edges(across, ys, xs)
    upright = _edges(down, xs, ys)
    boxes, owner, torn = _boxes(xs, ys, level, list(zip(*upright, strict=True)))
    # In a table nearly every area between lines is a box; where many must be cut up, it is a drawing.
    if len(boxes) < 2 or 2 * torn > len(boxes):
        return None
    return Lattice(tuple(xs), tuple(ys), tuple(boxes), tuple(tuple(row) for row in owner))


def _positions(lines: list[float], low: float, high: float, double: float) -> list[float]:
    """The positions of lines, double lines made one.

    ``low`` and ``high``: how far the lines that cross them reach; where that is far out, a side is not drawn.
    """
    stops = sorted(lines)
    if not stops or low < stops[0] - OUTSIDE:
        stops.insert(0, low)
    if high > stops[-1] + OUTSIDE:
        stops.append(high)
    out = stops[:1]
    for position in stops[1:]:
        if position - out[-1] >= double:
            out.append(position)
    out[-1] = stops[-1]
    return out


def _edges(lines: list[Line], positions: list[float], stops: list[float]) -> list[list[bool]]:
    """For each position and each interval between stops, whether a line is drawn along most of it."""
    count = len(stops) - 1
    widths = [b - a for a, b in pairwise(stops)]
    drawn: list[list[float] | None] = [None] * len(positions)
    for position, start, end in lines:
        nearest = _nearest(positions, position)
        first, last = max(0, bisect_right(stops, start) - 1), min(bisect_left(stops, end), count) - 1
        if last < first:
            continue
        row = drawn[nearest]
        if row is None:
            row = drawn[nearest] = [0.0] * count
            row[first + 1 : last] = widths[first + 1 : last]
        else:
            for i in range(first + 1, last):
                row[i] += widths[i]
        for i in {first, last}:
            row[i] += min(end, stops[i + 1]) - max(start, stops[i])
    halves = [width * 0.5 for width in widths]
    none = [False] * count
    return [list(map(gt, row, halves)) if row is not None else none for row in drawn]


def _nearest(positions: list[float], value: float) -> int:
    """The index of the position nearest to ``value``."""
    i = bisect_right(positions, value)
    if i == 0:
        return 0
    if i == len(positions):
        return i - 1
    return i if positions[i] - value < value - positions[i - 1] else i - 1


def _boxes(
    xs: list[float], ys: list[float], level: list[list[bool]], walls: Sequence[Sequence[bool]]
) -> tuple[list[Box], list[list[int]], int]:
    """The cells between the lines; for each row and column the index of its cell; how many cells the lines tear.

    ``level[line][column]`` and ``walls[row][line]`` say where a line is drawn. A cell is as wide as its first row is
    open to the right, and as high as it is open below in all that width; where it is open below in a part of it, or
    to a side further down, the area that the lines leave is not a box.
    """
    n_rows, n_columns = len(ys) - 1, len(xs) - 1
    owner = [[-1] * n_columns for _ in range(n_rows)]
    boxes: list[Box] = []
    torn = 0
    for row, (own, wall) in enumerate(zip(owner, walls, strict=True)):
        for column in range(n_columns):
            if own[column] >= 0:
                continue
            right = column + 1
            while right < n_columns and not wall[right] and own[right] < 0:
                right += 1
            bottom = row + 1
            while bottom < n_rows and not level[bottom][column]:
                if right - column > 1 and (any(level[bottom][column:right]) or any(walls[bottom][column + 1 : right])):
                    break
                bottom += 1
            if right - column > 1 or bottom - row > 1 or not wall[right]:
                torn += _is_torn(column, right, row, bottom, level, walls)
            for r in range(row, bottom):
                owner[r][column:right] = [len(boxes)] * (right - column)
            box = (xs[column], ys[row], xs[right], ys[bottom])
            boxes.append(Box(row, column, bottom - row, right - column, box))
    return boxes, owner, torn


def _is_torn(
    left: int, right: int, top: int, bottom: int, level: list[list[bool]], walls: Sequence[Sequence[bool]]
) -> bool:
    """Whether a cell's right side or its bottom is not drawn all along, so that it is part of a larger area."""
    if bottom < len(walls) and not all(level[bottom][left:right]):
        return True
    return right < len(walls[0]) - 1 and not all(walls[row][right] for row in range(top, bottom))
