"""Controlled rounding: what is printed adds up, and stays near what is exact."""

from collections import defaultdict
from dataclasses import replace
from itertools import combinations, product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.compose_samples import BODIES, cells, ledger_in, other_money, tables
from support.random_ledgers import LARGE, SMALL, random_ledger
from yusuan.catalog.designs import designed_layouts
from yusuan.compose import compose_reported
from yusuan.compose.cube import Cube, Leaf
from yusuan.compose.printed import Figure
from yusuan.compose.rounding import rounded_leaves
from yusuan.model.amount import parse_amount
from yusuan.model.coordinate import Coordinate

STEP = 10_000
OUT = Coordinate(year="2024", phase="budget", flow="expenditure")


def points(leaves: list[Leaf]) -> list[Coordinate]:
    found = {OUT}
    for x in leaves:
        c = x.coordinate
        found |= {OUT.at(function=f, nature=n) for f in (c.function[:3], c.function, "") for n in (c.nature, "")}
    return sorted(found)


def figures(asked: list[Coordinate]) -> list[Figure]:
    return [((point, 1),) for point in asked]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["2010301", "2010302", "2020101"]), st.sampled_from(["basic", "project"]),
            st.integers(0, 10**9),
        ),
        min_size=1, max_size=30,
    )
)  # fmt: skip
def test_two_ways_of_dividing_stay_under_a_unit(rows: list[tuple[str, str, int]]) -> None:
    sums: dict[Coordinate, int] = defaultdict(int)
    for function, nature, fen in rows:
        sums[OUT.at(function=function, nature=nature)] += fen
    leaves = [Leaf(c, fen) for c, fen in sums.items()]
    asked = points(leaves)
    exact, printed = Cube(leaves), Cube(rounded_leaves(leaves, figures(asked), STEP))
    for point in asked:
        found = printed.at(point)
        assert found is not None
        assert found % STEP == 0
        assert abs(found - (exact.at(point) or 0)) < STEP


CUBE = tuple(product(("2010301", "2020101"), ("basic", "project"), ("general", "govfund")))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(-3 * STEP, 3 * STEP), min_size=8, max_size=8))
def test_three_ways_of_dividing_stay_under_a_unit_wherever_that_is_possible(amounts: list[int]) -> None:
    leaves = [Leaf(OUT.at(function=f, nature=n, fund=m), fen) for (f, n, m), fen in zip(CUBE, amounts, strict=True)]
    asked = [
        OUT.at(function=f, nature=n, fund=m)
        for f, n, m in product(*[("", *sorted(set(x))) for x in zip(*CUBE, strict=True)])
    ]
    exact, printed = Cube(leaves), Cube(rounded_leaves(leaves, figures(asked), STEP))
    near = all(abs((printed.at(p) or 0) - (exact.at(p) or 0)) < STEP for p in asked)
    assert near or not possible(leaves, asked)


def possible(leaves: list[Leaf], asked: list[Coordinate]) -> bool:
    """Whether any way of rounding the leaves up or down keeps all sums within a unit: all ways are tried."""
    exact = Cube(leaves)
    within = [(p, exact.at(p) or 0, [i for i, x in enumerate(leaves) if at_or_below(p, x.coordinate)]) for p in asked]
    ways = product(*[{x.fen // STEP * STEP, -(-x.fen // STEP) * STEP} for x in leaves])
    return any(all(abs(sum(way[i] for i in own) - fen) < STEP for _, fen, own in within) for way in ways)


def at_or_below(point: Coordinate, leaf: Coordinate) -> bool:
    return all(getattr(point, d) in ("", getattr(leaf, d)) for d in ("function", "nature", "fund"))


@pytest.mark.parametrize("seed", range(16))
def test_no_figure_of_a_random_ledger_is_off_by_a_unit(seed: int) -> None:
    layouts = designed_layouts()
    ledger = random_ledger(Random(seed), layouts[seed % len(layouts)], LARGE if seed % 8 == 0 else SMALL)
    made = compose_reported(replace(ledger, rounding="controlled"))
    assert all(abs(d.printed - d.exact) < STEP for d in made.deviations)


def test_a_rounding_that_cannot_be_is_as_near_as_can_be() -> None:
    # Each leaf, each pair of them and their sum are printed: 0.5 each, so that two would have to be 1 and all three 1.
    codes = ("2010301", "2010302", "2010350")
    leaves = [Leaf(OUT.at(function=c), STEP // 2) for c in codes]
    pairs = [((OUT.at(function=a), 1), (OUT.at(function=b), 1)) for a, b in combinations(codes, 2)]
    asked = [*pairs, *figures([OUT, *[x.coordinate for x in leaves]])]
    rounded = rounded_leaves(leaves, asked, STEP)
    assert sorted(x.fen for x in rounded) in ([0, 0, STEP], [0, STEP, STEP])


def test_a_difference_is_a_figure_too() -> None:
    leaves = [Leaf(OUT.at(function=f"20103{n:02}"), 4_999 + n) for n in range(1, 9)]
    asked = [((OUT, 1), (OUT.at(function="2010301"), -1)), *figures([x.coordinate for x in leaves])]
    exact, printed = Cube(leaves), Cube(rounded_leaves(leaves, asked, STEP))
    for figure in asked:
        off = sum(sign * ((printed.at(p) or 0) - (exact.at(p) or 0)) for p, sign in figure)
        assert abs(off) < STEP


def test_amounts_in_whole_units_stay_as_they_are() -> None:
    leaves = [Leaf(OUT.at(function="2010301"), 30_000), Leaf(OUT.at(function="2010302"), 50_000)]
    assert rounded_leaves(leaves, figures(points(leaves)), STEP) == tuple(leaves)


@pytest.mark.parametrize("layout", sorted(BODIES))
def test_printed_tables_add_up_exactly(layout: str) -> None:
    ledger = replace(ledger_in(layout, *other_money()), rounding="controlled")
    made = compose_reported(ledger)
    step = 1 if layout == "shanghai-budget" else STEP
    assert all(abs(d.printed - d.exact) < STEP for d in made.deviations)
    printed: dict[Coordinate, int] = {}
    for table in tables(made.document.parts):
        for cell in cells(table):
            if cell.coordinate is not None and table.unit == ("元" if step == 1 else "万元"):
                amount = parse_amount(cell.text, table.unit)
                assert amount is not None
                assert printed.setdefault(cell.coordinate, amount.value) == amount.value
    checked = 0
    for point, value in printed.items():
        below = [v for p, v in printed.items() if _is_child(p, point)]
        if below:
            assert sum(below) == value
            checked += 1
    assert checked > 5


def test_what_was_carried_out_as_planned_is_rounded_like_its_plan() -> None:
    leaves = [
        Leaf(OUT.at(function=f"20103{n:02}", phase=p), 4_999 * n) for n in range(1, 9) for p in ("budget", "final")
    ]
    leaves.append(Leaf(OUT.at(function="2010350", phase="final"), 77_777))
    asked = [x.coordinate for x in leaves] + [OUT, OUT.at(phase="final")]
    printed = Cube(rounded_leaves(leaves, figures(asked), STEP))
    for n in range(1, 9):
        point = OUT.at(function=f"20103{n:02}")
        assert printed.at(point) == printed.at(point.at(phase="final"))


def _is_child(point: Coordinate, of: Coordinate) -> bool:
    return len(point.function) > 3 and point.function[:-2] == of.function and point.at(function=of.function) == of
