"""A <table> as placed cells: rowspan and colspan resolved by our own rules, counts bounded, empty tracks left out."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from yusuan.read.html.tree import Element

#: What HTML lets a colspan be, and what a published table has of columns and cells at the most.
_MOST_COLSPAN = 1000
_MOST_COLUMNS = 2000
_SECTIONS = ("thead", "tbody", "tfoot")


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


def rows_of(table: Element) -> Iterator[tuple[Element, bool]]:
    """The rows of a table (not of the tables in it) in order, each with whether it is in a <thead>."""
    for child in table.children:
        if isinstance(child, Element):
            if child.tag == "tr":
                yield child, False
            elif child.tag in _SECTIONS:
                for row in child.children:
                    if isinstance(row, Element) and row.tag == "tr":
                        yield row, child.tag == "thead"


def cells_of(row: Element) -> list[Element]:
    """The cells of a row."""
    return [c for c in row.children if isinstance(c, Element) and c.tag in ("td", "th")]


def resolved(table: Element) -> Table:
    """Every cell of ``table`` where it stands; rows and columns in which no cell begins are left out."""
    rows = list(rows_of(table))
    until: dict[int, int] = {}
    placed: list[Placed] = []
    for r, (row, in_head) in enumerate(rows):
        column = 0
        for element in cells_of(row):
            while until.get(column, 0) > r:
                column += 1
            if column >= _MOST_COLUMNS:
                break
            width = min(_span(element, "colspan"), _MOST_COLSPAN, _MOST_COLUMNS - column)
            taken = next((i for i in range(1, width) if until.get(column + i, 0) > r), width)
            tall = _span(element, "rowspan")
            height = len(rows) - r if tall == 0 else min(tall, len(rows) - r)
            # A cell that says 0 rows reaches to the end; one of 0 columns is one column wide.
            for c in range(column, column + max(1, taken)):
                until[c] = r + height
            placed.append(Placed(element, r, column, height, max(1, taken), in_head or element.tag == "th"))
            column += max(1, taken)
    return _compact(placed)


def _span(element: Element, name: str) -> int:
    """A span as said: 1 where nothing sensible is."""
    text = element.attributes.get(name, "1").strip()[:6]
    if not text.isdecimal() or not text.isascii():
        return 1
    span = int(text)
    return max(1, span) if name == "colspan" else span


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
