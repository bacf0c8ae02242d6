"""Bounds of printed figures, odds of gaps, and the styles found from them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yusuan.check.reconcile import odds
from yusuan.check.reconcile.bounds import bounds_of
from yusuan.model.amount import Amount, Rounding

STEPS = st.sampled_from([1, 100, 10_000, 1_000_000])


@given(st.integers(-(10**12), 10**12), STEPS, st.sampled_from(list(Rounding)))
def test_bounds_are_those_of_the_amount(places: int, step: int, rounding: Rounding) -> None:
    value = places * step
    low, high = Amount(value, step, "", "元").interval(rounding)
    found = bounds_of(np.array([value]), np.array([step]), rounding, zeros_exact=False)
    assert (int(found[0][0]), int(found[1][0])) == (low, high - 1)


@pytest.mark.parametrize("rounding", list(Rounding))
def test_an_exact_zero_is_nothing(rounding: Rounding) -> None:
    low, high = bounds_of(np.array([0]), np.array([10_000]), rounding, zeros_exact=True)
    assert (int(low[0]), int(high[0])) == (0, 0)


@pytest.mark.parametrize("of", [odds.rounded, odds.cut, odds.summed])
@pytest.mark.parametrize("figures", [2, 3, 7, 30])
def test_odds_of_all_gaps_add_up_to_one(of: object, figures: int) -> None:
    total = sum(of(figures, gap) for gap in range(-figures, figures + 1))  # type: ignore[operator]
    assert abs(total - odds.ONE) < odds.ONE // 50


def test_two_rounded_figures_miss_their_total_once_in_four() -> None:
    assert abs(odds.rounded(2, 0) * 4 - odds.ONE * 3) < odds.ONE // 10
    assert odds.rounded(3, 1) == odds.rounded(3, -1)


def test_figures_that_are_cut_off_never_exceed_their_total() -> None:
    assert odds.cut(5, -1) < odds.ONE // 500 < odds.cut(5, 2)
