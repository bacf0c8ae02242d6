"""What a page holds before anything is understood: lines of text and grids of cells, in reading order."""

from dataclasses import dataclass, field

from yusuan.model.place import Place, Source
from yusuan.model.quick import quick


@quick
@dataclass(frozen=True, slots=True)
class TextLine:
    """One printed line outside any grid."""

    text: str
    place: Place


@quick
@dataclass(frozen=True, slots=True)
class Cell:
    """One cell at its top left ``row``/``column`` (from 0); a merged cell spans more than one of either.

    Out of a picture: ``confidence``, the probability (0 to 1) of its least sure digit (character, where it has none);
    ``readings``, what else its number may say, likeliest first.
    """

    text: str
    row: int
    column: int
    row_span: int
    column_span: int
    place: Place
    confidence: float = 1.0
    readings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as drawn: every cell once, in row-major order; what a merge covers has no cell of its own.

    ``head`` is how many leading rows are marked as head by the format itself (HTML th, DOCX repeated head); 0 if not.
    """

    cells: tuple[Cell, ...]
    n_rows: int
    n_columns: int
    place: Place
    head: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """One page (a text file is one page) with its blocks in reading order.

    ``numbers`` counts the numeric tokens in the page's raw characters, before any block was made of them:
    what the accountability is measured against. ``width``/``height`` in points, 0 where there is no page.
    ``furniture``: running heads and feet where the format itself keeps them apart from the text (DOCX).
    """

    number: int
    blocks: tuple[TextLine | Grid, ...]
    numbers: int
    width: float = 0.0
    height: float = 0.0
    has_text: bool = True
    furniture: tuple[TextLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Pages:
    """A whole source as pages. ``notes``: what the reader could not do and why (Chinese, for the user)."""

    source: Source
    pages: tuple[Page, ...]
    notes: tuple[str, ...] = field(default=())
