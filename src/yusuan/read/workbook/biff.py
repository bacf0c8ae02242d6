"""XLS and ET (BIFF, with OLE around it or bare) by xlrd, which keeps number formats, indents and what is hidden."""

import io
import struct
from collections.abc import Iterator
from typing import Any

import xlrd

from yusuan.model.text import Text
from yusuan.read.archive import damaged, encrypted
from yusuan.read.ole import MAGIC, Compound
from yusuan.read.workbook.sheet import Sheet
from yusuan.read.workbook.styles import Style, style
from yusuan.read.workbook.values import Values

WHAT = Text("旧版 Excel 工作簿（xls）", "The old Excel workbook (xls)")
#: What xlrd raises on broken bytes: it checks little and trusts the records' own lengths.
_BROKEN = (
    xlrd.XLRDError, xlrd.compdoc.CompDocError, struct.error, AssertionError, LookupError, ValueError, TypeError,
    AttributeError, OverflowError, ArithmeticError, EOFError, OSError, NotImplementedError, UnboundLocalError,
    RecursionError, MemoryError,
)  # fmt: skip
_EMPTY, _TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR, _BLANK = range(7)


def read_xls(data: bytes) -> Iterator[Sheet]:
    """The sheets in their order. Raises DamagedError or EncryptedError."""
    try:
        book: Any = xlrd.open_workbook(
            file_contents=_records(data), formatting_info=True, logfile=io.StringIO(), ragged_rows=True
        )
    except _BROKEN as error:
        if isinstance(error, xlrd.XLRDError) and "encrypted" in str(error):
            raise encrypted() from error
        raise damaged(WHAT) from error
    try:
        styles = tuple(
            style(book.format_map[xf.format_key].format_str, xf.alignment.indent_level) for xf in book.xf_list
        )
        sheets = [_sheet(sheet, book, styles) for sheet in book.sheets()]
    except _BROKEN as error:
        raise damaged(WHAT) from error
    yield from sheets


def _records(data: bytes) -> bytes:
    """The workbook's records without the OLE around them, whose broken chains xlrd would follow for ever."""
    if not data.startswith(MAGIC):
        return data
    compound = Compound(data)
    found = compound.stream("Workbook") or compound.stream("Book")
    if not found:
        raise damaged(WHAT)
    return found


def _sheet(sheet: Any, book: Any, styles: tuple[Style, ...]) -> Sheet:  # noqa: ANN401 - xlrd has no types
    values = Values(sheet.name, bool(sheet.visibility), bool(book.datemode))
    values.zeros = bool(sheet.show_zero_values)
    for r0, r1, c0, c1 in sheet.merged_cells:
        values.merges.append((r0, c0, r1 - 1, c1 - 1))
    values.hidden_rows = {r for r, info in sheet.rowinfo_map.items() if info.hidden}
    values.hidden_columns = {c for c, info in sheet.colinfo_map.items() if info.hidden}
    for r in range(sheet.nrows):
        for c, cell in enumerate(sheet.row(r)):
            if cell.ctype not in (_EMPTY, _BLANK):
                index = cell.xf_index
                form = styles[index] if index is not None and 0 <= index < len(styles) else Style()
                _cell(values, (r, c), cell, form)
    return values.sheet()


def _cell(values: Values, spot: tuple[int, int], cell: Any, form: Style) -> None:  # noqa: ANN401
    if cell.ctype == _TEXT:
        values.text(spot, str(cell.value), form)
    elif cell.ctype in (_NUMBER, _DATE):
        values.number(spot, float(cell.value), form)
    elif cell.ctype == _BOOLEAN:
        values.text(spot, "TRUE" if cell.value else "FALSE", form)
    elif cell.ctype == _ERROR:
        values.error(spot, xlrd.error_text_from_code.get(cell.value, "#ERR!"))
