"""Formulas of a form: moved with inserted rows, copied down, calculated where they are plain arithmetic."""

from fractions import Fraction

import pytest

from yusuan.report.filled.formula import Inserted, cells_in, copied, moved, spot_of, value_of

THREE_AFTER_19 = Inserted("表", 18, 3)


@pytest.mark.parametrize(
    ("formula", "after"),
    [
        ("SUM(D10:D19)", "SUM(D10:D22)"),
        ("SUM(D$10:D$18)", "SUM(D$10:D$18)"),
        ("D20-D19", "D23-D19"),
        ("'表'!D20+另!D20", "'表'!D23+另!D20"),
        ('IF(A20="D20",LOG10(D20),$B$30)', 'IF(A23="D20",LOG10(D23),$B$33)'),
    ],
)
def test_what_names_a_cell_below_moves_with_it(formula, after):
    assert moved(formula, "表", THREE_AFTER_19) == after


def test_a_formula_of_another_sheet_moves_where_it_names_this_one():
    assert moved("表!D20+D20", "另", THREE_AFTER_19) == "表!D23+D20"


def test_a_copied_formula_keeps_what_is_fixed():
    assert copied("A1+$B$2+SUM(C3:D$4)", 2, 1) == "B3+$B$2+SUM(D5:E$4)"


CELLS = {("表", (0, 0)): Fraction(3), ("表", (1, 0)): Fraction(7), ("另", (0, 1)): Fraction(1, 2)}


def look(sheet, spot):
    return CELLS.get((sheet, spot), Fraction(0))


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=SUM(A1:A5,A2)", 17), ("A1+A2*2", 17), ("-(A1-A2)/2", 2), ("ROUND(A2/A1,2)", Fraction("2.33")),
        ("SUM(A1+A2,3)", 13), ("ABS(A1-A2)+另!B1", Fraction("4.5")), ("ROUND(-2.5,0)", -3),
    ],
)  # fmt: skip
def test_plain_arithmetic_is_calculated_exactly(formula, value):
    assert value_of(formula, "表", look) == value


@pytest.mark.parametrize("formula", ["IF(A1>0,1,2)", "A1/0", "SUM(A1", "VLOOKUP(1,A1:B2,2)", "A1&A2", "((((" * 40])
def test_what_is_not_known_has_no_value(formula):
    assert value_of(formula, "表", look) is None


def test_the_cells_that_a_formula_names():
    assert cells_in("SUM(A1:A2)+另!B1", "表") == (("表", (0, 0)), ("表", (1, 0)), ("另", (0, 1)))
    assert spot_of("$AB$12") == (11, 27)
