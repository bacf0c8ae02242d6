"""The list of what is to be mended: a row a finding, cells for answers, and a key that comes back as it went out."""

from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yusuan.model.finding import Acceptance, Accepted, Severity
from yusuan.report.document import report
from yusuan.report.products import Examined
from yusuan.report.rectify import make
from yusuan.report.rectify.entry import ANSWERS, answer_of, entries, mark_of

from . import report_samples as samples


def examined(result=None):
    told = report(("示例局2024年预算.pdf",), samples.disclosure(), result or samples.result(), samples.NAMES)
    return Examined(told, samples.disclosure(), None, ("示例局2024年预算.pdf",))


def test_a_row_a_finding(tmp_path):
    (path,) = make(examined(), tmp_path / "示例局2024年预算", "zh")
    assert path.name == "示例局2024年预算-整改清单.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["整改清单"]
    assert sheet["A1"].value == "整改清单 · 示例局 2024 年度部门预算"
    heads = [c.value for c in sheet[3]]
    assert heads == [
        "序号", "规则", "级别", "位置", "报表或章节", "原文／印为", "应为", "问题说明", "处理情况", "单位说明",
        "责任人", "日期", "为什么", "依据", "问题标识",
    ]  # fmt: skip
    first = dict(zip(heads, (c.value for c in sheet[4]), strict=True))
    assert first["序号"] == 1
    assert first["规则"].startswith("YS2-001\n")
    assert first["级别"] == "错误"
    assert first["位置"].startswith("第 7 页")
    assert first["报表或章节"] == "表3 支出总表"
    assert (first["原文／印为"], first["应为"]) == ("12.53", "12.35")
    assert first["问题标识"] == "YS2-001 x"
    assert first["依据"]
    assert sheet.max_row == 3 + 3


def test_it_prints_and_is_filled_in(tmp_path):
    (path,) = make(examined(), tmp_path / "a", "zh")
    sheet = openpyxl.load_workbook(path)["整改清单"]
    assert sheet.page_setup.orientation == "landscape"
    assert str(sheet.page_setup.paperSize) == "9"
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.freeze_panes == "D4"
    assert sheet.auto_filter.ref == "A3:O6"
    assert sheet.column_dimensions["O"].hidden
    (choice,) = sheet.data_validations.dataValidation
    assert choice.formula1 == '"已整改,不属实,待核实,接受"'
    assert str(choice.sqref) == "I4:I6"


def test_whose_list_it_is(tmp_path):
    (path,) = make(examined(), tmp_path / "a", "zh")
    sheet = openpyxl.load_workbook(path)["文件"]
    told = {row[2].value: row[1].value for row in sheet.iter_rows()}
    assert told["body"] == "示例局"
    assert told["sha256"] == "0" * 64
    assert told["format"] == "yusuan-list/1"
    assert "kind=budget" in told


def test_what_was_not_checked_is_on_a_sheet_of_its_own(tmp_path):
    (path,) = make(examined(), tmp_path / "a", "zh")
    rows = [[c.value for c in row] for row in openpyxl.load_workbook(path)["未核对"].iter_rows()]
    assert ["YS4-002", None, "没有读到“三公”经费表"] in rows


def test_a_clean_document_has_a_list_that_says_so(tmp_path):
    clean = replace(samples.result(), findings=(), outcomes=())
    (path,) = make(examined(clean), tmp_path / "a", "zh")
    assert openpyxl.load_workbook(path)["整改清单"]["A4"].value == "没有发现问题。"


def test_what_was_accepted_stands_last_with_its_reason():
    result = samples.result()
    kept = Accepted(result.findings[0], Acceptance("YS2-001 x", "已核", "张三", "2026-01-31"))
    told = report(("a.pdf",), samples.disclosure(), replace(result, findings=result.findings[1:], accepted=(kept,)))
    last = list(entries(told, "zh"))[-1]
    assert (last.code, last.answer, last.words, last.person, last.state) == (
        "YS2-001", "accepted", "已核", "张三", "accepted",
    )  # fmt: skip


def test_in_english(tmp_path):
    (path,) = make(examined(), tmp_path / "a", "en")
    assert path.name == "a-list.xlsx"
    sheet = openpyxl.load_workbook(path)["list"]
    assert sheet["C4"].value == "error"
    assert sheet["H4"].value == "The total is not the sum."


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_is_known_in_both_languages(answer):
    assert answer_of(f" {ANSWERS[answer].zh} ") == answer_of(ANSWERS[answer].en.upper()) == answer


def test_other_words_are_an_open_answer():
    assert answer_of("  ") == ""
    assert answer_of("再议") == "open"


@given(st.text())
def test_a_mark_is_a_text_that_every_program_keeps(key):
    mark = mark_of(key)
    assert mark == mark.strip() == "".join(c for c in mark if c.isprintable())
    assert len(mark) <= 500
    assert mark_of(mark) == mark or mark.startswith("#")


def test_different_keys_have_different_marks():
    keys = ["YS1-001 甲", "YS1-001 甲 ", "YS1-001 甲\n", "YS1-001 甲\u202e", "YS1-001 " + "长" * 600]
    assert len({mark_of(k) for k in keys}) == len(keys)
    assert mark_of(keys[0]) == keys[0]


def test_severities_are_coloured(tmp_path):
    (path,) = make(examined(), tmp_path / "a", "zh")
    sheet = openpyxl.load_workbook(path)["整改清单"]
    colours = {sheet.cell(r, 3).value: sheet.cell(r, 3).fill.fgColor.rgb for r in range(4, 7)}
    assert len(set(colours.values())) == len(Severity)
