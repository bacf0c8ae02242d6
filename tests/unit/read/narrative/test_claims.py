"""Constructs of a narrative, one by one, in sentences of our own."""

from collections.abc import Callable

import pytest

from yusuan.model.disclosure import Identification
from yusuan.read.narrative import Narrative

FINAL = Identification("某市测绘局", 2024, "final_accounts", "department", "")


def figures(claims):
    return [(c.kind, c.amount.printed if c.amount else c.ratio.printed if c.ratio else "") for c in claims]


def about(claims, number):
    """The figure that a claim is about, and the one it is against."""
    claim = claims[number]
    of = claims[number - claim.of].amount.printed if claim.of else None
    against = claims[number - claim.against].amount.printed if claim.against else None
    return of, against


def test_an_amount_with_its_change_and_growth(say, at):
    claims = say("2026年本部门收入预算120.5万元，比上年增加20.5万元，增长20.5%，主要原因是增加两个项目共20.5万元。")
    assert figures(claims) == [("amount", "120.5"), ("change", "20.5"), ("growth", "20.5"), ("amount", "20.5")]
    assert at(claims[0]) == {"flow": "in_total"}
    assert claims[1].direction == claims[2].direction == 1
    assert claims[1].base == claims[0].coordinate.at(year="2025")
    assert [about(claims, n)[0] for n in (1, 2)] == ["120.5", "120.5"]
    assert claims[3].coordinate is None  # what a reason speaks of is not the subject's


def test_last_years_amount_printed_in_the_comparison(say):
    claims = say("2026年度支出预算900万元，比2025年年初预算数1000万元减少100万元，下降10%。")
    assert figures(claims) == [("amount", "900"), ("amount", "1000"), ("change", "100"), ("growth", "10")]
    assert claims[1].coordinate == claims[0].coordinate.at(year="2025", phase="budget")
    assert about(claims, 2) == about(claims, 3) == ("900", "1000")


def test_last_years_execution_before_this_years_budget(say, at):
    claims = say(
        "1.“教育支出（类）进修及培训（款）培训支出（项）”36万元，主要用于办班。"
        "2025年当年预算执行数为30万元，2026年预算安排36万元，比2025年预算执行数增加20%。"
    )
    assert at(claims[0]) == {"flow": "expenditure", "function": "2050803"}
    assert (claims[1].coordinate.year, claims[1].coordinate.phase) == ("2025", "executed")
    assert claims[2].coordinate == claims[0].coordinate
    assert claims[3].base == claims[1].coordinate
    assert about(claims, 3)[0] == "36"


def test_compared_with_two_subjects_after_one_base(say, at):
    claims = say("本年收入合计80万元，本年支出合计70万元。与上年相比，收入减少5万元，支出增加3万元。")
    assert at(claims[0]) == {"flow": "income"}
    assert about(claims, 2)[0] == "80"
    assert about(claims, 3)[0] == "70"
    assert (claims[2].direction, claims[3].direction) == (-1, 1)


@pytest.mark.parametrize("word", ["持平", "一致", "无增减", "相同"])
def test_no_change(say, word):
    claims = say(f"2026年“三公”经费预算3万元，与2025年预算{word}。")
    assert [(c.kind, c.direction, c.amount) for c in claims[1:]] == [("change", 0, None)]


def test_a_base_of_nothing_in_brackets(say):
    claims = say("公务接待费0万元，比上年增加0万元，增长--（基数为0，不可比），与上年持平。")
    assert figures(claims)[:3] == [("amount", "0"), ("change", "0"), ("amount", "0")]
    assert claims[2].coordinate == claims[0].coordinate.at(year="2025")


def test_nested_brackets_do_not_move_the_subject(say, at):
    claims = say(
        "公务用车购置及运行维护费25.4万元（公务用车购置费18万元，比上年增加18万元；"
        "公务用车运行维护费7.4万元，比上年减少0.4万元。）比上年增加17.6万元。"
    )
    assert [at(c)["topic"] for c in claims if c.kind == "amount"] == ["vehicle", "vehicle_purchase", "vehicle_running"]
    assert [about(claims, n)[0] for n in (2, 4, 5)] == ["18", "7.4", "25.4"]
    assert about(claims, 1)[1] == about(claims, 3)[1] == "25.4"


def test_an_enumeration_and_its_shares(say, at):
    claims = say("本年支出合计200万元，其中：基本支出150万元，占75%；项目支出50万元，占25%。")
    assert figures(claims) == [
        ("amount", "200"), ("amount", "150"), ("share", "75"), ("amount", "50"), ("share", "25"),
    ]  # fmt: skip
    assert [about(claims, n) for n in (2, 4)] == [("150", "200"), ("50", "200")]
    assert at(claims[3]) == {"flow": "expenditure", "nature": "project"}


def test_a_share_whose_whole_is_named(say, at):
    claims = say("（一）基本支出。基本支出预算20万元，占本年支出预算40%。")
    assert claims[1].kind == "share"
    assert at(claims[1].base) == {"flow": "expenditure"}


def test_a_share_of_something_said_in_the_same_words(say):
    claims = say("授予中小企业合同金额80万元，其中：授予小微企业合同金额20万元，占授予中小企业合同金额的25%。")
    assert claims[2].coordinate is None
    assert about(claims, 2) == ("20", "80")


def test_the_end_of_one_part_opens_the_next(say, at):
    claims = say(
        "财政拨款支出90万元，其中：一般公共预算支出60万元，其中：基本支出40万元、项目支出20万元；政府性基金支出30万元。"
    )
    assert at(claims[3]) == {"flow": "expenditure", "fund": "general", "nature": "project"}
    assert at(claims[4]) == {"flow": "expenditure", "fund": "govfund"}
    assert about(claims, 4)[1] == "90"


def test_items_take_their_subject_from_their_number(say, at):
    claims = say(
        "2026年财政拨款“三公”经费预算6万元。其中：",
        "（一）因公出国（境）费用。2026年预算数1万元，主要用于考察。",
        "（二）公务接待费。2026年预算数5万元，与2025年预算持平。",
    )
    assert [at(c).get("topic") for c in claims] == ["three_public", "abroad", "reception", "reception"]
    assert {at(c)["fund"] for c in claims} == {"grant"}
    assert len({c.item for c in claims}) == 3


def test_headings_set_the_fund_and_the_nature(say, at):
    under = ("第三部分 2024年度部门决算情况说明", "六、一般公共预算财政拨款基本支出决算情况说明")
    claims = say("一般公共预算财政拨款基本支出90万元。其中：人员经费80万元，公用经费10万元。", under=under, of=FINAL)
    assert [at(c)["nature"] for c in claims] == ["basic", "personnel", "public"]
    assert {at(c)["fund"] for c in claims} == {"general"}
    assert {c.coordinate.phase for c in claims} == {"final"}


def test_budget_final_and_completion(say):
    claims = say(
        "1、教育支出（类）进修及培训（款）培训支出（项）。主要用于：办班。年初预算为10万元，全年预算为9万元，"
        "支出决算为8万元，完成全年预算的88.89%。决算数小于预算数的主要原因：少办一期。",
        of=FINAL,
    )
    assert [c.coordinate.phase for c in claims[:3]] == ["budget", "adjusted", "final"]
    assert claims[3].kind == "completion"
    assert about(claims, 3) == ("8", "9")
    assert (claims[4].kind, claims[4].amount, claims[4].direction) == ("change", None, -1)


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("一般公共服务支出（类）统计信息事务（款）专项普查活动（项）", "2010507"),
        ("“教育支出-进修及培训-培训支出”科目", "2050803"),
        ("“农林水支出”科目", "213"),
        ("行政运行（2010301）", "2010301"),
        ("2080501-行政单位离退休", "2080501"),
        ("社会保障和就业（类）支出", "208"),
        ("教育支出预算数为", "205"),
    ],
)
def test_subjects_of_the_functional_classification(say, at, phrase, code):
    assert at(say(f"{phrase}12.5万元。")[0])["function"] == code


def test_the_class_of_a_heading_holds_for_its_items(say, at):
    claims = say("（三）教育支出（类）", "1.进修及培训（款）培训支出（项）支出3万元，与上年预算数相同。")
    assert at(claims[0])["function"] == "2050803"


def test_economic_subjects_by_code(say, at):
    assert at(say("（1）工资福利支出（301）12万元。")[0])["economy"] == "301"
    assert at(say("（1）机关工资福利支出（501）12万元。")[0])["gov_economy"] == "501"


@pytest.mark.parametrize(
    "text",
    [
        "新增项目支出50万元。",
        "用于基本支出50万元。",
        "某市水文站预算50万元。",
        "某市测绘局东区分局项目支出50万元。",
        "十五运会筹办经费50万元。",
        "每人每月项目支出50万元。",
        "涉及项目预算资金50万元。",
    ],
)
def test_a_part_or_another_body_is_not_the_subject(say, text):
    assert say("2026年本部门项目支出300万元。", text)[-1].coordinate is None


def test_the_bodys_own_name_and_short_name_are_no_other_body(say, at):
    for name in ("某市测绘局", "市测绘局", "我局", "2026年某市测绘局"):
        assert at(say(f"{name}机关运行经费5万元。")[0])["topic"] == "agency_running"


def test_money_of_another_kind(say):
    claims = say("截至2025年底，固定资产金额900.5万元，单价100万元以上的设备3台。")
    assert figures(claims) == [("amount", "900.5")]
    assert claims[0].coordinate is None


def test_an_amount_after_a_clause_that_is_not_understood(say, at):
    claims = say("支出预算80万元。按科目看，变化较大的是某个项目，2026年预算数30万元。")
    assert claims[-1].coordinate is None


def test_carried_in_is_no_last_year(say, at):
    claims = say("上年结转结余8.5万元。")
    assert at(claims[0]) == {"flow": "carry_in"}
    assert claims[0].coordinate.year == "2026"


def test_parts_of_another_topic_are_left_open(say):
    claims = say("机关运行经费50万元，其中：办公费10万元，公务接待费2万元，委托业务费3万元。")
    assert [c.coordinate is None for c in claims] == [False, True, True, True]


def test_sections_without_budget_points(say):
    for kind in ("glossary", "overview", "statements", "cover"):
        assert [c.coordinate for c in say("基本支出5万元。", kind=kind)] == [None]
    assert say("基本支出5万元。", kind="contents") == ()


def test_a_missing_unit_is_still_a_claim(say):
    claims = say("公务接待费2.50，比上年增加0.50万元，增长25。")
    assert figures(claims) == [("amount", "2.50"), ("change", "0.50"), ("growth", "25")]


def test_a_place_and_a_sentence(say):
    claims = say("收入预算5万元。支出预算6万元。")
    assert claims[1].sentence == "支出预算6万元。"
    assert claims[1].span == (12, 13)
    assert claims[1].place.line == 1


def test_zeros_left_off_are_exact_but_whole_numbers_among_whole_numbers_are_not(say):
    fine = say("政府采购预算30.25万元，其中：货物5万元，服务25.2万元。")
    assert {c.amount.step for c in fine} == {10_000}
    rough = say("收入预算3864万元，其中：财政拨款收入3000万元。")
    assert {c.amount.step for c in rough} == {1_000_000}


@pytest.mark.parametrize("more", ["：2026年预算数为7.71万元。", "2026年预算数7.71万元。"])
def test_codes_in_steps(say, at, more):
    claims = say(f"5.社会保障和就业支出（208）行政事业单位养老支出（05）机关事业单位基本养老保险缴费支出（05）{more}")
    assert at(claims[0]) == {"flow": "expenditure", "function": "2080505"}


def test_a_long_heading_that_is_not_understood_leaves_its_amount_open(say, at):
    claims = say(
        "（三）一般公共预算拨款具体使用情况",
        "2.测绘地理信息及相关机构事务支出（第三类）一般行政管理工作和综合保障（第九款）其他测绘事务（第二项）：2026年预算数为3万元。",
    )
    assert claims[0].coordinate is None


@pytest.mark.parametrize("way", ["减少", "增加"])
def test_the_rate_of_a_change_in_a_bracket(say, way):
    claims = say(f"公务接待费2.30万元，较上年{way}1.5万元（39.47%），主要原因是压缩开支。")
    assert figures(claims) == [("amount", "2.30"), ("change", "1.5"), ("growth", "39.47")]
    assert claims[2].direction == claims[1].direction == {"减少": -1, "增加": 1}[way]
    assert about(claims, 2)[0] == "2.30"


def test_a_name_that_a_bracket_gives_to_what_is_listed(say, at):
    claims = say("某市测绘局2026年因公出国（境）经费、公务接待费（简称“三公”经费）支出合计24.75万元。")
    assert at(claims[0])["topic"] == "three_public"


def test_the_whole_of_a_share_holds_its_part(say, at):
    claims = say(
        "2026年一般公共预算支出100万元，其中：基本支出90万元，项目支出10万元，具体如下：",
        "（一）按支出功能分类。",
        "其他技术研究与开发支出10万元，其中：基本支出0元，项目支出10万元。",
        "（二）按支出结构分类，分为基本支出预算和项目支出预算。",
        "1.基本支出预算90万元，占一般公共预算支出的90%。",
        under=("五、一般公共预算支出情况说明",),
    )
    share = claims[-1]
    assert (share.kind, share.base.nature, share.base.fund) == ("share", "", "general")


def test_a_path_of_codes_that_a_page_breaks(say, at):
    claims = say(
        "（三）一般公共预算拨款具体使用情况",
        "6.社会保障和就业支出（208）行政事业单位养老支出（05）机关事业单位职业年金缴费支出",
        "（06）：2026年预算数为42.92万元。",
        under=("四、关于某市测绘局2026年一般公共预算当年拨款情况说明",),
    )
    assert claims[0].coordinate is None


def test_after_the_parts_of_a_part_the_whole_is_enumerated_on(say):
    claims = say(
        "2026年“三公”经费5万元。其中：因公出国（境）费1万元；公务用车购置及运行维护费3万元，"
        "其中公务用车购置费2万元，公务用车运行维护费1万元；公务接待费1万元。"
    )
    assert claims[-1].coordinate.topic == "reception"
    assert about(claims, len(claims) - 1)[1] == "5"


def test_two_funds_in_a_heading_are_no_subject(say):
    heading = "八、关于政府性基金预算支出表和国有资本经营预算支出表的说明"
    claims = say("2026年政府性基金预算支出3万元，国有资本经营预算支出4万元。", under=(heading,))
    assert [(c.coordinate.fund, c.coordinate.function) for c in claims] == [("govfund", ""), ("capital", "")]


def test_a_base_of_zero_is_what_the_bracket_is_about(say):
    text = "一般公共预算支出年初预算为0.00万元，支出决算为5万元，完成年初预算的--（基数为0，不可比）。"
    base = say(text, of=FINAL)[-1].coordinate
    assert (base.year, base.phase) == ("2024", "budget")


def test_a_mark_inside_the_name_of_a_subject(say):
    claim = say("节能环保支出（类）环境保护管理事务（款）环境保护法规、规划及标准（项）5万元。")[0]
    assert claim.coordinate.function == "2110105"


def test_from_last_years_amount_to_this_years(say):
    claims = say("项目支出预算由上年的500万元增加到600万元，增长20%；事业收入预算减少至80万元，降幅20%。")
    assert figures(claims) == [
        ("amount", "500"),
        ("amount", "600"),
        ("growth", "20"),
        ("amount", "80"),
        ("growth", "20"),
    ]
    assert (claims[0].coordinate.year, claims[1].coordinate.year) == ("2025", "2026")
    assert about(claims, 2) == ("600", "500")
    assert about(claims, 4)[0] == "80"


@pytest.mark.parametrize(("words", "direction"), [("有所减少", -1), ("增加的主要原因是人员变动", 1), ("下降", -1)])
def test_a_direction_without_a_figure(say, words, direction):
    claims = say(f"2026年支出预算900万元，比上年{words}。")
    assert [(c.kind, c.direction, c.amount, c.ratio) for c in claims[1:]] == [("change", direction, None, None)]


def test_a_verb_that_is_no_comparison(say):
    assert [c.kind for c in say("2026年支出预算900万元，与上年相比增加投入力度，提高效率。")] == ["amount"]


def test_about_so_much_of_the_whole(say):
    claims = say("“三公”经费预算15万元，其中公务接待费3万元，约占“三公”经费的20%。")
    assert about(claims, 2) == ("3", "15")


def test_both_sides_at_once_and_then_each(say):
    claims = say("本年财政拨款收入、支出均为2,200万元。与上年相比，收入增加100万元，支出增加90万元。")
    assert [about(claims, n)[0] for n in (1, 2)] == ["2,200", "2,200"]


def test_a_sign_behind_a_word_is_the_figures(read: Callable[..., Narrative]) -> None:
    found = read("本年支出合计100.00万元，其中：基本支出-1.53万元，占-1.53%。", "2025-2026年支出合计3.00万元。").claims
    amounts = [c.amount.value for c in found if c.kind == "amount" and c.amount]
    assert amounts == [100_000_000, -1_530_000, 3_000_000]
    assert [c.ratio.printed for c in found if c.ratio] == ["-1.53"]
