"""Printed amounts as closed integer intervals of 分, for a whole document at once."""

import numpy as np

from yusuan.check.identities.cube import Flags, Ints
from yusuan.model.amount import Rounding

#: Stands for no bound at all: 90 万亿 元 in 分, and still room to add up a thousand of them.
FREE = 1 << 53


def bounds_of(value: Ints, step: Ints, rounding: Rounding, *, zeros_exact: bool) -> tuple[Ints, Ints]:
    """The least and greatest exact amounts (分, both inclusive) that print as ``value`` with last place ``step``.

    The same as ``Amount.interval`` cell by cell; with ``zeros_exact`` a printed zero is no rounded amount.
    """
    half = step // 2
    if rounding is Rounding.CUT_OFF:
        low = np.where(value > 0, value, value - step + 1)
        high = np.where(value < 0, value, value + step - 1)
    elif rounding is Rounding.HALF_EVEN:
        odd = ((value // step) % 2).astype(np.int64)
        low, high = value - half + odd, value + half - odd
    else:
        low = np.where(value > 0, value - half, value - half + 1)
        high = np.where(value < 0, value + half, value + half - 1)
    exact = step <= 1
    if zeros_exact:
        exact = exact | (value == 0)
    return np.where(exact, value, low), np.where(exact, value, high)


def sums(x: Ints, starts: Ints) -> Ints:
    """The sum of each slice ``x[starts[i]:starts[i + 1]]``; an empty slice sums to 0."""
    total = np.zeros(len(x) + 1, np.int64)
    np.cumsum(x, out=total[1:])
    found: Ints = total[starts[1:]] - total[starts[:-1]]
    return found


def count(flags: Flags, starts: Ints) -> Ints:
    """How many of each slice are true."""
    return sums(flags.astype(np.int64), starts)
