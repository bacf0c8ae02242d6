"""The layouts of localities: which statements a disclosure there must hold, and which words mean something else."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files

from yusuan.catalog.dialect import COMMON, speaking
from yusuan.catalog.kinds import StatementKind, kind_by_id, kind_of_title, statement_kinds
from yusuan.catalog.layout_file import Layout, LayoutError, parse_layout
from yusuan.catalog.normal import plain
from yusuan.model.disclosure import Identification

__all__ = [
    "Layout", "LayoutError", "StatementKind", "expected_statements", "is_school", "is_within", "kind_by_id",
    "kind_of_title", "layout_by_id", "layout_for", "layouts", "local_words", "own_layout", "parse_layout",
    "statement_kinds", "with_own",
]  # fmt: skip

#: Bodies that publish under rules of their own (for universities, the Ministry of Education's).
_SCHOOL = re.compile(r"(?:大学|学院|学校)(?:\([^()]*\))?$")

_OWN: ContextVar[Layout | None] = ContextVar("own_layout", default=None)


def is_school(body: str) -> bool:
    """Say whether ``body`` is a university or a school, which publishes other statements than a department."""
    return _SCHOOL.search(plain(body)) is not None


def is_within(locality: str, area: str) -> bool:
    """Whether the place ``locality`` is ``area`` or lies in it: guangdong/guangzhou in guangdong, '' holds all."""
    return area in ("", locality) or locality.startswith((f"{area}/", f"{area}-"))


@cache
def layouts() -> tuple[Layout, ...]:
    """All layouts of the package, the more specific first. Raises LayoutError for a file that is wrong."""
    home = files("yusuan.catalog").joinpath("data/layouts")
    paths = (path for path in home.iterdir() if path.name.endswith(".toml"))
    found = [parse_layout(path.read_text(encoding="utf-8"), path.name) for path in paths]
    return tuple(sorted(found, key=lambda x: (-len(x.locality), -len(x.bodies + x.level), -x.from_year, x.id)))


def layout_by_id(name: str) -> Layout:
    """The layout called ``name``. Raises KeyError."""
    for layout in layouts():
        if layout.id == name:
            return layout
    raise KeyError(name)


@contextmanager
def with_own(layout: Layout | None) -> Iterator[None]:
    """Put a person's own ``layout`` before those of the package while the block runs, with its words."""
    token = _OWN.set(layout)
    try:
        with speaking(layout.dialect if layout else COMMON):
            yield
    finally:
        _OWN.reset(token)


def own_layout() -> Layout | None:
    """The person's own layout that is in force."""
    return _OWN.get()


def applies(layout: Layout, identity: Identification) -> bool:
    """Whether ``layout`` is for such a document; a year, place or level that is not known speaks against nothing."""
    return (
        layout.kind == identity.kind
        and is_within(identity.locality, layout.locality)
        and (not layout.bodies or is_school(identity.body))
        and (layout.level in ("", identity.level))
        and layout.from_year <= identity.year <= layout.to_year
    )


def layout_for(identity: Identification) -> Layout | None:
    """The layout for a disclosure by its locality (or a wider one), kind, body and year; None if there is none.

    A person's own layout (``with_own``) is taken for every document of its kind.
    """
    own = _OWN.get()
    if own is not None and identity.kind in (own.kind, "unknown"):
        return own
    return next((layout for layout in layouts() if applies(layout, identity)), None)


@contextmanager
def local_words(identity: Identification) -> Iterator[None]:
    """Read phrases as they are meant where the disclosure comes from, while the block runs."""
    layout = layout_for(identity)
    with speaking(layout.dialect if layout else COMMON):
        yield


def expected_statements(identity: Identification) -> tuple[StatementKind, ...]:
    """The statements that the disclosure must hold by its locality's layout; empty where no layout is known."""
    layout = layout_for(identity)
    return tuple(dict.fromkeys(kind_by_id(s) for s in layout.statements)) if layout else ()
