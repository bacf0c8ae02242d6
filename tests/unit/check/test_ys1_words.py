"""The wordings that the form rules know, and those that they must leave alone."""

import re

import pytest

from yusuan.catalog.bodies import bare_body, same_body
from yusuan.check.rules.ys1._empty import EMPTY_TABLE, explains
from yusuan.check.rules.ys1._titles import bare_title
from yusuan.check.rules.ys1.placeholder import _CROSSES, _GAP, _YEAR
from yusuan.check.rules.ys1.residue import _CHOICE, _INSTRUCTION, _PROMPT
from yusuan.check.rules.ys1.year import _YEAR as _YEAR_OF


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("上海市普陀区财政局", "上海市普陀区财政局（本级）"),
        ("无锡市交通运输局（本级）", "无锡市交通运输局"),
        ("101001-上海市财政局", "上海市财政局"),
        ("[507]湖州市某局", "湖州市某局"),
        ("中国共产党广州市委员会宣传部", "中共广州市委宣传部"),
        ("广州市财政局本级", "广州市财政局"),
        ("西安市人民政府办公厅（汇总）", "西安市人民政府办公厅"),
        ("普陀区财政局", "上海市普陀区财政局"),
        ("示例局机关", "示例局"),
        ("北京市人社局", "北京市人力资源和社会保障局"),
    ],
)
def test_names_of_one_body(one, other):
    assert same_body(one, other)
    assert same_body(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("上海市规划和自然资源局", "上海市普陀区规划和自然资源局"),
        ("广州市数字政府建设中心", "广州市数字政府运营中心"),
        ("上海市财政局", "上海市税务局"),
        ("广州市商务局", "深圳市商务局"),
    ],
)
def test_names_of_two_bodies(one, other):
    assert not same_body(one, other)
    assert not same_body(other, one)


def test_a_bodys_name_keeps_what_makes_it_that_body():
    assert bare_body("市司法局本级") == "市司法局"
    assert bare_body("某委员会本部") == "某委"
    assert bare_body("市政府办公厅机关") == "市政府办公厅"


@pytest.mark.parametrize(
    ("printed", "bare"),
    [
        ("表1 收支总体情况表", "收支总体情况表"),
        ("一、收入支出决算总表", "收入支出决算总表"),
        ("1. 2025年预算单位财务收支预算总表", "预算单位财务收支预算总表"),
        ("预算07表 政府性基金预算支出表", "政府性基金预算支出表"),
        ("七、财政拨款“三公”经费支出决算表 ..........11", "财政拨款三公经费支出决算表"),
        ("公开09表：国有资本经营预算支出表", "国有资本经营预算支出表"),
        ("八、政府性基金预算支出表（按功能分类）12", "政府性基金预算支出表(按功能分类)"),
    ],
)
def test_titles_are_brought_to_one_form(printed, bare):
    assert bare_title(printed) == bare


@pytest.mark.parametrize(
    "note",
    [
        "注:本单位2025年无政府性基金预算财政拨款安排的预算，故本表为空表。",
        "注：本表本年无发生额。",
        "（注：2026年没有使用政府性基金预算拨款安排的支出。）",
        "备注：本部门没有国有资本经营预算拨款安排的支出，故本表无数据。",
        "注：本部门无相关内容。",
        "说明：本年度不涉及国有资本经营预算。",
        "此表如无数字则表示单位无该项支出。",
    ],
)
def test_notes_that_explain_an_empty_table(note):
    assert explains(note)


@pytest.mark.parametrize(
    "note",
    ["注：无。", "注：本表反映部门本年度政府性基金预算财政拨款收入、支出及结转和结余情况。", "备注", "单位：万元"],
)
def test_notes_that_explain_nothing(note):
    assert not explains(note)


def test_only_a_note_on_the_table_itself_says_that_it_is_empty():
    assert EMPTY_TABLE.search("故本表为空表。")
    assert EMPTY_TABLE.search("注:本表本年无发生额。")
    assert not EMPTY_TABLE.search("本部门没有下属单位。")
    assert not EMPTY_TABLE.search("注:无。")


def found(pattern: re.Pattern[str], text: str) -> str:
    m = pattern.search(text)
    return m.group() if m else ""


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (_CROSSES, "XX局2024年部门预算"),
        (_CROSSES, "×××主要职责"),
        (_CROSSES, "主要原因是××增加"),
        (_CROSSES, "**局部门预算"),
        (_YEAR, "第二部分 202 年度部门决算表"),
        (_YEAR, "202年度部门决算"),
        (_YEAR, "20__年部门预算"),
        (_YEAR, "20XX年"),
        (_GAP, "支出预算为 万元，比上年"),
        (_GAP, "安排____万元"),
        (_CHOICE, "下降（增长）的主要原因"),
        (_CHOICE, "比上年增加（减少）10万元"),
        (_CHOICE, "增长/下降5%"),
        (_INSTRUCTION, "无政府性基金的，仍保留该表格式，并在本表下方作下述说明："),
        (_INSTRUCTION, "请填写单位名称"),
        (_INSTRUCTION, "注：1、封面和目录的格式不得随意改变。"),
        (_PROMPT, "【请根据实际情况填写】"),
        (_PROMPT, "【　】".replace("　", " ")),
    ],
)
def test_what_a_template_leaves(pattern, text):
    assert found(pattern, text)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (_CROSSES, "宽2×3米"),
        (_CROSSES, "XXL号服装"),
        (_CROSSES, "** 1 2 3"),
        (_CROSSES, "COVID-XX"),
        (_YEAR, "2024 年度部门决算"),
        (_YEAR, "工作满20 年的人员"),
        (_YEAR, "2017-202 年"),
        (_YEAR, "1202年"),
        (_GAP, "支出预算为30万元"),
        (_GAP, "收入合计（万元）"),
        (_CHOICE, "增长（下降）率"),
        (_CHOICE, "增减变化情况"),
        (_CHOICE, "增加10万元（其中减少2万元）"),
        (_INSTRUCTION, "如实填报个人有关事项"),
        (_INSTRUCTION, "保留原有格式"),
        (_PROMPT, "沪府规【2016】12号"),
        (_PROMPT, "【政策解读】"),
    ],
)
def test_what_is_no_residue(pattern, text):
    assert not found(pattern, text)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2024年部门预算表", "2024"),
        ("2025 年度单位决算公开", "2025"),
        ("第二部分 2024年度上海市某局部门决算表", "2024"),
        ("2023年预算执行情况", ""),
        ("与2023年预算相比的增减", ""),
        ("2023年度项目支出绩效自评表", ""),
        ("2024年工作任务", ""),
    ],
)
def test_whose_year_a_title_names(text, year):
    m = _YEAR_OF.search(text)
    assert (m[1] if m else "") == year
