"""Errors put into headings and tables of a document: another year or body, a table left out, a note emptied."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from narrative_evidence import Evidence

from yusuan.catalog.layouts import expected_statements, kind_by_id
from yusuan.catalog.normal import plain
from yusuan.check.rules.ys1._empty import NOTHING, is_blank
from yusuan.check.rules.ys1._titles import bare_title, listed
from yusuan.model.disclosure import Disclosure
from yusuan.model.place import Place
from yusuan.read.table import RawTable, Stitched


@dataclass(frozen=True, slots=True)
class Slip:
    """One error: what stood there, what stands there now, where, and what contradicts it ('' for nothing).

    ``words``: what a finding that is about it must name, where it is not put at ``places``. ``content``: what a
    dropped table held; that this is missing may be said too.
    """

    kind: str
    old: str
    new: str
    by: str
    words: tuple[str, ...]
    places: tuple[Place, ...]
    stitched: tuple[Stitched, ...]
    content: frozenset[str] = frozenset()


class Parts:
    """A document whose parts errors are put into."""

    def __init__(self, stitched: Sequence[Stitched], disclosure: Disclosure, others: Sequence[str], seed: str) -> None:
        self.stitched, self.disclosure = tuple(stitched), disclosure
        self.evidence = Evidence(disclosure)
        named = plain("\n".join(_all_text(disclosure)))
        self.others = [o for o in others if plain(o) not in named]
        body = plain(disclosure.identity.body)
        self.again = "the other places" if body and named.count(body) > 1 else ""
        self.chance = random.Random(seed)
        self.year = disclosure.identity.year

    # --- headings and tables --------------------------------------------------------------------------------------

    def headings(self) -> Iterator[Slip]:
        body, year = self.disclosure.identity.body, str(self.year)
        for part, stitched in enumerate(self.stitched):
            for index, section in enumerate(stitched.sections):
                if not section.path or (
                    index and stitched.sections[index - 1].path[: len(section.path)] == section.path
                ):
                    continue
                words = section.path[-1]
                if f"{year}年" in words:
                    new = words.replace(year, str(self.year - 1), 1)
                    by = "the other places" if re.search(r"预算|决算", words) and len(words) < 50 else ""
                    yield self._heading("year: heading", part, section.path, new, by, section.place)
                if body and body in words and self.others:
                    other = self.chance.choice(self.others)
                    new = words.replace(body, other, 1)
                    own = re.search(r"概况|预算|决算|主要职|机构设置", words.partition(body)[2])
                    by = self.again if own else ""
                    yield self._heading("body: heading", part, section.path, new, by, section.place, other)

    def _heading(
        self, kind: str, part: int, path: tuple[str, ...], new: str, by: str, place: Place, word: str = ""
    ) -> Slip:
        depth = len(path)
        changed = tuple(
            replace(s, path=(*path[:-1], new, *s.path[depth:])) if s.path[:depth] == path else s
            for s in self.stitched[part].sections
        )
        one = replace(self.stitched[part], sections=changed)
        return Slip(kind, path[-1], new, by, (word or new,), (place,), self.put(part, one))

    def put(self, part: int, one: Stitched) -> tuple[Stitched, ...]:
        """All parts with ``one`` in place of the part number ``part``."""
        return (*self.stitched[:part], one, *self.stitched[part + 1 :])

    def tables(self) -> Iterator[Slip]:
        body = self.disclosure.identity.body
        wanted = {k.id for k in expected_statements(self.disclosure.identity)}
        contents = plain(
            "".join(p.text for s in self.disclosure.sections if s.kind == "contents" for p in s.paragraphs)
        )
        kinds = [s.kind for s in self.disclosure.statements]
        by_place = {s.grid.place: s for s in self.disclosure.statements}
        unknown = any(not s.kind and not s.empty for s in self.disclosure.statements)
        for part, stitched in enumerate(self.stitched):
            for index, table in enumerate(stitched.tables):
                statement = by_place.get(table.grid.place)
                if statement is None or statement.kind in ("", "index"):
                    continue
                rest = (*stitched.tables[:index], *stitched.tables[index + 1 :])
                said = tuple(e.title for e in listed(self.disclosure) if e.kind == statement.kind)
                title = plain(table.title)
                once = kinds.count(statement.kind) == 1 and not unknown
                by = "the contents" if title and title in contents else ""
                by = by or ("the locality's list" if statement.kind in wanted else "")
                yield Slip(
                    "table dropped",
                    table.title,
                    "",
                    by if once else "",
                    (*_short(table.title, statement.kind), *said),
                    (),
                    self.put(part, _without(stitched, rest, table.title)),
                    frozenset(plain(c.text) for c in table.grid.cells if len(plain(c.text)) > 4),
                )
                if table.body_name and plain(table.body_name) == plain(body) and self.others:
                    other = self.chance.choice(self.others)
                    one = replace(table, body_name=other)
                    changed = replace(stitched, tables=(*stitched.tables[:index], one, *stitched.tables[index + 1 :]))
                    yield Slip("body: table", body, other, "the other places", (other,), (), self.put(part, changed))
                if is_blank(statement) and any(NOTHING.search(plain(n.text)) for n in table.notes):
                    one = replace(table, notes=())
                    changed = replace(stitched, tables=(*stitched.tables[:index], one, *stitched.tables[index + 1 :]))
                    by = "the empty table" if not self._said_for_all() else ""
                    yield Slip(
                        "note emptied",
                        table.title,
                        "",
                        by,
                        _short(table.title, statement.kind),
                        (),
                        self.put(part, changed),
                    )

    def _said_for_all(self) -> bool:
        words = "".join(p.text for s in self.disclosure.sections for p in s.paragraphs)
        return re.search(r"是否空表|空表理由|空表表示|空表说明", plain(words)) is not None


def _all_text(disclosure: Disclosure) -> Iterator[str]:
    for section in disclosure.sections:
        yield from section.path[-1:]
        yield from (p.text for p in section.paragraphs)
    yield from (line.text for line in disclosure.furniture)
    for statement in disclosure.statements:
        yield statement.body_name
        yield from (c.text for c in statement.grid.cells)


def _without(stitched: Stitched, rest: tuple[RawTable, ...], title: str) -> Stitched:
    """Leave a table out, and the heading or line that says nothing but its title."""
    bare = bare_title(title)
    sections = tuple(
        replace(
            s,
            path=s.path[:-1] if s.path and not s.paragraphs and bare_title(s.path[-1]) == bare else s.path,
            paragraphs=tuple(p for p in s.paragraphs if bare_title(p.text) != bare),
        )
        if s.kind != "contents"
        else s
        for s in stitched.sections
    )
    return replace(stitched, tables=rest, sections=sections)


def _short(title: str, kind: str) -> tuple[str, ...]:
    """A table by its title without the year, or by its kind."""
    return tuple(w for w in (re.sub(r"^20\d\d年度?", "", plain(title)), kind_by_id(kind).name.zh) if len(w) > 3)
