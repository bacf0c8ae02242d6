"""Writes workbooks (XLSX), a sheet a table: figures as numbers in the format that shows them, or as text."""

import io
import re
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from support.flowed import Sheet
from yusuan.model.amount import parse_number
from yusuan.model.grid import Cell

_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_LEADING_ZERO = re.compile(r"-?0\d")


def xlsx(cover: Sequence[str], sheets: Sequence[Sheet], *, numbers: bool = True) -> bytes:
    """The bytes of a workbook: ``cover`` on a sheet of its own, then ``sheets``."""
    made = Workbook()
    first = made.active
    assert isinstance(first, Worksheet)
    first.title = "封面"
    for line in cover:
        first.append([line.lstrip("=")])
    for i, one in enumerate(sheets, 1):
        name = _NOT_IN_NAMES.sub("", f"{i} {one.title}" if one.title else f"Sheet{i}")[:31]
        _fill(made.create_sheet(name), one, numbers=numbers)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _fill(sheet: Worksheet, one: Sheet, *, numbers: bool) -> None:
    grid = one.table.grid
    row = 1
    for line in one.above:
        _line(sheet, row, line, grid.n_columns)
        row += 1
    for cell in grid.cells:
        _cell(sheet, row, cell, numbers=numbers)
    row += grid.n_rows
    for line in one.below:
        _line(sheet, row, line, grid.n_columns)
        row += 1


def _line(sheet: Worksheet, row: int, text: str, width: int) -> None:
    sheet.cell(row, 1, text)
    if width > 1:
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)


def _cell(sheet: Worksheet, top: int, cell: Cell, *, numbers: bool) -> None:
    row, column = top + cell.row, cell.column + 1
    bare = cell.text.lstrip(" ")
    if bare:
        made = sheet.cell(row, column)
        made.value, made.number_format = _stored(bare) if numbers else (bare, "@")
        made.data_type = "s" if isinstance(made.value, str) else "n"
        blanks = len(cell.text) - len(bare)
        if blanks:
            # Two blanks are one step of indent; what is over is typed.
            made.alignment = Alignment(indent=blanks // 2)
            if blanks % 2 and isinstance(made.value, str):
                made.value = " " + made.value
    if cell.row_span > 1 or cell.column_span > 1:
        end = (row + cell.row_span - 1, column + cell.column_span - 1)
        sheet.merge_cells(start_row=row, start_column=column, end_row=end[0], end_column=end[1])


def _stored(text: str) -> tuple[str | float, str]:
    """A figure as a number with the format that shows it; anything else, a code with leading zeros too, as text."""
    percent = text.endswith("%")
    number = parse_number(text.rstrip("%"))
    if number is None or _LEADING_ZERO.match(text) or "".join(c for c in text if c not in "-0123456789.,%"):
        return text, "General"
    places = "." + "0" * number[1] if number[1] else ""
    form = ("#,##0" if "," in text else "0") + places + ("%" if percent else "")
    value = number[0] / 10 ** (number[1] + 2 * percent)
    return (int(value) if value.is_integer() else value), form
