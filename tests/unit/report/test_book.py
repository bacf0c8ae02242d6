"""Workbooks: no text becomes a formula, no cell holds what it cannot, the same content gives the same bytes."""

import zipfile

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from yusuan.report.book import LONGEST, clean, lines_of, opened

HOSTILE = [
    "=1+1",
    "+A1",
    "-A1",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
    "{=1}",
    "http://a.example/",
    "\x00\x1b\u202e甲\ufffe",
]


def made(path, texts):
    with opened(path, "=题目", "zh") as book:
        sheet = book.sheet("表", (20,) * len(texts))
        book.row(sheet, 0, texts, ["text"] * len(texts))
        book.rich(sheet, 1, 0, "=1", "+2", "text")
        book.rich(sheet, 2, 0, "=1", "", "text")
    return path


def test_no_text_is_a_formula_or_a_link(tmp_path):
    path = made(tmp_path / "a.xlsx", HOSTILE)
    sheet = openpyxl.load_workbook(path).active
    assert [c.value for c in sheet[1]] == [clean(t) for t in HOSTILE]
    for row in sheet.iter_rows():
        for cell in row:
            assert cell.value is None or (cell.data_type == "s" and cell.hyperlink is None)
            # The prefix keeps Excel from taking a text for a formula when its cell is edited.
            assert cell.value is None or cell.quotePrefix
    xml = zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in xml
    assert b"hyperlink" not in xml


def test_the_same_content_is_the_same_to_the_byte(tmp_path):
    one, other = made(tmp_path / "a.xlsx", ["甲"]), made(tmp_path / "b.xlsx", ["甲"])
    assert one.read_bytes() == other.read_bytes()


@given(st.text())
@example("\ud800")
@example("a\r\nb\u200fc")
def test_clean_text_is_fit_for_any_cell(text):
    fit = clean(text)
    fit.encode("utf-8")
    assert clean(fit) == fit
    assert len(fit) <= LONGEST
    assert not any(ord(c) < 32 and c not in "\t\n" for c in fit)


def test_a_cell_of_megabytes_is_cut():
    assert clean("长" * 10_000_000) == "长" * (LONGEST - 1) + "…"


@pytest.mark.parametrize(("text", "width", "lines"), [("", 10, 1), ("汉" * 10, 12, 2), ("a\nb", 10, 2), ("ab", 3, 2)])
def test_how_high_a_row_must_be(text, width, lines):
    assert lines_of(text, width) == lines


def test_a_folder_that_is_not_there_is_an_oserror(tmp_path):
    with pytest.raises(OSError, match="none"), opened(tmp_path / "none" / "a.xlsx", "t", "zh"):
        pass
