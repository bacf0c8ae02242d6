"""Annotated workbooks, read back by openpyxl: notes and colours at their cells, everything else as it was."""

import io
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from support.noted import notes, remark
from support.office import resaved
from yusuan.model.finding import Severity
from yusuan.model.place import Place, Source
from yusuan.read.convert import installed
from yusuan.read.errors import DamagedError
from yusuan.report.copies.excel import annotated_xlsx
from yusuan.report.copies.notes import Notes, Spot, clean

SOURCE = Source("0" * 64, "样本.xlsx", "xlsx")
ERROR, NAMED = "FFFFA8A0", "FFFFE1DE"


def at(sheet: str, row: int, column: int) -> Place:
    return Place(SOURCE, sheet=sheet, cell=(row, column))


def workbook() -> bytes:
    """Two sheets with numbers, a format, a merge, a note, a formula and a chart."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "表'1"
    for row in range(1, 6):
        for column in range(1, 4):
            sheet.cell(row, column, row * column)
    sheet["B2"].number_format = "#,##0.00"
    sheet["B2"].font = Font(bold=True)
    sheet["C3"].fill = PatternFill("solid", fgColor="FF00FF00")
    sheet["A5"].comment = Comment("原有批注", "张")
    sheet["A9"] = "=SUM(A1:A5)"
    sheet.merge_cells("E1:F2")
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=1, min_row=1, max_row=5))
    sheet.add_chart(chart, "H2")
    book.create_sheet("表2")["A1"] = date(2024, 1, 2)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def loaded(data: bytes) -> openpyxl.Workbook:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
    return openpyxl.load_workbook(io.BytesIO(data))


def test_cells_are_noted_and_coloured_and_keep_their_format() -> None:
    made = loaded(annotated_xlsx(workbook(), notes(at("表'1", 1, 1), at("表'1", 2, 2), at("表'1", 20, 30), None)))
    sheet = made["表'1"]
    assert sheet["B2"].value == 4
    assert sheet["B2"].number_format == "#,##0.00"
    assert sheet["B2"].font.bold
    assert sheet["B2"].fill.fgColor.rgb == ERROR
    assert sheet["C3"].fill.fgColor.rgb == ERROR
    assert sheet["AE21"].value is None
    assert sheet["AE21"].fill.fgColor.rgb == ERROR
    assert sheet["B2"].comment.text.startswith("1. 错误 YS2-001 合计")
    assert sheet["A1"].fill.fill_type is None
    assert sheet["A9"].value == "=SUM(A1:A5)"
    assert [str(m) for m in sheet.merged_cells.ranges] == ["E1:F2"]
    assert made["表2"]["A1"].is_date


def test_parts_that_are_not_touched_are_the_same_bytes() -> None:
    data = workbook()
    made = annotated_xlsx(data, notes(at("表2", 0, 0)))
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(made)) as new:
        same = [n for n in old.namelist() if n in new.namelist() and old.read(n) == new.read(n)]
        assert {"xl/charts/chart1.xml", "xl/worksheets/sheet1.xml", "xl/theme/theme1.xml"} <= set(same)
        assert set(old.namelist()) <= set(new.namelist())


def test_notes_of_the_workbook_stay() -> None:
    sheet = loaded(annotated_xlsx(workbook(), notes(at("表'1", 4, 0), at("表'1", 0, 0))))["表'1"]
    assert sheet["A5"].comment.text.startswith("原有批注")
    assert "YS2-001" in sheet["A5"].comment.text
    assert sheet["A5"].comment.author == "张"
    assert "YS2-001" in sheet["A1"].comment.text


def test_every_note_has_a_box_of_its_own() -> None:
    made = annotated_xlsx(workbook(), notes(*(at("表'1", 30, c) for c in range(5))))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        (name,) = [n for n in archive.namelist() if n.endswith(".vml") or "legacyDrawing" in n]
        drawing = archive.read(name).decode("utf-8")
    assert drawing.count('ObjectType="Note"') == 6
    identities = [piece.split('"')[0] for piece in drawing.split('<v:shape id="')[1:]]
    assert len(set(identities)) == len(identities)


def test_the_findings_are_listed_with_links() -> None:
    made = loaded(annotated_xlsx(workbook(), notes(at("表'1", 1, 1), None, message="=1+1")))
    sheet = made["问题清单"]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert rows[0][:2] == ("序号", "级别")
    assert [r[4] for r in rows[1:]] == ["=1+1", "=1+1"]
    assert all(c.data_type != "f" for row in sheet.iter_rows() for c in row)
    assert sheet["A3"].hyperlink.location == "'表''1'!B2"
    assert sheet["A4"].hyperlink is None


def test_a_cell_that_a_finding_only_names_is_paler() -> None:
    base = notes(at("表2", 0, 0))
    other, hint = at("表2", 1, 1), at("表2", 2, 2)
    weak = remark(2, None, severity=Severity.HINT)
    spots = (*base.spots, Spot(other, [], [base.remarks[0]]), Spot(hint, [], [weak]))
    sheet = loaded(annotated_xlsx(workbook(), Notes("", base.remarks, spots, (), "zh", base.when)))["表2"]
    assert sheet["B2"].fill.fgColor.rgb == NAMED
    assert sheet["B2"].comment.text.startswith("问题 1 与此处有关")
    assert sheet["C3"].fill.fill_type == "solid"
    assert sheet["C3"].comment is None


def test_a_workbook_with_a_sheet_of_that_name_gets_another() -> None:
    book = openpyxl.Workbook()
    book.active.title = "问题清单"
    out = io.BytesIO()
    book.save(out)
    made = loaded(annotated_xlsx(out.getvalue(), notes(None)))
    assert made.sheetnames == ["问题清单", "问题清单 2"]


def test_a_copy_can_be_annotated_again() -> None:
    once = annotated_xlsx(workbook(), notes(at("表2", 0, 0)))
    twice = loaded(annotated_xlsx(once, notes(at("表2", 0, 0), at("表2", 3, 0))))
    assert twice["表2"]["A1"].comment.text.count("YS2-001") == 2
    assert twice["表2"]["A4"].comment.text.count("YS2-001") == 1


def test_what_is_no_workbook_is_refused() -> None:
    with pytest.raises(DamagedError):
        annotated_xlsx(b"PK\3\4 not much", notes(None))


@given(message=st.text(max_size=200))
@settings(max_examples=30, deadline=None)
def test_any_words_can_be_noted(message: str) -> None:
    sheet = loaded(annotated_xlsx(SMALL, notes(at("Sheet", 0, 0), message=clean(message))))["Sheet"]
    assert sheet["A1"].comment.text.startswith("1. 错误 YS2-001")


def _small() -> bytes:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


SMALL = _small()


@pytest.mark.skipif(installed() is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_notes_and_colours(tmp_path: Path) -> None:
    made = annotated_xlsx(workbook(), notes(at("表'1", 1, 1), at("表2", 0, 0)))
    with zipfile.ZipFile(io.BytesIO(resaved(made, "xlsx", "ods", tmp_path))) as archive:
        read = archive.read("content.xml").decode("utf-8")
    assert read.count("<office:annotation ") == 3
    assert 'fo:background-color="#ffa8a0"' in read
    assert "chart" in read
