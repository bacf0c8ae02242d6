import pytest

from yusuan.model.place import Source
from yusuan.read.gather import gather
from yusuan.read.identify import identify
from yusuan.read.stitch import stitch
from yusuan.read.text import read_text


def item(text: str, name: str = "文件.txt"):
    pages = read_text(text.encode(), Source("0" * 64, name, "text"))
    return stitch(pages), pages


def what(*texts: str, name: str = "文件.txt"):
    items = [item(t, name) for t in texts]
    found = identify([s for s, _ in items], [p for _, p in items])
    return found.body, found.year, found.kind, found.level, found.locality


TABLE = "\n\n{title}\n\n{who}\n\n单位：万元\n\n项目\t预算数\n合计\t{total}\n\n"


def statements(who: str, total: str = "9,151.309668", title: str = "预算0{}表 {}表") -> str:
    kinds = ("收支总", "收入总", "支出总", "一般公共预算支出")
    return "".join(TABLE.format(title=title.format(i, k), who=who, total=total) for i, k in enumerate(kinds, 1))


NARRATIVE = (
    "2026年收入预算9151.31万元，比2025年减少8127.37万元。\n\n按资金性质划分如下。\n\n基本支出情况如下。\n\n"
    "项目支出情况如下。\n\n经费情况如下。\n\n其他情况如下。"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "2024年\n广州市某某运营中心部门预算\n\n# 目 录\n第一部分 概况\n\n# 第一部分 概况\n",
            ("广州市某某运营中心", 2024, "budget", "department", "guangdong/guangzhou"),
        ),
        (
            "上海市普陀区某某局\n2024年度部门决算\n\n财政拨款支出决算表\n\n单位：万元\n\n项目\t决算数\n合计\t1.00\n",
            ("上海市普陀区某某局", 2024, "final_accounts", "department", "shanghai-putuo"),
        ),
        (
            "上海市2026年市级单位预算\n预算单位：上海市某某中心\n\n2026年预算单位收入预算总表\n\n编制单位：上海市某某中心\n\n项目\t预算\n合计\t1\n",
            ("上海市某某中心", 2026, "budget", "unit", "shanghai"),
        ),
        (
            "国家某某局2026年度部门预算\n\n第一部分 国家某某局基本情况\n",
            ("国家某某局", 2026, "budget", "department", "central"),
        ),
    ],
)
def test_cover_and_titles(text, expected):
    assert what(text) == expected


def test_a_comparison_and_a_law_do_not_make_the_year():
    text = "某市某某局2026年部门预算\n\n第二部分 情况说明\n\n"
    text += "比2025年增加，依据2014年预算法和2020年条例，2025年执行数为1万元。\n"
    assert what(text)[1] == 2026


def test_nothing_said_is_unknown():
    assert what("项目\t金额\n甲\t1.00\n", name="2026_某市某局_部门预算.pdf") == ("", 0, "unknown", "unknown", "")


def test_each_answer_has_its_words():
    stitched, pages = item("北京市某某局2026年部门预算信息公开\n\n目 录\n一、概况\n")
    found = identify([stitched], [pages])
    assert dict(found.evidence).keys() == {"year", "body", "kind", "level", "locality"}
    assert dict(found.evidence)["body"] == "北京市某某局2026年部门预算信息公开"


def test_text_and_statements_of_one_body_are_one_disclosure():
    text = item("北京市某某局\n2026年部门预算信息公开\n\n第一部分 情况说明\n\n一、收入说明\n\n" + NARRATIVE)
    tables = item(statements("部门：北京市某某局"))
    other = item(statements("部门：北京市另一局"))
    assert gather([tables, text, other]) == ((0, 1), (2,))


def test_without_a_name_the_figures_decide():
    text = item(
        "北京市某某局\n2026年部门预算信息公开\n\n第一部分 情况说明\n\n一、说明\n\n"
        + NARRATIVE
        + "\n\n支出预算8127.37万元，其中3000.25万元、4000.75万元。\n"
    )
    tables = item(statements("", "3,000.250000") + statements("", "4,000.746000") + statements("", "9,151.309668"))
    assert gather([text, tables]) == ((0, 1),)
    assert gather([text, item(statements("", "7,777.70"))]) == ((0,), (1,))


def test_other_years_are_other_disclosures():
    text = item("北京市某某局\n2025年部门预算信息公开\n\n第一部分 情况说明\n\n一、收入说明\n\n" + NARRATIVE)
    tables = item("北京市某某局\n2026年部门预算报表\n" + statements("部门：北京市某某局"))
    assert gather([text, tables]) == ((0,), (1,))


def test_a_whole_document_stands_alone():
    whole = item(
        "北京市某某局2026年部门预算\n\n第一部分 情况说明\n\n一、说明\n\n" + NARRATIVE + statements("部门：北京市某某局")
    )
    assert gather([whole, whole]) == ((0,), (1,))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "某江市水务局2018年“三公”经费预算情况说明\n\n公务接待费预算2万元，与上年持平。\n",
            ("某江市水务局", 2018, "budget"),
        ),
        (
            "2019年度某寨县“三公”经费支出决算情况\n\n2019年，公务接待费支出295.70万元，同比下降16.9%。\n",
            ("", 2019, "final_accounts"),
        ),
    ],
)
def test_a_document_about_one_thing_says_in_its_first_line_whose_it_is(text, expected):
    assert what(text)[:3] == expected


COVERED = (
    "2026年度\n\n{cover}部门预算\n\n# 第一部分 部门概况\n\n某市气象局的主要职责是观测。\n\n# 第二部分 预算情况说明\n\n"
    "某市气象局2026年收支总预算12万元。\n\n某市气象局2026年收入预算12万元。\n\n{last}\n"
)


@pytest.mark.parametrize(
    ("cover", "last", "body"),
    [
        ("某市司法局", "某市气象局2026年支出预算12万元。", "某市气象局"),  # all sentences are of another
        ("某市司法局", "按某市司法局要求编制。", "某市司法局"),  # it is named below, if once
        ("某市气象局", "某市气象台2026年支出预算1万元。", "某市气象局"),
    ],
)
def test_a_cover_whose_name_stands_nowhere_else_gives_way_to_the_sentences(cover: str, last: str, body: str) -> None:
    assert what(COVERED.format(cover=cover, last=last))[0] == body


def test_a_title_of_a_year_that_no_sentence_opens_with_gives_way_to_them() -> None:
    sentences = "\n\n".join(
        f"2026年{what}12万元，比2025年增加1万元。" for what in ("收入预算", "支出预算", "“三公”经费")
    )
    assert what(f"# 某市气象局2025年部门预算情况说明\n\n{sentences}\n")[1] == 2026
    assert what(f"# 某市气象局2026年部门预算情况说明\n\n{sentences}\n")[1] == 2026


def test_a_body_with_a_second_name_in_brackets():
    assert what("某市数据管理局（大数据中心）2024年部门预算\n\n第一部分 概况\n")[0] == "某市数据管理局（大数据中心）"


def test_a_name_that_ends_like_no_body_is_taken_where_the_cover_says_it_too() -> None:
    text = "2024年某某生态苗圃部门预算\n\n# 第一部分 概况\n" + statements("单位名称：某某生态苗圃")
    assert what(text)[0] == "某某生态苗圃"
    other = "2024年部门预算\n\n# 第一部分 概况\n" + statements("单位名称：某某生态苗圃")
    assert what(other)[0] == ""
