"""Form rules over small disclosures: what the cases in Markdown, which begin with the bundled example, cannot tell."""

from dataclasses import replace

import pytest

from yusuan.check.rule import Context, NotApplicable, NotChecked
from yusuan.check.rules.ys1.accounted import check_accounted
from yusuan.check.rules.ys1.body import check_body
from yusuan.check.rules.ys1.contents import check_contents
from yusuan.check.rules.ys1.empty_conflict import check_empty_conflict
from yusuan.check.rules.ys1.empty_note import check_empty_note
from yusuan.check.rules.ys1.expected import check_expected
from yusuan.check.rules.ys1.order import check_order
from yusuan.check.rules.ys1.sections import check_sections
from yusuan.check.rules.ys1.understood import check_understood
from yusuan.check.rules.ys1.unit import check_unit
from yusuan.check.rules.ys1.year import check_year
from yusuan.model.coordinate import Coordinate
from yusuan.model.disclosure import (
    Column,
    Disclosure,
    Identification,
    NotUnderstood,
    Paragraph,
    Row,
    Section,
    Statement,
    Token,
)
from yusuan.model.finding import Severity
from yusuan.model.grid import Cell, Grid, TextLine
from yusuan.model.place import Place, Source
from yusuan.model.text import Text

SOURCE = Source("0" * 64, "a.pdf", "pdf")
KINDS = {
    "summary": "收支预算总表", "income": "收入预算总表", "expenditure": "支出预算总表",
    "grant_summary": "财政拨款收支预算总表", "general": "一般公共预算支出功能分类预算表",
    "govfund": "政府性基金预算支出表",
    "capital": "国有资本经营预算支出表",
    "general_basic": "一般公共预算基本支出表", "three_public": "“三公”经费预算表",
}  # fmt: skip


def place(page: int, top: float = 100.0) -> Place:
    return Place(SOURCE, page, (50.0, top, 90.0, top + 10.0))


def statement(index: int, kind: str, *, figure: str = "1.00", **more) -> Statement:
    texts = [("项目", "预算数"), ("合计", figure)]
    cells = tuple(Cell(t, r, c, 1, 1, place(index + 5)) for r, row in enumerate(texts) for c, t in enumerate(row))
    columns = (Column(0, ("项目",), "name", ()), Column(1, ("预算数",), "amount", ()))
    rows = (Row(0, "项目", "", "head", ()), Row(1, "合计", "", "total", ()))
    made = Statement(
        index, kind, KINDS.get(kind, "其他表"), "", Coordinate(), "万元", columns, rows,
        Grid(cells, 2, 2, place(index + 5)), (), place(index + 5), "", figure in ("", "0.00"),
    )  # fmt: skip
    return replace(made, **more)


def section(kind, *texts: str, path: tuple[str, ...] = (), page: int = 2) -> Section:
    return Section(kind, path, tuple(Paragraph(t, ((0, place(page)),)) for t in texts), place(page))


def disclosure(*statements: Statement, sections=(), locality="shanghai", body="上海市示例局", **more) -> Disclosure:
    identity = Identification(body, 2025, "budget", "unit", locality)
    return replace(Disclosure(identity, (SOURCE,), statements, (), (), tuple(sections), (), (), ()), **more)


def findings(rule, made: Disclosure):
    return rule(Context(made, None)).findings


ALL = tuple(statement(n, kind) for n, kind in enumerate(KINDS))
CONTENTS = section("contents", *(f"{n}. 2025年{title}" for n, title in enumerate(KINDS.values(), 1)))


def test_all_nine_statements_of_shanghai_are_expected():
    assert findings(check_expected, disclosure(*ALL)) == ()
    found = findings(check_expected, disclosure(*(s for s in ALL if s.kind != "capital")))
    assert [(f.key, f.severity) for f in found] == [("YS1-002 capital", Severity.ERROR)]


def test_what_the_contents_name_is_the_other_rules_business():
    made = disclosure(*(s for s in ALL if s.kind != "capital"), sections=[CONTENTS])
    assert findings(check_expected, made) == ()
    assert [f.key for f in findings(check_contents, made)] == ["YS1-001 国有资本经营预算支出表"]


def test_nothing_is_missing_where_nothing_is_expected_or_read():
    with pytest.raises(NotApplicable):
        findings(check_expected, replace(made := disclosure(*ALL), identity=replace(made.identity, kind="unknown")))
    with pytest.raises(NotApplicable):
        findings(check_expected, disclosure(*ALL, body="示例大学"))
    with pytest.raises(NotChecked):
        findings(check_contents, disclosure(sections=[CONTENTS]))


def test_where_no_local_list_is_known_one_missing_basic_statement_is_a_warning_and_several_are_hints():
    assert findings(check_expected, disclosure(*ALL, locality="nowhere")) == ()
    found = findings(check_expected, disclosure(*(s for s in ALL if s.kind != "govfund"), locality="nowhere"))
    assert [(f.key, f.severity) for f in found] == [("YS1-002 govfund", Severity.WARNING)]
    fewer = [s for s in ALL if s.kind not in ("govfund", "three_public")]
    found = findings(check_expected, disclosure(*fewer, locality="nowhere"))
    assert {f.severity for f in found} == {Severity.HINT}
    assert len(found) == 2


def test_one_table_of_all_basic_expenditure_will_do_where_no_local_list_is_known():
    others = ("summary", "income", "expenditure", "grant_summary", "general", "basic", "three_public")
    tables = [statement(i, kind) for i, kind in enumerate(others)]
    found = findings(check_expected, disclosure(*tables, locality="", body="某市示例局"))
    assert [f.key for f in found] == ["YS1-002 govfund"]


def test_a_document_on_three_public_expenses_has_no_other_table():
    title = ("某市水务局2018年“三公”经费预算情况说明",)
    made = disclosure(statement(0, "three_public"), sections=[section("narrative", "见表。", path=title)])
    with pytest.raises(NotApplicable):
        findings(check_expected, made)


def test_a_table_that_was_not_recognised_could_be_the_missing_one():
    unknown = statement(8, "")
    why = NotUnderstood("statement", "其他表", Text("没有认出", "not recognised"), unknown.place)
    with pytest.raises(NotChecked):
        findings(check_contents, disclosure(*ALL[:8], unknown, sections=[CONTENTS], not_understood=(why,)))


def test_a_table_without_a_grid_is_there_where_its_title_is():
    here = section("statements", "国有资本经营预算支出表", page=13)
    made = disclosure(*(s for s in ALL if s.kind != "capital"), sections=[CONTENTS, here])
    assert findings(check_contents, made) == ()


def test_order():
    swapped = (*ALL[:5], replace(ALL[6], index=5), replace(ALL[5], index=6), *ALL[7:])
    assert findings(check_order, disclosure(*ALL, sections=[CONTENTS])) == ()
    assert [f.key for f in findings(check_order, disclosure(*swapped, sections=[CONTENTS]))] == ["YS1-003 govfund"]


@pytest.mark.parametrize(
    ("figure", "notes", "said"),
    [
        ("", (), True),
        ("", ("注：无。",), True),
        ("", ("注：本单位2025年无政府性基金预算，故本表为空表。",), False),
        ("0.00", (), False),  # a printed zero says what a note would
        ("1.00", (), False),
    ],
)
def test_an_empty_table_needs_a_note(figure, notes, said):
    made = disclosure(statement(0, "govfund", figure=figure, notes=notes), statement(1, "general_basic", figure=""))
    found = [f for f in findings(check_empty_note, made) if f.statement == 0]
    assert bool(found) is said


def test_a_line_on_the_page_of_an_empty_table_is_its_note_too():
    line = section("statements", "本部门没有使用政府性基金安排的支出。", page=5)
    assert findings(check_empty_note, disclosure(statement(0, "govfund", figure=""), sections=[line])) == ()
    elsewhere = section("narrative", "政府性基金预算支出为0。", page=3)
    assert findings(check_empty_note, disclosure(statement(0, "govfund", figure=""), sections=[elsewhere]))


def test_one_note_for_all_empty_tables_will_do():
    note = section("contents", "注：以上部门预算报表中，空表表示本部门无相关收支情况")
    assert findings(check_empty_note, disclosure(statement(0, "govfund", figure=""), sections=[note])) == ()


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("注:本部门无“三公”经费预算，故本表为空表。", True),
        ("注:本部门无政府性基金预算，故本表为空表。", False),  # a note on another table
        ("注：此表如无数字则表示单位无该项支出，为空表。", False),
        ("注：本表反映“三公”经费情况。", False),
    ],
)
def test_a_table_with_figures_is_not_empty(note, said):
    assert bool(findings(check_empty_conflict, disclosure(statement(0, "three_public", notes=(note,))))) is said


def test_the_unit_is_said_at_the_table_or_in_a_header():
    bare = statement(0, "income", unit_said=False)
    with_header = replace(bare, columns=(bare.columns[0], replace(bare.columns[1], unit="万元")))
    assert [f.severity for f in findings(check_unit, disclosure(bare))] == [Severity.WARNING]
    assert findings(check_unit, disclosure(with_header, statement(1, "targets_project", unit_said=False))) == ()


def test_another_bodys_name():
    head = TextLine("上海市别处局2025年部门预算", place(6, 20.0))
    number = TextLine("- 6 -", place(6, 800.0))
    good = statement(0, "income", body_name="上海市示例局（本级）")
    wrong = statement(1, "expenditure", body_name="上海市普陀区示例局")
    found = findings(check_body, disclosure(good, wrong, furniture=(head, number)))
    assert sorted((f.printed, f.place.page) for f in found) == [("上海市别处局", 6), ("上海市普陀区示例局", 6)]


def test_a_unit_of_the_body_may_have_a_table_of_its_own():
    overview = section("overview", "纳入预算的单位包括：上海市示例局本级、上海市示例信息中心。", path=("二、单位构成",))
    made = disclosure(statement(0, "income", body_name="上海市示例信息中心"), sections=[overview])
    assert findings(check_body, made) == ()


def test_another_year():
    made = disclosure(
        statement(0, "income", title="2024年收入预算总表"),
        statement(1, "expenditure", title="2024年预算执行情况表"),
        sections=[section("contents", "1. 2025年收入预算总表"), section("narrative", path=("《2023年预算法》说明",))],
        furniture=(TextLine("示例局2023年部门预算", place(6, 20.0)),),
    )
    assert sorted(f.printed for f in findings(check_year, made)) == ["2023", "2024"]


LONG = "本单位的情况如下。" * 40
SAID = ("“三公”经费预算5万元。", "机关运行经费10万元。", "政府采购预算2万元。", "共有车辆1辆。", "绩效目标3个。")


def narrative(*texts: str, glossary: bool = True) -> list[Section]:
    made = [section("narrative", LONG, *texts, path=("其他说明",))]
    return [*made, section("glossary", "一、财政拨款收入：……", path=("名词解释",))] if glossary else made


def test_explanations_that_are_owed():
    assert findings(check_sections, disclosure(sections=narrative(*SAID))) == ()
    found = findings(check_sections, disclosure(sections=narrative(*SAID[:3], SAID[4], glossary=False)))
    assert [(f.key, f.severity) for f in found] == [
        ("YS1-009 assets", Severity.ERROR),
        ("YS1-009 glossary", Severity.WARNING),
    ]


@pytest.mark.parametrize(
    ("title", "alone"),
    [
        ("某市水务局2018年“三公”经费预算情况说明", True),
        ("某市水务局2018年部门预算“三公”经费公开说明", True),
        ("某市水务局2018年部门预算及“三公”经费预算情况说明", False),
    ],
)
def test_a_document_on_three_public_expenses_owes_no_other_word(title, alone):
    made = disclosure(sections=[section("narrative", LONG, *SAID[:3], SAID[4], path=(title,))])
    if alone:
        with pytest.raises(NotApplicable):
            findings(check_sections, made)
    else:
        assert findings(check_sections, made)


def test_no_narrative_no_verdict():
    for made in (disclosure(), disclosure(sections=narrative()), disclosure(sections=[section("narrative", *SAID)])):
        with pytest.raises(NotChecked):
            findings(check_sections, made)


def test_what_was_not_understood_is_one_hint_a_reason():
    why = Text("行的名称不认识", "unknown label")
    items = tuple(NotUnderstood("row", f"其他{n}", why, place(n)) for n in range(1, 8))
    other = NotUnderstood("column", "备用", Text("列的标题不认识", "unknown header"), place(9))
    found = findings(check_understood, disclosure(not_understood=(*items, other)))
    assert [(f.severity, len(f.also)) for f in found] == [(Severity.HINT, 0), (Severity.HINT, 6)]
    assert "等 7 处" in found[1].message.zh


def test_numbers_without_a_use_are_one_hint():
    tokens = tuple(Token(str(n), "unaccounted" if n < 3 else "fact", "", place(n + 1), True) for n in range(10))
    (found,) = findings(check_accounted, disclosure(tokens=tokens))
    assert "10 个数字中有 3 个没有着落：0、1、2" in found.message.zh
    assert findings(check_accounted, disclosure(tokens=tokens[3:])) == ()
