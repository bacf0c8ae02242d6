"""What the engine says of each rule, whatever the rule does."""

from dataclasses import dataclass

import pytest

from yusuan.check.engine import check
from yusuan.check.rule import Checked, NotApplicable, NotChecked, Rule, rule
from yusuan.model.disclosure import Disclosure, Identification
from yusuan.model.finding import Severity
from yusuan.model.place import Place, Source
from yusuan.model.text import Text

T = Text("字", "words")
SOURCE = Source("0" * 64, "a.pdf", "pdf")


@dataclass(frozen=True)
class Reconciled:
    """As much of a reconciliation as the engine looks at."""

    equations_checked: int = 7
    equations_failed: int = 2
    rounding: tuple[tuple[int, str, Text], ...] = ((0, "half_up", T),)


def disclosure(kind="budget") -> Disclosure:
    return Disclosure(Identification("示例局", 2024, kind, "unit", ""), (SOURCE,), (), (), (), (), (), (), ())


def made(body, code="YS1-990", severity=Severity.ERROR, **more) -> Rule:
    def function(context):
        """A rule of this test."""
        return body(context)

    return rule(
        code=code, name=T, severity=severity, certainty=0.9, why=T, basis=T, wrong=T, right=T, **more
    )(function)  # fmt: skip


def outcome(body, kind="budget", **more):
    result = check(disclosure(kind), [made(body, **more)], lambda _: Reconciled())
    assert len(result.outcomes) == 1
    return result.outcomes[0], result.findings


def raises(error):
    def body(context):
        raise error

    return body


def test_a_rule_that_finds_nothing_passes():
    assert outcome(lambda context: Checked(5))[0].verdict == "passed"
    assert outcome(lambda context: Checked(5))[0].looked_at == 5


def test_a_rule_that_finds_something_fails_and_its_findings_are_kept():
    said, findings = outcome(lambda c: Checked(5, (made(None).finding(T, None, "x"),)))
    assert (said.verdict, [f.key for f in findings]) == ("failed", ["YS1-990 x"])


@pytest.mark.parametrize(("error", "verdict"), [(NotApplicable(T), "not applicable"), (NotChecked(T), "not checked")])
def test_a_rule_may_have_no_verdict_and_says_why(error, verdict):
    said, findings = outcome(raises(error))
    assert (said.verdict, said.why, said.looked_at, findings) == (verdict, T, 0, ())


@pytest.mark.parametrize("error", [KeyError("x"), ZeroDivisionError(), RecursionError(), AssertionError("no")])
def test_a_crash_is_the_rules_own_outcome_and_names_it(error):
    said, findings = outcome(raises(error))
    assert said.verdict == "crashed"
    assert "YS1-990" in said.why.zh
    assert type(error).__name__ in said.why.zh
    assert findings == ()


def test_a_crash_does_not_stop_the_other_rules():
    rules = [made(raises(KeyError("x"))), made(lambda c: Checked(1), "YS1-991")]
    result = check(disclosure(), rules, lambda _: Reconciled())
    assert [o.verdict for o in result.outcomes] == ["crashed", "passed"]


def test_findings_under_another_rules_code_are_a_crash():
    foreign = made(None, "YS1-991").finding(T, None, "x")
    said, findings = outcome(lambda context: Checked(1, (foreign,)))
    assert (said.verdict, findings) == ("crashed", ())
    assert "YS1-991" in said.why.zh


@pytest.mark.parametrize(
    ("kind", "verdict"), [("budget", "not applicable"), ("final_accounts", "passed"), ("unknown", "not checked")]
)
def test_a_rule_is_asked_about_the_kinds_it_applies_to(kind, verdict):
    assert outcome(lambda c: Checked(1), kind, kinds=["final_accounts"])[0].verdict == verdict


def test_a_rule_for_all_kinds_is_asked_about_an_unknown_one_too():
    assert outcome(lambda c: Checked(1), "unknown")[0].verdict == "passed"


def test_a_reconciliation_that_crashes_takes_down_the_rules_that_need_it_alone():
    def broken(_):
        raise ValueError("no reconciliation")

    rules = [made(lambda c: Checked(c.reconciliation.equations_checked)), made(lambda c: Checked(3), "YS1-991")]
    result = check(disclosure(), rules, broken)
    assert [o.verdict for o in result.outcomes] == ["crashed", "passed"]
    assert "no reconciliation" in result.outcomes[0].why.zh
    assert result.equations_checked == 0


def test_the_reconciliation_is_computed_once_and_its_counts_are_told():
    calls = []
    rules = [made(lambda c: Checked(c.reconciliation.equations_checked), f"YS1-99{n}") for n in range(3)]
    result = check(disclosure(), rules, lambda d: calls.append(d) or Reconciled())
    assert len(calls) == 1
    assert (result.equations_checked, result.equations_failed, len(result.rounding)) == (7, 2, 1)


def test_findings_come_worst_first_then_in_reading_order():
    error, hint = made(None, severity=Severity.ERROR), made(None, severity=Severity.HINT)
    spots = [(hint, 1, 10.0), (error, 9, 50.0), (error, 9, 20.0), (error, 2, 90.0)]
    found = tuple(
        one.finding(T, Place(SOURCE, page, (0.0, top, 1.0, top + 1)), f"{page} {top}") for one, page, top in spots
    )
    _, findings = outcome(lambda context: Checked(4, found))
    assert [f.key for f in findings] == [f"YS1-990 {x}" for x in ("2 90.0", "9 20.0", "9 50.0", "1 10.0")]
