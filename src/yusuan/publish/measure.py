"""How wide the columns of a printed table must be: the type and the widths with which no figure is ever broken."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil, inf

from yusuan.model.document import Table, TableCell

#: The type area of GB/T 9704: 156 mm × 225 mm, in points; a page across has it turned.
ACROSS, ALONG = 442.2, 637.8
#: Its height, upright and turned, less what rounding may take.
HIGH, LOW = 636.0, 440.0
#: Points of type in a table, from 五号 down; below the last one a table is squeezed.
_SIZES = (10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0, 5.5, 5.0)
#: Portrait is given up for landscape below this type.
_READABLE = 8.0
#: Points of white on each side of a cell.
INSET = 2.8
#: Ems that a name, a text and a head need at the least before they are broken into lines.
_NAME, _TEXT, _HEAD = 9.0, 7.0, 3.0
#: How far a table is pressed to bring it onto one page: less type, white above and below; and rows, at the most.
_TIGHTER = ((0.0, 3.4), (0.0, 2.8), (0.0, 2.2), (0.0, 1.7), (0.5, 1.7), (1.0, 1.7), (1.5, 1.5))
_MOST_ROWS = 60
#: Ems beyond which a cell's text is taken for a paragraph, which may break over pages.
LONG = 400.0
#: What stands in one em at the most in any font: ASCII, the marks of Chinese texts, Chinese, full-width forms.
_SQUARE = re.compile(r"[ -~\u00b7\u2014\u2018\u2019\u201c\u201d\u2026\u3000-\u30ff\u3400-\u9fff\uff01-\uffe5]*")
_LATIN = re.compile(r"[!-,./-~]{14,}")
#: What is narrower than a digit; what takes an em, in types of equal strokes and in every type.
_THIN = ",.:;| "
_WIDE, _WIDE_ANYWHERE = re.compile(r"[\u2e80-\U0010ffff“”‘’—…]"), re.compile(r"[\u2e80-\U0010ffff“”]")


@dataclass(frozen=True, slots=True)
class Fitted:
    """How a table is set: ``size`` of its type, ``widths`` of its columns, ``white`` above a cell's text, in points."""

    landscape: bool
    size: float
    widths: tuple[float, ...]
    white: float = 3.4


@dataclass(frozen=True, slots=True)
class At:
    """A cell at the first ``row`` (from 0, head included) and ``column`` that it covers."""

    row: int
    column: int
    cell: TableCell


def placed(table: Table) -> Iterator[At]:
    """Give each cell its row and column: what a merged cell covers has none of its own, as in HTML."""
    taken: dict[int, set[int]] = {}
    for r, row in enumerate((*table.head, *table.rows)):
        covered = taken.pop(r, set())
        column = 0
        for cell in row:
            while column in covered:
                column += 1
            yield At(r, column, cell)
            if cell.row_span > 1:
                for below in range(r + 1, r + cell.row_span):
                    taken.setdefault(below, set()).update(range(column, column + cell.column_span))
            column += cell.column_span


@lru_cache(maxsize=1 << 16)
def ems(text: str) -> float:
    """The width of ``text`` in ems of its type, rather too much than too little."""
    thin, wide = sum(map(text.count, _THIN)), 0 if text.isascii() else len(_WIDE.findall(text))
    return 0.58 * (len(text) - thin - wide) + 0.3 * thin + wide


@lru_cache(maxsize=1 << 16)
def narrow(text: str) -> float:
    """The width of ``text`` in ems of a narrow type (宋体, Times), rather too little than too much."""
    thin, wide = sum(map(text.count, _THIN)), 0 if text.isascii() else len(_WIDE_ANYWHERE.findall(text))
    return 0.5 * (len(text) - thin - wide) + 0.25 * thin + wide


@lru_cache(maxsize=1 << 16)
def most(text: str) -> float:
    """The ems that ``text`` may take at the most, whatever the font; infinite where that cannot be told."""
    if not _SQUARE.fullmatch(text):
        return inf
    digits, points = sum("0" <= c <= "9" for c in text), text.count(",") + text.count(".")
    return len(text) - 0.42 * digits - 0.7 * points


def one_line(cells: Iterable[At], fitted: Fitted, points: Mapping[int, int], head: int) -> list[bool]:
    """For each row below ``head`` rows whether it certainly holds no text that needs a second line."""
    sure: list[bool] = []
    room = [(w - 2 * INSET) / fitted.size for w in fitted.widths]
    for at in cells:
        cell, row = at.cell, at.row - head
        if row < 0:
            continue
        below = row + cell.row_span
        if below > len(sure):
            sure += [True] * (below - len(sure))
        span = cell.column_span
        wide = room[at.column] if span == 1 else sum(room[at.column : at.column + span])
        lack = ems(lacking(cell.text, points.get(at.column, 0))) if cell.role == "amount" else 0.0
        if cell.text and most(cell.text) + lack + cell.indent > wide:
            sure[row:below] = [False] * cell.row_span
    return sure


def row_heights(cells: Sequence[At], widths: Sequence[float], size: float, line: float, white: float) -> list[float]:
    """How high each row (head included) will be, all in points: type, a line, the white above and below the lines."""
    count = max((at.row for at in cells), default=-1) + 1
    heights = [line + white] * count
    spans = []
    for at in cells:
        text, span = at.cell.text, at.cell.column_span
        width = (widths[at.column] if span == 1 else sum(widths[at.column : at.column + span])) - 2 * INSET
        if narrow(text) * size <= width and "\n" not in text:
            continue
        lines = sum(max(1, ceil(narrow(x) * size / max(1.0, width) - 0.02)) for x in text.split("\n"))
        high = lines * line + white
        if at.cell.row_span == 1:
            heights[at.row] = max(heights[at.row], high)
        else:
            spans.append((at.row, min(count, at.row + at.cell.row_span), high))
    for first, after, high in spans:
        heights[after - 1] += max(0.0, high - sum(heights[first:after]))
    return heights


def decimals(table: Table, cells: Iterable[At]) -> dict[int, int]:
    """The most decimal places that an amount has in each column that has amounts."""
    most: dict[int, int] = {}
    for at in cells:
        if at.cell.role == "amount" and at.row >= len(table.head):
            most[at.column] = max(most.get(at.column, 0), places(at.cell.text))
    return most


def places(text: str) -> int:
    """The decimal places of a printed figure."""
    return len(text.rstrip("%％").partition(".")[2])


@lru_cache(maxsize=1 << 16)
def lacking(figure: str, most: int) -> str:
    """What is missing behind a figure that has fewer places than its column, so that the points stand in one line."""
    if not figure[-1:].isdigit():
        return ""
    has = places(figure)
    return ("." if most and not has else "") + "0" * (most - has)


def fitted(table: Table, cells: Iterable[At], points: Mapping[int, int]) -> Fitted:
    """Choose page, type and widths for ``table``: portrait while its type stays readable, unless it is ``wide``."""
    least, share = _needs(table, cells, points)
    if not table.wide:
        portrait = _fit(least, share, ACROSS, landscape=False)
        if portrait.size >= _READABLE:
            return portrait
    return _fit(least, share, ALONG, landscape=True)


def tightened(fitted: Fitted, cells: Sequence[At], room: float) -> Fitted:
    """Less white, then smaller type, where that brings all rows onto one page with ``room`` points for them."""
    rows = cells[-1].row + 1 if cells else 0
    if rows > _MOST_ROWS:
        return fitted
    for less, white in _TIGHTER:
        size = fitted.size - less
        if less and size < _READABLE:
            break
        # A line break in a cell is the type and a third of it.
        heights = row_heights(cells, fitted.widths, size, 1.32 * size, 2 * white + 0.5 - 0.32 * size)
        if sum(heights) <= room:
            return replace(fitted, size=size, white=white)
    return fitted


def _needs(table: Table, cells: Iterable[At], points: Mapping[int, int]) -> tuple[list[float], list[float]]:
    """The ems that each column needs, and its share of what is left over."""
    n = len(table.widths)
    least, longest = [1.0] * n, [0.0] * n
    for at in cells:
        if at.cell.column_span > 1 or at.column >= n:
            continue
        cell, wide = at.cell, ems(at.cell.text)
        if at.row < len(table.head) or cell.role == "head":
            need = min(wide, max(_HEAD, wide / 3 + 0.5))
        elif cell.role == "amount":
            need = ems(cell.text + lacking(cell.text, points.get(at.column, 0)))
        elif cell.role == "code":
            need = wide
        else:
            need = max(min(wide, _NAME if cell.role == "name" else _TEXT), _word(cell.text)) + cell.indent
        least[at.column] = max(least[at.column], need)
        longest[at.column] = max(longest[at.column], wide + cell.indent)
    return least, [float(w) * max(0.2, longest[i] - least[i]) for i, w in enumerate(table.widths)]


@lru_cache(maxsize=1 << 16)
def _word(text: str) -> float:
    """The ems of the longest word of ``text`` that can break nowhere, where it is longer than names are: 24 at most."""
    return min(24.0, max(map(ems, _LATIN.findall(text)), default=0.0))


def _fit(least: list[float], share: list[float], width: float, *, landscape: bool) -> Fitted:
    white = 2 * INSET
    for size in _SIZES:
        if sum(least) * size + white * len(least) <= width:
            break
    need = [e * size + white for e in least]
    spare = width - sum(need)
    if spare < 0:
        return Fitted(landscape, size, tuple(round(w * width / sum(need), 2) for w in need))
    whole = sum(share) or 1.0
    return Fitted(landscape, size, tuple(round(w + spare * s / whole, 2) for w, s in zip(need, share, strict=True)))
