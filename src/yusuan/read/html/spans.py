"""A <table> as placed cells, by the algorithm of the HTML standard, "Forming a table", with its bounds.

It departs from the standard in two things: where spans make cells overlap, the one that begins later is cut, so that
every place is held once; and rows and columns in which no cell begins are left out.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from yusuan.model.text import Text
from yusuan.read.errors import TooLargeError
from yusuan.read.html.tree import Element

#: What the standard lets a span be.
_MOST_COLSPAN = 1000
_MOST_ROWSPAN = 65_534
#: Cells that reach down from above, looked at for all rows of one table: each of 10,000 rows may have 300 over it.
_MOST_STEPS = 3_000_000
_SECTIONS = ("thead", "tbody", "tfoot")
_WHOLE = re.compile(r"[ \t\n\f\r]*\+?([0-9]{1,12})")

#: Columns from the first up to but not the second that are taken up to but not the row, the third.
_Taken = tuple[int, int, int]


@dataclass(slots=True)
class Placed:
    """One cell of a table at its top left ``row``/``column``; ``head``: it is a <th> or in a <thead>."""

    element: Element
    row: int
    column: int
    row_span: int
    column_span: int
    head: bool


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of one table in row-major order; ``head``: how many leading rows are all of head cells."""

    cells: tuple[Placed, ...]
    n_rows: int
    n_columns: int
    head: int


def groups_of(table: Element) -> Iterator[tuple[list[Element], bool]]:
    """The row groups of a table (not of the tables in it) as shown, a <tfoot> last, each with whether it is a <thead>.

    Rows outside any group are one: the parser of the standard puts them into a <tbody>, others may not.
    """
    last: list[tuple[list[Element], bool]] = []
    loose: list[Element] = []
    for child in table.children:
        if not isinstance(child, Element):
            continue
        if child.tag == "tr":
            loose.append(child)
        elif child.tag in _SECTIONS:
            if loose:
                yield loose, False
                loose = []
            rows = [row for row in child.children if isinstance(row, Element) and row.tag == "tr"]
            if child.tag == "tfoot":
                last.append((rows, False))
            else:
                yield rows, child.tag == "thead"
    if loose:
        yield loose, False
    yield from last


def rows_of(table: Element) -> Iterator[Element]:
    """The rows of a table in the order in which they are shown."""
    for rows, _ in groups_of(table):
        yield from rows


def cells_of(row: Element) -> list[Element]:
    """The cells of a row."""
    return [c for c in row.children if isinstance(c, Element) and c.tag in ("td", "th")]


def resolved(table: Element) -> Table:
    """Every cell of ``table`` where it stands. Raises TooLargeError for one that is made to take hours."""
    placed: list[Placed] = []
    top = steps = 0
    for rows, in_head in groups_of(table):
        # No cell reaches out of its group, so each begins with nothing above it.
        taken: list[_Taken] = []
        for r, row in enumerate(rows, top):
            cells = cells_of(row)
            if not cells:
                continue
            steps += len(taken)
            if steps > _MOST_STEPS:
                raise _too_large()
            taken = [t for t in taken if t[2] > r]
            taken = sorted(taken + _row(cells, (r, top + len(rows)), taken, placed, in_head=in_head))
        top += len(rows)
    return _compact(placed)


def _row(
    cells: list[Element], at: tuple[int, int], taken: list[_Taken], placed: list[Placed], *, in_head: bool
) -> list[_Taken]:
    """Place the ``cells`` of a row; ``at``: the row and the end of its group; what of it reaches below it."""
    row, end = at
    column = i = 0
    tall: list[_Taken] = []
    for element in cells:
        while i < len(taken) and taken[i][0] <= column:
            column = max(column, taken[i][1])
            i += 1
        width = min(_span(element, "colspan") or 1, _MOST_COLSPAN)
        if i < len(taken):
            width = min(width, taken[i][0] - column)
        height = min(_span(element, "rowspan") or end - row, _MOST_ROWSPAN, end - row)
        placed.append(Placed(element, row, column, height, width, in_head or element.tag == "th"))
        column += width
        if height > 1:
            tall.append((column - width, column, row + height))
    return tall


def _span(element: Element, name: str) -> int:
    """A span as said, by the standard's rules for whole numbers: 1 where nothing sensible is."""
    said = element.attributes.get(name)
    found = _WHOLE.match(said) if said is not None else None
    return int(found.group(1)) if found else 1


def _too_large() -> TooLargeError:
    return TooLargeError(
        Text(
            "网页中有单元格跨行过多的表格，未读取。", "The page holds a table of too many tall cells; it was not read."
        )
    )


def _compact(placed: list[Placed]) -> Table:
    """The table without the rows and columns that only spans make."""
    rows = sorted({c.row for c in placed})
    columns = sorted({c.column for c in placed})
    for cell in placed:
        below, right = cell.row + cell.row_span, cell.column + cell.column_span
        cell.row, cell.column = bisect_left(rows, cell.row), bisect_left(columns, cell.column)
        cell.row_span = bisect_left(rows, below) - cell.row
        cell.column_span = bisect_left(columns, right) - cell.column
    placed.sort(key=lambda c: (c.row, c.column))
    return Table(tuple(placed), len(rows), len(columns), _head(placed, len(rows)))


def _head(placed: list[Placed], n_rows: int) -> int:
    """How many leading rows are of head cells alone; 0 where all are, which says nothing."""
    plain = [c.row for c in placed if not c.head]
    first = min(plain, default=0)
    return first if first < n_rows else 0
