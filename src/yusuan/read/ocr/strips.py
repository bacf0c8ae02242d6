"""Where lines of text stand on a picture: in cells by their ink, elsewhere by the model that finds text."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Picture = NDArray[Any]
    Floats = NDArray[Any]

#: Pixels: x0, top, x1, bottom.
Strip = tuple[int, int, int, int]
#: Points. Type is no smaller and no larger.
_LEAST, _MOST = 4.0, 40.0
#: Points. No line of a title is higher.
_HIGHEST = 120.0
#: Points. So much of a cell's edge is its ruling.
_EDGE = 0.8
#: Of the height of type: less ink across than this is a speck, unless it is as wide as a dash.
_SPECK, _DASH = 0.3, 0.25
#: Of the height of type: something flat so near a cell's upper or lower edge is left of its ruling.
_REST = 0.3


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page that stands straight: ``grey``, and ``dark`` (255 where there is ink), both without rulings.

    ``scale``: pixels a point.
    """

    grey: "Picture"
    dark: "Picture"
    scale: float


def in_cells(sheet: Sheet, boxes: Sequence[tuple[float, float, float, float]]) -> list[list[Strip]]:
    """For each cell (points) the lines in it, from the top down."""
    edge = _EDGE * sheet.scale
    raw: list[tuple[int, int, list[tuple[int, int]], Picture]] = []
    for x0, y0, x1, y1 in boxes:
        left, right = round(x0 * sheet.scale + edge), round(x1 * sheet.scale - edge)
        top, bottom = round(y0 * sheet.scale + edge), round(y1 * sheet.scale - edge)
        cell = sheet.dark[max(0, top) : max(0, bottom), max(0, left) : max(0, right)]
        raw.append((max(0, left), max(0, top), _stretches(cell), cell))
    least, most = _LEAST * sheet.scale, _MOST * sheet.scale
    heights = [b - a for _, _, stretches, _ in raw for a, b in stretches if least <= b - a <= most]
    size = median(heights) if heights else 9 * sheet.scale
    return [_strips(left, top, _levelled(stretches, cell, size), cell, size) for left, top, stretches, cell in raw]


def _stretches(cell: "Picture", least: int = 1) -> list[tuple[int, int]]:
    """The stretches of rows with ink in a part of a page."""
    import numpy as np  # noqa: PLC0415

    if not cell.size:
        return []
    return _runs(np.count_nonzero(cell, axis=1) > least)


def _runs(on: "NDArray[np.bool_]") -> list[tuple[int, int]]:
    """The stretches of True: (first, one past the last)."""
    import numpy as np  # noqa: PLC0415

    flips = np.flatnonzero(np.diff(np.concatenate(([False], on, [False])).astype(np.int8)))
    return list(zip(flips[::2].tolist(), flips[1::2].tolist(), strict=True))


def _levelled(stretches: list[tuple[int, int]], cell: "Picture", size: float) -> list[tuple[int, int]]:
    """Stretches of ink as lines: parts of characters put together, lines that touch taken apart."""
    lines: list[tuple[int, int]] = []
    for first, last in stretches:
        if lines:
            before = lines[-1]
            low = min(last - first, before[1] - before[0]) < 0.55 * size
            if low and first - before[1] < 0.45 * size and last - before[0] <= 1.35 * size:
                lines[-1] = (before[0], last)
                continue
        lines.append((first, last))
    out: list[tuple[int, int]] = []
    for first, last in lines:
        out.extend(_taken_apart(first, last, cell, size))
    return out


def _taken_apart(first: int, last: int, cell: "Picture", size: float) -> list[tuple[int, int]]:
    """A stretch higher than two lines cut where there is least ink; larger type has no such place."""
    import numpy as np  # noqa: PLC0415

    count = round((last - first) / (1.15 * size))
    if last - first < 1.75 * size or count < 2:
        return [(first, last)]
    ink = np.count_nonzero(cell[first:last], axis=1)
    pitch = (last - first) / count
    cuts = [0]
    for i in range(1, count):
        low, high = int(pitch * i - 0.3 * pitch), int(pitch * i + 0.3 * pitch) + 1
        at = low + int(np.argmin(ink[low:high]))
        if ink[at] > 0.25 * np.median(ink):
            return [(first, last)]
        cuts.append(at)
    cuts.append(last - first)
    return [(first + a, first + b) for a, b in pairwise(cuts) if b - a > 2]


def _strips(left: int, top: int, lines: list[tuple[int, int]], cell: "Picture", size: float) -> list[Strip]:
    """The boxes of the lines in a cell that are more than specks."""
    import numpy as np  # noqa: PLC0415

    found: list[Strip] = []
    for first, last in lines:
        columns = np.flatnonzero(np.count_nonzero(cell[first:last], axis=0))
        if not len(columns):
            continue
        x0, x1 = int(columns[0]), int(columns[-1]) + 1
        if last - first < _SPECK * size and len(columns) < _DASH * size:
            continue
        if last - first < _SPECK * size and min(first, len(cell) - last) < _REST * size:
            continue
        found.append((left + x0, top + first, left + x1, top + last))
    return found


def outside(sheet: Sheet, chance: "Floats") -> list[Strip]:
    """The lines that the model finds; ``chance``: for each of its pixels, how surely it is text."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    height, width = sheet.grey.shape
    ratio = width / chance.shape[1], height / chance.shape[0]
    text = (chance > 0.3).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(text, connectivity=8)
    found: list[Strip] = []
    for label in range(1, min(count, 2000)):
        x, y, w, h, area = stats[label].tolist()
        if min(w, h) < 3 or float(chance[y : y + h, x : x + w][labels[y : y + h, x : x + w] == label].mean()) < 0.5:
            continue
        # The model marks the core of a line; its edges are as far out as its training shrank them.
        grow = 1.5 * area / (2 * (w + h))
        box = (x - grow) * ratio[0], (y - grow) * ratio[1], (x + w + grow) * ratio[0], (y + h + grow) * ratio[1]
        strip = _tightened(
            sheet.dark,
            (max(0, round(box[0])), max(0, round(box[1])), min(width, round(box[2])), min(height, round(box[3]))),
        )
        # Grain all over a page is no line.
        if strip is not None and min(strip[2] - strip[0], strip[3] - strip[1]) <= _HIGHEST * sheet.scale:
            found.append(strip)
    return found


def _tightened(dark: "Picture", box: Strip) -> Strip | None:
    """The box around the ink in a box."""
    import numpy as np  # noqa: PLC0415

    part = dark[box[1] : box[3], box[0] : box[2]]
    rows, columns = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
    if not len(rows) or not len(columns):
        return None
    return box[0] + int(columns[0]), box[1] + int(rows[0]), box[0] + int(columns[-1]) + 1, box[1] + int(rows[-1]) + 1


def cut(sheet: Sheet, strip: Strip, size: float) -> "Picture":
    """The picture of one line with white around it. ``size``: of the type in pixels: a dash is no larger than that."""
    import cv2  # noqa: PLC0415

    x0, top, x1, bottom = strip
    high = max(bottom - top, round(0.8 * size))
    middle = (top + bottom) / 2
    first, last = round(middle - high / 2 - 0.2 * high), round(middle + high / 2 + 0.2 * high)
    left, right = x0 - round(0.3 * high), x1 + round(0.3 * high)
    # What stands beside the line is not in it: only a pixel or two of its own grey edge.
    own = 2
    part = sheet.grey[max(0, top - own) : bottom + own, max(0, x0 - own) : x1 + own]
    above, before = max(0, top - own) - first, max(0, x0 - own) - left
    below, after = last - first - above - part.shape[0], right - left - before - part.shape[1]
    above, below, before, after = (max(0, b) for b in (above, below, before, after))
    return cv2.copyMakeBorder(part, above, below, before, after, cv2.BORDER_CONSTANT, value=255)
