"""All that a document says in words, piece by piece, each with its place and what it is part of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from yusuan.model.disclosure import Disclosure, Paragraph, SectionKind, Statement
from yusuan.model.place import Place

#: A head with words in it: a page number alone says nothing.
_WORDY = re.compile(r"[\u4e00-\u9fff]{4,}")


@dataclass(frozen=True, slots=True)
class Words:
    """One paragraph, heading, title or note. ``kind``: of its section; ``statement``: its index, where it is of one.

    ``heading``: the headings it stands under, for a key that outlives the page.
    """

    text: str
    place: Place
    kind: SectionKind
    heading: str = ""
    statement: int | None = None
    paragraph: Paragraph | None = None

    def place_of(self, start: int) -> Place:
        """Find the place of the character at ``start``: a paragraph may go on over a page."""
        return self.paragraph.place_of(start) if self.paragraph else self.place


def all_words(disclosure: Disclosure) -> Iterator[Words]:
    """Yield headings and paragraphs of all sections, then titles and notes of all statements."""
    for section in disclosure.sections:
        heading = " > ".join(section.path)
        if section.path:
            yield Words(section.path[-1], section.place, section.kind, heading)
        for paragraph in section.paragraphs:
            yield Words(paragraph.text, paragraph.pieces[0][1], section.kind, heading, None, paragraph)
    for statement in disclosure.statements:
        yield Words(statement.title, statement.place, "statements", statement.title, statement.index)
        for note in statement.notes:
            yield Words(note, statement.place, "statements", statement.title, statement.index)


def running_heads(disclosure: Disclosure) -> Iterator[Words]:
    """Yield the running heads and feet that say something, each wording once, at its first place."""
    seen = set()
    for line in disclosure.furniture:
        text = "".join(line.text.split())
        if _WORDY.search(text) and text not in seen:
            seen.add(text)
            yield Words(text, line.place, "other", "页眉页脚")


def notes_of(statement: Statement, disclosure: Disclosure) -> tuple[str, ...]:
    """Everything said under ``statement``: its notes, and the loose lines on its last page that no table took."""
    pages = {c.place.page for c in statement.grid.cells if c.place.page is not None}
    last = max(pages, default=None)
    loose = [
        paragraph.text
        for section in disclosure.sections
        if last is not None and section.kind in ("statements", "other")
        for paragraph in section.paragraphs
        if paragraph.pieces[0][1].page == last and paragraph.pieces[0][1].source == statement.place.source
    ]
    return (*statement.notes, *loose)


def around(text: str, start: int, end: int, width: int = 12) -> str:
    """Quote ``text`` from ``start`` to ``end`` with a little on either side."""
    left, right = max(0, start - width), min(len(text), end + width)
    return f"{'…' if left else ''}{text[left:right].strip()}{'…' if right < len(text) else ''}"
