"""From a page's own space (origin at the bottom left, before /Rotate) to the page as it is shown."""

from dataclasses import dataclass

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """How a page is read and shown.

    ``matrix`` takes a point of its own space to where its text is upright; ``width`` and ``height`` are its size there.
    ``back``: takes a point from there to the page as shown, None where that is the same. ``shown``: its size as shown.
    All in points from the top left.
    """

    matrix: Matrix
    width: float
    height: float
    back: Matrix | None
    shown: tuple[float, float]

    def place(self, box: Box) -> Box:
        """A box on the page as shown."""
        if self.back is None:
            return box
        x0, y0 = _through(self.back, box[0], box[1])
        x1, y1 = _through(self.back, box[2], box[3])
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def frame_of(box: Box, turns: int, upright: int) -> Frame:
    """The frame of a page with ``box`` (left, bottom, right, top) that is shown turned clockwise by ``turns`` quarters.

    ``upright``: by how many quarters it must be turned for its text to stand upright; the same but for a table that is
    printed sideways.
    """
    left, bottom, right, top = box
    sizes = (right - left, top - bottom), (top - bottom, right - left)
    matrix = _turned(box, upright)
    back = None if upright == turns else times(_inverse(matrix), _turned(box, turns))
    return Frame(matrix, *sizes[upright % 2], back, sizes[turns % 2])


def _turned(box: Box, turns: int) -> Matrix:
    """From a page's own space to the page turned clockwise by ``turns`` quarters."""
    left, bottom, right, top = box
    if turns == 1:
        return 0.0, 1.0, 1.0, 0.0, -bottom, -left
    if turns == 2:
        return -1.0, 0.0, 0.0, 1.0, right, -bottom
    if turns == 3:
        return 0.0, -1.0, -1.0, 0.0, top, right
    return 1.0, 0.0, 0.0, -1.0, -left, top


def _inverse(m: Matrix) -> Matrix:
    """The matrix that undoes ``m``, which only turns, mirrors and shifts."""
    a, b, c, d, e, f = m
    det = a * d - b * c
    a, b, c, d = d / det, -b / det, -c / det, a / det
    return a, b, c, d, -(a * e + c * f), -(b * e + d * f)


def _through(m: Matrix, x: float, y: float) -> tuple[float, float]:
    """A point taken through ``m``."""
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def times(m: Matrix, n: Matrix) -> Matrix:
    """The matrix that applies ``m`` first, then ``n``."""
    a, b, c, d, e, f = m
    p, q, r, s, t, u = n
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )
