"""A document as XLSX: a sheet a statement, figures as numbers, ready to print, and never a formula out of a text."""

import io
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from math import ceil
from typing import TYPE_CHECKING, Any

from yusuan.model.amount import parse_number
from yusuan.model.document import Chart, Document, Prose, TableCell
from yusuan.publish.measure import lacking, narrow, row_heights
from yusuan.publish.package import shown
from yusuan.publish.paged import Heading, Piece, Statement, Stretch, cover_lines
from yusuan.publish.sums import sums

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_NAME, _LONGEST = 31, 32_767  # characters that Excel takes in a sheet's name and in a cell
_LONGEST_PROPERTY = 255
#: What a double holds exactly; a longer figure is kept as text.
_DIGITS = 15
_SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_A4 = 9
_SIZE = 10.5  # points of type
_ALIGNED = {"head": "center", "amount": "right", "code": "left", "name": "left", "text": "left", "blank": "left"}
#: Of a sheet of text, in characters, as Excel counts the width of a column, and points. Less than a page has: where the
#: workbook's own font is missing, LibreOffice and WPS count wider ones, and a column alone is not shrunk to the page.
_PROSE_WIDTH, _PROSE_POINTS = 66, 335.0


def xlsx(document: Document, runs: tuple[Stretch, ...], *, formulas: bool = False) -> bytes:
    """The bytes of the workbook; with ``formulas`` totals are sums of the cells that make them up exactly."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - only this needs it

    out = io.BytesIO()
    with Workbook(out, dict(_SAFE)) as book:
        book.set_properties(
            {
                "title": _clean(document.title)[:_LONGEST_PROPERTY],
                "author": _clean(document.body)[:_LONGEST_PROPERTY],
                "created": datetime(document.year, 1, 1, tzinfo=UTC).replace(tzinfo=None),
            }
        )
        _Writer(book, formulas=formulas).write(document, runs)
    return out.getvalue()


def sheet_name(title: str, taken: set[str]) -> str:
    """Make of ``title`` a name that Excel takes and that is not in ``taken`` (lower case), and add it there."""
    base = _FORBIDDEN.sub(" ", title).strip().strip("'").strip() or "Sheet"
    name, n = _cut(base, _LONGEST_NAME).strip("'"), 1
    while name.lower() in taken or name.lower() == "history":  # Excel keeps that name for itself
        n += 1
        name = f"{_cut(base, _LONGEST_NAME - len(str(n)) - 1)}~{n}"
    taken.add(name.lower())
    return name


@dataclass(slots=True)
class _Writer:
    book: "Workbook"
    formulas: bool
    taken: set[str] = field(default_factory=set)
    formats: dict[tuple[tuple[str, object], ...], Any] = field(default_factory=dict)
    looks: dict[tuple[str, bool, int, str, bool], Any] = field(default_factory=dict)

    def write(self, document: Document, runs: tuple[Stretch, ...]) -> None:
        """Lay the document out: the cover, then sheets of text and sheets of statements in their order."""
        cover = self._prose_sheet("封面")
        for row, line in enumerate(cover_lines(document), 6):
            cover.write_string(row, 0, _clean(line), self._look(size=26, bold=True, align="center"))
            cover.set_row(row, 45 * _lines(line, 26, _PROSE_POINTS))
        text: list[Piece] = []
        for stretch in runs:
            for piece in stretch.pieces:
                if isinstance(piece.what, Statement):
                    self._text(text)
                    self._statement(piece.what)
                    text = []
                    continue
                if isinstance(piece.what, Heading) and piece.what.level == 1:
                    self._text(text)
                    text = []
                # What a chart shows stands on the sheets as figures.
                if not isinstance(piece.what, Chart):
                    text.append(piece)
        self._text(text)

    def _sheet(self, name: str, *, landscape: bool) -> "Worksheet":
        sheet = self.book.add_worksheet(sheet_name(name, self.taken))
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.8, right=0.8, top=1.0, bottom=1.0)
        sheet.set_footer("&C— &P —")
        sheet.hide_gridlines(2)
        if landscape:
            sheet.set_landscape()
        return sheet

    def _prose_sheet(self, name: str) -> "Worksheet":
        sheet = self._sheet(name, landscape=False)
        sheet.set_column(0, 0, _PROSE_WIDTH)
        sheet.center_horizontally()
        return sheet

    def _look(self, **wanted: object) -> Any:  # noqa: ANN401 - a format of the library's
        options = {"font_name": "宋体", "font_size": _SIZE, "valign": "vcenter", "text_wrap": True}
        options |= {"font_size" if k == "size" else k: v for k, v in wanted.items()}
        key = tuple(sorted(options.items(), key=lambda o: o[0]))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(options)
        return self.formats[key]

    def _cell_look(self, cell: TableCell, shape: str, *, head: bool) -> Any:  # noqa: ANN401
        key = (cell.role, cell.strong, cell.indent, shape, head)
        if key not in self.looks:
            wanted: dict[str, object] = {"border": 1, "align": "center" if head else _ALIGNED[cell.role]}
            if head or cell.strong:
                wanted["bold"] = True
            if cell.indent and not head:
                wanted["indent"] = min(15, cell.indent)
            if shape:
                wanted["num_format"] = shape
            self.looks[key] = self._look(**wanted)
        return self.looks[key]

    def _text(self, pieces: list[Piece]) -> None:
        if not pieces:
            return
        first = pieces[0].what
        sheet = self._prose_sheet(first.text if isinstance(first, Heading) else "说明")
        for row, piece in enumerate(pieces):
            match piece.what:
                case Heading(text, level):
                    size, align, high = (16, "center", 24.0) if level == 1 else (12, "left", 17.0)
                    sheet.write_string(row, 0, _clean(text), self._look(size=size, align=align, bold=True))
                    sheet.set_row(row, high * _lines(text, size, _PROSE_POINTS) + (12.0 if level == 1 else 3.0))
                case Prose(text):
                    sheet.write_string(row, 0, _clean(text), self._look(size=12, valign="top"))
                    sheet.set_row(row, 18.0 * _lines(text, 12, _PROSE_POINTS))

    def _statement(self, statement: Statement) -> None:
        table, fitted = statement.table, statement.fitted
        name = " ".join(x for x in (table.number, statement.label) if x)
        sheet = self._sheet(name, landscape=fitted.landscape)
        last = max(0, len(fitted.widths) - 1)
        widths = [max(25.0, w * _SIZE / fitted.size) for w in fitted.widths]
        for i, width in enumerate(widths):
            # Points to characters of the default font: 7 pixels each, 5 of margin.
            sheet.set_column(i, i, round((width * 4 / 3 - 5) / 7, 2))
        sheet.write_string(0, 0, _clean(table.number), self._look(text_wrap=False))
        _across(sheet, 1, last, _clean(table.title), self._look(size=16, bold=True, align="center"))
        whole = sum(widths)
        sheet.set_row(1, 22.0 * _lines(table.title, 16, whole) + 8)
        _between(sheet, statement, last, self._look(text_wrap=False), self._look(text_wrap=False, align="right"))
        top = 3
        for row, high in enumerate(row_heights(statement.cells, widths, _SIZE, 14.0, 3.0), top):
            sheet.set_row(row, high)
        self._cells(sheet, statement, top)
        end = top + len(table.head) + len(table.rows)
        for n, note in enumerate(table.notes):
            _across(sheet, end + n, last, _clean(note), self._look())
            # What stands in merged cells is never given its height by the program.
            sheet.set_row(end + n, 14.0 * _lines(note, _SIZE, whole) + 2)
        sheet.repeat_rows(top, top + max(0, len(table.head) - 1))
        sheet.freeze_panes(top + len(table.head), 0)
        sheet.print_area(0, 0, max(end + len(table.notes) - 1, top), last)

    def _cells(self, sheet: "Worksheet", statement: Statement, top: int) -> None:
        table = statement.table
        points = statement.points
        totals = sums(statement.cells) if self.formulas else {}
        for at in statement.cells:
            head = at.row < len(table.head)
            row, column = at.row + top, at.column
            number = None if head or at.cell.role != "amount" else _number(at.cell.text, points.get(column, 0))
            look = self._cell_look(at.cell, number[1] if number else "", head=head)
            if at.cell.row_span * at.cell.column_span > 1:
                sheet.merge_range(row, column, row + at.cell.row_span - 1, column + at.cell.column_span - 1, "", look)
            if number is None:
                _put(sheet, row, column, at.cell.text, look)
            elif (at.row, column) in totals:
                parts = [(r + top, c) for r, c in totals[at.row, column]]
                sheet.write_formula(row, column, _sum(parts), look, number[0])
            else:
                sheet.write_number(row, column, number[0], look)


def _number(text: str, most: int) -> "tuple[float, str] | None":
    """A printed figure as a number and the format that prints it like this; None for what is no figure.

    ``most``: the decimal places of its column.
    """
    percent = text.endswith(("%", "％"))
    parsed = parse_number(text[:-1] if percent else text)
    if parsed is None or len(str(abs(parsed[0]))) > _DIGITS:
        return None
    mantissa, places = parsed
    whole = "#,##0" if "," in text or abs(mantissa) < 1000 * 10**places else "0"
    shape = f"{whole}.{'0' * places}" if places else whole
    missing = lacking(text, most)
    # A question mark keeps the room of a digit that is not there, so that the points stand in one line.
    room = "" if missing.startswith(".") else "?" * len(missing)
    # Excel holds a number as a double: the nearest to the figure, which is exact to _DIGITS digits.
    return mantissa / (10**places * (100 if percent else 1)), f"{shape}{'%' if percent else ''}{room}"


def _sum(parts: list[tuple[int, int]]) -> str:
    from xlsxwriter.utility import xl_rowcol_to_cell  # noqa: PLC0415

    cells: list[str] = []
    start = 0
    while start < len(parts):
        # A run of cells below one another is written as a range.
        end = start
        while end + 1 < len(parts) and parts[end + 1] == (parts[end][0] + 1, parts[end][1]):
            end += 1
        first, last = (xl_rowcol_to_cell(*parts[i]) for i in (start, end))
        cells.append(first if start == end else f"{first}:{last}")
        start = end + 1
    # Excel takes 255 arguments.
    groups = [f"SUM({','.join(cells[i : i + 250])})" for i in range(0, len(cells), 250)]
    return "=" + "+".join(groups)


def _put(sheet: "Worksheet", row: int, column: int, text: str, look: Any) -> None:  # noqa: ANN401
    if text:
        sheet.write_string(row, column, _clean(text), look)
    else:
        sheet.write_blank(row, column, None, look)


def _across(sheet: "Worksheet", row: int, last: int, text: str, look: Any) -> None:  # noqa: ANN401
    if last:
        sheet.merge_range(row, 0, row, last, "", look)
    sheet.write_string(row, 0, _clean(text), look)


def _between(sheet: "Worksheet", statement: Statement, last: int, left: Any, right: Any) -> None:  # noqa: ANN401
    """The line above a statement: whose it is on the left, its unit on the right."""
    body, unit = statement.table.body, statement.table.unit
    sheet.write_string(2, 0, _clean(f"单位名称：{body}" if body else ""), left)
    if unit:
        sheet.write_string(2, last or 1, f"单位：{unit}", right)


def _lines(text: str, size: float, width: float) -> int:
    """How many lines ``text`` takes in a type of ``size`` on ``width``, both in points."""
    return sum(max(1, ceil(narrow(x) * size / width)) for x in text.split("\n"))


def _clean(text: str) -> str:
    return _cut(shown(text), _LONGEST)


def _cut(text: str, most: int) -> str:
    """The beginning of ``text``, as long as Excel counts: a rare character is two."""
    return text if 2 * len(text) <= most else text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")
