"""Where something stands: which file, and the spot in it."""

from dataclasses import dataclass

from yusuan.model.quick import quick


@dataclass(frozen=True, slots=True)
class Source:
    """One input file: ``sha256`` of its bytes, ``name`` as given, ``kind`` as sniffed (pdf, text, xlsx …)."""

    sha256: str
    name: str
    kind: str


@quick
@dataclass(frozen=True, slots=True)
class Place:
    """A spot in a source.

    PDF: ``page`` (from 1) and ``box`` (x0, top, x1, bottom) in points from the top left of the page as shown.
    Text: ``line`` (from 1) and ``column`` (field or character, from 1).
    Workbook: ``sheet`` and ``cell`` (row, column; from 0). A grid's cell has its ``cell`` in every format.
    """

    source: Source
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    line: int | None = None
    column: int | None = None
    sheet: str | None = None
    cell: tuple[int, int] | None = None
