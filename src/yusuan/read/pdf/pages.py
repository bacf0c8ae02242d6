"""One page of a PDF as blocks in reading order: grids where its rulings make tables, lines of text elsewhere."""

from typing import Any

from yusuan.model.grid import Cell, Grid, Page, TextLine
from yusuan.model.place import Place, Source
from yusuan.read import numbers
from yusuan.read.limits import Limits
from yusuan.read.pdf import native
from yusuan.read.pdf.cells import into_cells
from yusuan.read.pdf.drawn import drawn_on
from yusuan.read.pdf.frame import frame_of
from yusuan.read.pdf.lattice import Lattice, lattices
from yusuan.read.pdf.lines import joined, printed_lines
from yusuan.read.pdf.runs import Run, written_on


def read_page(handles: tuple[Any, Any], number: int, source: Source, limits: Limits) -> Page:
    """Page ``number`` (from 1) out of its handles (page, text). Raises TooLargeError."""
    page, text = handles
    left, bottom, right, top, turns = native.page_frame(page)
    frame = frame_of((left, bottom, right, top), turns)
    written = written_on(native.address(text), frame.matrix, limits.max_chars)
    drawn = drawn_on(native.address(page), frame.matrix, limits.max_paths)
    tables = lattices(drawn)
    inside, outside = _shared_out(tables, written.runs)
    blocks: list[TextLine | Grid] = []
    for table, runs in zip(tables, inside, strict=True):
        if runs:
            blocks.append(_grid(table, runs, source, number))
    blocks.extend(
        TextLine(line.text, Place(source, page=number, box=line.box)) for line in printed_lines(outside, "\t")
    )
    blocks.sort(key=_top)
    return Page(
        number=number,
        blocks=tuple(blocks),
        numbers=len(numbers.tokens(written.raw)),
        width=frame.width,
        height=frame.height,
        has_text=bool(written.runs) or not drawn.images,
    )


def _top(block: TextLine | Grid) -> tuple[float, float]:
    """Where a block starts, from the top down and then from the left."""
    box = block.place.box or (0.0, 0.0, 0.0, 0.0)
    return box[1], box[0]


def _shared_out(tables: list[Lattice], runs: list[Run]) -> tuple[list[list[Run]], list[Run]]:
    """The runs inside each table (the smallest that holds a run's middle), and those outside all."""
    inside: list[list[Run]] = [[] for _ in tables]
    outside: list[Run] = []
    order = sorted(range(len(tables)), key=lambda i: _size(tables[i]))
    for run in runs:
        x, y = (run.x0 + run.x1) / 2, (run.top + run.bottom) / 2
        for i in order:
            left, top, right, bottom = tables[i].box
            if left <= x <= right and top <= y <= bottom:
                inside[i].append(run)
                break
        else:
            outside.append(run)
    return inside, outside


def _size(table: Lattice) -> float:
    """The area of a table."""
    left, top, right, bottom = table.box
    return (right - left) * (bottom - top)


def _grid(table: Lattice, runs: list[Run], source: Source, number: int) -> Grid:
    """A table with its text."""
    cells = []
    for box, own in zip(table.boxes, into_cells(table, runs), strict=True):
        text = joined(printed_lines(own, " "), box.box[2]) if own else ""
        place = Place(source, page=number, box=box.box, cell=(box.row, box.column))
        cells.append(Cell(text, box.row, box.column, box.row_span, box.column_span, place))
    place = Place(source, page=number, box=table.box)
    return Grid(tuple(cells), len(table.ys) - 1, len(table.xs) - 1, place)
