"""What was read of a document as its author would have typed it: paragraphs whole, tables whole or cut at page breaks.

Made of the pages and of what stitching says belongs together; what a page prints by itself (its number, a head of a
table printed again) is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from yusuan.model.grid import Grid, Page, Pages, TextLine
from yusuan.model.place import Place
from yusuan.read.interpret.head import head_height
from yusuan.read.interpret.matrix import matrix_of
from yusuan.read.stitch import stitch
from yusuan.read.table import RawTable


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, ``level`` from 1."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Break:
    """A page break."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its first ``head`` rows are its head."""

    grid: Grid
    head: int


Block = TextLine | Heading | Table | Break


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table by itself: the lines above it, it, the lines under it."""

    title: str
    above: tuple[str, ...]
    table: Table
    below: tuple[str, ...]


def flowed(pages: Pages, *, cut: bool = False) -> list[Block]:
    """The blocks of ``pages`` in order; with ``cut``, page by page, a table in as many pieces as it has pages."""
    return list(_Flow(pages).blocks(cut=cut))


def sheets(pages: Pages) -> tuple[list[str], list[Sheet]]:
    """The lines of the first page, and each table by itself."""
    cover = [b.text for b in pages.pages[0].blocks if isinstance(b, TextLine)]
    return cover, [
        Sheet(t.title, tuple(x.text for x in t.captions), table_of(t.grid), tuple(x.text for x in t.notes))
        for t in stitch(pages).tables
    ]


def one_page(blocks: list[Block], like: Pages) -> Pages:
    """Blocks as the only page of a source, for writers that take pages."""
    kept: list[TextLine | Grid] = []
    place = Place(like.source)
    for block in blocks:
        if isinstance(block, Table):
            kept.append(block.grid)
        elif not isinstance(block, Break):
            kept.append(TextLine(block.text, place))
    return Pages(like.source, (Page(1, tuple(kept), 0),))


def table_of(grid: Grid) -> Table:
    return Table(grid, head_height(matrix_of(grid)))


class _Flow:
    """Goes through the pages and hands each paragraph and table on where it begins."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        stitched = stitch(pages)
        self._paragraphs: dict[Place, str] = {}
        self._done: set[Place] = {line.place for line in stitched.furniture}
        self._levels: dict[str, int] = {}
        self._tables: dict[Place, RawTable] = {}
        self._captions = {x.place for t in stitched.tables for x in (*t.captions, *t.notes)}
        self._begun: set[int] = set()
        for section in stitched.sections:
            for level, heading in enumerate(section.path, 1):
                self._levels.setdefault("".join(heading.split()), level)
            for paragraph in section.paragraphs:
                self._paragraphs[paragraph.pieces[0][1]] = paragraph.text
                self._done.update(place for _, place in paragraph.pieces[1:])
        for table in stitched.tables:
            for cell in table.grid.cells:
                self._tables.setdefault(cell.place, table)

    def blocks(self, *, cut: bool) -> Iterator[Block]:
        for number, page in enumerate(self._pages.pages):
            if number and cut:
                yield Break()
            for block in page.blocks:
                if isinstance(block, TextLine):
                    yield from self._line(block.text, block.place)
                elif cut and any(c.place in self._tables for c in block.cells):
                    yield Table(block, 0)
                else:
                    yield from self._grid(block)

    def _line(self, text: str, place: Place) -> Iterator[Block]:
        if place in self._done or not text.strip():
            return
        text = self._paragraphs.get(place, text)
        level = self._levels.get("".join(text.split()))
        yield Heading(text, level) if level else TextLine(text, place)

    def _grid(self, grid: Grid) -> Iterator[Block]:
        """The tables that begin in ``grid``; the texts in it that belong to none as lines."""
        for cell in grid.cells:
            table = self._tables.get(cell.place)
            if table is None:
                # A head that is printed again on the next page says nothing of its own.
                if cell.text and (cell.place in self._paragraphs or cell.place in self._captions):
                    yield from self._line(cell.text, cell.place)
            elif id(table) not in self._begun:
                self._begun.add(id(table))
                yield table_of(table.grid)
