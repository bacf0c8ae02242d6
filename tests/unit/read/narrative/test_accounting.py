"""Every number of a narrative has exactly one reason, and a positive one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yusuan.model.disclosure import Identification, Paragraph, Section
from yusuan.model.place import Place, Source
from yusuan.read.narrative import understand
from yusuan.read.numbers import tokens


@pytest.mark.parametrize(
    ("text", "uses"),
    [
        ("2026年本部门收入预算5万元", ["year", "claim"]),
        ("截至2025年12月31日，共有车辆3辆", ["year", "date", "date", "count"]),
        ("根据《关于2024年预算的通知》（财预〔2016〕143号）", ["legal", "document_number", "document_number"]),
        ("按照第14条", ["document_number"]),
        ("1.做好2024-2027年运维", ["list_number", "period", "period"]),
        ("（2）行政运行（2010301）5万元", ["list_number", "code", "claim"]),
        ("1.2026年预算数3万元", ["list_number", "claim"]),
        ("房屋5523.16平方米，单价100万元以上的设备12台", ["count", "prose", "count"]),
        ("满意度达到95%以上，覆盖率≥90", ["ratio", "count"]),
        ("每人每月补助300元/月", ["prose"]),
        ("见附表3和图2", ["table_number", "table_number"]),
        ("12345热线电话：83101234", ["identifier", "identifier"]),
        ("建设“12218”现代化产业体系", ["name"]),
        ("配备5G基站，监测PM2.5", ["identifier", "identifier"]),
        ("目标3：完成调查", ["list_number"]),
        ("一、职能 ................ 15", ["contents"]),
        ("比上年增加2个百分点", ["ratio"]),
        ("包括：1.某市测绘局2.某市测绘中心3.某市档案站", ["list_number"] * 3),
        ("修复6、8、9号道路", ["document_number", "document_number", "date"]),
        ("“6·5环境日”活动", ["name", "name"]),
    ],
)  # fmt: skip
def test_reasons(read, text, uses):
    assert [t.use for t in read(text).tokens] == uses


def test_what_has_no_reason_is_said_so(read):
    assert [t.use for t in read("某数为：37").tokens] == ["unaccounted"]


def test_tables_of_contents_are_left_to_stitching(read):
    assert read("一、收入预算 3", kind="contents").tokens == ()


_TEXT = st.text(
    alphabet=st.sampled_from(
        "0123456789.,% 年月日万元（）()“”，。；：增加减少比上年其中占完成预算收支出本项目类款基公务1"
    ),
    max_size=120,
)


@given(st.lists(_TEXT, max_size=4))
def test_every_token_once_whatever_the_text(texts):
    source = Source("", "x", "text")
    paragraphs = tuple(Paragraph(t, ((0, Place(source)),)) for t in texts)
    section = Section("narrative", ("一、某项说明",), paragraphs, Place(source))
    narrative = understand([section], Identification("某局", 2026, "budget", "department", ""))
    assert [t.text for t in narrative.tokens] == [t for p in paragraphs for _, _, t in tokens(p.text)]
    for number, claim in enumerate(narrative.claims):
        assert 0 <= claim.of <= number
        assert 0 <= claim.against <= number
        figure = paragraphs[claim.paragraph].text[slice(*claim.span)]
        assert figure


def chart(read, *lines):
    return [t.use for line in lines for t in read(line).tokens], [t.use for t in read(*lines).tokens]


def test_ticks_of_a_charts_axis(read):
    apart, together = chart(read, "60000", "50000 金额（万元）", "40000", "济科目分）金额（万元）", "20000", "0")
    assert set(apart) == {"unaccounted", "code"}
    assert together == ["index"] * 5


@pytest.mark.parametrize(
    "lines",
    [
        ("60000", "50000", "40000"),  # three
        ("60000", "50000", "40100", "30000", "21000"),  # uneven
        ("60000", "50000", "收入情况", "如下：", "40000", "30000"),  # two pairs
        ("10", "10", "10", "10", "10"),
    ],
)
def test_numbers_that_are_no_axis(read, lines):
    assert set(chart(read, *lines)[1]) == {"unaccounted"}


def test_rows_of_a_table_whose_columns_cannot_be_told_are_said_to_be_that(read):
    rows = ("20805 养老支出 1,460.16 1,460.16", "合计 26,538.47 9,800.36 16,738.11", "11.49 3.04 0 0 9.38")
    found = [(t.text, t.use, t.why) for row in rows for t in read(row).tokens]
    assert found[0][:2] == ("20805", "code")
    assert {(use, why) for _, use, why in found[1:]} == {("unaccounted", "单个空格分隔的表格行，无法确定所在的列")}


def test_codes_of_rows_are_no_axis(read):
    rows = [f"2080{n} 其他支出 1,460.16 1,460.16" for n in range(1, 7)]
    assert "index" not in {t.use for t in read(*rows).tokens}
