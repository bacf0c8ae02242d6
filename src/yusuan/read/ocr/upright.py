"""Which way up a picture's text stands: a table printed sideways, a page laid the wrong way on the scanner."""

from typing import TYPE_CHECKING, Any

from yusuan.read.ocr.engine import Engine
from yusuan.read.ocr.strips import Sheet, Strip, cut, outside

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Picture = NDArray[Any]

#: So many lines are read to tell which way up they stand.
_SAMPLE = 10
#: A line is so many times longer than it is high.
_LONG = 2.5
#: What is read with this confidence on average stands upright; else the other way up is tried.
_PLAIN = 0.8


def turns_of(sheet: Sheet, engine: Engine) -> int:
    """By how many quarters clockwise a page must be turned for its text to stand upright: 0 to 3."""
    found = outside(sheet, engine.find(sheet.grey))
    level = sum(x1 - x0 for x0, y0, x1, y1 in found if x1 - x0 > _LONG * (y1 - y0))
    upright = sum(y1 - y0 for x0, y0, x1, y1 in found if y1 - y0 > _LONG * (x1 - x0))
    ways = (1, 3) if upright > 2 * level else (0, 2)
    best, sure = ways[0], -1.0
    for turns in ways:
        page = Sheet(turned(sheet.grey, turns), turned(sheet.dark, turns), sheet.scale)
        strips = [_turned(strip, turns, sheet.grey.shape) for strip in found]
        confidence = _confidence(page, strips, engine)
        if confidence > sure:
            best, sure = turns, confidence
        if sure >= _PLAIN:
            break
    return best


def turned(page: "Picture", turns: int) -> "Picture":
    """A page turned clockwise by ``turns`` quarters."""
    import numpy as np  # noqa: PLC0415

    return np.ascontiguousarray(np.rot90(page, -turns))


def _turned(strip: Strip, turns: int, shape: tuple[int, ...]) -> Strip:
    """A box on a page of ``shape`` (height, width) after ``turns`` quarters clockwise."""
    x0, y0, x1, y1 = strip
    height, width = shape[:2]
    for _ in range(turns):
        x0, y0, x1, y1 = height - y1, x0, height - y0, x1
        height, width = width, height
    return x0, y0, x1, y1


def _confidence(sheet: Sheet, strips: list[Strip], engine: Engine) -> float:
    """The mean confidence with which some of the longer lines are read."""
    lines = sorted((s for s in strips if s[2] - s[0] > _LONG * (s[3] - s[1])), key=lambda s: s[2] - s[0])
    middle = lines[len(lines) // 4 :][:_SAMPLE]
    if not middle:
        return 0.0
    readings = engine.read([cut(sheet, strip, 8 * sheet.scale) for strip in middle])
    return sum(r.confidence for r in readings) / len(readings)
