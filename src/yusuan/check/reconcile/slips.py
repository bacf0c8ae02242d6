"""Slips of hand and eye that turn the right figure into the printed one, and how likely each is.

Given that a cell is wrong and what the rest of the document says it should be, its weight is how often that figure
would come out as the printed one: often for a sign or a unit, seldom for one digit of seven, whose slip could have
ended in sixty other figures. Comparing weights is comparing suspects by Bayes' rule.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from yusuan.model.text import Text

#: Right values tried one by one where the interval leaves several.
_MOST = 64
#: How often each slip happens, in millionths of all slips.
_DIGIT, _LAST, _SWAPPED, _MISSING, _EXTRA = 300_000, 100_000, 150_000, 130_000, 40_000
_SHIFTED, _UNIT, _SIGN, _BESIDE = 100_000, 60_000, 50_000, 120_000
#: Any other way to be wrong, and how much rarer a wrong zero is than a wrong figure.
OTHER, _ZERO = 20, 5
#: Neighbours that agree no oftener than this (in thousandths) do so by a slip.
_SELDOM = 20
#: Neighbours that agree as often as this do so by rights, and say nothing of slips.
_OFTEN = 300
#: By how many digits at most a figure counts as rounder than another.
_ROUND = 3


@dataclass(frozen=True, slots=True)
class Slip:
    """A way to get from the right figure to the printed one. ``weight``: how likely, in millionths.

    ``right``: the right figure, in last places.
    """

    right: int
    weight: int
    what: Text


def likeliest(printed: int, low: int, high: int, near: Iterable[tuple[int, int]]) -> Slip | None:
    """The likeliest slip that makes ``printed`` out of a figure in [low, high] (all in last places), or None.

    ``near``: what is printed in the cells beside it, and how often (in thousandths) such neighbours agree by rights.
    """
    if low > high:
        return None
    middle = (low + high) // 2
    found = [*_moved(printed, low, high)]
    if high - low < _MOST:
        for right in sorted(range(low, high + 1), key=lambda x: abs(x - middle)):
            found += _typed(printed, right)
    beside = {n: often for n, often in near if n and often < _OFTEN and not low <= n <= high}
    if printed in beside:
        weight = _BESIDE // len(beside) * _SELDOM // max(_SELDOM, beside[printed])
        found.append(Slip(middle, weight, Text("与相邻单元格相同", "the same as a cell beside it")))
    best = max(found, key=lambda s: _likely(printed, s), default=None)
    if best is None:
        return None
    what = best.what if printed else Text("疑漏填", "perhaps left out")
    return Slip(best.right, _likely(printed, best), what)


def _likely(printed: int, slip: Slip) -> int:
    """The slip's weight, with how much likelier its right figure is than the printed one to be planned.

    Budgets are planned in round figures: 13.50 is likelier to be right than 13.53. A printed zero is seldom wrong.
    """
    rounder = max(-_ROUND, min(_ROUND, _digits(printed) - _digits(slip.right)))
    weight: int = slip.weight << 2 * rounder if rounder > 0 else slip.weight >> -2 * rounder
    return weight // _ZERO if not printed else weight


def _digits(places: int) -> int:
    """How many digits are left without the zeros at the end."""
    return len(str(abs(places)).rstrip("0"))


def _moved(printed: int, low: int, high: int) -> Iterator[Slip]:
    """Sign, unit and decimal point. A right figure that is negative is rare."""
    if printed and low <= -printed <= high:
        yield Slip(-printed, _SIGN * 8 if printed < 0 else _SIGN // 1000, Text("正负号相反", "the sign is reversed"))
    for power, weight in ((1, _SHIFTED // 2), (2, _SHIFTED // 20), (3, _SHIFTED // 20), (4, _UNIT // 2)):
        ten = 10**power
        more = Text(f"小数点错了 {power} 位", f"the decimal point is off by {power}")
        unit = Text("元与万元混淆", "yuan for ten thousand yuan")
        what = unit if power == 4 else more
        if printed and printed % ten == 0 and low <= printed // ten <= high:
            yield Slip(printed // ten, weight, what)
        right = _near(printed * ten, low, high)
        cut, rounded = abs(right) // ten, (abs(right) + ten // 2) // ten
        if abs(printed) in (cut, rounded) and right * printed >= 0 and (right > 0 or printed < 0):
            yield Slip(right, weight if printed else weight // 4, what)


def _near(value: int, low: int, high: int) -> int:
    return min(max(value, low), high)


def _typed(printed: int, right: int) -> Iterator[Slip]:
    """Single digits: one wrong, two swapped, one left out, one too many, the last off by one."""
    if (printed < 0) != (right < 0) and right:
        return
    a, b = str(abs(right)), str(abs(printed))
    size = len(a)
    if len(a) >= len(b):
        yield from _same_length(right, a, b.zfill(size), abs(right - printed))
    elif abs(right - printed) == 1:
        yield Slip(right, _LAST // 2, _LAST_OFF)
    if size > 1 and _one_less(a, b.zfill(size - 1)):
        yield Slip(right, _MISSING // size, Text("漏了一位数字", "a digit is missing"))
    elif size == 1 and not printed:
        yield Slip(right, _MISSING, Text("漏了一位数字", "a digit is missing"))
    if len(b) == size + 1 and _one_less(b, a):
        yield Slip(right, _EXTRA // len(b), Text("多了一位数字", "a digit too many"))


_LAST_OFF = Text("末位差 1", "the last place is off by one")


def _same_length(right: int, a: str, b: str, apart: int) -> Iterator[Slip]:
    wrong = [i for i in range(len(a)) if a[i] != b[i]]
    if apart == 1:
        yield Slip(right, _LAST // 2, _LAST_OFF)
    elif len(wrong) == 1:
        n = wrong[0] + 1
        yield Slip(right, _DIGIT // (9 * len(a)), Text(f"第 {n} 位数字", f"digit {n}"))
    elif len(wrong) == 2 and wrong[1] == wrong[0] + 1 and a[wrong[0]] == b[wrong[1]] and a[wrong[1]] == b[wrong[0]]:
        yield Slip(right, _SWAPPED // (len(a) - 1), Text("相邻两位数字颠倒", "two digits are swapped"))


def _one_less(longer: str, shorter: str) -> bool:
    """Whether ``shorter`` is ``longer`` without one digit."""
    same = next((i for i, (x, y) in enumerate(zip(longer, shorter, strict=False)) if x != y), len(shorter))
    return longer[same + 1 :] == shorter[same:]
