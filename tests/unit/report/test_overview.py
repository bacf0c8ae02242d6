"""The summary of a run: counts that agree with the reports, charts, a page that nothing can run in."""

import re
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from selectolax.lexbor import LexborHTMLParser

from yusuan.check.several.engine import PairResult
from yusuan.cli.main import run
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text
from yusuan.report.document import DocumentReport, report
from yusuan.report.overview import make_run
from yusuan.report.overview.page import page
from yusuan.report.overview.tally import tally
from yusuan.report.page.shell import policy

from . import report_samples as samples

HOSTILE = "</script><img src=x onerror=alert(1)>=1+1\u202e"
FAILED = DocumentReport(("坏.pdf",), failure=Text("文件是空的。", "The file is empty."))


def told(name: str = "示例局", findings=None) -> DocumentReport:
    disclosure = samples.disclosure()
    disclosure = replace(disclosure, identity=replace(disclosure.identity, body=name))
    result = samples.result()
    made = report((f"夹/{name}.pdf",), disclosure, replace(result, findings=findings or result.findings), samples.NAMES)
    return replace(made, made=(f"结果/{name}.html",))


PAIR = PairResult(
    "part", 0, 1, Text("部门与其所属单位", "a department and a unit"), 12,
    (Finding("YS5-001", Severity.ERROR, 0.9, Text("单位大于部门。", "More."), None, "YS5-001 x"),),
)  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> list[Path]:
    reports = [told("甲局"), told("乙局", samples.result().findings[2:]), FAILED]
    return make_run(reports, [PAIR], tmp_path_factory.mktemp("run"), "zh")


def cells(sheet) -> list[list]:
    return [[c.value for c in row] for row in sheet.iter_rows()]


def test_the_counts():
    counted = tally([told("甲局"), told("乙局", samples.result().findings[2:]), FAILED], [PAIR], "zh")
    assert [r.title[:2] for r in counted.rows] == ["甲局", "乙局"]
    assert counted.rows[0].severities == (1, 1, 1)
    assert counted.rows[1].severities == (0, 0, 1)
    assert (counted.total(Severity.ERROR), counted.total(Severity.WARNING), counted.total(Severity.HINT)) == (2, 1, 2)
    assert counted.clean == 1
    assert counted.failures == (("坏.pdf", "文件是空的。"),)
    assert {family: k for family, _, k in counted.matrix}["YS5"] == (1, 0, 0)
    assert counted.rules[0][:1] + counted.rules[0][3:] == ("YS1-009", 2, 2)
    accounted, every = counted.rows[0].tokens
    assert accounted == every - 1


def test_the_files(made):
    assert [p.name for p in made] == ["汇总.xlsx", "汇总.html"]


def test_the_workbook(made):
    book = openpyxl.load_workbook(made[0])
    assert book.sheetnames == ["概况", "各文件", "规则", "问题", "文本之间", "未能读取"]
    front = {r[0]: r[1] for r in cells(book["概况"]) if r[0]}
    assert [front[k] for k in ("检查的文本", "没有错误和警告的", "未能读取的", "错误", "警告", "提示")] == [
        2,
        1,
        1,
        2,
        1,
        2,
    ]
    documents = cells(book["各文件"])
    at = {head: n for n, head in enumerate(documents[0])}
    first = documents[1]
    assert [first[at[h]] for h in ("错误", "警告", "提示", "YS2 表内勾稽", "YS4 情况说明")] == [1, 1, 1, 1, 1]
    assert 0 < first[at["有着落"]] < 1
    assert cells(book["未能读取"])[1] == ["坏.pdf", "文件是空的。"]
    assert cells(book["文本之间"])[1][3:] == [12, 1]
    assert [r[1] for r in cells(book["问题"])[1:]] == ["YS2-001", "YS4-001", "YS1-009", "YS1-009", "YS5-001"]


def test_charts_show_the_columns_that_they_say(made):
    """openpyxl reads charts; each series names its head and its cells."""
    book = openpyxl.load_workbook(made[0])
    charts = book["概况"]._charts
    assert len(charts) == 2
    for chart in charts:
        for series, word in zip(chart.series, ("错误", "警告", "提示"), strict=True):
            sheet, _, cell = series.tx.strRef.f.rpartition("!")
            assert book[sheet.strip("'")][cell.replace("$", "")].value == word


def test_the_page_counts_the_same(made):
    tree = LexborHTMLParser(made[1].read_text(encoding="utf-8"))
    numbers = [n.text() for n in tree.css("ul.counts b")]
    assert numbers == ["2", "1", "1", "2", "1", "2"]
    rows = tree.css("#documents tbody tr")
    assert len(rows) == 2
    assert rows[0].css_first("a").attributes["href"] == "%E7%94%B2%E5%B1%80.html"
    assert [c.text() for c in rows[0].css("td.n")][:3] == ["1", "1", "1"]
    assert len(tree.css("svg[role=img]")) == 2


def test_nothing_out_of_a_document_can_run():
    counted = tally([told(HOSTILE)], [], "zh")
    text = page(counted, "zh")
    tree = LexborHTMLParser(text)
    assert len(tree.css("script")) == 1
    assert tree.css("img, iframe, object, link, [onerror], [style]") == []
    assert "\u202e" not in text
    style, script = tree.css_first("style").text(), tree.css_first("script").text()
    assert tree.css_first("meta[http-equiv]").attributes["content"] == policy(style, script)
    assert not re.search(r"https?://|//[a-z]", re.sub(r"// .*", "", text))


def test_a_hostile_name_is_a_text_in_the_workbook(tmp_path):
    book = openpyxl.load_workbook(make_run([told(HOSTILE)], [], tmp_path, "zh")[0])
    for sheet in book:
        for row in sheet.iter_rows():
            assert all(c.data_type != "f" and c.hyperlink is None for c in row)


def test_the_same_run_gives_the_same_bytes(tmp_path):
    first = [p.read_bytes() for p in make_run([told(), FAILED], [], tmp_path, "zh")]
    assert [p.read_bytes() for p in make_run([told(), FAILED], [], tmp_path, "zh")] == first


def test_a_run_in_which_nothing_was_read(tmp_path):
    book, html = make_run([FAILED], [], tmp_path, "zh")
    assert openpyxl.load_workbook(book).sheetnames == ["概况", "未能读取"]
    assert "文件是空的。" in html.read_text(encoding="utf-8")


def test_a_document_without_a_known_body_is_called_by_its_file():
    assert tally([told("")], [], "zh").rows[0].title == ".pdf"


def test_in_english(tmp_path):
    book, html = make_run([told(), FAILED], [], tmp_path, "en")
    assert (book.name, html.name) == ("summary.xlsx", "summary.html")
    assert openpyxl.load_workbook(book).sheetnames[:2] == ["overview", "documents"]
    assert "<h2>Documents</h2>" in html.read_text(encoding="utf-8")


def test_a_summary_that_cannot_be_written_is_said(tmp_path, root, capsys):
    (tmp_path / "汇总.xlsx").mkdir()
    example = str(root / "examples" / "gzdgov-2024.txt")
    assert run(["check", example, "--save", str(tmp_path), "--make", "summary", "--jobs", "0", "-q"]) == 2
    err = capsys.readouterr().err
    assert "汇总.xlsx" in err
    assert "内部错误" not in err
