"""Percentages of rounded amounts, in whole numbers: between which bounds a rate must lie, in 10^-6 percent."""

from yusuan.check.rules.ys4._book import Range
from yusuan.model.fact import Ratio

#: 10^-6 percent in the whole.
WHOLE = 100_000_000


def share(part: Range, whole: Range) -> Range | None:
    """Bounds of part ÷ whole; None where the whole may be nothing."""
    if whole.low <= 0:
        return None
    corners = [(p, w) for p in (part.low, part.high) for w in (whole.low, whole.high)]
    return Range(min(WHOLE * p // w for p, w in corners), max(-(-WHOLE * p // w) for p, w in corners))


def growth(now: Range, change: Range) -> Range | None:
    """Bounds of change ÷ (now - change), for a signed change; None where the base may be nothing."""
    corners = [(d, c - d) for d in (change.low, change.high) for c in (now.low, now.high)]
    if any(b <= 0 for _, b in corners):
        return None
    return Range(min(WHOLE * d // b for d, b in corners), max(-(-WHOLE * d // b) for d, b in corners))


def growth_from(now: Range, base: Range) -> Range | None:
    """Bounds of now ÷ base - 1; None where the base may be nothing."""
    bounds = share(now, base)
    return None if bounds is None else Range(bounds.low - WHOLE, bounds.high - WHOLE)


def holds(printed: Ratio, bounds: Range, sign: int = 1, *, moved: bool = False) -> bool:
    """Whether a printed percentage fits ``bounds`` of the signed rate, rounded half up or cut off at its last place.

    ``moved``: it may also be one unit higher, as shares are made to add up to the whole.
    """
    low, high = (bounds.low, bounds.high) if sign >= 0 else (-bounds.high, -bounds.low)
    above = printed.step if moved else printed.step // 2
    return low - printed.step < printed.value <= high + above


def show(bounds: Range, printed: Ratio, sign: int = 1) -> str:
    """The middle of ``bounds`` as a percentage with as many places as ``printed``, at least two."""
    middle = sign * (bounds.low + bounds.high) // 2
    places = max(2, len(printed.printed.partition(".")[2]))
    power = 10 ** (6 - min(places, 6))
    rounded = (2 * abs(middle) + power) // (2 * power)
    whole, rest = divmod(rounded, 10 ** min(places, 6))
    return f"{'-' if middle < 0 else ''}{whole}.{rest:0{min(places, 6)}d}%"
