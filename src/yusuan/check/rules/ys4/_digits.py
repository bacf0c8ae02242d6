"""Figures that differ as a slip of the pen makes them differ."""

from yusuan.model.amount import Amount

#: Of figures with fewer digits two may be one digit apart by chance.
_FEWEST = 4


def significant(amount: Amount) -> int:
    """How many digits an amount is printed with, without zeros at its ends."""
    return len(amount.printed.replace(",", "").replace(".", "").strip("0"))


def one_digit_apart(one: Amount, other: Amount) -> bool:
    """Whether two amounts of several digits, printed to one place, differ in one digit only."""
    return one.step == other.step and is_one_digit(one, other.value) and significant(other) >= _FEWEST


def is_one_digit(amount: Amount, value: int) -> bool:
    """Whether ``value``, in 分, printed to the place of ``amount``, would differ from it in one digit only."""
    if significant(amount) < _FEWEST or value <= 0 or value % amount.step:
        return False
    one, two = str(amount.value // amount.step), str(value // amount.step)
    return len(one) == len(two) and sum(a != b for a, b in zip(one, two, strict=True)) == 1
