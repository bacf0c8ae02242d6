"""One picture to a page: made straight, its rulings to a lattice, each line of each cell recognised by itself."""

from dataclasses import dataclass, replace
from math import cos, radians, sin
from typing import TYPE_CHECKING, Any

from yusuan.model.grid import Cell, Grid, Page, TextLine
from yusuan.model.place import Place, Source
from yusuan.read.numbers import tokens
from yusuan.read.ocr.decode import Reading
from yusuan.read.ocr.engine import Engine
from yusuan.read.ocr.paper import whitened
from yusuan.read.ocr.rulings import ink, rulings
from yusuan.read.ocr.skew import lean, turn
from yusuan.read.ocr.specks import without_specks
from yusuan.read.ocr.strips import Sheet, Strip, cut, in_cells, outside
from yusuan.read.ocr.upright import turned, turns_of
from yusuan.read.pdf.clips import Bounds, Clips
from yusuan.read.pdf.drawn import Drawn
from yusuan.read.pdf.frame import IDENTITY, Box, Frame
from yusuan.read.pdf.glyphs import Glyph
from yusuan.read.pdf.lattice import Lattice, lattices
from yusuan.read.pdf.pages import lay
from yusuan.read.pdf.runs import Run, run_within

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Picture = NDArray[Any]

#: How high the ink of ideographs and of digits is, of the size of their font, and how far in it stands.
_IDEOGRAPH, _DIGIT, _SIDE = 0.9, 0.7, 0.04
#: Less surely read on average, a page may lie on its side.
_PLAIN = 0.75
#: And where fewer of its lines than this are longer than high.
_LONG = 0.35
#: A character less probable than this may be another.
UNSURE = 0.8
#: Points. The type that a table is taken to be set in before any of it is read.
_TYPE = 8.0


@dataclass(frozen=True, slots=True)
class Seen:
    """A line of text on a straight page: its box in points and what it says."""

    box: Box
    reading: Reading


class _NoClips(Clips):
    """A picture has no clips."""

    def owner(self, character: int) -> int:  # noqa: ARG002
        """All text is of one object."""
        return 0

    def of(self, character: int) -> Bounds | None:  # noqa: ARG002
        """Nothing is clipped."""
        return None


def read_picture_page(
    grey: "Picture", scale: float, number: int, source: Source, engine: Engine
) -> tuple[Page, list[str]]:
    """Page ``number`` out of a grey picture (``scale`` pixels a point); what of it is not sure, as notes."""
    read = _read(grey, scale, engine)
    turns = 0
    if _looks_turned(read.seen) and (turns := turns_of(read.sheet, engine)):
        read = _read(turned(grey, turns), scale, engine)
    height, width = (side / scale for side in read.sheet.grey.shape)
    frame = Frame(IDENTITY, width, height, None, (width, height))
    runs = [_run(one) for one in read.seen if one.reading.text]
    page = lay(runs, read.drawn, _NoClips(0, IDENTITY, {}), frame, number, source).page
    return _finished(page, read, _Back(read.angle, turns, (width, height))), _unsure(page, read.seen)


@dataclass(frozen=True, slots=True)
class _Read:
    """A page made straight by ``angle`` degrees, its rulings, and what was read on it."""

    sheet: Sheet
    angle: float
    drawn: Drawn
    seen: list[Seen]


def _read(grey: "Picture", scale: float, engine: Engine) -> _Read:
    """A page as its text would stand if it is the right way up."""
    grey = whitened(grey, scale)
    angle = lean(ink(grey, scale))
    straight = turn(grey, angle, 255) if angle else grey.copy()
    dark = ink(straight, scale)
    ruled = rulings(straight, dark, scale)
    clean = without_specks(dark & ~ruled.mask, straight, scale)
    drawn = Drawn(across=list(ruled.across), down=list(ruled.down), images=1)
    straight[ruled.mask > 0] = 255
    sheet = Sheet(straight, clean, scale)
    return _Read(sheet, angle, drawn, _seen(sheet, lattices(drawn, _TYPE), engine))


def _looks_turned(seen: list[Seen]) -> bool:
    """Whether a page may lie on its side: its lines are not read surely, or few are longer than high."""
    if len(seen) < 5:
        return False
    sure = sum(one.reading.confidence for one in seen) / len(seen)
    long = sum(one.box[2] - one.box[0] > 1.5 * (one.box[3] - one.box[1]) for one in seen) / len(seen)
    return sure < _PLAIN or long < _LONG


def _unsure(page: Page, seen: list[Seen]) -> list[str]:
    """A note on each line outside the tables whose numbers may not be what they seem."""
    notes = []
    for block in page.blocks:
        if isinstance(block, Grid) or block.place.box is None or not tokens(block.text):
            continue
        x0, top, x1, bottom = block.place.box
        own = [
            s.reading.digits
            for s in seen
            if x0 <= (s.box[0] + s.box[2]) / 2 <= x1 and top <= (s.box[1] + s.box[3]) / 2 <= bottom
        ]
        if min(own, default=1.0) < UNSURE:
            notes.append(f"第 {page.number} 页“{block.text.strip()[:40]}”中的数字识别不确定，请对照原件。")
    blank = sum(not one.reading.text for one in seen)
    if blank:
        notes.append(f"第 {page.number} 页有 {blank} 处印迹没有识别出文字，请对照原件。")
    return notes


def _seen(sheet: Sheet, tables: list[Lattice], engine: Engine) -> list[Seen]:
    """All lines of a page, recognised."""
    boxes = [cell.box for table in tables for cell in table.boxes]
    strips = [strip for lines in in_cells(sheet, boxes) for strip in lines]
    rest = Sheet(
        _without(sheet.grey, tables, sheet.scale, 255), _without(sheet.dark, tables, sheet.scale, 0), sheet.scale
    )
    if rest.dark.any():
        strips.extend(outside(rest, engine.find(rest.grey)))
    readings = engine.read([cut(sheet, strip, _TYPE * sheet.scale) for strip in strips])
    return [Seen(_in_points(strip, sheet.scale), reading) for strip, reading in zip(strips, readings, strict=True)]


def _in_points(strip: Strip, scale: float) -> Box:
    x0, top, x1, bottom = strip
    return x0 / scale, top / scale, x1 / scale, bottom / scale


def _without(page: "Picture", tables: list[Lattice], scale: float, paper: int) -> "Picture":
    """A page without its tables."""
    out = page.copy()
    for table in tables:
        x0, y0, x1, y1 = table.box
        out[
            max(0, round((y0 - 1) * scale)) : round((y1 + 1) * scale),
            max(0, round((x0 - 1) * scale)) : round((x1 + 1) * scale),
        ] = paper
    return out


def _full(seen: Seen) -> Box:
    """The box of a line as a font has it, with the white around the ink: what sizes and indents are measured by."""
    x0, top, x1, bottom = seen.box
    size = (bottom - top) / (_IDEOGRAPH if any(ord(c) > 0x2E7F for c in seen.reading.text) else _DIGIT)
    middle, side = (top + bottom) / 2, _SIDE * size
    return x0 - side, middle - size / 2, x1 + side, middle + size / 2


def _run(seen: Seen) -> Run:
    """A line as a run, its characters spread over its box: ideographs take twice the room of letters."""
    x0, top, x1, bottom = _full(seen)
    weights = [1.0 if ord(c) > 0x2E7F else 0.5 for c in seen.reading.text]
    step = (x1 - x0) / sum(weights)
    glyphs: list[Glyph] = []
    at = x0
    for character, weight in zip(seen.reading.text, weights, strict=True):
        glyphs.append((at, top, at + weight * step, bottom, character, 0))
        at += weight * step
    return run_within(glyphs, (x0, top, x1, bottom), tight=True)


def _finished(page: Page, read: _Read, back: "_Back") -> Page:
    """The page with each cell's confidence and other readings, and with places on the page as it was."""
    blocks: list[TextLine | Grid] = []
    for block in page.blocks:
        if isinstance(block, Grid):
            inside = _inside(block, read.seen)
            cells = tuple(back.cell(cell, inside.get(i, [])) for i, cell in enumerate(block.cells))
            blocks.append(replace(block, cells=cells, place=back.place(block.place)))
        else:
            blocks.append(replace(block, place=back.place(block.place)))
    return replace(page, blocks=tuple(blocks), has_text=False)


def _inside(grid: Grid, seen: list[Seen]) -> dict[int, list[Reading]]:
    """For each cell of a grid what was read in it."""
    found: dict[int, list[Reading]] = {}
    boxes = [cell.place.box or (0.0, 0.0, 0.0, 0.0) for cell in grid.cells]
    for one in seen:
        x, y = (one.box[0] + one.box[2]) / 2, (one.box[1] + one.box[3]) / 2
        for i, (x0, y0, x1, y1) in enumerate(boxes):
            if x0 <= x < x1 and y0 <= y < y1:
                found.setdefault(i, []).append(one.reading)
                break
    return found


@dataclass(frozen=True, slots=True)
class _Back:
    """From the straight page to the page as it was: leaning by ``angle`` degrees, ``turns`` quarters not turned yet.

    ``size``: of the straight page in points.
    """

    angle: float
    turns: int
    size: tuple[float, float]

    def cell(self, cell: Cell, readings: list[Reading]) -> Cell:
        numbers = any(c.isdigit() for r in readings for c in r.text)
        confidence = min((r.digits if numbers else r.confidence for r in readings), default=1.0)
        others = tuple(text for text, _ in readings[0].others) if len(readings) == 1 else ()
        return replace(cell, place=self.place(cell.place), confidence=confidence, readings=others)

    def place(self, place: Place) -> Place:
        if place.box is None or not (self.angle or self.turns):
            return place
        x0, y0, x1, y1 = place.box
        points = [self._point(x, y) for x in (x0, x1) for y in (y0, y1)]
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        return replace(place, box=(min(xs), min(ys), max(xs), max(ys)))

    def _point(self, x: float, y: float) -> tuple[float, float]:
        cx, cy = self.size[0] / 2, self.size[1] / 2
        c, s = cos(radians(self.angle)), sin(radians(self.angle))
        x, y = cx + c * (x - cx) - s * (y - cy), cy + s * (x - cx) + c * (y - cy)
        width, height = self.size
        for _ in range(self.turns):
            x, y = y, width - x
            width, height = height, width
        return x, y
