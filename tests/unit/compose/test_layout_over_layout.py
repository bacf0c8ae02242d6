"""A layout's file over that of its base: statements by kind, points by name, all else as a whole."""

import pytest

from yusuan.catalog.designs import DesignError, design_of, designed_layouts, parse_design

OWN = """
layout = "my-budget"
base = "china-budget"
number = "附表{n}"
order = ["general", "summary"]
[[statement]]
kind = "general"
title = "我局的一般公共预算支出表"
[point]
tea = { zh = "茶水费", at = { flow = "expenditure", economy = "30201" } }
"""


def test_what_is_not_said_is_the_bases() -> None:
    base, own = design_of("china-budget"), parse_design(OWN, "", "my.toml")
    assert base is not None
    assert [s.kind for s in own.statements] == ["general", "summary"]
    theirs = {s.kind: s for s in base.statements}
    assert own.statements[0].title == "我局的一般公共预算支出表"
    assert own.statements[0].sides == theirs["general"].sides
    assert own.statements[1].number == "附表{n}"
    assert {p.id for p in own.points} == {p.id for p in base.points} | {"tea"}


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ('base = "atlantis"', "no base"), ('base = "china-budget"\norder = ["nonsense"]', "no statement 'nonsense'"),
        ('base = "china-budget"\nnonsense = 1', "no key 'nonsense'"),
        ('base = "china-budget"\n[[statement]]\nkind = "general"\n[[statement.side]]\ncolumn = []', "no 'row'"),
    ],
)  # fmt: skip
def test_a_wrong_file_says_what_is_wrong(wrong: str, why: str) -> None:
    with pytest.raises(DesignError, match=why):
        parse_design(f'layout = "x"\ntitle = "x"\n{wrong}', "", "x.toml")


def test_every_layout_has_a_text_of_its_own_or_of_its_base() -> None:
    for name in designed_layouts():
        design = design_of(name)
        assert design is not None
        assert "@tables" in design.template
        assert "@glossary" in design.template
