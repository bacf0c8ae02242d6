"""By how much a scanned page leans: when it is level, the ink of its rulings and lines gathers in few rows."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Picture = NDArray[Any]

#: Degrees. A scan leans no more.
_MOST = 5.0
#: The long side in pixels of the picture that is looked at.
_SEEN = 1000
#: Rows taken together at first.
_ROUGH = 7


def lean(dark: "Picture") -> float:
    """The angle in degrees by which ``dark`` (255 where there is ink) must be turned, anticlockwise being positive."""
    import cv2  # noqa: PLC0415

    scale = min(1.0, _SEEN / max(dark.shape))
    small = cv2.resize(dark, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    best, step = 0.0, 0.5
    span = _MOST
    while step >= 0.02:
        tries = [best + step * k for k in range(-round(span / step), round(span / step) + 1)]
        # Lines of type lie within a few rows of each other long before strokes do, of which some are drawn aslant.
        blur = _ROUGH if step > 0.2 else 1
        best = max(tries, key=lambda angle: (_gathered(small, angle, blur), -abs(angle)))
        span, step = step, step / 5
    return best


def _gathered(dark: "Picture", angle: float, blur: int) -> float:
    """How unevenly the ink is spread over the rows, ``blur`` of them together, of a picture turned by ``angle``."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    turned = turn(dark, angle, 0) if angle else dark
    rows = cv2.reduce(turned, 1, cv2.REDUCE_SUM, dtype=cv2.CV_32F)
    return float(np.square(np.diff(cv2.blur(rows, (1, blur))[:, 0])).sum())


def turn(page: "Picture", angle: float, paper: int) -> "Picture":
    """A page turned about its middle; ``paper``: the grey of what comes in at the corners."""
    import cv2  # noqa: PLC0415

    height, width = page.shape
    matrix = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), angle, 1.0)
    return cv2.warpAffine(
        page, matrix, (width, height), flags=cv2.INTER_CUBIC if paper else cv2.INTER_LINEAR, borderValue=paper
    )
