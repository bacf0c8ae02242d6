"""What is drawn on a page, one pass over its objects: the straight lines that may rule a table, and its pictures."""

from ctypes import addressof, c_float
from dataclasses import dataclass, field
from itertools import pairwise, repeat
from typing import Any

import numpy as np

from yusuan.model.text import Text
from yusuan.read.errors import TooLargeError
from yusuan.read.pdf import native
from yusuan.read.pdf.frame import Matrix, times

#: Points. A filled box at most this thick is a line; a thicker one is a background.
THIN = 3.0
#: Points. A longer line may be thicker: a table's outer border.
THICK = 6.0
#: Each of red, green and blue from this up is white to the eye: such lines are drawn to hide, not to rule.
WHITE = 250
#: So many comparisons of white lines with backgrounds are made, no more: a drawing is no table.
_MOST_PAIRS = 200_000
#: How deep forms may stand in forms.
_DEEPEST = 12

Line = tuple[float, float, float]
Bounds = tuple[float, float, float, float]


@dataclass(slots=True)
class Drawn:
    """Lines as (position, start, end) in points as shown; ``forms``: for text objects inside forms, their matrix.

    ``white``: thin boxes too light to be seen on paper; ``shades``: coloured backgrounds, on which they are seen.
    """

    across: list[Line] = field(default_factory=list)
    down: list[Line] = field(default_factory=list)
    white: list[Bounds] = field(default_factory=list)
    shades: list[Bounds] = field(default_factory=list)
    forms: dict[int, Matrix] = field(default_factory=dict)
    images: int = 0
    objects: int = 0


class _Buffers:
    """Memory that pdfium writes into, allocated once a page."""

    def __init__(self) -> None:
        self.floats = (c_float * 8)()
        self.matrix = addressof(self.floats)
        self.point = (self.matrix, self.matrix + 4)


def drawn_on(page: int, matrix: Matrix, max_objects: int) -> Drawn:
    """All that is drawn on the page at address ``page``, taken through ``matrix``. Raises TooLargeError."""
    drawn = Drawn()
    count = native.count_page_objects(page)
    _walk(page, count, native.page_object, matrix, drawn, _Buffers(), max_objects, 0)
    seen_white(drawn)
    return drawn


def _walk(
    owner: int, count: int, get: native.Getter, matrix: Matrix, drawn: Drawn, buffers: _Buffers, most: int, depth: int
) -> None:
    """Put the objects of a page or of a form into ``drawn``."""
    drawn.objects += count
    if drawn.objects > most:
        raise TooLargeError(
            Text(
                f"有一页的图形对象超过 {most} 个，未读取。",
                f"A page holds more than {most} drawn objects; the file was not read.",
            )
        )
    items = list(map(get, repeat(owner), range(count)))
    paths = []
    for item, kind in zip(items, map(native.object_type, items), strict=True):
        if kind == native.PATH:
            paths.append(item)
        elif kind == native.IMAGE:
            drawn.images += 1
        elif kind == native.TEXT:
            if depth:
                drawn.forms[item] = matrix
        elif kind == native.FORM and depth < _DEEPEST:
            own = own_matrix(item, buffers)
            inside = native.count_form_objects(item)
            _walk(item, inside, native.form_object, times(own, matrix), drawn, buffers, most, depth + 1)
    if paths:
        _paths(paths, matrix, drawn, buffers)


def own_matrix(item: int, buffers: _Buffers) -> Matrix:
    """An object's own matrix."""
    native.object_matrix(item, buffers.matrix)
    a, b, c, d, e, f = buffers.floats[:6]
    return a, b, c, d, e, f


def _paths(items: list[int], matrix: Matrix, drawn: Drawn, buffers: _Buffers) -> None:
    """Put the lines of paths into ``drawn``: the sides of a stroked one, the thin parts of a filled one.

    What is asked of every path is asked of all at once: there are hundreds on a page, and nearly all are single boxes
    or strokes, of which their bounds tell all.
    """
    modes = _asked(native.draw_mode, items, 2, np.int32)[0]
    fill = _inks(native.fill_colour, items, modes[:, 0] != 0)
    stroke = _inks(native.stroke_colour, items, modes[:, 1] != 0)
    counts = np.fromiter(map(native.count_segments, items), np.int32, len(items))
    bounds = native.sane(_asked(native.object_bounds, items, 4, np.float32)[0])
    thin = np.minimum(bounds[:, 2] - bounds[:, 0], bounds[:, 3] - bounds[:, 1]) <= THIN
    ink = np.maximum(fill, stroke)
    single = ((counts <= 5) & (stroke == 0)) | ((counts == 2) & thin)
    _boxes_drawn(bounds[single & (ink > 0)], ink[single & (ink > 0)], matrix, drawn)
    for i in np.flatnonzero(~single & (ink > 0)).tolist():
        whole = times(own_matrix(items[i], buffers), matrix)
        for points, straight in _outlines(items[i], int(counts[i]), whole, buffers):
            if stroke[i]:
                sides(points, int(stroke[i]), drawn)
            elif straight:
                xs, ys = [p[0] for p in points], [p[1] for p in points]
                box_drawn((min(xs), min(ys), max(xs), max(ys)), int(fill[i]), drawn)


def _asked(question: native.Getter, items: list[int], width: int, kind: type[Any]) -> tuple[Any, Any]:
    """What pdfium answers of each item: a row of ``width`` values, and whether it could."""
    answers = np.zeros((len(items), width), kind)
    start, step = answers.ctypes.data, answers.strides[0]
    places = [range(start + 4 * k, start + 4 * k + step * len(items), step) for k in range(width)]
    return answers, np.fromiter(map(question, items, *places), np.bool_, len(items))


def _inks(question: native.Getter, items: list[int], used: Any) -> Any:  # noqa: ANN401
    """How each item's colour shows on paper, where it is ``used``.

    0 not at all (transparent), 1 white, 2 to be seen; a pattern, which has no plain colour, is to be seen.
    """
    inks = np.zeros(len(items), np.int8)
    where = np.flatnonzero(used)
    if where.size:
        colours, plain = _asked(question, [items[i] for i in where.tolist()], 4, np.uint32)
        seen = np.where((colours[:, :3] < WHITE).any(axis=1), 2, 1)
        inks[where] = np.where(plain, np.where(colours[:, 3] <= 8, 0, seen), 2)
    return inks


def _outlines(
    item: int, segments: int, matrix: Matrix, buffers: _Buffers
) -> list[tuple[list[tuple[float, float]], bool]]:
    """The parts of a path as points as shown, each with whether it has no curve. A closed one ends where it began."""
    a, b, c, d, e, f = matrix
    parts: list[tuple[list[tuple[float, float]], bool]] = []
    points: list[tuple[float, float]] = []
    straight = True
    for i in range(segments):
        segment = native.path_segment(item, i)
        kind = native.segment_type(segment)
        native.segment_point(segment, *buffers.point)
        x, y = buffers.floats[0], buffers.floats[1]
        if kind == native.MOVE_TO:
            if len(points) > 1:
                parts.append((points, straight))
            points, straight = [], True
        elif kind == native.BEZIER_TO:
            straight = False
        x, y = a * x + c * y + e, b * x + d * y + f
        if not (abs(x) < native.FAR and abs(y) < native.FAR):
            return []
        points.append((x, y))
        if native.segment_close(segment) and points:
            points.append(points[0])
    if len(points) > 1:
        parts.append((points, straight))
    return parts


def sides(points: list[tuple[float, float]], ink: int, drawn: Drawn) -> None:
    """Put the level and the upright sides of an outline into ``drawn``."""
    for (x0, y0), (x1, y1) in pairwise(points):
        if abs(y1 - y0) <= 0.7 or abs(x1 - x0) <= 0.7:
            box_drawn((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)), ink, drawn)


def _boxes_drawn(bounds: Any, inks: Any, matrix: Matrix, drawn: Drawn) -> None:  # noqa: ANN401
    """Put filled boxes in their own space (rows of left, bottom, right, top) into ``drawn``, as ``box_drawn`` does."""
    a, b, c, d, e, f = matrix
    left, bottom, right, top = bounds.T
    ends = np.sort((a * left + c * bottom + e, a * right + c * top + e), axis=0)
    levels = np.sort((b * left + d * bottom + f, b * right + d * top + f), axis=0)
    x0, x1, y0, y1 = native.sane(np.concatenate((ends, levels)))
    level, upright = _ways(x1 - x0, y1 - y0)
    shown = inks == 2
    drawn.across += _lines((y0 + y1) / 2, x0, x1, level & shown)
    drawn.down += _lines((x0 + x1) / 2, y0, y1, upright & shown)
    boxes = np.array((x0, y0, x1, y1))
    drawn.white += map(tuple, boxes[:, (level | upright) & (inks == 1)].T.tolist())
    drawn.shades += map(tuple, boxes[:, ~level & ~upright & shown & (x1 - x0 > THIN) & (y1 - y0 > THIN)].T.tolist())


def _lines(position: Any, start: Any, end: Any, chosen: Any) -> list[Line]:  # noqa: ANN401
    """The chosen of many lines."""
    return list(zip(position[chosen].tolist(), start[chosen].tolist(), end[chosen].tolist(), strict=True))


def _ways(width: Any, height: Any) -> tuple[Any, Any]:  # noqa: ANN401 - floats or arrays of them
    """Whether a box of this width and height is a level line, an upright line.

    A dot is both: rulings may be dotted, and some producers draw the corners by themselves.
    """
    level = (width >= 0.8 * height) & ((height <= THIN) | ((height <= THICK) & (width > 20 * height)))
    upright = (height >= 0.8 * width) & ((width <= THIN) | ((width <= THICK) & (height > 20 * width)))
    return level, upright


def box_drawn(box: Bounds, ink: int, drawn: Drawn) -> None:
    """Put a filled box as shown into ``drawn``: as a line if it is thin, else as a background."""
    x0, y0, x1, y1 = box
    level, upright = _ways(x1 - x0, y1 - y0)
    if not level and not upright:
        if ink == 2 and x1 - x0 > THIN and y1 - y0 > THIN:
            drawn.shades.append(box)
        return
    if ink == 1:
        drawn.white.append(box)
        return
    if level:
        drawn.across.append(((y0 + y1) / 2, x0, x1))
    if upright:
        drawn.down.append(((x0 + x1) / 2, y0, y1))


def seen_white(drawn: Drawn) -> None:
    """Count the white lines that lie on a coloured background: those part the cells of a coloured head."""
    if not drawn.shades or not drawn.white or len(drawn.shades) * len(drawn.white) > _MOST_PAIRS:
        return
    for x0, y0, x1, y1 in drawn.white:
        for left, top, right, bottom in drawn.shades:
            part = max(x0, left - 1), max(y0, top - 1), min(x1, right + 1), min(y1, bottom + 1)
            if part[0] <= part[2] and part[1] <= part[3]:
                box_drawn(part, 2, drawn)
