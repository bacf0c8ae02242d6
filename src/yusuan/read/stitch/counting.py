"""Whether a row's label counts on from the label above it: 二十五、 after 二十四、, the code 31009 after 31008."""

import re

_LISTED = re.compile(r"^(\(?)(?:([一二三四五六七八九十]{1,4})|([0-9]{1,2}))([、.)])(?![0-9])")
_CODE = re.compile(r"^(?:[0-9]{3}|[0-9]{5}|[0-9]{7})$")
_DIGITS = "〇一二三四五六七八九"


def counts_on(before: str, after: str) -> bool:
    """Whether ``after`` (both squashed) has the next list number, or a greater code of the same or a lower level."""
    if _CODE.match(before) and _CODE.match(after):
        size = min(len(before), len(after))
        return before[:size] < after[:size] or after.startswith(before)
    a, b = _listed(before), _listed(after)
    return a is not None and b is not None and a[0] == b[0] and a[1] + 1 == b[1]


def _listed(text: str) -> tuple[str, int] | None:
    """The style and the value of a list number."""
    found = _LISTED.match(text)
    if found is None:
        return None
    opened, chinese, digits, closed = found.groups()
    value = _value(chinese) if chinese else int(digits)
    return (opened + ("一" if chinese else "1") + closed, value) if value else None


def _value(chinese: str) -> int:
    """二十五 as 25; 0 for what is no number up to 99."""
    tens, ten, ones = chinese.rpartition("十")
    if (tens and tens not in _DIGITS) or (ones and ones not in _DIGITS):
        return 0
    return (10 * (_DIGITS.index(tens) if tens else 1) if ten else 0) + (_DIGITS.index(ones) if ones else 0)
