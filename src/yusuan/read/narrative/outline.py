"""List numbers at the start of a paragraph, and how deep each style of them lies."""

import re
from dataclasses import dataclass

#: A paragraph that begins with a list number and is no longer than this, with no end of sentence, is a heading.
LONGEST_HEADING = 40

_CHINESE = "[一二三四五六七八九十百]{1,4}"
_MARKER = re.compile(
    rf"(?P<l1>第(?:{_CHINESE}|[0-9]{{1,2}})(?:部分|章|篇))"
    rf"|(?P<l2>{_CHINESE}[、.,])"
    rf"|(?P<l3>\({_CHINESE}\)[、.]?)"
    r"|(?P<l5>\((?!0)[0-9]{1,2}\)(?!:)[、.]?|[0-9]{1,2}\))"
    r"|(?P<l4>[0-9]{1,2}(?:、|\.(?:(?![0-9])|(?=(?:19|20)[0-9]{2}年))))"
    r"|(?P<l6>[①-⑳])"
)


@dataclass(frozen=True, slots=True)
class Marker:
    """A list number: its ``level`` (1 outermost) and where it ends."""

    level: int
    end: int


def marker(text: str) -> Marker | None:
    """The list number that ``text`` (of a view) begins with."""
    m = _MARKER.match(text)
    if m is None or m.lastgroup is None:
        return None
    return Marker(int(m.lastgroup[1:]), m.end())
