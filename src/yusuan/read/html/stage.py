"""Text that a page puts at places instead of in tables, as PDF-to-HTML programs and report servers write it.

Each container with placed text is read as one page: its characters and drawn borders are laid out as a PDF's are.
Widths of characters are not known and are taken from their kind; places are in CSS pixels until the page is made.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from yusuan.model.grid import Page
from yusuan.model.place import Source
from yusuan.model.text import Text
from yusuan.read.errors import TooLargeError
from yusuan.read.html.columns import Field, rulings
from yusuan.read.html.flow import BLOCKS
from yusuan.read.html.tree import Element
from yusuan.read.pdf.glyphs import SPACES, plain
from yusuan.read.placed import Letter, Shown, Stretch, laid, width_of

#: Points in a CSS pixel.
_POINTS = 0.75
#: The height of type where a page says none.
_SIZE = 16.0
#: Placed texts that make a stage, and characters of one page.
_LEAST = 8
_MOST_CHARS = 200_000
_THIN = 4.0
#: So much wider than taken at first a text may be by the width of its element.
_WIDER = 1.25


class Count(NamedTuple):
    """Texts below an element that are placed, their characters, and the characters of all text below it."""

    placed: int = 0
    characters: int = 0
    all: int = 0


def counted(element: Element) -> dict[int, Count]:
    """The counts of ``element`` and of each element below it, by their ids; none where nothing is placed."""
    out: dict[int, Count] = {}
    if _any_placed(element):
        _count(element, out, inside=False)
    return out


def _any_placed(element: Element) -> bool:
    todo = [element]
    while todo:
        one = todo.pop()
        if one.style.placed:
            return True
        todo += [child for child in one.children if not isinstance(child, str)]
    return False


def _count(element: Element, out: dict[int, Count], *, inside: bool) -> Count:
    inside = inside or element.style.placed
    placed = characters = everything = 0
    for child in element.children:
        if isinstance(child, str):
            length = len(child.strip())
            everything += length
            if inside and length:
                placed, characters = placed + 1, characters + length
        else:
            below = _count(child, out, inside=inside)
            placed, characters = placed + below.placed, characters + below.characters
            everything += below.all
    out[id(element)] = Count(placed, characters, everything)
    return out[id(element)]


def is_stage(element: Element, counts: dict[int, Count], least: int = _LEAST) -> bool:
    """Whether ``element`` is a page of placed text: most of its text, ``least`` texts of it, is placed right in it."""
    own = counts.get(id(element), Count())
    if own.placed < least or own.characters * 2 < own.all:
        return False
    kids = [c for c in element.children if isinstance(c, Element) and counts.get(id(c), Count()).placed]
    if not any(kid.style.placed for kid in kids):
        return False
    # A wrapper that is placed itself and holds whole pages is not the page.
    return not (len(kids) == 1 and _holds_pages(kids[0], counts))


def _holds_pages(element: Element, counts: dict[int, Count]) -> bool:
    kids = [c for c in element.children if isinstance(c, Element) and counts.get(id(c), Count()).placed]
    return bool(kids) and all(kid.style.position == "relative" for kid in kids)


def read_stage(stage: Element, number: int, source: Source) -> Page:
    """The page that ``stage`` shows. Raises TooLargeError."""
    drawing = _Drawing()
    drawing.flow(stage, _Pen(0.0, 0.0, 0.0, stage.style.height), stage.style.size or _SIZE, 1.0)
    width = max([stage.style.width or 0.0, *(f.x1 for f in drawing.fields), *(b[2] for b in drawing.boxes)])
    height = max([stage.style.height or 0.0, *(f.bottom for f in drawing.fields), *(b[3] for b in drawing.boxes)])
    shown = Shown()
    for owner, letters in enumerate(drawing.texts, 1):
        stretch = [Letter(_flipped(box, height), character, owner) for box, character in letters]
        shown.stretches.append(Stretch(stretch, 0, slanted=False))
    boxes = drawing.boxes if len(drawing.boxes) >= 4 else [*drawing.boxes, *rulings(drawing.fields)]
    for x0, top, x1, bottom in boxes:
        left, low, right, high = _flipped((x0, top, x1, bottom), height)
        outline = [(left, low), (right, low), (right, high), (left, high), (left, low)]
        shown.paths.append((outline, True, 2, 0))
    return laid(shown, (width * _POINTS, height * _POINTS), 0, number, source)


def _flipped(box: tuple[float, float, float, float], height: float) -> tuple[float, float, float, float]:
    """A box in pixels from the top left as one in points from the bottom left."""
    x0, top, x1, bottom = box
    return x0 * _POINTS, (height - bottom) * _POINTS, x1 * _POINTS, (height - top) * _POINTS


@dataclass(slots=True)
class _Pen:
    """Where text goes on: ``left`` edge and ``x``/``y`` of the line; ``height``: of the box that holds it."""

    left: float
    x: float
    y: float
    height: float | None


@dataclass(slots=True)
class _Drawing:
    """What has been found on a stage, in pixels from its top left."""

    texts: list[list[tuple[tuple[float, float, float, float], str]]] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)
    characters: int = 0

    def flow(self, element: Element, pen: _Pen, size: float, scale: float) -> None:
        """Write what is in ``element`` from the pen on; what is placed in it goes to its own place."""
        origin = (pen.left, pen.y)
        for child in element.children:
            if isinstance(child, str):
                self._write(child, pen, size * scale, element)
            elif child.style.placed:
                self._placed(child, origin, pen.height, size, scale)
            elif child.tag == "br":
                pen.x, pen.y = pen.left, pen.y + 1.2 * size * scale
            elif not child.text().strip() and child.style.width is not None and child.tag not in BLOCKS:
                pen.x += child.style.width * scale
            else:
                breaks = child.tag in BLOCKS
                if breaks and pen.x > pen.left:
                    pen.x, pen.y = pen.left, pen.y + 1.2 * size * scale
                self.flow(child, pen, child.style.size or size, scale * (child.style.scale or 1.0))
                if breaks and pen.x > pen.left:
                    pen.x, pen.y = pen.left, pen.y + 1.2 * size * scale

    def _placed(
        self, element: Element, origin: tuple[float, float], height: float | None, size: float, scale: float
    ) -> None:
        style = element.style
        scale = scale * (style.scale or 1.0)
        size = style.size or size
        x = origin[0] + (style.left or 0.0)
        if style.top is None and style.bottom is not None and height is not None:
            own = style.height if style.height is not None and not element.text().strip() else size
            y = origin[1] + height - style.bottom - own * scale
        else:
            y = origin[1] + (style.top or 0.0)
        self._sides(element, x, y)
        start = x
        if style.align in ("right", "center") and style.width is not None:
            spare = style.width - sum(map(width_of, element.text().strip())) * size * scale
            start = x + max(0.0, spare if style.align == "right" else spare / 2)
        self.flow(element, _Pen(start, start, y, style.height or height), size, scale)

    def _sides(self, element: Element, x: float, y: float) -> None:
        """The drawn sides of a placed box, and a thin filled box as a line."""
        style = element.style
        width, height = style.width, style.height
        if width is None or height is None:
            if "t" in style.sides and width is not None:
                self.boxes.append((x, y, x + width, y + 1))
            if "l" in style.sides and height is not None:
                self.boxes.append((x, y, x + 1, y + height))
            return
        if style.filled and min(width, height) <= _THIN:
            self.boxes.append((x, y, x + width, y + height))
        for side, box in (
            ("t", (x, y, x + width, y + 1)),
            ("b", (x, y + height - 1, x + width, y + height)),
            ("l", (x, y, x + 1, y + height)),
            ("r", (x + width - 1, y, x + width, y + height)),
        ):
            if side in style.sides:
                self.boxes.append(box)

    def _write(self, raw: str, pen: _Pen, size: float, element: Element) -> None:
        """One stretch of text on the pen's line."""
        text = plain(" ".join(raw.replace("\u00a0", "\u2007").split(" ")).strip("\r\n\t"))
        text = text.lstrip(" \n\r\t") if pen.x == pen.left else text
        if not text.strip():
            pen.x += 0.5 * size if text and pen.x > pen.left else 0.0
            return
        self.characters += len(text)
        if self.characters > _MOST_CHARS:
            raise TooLargeError(
                Text(
                    f"网页中有一页的字符超过 {_MOST_CHARS} 个，未读取。",
                    f"A page holds more than {_MOST_CHARS} characters; the file was not read.",
                )
            )
        widths = [width_of(c) * size for c in text]
        fits = element.style.width
        # A little more room than several characters seem to need is a wider font; much more is room to spare.
        most = _WIDER if len(text) > 1 else 1.0
        squeeze = fits / sum(widths) if fits is not None and 0.5 < fits / sum(widths) < most else 1.0
        letters = []
        first: float | None = None
        for character, width in zip(text, widths, strict=True):
            x1 = pen.x + width * squeeze
            if character not in SPACES:
                first = pen.x if first is None else first
                letters.append(((pen.x, pen.y, x1, pen.y + size), character))
            pen.x = x1
        if letters and first is not None:
            self.texts.append(letters)
            self.fields.append(Field(first, pen.y, letters[-1][0][2], pen.y + size, "".join(c for _, c in letters)))
