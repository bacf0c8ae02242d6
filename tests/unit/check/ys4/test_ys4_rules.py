"""Each rule of YS4 on sentences that are wrong, and on what looks like it and is right."""

import pytest

from yusuan.check.rule import NotApplicable, NotChecked, registry
from yusuan.model.finding import Severity


def errors(findings):
    return [(f.printed, f.expected) for f in findings if f.severity is not Severity.HINT]


# --- YS4-001 ----------------------------------------------------------------------------------------------------------


def test_an_amount_against_its_cell(judge, fact):
    found = judge("YS4-001", "公务接待费2.8万元。", facts=[fact("2.50", topic="reception", fund="general")])
    assert errors(found) == [("2.8万元", "2.50万元")]
    assert found[0].difference == 300_000
    assert found[0].place.line == 1
    assert found[0].equations[0].kind == "same"


@pytest.mark.parametrize(
    ("said", "printed", "unit"),
    [
        ("25.4", "25.40", "万元"),
        ("15621.11", "156211123", "元"),
        ("1,756", "17,561,234.50", "元"),
        ("9142.55", "9142.554971", "万元"),
        ("0", "0.00", "万元"),
    ],
)
def test_the_same_amount_printed_otherwise(judge, fact, said, printed, unit):
    assert not judge("YS4-001", f"支出预算{said}万元。", facts=[fact(printed, unit, flow="expenditure")])


def test_other_scopes_of_the_same_thing(judge, fact):
    cells = [
        fact("9759.38", flow="expenditure"),
        fact("9746.50", flow="expenditure", fund="general"),
        fact("9800.00", flow="out_total"),
    ]
    for said in ("9759.38", "9746.5", "9800"):
        assert not judge("YS4-001", f"支出预算{said}万元。", facts=cells)
    assert errors(judge("YS4-001", "支出预算9759.83万元。", facts=cells))


def test_what_is_of_the_year_alone_beside_what_was_carried_in(judge, fact):
    said = ("一般公共预算当年拨款90万元。", "1.一般公共服务支出（201）80万元。")
    cells = [
        fact("100.00", fund="general"),
        fact("85.00", fund="general", function="201"),
        fact("10.00", fund="general", flow="carry_in"),
        fact("90.00", fund="general", flow="income"),
    ]
    under = {"under": ("一般公共预算当年拨款情况说明",)}
    assert not judge("YS4-001", *said, facts=cells, **under)
    # Where the tables' total is what is said to be the year's own, they leave out what was carried in as well.
    year_s_own = [fact("90.00", fund="general"), *cells[1:]]
    assert errors(judge("YS4-001", *said, facts=year_s_own, **under)) == [("80万元", "85.00万元")]


def test_an_amount_by_subject_against_the_scopes_that_the_tables_print(judge, fact):
    cells = [
        fact("446.20", fund="general", function="2010302"),
        fact("446.20", function="2010302"),
        fact("900.00", fund="grant"),
    ]
    text = "财政拨款支出预算900万元。一般行政管理事务（2010302）{}万元。"
    under = {"under": ("三、财政拨款支出预算情况说明",)}
    assert not judge("YS4-001", text.format("446.20"), facts=cells, **under)
    assert errors(judge("YS4-001", text.format("646.20"), facts=cells, **under)) == [("646.20万元", "446.20万元")]


def test_a_part_of_what_the_table_prints_is_left_open(judge, fact):
    cells = [fact("80.00", topic="procurement")]
    text = "政府采购预算80万元；其中一般公共预算拨款政府采购60万元。"
    assert not judge("YS4-001", text, facts=cells)
    assert errors(judge("YS4-001", text.replace("采购60", "采购90"), facts=cells))


def test_last_place_moved_by_one_is_a_hint(judge, fact):
    found = judge("YS4-001", "支出预算80.01万元。", facts=[fact("80.00")])
    assert [f.severity for f in found] == [Severity.HINT]


def test_without_tables_nothing_is_checked(judge):
    with pytest.raises(NotChecked):
        judge("YS4-001", "支出预算80.01万元。")
    with pytest.raises(NotChecked):
        judge("YS4-001", "没有数字。")


# --- YS4-002, 006, 007 ------------------------------------------------------------------------------------------------


def test_growth_from_the_change(judge):
    assert errors(judge("YS4-002", "支出预算120万元，比上年增加20万元，增长25%。")) == [("25%", "20.00%")]
    assert not judge("YS4-002", "支出预算120万元，比上年增加20万元，增长20%。")
    assert not judge("YS4-002", "支出预算120.00万元，比上年减少20.00万元，下降14.28%。")  # cut off
    assert errors(judge("YS4-002", "支出预算120.00万元，比上年减少20.00万元，下降14.31%。"))


def test_growth_of_whole_amounts_is_as_open_as_their_rounding(judge):
    assert not judge("YS4-002", "支出预算3万元，比上年增加1万元，增长42%。")
    assert errors(judge("YS4-002", "支出预算3.00万元，比上年增加1.00万元，增长42%。"))


def test_growth_from_last_years_amount(judge):
    said = "2025年当年预算执行数为60.13万元，2026年预算安排25.77万元，比2025年预算执行数减少{}%。"
    item = "1. “教育支出（类）进修及培训（款）培训支出（项）”25.77万元。"
    assert not judge("YS4-002", item + said.format("57.14"))
    assert errors(judge("YS4-002", item + said.format("51.74"))) == [("51.74%", "57.14%")]


def test_a_wrong_amount_is_not_also_a_wrong_rate(judge, fact):
    cells = [fact("350.35", function="2210201", fund="general"), fact("3,503,499", "元", function="2210201")]
    text = (
        "1. “住房保障支出（类）住房改革支出（款）住房公积金（项）”350.35万元。2025年当年预算执行数为348.52万元，"
        "2026年预算安排352.67万元，比2025年预算执行数增加0.53%。"
    )
    assert not judge("YS4-002", text)
    assert errors(judge("YS4-001", text, facts=cells)) == [("352.67万元", "350.35万元")]
    assert errors(judge("YS4-008", text)) == [("352.67万元", "350.35万元")]
    assert not judge("YS4-008", text, facts=cells)  # said once, by YS4-001


def test_the_change_between_two_printed_amounts(judge, fact):
    text = "支出预算1200万元，比2025年年初预算数1000万元增加{}万元。"
    assert not judge("YS4-006", text.format("200"))
    assert errors(judge("YS4-006", text.format("300"))) == [("300万元", "200.00万元")]
    cells = [fact("1,000.00", year="2025")]
    assert errors(judge("YS4-006", "支出预算1200.00万元，比2025年预算增加300.00万元。", facts=cells))
    assert not judge("YS4-006", "支出预算1200.00万元，比2025年预算增加200.00万元。", facts=cells)


def test_a_rate_over_nothing(judge):
    assert judge("YS4-007", "机关运行经费10.23万元，比上年增加10.23万元，增长100.00%。")[0].severity is Severity.WARNING
    assert not judge("YS4-007", "公务接待费0万元，比上年减少2万元，下降100%。")
    assert not judge("YS4-007", "公务接待费0万元，比上年增加0万元，增长0%。")
    assert not judge("YS4-007", "公务接待费10万元，比上年增加5万元，增长100%。")


# --- YS4-003 ----------------------------------------------------------------------------------------------------------


def test_shares(judge):
    text = "本年支出合计800.00万元，其中：基本支出500.00万元，占{}%；项目支出300.00万元，占37.50%。"
    assert not judge("YS4-003", text.format("62.50"))
    assert errors(judge("YS4-003", text.format("65.20"))) == [("65.20%", "62.50%")]


def test_the_whole_may_be_the_parts_alone(judge):
    text = (
        "支出预算1000.00万元。基本支出预算300.00万元，占本年支出预算33.33%。"
        "项目支出预算600.00万元，占本年支出预算66.67%。"
    )
    assert not judge("YS4-003", text)  # 100 is carried out
    assert errors(judge("YS4-003", text.replace("66.67", "76.67")))


def test_a_part_of_unknown_scope_is_left_open(judge, fact):
    cells = [fact("60.00", nature="project", fund="general")]
    with pytest.raises(NotChecked):
        judge("YS4-003", "共涉及资金90万元，占一般公共预算项目支出总额的100%。", facts=cells)


# --- YS4-004, 011 -----------------------------------------------------------------------------------------------------

FINAL = "一般公共预算财政拨款支出年初预算为{}万元，全年预算为80.00万元，支出决算为60.00万元，完成{}预算的{}%。"


def test_completion(judge):
    assert not judge("YS4-004", FINAL.format("70.00", "全年", "75.00"), final=True)
    assert errors(judge("YS4-004", FINAL.format("70.00", "年初", "75.00"), final=True)) == [("75.00%", "85.71%")]
    zero = judge("YS4-004", FINAL.format("0", "年初", "75.00"), final=True)
    assert errors(zero) == [("75.00%", "完成全年预算的75.00%")]


@pytest.mark.parametrize(
    ("budget", "final", "word", "wrong"),
    [
        ("10.00", "12.00", "小于", True),
        ("10.00", "12.00", "大于", False),
        ("10.00", "8.00", "大于", True),
        ("10.00", "10.00", "小于", True),
        ("10.00", "10.00", "等于", False),
        ("10.00", "9.90", "等于", True),
    ],
)
def test_above_and_below(judge, budget, final, word, wrong):
    subject = "1、教育支出（类）进修及培训（款）培训支出（项）"
    text = f"{subject}。年初预算为{budget}万元，支出决算为{final}万元。决算数{word}预算数的主要原因：略。"
    assert bool(judge("YS4-011", text, final=True)) is wrong


def test_about_equal_is_not_equal(judge):
    text = (
        "1、教育支出（类）进修及培训（款）培训支出（项）。年初预算为10万元，支出决算为9.9万元。决算数与预算数基本持平。"
    )
    assert not judge("YS4-011", text, final=True)


# --- YS4-005 ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "2025年当年预算执行数为50万元，2026年预算安排40万元，比2025年预算执行数增加20%。",
        "支出预算40万元，比上年增加10万元，下降20%。",
        "支出预算40万元，比上年减少10万元，下降20%，增长的主要原因是调整。",
        "公务接待费4万元，比上年减少20%。主要原因是：接待经费增加。",
        "支出预算40万元，与上年持平。主要原因：进度变化，减少支付。",
    ],
)
def test_directions_that_contradict(judge, text):
    assert len(judge("YS4-005", "1. “教育支出（类）进修及培训（款）培训支出（项）”40万元。" + text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "支出预算40万元，比上年减少10万元，下降20%，主要原因是退休人员增加。",
        "支出预算40万元，比上年减少10万元，下降20%，主要原因是上年安排了一次性支出，项目经费增加。",
        "支出预算40万元，比上年增加0万元，增长0%。",
        "支出预算40万元，比上年减少0.1万元，下降0.2%，与上年基本持平，主要原因是经费减少。",
        "公务接待费4万元，与2025年预算持平，主要原因是经费保持不变。",
        "公务接待费4万元，与上年持平，主要原因是厉行节约，严控开支。",
        "支出预算40万元，比上年增加10万元，增长33.33%，主要原因是：人员经费增加12万元，公用经费减少2万元。",
        "其中：基本支出增加10万元，项目支出减少5万元。",
    ],
)
def test_directions_that_agree(judge, text):
    assert not judge("YS4-005", text)


# --- YS4-009, 010 -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("政府采购预算30.25万元，其中：货物5万元，工程0万元，服务25.25万元。", False),
        ("政府采购预算30.25万元，其中：货物6万元，工程0万元，服务25.25万元。", True),
        ("政府采购预算30.25万元，其中：货物5万元，工程0万元，服务24.25万元。", True),
        ("政府采购预算30.25万元，其中：货物5万元。", False),
        ("政府采购预算30.25万元，其中：货物35万元。", True),
        ("“三公”经费5万元，其中：因公出国（境）费2.01万元，公务用车购置及运行费1.99万元，公务接待费1.01万元。", False),
        ("基本支出90万元，其中：人员经费80万元，公用经费20万元。", True),
        ("本年支出合计90万元，其中：基本支出40万元，项目支出30万元。", False),
    ],
)
def test_parts_of_a_whole(judge, text, wrong):
    assert bool(judge("YS4-009", text)) is wrong


def test_changes_of_the_parts(judge):
    text = (
        "公务用车购置及运行维护费25.45万元（公务用车购置费18万元，比上年增加18万元；"
        "公务用车运行维护费7.45万元，比上年减少{}万元。）比上年增加17.6万元。"
    )
    assert not judge("YS4-009", text.format("0.4"))
    assert judge("YS4-009", text.format("1.4"))


def test_small_firms_win_no_more_than_is_bought(judge):
    text = (
        "政府采购金额为21.07万元。在面向中小企业预留的政府采购项目中，由中小企业供应商中标或成交的，采购金额21.07万元；"
        "在其他政府采购项目中，由中小企业供应商中标或成交的，采购金额{}万元。"
    )
    assert judge("YS4-009", text.format("21.07"))
    assert not judge("YS4-009", text.format("0"))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("共有车辆5辆，其中：机要通信用车1辆、应急保障用车0辆、其他用车4辆；单价100万元以上的设备3台。", False),
        ("共有车辆5辆，其中：机要通信用车1辆、应急保障用车0辆、其他用车3辆。", True),
        ("共有车辆5辆，其中机要通信用车为1、其他用车为5。", True),
        ("共有车辆5辆，其中：机要通信用车1辆。", False),
        ("建筑面积为8013平方米（其中计容面积7998平方米，不计容面积105平方米），地下5356平方米。", True),
        ("建筑面积为8103平方米（其中计容面积7998平方米，不计容面积105平方米），地下5356平方米。", False),
        ("共有人员10人，其中：党员8人、女性5人。", False),
    ],
)
def test_things_that_are_counted(judge, text, wrong):
    try:
        assert bool(judge("YS4-012", text)) is wrong
    except NotApplicable:
        assert not wrong


def test_units(judge, fact):
    cells = [fact("25.40", topic="three_public", fund="grant")]
    wrong = judge("YS4-010", "财政拨款“三公”经费25.4元。", facts=cells)
    assert [(f.printed, f.expected) for f in wrong] == [("25.4元", "25.40万元")]
    assert not judge("YS4-001", "财政拨款“三公”经费25.4元。", facts=cells)
    assert not judge("YS4-010", "财政拨款“三公”经费25.4万元，比上年增加1.2万元，增长5%。", facts=cells)
    missing = judge("YS4-010", "“三公”经费25.4万元，比上年增加1.2万元，增长4.96。公务接待费2.5万元，增长5%。")
    assert [f.expected for f in missing] == ["4.96%"]


def test_figures_side_by_side_have_their_unit_once(judge):
    assert not judge("YS4-010", "收、支总计各为4125.49、4143.91万元，与上年相比各减少1267.86，2570.97万元。")


def test_a_zero_needs_no_unit_and_an_unreadable_sign_is_no_missing_one(judge):
    assert not judge("YS4-010", "政府性基金拨款支出预算为0；“三公”经费2.5万元。")
    assert not judge("YS4-010", "“三公”经费2.5万元，比上年减少12.97 ，主要原因是节约。")


def test_every_rule_says_what_it_needs(context):
    nothing = context("没有数字的说明。")
    rules = [r for c, r in registry().items() if c.startswith("YS4-")]
    assert len(rules) == 34
    for rule in rules:
        with pytest.raises((NotChecked, NotApplicable)):
            rule.check(nothing)
