"""Slips of hand and eye that turn the right figure into the printed one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from yusuan.model.text import Text

#: Right values tried one by one where the interval leaves several.
_MOST = 64


@dataclass(frozen=True, slots=True)
class Slip:
    """A way to get from the right figure to the printed one. ``score``: in thousandths, by how rarely chance does it.

    ``right``: the right figure, in last places.
    """

    right: int
    score: int
    what: Text


def likeliest(printed: int, low: int, high: int, near: Iterable[int]) -> Slip | None:
    """The likeliest slip that makes ``printed`` out of a figure in [low, high] (all in last places), or None.

    ``near``: what is printed in the cells beside it.
    """
    found: list[Slip] = []
    if low <= high:
        found += _moved(printed, low, high)
        if high - low < _MOST:
            middle = (low + high) // 2
            for right in sorted(range(low, high + 1), key=lambda x: abs(x - middle)):
                found += _typed(printed, right)
        if printed in near and printed:
            middle = (low + high) // 2
            found.append(Slip(middle, 650, Text("与相邻单元格相同，疑为抄错行列", "the same as a cell beside it")))
    return max(found, key=lambda s: s.score, default=None)


def _moved(printed: int, low: int, high: int) -> Iterator[Slip]:
    """Sign, unit and decimal point."""
    if low <= -printed <= high and printed:
        yield Slip(-printed, 950, Text("正负号相反", "the sign is reversed"))
    for power, score in ((4, 940), (1, 900), (2, 890), (3, 880), (8, 700)):
        ten = 10**power
        unit = power == 4
        more = Text(
            "疑以元代万元（多了一万倍）" if unit else f"大了 10 的 {power} 次方倍", f"10^{power} times too great"
        )
        less = Text(
            "疑以万元代元（少了一万倍）" if unit else f"小了 10 的 {power} 次方倍", f"10^{power} times too small"
        )
        if printed and printed % ten == 0 and low <= printed // ten <= high:
            yield Slip(printed // ten, score, more)
        elif printed and low * ten <= printed < (high + 1) * ten and abs(printed) >= ten:
            yield Slip(printed // ten, score - 100, more)
        if low <= printed * ten <= high and printed:
            yield Slip(printed * ten, score, less)
        elif abs(printed) > 9 and low < (printed + 1) * ten and high > (printed - 1) * ten:
            yield Slip(min(max(printed * ten, low), high), score - 50, less)


def _typed(printed: int, right: int) -> Iterator[Slip]:
    """Single digits: one wrong, two swapped, one left out, one too many, the last off by one."""
    if (printed < 0) != (right < 0) and right and printed:
        return
    a, b = str(abs(right)), str(abs(printed))
    width = max(len(a), len(b), 3)
    if len(a) == len(b) or max(len(a), len(b)) <= 3:
        a, b = a.zfill(width), b.zfill(width)
        wrong = [i for i in range(width) if a[i] != b[i]]
        if len(wrong) == 1:
            yield Slip(right, 750 if abs(right - printed) == 1 else 800, _digit(b, wrong[0]))
        elif len(wrong) == 2 and wrong[1] == wrong[0] + 1 and a[wrong[0]] == b[wrong[1]] and a[wrong[1]] == b[wrong[0]]:
            yield Slip(right, 900, Text("相邻两位数字颠倒", "two digits are swapped"))
        elif abs(right - printed) == 1:
            yield Slip(right, 740, Text("末位差 1", "the last place is off by one"))
    if len(a.lstrip("0")) == len(b.lstrip("0")) + 1 and _one_less(a.lstrip("0"), b.lstrip("0")):
        yield Slip(right, 850, Text("漏了一位数字", "a digit is missing"))
    if len(b.lstrip("0")) == len(a.lstrip("0")) + 1 and _one_less(b.lstrip("0"), a.lstrip("0")):
        yield Slip(right, 840, Text("多了一位数字", "a digit too many"))


def _digit(digits: str, at: int) -> Text:
    lead = len(digits) - len(digits.lstrip("0"))
    place = max(at - lead, 0) + 1
    return Text(f"第 {place} 位数字", f"digit {place}")


def _one_less(longer: str, shorter: str) -> bool:
    """Whether ``shorter`` is ``longer`` without one digit."""
    same = next((i for i, (x, y) in enumerate(zip(longer, shorter, strict=False)) if x != y), len(shorter))
    return longer[same + 1 :] == shorter[same:]
