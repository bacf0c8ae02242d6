"""Real PDFs to pages: against tables put down by eye, against pdfplumber, and nothing lost on the way."""

import json
from collections import Counter
from pathlib import Path

import pdfplumber
import pypdfium2
import pytest

from yusuan.model.grid import Grid, Page
from yusuan.model.place import Source
from yusuan.read.limits import DEFAULT
from yusuan.read.pdf import native
from yusuan.read.pdf.glyphs import SPACES, plain
from yusuan.read.pdf.pages import Laid, laid_out
from yusuan.read.source import read_pages

pytestmark = pytest.mark.corpus

SOURCE = Source("", "", "pdf")


def squash(text: str | None) -> str:
    return "".join((text or "").split())


def laid(path: Path, number: int) -> Laid:
    data = path.read_bytes()
    with native.opened(data) as document, native.page_of(document, number - 1) as handles:
        return laid_out(handles, number, SOURCE, DEFAULT)


def grids(page: Page) -> list[Grid]:
    return [block for block in page.blocks if isinstance(block, Grid)]


@pytest.mark.parametrize("name", ["g04", "g07", "g08", "g09", "g16"])
def test_tables_put_down_by_eye(shared, name):
    gold = json.loads((shared / "gold" / "grids" / f"{name}.json").read_text())
    [grid] = grids(laid(shared / "corpus" / gold["document"], gold["page"]).page)
    read = [[""] * grid.n_columns for _ in range(grid.n_rows)]
    covered = []
    for cell in grid.cells:
        read[cell.row][cell.column] = squash(cell.text)
        rows, columns = range(cell.row, cell.row + cell.row_span), range(cell.column, cell.column + cell.column_span)
        covered += [[r, c, cell.row, cell.column] for r in rows for c in columns if (r, c) != (cell.row, cell.column)]
    assert read == gold["grid"]
    assert sorted(covered) == sorted(gold["covered"])
    for top, left, bottom, right, box in gold["boxes"]:
        cell = next(c for c in grid.cells if (c.row, c.column) == (top, left))
        assert (cell.row_span, cell.column_span) == (bottom - top + 1, right - left + 1)
        assert cell.place.box == pytest.approx(box, abs=2)


PAGES = [
    ("guangzhou/2026_广州市信访局_部门预算.pdf", 8),
    ("beijing/2026_北京市人力资源和社会保障局_部门预算报表.pdf", 14),
    ("shanghai/2026_上海市花卉良种试验场_单位预算.pdf", 9),
    ("xian/2022_西安市住房和城乡建设局_部门预算.pdf", 58),
    ("shenzhen/2026_深圳市统计局（本级）_部门预算.pdf", 22),
    ("wuxi/2026_无锡市应急管理局_部门预算.pdf", 14),
]


@pytest.mark.parametrize(("name", "number"), PAGES)
def test_the_same_cells_as_pdfplumber(shared, name, number):
    path = shared / "corpus" / name
    ours = Counter(squash(cell.text) for grid in grids(laid(path, number).page) for cell in grid.cells)
    with pdfplumber.open(path) as pdf:
        tables = pdf.pages[number - 1].extract_tables()
    theirs = Counter(squash(text) for table in tables for row in table for text in row)
    del ours[""], theirs[""]
    # What it has more are the title and the unit: it takes white rulings for rulings.
    assert not ours - theirs
    assert not any(any(c.isdigit() for c in text) for text in theirs - ours if "表" not in text)


def test_no_character_is_lost_or_made_up(shared):
    """Over a page in twelve of every real PDF: each character is in one cell or line, hidden, or a copy."""
    for path in sorted((shared / "corpus").glob("*/*.pdf")):
        with pypdfium2.PdfDocument(path) as document:
            for number in range(1, len(document) + 1, 12):
                text = document[number - 1].get_textpage().get_text_range()
                found = Counter(c for c in plain(text) if c not in SPACES)
                page = laid(path, number)
                kept = Counter("".join(text for block in page.page.blocks for text in texts(block)))
                for space in SPACES & kept.keys():
                    del kept[space]
                lost = found - kept - Counter("".join(page.hidden))
                assert not kept - found, (path.name, number)
                assert lost.total() == page.copies, (path.name, number, lost)


def texts(block) -> list[str]:
    return [cell.text for cell in block.cells] if isinstance(block, Grid) else [block.text]


def test_amounts_stand_where_the_picture_shows_them(shared):
    """Pages on which generic readers fail: digits with false widths, amounts that touch, cells over a page break."""
    path = shared / "corpus" / "chongqing/2026_重庆市商务委员会_部门预算.pdf"
    [grid] = grids(laid(path, 9).page)
    total = {cell.column: cell.text for cell in grid.cells if cell.row == 2 and cell.text}
    amounts = ["合计", "174,900.64", "101,833.84", "41,534.73", "22,070.82", "2,461.25", "6,282.98", "717.01"]
    assert total == dict(zip([0, 2, 3, 4, 6, 7, 10, 11], amounts, strict=True))
    path = shared / "corpus" / "beijing/2026_中国共产党北京市委员会宣传部_部门预算报表.pdf"
    [grid] = grids(laid(path, 48).page)
    assert [(c.column, c.row_span) for c in grid.cells if c.text == "374.403000"] == [(1, 17), (2, 17)]


def test_a_page_that_is_scanned_says_so(shared):
    pages = read_pages(shared / "corpus" / "beijing/2026_北京市政务服务和数据管理局_部门预算情况说明.pdf")
    assert not any(page.has_text for page in pages.pages)
    assert "扫描件" in pages.notes[0]
