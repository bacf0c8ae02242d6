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


def is_slip(amount: Amount, value: int) -> bool:
    """Whether ``value`` (分) printed as ``amount`` by a slip: one digit, two neighbours swapped, the point moved."""
    if is_one_digit(amount, value):
        return True
    if significant(amount) < _FEWEST or value <= 0:
        return False
    if any(amount.value == value * ten or amount.value * ten == value for ten in (10, 100)):
        return True
    if value % amount.step:
        return False
    one, two = str(amount.value // amount.step), str(value // amount.step)
    apart = [i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b] if len(one) == len(two) else []
    return (
        len(apart) == 2
        and apart[1] == apart[0] + 1
        and one[apart[0]] == two[apart[1]]
        and one[apart[1]] == two[apart[0]]
    )
