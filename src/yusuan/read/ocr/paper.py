"""Paper made white: grey, yellowed or unevenly lit paper hides faint rulings, and its edge looks like ink."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Picture = NDArray[Any]

#: Of 255: paper as light as this is white.
_WHITE = 248
#: Points. The paper is looked at in squares of this side, and beside them.
_SQUARE = 6.0
#: Of 255: what is darker all over is no paper, but a bar or a photograph.
_DARK = 110


def whitened(grey: "Picture", scale: float) -> "Picture":
    """A page (``scale`` pixels a point) with its paper white; the same page where it is so already."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    if np.median(grey) >= _WHITE:
        return grey
    height, width = grey.shape
    side = max(4, round(_SQUARE * scale))
    size = max(1, width // side), max(1, height // side)
    mean = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    # The lightest square near by is paper; the median of those takes no lone bright spot for it.
    paper = cv2.medianBlur(cv2.dilate(mean, np.ones((3, 3), np.uint8)), 5)
    level = cv2.resize(np.maximum(paper, _DARK), (width, height), interpolation=cv2.INTER_LINEAR)
    return cv2.divide(grey, level, scale=255)
