"""One spelling for what is printed in many: spaces, bracket widths, quotes, list numbers."""

import re
from functools import lru_cache

_WIDTH = str.maketrans("（）［］：；，．　﹙﹚", "()[]:;,. ()")
_DROP = re.compile(r"[\s“”\"'‘’＂·•]+")
#: A list number at the start of a label: 一、 （一） 1. 1、 (1) ①
LIST_NUMBER = re.compile(
    r"^(?:[一二三四五六七八九十]+[、.,]|\([一二三四五六七八九十]+\)[、.]?|\d{1,2}[、.](?!\d)|\(\d{1,2}\)[、.]?|[①-⑳])"
)
_AMONG = re.compile(r"^(?:其中|含)[::]?")


@lru_cache(maxsize=1 << 15)
def plain(text: str) -> str:
    """``text`` without spaces and quotes, with half-width brackets, colons and commas."""
    return _DROP.sub("", text.translate(_WIDTH))


@lru_cache(maxsize=1 << 13)
def bare_label(text: str) -> tuple[str, bool]:
    """A row label or header without list number and 其中; the flag says whether 其中 stood there."""
    label, among = plain(text), False
    for _ in range(3):
        m = _AMONG.match(label)
        if m and m.end() < len(label):
            label, among = label[m.end() :], True
            continue
        m = LIST_NUMBER.match(label)
        if m and m.end() < len(label):
            label = label[m.end() :]
            continue
        break
    return label, among
