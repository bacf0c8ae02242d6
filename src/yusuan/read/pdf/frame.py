"""From a page's own space (origin at the bottom left, before /Rotate) to the page as it is shown."""

from dataclasses import dataclass

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Frame:
    """How a page is shown: ``matrix`` takes a point of its own space to points from the top left; its shown size."""

    matrix: Matrix
    width: float
    height: float


def frame_of(box: tuple[float, float, float, float], turns: int) -> Frame:
    """The frame of a page with ``box`` (left, bottom, right, top) turned clockwise by ``turns`` quarters."""
    left, bottom, right, top = box
    width, height = right - left, top - bottom
    if turns == 1:
        return Frame((0.0, 1.0, 1.0, 0.0, -bottom, -left), height, width)
    if turns == 2:
        return Frame((-1.0, 0.0, 0.0, 1.0, right, -bottom), width, height)
    if turns == 3:
        return Frame((0.0, -1.0, -1.0, 0.0, top, right), height, width)
    return Frame((1.0, 0.0, 0.0, -1.0, -left, top), width, height)


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
