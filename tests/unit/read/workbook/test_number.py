"""Stored numbers as their cells show them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yusuan.model.amount import parse_amount
from yusuan.read.workbook.number import date_text, number_text, read_format


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (66356.67, "General", "66356.67"),
        (1234.5600000000001, "General", "1234.56"),
        (0.1 + 0.2, "General", "0.3"),
        (2010301.0, "General", "2010301"),
        (1e15, "General", "1000000000000000"),
        (4257.505826, "#,##0.00", "4257.51"),
        (12.3, "0.00_ ", "12.30"),
        (0.0, "#,##0.00_);[Red](#,##0.00)", "0.00"),
        (-12.5, "#,##0.00_);[Red](#,##0.00)", "-12.50"),
        (0.0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        (0.0, "#,##0.00;-#,##0.00;", ""),
        (0.0, "0.00;-0.00;;@", ""),
        (0.6570, "0.00%", "65.70%"),
        (0.5, "0%", "50%"),
        (5.0, "00", "05"),
        (1250000.0, "0!.0000", "125.0000"),
        (1250000.0, "0!.0,", "125.0"),
        (123456.0, "#,##0.0,", "123.5"),
        (12.345678, "0.00", "12.35"),
        (12.34, "0", "12.34"),
        (12.345, "#,##0", "12.35"),
        (3.5, '"共"0.0"万元"', "3.5"),
        (0.30000000000000004, "0.000000_ ", "0.300000"),
        (-0.001, "0.00", "0.00"),
    ],
)
def test_a_number_is_shown_by_its_format(value, code, text):
    assert number_text(value, read_format(code)) == text


@pytest.mark.parametrize("code", ["yyyy-mm-dd", 'yyyy"年"m"月"d"日"', "[$-804]yyyy/m/d;@", "h:mm:ss"])
def test_dates_are_known_by_their_format(code):
    assert read_format(code).is_date


@pytest.mark.parametrize(
    ("value", "text"), [(45900.0, "2025-08-31"), (45900.5, "2025-08-31 12:00"), (0.75, "18:00"), (1.0, "1899-12-31")]
)
def test_dates(value, text):
    assert date_text(value) == text


def test_dates_from_1904():
    assert date_text(44438.0, from_1904=True) == "2025-08-31"


def test_general_figures_of_a_column_are_alike():
    assert number_text(2229.7, read_format(""), least=2) == "2229.70"
    assert number_text(100.0, read_format(""), least=2) == "100.00"


@given(st.integers(min_value=-(10**13), max_value=10**13))
def test_money_is_exact_to_the_fen(fen):
    # 13 digits are what a double holds exactly with two decimals; no budget has more.
    amount = parse_amount(number_text(fen / 100, read_format("")), "元")
    assert amount is not None
    assert amount.value == fen


@given(st.floats(allow_nan=True, allow_infinity=True), st.text(alphabet='0#?.,%;"-_* E!\\[]gym@()', max_size=20))
def test_any_number_in_any_format(value, code):
    form = read_format(code)
    if not math.isfinite(value):
        with pytest.raises(ValueError, match=r"inf|nan"):
            number_text(value, form)
    else:
        assert len(number_text(value, form)) < 400
