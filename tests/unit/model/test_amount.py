"""Amounts: parsing, intervals under each rounding style, printing."""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yusuan.model.amount import FEN, Rounding, format_amount, parse_amount, parse_number

MODES = {
    Rounding.HALF_UP: ROUND_HALF_UP,
    Rounding.HALF_EVEN: ROUND_HALF_EVEN,
    Rounding.CUT_OFF: ROUND_DOWN,
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,234.50", (123450, 2)),
        ("（1,234.50）", (-123450, 2)),
        ("-0.01", (-1, 2)),
        ("１２．３４", (1234, 2)),
        ("66356.67", (6635667, 2)),
        ("171,915,169", (171915169, 0)),
        ("1,431.026809", (1431026809, 6)),
        (".5", (5, 1)),
    ],
)
def test_numbers_as_printed(text, expected):
    assert parse_number(text) == expected


@pytest.mark.parametrize("text", ["", "-", "—", "12,34", "1.2.3", "12%", "约12", "2024年", "1,234,56", "9" * 60])
def test_what_is_no_number_is_none(text):
    assert parse_number(text) is None


def test_a_blank_is_not_a_zero():
    assert parse_amount("", "万元") is None
    assert parse_amount("0.00", "万元").value == 0


def test_six_decimals_of_wan_yuan_are_exact():
    amount = parse_amount("1,431.026809", "万元")
    assert (amount.value, amount.step, amount.low, amount.high) == (1431026809, 1, 1431026809, 1431026810)


@given(
    st.integers(-(10**13), 10**13), st.sampled_from(list(Rounding)), st.integers(0, 2), st.sampled_from(["元", "万元"])
)
def test_the_interval_holds_exactly_the_values_that_print_so(value, style, decimals, unit):
    step = Decimal(1).scaleb(-decimals)
    printed = (Decimal(value) / FEN[unit]).quantize(step, rounding=MODES[style])
    amount = parse_amount(f"{printed:,}", unit)
    low, high = amount.interval(style)
    assert low <= value < high
    for outside in (low - 1, high):
        other = (Decimal(outside) / FEN[unit]).quantize(step, rounding=MODES[style])
        assert other != printed


@given(st.integers(-(10**13), 10**13))
def test_printing_and_parsing_agree(value):
    text = format_amount(value, "元", 2)
    assert parse_amount(text, "元").value == value
