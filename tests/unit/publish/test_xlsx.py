"""The workbook: figures are numbers, texts never formulas, totals formulas on demand, sheets ready to print."""

import io
from dataclasses import replace

import openpyxl
import pytest

from yusuan.model.document import Document, Prose, Table, TableCell
from yusuan.publish.measure import placed
from yusuan.publish.paged import stretches
from yusuan.publish.sums import sums
from yusuan.publish.xlsx import sheet_name, xlsx

from .samples import HOSTILE, amount, document, table


def opened(made: Document, *, formulas: bool = False, values: bool = False) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(xlsx(made, stretches(made), formulas=formulas)), data_only=values)


def test_figures_are_numbers_with_their_places() -> None:
    sheet = opened(document(table()))["表1 支出总表"]
    assert (sheet["C6"].value, sheet["C6"].number_format) == (900, "#,##0.00")
    assert (sheet["E7"].value, sheet["E7"].number_format) == (100, "#,##0.0?")
    assert sheet["A7"].value == "201"
    assert sheet.print_title_rows == "$4:$5"
    assert sheet.print_area == "'表1 支出总表'!$A$1:$E$10"
    assert {str(m) for m in sheet.merged_cells.ranges} >= {"A4:B4", "C4:C5", "D4:E4"}
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_long_lines_have_the_height_that_they_need() -> None:
    made = replace(table(), title="很长的表名" * 9, notes=("注：" + "很长的说明" * 30,))
    work = replace(document(Prose("很长的段落" * 30), made), title=f"2024年{'长' * 30}部门预算", body="长" * 30)
    book = opened(work)
    cover, text, sheet = book["封面"], book["第一部分 预算表"], book[book.sheetnames[-1]]
    assert [cover.row_dimensions[r].height for r in (7, 8, 9)] == [45, 135, 45]
    assert text.row_dimensions[2].height == 6 * 18
    assert sheet.row_dimensions[2].height > 2 * 22
    assert sheet.row_dimensions[10].height > 3 * 14
    # Alone on its sheet, a column is not shrunk to the page: also where each character is counted 9 pixels wide.
    assert text.column_dimensions["A"].width * 9 * 72 / 96 < 595 - 2 * 0.8 * 72


def test_totals_are_formulas_on_demand_and_show_the_same() -> None:
    plain, formulas = opened(document(table())), opened(document(table()), formulas=True)
    assert formulas["表1 支出总表"]["D6"].value == "=SUM(D7:D9)"
    assert formulas["表1 支出总表"]["C7"].value == "=SUM(D7,E7)"
    shown = opened(document(table()), formulas=True, values=True)
    for a, b in zip(plain["表1 支出总表"].iter_rows(), shown["表1 支出总表"].iter_rows(), strict=True):
        assert [c.value for c in a] == [c.value for c in b]


def test_a_total_that_rounding_puts_off_is_no_formula() -> None:
    rows = ((amount("0.03", 333),), (amount("0.01", 111, function="201"),), (amount("0.01", 111, function="202"),))
    made = Table("", "", "", "", "万元", (), rows, (1,))
    assert sums(tuple(placed(made))) == {}


@pytest.mark.parametrize("text", ["=1+1", "+A1", "@x", HOSTILE, "{=1}"])
def test_no_text_is_run(text: str) -> None:
    made = document(Prose(text), Table("", "", text, text, text, (), ((TableCell(text, "text"),),), (1,), (text,)))
    for sheet in opened(made):
        for row in sheet.iter_rows():
            assert all(c.data_type in ("s", "n") for c in row), sheet.title


def test_names_of_sheets() -> None:
    taken: set[str] = set()
    assert sheet_name("表1 [收支]:总表/2", taken) == "表1  收支  总表 2"
    assert sheet_name("长" * 40, taken) == "长" * 31
    assert sheet_name("长" * 40, taken) == "长" * 29 + "~2"
    assert sheet_name("'", taken) == "Sheet"
