"""What is decided before anything is drawn: pages, type, widths, fonts, charts."""

from pathlib import Path

import pytest

from yusuan.model.document import Part, Prose, Table, TableCell
from yusuan.publish import fonts
from yusuan.publish.charts import PAPER, PHONE, Form, described, drawn, percent
from yusuan.publish.docx.pages import page_numbers
from yusuan.publish.errors import FontsMissingError, PublishError
from yusuan.publish.measure import ACROSS, ALONG, lacking, one_line
from yusuan.publish.paged import Heading, Statement, laid, stretches

from .samples import CHART, amount, document, table


def statement(made: Table) -> Statement:
    found = stretches(document(made))[0].pieces[-1].what
    assert isinstance(found, Statement)
    return found


def test_a_table_that_fits_stays_upright_in_full_type() -> None:
    fitted = statement(table()).fitted
    assert (fitted.landscape, fitted.size) == (False, 10.5)
    assert sum(fitted.widths) == pytest.approx(ACROSS, abs=0.1)


def test_a_table_of_many_columns_turns_and_gets_smaller_type() -> None:
    cells = tuple(amount("1,234,567.89", 1, item=str(i)) for i in range(14))
    fitted = statement(Table("", "", "宽", "", "元", (), (cells,), (1,) * 14)).fitted
    assert fitted.landscape
    assert 5 < fitted.size < 8
    assert sum(fitted.widths) == pytest.approx(ALONG, abs=0.1)


def test_no_figure_is_ever_broken() -> None:
    wide = Table("", "", "", "", "元", (), ((TableCell("名" * 60, "name"), amount("9,999,999,999.99", 1)),), (99, 1))
    fitted = statement(wide).fitted
    assert fitted.widths[1] > 16 * 0.5 * fitted.size


def test_a_word_that_cannot_be_broken_has_its_room() -> None:
    cells = (TableCell("GZIT2024SMNC051026AB", "name"), *(amount("1,234,567.89", 1, item=str(i)) for i in range(5)))
    fitted = statement(Table("", "", "", "", "元", (), (cells,), (1, 9, 9, 9, 9, 9))).fitted
    assert fitted.widths[0] > 20 * 0.55 * fitted.size


@pytest.mark.parametrize(
    ("text", "most", "white"),
    [("1.20", 2, ""), ("1.2", 2, "0"), ("12", 2, ".00"), ("—", 2, ""), ("", 2, ""), ("5", 0, "")],
)
def test_white_behind_shorter_figures(text: str, most: int, white: str) -> None:
    assert lacking(text, most) == white


def test_rows_that_certainly_have_one_line() -> None:
    names = ("短", "很长的名称" * 9, "甲\n乙", "𠮷", "W" * 9)
    rows = tuple((TableCell(n, "name"), amount("1,234,567.89", 1)) for n in names)
    spanned = (TableCell("很长的名称" * 9, "name", row_span=2), amount("1.00", 1)), (amount("2.00", 1),)
    made = statement(Table("", "", "", "", "元", ((TableCell("名", "head"), TableCell("数", "head")),),
                           (*rows, *spanned), (1, 9)))  # fmt: skip
    assert one_line(made.cells, made.fitted, made.points, 1) == [True, False, False, False, True, False, False]


def test_cells_that_collide_are_named() -> None:
    row = (TableCell("甲", "text", column_span=3),)
    with pytest.raises(PublishError) as told:
        laid(Table("", "表9", "错表", "", "", (), (row,), (1, 1)))
    assert "表9错表 第 1 行第 1 列" in told.value.message.zh
    head = ((TableCell("甲", "head", row_span=2),),)
    with pytest.raises(PublishError):
        laid(Table("", "", "", "", "", head, ((TableCell("乙", "text"),),), (1,)))


def test_a_row_that_ends_too_soon_is_filled() -> None:
    rows = ((TableCell("甲", "text"),), (TableCell("乙", "text"), TableCell("丙", "text")))
    assert [(a.row, a.column) for a in laid(Table("", "", "", "", "", (), rows, (1, 1)))] == [
        (0, 0), (0, 1), (1, 0), (1, 1)
    ]  # fmt: skip


def test_a_heading_that_is_the_tables_title_is_not_printed_twice() -> None:
    part = Part(2, "一、支出总表", (table(),))
    made = document()
    whole = stretches(type(made)("", "", 2024, "budget", "unit", "", (Part(1, "第二部分", (), (part,)),)))
    what = [p.what for s in whole for p in s.pieces]
    assert [type(w) for w in what] == [Heading, Heading, Statement]
    assert isinstance(what[2], Statement)
    assert what[2].headed
    assert [h.text for h, _ in page_numbers(whole)] == ["第二部分", "一、支出总表"]


def test_pages_are_counted() -> None:
    runs = stretches(document(Prose("说明。"), table(200), table(number="表2")))
    assert [page for _, page in page_numbers(runs)] == [1, 2, 9]


def test_shares() -> None:
    assert percent(1, 3) == "33.33%"
    assert percent(2, 3) == "66.67%"
    assert percent(-1, 8) == "-12.50%"
    assert percent(1, 0) == ""
    assert described(CHART).startswith("支出构成（万元）。教育支出：本年 12.35，上年 0.00；")


@pytest.mark.parametrize("form", [PAPER, PHONE])
def test_bars_stay_in_the_picture(form: Form) -> None:
    drawing = drawn(CHART, form)
    for bar in drawing.bars:
        assert bar.x >= 0
        assert bar.x + bar.width <= form.width
        assert bar.width >= 0
    assert all(0 <= t.x <= form.width and 0 < t.y < drawing.height for t in drawing.labels)


def test_type_is_read_on_a_phone() -> None:
    shown = (375 - 2 * 16) / drawn(CHART, PHONE).width
    assert all(t.size * shown > 11 for t in drawn(CHART, PHONE).labels)


def test_where_fonts_come_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "own"
    own.mkdir()
    with pytest.raises(FontsMissingError):
        fonts.find_fonts(own)
    (own / "a.ttf").write_bytes(b"")
    found = fonts.find_fonts(own)
    assert (found.source, found.folders) == ("folder", (own,))
    assert found.families()["body"][0] == "FangSong_GB2312"
    monkeypatch.setattr(fonts, "find_spec", lambda _: None)
    monkeypatch.setattr(fonts, "_system", lambda: (tmp_path,))
    with pytest.raises(FontsMissingError) as told:
        fonts.find_fonts()
    assert "--fonts" in told.value.message.zh
    (tmp_path / "NotoSerifCJK-Regular.ttc").write_bytes(b"")
    found = fonts.find_fonts()
    assert (found.source, found.folders) == ("system", (tmp_path,))
    assert "FangSong" not in found.families()["body"]
