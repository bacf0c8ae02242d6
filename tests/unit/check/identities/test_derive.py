"""Which identities follow from where figures stand."""

import pytest

from yusuan.check.identities import Derived, derive
from yusuan.check.identities.cube import DIM
from yusuan.check.identities.order import children_of, disjoint
from yusuan.check.identities.tiling import groups_under, tiles
from yusuan.model.amount import parse_amount
from yusuan.model.coordinate import Coordinate
from yusuan.model.fact import Fact
from yusuan.model.place import Place, Source

SOURCE = Source("0" * 64, "test", "text")
FUNCTION, ECONOMY, FUND, NATURE, FLOW = (DIM[d] for d in ("function", "economy", "fund", "nature", "flow"))


def table(number: int, columns: list[dict[str, str]], rows: list[tuple[dict[str, str], list[str]]]) -> list[Fact]:
    """The facts of a table: each row is what it adds to the point and its printed amounts ('' for a blank)."""
    found = []
    for r, (row, texts) in enumerate(rows):
        for c, (column, text) in enumerate(zip(columns, texts, strict=True)):
            amount = parse_amount(text, "万元")
            if amount is not None:
                place = Place(SOURCE, line=100 * number + r, column=c)
                found.append(Fact(Coordinate(**{**column, **row}), amount, place, number, r, c))
    return found


def said(derived: Derived, kind: str = "sum") -> set[str]:
    """The identities as words: total = parts, by what is printed."""
    facts, t = derived.cube.facts, derived.table
    return {
        f"{facts[t.total[i]].amount.printed} = {' + '.join(facts[p].amount.printed for p in t.parts(i))}".strip()
        for i in range(len(t))
        if t.family_of(i).kind == kind
    }


LEVELS = [
    ({}, ["10.00"]),
    ({"function": "201"}, ["7.00"]),
    ({"function": "20103"}, ["7.00"]),
    ({"function": "2010301"}, ["4.00"]),
    ({"function": "2010302"}, ["3.00"]),
    ({"function": "208"}, ["3.00"]),
]


def test_subjects_add_up_level_by_level() -> None:
    derived = derive(table(0, [{}], LEVELS), ())
    assert said(derived) == {"10.00 = 7.00 + 3.00", "7.00 = 7.00", "7.00 = 4.00 + 3.00"}


def test_a_level_that_is_not_printed_is_passed_over() -> None:
    derived = derive(table(0, [{}], [LEVELS[0], LEVELS[3], LEVELS[4], LEVELS[5]]), ())
    assert said(derived) == {"10.00 = 4.00 + 3.00 + 3.00"}


def test_a_blank_parent_is_passed_over_in_its_column_alone() -> None:
    columns = [{"nature": "basic"}, {"nature": "project"}]
    rows = [({}, ["5.00", "6.00"]), ({"function": "201"}, ["5.00", ""]), ({"function": "20103"}, ["5.00", "6.00"])]
    assert said(derive(table(0, columns, rows), ())) == {"5.00 = 5.00", "6.00 = 6.00"}


def test_columns_add_up_where_the_trees_know_a_whole() -> None:
    columns = [{}, {"nature": "basic"}, {"nature": "project"}, {"nature": "operating"}]
    derived = derive(table(0, columns, [({}, ["10.00", "4.00", "5.00", "1.00"])]), ())
    assert said(derived) == {"10.00 = 4.00 + 5.00 + 1.00"}


def test_columns_that_are_no_whole_are_parts() -> None:
    derived = derive(table(0, [{"nature": "basic"}, {"nature": "personnel"}], [({}, ["10.00", "4.00"])]), ())
    assert said(derived) == set()
    assert said(derived, "part") == {"10.00 = 4.00"}


def test_nested_funds_add_up_at_each_level() -> None:
    columns = [{}, {"fund": "grant"}, {"fund": "general"}, {"fund": "govfund"}, {"fund": "special"}]
    derived = derive(table(0, columns, [({}, ["9.00", "8.00", "6.00", "2.00", "1.00"])]), ())
    assert said(derived) == {"9.00 = 8.00 + 1.00", "8.00 = 6.00 + 2.00"}


def test_a_two_sided_table_is_one_list() -> None:
    rows = [
        ({"flow": "income", "fund": "grant"}, ["8.00"]),
        ({"flow": "income", "fund": "special"}, ["1.00"]),
        ({"flow": "income"}, ["9.00"]),
        ({"flow": "carry_in"}, ["2.00"]),
        ({"flow": "in_total"}, ["11.00"]),
        ({"flow": "expenditure", "function": "201"}, ["10.00"]),
        ({"flow": "expenditure"}, ["10.00"]),
        ({"flow": "carry_out"}, ["1.00"]),
        ({"flow": "out_total"}, ["11.00"]),
    ]
    derived = derive(table(0, [{}], rows), ())
    assert said(derived) == {"9.00 = 8.00 + 1.00", "11.00 = 9.00 + 2.00", "10.00 = 10.00", "11.00 = 10.00 + 1.00"}
    assert said(derived, "balance") == {"11.00 = 11.00"}


def test_leaves_imply_the_parents_that_another_table_prints() -> None:
    leaves = [({}, ["9.00"]), ({"function": "2010301", "economy": "30101"}, ["4.00"]),
              ({"function": "2010302", "economy": "30101"}, ["3.00"]),
              ({"function": "2080101", "economy": "30201"}, ["2.00"])]  # fmt: skip
    totals = [({}, ["9.00"]), ({"function": "201"}, ["7.00"]), ({"function": "208"}, ["2.00"])]
    derived = derive([*table(0, [{}], leaves), *table(1, [{}], totals)], ())
    assert {"7.00 = 4.00 + 3.00", "2.00 = 2.00", "9.00 = 4.00 + 3.00 + 2.00"} <= said(derived)


def test_basic_and_project_of_two_tables_make_the_total_of_a_third() -> None:
    fixed = {"fund": "general", "flow": "expenditure"}
    facts = [
        *table(0, [fixed], [({}, ["9.00"]), ({"function": "201"}, ["9.00"])]),
        *table(1, [{**fixed, "nature": "basic"}], [({}, ["4.00"]), ({"economy": "301"}, ["4.00"])]),
        *table(2, [{**fixed, "nature": "project"}], [({}, ["5.00"]), ({"economy": "302"}, ["5.00"])]),
    ]
    assert "9.00 = 4.00 + 5.00" in said(derive(facts, ()))


def test_basic_and_project_are_no_whole_outside_the_fiscal_grant() -> None:
    facts = [
        *table(0, [{}], [({}, ["9.00"]), ({"function": "201"}, ["9.00"])]),
        *table(1, [{"nature": "basic"}], [({}, ["4.00"]), ({"economy": "301"}, ["4.00"])]),
        *table(2, [{"nature": "project"}], [({}, ["5.00"]), ({"economy": "302"}, ["5.00"])]),
    ]
    assert "9.00 = 4.00 + 5.00" not in said(derive(facts, ()))


def economic(number: int, nature: str, codes: dict[str, str], total: str) -> list[Fact]:
    fixed = {"fund": "general", "flow": "expenditure", "nature": nature}
    return table(number, [fixed], [({}, [total]), *(({"economy": c}, [v]) for c, v in codes.items())])


def topic(value: str) -> list[Fact]:
    return table(9, [{"fund": "general", "flow": "expenditure", "topic": "reception"}], [({}, [value])])


def test_a_topic_is_its_code_in_basic_and_project_together() -> None:
    facts = [
        *economic(0, "basic", {"302": "3.00", "30217": "3.00"}, "3.00"),
        *economic(1, "project", {"302": "9.00", "30217": "2.00", "30299": "7.00"}, "9.00"),
        *topic("5.00"),
    ]
    assert "5.00 = 3.00 + 2.00" in said(derive(facts, ()), "alias")


def test_the_code_of_basic_expenditure_alone_is_a_part_of_the_topic() -> None:
    derived = derive([*economic(0, "basic", {"302": "3.00", "30217": "3.00"}, "3.00"), *topic("5.00")], ())
    assert said(derived, "alias") == set()
    assert said(derived, "part") == {"5.00 = 3.00"}


def test_equal_grand_totals_make_equal_rows() -> None:
    rows = [({}, ["7.00"]), ({"function": "201"}, ["4.00"]), ({"function": "208"}, ["3.00"])]
    facts = [*table(0, [{}], rows), *table(1, [{"fund": "general"}], rows)]
    assert said(derive(facts, ()), "equal") == {"4.00 = 4.00", "3.00 = 3.00"}


def test_negative_amounts_rule_that_out() -> None:
    rows = [({}, ["7.00"]), ({"function": "201"}, ["10.00"]), ({"function": "208"}, ["-3.00"])]
    facts = [*table(0, [{}], rows), *table(1, [{"fund": "general"}], rows)]
    assert said(derive(facts, ()), "equal") == set()


def test_a_parent_is_the_nearest_printed_one_and_2080_is_none_of_208() -> None:
    children, _ = children_of([("",), ("208",), ("20805",), ("2080505",), ("2101101",)], (FUNCTION,))
    assert children == {0: [1, 4], 1: [2], 2: [3]}


def test_crossing_keys_have_two_parents() -> None:
    children, _ = children_of([("", ""), ("201", ""), ("", "301"), ("201", "301")], (FUNCTION, ECONOMY))
    assert children == {0: [1, 2], 1: [3], 2: [3]}


@pytest.mark.parametrize(
    ("keys", "apart"),
    [
        ([("201", ""), ("208", "")], True),
        ([("201", ""), ("", "301")], False),
        ([("2010301", "301"), ("2010302", "301"), ("208", "")], True),
        ([("20103", "30101"), ("201", "302")], True),
        ([("20103", "301"), ("2010301", "30101")], False),
    ],
)
def test_keys_are_apart_where_some_dimension_parts_them(keys: list[tuple[str, str]], apart: bool) -> None:
    assert disjoint(keys, (FUNCTION, ECONOMY)) is apart


def test_flows_and_natures_together_tile_a_total() -> None:
    dims = (FLOW, NATURE)
    keys = [("expenditure", "basic"), ("expenditure", "project"), ("carry_out", "")]
    assert tiles(("out_total", ""), keys, dims)
    assert not tiles(("out_total", ""), keys[:1], dims)


def test_what_says_of_which_is_left_out_of_a_listed_whole() -> None:
    keys = [("",), ("201",), ("208",)]
    found = groups_under(("",), keys, [1, 2], frozenset({2}), (FUNCTION,))
    assert [(g.members, g.whole) for g in found] == [((1,), True)]
    found = groups_under(("",), keys, [1, 2], frozenset({1, 2}), (FUNCTION,))
    assert [g.whole for g in found] == [False]


def test_of_which_is_a_whole_where_the_trees_say_so() -> None:
    keys = [("",), ("basic",), ("project",)]
    found = groups_under(("",), keys, [1, 2], frozenset({1}), (NATURE,))
    assert [g.whole for g in found] == [True]


def test_nothing_follows_from_nothing() -> None:
    assert len(derive((), ()).table) == 0
    assert len(derive(table(0, [{}], [({}, ["1.00"])]), ()).table) == 0
