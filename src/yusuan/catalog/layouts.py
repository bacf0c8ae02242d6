"""Kinds of statement and the layouts of localities: which statements a disclosure there must hold."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from yusuan.catalog.normal import plain
from yusuan.model.disclosure import Identification
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


@dataclass(frozen=True, slots=True)
class Layout:
    """What a locality's disclosures look like, beyond the lexicon."""

    id: str
    name: Text
    locality: str
    kind: str
    from_year: int
    to_year: int
    statements: tuple[str, ...]
    basis: str


def _data(name: str) -> str:
    return files("yusuan.catalog").joinpath(f"data/{name}").read_text(encoding="utf-8")


@cache
def statement_kinds() -> tuple[StatementKind, ...]:
    """All kinds in the order in which a title is tried on them."""
    rows = tomllib.loads(_data("statements.toml"))["statement"]
    return tuple(
        StatementKind(
            r["id"],
            Text(r["zh"], r["en"]),
            r["rows"],
            tuple(map(re.compile, r["title"])),
            tuple(map(re.compile, r.get("not", []))),
        )
        for r in rows
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
    for kind in statement_kinds():
        if kind.matches(text):
            return kind
    return None


@cache
def layouts() -> tuple[Layout, ...]:
    """All layouts, the more specific locality first."""
    found = []
    for path in files("yusuan.catalog").joinpath("data/layouts").iterdir():
        if path.name.endswith(".toml"):
            for r in tomllib.loads(path.read_text(encoding="utf-8"))["layout"]:
                for s in r["statements"]:
                    kind_by_id(s)
                found.append(
                    Layout(
                        r["id"],
                        Text(r["zh"], r["en"]),
                        r["locality"],
                        r["kind"],
                        r.get("from_year", 0),
                        r.get("to_year", 9999),
                        tuple(r["statements"]),
                        r["basis"],
                    )
                )
    return tuple(sorted(found, key=lambda x: (-len(x.locality), x.id)))


def layout_for(identity: Identification) -> Layout | None:
    """The layout that applies to a disclosure by its locality (or a wider one), kind and year; None if none does."""
    for layout in layouts():
        here = layout.locality in ("", identity.locality) or identity.locality.startswith(layout.locality + "/")
        if here and layout.kind == identity.kind and layout.from_year <= identity.year <= layout.to_year:
            return layout
    return None


def expected_statements(identity: Identification) -> tuple[StatementKind, ...]:
    """The statements that the disclosure must hold by its locality's layout; empty where no layout is known."""
    layout = layout_for(identity)
    return tuple(kind_by_id(s) for s in layout.statements) if layout else ()
