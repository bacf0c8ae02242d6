"""Money as it is printed: an exact integer in 分 and the half-open interval that its rounding leaves open."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Literal

from yusuan.model.quick import quick

Unit = Literal["元", "万元", "亿元", "千元", "百元"]

#: 分 in one of each unit.
FEN: dict[str, int] = {"元": 100, "百元": 10_000, "千元": 100_000, "万元": 1_000_000, "亿元": 10_000_000_000}

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，－（）％＋", "0123456789.,-()%+")
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|[+-]?\.\d+")


class Rounding(StrEnum):
    """How a printed figure came out of the exact one."""

    HALF_UP = "half_up"  # 四舍五入, away from zero at the half
    HALF_EVEN = "half_even"  # 四舍六入五成双
    CUT_OFF = "cut_off"  # 截断, towards zero


@quick
@dataclass(frozen=True, slots=True)
class Amount:
    """A printed amount.

    ``value``: what is printed, in 分. ``step``: 分 in one unit of the last printed place
    (12.34 万元 → 10_000; 五 元 → 100; never below 1). ``printed``: the text as it stands.
    """

    value: int
    step: int
    printed: str
    unit: str

    @property
    def low(self) -> int:
        """The least exact value in 分 that prints like this under 四舍五入 (inclusive)."""
        return self.interval(Rounding.HALF_UP)[0]

    @property
    def high(self) -> int:
        """One 分 more than the greatest exact value that prints like this under 四舍五入 (exclusive)."""
        return self.interval(Rounding.HALF_UP)[1]

    def interval(self, style: Rounding) -> tuple[int, int]:
        """The half-open interval [low, high) of exact values in 分 that print like this under ``style``."""
        v, s = self.value, self.step
        if s <= 1:
            return v, v + 1
        if style is Rounding.CUT_OFF:
            if v > 0:
                return v, v + s
            if v < 0:
                return v - s + 1, v + 1
            return -s + 1, s
        h = s // 2
        if style is Rounding.HALF_EVEN:
            even = (v // s) % 2 == 0
            return (v - h, v + h + 1) if even else (v - h + 1, v + h)
        if v > 0:
            return v - h, v + h
        if v < 0:
            return v - h + 1, v + h + 1
        return v - h + 1, v + h


@lru_cache(maxsize=1 << 14)
def parse_number(text: str) -> tuple[int, int] | None:
    """``text`` as (mantissa, decimals), or None where it is not one plain number.

    Takes thousands separators, full-width digits, a sign and accountants' brackets: ``(1,234.50)`` is
    (-123450, 2). Blanks, dashes and words are None: a blank is not a zero.
    """
    t = "".join(text.translate(_FULL_WIDTH).split()).replace("−", "-").replace("–", "-")
    negative = False
    if t.startswith("(") and t.endswith(")"):
        t, negative = t[1:-1], True
    if not _NUMBER.fullmatch(t) or len(t) > 40:
        return None
    t = t.replace(",", "")
    if t[0] in "+-":
        negative ^= t[0] == "-"
        t = t[1:]
    whole, _, frac = t.partition(".")
    mantissa = int((whole or "0") + frac)
    return (-mantissa if negative else mantissa), len(frac)


@lru_cache(maxsize=1 << 14)
def parse_amount(text: str, unit: str) -> Amount | None:
    """``text`` in ``unit`` as an Amount, or None where it is not one plain number.

    Digits below 1 分 (artefacts of floating point in the source) are rounded half up to 分.
    Raises KeyError for a unit that is not in ``FEN``.
    """
    number = parse_number(text)
    if number is None:
        return None
    mantissa, decimals = number
    scaled = mantissa * FEN[unit]
    power = 10**decimals
    if scaled % power == 0:
        value = scaled // power
    else:
        value = (2 * abs(scaled) + power) // (2 * power) * (1 if scaled >= 0 else -1)
    return Amount(value, max(1, FEN[unit] // power), text.strip(), unit)


def format_amount(value: int, unit: str, decimals: int = 2, *, separators: bool = True) -> str:
    """``value`` (分) printed in ``unit`` with ``decimals`` places, rounded half up."""
    power = 10**decimals
    scaled, negative = abs(value) * power, value < 0
    q = (2 * scaled + FEN[unit]) // (2 * FEN[unit])
    whole, frac = divmod(q, power)
    body = (f"{whole:,}" if separators else str(whole)) + (f".{frac:0{decimals}d}" if decimals else "")
    return ("-" if negative and q else "") + body
