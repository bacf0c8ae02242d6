"""Terms that a disclosure explains in its glossary, and the words that call for each."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Term:
    """A term: ``seen`` are words any of which in a disclosure calls for its entry."""

    name: str
    seen: tuple[str, ...]
    text: str


@cache
def terms() -> tuple[Term, ...]:
    """All terms in the order of the glossary."""
    path = files("yusuan.catalog").joinpath("data/narrative/glossary.toml")
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(Term(t["name"], tuple(t["seen"]), t["text"]) for t in data["term"])
