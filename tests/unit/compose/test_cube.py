"""The cube of a ledger: sums at every level, blanks, topics that are codes."""

import time

from hypothesis import given
from hypothesis import strategies as st

from support.compose_samples import entry
from yusuan.compose.cube import Cube, Leaf, leaves_of
from yusuan.model.coordinate import Coordinate

BUDGET = Coordinate(year="2024", phase="budget")
OUT = BUDGET.at(flow="expenditure")


def cube(*leaves: Leaf) -> Cube:
    return Cube(leaves)


def leaf(fen: int, **nodes: str) -> Leaf:
    return Leaf(OUT.at(**nodes), fen)


def test_prefixes_of_three_five_and_seven_digits() -> None:
    found = cube(leaf(5, function="2010301"), leaf(7, function="2010350"), leaf(11, function="2013101"))
    assert [found.at(OUT.at(function=c)) for c in ("201", "20103", "2010350", "20131", "202")] == [23, 12, 7, 11, None]


def test_a_code_is_no_parent_because_a_string_starts_with_it() -> None:
    assert cube(leaf(5, function="2010301")).at(OUT.at(function="20103011")) is None


def test_nothing_entered_is_not_zero() -> None:
    found = cube(leaf(0, function="2010301", fund="general"))
    assert found.at(OUT.at(function="2010301")) == 0
    assert found.at(OUT.at(function="2010302")) is None


def test_flows_add_up_to_the_totals() -> None:
    found = Cube([Leaf(BUDGET.at(flow="income"), 3), Leaf(BUDGET.at(flow="carry_in"), 4), leaf(5)])
    assert found.at(BUDGET.at(flow="in_total")) == 7
    assert found.at(BUDGET.at(flow="out_total")) == 5


def test_topics_are_their_codes_where_they_are_not_entered() -> None:
    found = cube(
        leaf(18, economy="31013", fund="general"), leaf(7, economy="30231", fund="general"),
        leaf(9, economy="30217", fund="business"),
    )  # fmt: skip
    assert found.at(OUT.at(topic="vehicle", fund="general")) == 25
    assert found.at(OUT.at(topic="reception", fund="grant")) == 0
    assert found.at(OUT.at(topic="three_public")) == 25


def test_a_topic_that_is_entered_wins_over_its_codes() -> None:
    found = cube(leaf(9, economy="30217", fund="general"), leaf(12, topic="reception", fund="general"))
    assert found.at(OUT.at(topic="reception", fund="grant")) == 12
    assert found.at(OUT.at(topic="reception", fund="govfund")) == 0
    assert found.at(OUT) == 9


def test_a_whole_is_not_known_where_a_part_is_not() -> None:
    found = cube(leaf(5, topic="goods"), leaf(6, topic="works"))
    assert found.at(OUT.at(topic="procurement")) is None
    assert found.at(OUT.at(topic="agency_running")) is None


def test_running_costs_by_code_are_the_public_costs_where_both_agree() -> None:
    leaves = [leaf(9, economy="30201", fund="general", nature="public")]
    point = OUT.at(topic="agency_running", fund="general", economy="302")
    agreeing = Cube([*leaves, leaf(9, topic="agency_running", fund="general")])
    assert agreeing.at(agreeing.detail(point)) == 9
    other = Cube([*leaves, leaf(8, topic="agency_running", fund="general")])
    assert other.detail(point) == point


def test_moves_of_a_layout() -> None:
    move = ((("flow", "income"), ("fund", "superior")), (("flow", "in_superior"), ("fund", "")))
    (moved,) = leaves_of([entry(5, flow="income", fund="superior")], [move])
    assert moved.coordinate == BUDGET.at(flow="in_superior")


CODES = st.sampled_from(["2010301", "2010350", "2013101", "2050201"])
FUNDS = st.sampled_from(["general", "govfund", "business", "other", "special_education", ""])
NATURES = st.sampled_from(["personnel", "public", "project", ""])
LEAVES = st.lists(
    st.builds(
        lambda f, x, n, fen: leaf(fen, function=f, fund=x, nature=n),
        CODES, FUNDS, NATURES, st.integers(-(10**12), 10**12),
    ),
    max_size=40,
)  # fmt: skip


@given(LEAVES)
def test_every_level_is_the_sum_of_what_lies_below(leaves: list[Leaf]) -> None:
    found = Cube(leaves)
    assert (found.at(OUT) or 0) == sum(x.fen for x in leaves)
    for dimension, prefixes in (("function", ("201", "205")), ("fund", ("grant", "special", "other_funds"))):
        for node in prefixes:
            below = [x for x in leaves if _under(dimension, node, getattr(x.coordinate, dimension))]
            assert found.at(OUT.at(**{dimension: node})) == (sum(x.fen for x in below) if below else None)


def _under(dimension: str, above: str, node: str) -> bool:
    groups = {"grant": {"general", "govfund"}, "special": {"special_education"}, "other_funds": {"business", "other"}}
    return node.startswith(above) if dimension == "function" else node in groups[above]


def test_three_thousand_rows_take_less_than_a_third_of_a_second() -> None:
    economies = ("30101", "30102", "30201", "30206", "31002")
    leaves = [
        leaf(i, function=f"2{i % 30:02}{i % 7:02}{i % 90:02}", economy=economies[i % 5],
             fund=("general", "business")[i % 2], nature=("personnel", "public", "project")[i % 3],
             project=f"项目{i % 40}")
        for i in range(3_000)
    ]  # fmt: skip
    begun = time.process_time()
    found = Cube(leaves)
    for code in found.nodes("function", OUT):
        for nature in ("", "basic", "project"):
            for fund in ("", "grant", "general", "other_funds"):
                found.at(OUT.at(function=code, nature=nature, fund=fund))
    for code in found.nodes("economy", OUT):
        found.at(OUT.at(economy=code, fund="general", nature="basic"))
    assert time.process_time() - begun < 1.0
