"""How likely a sum of rounded figures misses its rounded total by so much, in exact integers.

The sum of n figures, each rounded, is off its own rounded total by what the rounding errors add up to. For errors
spread evenly the odds are those of a sum of uniform numbers (Irwin–Hall), which is a ratio of integers.
"""

from functools import cache
from math import comb, factorial

#: Odds are counted in parts of this.
ONE = 1 << 20
_MOST = 40


def _below(n: int, twice: int) -> int:
    """The odds (times n! 2^n) that n uniform numbers add up to less than ``twice`` halves."""
    return sum((-1) ** k * comb(n, k) * (twice - 2 * k) ** n for k in range(n + 1) if twice > 2 * k)


@cache
def rounded(n: int, gap: int) -> int:
    """The odds, in parts of ``ONE``, that ``n`` figures rounded to the nearest miss the rounded total by ``gap``."""
    n = min(n, _MOST)
    whole = factorial(n) << n
    found = _below(n, n + 2 * gap + 1) - _below(n, n + 2 * gap - 1)
    return _mixed(found * ONE // whole, n)


@cache
def cut(n: int, gap: int) -> int:
    """The same for figures that are cut off: the total is then never less than their sum."""
    n = min(n, _MOST)
    whole = factorial(n) << n
    found = _below(n, 2 * gap + 2) - _below(n, 2 * gap) if gap >= 0 else 0
    return _mixed(found * ONE // whole, n)


def summed(n: int, gap: int) -> int:
    """The same for a total that was added up from the printed figures."""
    return _mixed(ONE if gap == 0 else 0, min(n, _MOST))


def _mixed(parts: int, n: int) -> int:
    """One figure in a hundred may be wrong; then any small gap is as likely as another."""
    return max(1, (99 * parts + ONE // (2 * n + 1)) // 100)
