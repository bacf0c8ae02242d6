"""A sheet's cells put close together: blank rows and columns left out, merges spread over what remains of them."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass

from yusuan.model.grid import Cell, Grid, TextLine
from yusuan.model.place import Place, Source
from yusuan.read.celltext import one_line
from yusuan.read.numbers import count
from yusuan.read.workbook.sheet import Sheet, Spot, too_many_cells

#: Cells of one grid, blank ones too, and merges of one sheet that are looked at.
_MAX_AREA = 2_000_000
_MAX_MERGES = 200_000
#: Rows and cells looked at for all merges: each cell once in a sheet whose merges do not overlap.
_MAX_STEPS = 5_000_000


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell with text at its column (compact), over ``columns`` and ``rows`` of the compact sheet."""

    column: int
    text: str
    spot: Spot
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """One row with text. ``gap``: blank rows stand between it and the row above."""

    number: int
    entries: tuple[Entry, ...]
    gap: bool

    @property
    def lone(self) -> Entry | None:
        """The only entry of the row."""
        return self.entries[0] if len(self.entries) == 1 else None


@dataclass(frozen=True, slots=True)
class Compact:
    """A sheet without its blank rows and columns. ``columns``: the sheet's own number of each column."""

    name: str
    rows: tuple[Row, ...]
    columns: tuple[int, ...]
    source: Source

    @property
    def numbers(self) -> int:
        """The numeric tokens of all texts."""
        return sum(count(e.text) for row in self.rows for e in row.entries)

    def place(self, spot: Spot, line: int | None = None) -> Place:
        """The place of a cell, ``line`` being a line of its text from 1."""
        return Place(self.source, line=line, sheet=self.name, cell=spot)

    def line(self, row: Row) -> TextLine:
        """A row of few cells as one line, its cells parted by tabs."""
        return TextLine("\t".join(one_line(e.text).strip() for e in row.entries), self.place(row.entries[0].spot))

    def paragraphs(self, row: Row) -> list[TextLine]:
        """The lines of text in a row's cells."""
        out = []
        for entry in row.entries:
            for k, text in enumerate(entry.text.splitlines(), 1):
                if text.strip():
                    out.append(TextLine(text.strip(), self.place(entry.spot, k)))
        return out

    def grid(self, start: int, end: int) -> Grid:
        """The rows from ``start`` up to ``end`` as a grid, without columns that are blank in all of them."""
        rows = self.rows[start:end]
        used = sorted({e.column for row in rows for e in row.entries})
        if len(rows) * len(used) > _MAX_AREA:
            raise too_many_cells()
        covered: set[Spot] = set()
        cells: list[Cell] = []
        for r, row in enumerate(rows):
            at = {bisect_left(used, e.column): e for e in row.entries}
            for c, column in enumerate(used):
                entry = at.get(c)
                if (r, c) in covered:
                    continue
                spot = entry.spot if entry else (row.number, self.columns[column])
                down, right = 1, 1
                if entry is not None and (entry.rows > 1 or entry.columns > 1):
                    down = min(entry.rows, len(rows) - r)
                    right = bisect_left(used, entry.column + entry.columns) - c
                    down, right = _free((r, c), down, right, covered)
                    covered.update((r + i, c + j) for i in range(down) for j in range(right))
                text = one_line(entry.text) if entry else ""
                cells.append(Cell(text, r, c, down, right, self.place(spot)))
        first = cells[0].place if cells else self.place((0, 0))
        return Grid(tuple(cells), len(rows), len(used), first)


def _free(at: Spot, down: int, right: int, covered: set[Spot]) -> tuple[int, int]:
    """How far a merge reaches before another one, which no program lets overlap it: rows down and columns right."""
    row, column = at
    right = next((j for j in range(1, right) if (row, column + j) in covered), right)
    below = range(1, down)
    return next((i for i in below if any((row + i, column + j) in covered for j in range(right))), down), right


def compact(sheet: Sheet, source: Source) -> Compact:
    """Put the cells of ``sheet`` close together. What a merge covers is not shown by Excel and is dropped.

    Raises TooLargeError where even so there are too many.
    """
    merges, hidden = _merges(sheet)
    cells = {spot: text for spot, text in sheet.cells.items() if spot not in hidden}
    numbers = sorted({r for r, _ in cells})
    columns = sorted({c for _, c in cells})
    by_row: dict[int, list[Entry]] = defaultdict(list)
    for spot in sorted(cells):
        r1, c1 = merges.get(spot, spot)
        rows = bisect_right(numbers, r1) - bisect_left(numbers, spot[0])
        at = bisect_left(columns, spot[1])
        by_row[spot[0]].append(Entry(at, cells[spot], spot, rows, bisect_right(columns, c1) - at))
    rows_out = []
    for i, number in enumerate(numbers):
        gap = i > 0 and number - numbers[i - 1] > 1
        rows_out.append(Row(number, tuple(by_row[number]), gap))
    return Compact(sheet.name, tuple(rows_out), tuple(columns), source)


def _merges(sheet: Sheet) -> tuple[dict[Spot, Spot], set[Spot]]:
    """The last cell of each merge by its first, and the cells with text that merges cover.

    Of merges that overlap, which no program writes, the first counts.
    """
    if len(sheet.merges) > _MAX_MERGES:
        raise too_many_cells()
    by_row: dict[int, list[int]] = defaultdict(list)
    for r, c in sheet.cells:
        by_row[r].append(c)
    for columns in by_row.values():
        columns.sort()
    numbers = sorted(by_row)
    found: dict[Spot, Spot] = {}
    covered: set[Spot] = set()
    steps = 0
    for r0, c0, r1, c1 in sheet.merges:
        inside: list[Spot] = []
        for at in range(bisect_left(numbers, r0), bisect_right(numbers, r1)):
            row = by_row[numbers[at]]
            spots = [(numbers[at], c) for c in row[bisect_left(row, c0) : bisect_right(row, c1)]]
            steps += 1 + len(spots)
            inside += spots
            if any(spot in covered or spot in found for spot in spots):
                break
        else:
            covered.update(spot for spot in inside if spot != (r0, c0))
            if (r0, c0) in sheet.cells:
                found[r0, c0] = (r1, c1)
        if steps > _MAX_STEPS:
            raise too_many_cells()
    return found, covered
