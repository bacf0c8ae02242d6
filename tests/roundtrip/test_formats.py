"""The same disclosure in several formats gives the same facts."""

from collections import Counter
from pathlib import Path

import pytest
from writers import Laid, docx, laid_out, xlsx

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


def laid(grid: Grid) -> Laid:
    return laid_out(grid, head_height(matrix_of(grid)))


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
def test_as_a_workbook(tmp_path: Path, printed: Pages, read: Disclosure, inside: bool) -> None:
    path = tmp_path / "例.xlsx"
    sheets: list[tuple[str, list[str], Laid | None]] = [("封面", ["2024年广州市数字政府运营中心部门预算"], None)]
    for i, table in enumerate(t for t in stitch(printed).tables if t.title):
        lines = [table.title] if inside else []
        lines += [f"单位名称：{table.body_name}", f"单位：{table.unit}"]
        sheets.append((f"表{i + 1}" if inside else table.title[:31], lines, laid(table.grid)))
    path.write_bytes(xlsx(sheets))
    again = build([read_pages(path)])
    assert facts(again) == facts(read, titled=True)
    assert [s.kind for s in again.statements] == [s.kind for s in read.statements if s.title]
    assert unaccounted(again) == []
