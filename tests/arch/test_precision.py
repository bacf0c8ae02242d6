"""No rule that is on by default is wrong too often on the real documents, and what a reader found is found."""

import precision
import pytest


def test_no_rule_is_below_the_mark() -> None:
    assert precision.below(precision.verdicts()) == (), "make it a hint or off by default, or mend it"


def test_a_rule_below_the_mark_is_named() -> None:
    right = [precision.Verdict("YS4-001", "error", true=True, document="d")] * 18
    wrong = precision.Verdict("YS4-001", "error", true=False, document="d")
    assert precision.below([*right, wrong]) == ("YS4-001",)
    assert precision.below([*right, right[0], wrong]) == ()


@pytest.mark.parametrize("classes", precision.RECALL)
def test_what_a_careful_reader_found_is_found(classes: str) -> None:
    found, whole = precision.recall(classes)
    assert 100 * found >= precision.RECALL[classes] * whole


def test_enough_was_looked_at() -> None:
    assert len(precision.verdicts()) >= 150
