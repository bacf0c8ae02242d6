"""Grain of the paper, of a shaded head, of the scanner: dots too small and too faint to be ink."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Picture = NDArray[Any]

#: Square points. What is smaller may be grain; a decimal point in small type is about as large, but black.
_SMALL = 0.7
#: Of 255: ink is darker than the paper around it by more, somewhere.
_BLACK = 60
#: Points. The paper around a dot is looked at so far.
_AROUND = 12.0


def without_specks(dark: "Picture", grey: "Picture", scale: float) -> "Picture":
    """``dark`` (255 where ``grey`` has ink) without its grain; ``scale``: pixels a point."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    _, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    block = max(3, int(_AROUND * scale)) | 1
    black = (cv2.subtract(cv2.blur(grey, (block, block)), grey) > _BLACK) & (dark > 0)
    keep = stats[:, cv2.CC_STAT_AREA] >= _SMALL * scale * scale
    keep[np.unique(labels[black])] = True
    keep[0] = False
    return np.where(keep[labels], dark, 0).astype(np.uint8)
