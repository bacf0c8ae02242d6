"""Two texts of one target side by side: whether they differ by more than signs, and in which words."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import count

_SIGNS = re.compile(r"[\s,，.。;；:：、“”\"'‘’()（）《》〈〉【】\[\]·•\-—–~～…!！?？]+")
_TOKEN = re.compile(r"[0-9.]+|[A-Za-z]+|.")
_AROUND = 4
_APART = 3
_MOST = 2000
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Difference:
    """Words of the one text (``here``) where the other has ``there``; '' where one of them has nothing.

    ``before``: the few words that stand before them in both.
    """

    before: str
    here: str
    there: str


def bare(text: str) -> str:
    """``text`` without spaces and signs, which do not make another target of it."""
    return _SIGNS.sub("", text)


def same(a: str, b: str) -> bool:
    """Whether two texts are one: equal but for signs, or one of them cut off."""
    one, two = bare(a), bare(b)
    return one.startswith(two) or two.startswith(one)


def differences(a: str, b: str) -> tuple[Difference, ...]:
    """Where the words of ``a`` and ``b`` part; the first few, in order. Numbers and Latin words part as wholes."""
    one, two = _window(bare(a), bare(b))
    spans: list[tuple[int, int, int, int]] = []
    for tag, i, j, k, n in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        # A word or two that both have by chance is no seam.
        joined = spans.pop() if spans and i - spans[-1][1] < _APART else (i, j, k, n)
        spans.append((joined[0], j, joined[2], n))
    return tuple(
        Difference("".join(one[max(0, i - _AROUND) : i]), "".join(one[i:j]), "".join(two[k:n]))
        for i, j, k, n in spans[:_SHOWN]
    )


def _window(one: str, two: str) -> tuple[list[str], list[str]]:
    """The tokens of both texts from a little before where they part; the work grows with the square of their number."""
    start = next(i for i in count() if one[i : i + 1] != two[i : i + 1] or i >= len(one))
    back = max(0, start - 2 * _AROUND)
    # A number is not cut in two.
    while back and one[back - 1].isascii():
        back -= 1
    return _TOKEN.findall(one[back : back + _MOST]), _TOKEN.findall(two[back : back + _MOST])


def likeness(a: str, b: str) -> int:
    """How much of two texts is the same, in percent."""
    one, two = bare(a)[:_MOST], bare(b)[:_MOST]
    both = sum(m.size for m in SequenceMatcher(None, one, two, autojunk=False).get_matching_blocks())
    return 200 * both // max(1, len(one) + len(two))
