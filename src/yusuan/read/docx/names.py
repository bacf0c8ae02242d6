"""Tags of WordprocessingML, of the transitional namespace that all parts are brought to."""

from functools import cache, lru_cache
from typing import Final

from yusuan.read.archive import Element

_MAIN: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#: The namespaces of the strict variant, each with the transitional one that it stands for.
_STRICT: Final = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", _MAIN.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", _RELATIONS.encode()),
)


@cache
def w(name: str) -> str:
    """The full name of a tag or attribute ``name`` of WordprocessingML."""
    return f"{{{_MAIN}}}{name}"


def r(name: str) -> str:
    """The full name of the attribute ``name`` that refers to a relation."""
    return f"{{{_RELATIONS}}}{name}"


def local(element: Element) -> str:
    """The tag's name without its namespace."""
    return _local(element.tag)


@lru_cache(maxsize=1024)
def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def transitional(data: bytes) -> bytes:
    """A part of the strict variant with the namespaces of the transitional one; any other as it is."""
    if b"purl.oclc.org" in data[:4_000]:
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
    return data


def child(parent: Element, name: str) -> Element | None:
    """The first child ``name``, None where there is none: half the time of ``find``, or less: properties come first."""
    full = w(name)
    if not len(parent):
        return None
    first = parent[0]
    return first if first.tag == full else next(parent.iterchildren(full), None)


def value(parent: Element | None, name: str) -> str | None:
    """The ``w:val`` of the child ``name``: '' where it has none, None where there is no such child."""
    found = child(parent, name) if parent is not None else None
    return found.get(w("val"), "") if found is not None else None


def values(parent: Element | None) -> dict[str, str]:
    """The ``w:val`` of each child by its name, of the first one of a name, '' where it has none."""
    if parent is None:
        return {}
    val = w("val")
    return {_main(one.tag): one.get(val, "") for one in parent.iterchildren(reversed=True)}


@lru_cache(maxsize=1024)
def _main(tag: object) -> str:
    """The name of a tag of WordprocessingML, '' for one of another namespace."""
    return tag[len(_MAIN) + 2 :] if isinstance(tag, str) and tag.startswith(f"{{{_MAIN}}}") else ""


def flag(parent: Element | None, name: str) -> bool:
    """Whether the switch ``name`` is on."""
    said = value(parent, name)
    return said is not None and said not in ("0", "false", "off")


def whole(text: str | None, default: int = 0) -> int:
    """A whole number out of an attribute, at most nine digits and a sign."""
    if not text:
        return default
    bare = text.lstrip("-")
    if not (bare.isascii() and bare.isdigit() and len(bare) < 10):
        return default
    return -int(bare) if text[0] == "-" else int(bare)
