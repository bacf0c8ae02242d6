"""The report as data keeps to its schema."""

import json

import jsonschema
import pytest

from yusuan.model.text import Text
from yusuan.report.as_json import check_json, schema
from yusuan.report.document import DocumentReport, report

from . import report_samples as samples

MADE = report(("示例局2024年预算.pdf",), samples.disclosure(), samples.result(), samples.NAMES)
FAILED = DocumentReport(("a.pdf",), failure=Text("文件是空的。", "The file is empty."))


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(schema())


def test_every_report_keeps_to_the_schema():
    made = json.loads(json.dumps(check_json([MADE, FAILED]), ensure_ascii=False))
    jsonschema.validate(made, schema(), cls=jsonschema.Draft202012Validator)
    assert made["summary"] == {
        "documents": 2, "not_checked": 1, "with_findings": 1, "findings": {"error": 1, "warning": 1, "hint": 1},
    }  # fmt: skip


@pytest.mark.parametrize("change", [{"format": "other"}, {"extra": 1}, {"documents": [{"files": []}]}])
def test_the_schema_refuses_what_is_no_report(change):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(check_json([MADE]) | change, schema())


def test_amounts_are_integers_beside_what_is_printed():
    finding = check_json([MADE])["documents"][0]["findings"][0]
    assert (finding["printed"], finding["expected"], finding["difference"]) == ("12.53", "12.35", 180_000)
    total = finding["equations"][0]["total"]
    assert (total["printed"], total["value"]) == ("12.53", 12_530_000)
    assert finding["place"] == {"source": 0, "page": 7, "box": [280.0, 120.0, 330.0, 132.0]}
    assert finding["row"] == {"code": "", "label": "合计"}
    assert finding["column"] == "基本支出"
    assert finding["point"]["nature"] == "basic"
