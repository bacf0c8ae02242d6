"""Codes, lexicon, trees and layouts."""

import pytest

from yusuan.catalog.codes import code_list, code_near, code_of, kind_of, names_of
from yusuan.catalog.layouts import expected_statements, kind_of_title, layouts
from yusuan.catalog.lexicon import column_role, read_phrase
from yusuan.catalog.trees import contains, is_whole, parent, trees
from yusuan.model.disclosure import Identification


def test_parents_are_levels_not_prefixes():
    assert parent("function", "2080505") == "20805"
    assert parent("function", "20805") == "208"
    assert parent("function", "208") == ""
    assert not contains("function", "2080", "2080505")


def test_every_parent_of_a_listed_code_has_a_level_above():
    for kind in ("function", "economy", "gov_economy"):
        for code in code_list(kind).by_code:
            assert len(code) in (3, 5, 7)
            assert kind_of(code) == kind


def test_a_renamed_code_gives_its_newest_name_first():
    assert names_of("function", "20805")[0] == "行政事业单位养老支出"


def test_names_resolve_under_their_parent():
    assert code_of("function", "行政运行", "20103") == "2010301"
    assert code_of("function", "行政运行") is None
    assert code_of("function", "交通运输支出", level=3) == "214"


def test_a_list_without_codes_is_read_from_the_top_down():
    last, found = "", []
    for name in ["教育支出", "其他教育支出", "其他教育支出", "住房保障支出", "住房改革支出", "住房公积金"]:
        last = code_near("function", name, last) or last
        found.append(last)
    assert found == ["205", "20599", "2059999", "221", "22102", "2210201"]


@pytest.mark.parametrize(
    ("phrase", "delta"),
    [
        ("一、一般公共预算拨款收入", {"fund": "general", "flow": "income"}),
        ("其中：基本支出", {"nature": "basic"}),
        ("（二）公务用车购置及运行维护支出", {"topic": "vehicle"}),
        ("2025年执行数", {"phase": "executed"}),
        ("年末结转和结余", {"flow": "carry_out"}),
        ("政府性基金预算财政拨款", {"fund": "govfund"}),
    ],
)
def test_phrases(phrase, delta):
    reading = read_phrase(phrase)
    assert reading.understood
    assert dict(reading.delta) == delta


def test_what_is_left_over_is_not_understood():
    reading = read_phrase("外星人拨款")
    assert not reading.understood
    assert reading.rest == "外星人"


def test_units_and_years_inside_a_header():
    assert read_phrase("预算数（单位：万元）").unit == "万元"
    assert read_phrase("上年预算数").year == "-1"
    assert read_phrase("2025年执行数").year == "2025"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("收支总体情况表", "summary"),
        ("2026年预算单位财务收支预算总表", "summary"),
        ("财政拨款收入支出决算总表", "grant_summary"),
        ("一般公共预算基本支出情况表（按经济分类科目）", "general_basic"),
        ("一般公共预算项目支出情况表（按经济分类科目）", "general_project"),
        ("一般公共预算支出情况表（按功能分类科目）", "general"),
        ("2026年单位“三公”经费和机关运行经费预算表", "three_public"),
        ("国有资本经营预算财政拨款收入支出决算表", "capital"),
        ("项目支出绩效目标表", "targets_project"),
        ("部门预算基本支出预算表", "basic"),
        ("政府性基金预算财政拨款收入支出决算表", "govfund"),
        ("一般公共预算财政拨款收入支出决算表", "general"),
        ("收入支出决算公开表", "summary"),
        ("项目收入支出决算表", "project"),
        ("机关事业运行经费预算表", "agency_running"),
        ("支出预算--特定目标类支出表", "project"),
        ("上年结转支出预算表", "carried"),
        ("非税收入计划表", "revenue_plan"),
        ("一般性支出预算表", "restrained"),
        ("单位人员情况表", "staff"),
        ("政府性基金预算“三公”经费支出预算表", "three_public"),
    ],
)
def test_titles(title, kind):
    assert kind_of_title(title).id == kind


def test_roles_of_headers():
    assert column_role("科目编码") == "code"
    assert column_role("绩效目标") == "text"
    assert column_role("增减（%）") == "ratio"
    assert column_role("一般公共预算") is None


def test_wholes_and_trees_are_consistent():
    for dimension, above, nodes in trees().wholes:
        assert all(parent(dimension, n) == above or contains(dimension, above, n) for n in nodes)
        assert is_whole(dimension, above, nodes)
    assert not is_whole("nature", "", frozenset({"basic"}))


def test_layouts_name_known_statements():
    assert {x.locality for x in layouts()} >= {"guangdong", "shanghai", "beijing"}
    identity = Identification("某局", 2026, "budget", "department", "guangdong/guangzhou")
    assert len(expected_statements(identity)) == 12
