"""The check form: every rule answers for an item, what was not checked is never 是, problems with pictures."""

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from support.examined import examined, example_as_pdf
from yusuan.check.rule import registry
from yusuan.model.finding import Outcome, Severity
from yusuan.model.place import Place
from yusuan.model.text import Text
from yusuan.report.crop import crops
from yusuan.report.document import report
from yusuan.report.form import make
from yusuan.report.form.fill import filled
from yusuan.report.form.items import form
from yusuan.report.products import Examined

from . import report_samples as samples


@pytest.fixture(scope="module")
def planted(tmp_path_factory) -> Examined:
    return examined(example_as_pdf(tmp_path_factory.mktemp("pdf")))


@pytest.fixture(scope="module")
def book(planted, tmp_path_factory):
    (path,) = make(planted, tmp_path_factory.mktemp("form") / "示例", "zh")
    assert path.name == "示例-检查表.xlsx"
    return openpyxl.load_workbook(path)


def rows_of(sheet) -> list[list]:
    return [[c.value for c in row] for row in sheet.iter_rows(max_col=3)]


def item(made, name):
    return next(f for f in made if f.item.id == name)


def without_outcomes(one: Examined, *verdicts: str) -> Examined:
    """The same document where every rule that found nothing has one of ``verdicts`` instead."""
    result = one.report.result
    assert result is not None
    outcomes = tuple(
        o if o.verdict == "failed" else Outcome(o.code, verdicts[0], 0, Text("缺表", "no table"))
        for o in result.outcomes
    )
    return replace(one, report=replace(one.report, result=replace(result, outcomes=outcomes)))


@pytest.mark.parametrize("code", registry())
def test_every_rule_answers_for_an_item(code):
    assert [i.id for i in form().items if i.answers(code) and i.never is None]


def test_rules_in_the_form_exist():
    rules = registry()
    families = {r.family for r in rules.values()} | {"YS7"}
    for one in form().items:
        for word in (*one.rules, *one.own):
            assert word in rules or word in families, word


def test_the_parts_of_the_form():
    names = [i.name.zh for i in form().items]
    wanted = [
        "公开时间",
        "封面",
        "目录",
        "主要职能",
        "机构设置",
        "名词解释",
        "编制说明",
        "其他相关说明",
        "项目经费情况说明",
    ]
    assert [n for n in wanted if n not in names] == []
    assert form().items[0].part.zh == "及时性"


@pytest.mark.parametrize(
    ("kind", "path", "expected"),
    [
        ("cover", (), "cover"), ("contents", ("目录",), "contents"), ("glossary", ("第四部分 名词解释",), "glossary"),
        ("overview", ("第一部分 概况", "一、主要职能"), "duties"), ("overview", ("一、单位主要职责",), "duties"),
        ("overview", ("概况", "二、部门预算单位构成"), "bodies"), ("overview", ("三、主要工作任务",), "overview"),
        ("narrative", ("第三部分 情况说明", "一、收支总体情况"), "narrative"),
        ("narrative", ("情况说明", "二、“三公”经费安排情况"), "other"),
        ("narrative", ("情况说明", "十四、国有资产占用情况说明"), "other"),
        ("narrative", ("情况说明", "十一、国有资本经营预算支出预算情况说明"), "narrative"),
        ("narrative", ("情况说明", "八、其他重要事项说明", "（一）机关运行经费"), "other"),
        ("narrative", ("情况说明", "七、重点项目预算绩效目标情况"), "projects"),
        ("narrative", ("项目经费情况说明", "四、实施方案"), "projects"),
    ],
)  # fmt: skip
def test_the_item_of_a_section(kind, path, expected):
    assert form().of_section(kind, path).id == expected


def test_where_a_finding_goes():
    ways = form()
    table = ways.item("table")
    assert ways.of_finding("YS2-001", "YS2-001 x", table) is table
    assert ways.of_finding("YS1-001", "YS1-001 x", table).id == "contents"
    assert ways.of_finding("YS1-009", "YS1-009 glossary", None).id == "glossary"
    assert ways.of_finding("YS1-009", "YS1-009 procurement", None).id == "other"
    assert ways.of_finding("YS9-001", "YS9-001 x", ways.item("duties")).id == "duties"


def test_timeliness_is_never_decided(planted):
    made = item(filled(planted, "zh"), "timely")
    assert made.answer == "not checked"
    assert "批复日期" in made.notes[0]


def test_planted_errors_are_no_and_stand_at_their_tables(planted):
    made = filled(planted, "zh")
    wrong = {f.name.split("\n")[0]: f for f in made if f.answer == "no"}
    assert any("收入总体情况表" in name for name in wrong)
    for one in wrong.values():
        assert any(p.finding.severity > Severity.HINT for p in one.problems)
    told = [p.finding for f in made for p in f.problems] + [
        x.finding for x in planted.report.located if x.finding.code in form().unsure
    ]
    assert {f.key for f in told} == {x.finding.key for x in planted.report.located}


@pytest.mark.parametrize("verdict", ["not checked", "not applicable", "crashed"])
def test_what_was_not_checked_is_never_yes(planted, verdict):
    made = filled(without_outcomes(planted, verdict), "zh")
    failed = {o.code for o in planted.report.result.outcomes if o.verdict == "failed"}
    for one in made:
        if not any(one.item.answers(code) for code in failed):
            assert one.answer == ("no" if one.problems else "not checked"), one.name
            assert one.problems or one.notes


def test_a_part_that_was_not_read_is_not_checked(planted):
    disclosure = planted.disclosure
    sections = tuple(s for s in disclosure.sections if s.kind != "glossary")
    claims = tuple(c for c in disclosure.claims if disclosure.sections[c.section].kind != "glossary")
    bare = replace(planted, disclosure=replace(disclosure, sections=sections, claims=tuple(
        replace(c, section=sections.index(disclosure.sections[c.section])) for c in claims)))  # fmt: skip
    made = item(filled(bare, "zh"), "glossary")
    assert made.answer == "not checked"
    assert "没有读到“名词解释”" in made.notes[0]


def test_numbers_unaccounted_for_are_told_where_they_stand():
    made = filled(Examined(replace_report(), samples.disclosure(), None, ("示例局2024年预算.pdf",)), "zh")
    assert "有 1 个数字没有着落：77" in item(made, "narrative").notes
    bare = replace(samples.result(), findings=(), outcomes=(Outcome("YS4-001", "passed", 3),))
    told = report(("示例局2024年预算.pdf",), samples.disclosure(), bare, samples.NAMES)
    made = filled(Examined(told, samples.disclosure(), None, ("示例局2024年预算.pdf",)), "zh")
    assert item(made, "narrative").answer == "not checked"


def test_a_table_without_an_equation_is_not_checked():
    one = Examined(replace_report(), samples.disclosure(), None, ("示例局2024年预算.pdf",))
    made = next(f for f in filled(one, "zh") if f.item.id == "table")
    assert made.answer == "no"  # its finding says so
    assert any("核对出错" in n for n in made.notes)


def replace_report():
    return report(("示例局2024年预算.pdf",), samples.disclosure(), samples.result(), samples.NAMES)


def test_the_workbook(book):
    rows = rows_of(book["检查表"])
    assert rows[0][0] == "检查表 · 广州市数字政府运营中心 2024 年度部门预算"
    assert rows[2] == ["检查内容", "符合要求", "问题"]
    answers = [r[1] for r in rows[3:] if r[1]]
    assert set(answers) == {"是", "否", "未核对"}
    problems = [r[2] for r in rows if r[2] and r[2].startswith("1. 【错误】")]
    assert any("2,299.78 应为 2,229.78" in p and "第" in p for p in problems)


def test_pictures_stand_under_the_sentences(book):
    sheet = book["检查表"]
    rows = rows_of(sheet)
    assert len(sheet._images) >= 4
    for image in sheet._images:
        at = image.anchor._from
        assert at.col == 2
        assert rows[at.row][2] is None  # a row of its own, under the sentence
        assert rows[at.row - 1][2][0].isdigit()
        # As high as the picture is shown: in points, as the row.
        high = sheet.row_dimensions[at.row + 1].height
        assert 20 < high <= 409


def test_it_prints_on_a4(book):
    sheet = book["检查表"]
    assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("portrait", "9")
    assert sheet.print_title_rows == "$3:$3"


def test_the_same_document_gives_the_same_bytes(planted, tmp_path):
    (one,) = make(planted, tmp_path / "a", "zh")
    first = one.read_bytes()
    (one,) = make(planted, tmp_path / "a", "zh")
    assert one.read_bytes() == first


def test_a_crop_shows_the_place(planted):
    finding = next(x.finding for x in planted.report.located if x.finding.place and x.finding.place.box)
    with crops(planted.paths, planted.disclosure) as pictures:
        crop = pictures.of(finding.place, finding.also)
        assert crop is not None
        assert crop.data.startswith(b"\x89PNG")
        assert (crop.width, crop.height) == tuple(int.from_bytes(crop.data[n : n + 4], "big") for n in (16, 20))
        assert pictures.of(None) is None
        assert pictures.of(Place(finding.place.source, 1)) is None
        assert pictures.of(replace(finding.place, page=999)) is None
        assert pictures.of(replace(finding.place, box=(-50.0, 99_000.0, 0.0, 99_001.0))) is None


def test_a_document_that_is_gone_has_no_pictures(planted, tmp_path):
    (path,) = make(replace(planted, paths=(str(tmp_path / "none.pdf"),)), tmp_path / "a", "zh")
    assert openpyxl.load_workbook(path)["检查表"]._images == []


def test_in_english(planted, tmp_path):
    (path,) = make(planted, tmp_path / "a", "en")
    assert Path(path).name == "a-check-form.xlsx"
    assert rows_of(openpyxl.load_workbook(path).active)[2] == ["what is checked", "in order", "problems"]
