"""Reconciliation: nothing is said of what is right, and what is wrong is found where it stands."""

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import mutations
import pytest
import synthetic
from hypothesis import given, settings
from hypothesis import strategies as st

from yusuan.check.reconcile import Reconciliation, reconcile
from yusuan.model.amount import Amount
from yusuan.model.coordinate import Coordinate
from yusuan.model.disclosure import Disclosure
from yusuan.model.fact import Fact

SEEDS = st.integers(0, 10**6)
STYLES = st.sampled_from(synthetic.STYLES)
LAYOUTS = st.sampled_from(synthetic.LAYOUTS)


def made(seed: int, style: str = "half_up", layout: str = "guangdong", rows: int = 60) -> Disclosure:
    chance = random.Random(seed)
    entries = synthetic.ledger(rows, chance, general_only=seed % 2 == 0, fen=True, tiny=False)
    return synthetic.disclosure(entries, style, layout)


def first(found: Reconciliation) -> Fact:
    return found.contradictions[0].suspects[0].facts[0]


@settings(max_examples=25, deadline=None)
@given(SEEDS, STYLES, LAYOUTS)
def test_nothing_is_said_of_a_document_that_is_right(seed: int, style: str, layout: str) -> None:
    found = reconcile(made(seed, style, layout))
    assert [c.message.zh for c in found.contradictions] == []
    assert found.verdicts.disowned == ()
    assert found.counts.failed == 0


@settings(max_examples=25, deadline=None)
@given(SEEDS, STYLES, st.integers(0, 10**6))
def test_a_digit_beyond_rounding_is_found_in_a_total(seed: int, style: str, gap: int) -> None:
    document = made(seed, style)
    totals = [i for i, f in enumerate(document.facts) if f.statement == 2 and f.row == 1 and f.amount.value]
    wrong = mutations.with_value(document, totals[0], document.facts[totals[0]].amount.value + (1000 + gap) * 10**6)
    found = reconcile(wrong)
    assert found.contradictions
    assert first(found).place == document.facts[totals[0]].place


@settings(max_examples=15, deadline=None)
@given(SEEDS, st.sampled_from(["half_up", "cut_off", "exact"]), LAYOUTS)
def test_intervals_hold_the_exact_amounts(seed: int, style: str, layout: str) -> None:
    chance = random.Random(seed)
    entries = synthetic.ledger(40, chance, general_only=False, fen=True, tiny=False)
    document = synthetic.disclosure(entries, style, layout)
    press = synthetic.Press(entries, style, 0)
    found = reconcile(document)
    for fact in document.facts:
        interval = found.interval_at(fact.coordinate)
        assert interval is not None
        assert interval[0] <= press.exact(fact.coordinate) <= interval[1]


@settings(max_examples=10, deadline=None)
@given(SEEDS, st.randoms(use_true_random=False))
def test_the_order_of_the_facts_does_not_matter(seed: int, chance: random.Random) -> None:
    document = made(seed)
    number = next(i for i, f in enumerate(document.facts) if f.statement == 3 and f.amount.value > 10**8)
    wrong = mutations.with_value(document, number, document.facts[number].amount.value * 10)
    facts = list(wrong.facts)
    chance.shuffle(facts)
    one, other = reconcile(wrong), reconcile(with_facts(wrong, facts))
    assert [c.message.zh for c in one.contradictions] == [c.message.zh for c in other.contradictions]
    assert one.counts == other.counts


def with_facts(document: Disclosure, facts: Sequence[Fact]) -> Disclosure:
    return replace(document, facts=tuple(facts))


@pytest.mark.parametrize("kind", [k for k in mutations.KINDS if k != "last place"])
def test_every_kind_of_slip_is_found(kind: str) -> None:
    document = made(7)
    cells = [i for i, f in enumerate(document.facts) if f.statement in (2, 3) and f.amount.value > 10**7][3:40:6]
    for number in cells:
        for mutant in mutations.mutants(document, only=range(number, number + 1)):
            if mutant.kind == kind:
                found = reconcile(mutant.disclosure)
                assert found.contradictions, (kind, number)
                suspects = [f.place for s in found.contradictions[0].suspects for f in s.facts]
                assert document.facts[number].place in suspects


def test_the_sentence_names_cell_slip_and_equations() -> None:
    document = made(8)
    number = next(i for i, f in enumerate(document.facts) if f.statement == 3 and f.row > 2 and f.amount.value > 10**8)
    printed = document.facts[number].amount.printed
    value = document.facts[number].amount.value
    wrong = mutations.with_value(document, number, value * 10)
    c = reconcile(wrong).contradictions[0]
    assert c.located
    assert c.mended
    assert c.suspects[0].expected.replace(",", "") == printed.replace(",", "")
    assert c.message.zh.startswith("表4 [")
    assert "应为" in c.message.zh
    assert c.message.zh.endswith("不平的等式全部成立。")
    assert c.message.en.endswith("hold.") or c.message.en.endswith("holds.")
    assert all(not e.holds and e.difference for e in c.equations)


def test_two_errors_far_apart_are_two_contradictions() -> None:
    document = made(9, rows=200)
    numbers = [i for i, f in enumerate(document.facts) if f.statement in (1, 3) and f.amount.value > 10**9]
    one, other = numbers[2], next(i for i in numbers if document.facts[i].statement == 3)
    wrong = mutations.with_value(document, one, document.facts[one].amount.value * 10)
    wrong = mutations.with_value(wrong, other, document.facts[other].amount.value // 10)
    places = {c.suspects[0].facts[0].place for c in reconcile(wrong).contradictions}
    assert places == {document.facts[one].place, document.facts[other].place}


def test_a_row_left_out_everywhere_is_missing_and_no_figure_wrong() -> None:
    document = made(10)
    large = [
        f.coordinate.function for f in document.facts if f.statement == 2 and f.column == 1 and f.amount.value > 10**8
    ]
    items = [code for code in large if len(code) == 7]
    function = next(a for a, b in pairwise(items) if a[:5] == b[:5])
    kept = [f for f in document.facts if f.coordinate.function != function]
    found = reconcile(with_facts(document, kept)).contradictions
    assert found
    assert all(c.missing for c in found)


def test_a_table_of_another_scope_is_set_apart_rather_than_fifty_errors() -> None:
    document = made(11, "exact")
    other = [f for f in document.facts if f.statement == 2]
    number = len(document.statements)
    alien = [doubled(f, number) for f in other]
    document = replace(document, statements=(*document.statements, replace(document.statements[2], index=number)))
    found = reconcile(with_facts(document, [*document.facts, *alien]))
    assert found.contradictions == ()


def doubled(fact: Fact, statement: int) -> Fact:
    """The same point in another statement, twice as great."""
    amount = replace(fact.amount, value=fact.amount.value * 2)
    return replace(fact, amount=amount, statement=statement, place=replace(fact.place, line=99_000 + fact.row))


def test_points_can_be_looked_up_printed_or_implied() -> None:
    document = made(12, layout="leaves")
    found = reconcile(document)
    fact = document.facts[0]
    assert fact in found.value_at(fact.coordinate)
    leaf = next(f for f in document.facts if f.statement == 2 and len(f.coordinate.function) == 7)
    implied = leaf.coordinate.at(function=leaf.coordinate.function[:5])
    assert found.value_at(implied) == ()
    interval = found.interval_at(implied)
    assert interval is not None
    assert interval[0] >= leaf.amount.value - leaf.amount.step
    assert found.interval_at(leaf.coordinate.at(body="nobody")) is None


def test_rounding_is_told_by_statement_and_gaps_are_listed() -> None:
    found = reconcile(made(13, rows=200))
    assert {name for _, name, _ in found.rounding} == {"half_up+own"}
    gaps = list(found.rounding_gaps())
    assert len(gaps) == found.counts.rounded - sum(not g.holds for g in gaps) or gaps
    assert all(g.holds and g.difference for g in gaps)


def test_an_empty_document_is_reconciled() -> None:
    document = with_facts(made(1), [])
    found = reconcile(document)
    assert found.contradictions == ()
    assert found.equations_checked == 0


NODES = {
    "body": ["", "a", "b"],
    "flow": ["", "income", "in_total", "expenditure", "out_total", "carry_in", "carry_out"],
    "function": ["", "201", "20103", "2010301", "2010302", "208", "2080505", "2"],
    "economy": ["", "301", "30101", "302", "30217", "30231"],
    "fund": ["", "grant", "general", "govfund", "capital", "other_funds"],
    "nature": ["", "basic", "project", "personnel", "public"],
    "topic": ["", "", "", "three_public", "reception", "vehicle"],
    "project": ["", "", "x", "y"],
}
COORDINATES = st.builds(Coordinate, **{d: st.sampled_from(nodes) for d, nodes in NODES.items()})
VALUES = st.one_of(st.integers(-(10**3), 10**3), st.integers(0, 10**9), st.sampled_from([0, 10**30, -(10**30)]))


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(COORDINATES, VALUES, st.integers(0, 3), st.integers(0, 5), st.integers(0, 4)), max_size=60))
def test_whatever_is_read_it_does_not_crash(cells: list[tuple[Coordinate, int, int, int, int]]) -> None:
    place = made(1).facts[0].place
    facts = [
        Fact(c, Amount(v * 10_000, 10_000, str(v), "万元"), replace(place, line=s, column=10 * row + col), s, row, col)
        for c, v, s, row, col in cells
    ]
    document = with_facts(replace(made(1), statements=made(1).statements[:2]), facts)
    found = reconcile(document)
    for c in found.contradictions:
        assert c.message.zh.endswith("。")
    for fact in facts[:5]:
        found.interval_at(fact.coordinate)
    list(found.rounding_gaps())
    assert found.counts.exact >= 0
