"""Facts as CSV, JSON and Parquet; statements as a workbook; what became of every number."""

import csv
import io
from dataclasses import replace

import openpyxl
import pytest
from pyarrow import parquet

from yusuan.report.facts import COLUMNS, facts_json, guarded, plain_number, write_csv, write_parquet
from yusuan.report.sheets import sheet_name, write_xlsx
from yusuan.report.table import account_lines, fact_lines, width

from . import report_samples as samples


def rows() -> list[dict[str, str]]:
    out = io.StringIO()
    write_csv([samples.disclosure()], out)
    return list(csv.DictReader(io.StringIO(out.getvalue())))


def test_csv_has_a_row_a_fact_with_numbers_that_a_spreadsheet_can_add():
    found = rows()
    assert len(found) == 6
    assert found[2] | {"document": ""} == dict.fromkeys(COLUMNS, "") | {
        "file": "示例局2024年预算.pdf", "page": "7", "statement": "表3", "title": "支出总表", "kind": "expenditure",
        "row_code": "205", "row": "教育支出", "column": "合计", "year": "2024", "flow": "expenditure",
        "function": "205",
        "amount": "10", "unit": "万元", "fen": "10000000", "printed": "10.00",
    }  # fmt: skip


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_text_of_a_document_becomes_a_formula(text):
    assert guarded(text) == "'" + text


def test_the_guard_leaves_other_texts_and_numbers_alone():
    assert guarded("教育支出") == "教育支出"
    assert guarded(-5) == -5
    assert rows()[4]["row"] == "'=社会保障和就业支出"


@pytest.mark.parametrize(
    ("fen", "unit", "text"),
    [(123_456, "元", "1234.56"), (-10_000_000, "万元", "-10"), (1, "万元", "0.000001"), (0, "元", "0")],
)
def test_plain_numbers_are_exact(fen, unit, text):
    assert plain_number(fen, unit) == text


def test_parquet_keeps_amounts_as_whole_fen(tmp_path):
    path = tmp_path / "facts.parquet"
    write_parquet([samples.disclosure()], path)
    table = parquet.read_table(path)
    assert table.column_names == list(COLUMNS)
    assert str(table.schema.field("fen").type) == "int64"
    assert table.column("fen").to_pylist()[:2] == [30_000_000, 12_350_000]
    assert table.column("page").to_pylist() == [7] * 6


def test_json_holds_the_points_of_the_facts():
    made = facts_json([samples.disclosure()])["documents"][0]
    assert made["facts"][3]["point"] == {"year": "2024", "flow": "expenditure", "function": "205", "nature": "basic"}
    assert made["facts"][3]["amount"] == {"fen": 2_350_000, "printed": "2.35", "unit": "万元"}
    assert made["tokens"]["accounted"] == 7


def test_a_workbook_has_numbers_as_numbers_and_no_formula(tmp_path):
    path = tmp_path / "statements.xlsx"
    write_xlsx([samples.disclosure()], path)
    sheet = openpyxl.load_workbook(path)["表3 支出总表"]
    values = [[c.value for c in row] for row in sheet.iter_rows(min_row=3, max_row=6)]
    assert values[1:3] == [[None, "合计", 30, 12.35], ["205", "教育支出", 10, 2.35]]
    assert sheet["B6"].value == "=社会保障和就业支出"
    assert {c.data_type for row in sheet.iter_rows() for c in row} == {"n", "s"}
    assert sheet["D5"].number_format == "#,##0.00"
    assert sheet["A7"].value == "注：无。"


def test_sheet_names_are_ones_that_excel_takes():
    taken: set[str] = set()
    names = [sheet_name(t, taken) for t in ("a/b:c*d?[e]\\", "长" * 40, "长" * 40, "", "'x'", "X", "History")]
    assert names[1] == "长" * 31
    assert all(0 < len(n) <= 31 and not set(n) & set("[]:*?/\\") for n in names)
    assert len({n.lower() for n in names}) == len(names)


def test_merges_that_overlap_do_not_stop_the_workbook(tmp_path):
    disclosure = samples.disclosure()
    statement = disclosure.statements[0]
    cells = tuple(replace(c, row_span=2, column_span=2) for c in statement.grid.cells)
    broken = replace(statement, grid=replace(statement.grid, cells=cells))
    path = tmp_path / "statements.xlsx"
    write_xlsx([replace(disclosure, statements=(broken,))], path)
    assert openpyxl.load_workbook(path).sheetnames == ["表3 支出总表"]


def test_facts_are_listed_in_columns_that_line_up():
    lines = list(fact_lines(samples.disclosure(), "zh"))
    assert lines[0] == "示例局 2024 年度部门预算"
    assert lines[2] == "表3 支出总表（万元）"
    shown = zip(lines[3:5], ("30.00", "12.35"), strict=True)
    assert len({width(line[: line.index(amount) + len(amount)]) for line, amount in shown}) == 1


def test_what_became_of_every_number():
    lines = list(account_lines(samples.disclosure(), 10, "zh"))
    table = [line.split() for line in lines]
    assert ["表中数据", "6", "6"] in table
    assert ["合计", "6", "8"] in table
    assert ["交代率", "100", "%", "87.5", "%"] in table
    assert "  原文共有 10 个数字，读取时丢失 2 个" in lines
    assert table[-1][:3] == ["77", "第", "9"]
