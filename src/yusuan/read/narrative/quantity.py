"""A printed figure with its unit: an amount of money or a percentage, exactly as precise as it is printed."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from yusuan.model.amount import Amount, parse_amount, parse_number
from yusuan.model.fact import Ratio

#: 10^-6 percent, the unit of ``Ratio.value``.
_MICRO = 6
_UNIT = re.compile(
    r"(?:余|多)?(?:为(?=万元))?(?P<unit>亿元|万元|千元|百元|元)(?P<limit>\(含(?:本数)?\)?以[上下]|\(?含\)?以[上下]|及?以[上下内])?"
)
_RATE = re.compile(r"(?:/|每)[人月年天户]")
_NEGATIVE = re.compile(r"(?<![0-9])[-−]$")
#: A sign right behind a word: 支出-3.18万元 is below zero, at a line's beginning it opens an item of a list.
_BELOW = re.compile(r"[\u4e00-\u9fff:)”][-−]$")


@dataclass(frozen=True, slots=True)
class Quantity:
    """``kind``: money, percent, or limit (以上 …: a threshold, not an amount). ``end``: where its unit ends.

    ``amount`` and ``ratio`` are without their sign; ``below``: they stand for less than nothing.
    """

    kind: Literal["money", "percent", "limit"]
    end: int
    amount: Amount | None = None
    ratio: Ratio | None = None
    positive: bool = True
    below: bool = False

    @property
    def signed(self) -> "Quantity":
        """The same with its sign in the figure."""
        if not self.below:
            return self
        a, r = self.amount, self.ratio
        amount = None if a is None else Amount(-a.value, a.step, f"-{a.printed}", a.unit)
        ratio = None if r is None else Ratio(-r.value, r.step, f"-{r.printed}")
        return replace(self, amount=amount, ratio=ratio)


def quantity(text: str, start: int, end: int, assumed: str = "") -> Quantity | None:
    """The quantity whose digits are ``text[start:end]``; None where neither money nor percent follows.

    ``assumed``: the unit to take where none is printed.
    """
    negative = bool(_NEGATIVE.search(text, max(0, start - 2), start))
    below = negative and bool(_BELOW.search(text, max(0, start - 2), start))
    digits = text[start:end]
    if assumed == "%" or (not assumed and text.startswith("%", end)):
        ratio = read_ratio(digits)
        return Quantity("percent", end + (0 if assumed else 1), ratio=ratio, positive=not negative, below=below)
    m = None if assumed else _UNIT.match(text, end)
    if m is None and not assumed:
        return None
    unit = m.group("unit") if m else assumed
    after = m.end() if m else end
    if m and (m.group("limit") or _RATE.match(text, after)):
        return Quantity("limit", after)
    amount = parse_amount(digits, unit)
    return None if amount is None else Quantity("money", after, amount, positive=not negative, below=below)


def read_ratio(digits: str) -> Ratio | None:
    """A percentage without its sign."""
    number = parse_number(digits)
    if number is None:
        return None
    mantissa, decimals = number
    if decimals > _MICRO:
        mantissa, decimals = mantissa // 10 ** (decimals - _MICRO), _MICRO
    step = 10 ** (_MICRO - decimals)
    return Ratio(mantissa * step, step, digits)
