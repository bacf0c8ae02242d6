"""The statements of documents as a workbook: one sheet each, numbers as numbers, and never a formula out of a cell."""

import io
import re
from collections.abc import Iterable
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yusuan.model.amount import parse_number
from yusuan.model.disclosure import Disclosure, Statement
from yusuan.model.grid import Cell
from yusuan.report.book import clean
from yusuan.report.written import write

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST = 31  # characters that Excel allows in a sheet's name
_CELL = 32_767  # and in a cell
#: What a double holds exactly; a longer figure is kept as text.
_DIGITS = 15
_DECIMALS = 8
_SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def sheet_name(title: str, taken: set[str]) -> str:
    """Make of ``title`` a name that Excel takes and that is not in ``taken`` (lower case), and add it there."""
    base = _FORBIDDEN.sub(" ", clean(title, _CELL)).strip().strip("'").strip() or "Sheet"
    name, n = _cut(base, _LONGEST), 1
    while name.lower() in taken or name.lower() == "history":  # Excel keeps that name for itself
        n += 1
        name = f"{_cut(base, _LONGEST - len(str(n)) - 1)}~{n}"
    taken.add(name.lower())
    return name


def _cell(text: str) -> str:
    return _cut(clean(text, _CELL), _CELL)


def _cut(text: str, most: int) -> str:
    """The beginning of ``text``, as long as Excel counts: a rare character is two."""
    return text if 2 * len(text) <= most else text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")


def write_xlsx(disclosures: Iterable[Disclosure], path: Path) -> None:
    """Write every statement of ``disclosures`` into the workbook at ``path``. Raises OSError."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - only this needs it

    taken: set[str] = set()
    data = io.BytesIO()
    with Workbook(data, _SAFE) as book:
        formats = {"": book.add_format({"text_wrap": True, "valign": "vcenter", "border": 1})}
        for disclosure in disclosures:
            for statement in disclosure.statements:
                name = " ".join(p for p in (statement.number, statement.title) if p)
                sheet = book.add_worksheet(sheet_name(name or f"{statement.index + 1}", taken))
                _fill(book, sheet, formats, disclosure, statement)
        if not taken:
            book.add_worksheet("Sheet")
    write(path, data.getvalue())


def _fill(
    book: "Workbook", sheet: "Worksheet", formats: dict[str, Any], disclosure: Disclosure, statement: Statement
) -> None:
    unit = f"单位：{statement.unit}" if statement.unit else ""
    body = statement.body_name or disclosure.identity.body
    for row, words in enumerate((statement.title, "  ".join(p for p in (body, unit) if p))):
        sheet.write_string(row, 0, _cell(words))
    top = 2
    amounts = {c.index for c in statement.columns if c.role in ("amount", "ratio", "count")}
    data = {r.index for r in statement.rows if r.role in ("data", "total")}
    for cell in statement.grid.cells:
        _write(book, sheet, formats, cell, top, number=cell.column in amounts and cell.row in data)
    for n, note in enumerate(statement.notes):
        sheet.write_string(top + statement.grid.n_rows + n, 0, _cell(note))
    sheet.set_column(0, max(0, statement.grid.n_columns - 1), 16)


def _write(
    book: "Workbook", sheet: "Worksheet", formats: dict[str, Any], cell: Cell, top: int, *, number: bool
) -> None:
    from xlsxwriter.exceptions import OverlappingRange  # noqa: PLC0415 - loaded with the workbook

    row, column = cell.row + top, cell.column
    parsed = parse_number(cell.text) if number else None
    style = formats[""]
    if parsed is not None:
        decimals = min(parsed[1], _DECIMALS)
        key = "#,##0" + (f".{'0' * decimals}" if decimals else "")
        if key not in formats:
            formats[key] = book.add_format({"num_format": key, "border": 1, "valign": "vcenter"})
        style = formats[key]
    if cell.row_span > 1 or cell.column_span > 1:
        # A grid that was read wrongly may hold merges that overlap: Excel takes neither, the text stays in its cell.
        with suppress(OverlappingRange):
            sheet.merge_range(row, column, row + cell.row_span - 1, column + cell.column_span - 1, "", style)
    if parsed is not None and len(str(abs(parsed[0]))) <= _DIGITS:
        sheet.write_number(row, column, Fraction(parsed[0], 10 ** parsed[1]), style)
    elif cell.text:
        sheet.write_string(row, column, _cell(cell.text), style)
    else:
        sheet.write_blank(row, column, None, style)
