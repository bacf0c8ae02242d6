"""What stitching makes of a source's pages: whole tables with their captions, and the sections between them."""

from dataclasses import dataclass

from yusuan.model.disclosure import Section, Token
from yusuan.model.grid import Grid, TextLine
from yusuan.model.place import Place


@dataclass(frozen=True, slots=True)
class RawTable:
    """One table, stitched over its pages, not yet interpreted.

    ``title``: as printed, without its number ('' where none stands there); ``number``: '表1', '公开01表' …, '' if none.
    ``unit``: 元, 万元 … as printed near it ('' if not said); ``body_name``: after 单位名称：, 编制部门： ….
    ``grid``: all its pages' rows, repeated heads dropped; each cell keeps its own page's place.
    ``captions``/``notes``: the lines above and under it that belong to it. ``section``: index of the section it is in.
    """

    title: str
    number: str
    unit: str
    body_name: str
    grid: Grid
    captions: tuple[TextLine, ...]
    notes: tuple[TextLine, ...]
    place: Place
    section: int


@dataclass(frozen=True, slots=True)
class Stitched:
    """A source's tables and sections; every block of every page is in exactly one of them, or in ``furniture``.

    ``furniture``: page numbers and running heads. ``tokens``: the numeric tokens that stitching itself accounts for
    (furniture, captions, repeated heads).
    """

    tables: tuple[RawTable, ...]
    sections: tuple[Section, ...]
    furniture: tuple[TextLine, ...]
    tokens: tuple[Token, ...]
