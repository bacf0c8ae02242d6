"""One grid of one page made ready for joining: captions and notes printed inside its ruling taken out of it.

Titles, 单位：万元 and 编制部门：… are often the first rows of the ruled table, and 注：… its last one; a page may
also carry two tables within one ruling. Both are undone here, so that what follows sees rows of the table only.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from yusuan.model.amount import parse_number
from yusuan.model.grid import Cell, Grid, TextLine
from yusuan.read.stitch.caption import caption
from yusuan.read.stitch.line import squash

#: A cell that holds nothing but a stop that keeps it from looking empty.
_SPECK = re.compile(r"[.。·,，、\s]+")
_NOTE = re.compile(r"^[（(]?\s{0,8}(?:备?\s{0,8}注|附注|说明|填表说明)\s*[:：]")
#: The first cell of a form about one thing (a project, a body); each time it comes again, another form begins.
FORM_KEY = re.compile(r"^[\u4e00-\u9fff()]{0,8}(?:项目|政策|任务|单位|部门|资金)\)?名称:?$")
#: How many leading rows may be captions, and how many may be the head.
_CAPTION_ROWS = 8
HEAD_ROWS = 8

Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one grid (or of one of the tables in it), without captions and notes printed inside its ruling.

    ``rows``: in order, each with its own cells, still numbered as in the grid. ``above``/``below``: caption and note
    lines taken out of the grid. ``split``: it begins in the middle of its page's grid.
    """

    grid: Grid
    rows: tuple[Row, ...]
    page: int
    above: tuple[TextLine, ...] = ()
    below: tuple[TextLine, ...] = ()
    split: bool = False

    @property
    def n_columns(self) -> int:
        """How many columns the grid has."""
        return self.grid.n_columns


def parts_of(grid: Grid, page: int) -> list[Part]:
    """The tables that ``grid`` on the page with index ``page`` holds; none where it has no text at all."""
    rows = _rows(grid)
    filled = [any(c.text for c in row) for row in rows]
    if not any(filled):
        return []
    cuts = [0, *_cuts(rows, grid.n_columns), len(rows)]
    parts = [_part(grid, rows[a:b], page, split=a > 0) for a, b in pairwise(cuts) if any(filled[a:b])]
    return [part for part in parts if part.rows or part.above or part.below]


def is_box(grid: Grid) -> bool:
    """Whether a grid is no table but a frame around text: a single cell."""
    return grid.n_columns == 1 and grid.n_rows == 1


def has_amount(row: Row) -> bool:
    """Whether the row prints a figure other than the plain small numbers of an index row (栏次 1 2 3)."""
    return any(_is_amount(c.text) for c in row if c.text)


def _is_amount(text: str) -> bool:
    first = text[-1]
    if not (first.isdigit() or first in "%)）"):
        return False
    number = parse_number(text.rstrip("%％"))
    return number is not None and (number[1] > 0 or abs(number[0]) > 99 or text in ("0", "00"))


def signature(row: Row) -> tuple[str, ...]:
    """The squashed texts of the row's cells from the left, blank ones left out."""
    return tuple(squash(c.text) for c in row if c.text)


def _rows(grid: Grid) -> list[Row]:
    rows: list[list[Cell]] = [[] for _ in range(grid.n_rows)]
    for cell in grid.cells:
        rows[cell.row].append(cell)
    return [tuple(row) for row in rows]


def _lone(row: Row) -> Cell | None:
    """The only cell with text in the row."""
    found: Cell | None = None
    for cell in row:
        if cell.text:
            if found is not None:
                return None
            found = cell
    return found


def _is_tall(row: Row) -> bool:
    return any(c.row_span > 1 and c.text for c in row)


def _cuts(rows: Sequence[Row], n_columns: int) -> list[int]:
    """The rows at which another table begins within the grid: a title of its own, or the next form of a kind."""
    cuts: list[int] = []
    key = _form_key(next((r for r in rows if any(c.text for c in r) and not _captions(r)), ()))
    seen = False
    fresh = True
    for i, row in enumerate(rows):
        cell = _lone(row)
        if cell is not None and i and not fresh and _begins_table(cell, n_columns):
            cuts.append(i)
            fresh = True
        elif key and _form_key(row) == key:
            if seen and not fresh:
                cuts.append(i)
            seen, fresh = True, False
        elif any(c.text for c in row) and not _captions(row):
            fresh = False
    return cuts


def _begins_table(cell: Cell, n_columns: int) -> bool:
    if n_columns > 1 and cell.column_span < n_columns and cell.column_span > 1:
        return False
    said = caption(cell.text)
    return said is not None and bool(said.title or said.number) and not said.listed and cell.text[-1] in "表）)"


def _form_key(row: Row) -> tuple[str, int] | None:
    """The first cell of a form's first row (项目名称 beside its value), or None for any other row."""
    filled = [c for c in row if c.text]
    if len(filled) == 1 and len(filled[0].text.split()) == 2:
        key = squash(filled[0].text.split()[0])
        return (key, filled[0].column) if FORM_KEY.match(key) and len(key) > 4 else None
    if not 2 <= len(filled) <= 4:
        return None
    key = squash(filled[0].text)
    if not FORM_KEY.match(key) or FORM_KEY.match(squash(filled[1].text)) or filled[0].row_span > 1:
        return None
    return (key, filled[0].column)


def form_value(part: Part) -> tuple[str, str] | None:
    """(key, value) of the part's first row where the part is a form: ('项目名称', …)."""
    for row in part.rows[:2]:
        key = _form_key(row)
        if key is not None:
            filled = [c.text for c in row if c.text]
            return key[0], squash(filled[1] if len(filled) > 1 else filled[0].split()[1])
        if any(c.text for c in row):
            return None
    return None


def _captions(row: Row) -> list[TextLine]:
    """The row's texts where all of them are captions, else nothing."""
    lines: list[TextLine] = []
    for cell in row:
        if cell.text and not _SPECK.fullmatch(cell.text):
            if len(lines) > 3 or caption(cell.text) is None:
                return []
            lines.append(TextLine(cell.text, cell.place))
    return lines


def _part(grid: Grid, rows: Sequence[Row], page: int, *, split: bool) -> Part:
    start, end = 0, len(rows)
    above: list[TextLine] = []
    below: list[TextLine] = []
    while start < min(end, _CAPTION_ROWS):
        row = rows[start]
        if any(c.text for c in row):
            lines = _captions(row) if not _is_tall(row) else []
            if not lines:
                break
            above.extend(lines)
        start += 1
    if not above:
        start = 0
    while end > start + 1:
        cell = _lone(rows[end - 1])
        if cell is None or not _NOTE.match(cell.text) or not (cell.column == 0 or cell.column_span > 1):
            break
        below.append(TextLine(cell.text, cell.place))
        end -= 1
    below.reverse()
    return Part(grid, _untangled(rows[start:end], rows), page, tuple(above), tuple(below), split)


def _untangled(rows: Sequence[Row], whole: Sequence[Row]) -> tuple[Row, ...]:
    """The rows with no cell reaching below the last of them."""
    if len(rows) == len(whole) or not rows:
        return tuple(rows)
    first = next((c.row for row in rows for c in row), 0)
    beyond = first + len(rows)
    return tuple(
        tuple(replace(c, row_span=beyond - c.row) if c.row + c.row_span > beyond else c for c in row) for row in rows
    )
