"""A printed line with what stitching asks of it again and again: its bare text, its page, its edges."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import median

from yusuan.catalog.normal import plain
from yusuan.model.grid import TextLine

_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_SENTENCE_END = re.compile(r"[。！？!?;:…][)\]》]?$")


#: Kinds of source whose lines are paragraphs.
_PARAGRAPHED = frozenset({"xlsx", "xlsb", "xls", "ods", "docx", "doc", "odt", "rtf"})
#: A page with fewer long lines than this does not show its margins.
_ENOUGH = 3
#: With fewer than so many, and far from the right edge of the other pages, it does not either.
_MANY = 8


@lru_cache(maxsize=1 << 14)
def squash(text: str) -> str:
    """``text`` as ``plain`` leaves it, with half-width digits."""
    return plain(text).translate(_DIGITS)


@dataclass(frozen=True, slots=True)
class Margins:
    """The text block of one page in points: its left and right edge and the page's width; all 0 for a text file."""

    left: float = 0.0
    right: float = 0.0
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line outside any grid.

    ``bare``: its text squashed. ``page``: index of its page. ``x0``/``x1``/``top``/``bottom`` in points; for a text
    file ``top`` is the line number, the others are 0.
    """

    line: TextLine
    bare: str
    page: int
    margins: Margins
    x0: float = 0.0
    x1: float = 0.0
    top: float = 0.0
    bottom: float = 0.0
    first: bool = False

    @property
    def text(self) -> str:
        """The line as printed."""
        return self.line.text

    @property
    def drawn(self) -> bool:
        """Whether its place on a page is known."""
        return self.x1 > 0

    @property
    def alone(self) -> bool:
        """Whether its format keeps paragraphs apart (a Word document, a sheet's cell), so that it is a whole one."""
        return self.x1 <= 0 and self.line.place.source.kind in _PARAGRAPHED

    @property
    def height(self) -> float:
        """Its height in points, about the size of its type."""
        return self.bottom - self.top

    @property
    def is_full(self) -> bool:
        """Whether it runs to the right edge of the text block, so that its sentence may go on in the next line."""
        return self.drawn and 0 < self.margins.right - 1.6 * min(max(self.height, 8.0), 18.0) < self.x1

    @property
    def is_indented(self) -> bool:
        """Whether it begins at least one character to the right of the text block."""
        return self.drawn and self.margins.right > 0 and self.x0 > self.margins.left + 0.9 * max(self.height, 8.0)

    @property
    def is_centred(self) -> bool:
        """Whether it stands in the middle of its page, with white on both sides."""
        if not self.drawn or not self.margins.width:
            return False
        off = abs((self.x0 + self.x1) / 2 - self.margins.width / 2)
        return off < 0.06 * self.margins.width and self.x0 > self.margins.left + 2 * self.height

    @property
    def ends(self) -> bool:
        """Whether it ends a sentence or introduces a list."""
        return _SENTENCE_END.search(self.bare) is not None


def margins_of(widths: Sequence[float], pages: Sequence[Sequence[TextLine]]) -> list[Margins]:
    """The text block of each page; a page with few long lines, or none that is full, has that of the other pages."""
    own = [_edges([x.place.box for x in lines if x.place.box and len(x.text) >= 12]) for lines in pages]
    by_width: dict[int, list[tuple[float, float, int]]] = {}
    for width, found in zip(widths, own, strict=True):
        if found[2]:
            by_width.setdefault(round(width), []).append(found)
    shared = {key: _shared(edges) for key, edges in by_width.items()}
    out: list[Margins] = []
    for width, (left, right, count) in zip(widths, own, strict=True):
        common = shared.get(round(width), (0.0, 0.0))
        short = count < _MANY and right < common[1] - 0.25 * (common[1] - common[0])
        edges = (left, right) if count >= _ENOUGH and not short else common
        out.append(Margins(*edges, width))
    return out


def _shared(found: Sequence[tuple[float, float, int]]) -> tuple[float, float]:
    """The margins that pages of one width have in common; of pages with few long lines those of all their lines."""
    enough = [e for e in found if e[2] >= _ENOUGH]
    if enough:
        return median(e[0] for e in enough), median(e[1] for e in enough)
    if sum(e[2] for e in found) < 2:
        return 0.0, 0.0
    return min(e[0] for e in found), max(e[1] for e in found)


def _edges(boxes: Sequence[tuple[float, float, float, float]]) -> tuple[float, float, int]:
    if not boxes:
        return 0.0, 0.0, 0
    return min(b[0] for b in boxes), max(b[2] for b in boxes), len(boxes)


def line_of(page: int, margins: Margins, line: TextLine, *, first: bool) -> Line:
    """``line`` of the page with index ``page``; ``first``: nothing stands above it there."""
    box = line.place.box
    bare = squash(line.text)
    if box is None:
        top = float(line.place.line or 0)
        return Line(line, bare, page, margins, 0.0, 0.0, top, top + 1, first)
    return Line(line, bare, page, margins, box[0], box[2], box[1], box[3], first)
