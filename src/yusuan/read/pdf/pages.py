"""One page of a PDF as blocks in reading order: grids where its rulings make tables, lines of text elsewhere."""

from dataclasses import dataclass
from typing import Any

from yusuan.model.grid import Cell, Grid, Page, TextLine
from yusuan.model.place import Place, Source
from yusuan.read import numbers
from yusuan.read.limits import Limits
from yusuan.read.pdf import native
from yusuan.read.pdf.cells import shared_out
from yusuan.read.pdf.clips import Clips
from yusuan.read.pdf.drawn import drawn_on
from yusuan.read.pdf.frame import frame_of
from yusuan.read.pdf.indent import indents
from yusuan.read.pdf.lattice import Lattice, lattices
from yusuan.read.pdf.lines import joined, printed_lines
from yusuan.read.pdf.runs import Run, written_on


@dataclass(frozen=True, slots=True)
class Laid:
    """A page as laid out, and what of its characters is in no block: ``hidden`` texts, overprinted ``copies``."""

    page: Page
    hidden: tuple[str, ...]
    copies: int


@dataclass(slots=True)
class _Count:
    """What is counted while a page is laid out."""

    numbers: int = 0
    copies: int = 0


def read_page(handles: tuple[Any, Any], number: int, source: Source, limits: Limits) -> Page:
    """Page ``number`` (from 1) out of its handles (page, text). Raises TooLargeError."""
    return laid_out(handles, number, source, limits).page


def laid_out(handles: tuple[Any, Any], number: int, source: Source, limits: Limits) -> Laid:
    """The same, with what was dropped. Raises TooLargeError."""
    page, text = native.address(handles[0]), native.address(handles[1])
    left, bottom, right, top, turns = native.page_frame(handles[0])
    frame = frame_of((left, bottom, right, top), turns)
    written = written_on(text, frame.matrix, limits.max_chars)
    drawn = drawn_on(page, frame.matrix, limits.max_paths)
    tables = lattices(drawn, _usual_size(written.runs)) if written.runs else []
    clips = Clips(written.owners, frame.matrix, drawn.forms)
    shared = shared_out(tables, written.runs, clips, (frame.width, frame.height))
    blocks: list[TextLine | Grid] = []
    count = _Count()
    for table, cells in zip(tables, shared.cells, strict=True):
        if any(cells):
            blocks.append(_grid(table, cells, source, number, count))
    for line in printed_lines(shared.outside, "\t"):
        blocks.append(TextLine(line.text, Place(source, page=number, box=line.box)))
        count.numbers += len(numbers.tokens(line.text))
        count.copies += line.copies
    blocks.sort(key=_top)
    result = Page(
        number=number,
        blocks=tuple(blocks),
        numbers=count.numbers,
        width=frame.width,
        height=frame.height,
        has_text=bool(written.runs) or not drawn.images,
    )
    return Laid(result, tuple(run.text for run in shared.hidden), count.copies)


def _usual_size(runs: list[Run]) -> float:
    """The height in points that half of a page's runs are not above."""
    heights = sorted([run.bottom - run.top for run in runs])
    return heights[len(heights) // 2]


def _top(block: TextLine | Grid) -> tuple[float, float]:
    """Where a block starts, from the top down and then from the left."""
    box = block.place.box or (0.0, 0.0, 0.0, 0.0)
    return box[1], box[0]


def _grid(table: Lattice, runs: list[list[Run]], source: Source, number: int, count: _Count) -> Grid:
    """A table with its text."""
    printed = [printed_lines(own, " ") if own else [] for own in runs]
    indent = indents(table.boxes, printed)
    cells = []
    for index, (box, lines) in enumerate(zip(table.boxes, printed, strict=True)):
        text = ""
        if lines:
            text, mended = joined(lines, box.box[0], box.box[2])
            text = " " * indent.get(index, 0) + text
            count.numbers += sum([len(numbers.tokens(line.text)) for line in lines]) - mended
            count.copies += sum([line.copies for line in lines])
        place = Place(source, page=number, box=box.box, cell=(box.row, box.column))
        cells.append(Cell(text, box.row, box.column, box.row_span, box.column_span, place))
    place = Place(source, page=number, box=table.box)
    return Grid(tuple(cells), len(table.ys) - 1, len(table.xs) - 1, place)
