"""A paragraph as the parser sees it: no spaces, no quotes, one width of brackets, and the way back to the print."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

_WIDTH = str.maketrans(
    "０１２３４５６７８９（）［］﹙﹚％﹪，﹐；：．－＋～\u3000",
    "0123456789()[]()%%,,;:.-+~ ",
)
_MUTE = r"[\s“”\"'‘’＂〝〞\u200b\u200d\ufeff]"
#: What a sentence does not need. A gap between two figures stays: without it they would become one.
_DROP = re.compile(rf"(?<![0-9.,])(?<!{_MUTE}){_MUTE}++|{_MUTE}++(?![0-9.,])")
#: A gap inside a figure before its unit, as some files print it: 86,685. 29万元. It is one figure all the same.
_SPLIT = re.compile(
    r"(?<=[0-9])[ \t]*\.[ \t]+(?=[0-9]{1,2}\s*(?:亿元|万元|元|%))|(?<=[0-9])[ \t]+\.(?=[0-9]{1,2}\s*(?:亿元|万元|元|%))"
)
#: As ``numbers.TOKEN``, over a text whose digits are half-width already.
_NUMBER = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?")
_END = re.compile(r"[。！？!?]")


@dataclass(frozen=True, slots=True)
class View:
    """``text``: what is parsed; from each offset in ``cuts`` on, ``shifts`` characters were dropped before it."""

    original: str
    text: str
    cuts: tuple[int, ...]
    shifts: tuple[int, ...]

    def back(self, offset: int) -> int:
        """The offset in ``original`` of the character at ``offset`` of ``text``."""
        i = bisect_right(self.cuts, offset) - 1
        return offset + self.shifts[i] if i >= 0 else offset

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span in ``original`` of ``text[start:end]`` (not empty)."""
        return self.back(start), self.back(end - 1) + 1

    def numbers(self) -> list[tuple[int, int]]:
        """The numeric tokens of ``text``; those that ``numbers.tokens`` sees, but for split figures."""
        return [m.span() for m in _NUMBER.finditer(self.text)]

    def sentence(self, start: int) -> str:
        """The printed sentence around ``start`` (an offset in ``original``)."""
        bounds = _bounds(self.original)
        i = bisect_right(bounds, start)
        return self.original[bounds[i - 1] : bounds[i] if i < len(bounds) else len(self.original)].strip()


def _drops(wide: str) -> list[tuple[int, int]]:
    found = [m.span() for m in _DROP.finditer(wide)]
    if ". " in wide or " ." in wide:
        for m in _SPLIT.finditer(wide):
            dot = wide.index(".", m.start())
            found += [s for s in ((m.start(), dot), (dot + 1, m.end())) if s[0] < s[1]]
        found.sort()
    return found


@lru_cache(maxsize=4)
def _bounds(text: str) -> tuple[int, ...]:
    return (0, *(m.end() for m in _END.finditer(text)))


def view(text: str) -> View:
    """Make the view of one paragraph."""
    wide = text.translate(_WIDTH)
    parts: list[str] = []
    cuts: list[int] = []
    shifts: list[int] = []
    at = length = 0
    for begin, end in _drops(wide):
        parts.append(wide[at:begin])
        length += begin - at
        at = end
        cuts.append(length)
        shifts.append(at - length)
    parts.append(wide[at:])
    return View(text, "".join(parts), tuple(cuts), tuple(shifts))
