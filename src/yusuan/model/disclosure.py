"""A whole published disclosure as understood: statements, facts, narrative, and what was not understood."""

from bisect import bisect_right
from dataclasses import dataclass
from operator import itemgetter
from typing import Literal

from yusuan.model.coordinate import Coordinate
from yusuan.model.fact import Claim, Fact
from yusuan.model.grid import Grid, TextLine
from yusuan.model.place import Place, Source
from yusuan.model.quick import quick
from yusuan.model.text import Text

ColumnRole = Literal["code", "name", "amount", "text", "index", "ratio", "count", "date", "blank", "unknown"]
RowRole = Literal["head", "index", "total", "data", "blank", "note", "unknown"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a statement: its ``header`` phrases from the top down, its role and what it adds to the point.

    ``side`` tells the halves of a two-sided table apart: 0 left (or the only one), 1 right.
    ``subset``: its header says 其中, so its siblings need not be the whole.
    """

    index: int
    header: tuple[str, ...]
    role: ColumnRole
    delta: tuple[tuple[str, str], ...]
    unit: str = ""
    side: int = 0
    subset: bool = False


@quick
@dataclass(frozen=True, slots=True)
class Row:
    """A row of a statement on one ``side``: its label and code as printed, and what it adds to the point."""

    index: int
    label: str
    code: str
    role: RowRole
    delta: tuple[tuple[str, str], ...]
    side: int = 0
    indent: int = 0
    subset: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """One table of the disclosure, stitched over its pages.

    ``kind``: id of the statement kind in the catalog ('' where it was not recognised); ``title`` and ``number`` as
    printed; ``fixed``: the point that the title alone gives; ``unit``: of its amounts; ``grid``: the stitched grid
    (repeated heads dropped, each cell with its own page); ``notes``: the lines under it; ``empty``: prints no amount
    but zeros; ``unit_said``: the unit is printed at this table, not taken from the others.
    """

    index: int
    kind: str
    title: str
    number: str
    fixed: Coordinate
    unit: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    grid: Grid
    notes: tuple[str, ...]
    place: Place
    body_name: str = ""
    empty: bool = False
    unit_said: bool = True


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the narrative, joined over its printed lines.

    ``pieces``: (start offset in ``text``, place) of each printed line, so that a span can be put on its page.
    """

    text: str
    pieces: tuple[tuple[int, Place], ...]

    def place_of(self, start: int) -> Place:
        """The place of the printed line that holds the character at ``start``."""
        return self.pieces[max(0, bisect_right(self.pieces, start, key=itemgetter(0)) - 1)][1]


SectionKind = Literal["cover", "contents", "overview", "narrative", "glossary", "statements", "other"]


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of the document: ``path`` of headings from the outermost to its own."""

    kind: SectionKind
    path: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Project:
    """A project that the document names; ``target`` is the text of its goal, '' where none is printed."""

    name: str
    target: str
    place: Place
    statement: int


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Something with figures that could not be given a meaning; it is reported, never dropped."""

    what: Literal["statement", "column", "row", "cell", "file", "correction"]
    text: str
    why: Text
    place: Place


@dataclass(frozen=True, slots=True)
class Correction:
    """A cell whose text a person corrected: ``row``/``column`` of the stitched grid, from 0; -1 for its unit or title.

    ``printed``: as read out of the document; ``text``: what stands there now.
    """

    statement: int
    row: int
    column: int
    printed: str
    text: str
    why: str
    place: Place


TokenUse = Literal[
    "fact", "claim", "code", "index", "page_number", "table_number", "year", "date", "document_number", "list_number",
    "name", "prose", "count", "ratio", "legal", "period", "contents", "identifier", "unaccounted",
]  # fmt: skip


@quick
@dataclass(frozen=True, slots=True)
class Token:
    """One numeric token of the document and what it was taken for; ``why`` names the positive reason."""

    text: str
    use: TokenUse
    why: str
    place: Place
    in_table: bool


@dataclass(frozen=True, slots=True)
class Identification:
    """What kind of thing the document is, each answer with the words that it was read from."""

    body: str
    year: int
    kind: Literal["budget", "final_accounts", "unknown"]
    level: Literal["department", "unit", "unknown"]
    locality: str
    evidence: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Everything that was read out of one published disclosure (of one file, or of several put together).

    ``furniture``: running heads and feet, which belong to no section. ``corrections``: cells that a person corrected.
    ``pictures``: the pages without a text layer (scans), whether or not they could be recognised.
    """

    identity: Identification
    sources: tuple[Source, ...]
    statements: tuple[Statement, ...]
    facts: tuple[Fact, ...]
    claims: tuple[Claim, ...]
    sections: tuple[Section, ...]
    projects: tuple[Project, ...]
    tokens: tuple[Token, ...]
    not_understood: tuple[NotUnderstood, ...]
    notes: tuple[str, ...] = ()
    pages: int = 0
    furniture: tuple[TextLine, ...] = ()
    corrections: tuple[Correction, ...] = ()
    pictures: tuple[Place, ...] = ()
