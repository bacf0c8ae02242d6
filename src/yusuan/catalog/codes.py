"""The classification lists (政府收支分类科目): which code has which name, with the evidence for it."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from yusuan.catalog.dialect import spoken
from yusuan.catalog.normal import plain

Kind = Literal["function", "economy", "gov_economy"]

_FILES: dict[str, tuple[str, ...]] = {
    "function": ("functional", "functional_unconfirmed"),
    "economy": ("economic_department",),
    "gov_economy": ("economic_government", "economic_government_unconfirmed", "economic_government_older"),
}

#: Endings that documents add to or leave off a subject's name without meaning another subject.
_ENDINGS = ("支出", "费用", "费")


@dataclass(frozen=True, slots=True)
class Subject:
    """One code with one name. ``confirmed``: printed by a real document. ``last_year``: latest year seen, or ''."""

    code: str
    name: str
    confirmed: bool
    last_year: str


@dataclass(frozen=True, slots=True)
class CodeList:
    """One classification: a code with two subjects was renamed; a name with several codes needs its parent."""

    by_code: dict[str, tuple[Subject, ...]]
    by_name: dict[str, tuple[str, ...]]


def _rows(stem: str) -> Iterable[dict[str, str]]:
    path = files("yusuan.catalog").joinpath(f"data/codes/{stem}.csv")
    return csv.DictReader(path.read_text(encoding="utf-8").splitlines())


@cache
def code_list(kind: Kind) -> CodeList:
    """Load one classification once."""
    by_code: dict[str, list[Subject]] = {}
    by_name: dict[str, list[str]] = {}
    for stem in _FILES[kind]:
        confirmed = not stem.endswith(("unconfirmed", "older"))
        for row in _rows(stem):
            subject = Subject(row["code"], row["name"], confirmed, row.get("last_year_seen") or "")
            by_code.setdefault(subject.code, []).append(subject)
            for name in _spellings(subject.name):
                codes = by_name.setdefault(name, [])
                if subject.code not in codes:
                    codes.append(subject.code)
    return CodeList({c: tuple(s) for c, s in by_code.items()}, {n: tuple(c) for n, c in by_name.items()})


def _spellings(name: str) -> tuple[str, ...]:
    full = plain(name)
    bare = _bare(full)
    return (full,) if bare == full else (full, bare)


def _bare(name: str) -> str:
    for ending in _ENDINGS:
        if name.endswith(ending) and len(name) > len(ending) + 1:
            return name[: -len(ending)]
    return name


def codes_named(kind: Kind, name: str) -> tuple[str, ...]:
    """All codes whose name is ``name`` (spaces, bracket width and a final 支出/费 do not count)."""
    subjects = spoken().subjects
    if subjects:
        full = plain(name)
        own = tuple(code for where, label, code in subjects if where == kind and label == full)
        if own:
            return own
    return _codes_named(kind, name)


@cache
def _codes_named(kind: Kind, name: str) -> tuple[str, ...]:
    names, full = code_list(kind).by_name, plain(name)
    return names.get(full) or names.get(_bare(full)) or ()


def code_of(kind: Kind, name: str, parent: str = "", level: int = 0) -> str | None:
    """The one code called ``name``, under ``parent`` and of ``level`` digits where those are given; None if not one."""
    found = [c for c in codes_named(kind, name) if c.startswith(parent) and (not level or len(c) == level)]
    if parent and len(found) > 1:
        found = [c for c in found if len(c) == len(parent) + 2] or found
    if len(found) > 1 and not parent:
        classes = [c for c in found if len(c) == 3]
        found = classes if len(classes) == 1 else found
    return found[0] if len(found) == 1 else None


def code_near(kind: Kind, name: str, last: str) -> str | None:
    """The code called ``name`` in a list without codes, read from the top down: ``last`` is the row's before.

    Tried in turn: below ``last``, beside it, beside what is above it, a class (类). None where no code fits.
    """
    found = codes_named(kind, name)
    if not found:
        return None
    above = last
    while above:
        below = [c for c in found if c.startswith(above) and len(c) == len(above) + 2]
        if len(below) == 1:
            return below[0]
        above = above[:-2] if len(above) > 3 else ""
    classes = [c for c in found if len(c) == 3]
    if len(classes) == 1:
        return classes[0]
    return found[0] if len(found) == 1 and not last else None


def names_of(kind: Kind, code: str) -> tuple[str, ...]:
    """The names that ``code`` has in the list, newest first; empty for a code that is in no list."""
    subjects = code_list(kind).by_code.get(code, ())
    return tuple(s.name for s in sorted(subjects, key=lambda s: (s.confirmed, s.last_year), reverse=True))


def kind_of(code: str) -> Kind | None:
    """Which classification a code belongs to by its first digit and length; None for what is no such code."""
    if not code.isdigit() or len(code) not in (3, 5, 7, 9):
        return None
    kinds: dict[str, Kind] = {"2": "function", "3": "economy", "5": "gov_economy"}
    kind = kinds.get(code[0])
    if kind is None or (kind == "function" and len(code) == 9):
        return None
    return kind


@dataclass(frozen=True, slots=True)
class Former:
    """A name that was given up: ``name`` is its successor ``since`` that year; ``digits`` of its code's level."""

    code: str
    name: str
    since: int

    @property
    def digits(self) -> int:
        """3 for a 类, 5 for a 款, 7 for a 项."""
        return len(self.code)


@cache
def former_names() -> dict[str, tuple[Former, ...]]:
    """The names of functional subjects that an edition gave up, by the name as ``plain`` has it."""
    found: dict[str, list[Former]] = {}
    for row in _rows("former"):
        found.setdefault(plain(row["former"]), []).append(Former(row["code"], row["name"], int(row["since"])))
    return {name: tuple(f) for name, f in found.items()}


_FUNDS = {"一般公共预算": "general", "政府性基金预算": "govfund", "国有资本经营预算": "capital"}


@cache
def _funds() -> dict[str, frozenset[str]]:
    """The budgets that documents of several issuers print each functional code in."""
    found: dict[str, set[str]] = {}
    for row in _rows("functional"):
        if row["evidence"].startswith("multi_issuer"):
            found.setdefault(row["code"], set()).update(_FUNDS[f] for f in row["fund"].split("/") if f in _FUNDS)
    return {code: frozenset(funds) for code, funds in found.items()}


def funds_of(code: str) -> frozenset[str]:
    """The budgets (general, govfund, capital) that the functional ``code`` belongs to; empty where it is not sure."""
    return _funds().get(code, frozenset())
