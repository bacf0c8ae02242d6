"""Grain of the paper, of a shaded head, of the scanner: dots too small and too faint to be ink."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Picture = NDArray[Any]

#: (of 255, square points): what is nowhere darker than the paper around it by the one is ink only if it is larger than
#: the other. A decimal point in small type is no larger than grain, but black; grain that clusters is faint.
_INK = ((60, 0.7), (35, 3.0))
#: Points. The paper around a dot is looked at so far.
_AROUND = 12.0


def without_specks(dark: "Picture", grey: "Picture", scale: float) -> "Picture":
    """``dark`` (255 where ``grey`` has ink) without its grain; ``scale``: pixels a point."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    _, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    block = max(3, int(_AROUND * scale)) | 1
    depth = np.where(dark > 0, cv2.subtract(cv2.blur(grey, (block, block)), grey), 0)
    keep = np.ones(len(stats), np.bool_)
    for least, small in _INK:
        plain = stats[:, cv2.CC_STAT_AREA] >= small * scale * scale
        plain[np.unique(labels[depth > least])] = True
        keep &= plain
    keep[0] = False
    return np.where(keep[labels], dark, 0).astype(np.uint8)
