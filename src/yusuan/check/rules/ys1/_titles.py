"""Titles of statements, in the table of contents and over the tables, brought to one form and matched."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from yusuan.catalog.layouts import kind_of_title
from yusuan.catalog.normal import LIST_NUMBER, plain
from yusuan.model.disclosure import Disclosure, Statement
from yusuan.model.place import Place

#: 表1 · 表一 · 公开01表 · 预算01表 · 附表2 in front of a title.
_NUMBER = re.compile(r"^(?:附?表|公开表?|预算|财决公开|GK)\(?[0-9一二三四五六七八九十]{1,3}\)?表?[:：、.]?")
_YEAR = re.compile(r"20\d\d年?度?")
#: 1. 2025年…: without its space, the list number runs into the year.
_NUMBERED_YEAR = re.compile(r"^\d{1,2}[、.](?=20\d\d年)")
_LEADERS = re.compile(r"[.…·_\-]{2,}.*$|(?<=表)\d{1,3}$|(?<=\))\d{1,3}$")
_TABLE = re.compile(r"表(?:\([^()]{1,20}\))?$")
#: Words that one title has and its twin lacks without being another table.
_LOOSE = re.compile(r"部门|单位|预算|决算|情况|本年|当年|总体|财务|市级|区级|省级|本级|拨款|表|和|及|的")
_ALIKE = 82  # per cent
_LONGEST = 40  # characters of a title
#: 一般公共预算支出表的说明: about a table, and no title of it.
_ABOUT = re.compile(r"说明|情况$|分析")
_FEW = 4  # numbers that show how the tables are numbered
_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")}
_COUNT = re.compile(r"(\D*?)0*(\d{1,2}|[一二三四五六七八九十]{1,3})(表?)")


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement that the table of contents names: ``title`` as printed, ``kind`` of the catalog."""

    title: str
    kind: str
    place: Place


def bare_title(title: str) -> str:
    """Strip ``title`` of spaces, quotes, its number, its year and its page number."""
    text = _NUMBERED_YEAR.sub("", _LEADERS.sub("", plain(title)))
    for _ in range(3):
        text = _NUMBER.sub("", LIST_NUMBER.sub("", text))
    return _YEAR.sub("", text)


def listed(disclosure: Disclosure) -> tuple[Entry, ...]:
    """Find the statements that the table of contents, or a table that is one, lists: each title once, in its order."""
    found: dict[str, Entry] = {}
    for text, place in (*_contents(disclosure), *_index(disclosure)):
        title = bare_title(text)
        kind = kind_of_title(title) if _TABLE.search(title) and len(title) <= _LONGEST else None
        if kind is not None and kind.id != "index":
            found.setdefault(title, Entry(title, kind.id, place))
    return tuple(found.values())


def _contents(disclosure: Disclosure) -> Iterator[tuple[str, Place]]:
    for section in disclosure.sections:
        if section.kind == "contents":
            yield from ((p.text, p.pieces[0][1]) for p in section.paragraphs)


def _index(disclosure: Disclosure) -> Iterator[tuple[str, Place]]:
    """The rows of 报表目录, but those that it says are empty tables: of these its word may stand for the table."""
    for statement in disclosure.statements:
        if statement.kind == "index":
            empty = {c.row for c in statement.grid.cells if plain(c.text) in ("是", "空表", "空")}
            yield from ((c.text, c.place) for c in statement.grid.cells if c.row not in empty)


def titles(disclosure: Disclosure) -> frozenset[str]:
    """Every title of a table that stands somewhere outside the contents: over it, as a heading, as a line by itself."""
    unknown = (bare_title(s.title) for s in disclosure.statements if not s.kind)
    return frozenset(filter(None, (*unknown, *(t for t in _titles(disclosure) if "表" in t))))


def _titles(disclosure: Disclosure) -> Iterator[str]:
    for statement in disclosure.statements:
        yield bare_title(statement.title)
        for cell in statement.grid.cells[:4]:
            yield bare_title(cell.text)
    for section in disclosure.sections:
        if section.kind != "contents":
            yield from (bare_title(p) for p in section.path[-1:])
            yield from (bare_title(p.text) for p in section.paragraphs if len(p.text) <= 60)


def is_there(entry: Entry, disclosure: Disclosure, known: frozenset[str]) -> bool:
    """Say whether the statement of ``entry`` is in the document, by kind or by a title that is nearly the same."""
    if any(s.kind == entry.kind for s in disclosure.statements):
        return True
    return any(_alike(entry, title) for title in known)


def _alike(entry: Entry, title: str) -> bool:
    kind = kind_of_title(title)
    if kind is not None and kind.id != entry.kind:
        return False  # 一般公共预算支出表 is not 一般公共预算基本支出表, however near they are
    if entry.title in title:
        return _ABOUT.search(title.rpartition(entry.title)[2]) is None
    wanted, other = _LOOSE.sub("", entry.title), _LOOSE.sub("", title)
    return bool(wanted and other) and 100 * _ratio(wanted, other) >= _ALIKE


def twins_missing(entries: tuple[Entry, ...], disclosure: Disclosure) -> tuple[Entry, ...]:
    """The entries of a kind that is listed more often than printed: those whose title no statement's is closest to."""
    missing: list[Entry] = []
    for kind in {e.kind for e in entries}:
        twins = [e for e in entries if e.kind == kind]
        printed = [bare_title(s.title) for s in disclosure.statements if s.kind == kind]
        if not 0 < len(printed) < len(twins):
            continue
        taken = {_closest(title, twins).title for title in printed}
        if len(taken) == len(printed):
            missing += [e for e in twins if e.title not in taken]
    return tuple(missing)


def _closest(title: str, entries: list[Entry]) -> Entry:
    return max(entries, key=lambda e: _ratio(e.title, title))


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def numbered(disclosure: Disclosure) -> tuple[tuple[int, Statement], ...]:
    """The statements by their printed numbers (表5 → 5), where the numbers are all of one form; none otherwise."""
    found, forms = [], set()
    for statement in disclosure.statements:
        match = _COUNT.fullmatch(plain(statement.number)) if statement.kind not in ("", "index") else None
        if match is not None:
            forms.add((match[1], match[3]))
            found.append((_number(match[2]), statement))
    return tuple(found) if len(forms) == 1 and len(found) >= _FEW else ()


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return (10 * (_DIGITS.get(tens, 1) if tens else 1) if ten else 0) + _DIGITS.get(ones, 0)


def unnamed(disclosure: Disclosure) -> tuple[Statement, ...]:
    """Tables with amounts of which it is not known what they are: any of them could be one that seems to be missing."""
    with_amounts = {n.place for n in disclosure.not_understood if n.what == "statement"}
    return tuple(s for s in disclosure.statements if not s.kind and s.place in with_amounts)
