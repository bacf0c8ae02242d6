"""Objects of a PDF as they are written: read no further than a change to them needs, and written back.

A dictionary is a dict by names (``b"/Type"``), an array a list, a reference a ``Ref``; anything else (a name, a number,
a string) stays the bytes that it is.
"""

import re
from typing import NamedTuple, TypeAlias


class OddPdfError(ValueError):
    """The file is not written as it should be, or in a way that is not dealt with here."""


class Ref(NamedTuple):
    """A reference to an indirect object."""

    number: int
    generation: int


Value: TypeAlias = dict[bytes, "Value"] | list["Value"] | Ref | bytes

_BLANK = rb"[\x00\t\n\f\r ]"
_PLAIN = rb"[^\x00\t\n\f\r ()<>\[\]{}/%]"
_GAP = re.compile(_BLANK + rb"*(?:%[^\r\n]*" + _BLANK + rb"*)*")
_TOKEN = re.compile(rb"<<|>>|\[|\]|\(|<[0-9A-Fa-f\x00\t\n\f\r ]*>|/" + _PLAIN + rb"*|" + _PLAIN + rb"+")
_REFERENCE = re.compile(rb"(\d{1,10})" + _BLANK + rb"+(\d{1,5})" + _BLANK + rb"+R(?![^\x00\t\n\f\r ()<>\[\]{}/%])")
_IN_STRING = re.compile(rb"[()\\]")
_DEPTH = 60


def parse(data: bytes, at: int, depth: int = 0) -> tuple[Value, int]:
    """The object that begins at or after ``at``, and where it ends. Raises OddPdfError."""
    if depth > _DEPTH:
        raise OddPdfError("nested too deep")
    at = skip(data, at)
    found = _REFERENCE.match(data, at)
    if found:
        return Ref(int(found[1]), int(found[2])), found.end()
    token = _TOKEN.match(data, at)
    if token is None:
        raise OddPdfError(f"no object at {at}")
    word, end = token[0], token.end()
    if word == b"<<":
        return _dictionary(data, end, depth)
    if word == b"[":
        return _array(data, end, depth)
    if word == b"(":
        end = _string_end(data, end)
        return data[at:end], end
    if word in (b">>", b"]"):
        raise OddPdfError(f"{word!r} at {at}")
    return word, end


def skip(data: bytes, at: int) -> int:
    """Where the next token begins, over blanks and comments."""
    gap = _GAP.match(data, at)
    return gap.end() if gap else at


def _dictionary(data: bytes, at: int, depth: int) -> tuple[Value, int]:
    made: dict[bytes, Value] = {}
    while True:
        at = skip(data, at)
        if data[at : at + 2] == b">>":
            return made, at + 2
        key, at = parse(data, at, depth + 1)
        if not isinstance(key, bytes) or key[:1] != b"/":
            raise OddPdfError(f"no name at {at}")
        made[key], at = parse(data, at, depth + 1)


def _array(data: bytes, at: int, depth: int) -> tuple[Value, int]:
    made: list[Value] = []
    while True:
        at = skip(data, at)
        if data[at : at + 1] == b"]":
            return made, at + 1
        value, at = parse(data, at, depth + 1)
        made.append(value)


def _string_end(data: bytes, at: int) -> int:
    """Where a string in round brackets ends, which may hold pairs of them."""
    level = 1
    while level:
        found = _IN_STRING.search(data, at)
        if found is None:
            raise OddPdfError("a string without end")
        at = found.end() + (found[0] == b"\\")
        level += {b"(": 1, b")": -1}.get(found[0], 0)
    return at


def written(value: Value) -> bytes:
    """``value`` as it stands in a file."""
    if isinstance(value, Ref):
        return b"%d %d R" % value
    if isinstance(value, dict):
        return b"<<" + b" ".join(k + b" " + written(v) for k, v in value.items()) + b">>"
    if isinstance(value, list):
        return b"[" + b" ".join(written(v) for v in value) + b"]"
    return value


def text(words: str) -> bytes:
    """A string of any characters."""
    return b"<" + (b"\xfe\xff" + words.encode("utf-16-be", "replace")).hex().upper().encode("ascii") + b">"


def number(value: float) -> bytes:
    """A number of points."""
    return f"{value:.2f}".rstrip("0").rstrip(".").encode("ascii") or b"0"


def numbers(*values: float) -> list[Value]:
    """An array of numbers."""
    return [number(v) for v in values]


def whole(value: Value | None, default: int = 0) -> int:
    """A whole number out of its bytes. Raises OddPdfError where it is none."""
    if value is None:
        return default
    if not isinstance(value, bytes) or not re.fullmatch(rb"[+-]?\d{1,10}(?:\.0*)?", value):
        raise OddPdfError(f"no whole number: {value!r}")
    return int(value.partition(b".")[0])
