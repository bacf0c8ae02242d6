"""SARIF and JUnit: what code hosts and CI systems read of a run."""

from dataclasses import replace

import pytest
from lxml import etree

from yusuan.check.rule import registry
from yusuan.model.finding import Acceptance, Accepted, Finding, Outcome, Severity
from yusuan.model.place import Place, Source
from yusuan.model.text import Text
from yusuan.report.document import DocumentReport, report
from yusuan.report.junit import junit
from yusuan.report.sarif import sarif

from . import report_samples as samples

MADE = report(("给/示例局2024年预算.pdf",), samples.disclosure(), samples.result(), samples.NAMES)
FAILED = DocumentReport(("a b.pdf",), failure=Text("文件是空的。", "The file is empty."))


def test_sarif_tells_every_finding_with_its_file_rule_and_key():
    run = sarif([MADE], "zh")["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [r["id"] for r in rules] == list(registry())
    assert len(run["results"]) == len(MADE.located)
    for result, one in zip(run["results"], MADE.located, strict=True):
        finding = one.finding
        assert result["level"] == {3: "error", 2: "warning", 1: "note"}[finding.severity]
        assert result["message"]["text"] == finding.message.zh
        assert result["partialFingerprints"] == {"yusuanKey/v1": finding.key}
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert uri == "%E7%BB%99/%E7%A4%BA%E4%BE%8B%E5%B1%802024%E5%B9%B4%E9%A2%84%E7%AE%97.pdf"
        if finding.code in registry():
            assert rules[result["ruleIndex"]]["id"] == finding.code


def test_sarif_gives_a_page_with_its_box_and_a_text_with_its_line():
    first = sarif([MADE], "zh")["runs"][0]["results"][0]["locations"][0]
    assert first["properties"]["page"] == 7
    assert first["properties"]["box"] == [280.0, 120.0, 330.0, 132.0]
    assert "region" not in first["physicalLocation"]
    source = Source("1" * 64, "甲.txt", "text")
    finding = Finding(
        "YS4-001", Severity.ERROR, 1.0, Text("错", "wrong"), Place(source, line=95, column=4), "YS4-001 x"
    )
    disclosure = replace(samples.disclosure(), sources=(source,))
    text = report(("甲.txt",), disclosure, replace(samples.result(), findings=(finding,)), samples.NAMES)
    where = sarif([text], "zh")["runs"][0]["results"][0]["locations"][0]
    assert where["physicalLocation"]["region"] == {"startLine": 95}


def test_sarif_says_what_could_not_be_checked_and_what_was_accepted():
    finding = MADE.located[0].finding
    accepted = replace(samples.result(), findings=(), accepted=(Accepted(finding, Acceptance(finding.key, "已核实")),))
    run = sarif([report(MADE.paths, samples.disclosure(), accepted, samples.NAMES), FAILED], "en")["runs"][0]
    assert [r["suppressions"][0]["justification"] for r in run["results"]] == ["已核实"]
    invocation = run["invocations"][0]
    assert invocation["executionSuccessful"] is False
    told = [n["message"]["text"] for n in invocation["toolExecutionNotifications"]]
    assert told == ["The file is empty.", "rule YS4-003 crashed"]


@pytest.mark.parametrize(("level", "failures"), [(Severity.ERROR, 1), (Severity.WARNING, 2), (Severity.HINT, 3)])
def test_junit_fails_from_the_level_up(level, failures):
    codes = sorted({x.finding.code for x in MADE.located})
    outcomes = tuple(Outcome(c, "failed", 1) for c in codes)
    made = report(MADE.paths, samples.disclosure(), replace(samples.result(), outcomes=outcomes), samples.NAMES)
    root = etree.fromstring(junit([made], level, "zh").encode())
    texts = [line for f in root.iter("failure") for line in (f.text or "").splitlines()]
    assert len(texts) == failures
    assert int(root.get("failures")) == len(list(root.iter("failure")))
    assert int(root.get("tests")) == len(codes)


def test_junit_tells_what_was_not_checked_what_crashed_and_what_was_not_read():
    outcomes = (
        Outcome("YS1-001", "not checked", 0, Text("没有目录", "no contents")),
        Outcome("YS1-002", "crashed", 0, Text("出错\x00了", "crashed")),
    )
    made = report(
        MADE.paths, samples.disclosure(), replace(samples.result(), findings=(), outcomes=outcomes), samples.NAMES
    )
    root = etree.fromstring(junit([made, FAILED], Severity.ERROR, "zh").encode())
    assert [s.get("message") for s in root.iter("skipped")] == ["没有目录"]
    assert [e.get("message") for e in root.iter("error")] == ["出错了", "文件是空的。"]
    assert (root.get("tests"), root.get("errors"), root.get("skipped")) == ("3", "2", "1")
