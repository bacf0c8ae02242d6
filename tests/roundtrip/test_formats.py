"""The same disclosure in several formats gives the same facts."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from support.flowed import Break, Sheet, Table, one_page
from support.merges import laid_out
from support.redrawn import as_html, as_ofd
from support.word import docx
from support.workbook import xlsx
from yusuan.model.coordinate import Coordinate
from yusuan.model.disclosure import Disclosure
from yusuan.model.grid import Grid, Pages, TextLine
from yusuan.read.disclosure import build
from yusuan.read.interpret.head import head_height
from yusuan.read.interpret.matrix import matrix_of
from yusuan.read.source import read_pages
from yusuan.read.stitch import stitch

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "gzdgov-2024.txt"


@pytest.fixture(scope="module")
def printed() -> Pages:
    return read_pages(EXAMPLE)


@pytest.fixture(scope="module")
def read(printed: Pages) -> Disclosure:
    return build([printed])


def facts(disclosure: Disclosure, *, titled: bool = False) -> Counter[tuple[Coordinate, int, int]]:
    """The facts by point, value and exactness; only those of tables with a title, where ``titled``."""
    kept = {s.index for s in disclosure.statements if s.title or not titled}
    return Counter((f.coordinate, f.amount.value, f.amount.step) for f in disclosure.facts if f.statement in kept)


def laid(grid: Grid) -> Table:
    head = head_height(matrix_of(grid))
    return Table(laid_out(grid, head), head)


def unaccounted(disclosure: Disclosure) -> list[str]:
    return [t.text for t in disclosure.tokens if t.use == "unaccounted"]


def test_as_a_word_document(tmp_path: Path, printed: Pages, read: Disclosure) -> None:
    path = tmp_path / "例.docx"
    blocks = [b if isinstance(b, TextLine) else laid(b) for b in printed.pages[0].blocks]
    path.write_bytes(docx(blocks))
    pages = read_pages(path)
    again = build([pages])
    assert pages.pages[0].numbers == printed.pages[0].numbers == len(again.tokens)
    assert facts(again) == facts(read)
    assert [(s.kind, s.title, s.unit, s.body_name) for s in again.statements] == [
        (s.kind, s.title, s.unit, s.body_name) for s in read.statements
    ]
    assert [s.path for s in again.sections] == [s.path for s in read.sections]
    assert Counter((c.kind, c.coordinate, c.subject) for c in again.claims) == Counter(
        (c.kind, c.coordinate, c.subject) for c in read.claims
    )
    assert unaccounted(again) == []


@pytest.mark.parametrize("inside", [True, False], ids=["titles on the sheets", "titles in the sheets' names"])
@pytest.mark.parametrize("numbers", [True, False], ids=["numbers", "texts"])
def test_as_a_workbook(tmp_path: Path, printed: Pages, read: Disclosure, inside: bool, numbers: bool) -> None:
    path = tmp_path / "例.xlsx"
    sheets = []
    for i, table in enumerate(t for t in stitch(printed).tables if t.title):
        lines = [table.title] if inside else []
        lines += [f"单位名称：{table.body_name}", f"单位：{table.unit}"]
        sheets.append(Sheet(f"表{i + 1}" if inside else table.title, tuple(lines), laid(table.grid), ()))
    path.write_bytes(xlsx(["2024年广州市数字政府运营中心部门预算"], sheets, numbers=numbers))
    again = build([read_pages(path)])
    assert facts(again) == facts(read, titled=True)
    assert [s.kind for s in again.statements] == [s.kind for s in read.statements if s.title]
    assert unaccounted(again) == []


def test_as_a_web_page(tmp_path: Path, printed: Pages, read: Disclosure) -> None:
    path = tmp_path / "例.html"
    blocks = [b if isinstance(b, TextLine) else laid(b) for b in printed.pages[0].blocks]
    path.write_text(as_html(one_page(blocks, printed)), encoding="utf-8")
    again = build([read_pages(path)])
    assert facts(again) == facts(read)
    assert unaccounted(again) == []


def test_as_ofd(tmp_path: Path, printed: Pages, read: Disclosure) -> None:
    path = tmp_path / "例.ofd"
    path.write_bytes(as_ofd(printed))
    again = build([read_pages(path)])
    assert facts(again) == facts(read)


def test_tables_of_a_word_document_cut_at_page_breaks(tmp_path: Path, printed: Pages, read: Disclosure) -> None:
    path = tmp_path / "例.docx"
    blocks: list[TextLine | Table | Break] = []
    for block in printed.pages[0].blocks:
        if isinstance(block, TextLine):
            blocks.append(block)
            continue
        whole = laid(block)
        middle = max(whole.head + 1, whole.grid.n_rows // 2)
        blocks += [Table(piece, 0) for piece in cut(whole.grid, middle)]
    path.write_bytes(docx(blocks))
    again = build([read_pages(path)])
    assert facts(again) == facts(read)
    assert len(again.statements) == len(read.statements)


def cut(grid: Grid, at: int) -> list[Grid]:
    """The rows before ``at`` and those from it on, as two tables; a table that ends before it whole."""
    if at >= grid.n_rows:
        return [grid]
    first = tuple(c for c in grid.cells if c.row < at)
    rest = tuple(replace(c, row=c.row - at) for c in grid.cells if c.row >= at)
    return [replace(grid, cells=first, n_rows=at), replace(grid, cells=rest, n_rows=grid.n_rows - at)]
