"""Forms of tables that localities outside the corpus use, as small tables."""

from tests.unit.read.test_interpret import points, table


def test_a_unit_that_only_its_code_tells_is_the_whole_where_it_is_the_only_one():
    found, read = points(
        table(
            "一般公共预算支出预算表",
            """
科目编码|||单位代码|单位名称（科目）|合计|基本支出|项目支出
类|款|项||||||
||||合计|10.00|7.00|3.00
||||某市数字中心|10.00|7.00|3.00
201|03|01|301001|行政运行|7.00|7.00|
201|03|02|301001|一般行政管理事务|3.00||3.00
""",
        )
    )
    assert {"flow": "expenditure", "fund": "general", "function": "2010301"} in found["7.00"]
    assert not any("body" in p for places in found.values() for p in places)
    assert not read.not_understood


def test_the_years_own_money_beside_what_is_carried_in():
    found, _ = points(
        table(
            "一般公共预算支出预算表",
            """
科目编码|科目名称|合计|当年财政拨款安排|上年结转安排
|合计|10.00|8.50|1.50
201|一般公共服务支出|10.00|8.50|1.50
""",
        )
    )
    assert {p["fund"] for p in found["8.50"]} == {"general_current"}
    assert {p["fund"] for p in found["1.50"]} == {"general_carried"}
    assert {p["fund"] for p in found["10.00"]} == {"general"}


def test_a_grant_among_a_fund_is_only_that_funds():
    found, read = points(
        table(
            "部门收支总体情况表",
            """
收入||支出|
项目|金额|项目|金额
一、一般公共预算|8.00|一、基本支出|6.00
其中：财政拨款|7.50|二、项目支出|4.00
二、政府性基金|1.00|1、一般性项目|4.00
三、其他各项收入|1.00||
收入合计|10.00|支出合计|10.00
""",
        )
    )
    [among] = found["7.50"]
    assert (among["fund"], among["item"]) == ("general", "summary:其中:财政拨款")
    assert not read.not_understood


def test_economic_classes_with_what_is_in_them_as_columns():
    found, read = points(
        table(
            "一般公共预算基本支出明细表",
            """
科目编码|科目名称|合计|工资福利支出|工资福利支出|商品和服务支出|商品和服务支出
科目编码|科目名称|合计|小计|基本工资|小计|会议费
|合计|9.00|6.00|6.00|3.00|3.00
2010301|行政运行|9.00|6.00|6.00|3.00|3.00
""",
        )
    )
    assert {p.get("economy") for p in found["6.00"]} == {"301", "30101"}
    # 会议费 is a topic in a table of topics, and a subject below 商品和服务支出.
    assert {(p.get("economy"), p.get("topic")) for p in found["3.00"]} == {("302", None), ("30215", None)}
    assert not read.not_understood


def test_bodies_by_code_and_name():
    found, read = points(
        table(
            "部门收入预算表",
            """
部门（单位）代码|部门（单位）名称|合计|一般公共预算|上年结转
105|合计|9.00|6.00|3.00
105001|某市测绘所|5.00|4.00|1.00
105002|某市勘察所|4.00|2.00|2.00
""",
        )
    )
    assert {p.get("body", "") for p in found["9.00"]} == {""}
    assert {p["body"] for p in found["5.00"]} == {"某市测绘所"}
    assert not read.not_understood
