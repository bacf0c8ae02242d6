"""How rules are written, found and refused."""

import types

import pytest

from yusuan.check import rule as rules
from yusuan.check.rule import Checked, Context, RuleError, collect, registry, rule, select
from yusuan.model.finding import Severity
from yusuan.model.text import Text

T = Text("字", "words")


def parts(**changed):
    return {
        "code": "YS1-999", "name": T, "severity": Severity.ERROR, "certainty": 1.0,
        "why": T, "basis": T, "wrong": T, "right": T,
    } | changed  # fmt: skip


def a_check(context: Context) -> Checked:
    """Look at nothing."""
    return Checked(0)


def module(name: str, **members) -> types.ModuleType:
    made = types.ModuleType(name)
    vars(made).update(members)
    return made


def made_in(name: str, code: str):
    def check(context: Context) -> Checked:
        """Look at nothing."""
        return Checked(0)

    check.__module__ = name
    return rule(**parts(code=code))(check)


def test_a_rule_keeps_its_documentation_and_can_be_called():
    made = rule(**parts())(a_check)
    assert made.doc == "Look at nothing."
    assert made.family == "YS1"
    assert made(None) == Checked(0)


@pytest.mark.parametrize("code", ["YS1-1", "ys1-001", "YS0-001", "YS1-0011", "X"])
def test_an_invalid_code_is_refused(code):
    with pytest.raises(RuleError, match="not a rule code"):
        rule(**parts(code=code))(a_check)


@pytest.mark.parametrize("part", ["name", "why", "basis", "wrong", "right"])
def test_missing_documentation_is_refused_in_either_language(part):
    with pytest.raises(RuleError, match=part):
        rule(**parts(**{part: Text("字", " ")}))(a_check)
    with pytest.raises(RuleError, match=part):
        rule(**parts(**{part: Text("", "words")}))(a_check)


def test_a_function_without_a_docstring_is_refused():
    with pytest.raises(RuleError, match="docstring"):
        rule(**parts())(lambda context: Checked(0))


@pytest.mark.parametrize("certainty", [0, 1.01, -0.5])
def test_a_certainty_is_a_probability(certainty):
    with pytest.raises(RuleError, match="certainty"):
        rule(**parts(certainty=certainty))(a_check)


def test_a_taken_code_is_refused():
    one, two = "yusuan.check.rules.ys1.one", "yusuan.check.rules.ys1.two"
    with pytest.raises(RuleError, match="taken by yusuan"):
        collect([module(one, r=made_in(one, "YS1-998")), module(two, r=made_in(two, "YS1-998"))])


def test_a_rule_in_another_familys_folder_is_refused():
    name = "yusuan.check.rules.ys2.one"
    with pytest.raises(RuleError, match="another family"):
        collect([module(name, r=made_in(name, "YS1-998"))])


def test_a_file_without_a_rule_of_its_own_is_refused():
    home = "yusuan.check.rules.ys1.one"
    with pytest.raises(RuleError, match="holds no rule"):
        collect([module("yusuan.check.rules.ys1.two", borrowed=made_in(home, "YS1-998"))])


def test_the_registry_finds_every_rule_under_its_code():
    found = registry()
    assert list(found) == sorted(found)
    assert all(code == r.code and rules.CODE.fullmatch(code) for code, r in found.items())


def test_selection_by_family_code_and_exception():
    everything = select()
    assert everything == tuple(r for r in registry().values() if r.default and not r.several)
    form = select(["ys1"])
    assert form
    assert {r.family for r in form} == {"YS1"}
    first = form[0].code
    assert first not in [r.code for r in select(["YS1", f"-{first}"])]
    assert [r.code for r in select([first])] == [first]
    with pytest.raises(KeyError):
        select(["YS1-000"])
