"""Small workbooks for the tests."""

import base64
import io
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from yusuan.model.grid import Grid, Pages, TextLine
from yusuan.model.place import Source
from yusuan.read.workbook import read_workbook

SOURCE = Source("0" * 64, "表.xlsx", "xlsx")


def book(*fills: Callable[[Worksheet], None], names: tuple[str, ...] = ()) -> bytes:
    """A workbook with a sheet for each of ``fills``, called as ``names`` say."""
    made = Workbook()
    made.remove(made.active)
    for i, fill in enumerate(fills):
        sheet = made.create_sheet(names[i] if i < len(names) else f"Sheet{i + 1}")
        fill(sheet)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def rows(*lines: tuple[object, ...]) -> Callable[[Worksheet], None]:
    def fill(sheet: Worksheet) -> None:
        for line in lines:
            sheet.append(line)

    return fill


def read(data: bytes) -> Pages:
    return read_workbook(data, SOURCE)


def grids(pages: Pages) -> list[Grid]:
    return [b for page in pages.pages for b in page.blocks if isinstance(b, Grid)]


def lines(pages: Pages) -> list[str]:
    return [b.text for page in pages.pages for b in page.blocks if isinstance(b, TextLine)]


def texts(grid: Grid) -> list[list[str]]:
    """The cells' texts row by row; what a merge covers is '^'."""
    out = [["^"] * grid.n_columns for _ in range(grid.n_rows)]
    for cell in grid.cells:
        out[cell.row][cell.column] = cell.text
    return out


def repacked(data: bytes, changes: dict[str, Callable[[bytes], bytes]]) -> bytes:
    """The archive with some members changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changes.get(name, bytes)(old.read(name)))
    return out.getvalue()


def small_xls() -> bytes:
    """An old workbook, saved by LibreOffice out of one like those above; kept as text, for it is a binary file."""
    packed = (Path(__file__).parent / "small.xls.b85").read_text(encoding="ascii")
    return zlib.decompress(base64.b85decode("".join(packed.split())))
