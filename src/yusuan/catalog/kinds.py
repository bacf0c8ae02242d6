"""Kinds of statement: what a table of a disclosure can be, and the titles that say so."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from yusuan.catalog.dialect import spoken
from yusuan.catalog.normal import plain
from yusuan.model.text import Text


@dataclass(frozen=True, slots=True)
class StatementKind:
    """A kind of statement. ``rows``: what a row is that has neither a code nor a known phrase."""

    id: str
    name: Text
    rows: str
    titles: tuple[re.Pattern[str], ...]
    excluded: tuple[re.Pattern[str], ...]

    def matches(self, title: str) -> bool:
        """Whether the plain ``title`` is one of this kind's."""
        return any(p.search(title) for p in self.titles) and not any(p.search(title) for p in self.excluded)


@cache
def statement_kinds() -> tuple[StatementKind, ...]:
    """All kinds in the order in which a title is tried on them."""
    text = files("yusuan.catalog").joinpath("data/statements.toml").read_text(encoding="utf-8")
    return tuple(
        StatementKind(
            r["id"],
            Text(r["zh"], r["en"]),
            r["rows"],
            tuple(map(re.compile, r["title"])),
            tuple(map(re.compile, r.get("not", []))),
        )
        for r in tomllib.loads(text)["statement"]
    )


@cache
def kind_by_id(kind: str) -> StatementKind:
    """The kind called ``kind``. Raises KeyError."""
    for k in statement_kinds():
        if k.id == kind:
            return k
    raise KeyError(kind)


def kind_of_title(title: str) -> StatementKind | None:
    """The kind that ``title`` names, or None."""
    text = plain(title)
    for words, kind_id in spoken().titles:
        if words in text:
            return kind_by_id(kind_id)
    for kind in statement_kinds():
        if kind.matches(text):
            return kind
    return None
