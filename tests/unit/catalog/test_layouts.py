"""Layout files: what applies where, what a locality may say otherwise, and what is wrong with a file."""

import pytest

from yusuan.catalog.codes import codes_named
from yusuan.catalog.dialect import speaking, spoken
from yusuan.catalog.layouts import (
    LayoutError,
    kind_of_title,
    layout_for,
    layouts,
    local_words,
    parse_layout,
    with_own,
)
from yusuan.catalog.lexicon import column_role, read_phrase
from yusuan.model.disclosure import Identification

HEAD = 'id = "x"\nzh = "某市部门预算"\nkind = "budget"\n'


def who(locality="", body="某局", year=2026, kind="budget", level="department"):
    return Identification(body, year, kind, level, locality)


@pytest.mark.parametrize(
    ("identity", "name"),
    [
        (who("shanghai"), "shanghai-budget"),
        (who("shanghai-putuo"), "shanghai-budget"),
        (who("guangdong/guangzhou"), "guangdong-budget"),
        (who("guangdong/shenzhen"), "shenzhen-budget"),
        (who("central", "国家信访局"), "central-budget"),
        (who("central", "西南大学"), "university-budget"),
        (who("yunnan/kunming"), "china-budget"),
        (who(""), "china-budget"),
        (who("shanghai", kind="final_accounts", year=2024), "final-accounts"),
        (who("shanxi/taiyuan", kind="final_accounts", year=2016), "shanxi-final-accounts-2016"),
        (who("hebei", kind="final_accounts", year=2019), "final-accounts-2016"),
        (who("shanghai", kind="unknown"), None),
    ],
)
def test_the_narrowest_layout_applies(identity, name):
    found = layout_for(identity)
    assert (found.id if found else None) == name


def test_ids_are_unique_and_every_list_says_where_it_comes_from():
    names = [x.id for x in layouts()]
    assert len(names) == len(set(names))
    assert all(x.basis and x.statements for x in layouts())


LOCAL = (
    HEAD
    + """
[lexicon.fund]
general = ["市本级财力"]
[lexicon]
filler = ["惠民"]
total = ["全部"]
[titles]
summary = ["收支一览"]
[headers]
index = ["顺位"]
[subjects.function]
207 = ["文体广电支出"]
"""
)


def test_a_dialect_adds_phrases_titles_headers_and_subjects_while_it_is_spoken():
    layout = parse_layout(LOCAL.replace("[lexicon.fund]\n", "").replace('general = ["市本级财力"]\n', "").replace(
        "[lexicon]\n", '[lexicon]\nfund = { general = ["市本级财力"] }\n'), "x.toml")  # fmt: skip
    for _ in range(2):  # nothing may be left in a cache
        assert not read_phrase("市本级财力").understood
        with speaking(layout.dialect):
            assert dict(read_phrase("惠民市本级财力").delta) == {"fund": "general"}
            assert read_phrase("全部").total
            assert dict(read_phrase("基本支出").delta) == {"nature": "basic"}
            assert kind_of_title("2026年收支一览").id == "summary"
            assert column_role("顺位") == "index"
            assert codes_named("function", "文体广电支出") == ("207",)
        assert kind_of_title("2026年收支一览") is None
        assert column_role("顺位") is None
        assert not read_phrase("全部").total


def test_a_persons_own_layout_goes_first():
    layout = parse_layout(HEAD + 'statements = ["summary"]', "x.toml")
    with with_own(layout):
        assert layout_for(who("shanghai")) is layout
        with local_words(who("shanghai")):
            assert spoken() is layout.dialect
        assert layout_for(who("shanghai", kind="final_accounts", year=2024)).id == "final-accounts"
    assert layout_for(who("shanghai")).id == "shanghai-budget"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("id = ", "不是有效的 TOML"),
        ('id = "x"\nzh = "某"\nkind = "plan"', "“kind”不能是“plan”"),
        ('zh = "某"\nkind = "budget"', "缺少“id”"),
        (HEAD + "statments = []", "没有“statments”这一项，可用：statements"),
        (HEAD + 'statements = ["sumary"]', "statements 中没有“sumary”，可用：summary"),
        (HEAD + 'statements = "summary"', "“statements”应为文字的列表"),
        (HEAD + 'from_year = "2021"', "“from_year”应为年份"),
        (HEAD + '[lexicon.funds]\ngeneral = ["财力"]', "lexicon 中没有“funds”"),
        (HEAD + '[lexicon.fund]\ngeneric = ["财力"]', "lexicon.fund 中没有“generic”，可用：general"),
        (HEAD + '[headers]\nnumber = ["顺位"]', "headers 中没有“number”"),
        (HEAD + '[subjects.function]\n999 = ["某"]', "编码 999 不在科目表里"),
        (HEAD + "lexicon = 3", "“lexicon”应为 [lexicon] 一节"),
    ],
)
def test_what_is_wrong_is_said_in_chinese(text, words):
    with pytest.raises(LayoutError) as caught:
        parse_layout(text, "某市.toml")
    assert caught.value.message.zh.startswith("版式文件 某市.toml：")
    assert words in caught.value.message.zh
