"""What is drawn on a page, one pass over its objects: the straight lines that may rule a table, and its pictures."""

from ctypes import addressof, c_float, c_int, c_uint
from dataclasses import dataclass, field
from itertools import pairwise, repeat

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
        self.ints = (c_int * 2)()
        self.colours = (c_uint * 4)()
        f, i, c = addressof(self.floats), addressof(self.ints), addressof(self.colours)
        self.bounds = (f, f + 4, f + 8, f + 12)
        self.matrix = f
        self.point = (f, f + 4)
        self.mode = (i, i + 4)
        self.colour = (c, c + 4, c + 8, c + 12)


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
    for item, kind in zip(items, map(native.object_type, items), strict=True):
        if kind == native.PATH:
            _path(item, matrix, drawn, buffers)
        elif kind == native.IMAGE:
            drawn.images += 1
        elif kind == native.TEXT:
            if depth:
                drawn.forms[item] = matrix
        elif kind == native.FORM and depth < _DEEPEST:
            own = own_matrix(item, buffers)
            inside = native.count_form_objects(item)
            _walk(item, inside, native.form_object, times(own, matrix), drawn, buffers, most, depth + 1)


def own_matrix(item: int, buffers: _Buffers) -> Matrix:
    """An object's own matrix."""
    native.object_matrix(item, buffers.matrix)
    a, b, c, d, e, f = buffers.floats[:6]
    return a, b, c, d, e, f


def _ink(colour: native.Getter, item: int, buffers: _Buffers) -> int:
    """How a colour shows on paper: 0 not at all (transparent), 1 white, 2 to be seen. A pattern is to be seen."""
    if not colour(item, *buffers.colour):
        return 2
    red, green, blue, alpha = buffers.colours
    if alpha <= 8:
        return 0
    return 2 if red < WHITE or green < WHITE or blue < WHITE else 1


def _path(item: int, matrix: Matrix, drawn: Drawn, buffers: _Buffers) -> None:
    """Put the lines of a path into ``drawn``: the sides of a stroked one, the thin parts of a filled one."""
    native.draw_mode(item, *buffers.mode)
    filled, stroked = buffers.ints
    fill = _ink(native.fill_colour, item, buffers) if filled else 0
    stroke = _ink(native.stroke_colour, item, buffers) if stroked else 0
    if not fill and not stroke:
        return
    segments = native.count_segments(item)
    # Its bounds alone tell of a filled box (thin or not) and of a single upright or level stroke; most paths are such.
    if segments == 2 or (segments <= 5 and not stroke):
        native.object_bounds(item, *buffers.bounds)
        x0, y0, x1, y1 = buffers.floats[:4]
        if not stroke or min(x1 - x0, y1 - y0) <= THIN:
            box_drawn(_shown(x0, y0, x1, y1, matrix), max(fill, stroke), drawn)
            return
    whole = times(own_matrix(item, buffers), matrix)
    for points, straight in _outlines(item, segments, whole, buffers):
        if stroke:
            sides(points, stroke, drawn)
        elif straight:
            xs, ys = [p[0] for p in points], [p[1] for p in points]
            box_drawn((min(xs), min(ys), max(xs), max(ys)), fill, drawn)


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
        points.append((a * x + c * y + e, b * x + d * y + f))
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


def _shown(x0: float, y0: float, x1: float, y1: float, matrix: Matrix) -> Bounds:
    """A box in its own space as shown."""
    a, b, c, d, e, f = matrix
    px, py = a * x0 + c * y0 + e, b * x0 + d * y0 + f
    qx, qy = a * x1 + c * y1 + e, b * x1 + d * y1 + f
    if px > qx:
        px, qx = qx, px
    if py > qy:
        py, qy = qy, py
    return px, py, qx, qy


def box_drawn(box: Bounds, ink: int, drawn: Drawn) -> None:
    """Put a filled box as shown into ``drawn``: as a line if it is thin, else as a background.

    A dot is a line both ways: rulings may be dotted, and some producers draw the corners by themselves.
    """
    x0, y0, x1, y1 = box
    width, height = x1 - x0, y1 - y0
    level = width >= 0.8 * height and (height <= THIN or (height <= THICK and width > 20 * height))
    upright = height >= 0.8 * width and (width <= THIN or (width <= THICK and height > 20 * width))
    if not level and not upright:
        if ink == 2 and width > THIN and height > THIN:
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
