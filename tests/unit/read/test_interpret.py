"""Tables to facts, told as small tab-separated tables."""

from dataclasses import replace

import pytest

from yusuan.model.disclosure import Identification
from yusuan.model.grid import Cell, Grid
from yusuan.model.place import Place, Source
from yusuan.read.interpret import interpret
from yusuan.read.interpret.head import head_height
from yusuan.read.interpret.matrix import matrix_of
from yusuan.read.table import RawTable

SOURCE = Source("0" * 64, "t.txt", "text")
IDENTITY = Identification("某市数字中心", 2026, "budget", "department", "")


def table(title, text, unit="万元"):
    rows = [line.split("|") for line in text.strip("\n").split("\n")]
    width = max(map(len, rows))
    cells = [
        Cell(t.strip(), r, c, 1, 1, Place(SOURCE, line=r + 1, column=c + 1, cell=(r, c)))
        for r, row in enumerate(rows)
        for c, t in enumerate(row + [""] * (width - len(row)))
    ]
    place = Place(SOURCE, line=1)
    return RawTable(title, "", unit, "", Grid(tuple(cells), len(rows), width, place), (), (), place, 0)


def points(*tables):
    read = interpret(tables, IDENTITY)
    out = {}
    for fact in read.facts:
        c = fact.coordinate
        key = {d: getattr(c, d) for d in c.__slots__ if getattr(c, d) and d not in ("year", "phase")}
        out.setdefault(fact.amount.printed, []).append(key)
    return out, read


def test_two_sides_each_with_its_flow():
    found, read = points(
        table(
            "收支总体情况表",
            """
收入||支出|
项目|预算|项目|预算
一、预算拨款|11.00|一、一般公共服务支出|9.00
二、其他资金|3.00|二、教育支出|1.50
本年收入合计|14.00|本年支出合计|10.50
三、上年结转结余|0.50|三、结转下年|4.00
收入总计|14.50|支出总计|14.50
""",
        )
    )
    assert found["11.00"] == [{"flow": "income", "fund": "grant"}]
    assert found["9.00"] == [{"flow": "expenditure", "function": "201"}]
    assert found["14.00"] == [{"flow": "income"}]
    assert found["0.50"] == [{"flow": "carry_in"}]
    assert found["4.00"] == [{"flow": "carry_out"}]
    assert found["14.50"] == [{"flow": "in_total"}, {"flow": "out_total"}]
    assert not read.not_understood


def test_funds_repeated_under_last_years_balance_belong_to_it():
    found, _ = points(
        table(
            "财政拨款收支总表",
            """
收入||支出|
项目|预算数|项目|预算数
一、一般公共预算拨款|5.00|一、教育支出|6.00
本年收入合计|5.00|本年支出合计|6.00
上年结转结余|1.00|年终结转结余|
一、一般公共预算拨款|1.01|||
收入总计|6.00|支出总计|6.00
""",
        )
    )
    assert found["1.01"] == [{"flow": "carry_in", "fund": "general"}]


@pytest.mark.parametrize(
    "rows",
    [
        "201||  |一般公共服务支出|7.00\n201|03||办公厅事务|7.01\n201|03|50|事业运行|7.02",
        "201||  |一般公共服务支出|7.00\n|03||办公厅事务|7.01\n||50|事业运行|7.02",
        "201||  |一般公共服务支出|7.00\n201|3||办公厅事务|7.01\n201|3|50|事业运行|7.02",
    ],
)
def test_three_code_columns_filled_or_not(rows):
    found, _ = points(table("支出总表", "科目编码|||科目名称|合计\n类|款|项||\n" + rows))
    assert found["7.00"][0]["function"] == "201"
    assert found["7.01"][0]["function"] == "20103"
    assert found["7.02"][0]["function"] == "2010350"


def test_three_classifications_side_by_side_and_entries_alike():
    found, _ = points(
        table(
            "支出总表",
            """
支出功能分类科目|政府支出经济分类科目|部门支出经济分类科目|合计|基本支出|项目支出
2050803-培训支出|50203-培训费|30216-培训费|18.060000|18.060000|
2120101-行政运行|50201-办公经费|30201-办公费|1.000000|1.000000|
2120101-行政运行|50201-办公经费|30201-办公费|2.000000||2.000000
合  计|||21.060000|19.060000|2.000000
""",
        )
    )
    first = found["18.060000"][0]
    assert (first["function"], first["gov_economy"], first["economy"]) == ("2050803", "50203", "30216")
    assert found["1.000000"][0]["item"] != found["2.000000"][0]["item"]


def test_bracketed_codes_and_projects_of_one_body():
    found, read = points(
        table(
            "一般公共预算基本支出情况表（按经济分类科目）", "部门预算支出经济科目|预算\n合计|3.00\n[30101]基本工资|3.00"
        ),
        table(
            "部门预算项目支出及其他支出预算表",
            """
支出项目类别（资金使用单位）|总计|财政拨款||绩效目标
|  |合计|一般公共预算|
合计|8.00|8.00|8.00|
某市数字中心（本级）|8.10|8.00|8.00|
2025年运维项目|8.20|8.00|8.00|保障运行
""",
        ),
    )
    assert {"economy": "30101", "fund": "general", "nature": "basic", "flow": "expenditure"} in found["3.00"]
    assert found["8.10"] == [{"flow": "expenditure", "nature": "project"}]
    assert found["8.20"][0]["project"] == "2025年运维项目"
    assert [(p.name, p.target) for p in read.projects] == [("2025年运维项目", "保障运行")]


def test_an_unknown_column_is_reported_and_its_figures_are_not_facts():
    _, read = points(table("支出总表", "科目编码|科目名称|合计|外星拨款\n201|一般公共服务支出|5.00|4.00"))
    assert [n.what for n in read.not_understood] == ["column"]
    assert [t.text for t in read.tokens if t.use == "unaccounted"] == ["4.00"]


def test_a_total_beside_a_carry_over_column_is_the_total():
    found, _ = points(
        table("支出总表", "科目编码|科目名称|合计|基本支出|结转下年\n201|一般公共服务支出|5.00|4.00|1.00")
    )
    assert found["5.00"][0]["flow"] == "out_total"
    assert found["4.00"][0] == {"flow": "expenditure", "nature": "basic", "function": "201"}
    assert found["1.00"][0]["flow"] == "carry_out"


def test_index_rows_are_no_amounts():
    found, read = points(
        table("收入决算表", "科目编码|科目名称|本年收入合计|财政拨款收入\n栏次||1|2\n201|一般公共服务支出|5.00|5.00")
    )
    assert set(found) == {"5.00"}
    assert [t.text for t in read.tokens if t.use == "index"] == ["1", "2"]


def merged(raw, *spans):
    """``raw`` with cells that reach down: (row, column, row span); what they cover has no cell of its own."""
    covered = {(r + k, c) for r, c, n in spans for k in range(1, n)}
    reach = {(r, c): n for r, c, n in spans}
    cells = tuple(
        replace(cell, row_span=reach.get((cell.row, cell.column), 1))
        for cell in raw.grid.cells
        if (cell.row, cell.column) not in covered
    )
    return replace(raw, grid=replace(raw.grid, cells=cells))


def test_a_header_that_is_merged_with_the_total_under_it_says_nothing_of_that_row():
    raw = table(
        "一般公共预算基本支出情况表（按支出经济分类科目）",
        """
部门经济科目编码|部门经济科目名称|政府经济科目编码|政府经济科目名称|合计|人员经费支出
|||合计|8.50|8.50
301|工资福利支出|||8.50|8.50
30101|基本工资|50101|工资奖金津补贴|8.50|8.50
""",
    )
    found, read = points(merged(raw, (0, 0, 2), (0, 1, 2), (0, 2, 2)))
    assert {"flow": "expenditure", "fund": "general", "nature": "basic"} in found["8.50"]
    assert not read.not_understood


def test_an_unknown_header_over_empty_cells_begins_no_second_side():
    found, read = points(
        table(
            "政府采购（资产配置、购买服务）预算表",
            """
采购项目|采购目录|购买服务的内|数量|部门经济科目编码|采购时间|预算金额
合计|||3|||30.50
数据服务|其他货物||3|30299|1月-12月|30.50
""",
        )
    )
    assert [row.role for row in read.statements[0].rows] == ["total", "data"]
    assert found["30.50"][0] == {"flow": "expenditure", "topic": "purchase"}
    assert not read.not_understood


def test_a_form_whose_label_and_value_stand_in_one_cell():
    found, read = points(
        table(
            "专项资金整体绩效目标表",
            """
专项（项目）名称 某项奖励|||
主管部门|||
资金金额（万元）|实施期资金总额：|100|
|其中：财政拨款|100|
总体目标|落实补助政策||
""",
        )
    )
    assert [p["project"] for p in found["100"]] == ["某项奖励", "某项奖励"]
    assert not read.not_understood


def test_a_table_of_economic_classes_under_personnel_and_public_is_of_basic_expenditure_whatever_its_title():
    found, read = points(
        table(
            "2016年一般公共预算财政拨款决算表（二）",
            """
人员经费|||公用经费||
经济分类科目编码|科目名称|金额|经济分类科目编码|科目名称|金额
301|工资福利支出|7.50|302|商品和服务支出|1.25
人员经费合计||7.50|公用经费合计||1.25
""",
            unit="元",
        ),
        table(
            "2016年一般公共预算财政拨款支出决算表（一）",
            "科目编码|科目名称|金额\n|合计|3.00\n201|一般公共服务支出|3.00",
        ),
    )
    assert [s.kind for s in read.statements] == ["general_basic", "general"]
    assert read.statements[0].fixed.nature == "basic"
    assert {"flow": "expenditure", "fund": "general", "nature": "personnel", "economy": "301"} in found["7.50"]


ECONOMIC = """
人员经费|||公用经费||
经济分类科目编码|科目名称|金额|经济分类科目编码|科目名称|金额
301|工资福利支出|7.50|302|商品和服务支出|1.25
人员经费合计||7.50|公用经费合计||1.25
"""
FUNCTIONAL = "科目编码|科目名称|支出合计|基本支出|项目支出\n|合计|{}|{}|0.55\n201|一般公共服务支出|{}|{}|0.55"


@pytest.mark.parametrize(
    ("title", "basic", "whole", "nature"),
    [
        ("2016年一般公共预算财政拨款决算表（二）", "8.20", "8.75", ""),  # adds up to all expenditure
        ("2016年一般公共预算财政拨款决算表（二）", "8.75", "9.30", "personnel"),  # to 基本支出
        ("2016年一般公共预算财政拨款决算表（二）", "8.10", "8.65", "personnel"),  # to neither
        ("2016年一般公共预算财政拨款基本支出决算表", "8.20", "8.75", "personnel"),  # its title says so
    ],
)
def test_economic_classes_that_add_up_to_all_expenditure_are_of_all_of_it(title, basic, whole, nature):
    functional = FUNCTIONAL.format(whole, basic, whole, basic)
    found, read = points(
        table(title, ECONOMIC, unit="元"), table("2016年一般公共预算财政拨款支出决算表（一）", functional, unit="元")
    )
    assert [s.kind for s in read.statements] == ["general_basic", "general"]
    [class_301] = [p for p in found["7.50"] if p.get("economy") == "301"]
    assert class_301.get("nature", "") == nature


@pytest.mark.parametrize(
    ("whole", "fund"),
    [("7.50", "general_current"), ("6.00", "general"), ("9.90", "general")],
    ids=["with what was carried in", "the same", "more than was carried in"],
)
def test_a_fund_beside_what_was_carried_in_is_the_years_own_where_another_table_prints_more(whole, fund):
    found, _ = points(
        table(
            "项目支出总表",
            "项目名称|总计|一般公共预算拨款|政府性基金预算拨款|上年结余、结转\n合计|9.00|6.00|1.00|2.00\n甲项目|9.00|6.00|1.00|2.00",
        ),
        table("一般公共预算支出表", f"科目编码|科目名称|项目支出\n|合计|{whole}\n201|一般公共服务支出|{whole}"),
    )
    assert {p["fund"] for p in found["6.00"] if "function" not in p} == {fund}
    assert {p["fund"] for p in found["1.00"]} == {"govfund"}


def test_what_is_carried_in_beside_income_and_what_is_carried_out_is_a_flow():
    found, _ = points(
        table(
            "政府性基金预算财政拨款收入支出决算表",
            """
功能分类科目编码|科目名称|年初结转和结余|本年收入|本年支出|年末结转和结余
212|城乡社区支出|7.00|5.00|9.00|3.00
""",
        )
    )
    flows = {"7.00": "carry_in", "5.00": "income", "9.00": "expenditure", "3.00": "carry_out"}
    for printed, flow in flows.items():
        assert found[printed] == [{"flow": flow, "fund": "govfund", "function": "212"}]


def test_years_before_a_project_are_no_code():
    found, _ = points(
        table(
            "部门预算项目支出及其他支出预算表",
            """
支出项目类别（资金使用单位）|总计|绩效目标
2025-2026年机房运维|6.00|不停机。
""",
        )
    )
    assert found["6.00"][0]["project"] == "2025-2026年机房运维"


def test_a_grid_without_rows_has_no_head():
    source = Source("0" * 64, "a.pdf", "pdf")
    assert head_height(matrix_of(Grid((), 0, 0, Place(source, 1)))) == 0
