"""The PDF: for archives and screen readers, fonts embedded, heads repeated, no row cut, no text run as markup."""

import io
from pathlib import Path

import pdfplumber
import pikepdf
import pytest

from yusuan.model.document import Document, Prose, Table, TableCell
from yusuan.model.grid import Page
from yusuan.publish.errors import FormatMissingError, PublishError
from yusuan.publish.fonts import find_fonts
from yusuan.publish.paged import stretches
from yusuan.publish.pdf import pdf
from yusuan.read.source import read_pages

from .samples import CHART, HOSTILE, document, table

pytest.importorskip("typst")


def made(document: Document) -> bytes:
    return pdf(document, stretches(document))


def pages_of(data: bytes, folder: Path) -> tuple[Page, ...]:
    (folder / "x.pdf").write_bytes(data)
    return read_pages(folder / "x.pdf").pages


def test_it_is_an_archive_copy() -> None:
    with pikepdf.open(io.BytesIO(made(document(Prose("说明。"), CHART, table())))) as file:
        assert str(file.Root.Lang) == "zh-CN"
        assert bool(file.Root.MarkInfo.Marked)
        with file.open_metadata() as about:
            assert (about["pdfaid:part"], about["pdfaid:conformance"]) == ("2", "A")
            assert about["dc:title"] == "某局2024年部门预算"
        with file.open_outline() as outline:
            assert [(i.title, [c.title for c in i.children]) for i in outline.root] == [
                ("第一部分 预算表", ["支出总表"])
            ]
        for page in file.pages:
            for font in page.Resources.get("/Font", {}).values():
                descriptor = font.DescendantFonts[0].FontDescriptor
                assert "/FontFile3" in descriptor or "/FontFile2" in descriptor


def test_heads_repeat_and_no_row_is_cut(tmp_path: Path) -> None:
    long = document(table(70, text="名称很长的一类支出" * 4))
    data = made(long)
    pages = [p for p in pages_of(data, tmp_path) if any(hasattr(b, "cells") for b in p.blocks)]
    assert len(pages) > 2
    for page in pages:
        grid = next(b for b in page.blocks if hasattr(b, "cells"))
        assert [c.text for c in grid.cells if c.row == 0] == ["科目", "合计", "其中"]
        for row in range(2, grid.n_rows):
            texts = [c.text.strip() for c in grid.cells if c.row == row]
            assert texts[1] in ("合计", "名称很长的一类支出" * 4)
            assert texts[4]


def test_no_text_leaves_its_row() -> None:
    """Heights that are given and not found by typst hold what stands in the row, also where its column is just full."""
    names = [c * n for c in ("国", "W", "9", "，", "a.1") for n in range(1, 40, 2)]
    rows = tuple((TableCell(n, "name", indent=k % 3), TableCell("1,234.50", "amount")) for k, n in enumerate(names))
    made = Table("", "", "表", "", "", ((TableCell("名称", "head"), TableCell("数", "head")),), rows, (1, 3))
    with pdfplumber.open(io.BytesIO(pdf(work := document(made), stretches(work)))) as file:
        for page in file.pages[2:]:
            edges = sorted({round(r["top"], 1) for r in (*page.lines, *page.rects) if r["width"] > 50})
            for char in page.chars:
                above = [y for y in edges if y <= char["top"] + 1]
                below = [y for y in edges if y >= char["bottom"] - 3]
                if above and below and char["top"] > edges[0]:
                    assert not [y for y in edges if char["top"] + 1.5 < y < char["bottom"] - 3.5], char["text"]


@pytest.mark.parametrize(("times", "indent"), [(20, 0), (100, 0), (700, 0), (700, 1)])
def test_a_row_is_broken_only_where_no_page_holds_it(times: int, indent: int) -> None:
    head = ((TableCell("名", "head"), TableCell("文", "head")),)
    rows = tuple((TableCell(f"甲{k}", "name", indent=indent), TableCell("长文字" * times)) for k in range(9))
    work = document(Table("", "", "表", "", "", head, rows, (1, 3)))
    with pdfplumber.open(io.BytesIO(pdf(work, stretches(work)))) as file:
        pages = [p for p in file.pages if any(c["text"] == "长" for c in p.chars)]
        lowest = max(c["bottom"] for p in pages for c in p.chars if c["text"] in "长文字")
        counts = [sum(c["text"] == "长" for c in p.chars) for p in pages]
    assert lowest < 842 - 90
    assert sum(counts) == 9 * times
    assert times > 100 or all(n % times == 0 for n in counts)


def test_points_stand_in_one_line() -> None:
    with pdfplumber.open(io.BytesIO(made(document(table(4))))) as file:
        page = file.pages[-1]
        points = {round(c["x0"], 1) for c in page.chars if c["text"] == "." and c["x0"] > 460}
    assert len(points) == 1


def test_wide_tables_turn_the_page() -> None:
    with pikepdf.open(io.BytesIO(made(document(Prose("说明。"), table(wide=True))))) as file:
        boxes = [[float(x) for x in p.MediaBox][2:] for p in file.pages]
    assert [w > h for w, h in boxes] == [False, False, False, True]


def test_hostile_texts_are_printed(tmp_path: Path) -> None:
    pages = pages_of(made(document(Prose(HOSTILE), table(text=HOSTILE))), tmp_path)
    text = "".join(b.text for p in pages for b in p.blocks if hasattr(b, "text"))
    assert "<script>alert(1)</script>" in text
    assert '#import"x"$a$]]{{x}}&' in text.replace(" ", "")


def test_a_character_that_no_font_has_is_named() -> None:
    with pytest.raises(PublishError) as told:
        made(document(Prose("姓𠮷的人")))
    assert "“𠮷”" in told.value.message.zh
    assert "--fonts" in told.value.message.zh


def test_without_typst(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yusuan.publish.pdf.find_spec", lambda _: None)
    with pytest.raises(FormatMissingError) as told:
        made(document())
    assert "yusuan[publish]" in told.value.message.zh


def test_with_fonts_of_the_users(tmp_path: Path) -> None:
    source = find_fonts().folders[0]
    for file in source.glob("*.otf"):
        (tmp_path / file.name).symlink_to(file)
    if not any(tmp_path.iterdir()):
        pytest.skip("the fonts are collections of the system's")
    work = document(Prose("说明。"))
    assert pdf(work, stretches(work), tmp_path) == made(work)
