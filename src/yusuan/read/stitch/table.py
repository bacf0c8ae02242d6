"""A table as it grows page by page: its cells, its columns' edges, its head, and what was dropped on the way."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from yusuan.model.amount import parse_number
from yusuan.model.grid import Cell, Grid, TextLine
from yusuan.model.place import Place
from yusuan.read.stitch.captions import Captions
from yusuan.read.stitch.columns import Alignment, edges_of
from yusuan.read.stitch.part import HEAD_ROWS, Part, Row, form_value, has_amount, signature
from yusuan.read.table import RawTable


class Table:
    """Builds one ``RawTable``; parts are appended in reading order."""

    def __init__(self, part: Part, captions: Captions, lines: Sequence[TextLine], section: int) -> None:
        self.captions = captions
        self.lines = tuple(lines)
        self.notes: list[TextLine] = []
        self.repeated: list[Cell] = []
        self.again: list[Cell] = []
        self.section = section
        self.page = part.page
        self.place = part.grid.place
        self.box = part.grid.place.box
        self.n_columns = part.n_columns
        self.edges = edges_of((c for row in part.rows for c in row), part.n_columns) or edges_of(
            part.grid.cells, part.n_columns
        )
        self.form = form_value(part)
        head = _head(part.rows)
        self.heads = tuple(signature(row) for row in head)
        self.head_texts = frozenset(text for sig in self.heads for text in sig)
        self.marked_head = part.grid.head
        self._cells: list[Cell] = []
        self._starts: list[int] = []
        self._tall: dict[int, int] = {}
        self._extend(part.rows)

    @property
    def bottom(self) -> float:
        """The lower edge, in points, of what has been appended last."""
        return self.box[3] if self.box else 0.0

    @property
    def n_rows(self) -> int:
        """How many rows it has so far."""
        return len(self._starts)

    def last_rows(self, count: int) -> list[list[Cell]]:
        """The cells of the last ``count`` rows, in order."""
        starts = [*self._starts, len(self._cells)]
        first = max(0, self.n_rows - count)
        return [self._cells[starts[i] : starts[i + 1]] for i in range(first, self.n_rows)]

    def amount_columns(self, rows: int = 8) -> list[int]:
        """The columns whose cells in the last ``rows`` rows are all amounts or blank, in order; codes are none."""
        texts: dict[int, list[str]] = {}
        for row in self.last_rows(min(rows, self.n_rows - len(self.heads))):
            for cell in row:
                if cell.text:
                    texts.setdefault(cell.column, []).append(cell.text)
        return sorted(column for column, found in texts.items() if _are_amounts(found))

    def append(self, part: Part, alignment: Alignment, dropped: int, merged: dict[int, str] | None) -> None:
        """Add ``part``'s rows but its first ``dropped`` (a repeated head).

        ``merged``: where the first row after the head only goes on with the last one, the new texts by column.
        """
        if alignment.old is not None:
            self._cells = [_moved(c, c.row, alignment.old) for c in self._cells]
            self._tall = {c.column: i for i, c in enumerate(self._cells) if c.row_span > 1}
        self.n_columns = alignment.count
        if alignment.edges:
            self.edges = alignment.edges
        for row in part.rows[:dropped]:
            self.repeated.extend(c for c in row if c.text)
        rest = [_aligned(row, alignment.new) for row in part.rows[dropped:]]
        if rest and alignment.unruled:
            rest[0] = _with_unruled(rest[0], len(rest), alignment, part)
        if merged is not None:
            self._merge(rest[0], merged)
            rest = rest[1:]
        elif rest and self._starts and (self._tall or any(c.row_span > 1 for c in rest[0])):
            rest[0] = self._bridged(rest[0])
        self._extend(rest)
        self.page = part.page
        self.box = part.grid.place.box

    def fill(self, column: int, text: str, place: Place) -> bool:
        """Put ``text`` into the merged blank cell of ``column`` at the last row; False where there is none."""
        at = self._tall.get(column)
        if at is None:
            return False
        cell = self._cells[at]
        if cell.row + cell.row_span != self.n_rows or cell.text:
            return False
        self._cells[at] = replace(cell, text=text, place=replace(place, cell=cell.place.cell))
        return True

    def _bridged(self, row: Row) -> Row:
        """``row`` without the cells that go on with a merged cell of the page before.

        A merged cell that a page break cuts is drawn as two, of which one is blank. From the left, up to the first
        column in which something new begins.
        """
        kept = list(row)
        for cell in row:
            at = self._cut(cell)
            if at is None:
                if cell.text:
                    break
                continue
            old = self._cells[at]
            if old.text and cell.text and old.text != cell.text:
                break
            place = old.place if old.text else cell.place
            span = old.row_span + cell.row_span
            self._cells[at] = Cell(old.text or cell.text, old.row, old.column, span, old.column_span, place)
            self._tall[old.column] = at
            if old.text and cell.text:
                self.again.append(cell)
            kept.remove(cell)
        return tuple(kept)

    def _cut(self, cell: Cell) -> int | None:
        """The index of the cell that the page break cuts above ``cell``: merged, or the first row of one yet blank."""
        at = self._tall.get(cell.column)
        if at is not None and self._cells[at].row + self._cells[at].row_span == self.n_rows:
            fits = self._cells[at].column_span <= cell.column_span
            return at if self._cells[at].row >= len(self.heads) and fits else None
        if cell.row_span == 1 or self.n_rows <= len(self.heads):
            return None
        last = range(self._starts[-1], len(self._cells))
        at = next((i for i in last if self._cells[i].column == cell.column), None)
        if at is None or self._cells[at].text or self._cells[at].column_span > cell.column_span:
            return None
        return at

    def append_row(self, texts: dict[int, str], line: TextLine) -> None:
        """Add a row that was printed outside the ruling: its texts by column."""
        row = self.n_rows
        self._starts.append(len(self._cells))
        for column in range(self.n_columns):
            place = replace(line.place, cell=(row, column))
            self._cells.append(Cell(texts.get(column, ""), row, column, 1, 1, place))

    def finished(self) -> RawTable:
        """The table as it is now."""
        grid = Grid(tuple(self._cells), self.n_rows, self.n_columns, self.place, self.marked_head)
        c = self.captions
        return RawTable(
            c.title, c.number, c.unit, c.body, grid, self.lines, tuple(self.notes), self.place, self.section
        )

    def _extend(self, rows: Iterable[Row]) -> None:
        for row in rows:
            at = self.n_rows
            self._starts.append(len(self._cells))
            for c in row:
                if c.row_span > 1:
                    self._tall[c.column] = len(self._cells)
                self._cells.append(c if c.row == at else _lowered(c, at))

    def _merge(self, row: Row, texts: dict[int, str]) -> None:
        for i in range(self._starts[-1], len(self._cells)):
            cell = self._cells[i]
            if cell.column in texts:
                if texts[cell.column] == cell.text:
                    self.again.extend(c for c in row if c.text and c.column == cell.column)
                self._cells[i] = replace(cell, text=texts[cell.column])


def _aligned(row: Row, columns: tuple[int, ...] | None) -> Row:
    return row if columns is None else tuple(_moved(c, c.row, columns) for c in row)


def _moved(cell: Cell, row: int, columns: tuple[int, ...]) -> Cell:
    start, end = columns[cell.column], columns[cell.column + cell.column_span]
    return Cell(cell.text, row, start, cell.row_span, max(1, end - start), cell.place, cell.confidence, cell.readings)


def _lowered(cell: Cell, row: int) -> Cell:
    spans = cell.row_span, cell.column_span
    return Cell(cell.text, row, cell.column, *spans, cell.place, cell.confidence, cell.readings)


def _with_unruled(row: Row, n_rows: int, alignment: Alignment, part: Part) -> Row:
    """``row`` with one blank cell over all ``n_rows`` of the part in each column that has no rules there."""
    at = row[0].row if row else 0
    box = part.grid.place.box
    blank: list[Cell] = []
    for k in alignment.unruled:
        place = part.grid.place
        if box is not None:
            place = replace(place, box=(alignment.edges[k], box[1], alignment.edges[k + 1], box[3]))
        blank.append(Cell("", at, k, n_rows, 1, place))
    return tuple(sorted((*row, *blank), key=lambda c: c.column))


def _head(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The leading rows without amounts."""
    head: list[Row] = []
    for row in rows[:HEAD_ROWS]:
        if has_amount(row):
            break
        head.append(row)
    return tuple(head)


def _are_amounts(texts: Sequence[str]) -> bool:
    """Whether all are numbers, one of them at least in the form of an amount and none in that of a code (05)."""
    if any(parse_number(t) is None or (t[0] == "0" and t[1:2].isdigit()) for t in texts):
        return False
    return any("," in t or "." in t or t == "0" for t in texts)
