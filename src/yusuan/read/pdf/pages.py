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
from yusuan.read.pdf.drawn import Drawn, drawn_on
from yusuan.read.pdf.frame import Box, Frame, frame_of
from yusuan.read.pdf.indent import indents
from yusuan.read.pdf.lattice import Lattice, lattices
from yusuan.read.pdf.lines import Printed, as_drawn, joined, printed_lines
from yusuan.read.pdf.runs import Run, upright_turns, written_on


@dataclass(frozen=True, slots=True)
class Laid:
    """A page as laid out, and what of its characters is in no block: ``hidden`` texts, overprinted ``copies``."""

    page: Page
    hidden: tuple[str, ...]
    copies: int


def read_page(handles: tuple[Any, Any], number: int, source: Source, limits: Limits) -> Page:
    """Page ``number`` (from 1) out of its handles (page, text). Raises TooLargeError."""
    return laid_out(handles, number, source, limits).page


def laid_out(handles: tuple[Any, Any], number: int, source: Source, limits: Limits) -> Laid:
    """The same, with what was dropped. Raises TooLargeError."""
    page, text = native.address(handles[0]), native.address(handles[1])
    left, bottom, right, top, turns = native.page_frame(handles[0])
    frame = frame_of((left, bottom, right, top), turns, upright_turns(text, turns))
    runs = written_on(text, frame.matrix, limits.max_chars)
    drawn = drawn_on(page, frame.matrix, limits.max_paths)
    return lay(runs, drawn, Clips(text, frame.matrix, drawn.forms), frame, number, source)


def lay(runs: list[Run], drawn: Drawn, clips: Clips, frame: Frame, number: int, source: Source) -> Laid:
    """Lay out what is written and drawn on page ``number`` (from 1), whatever format it comes from."""
    tables = lattices(drawn, _usual_size(runs)) if runs else []
    shared = shared_out(tables, runs, clips, (frame.width, frame.height))
    sheet = _Sheet(source, number, frame)
    blocks: list[tuple[Box, TextLine | Grid]] = []
    for table, cells in zip(tables, shared.cells, strict=True):
        if any(cells):
            blocks.append((table.box, sheet.grid(table, cells)))
    lines = printed_lines(shared.outside, "\t")
    if shared.slanted:
        lines.append(as_drawn(shared.slanted))
    blocks.extend((line.box, sheet.line(line)) for line in lines)
    blocks.sort(key=lambda block: (block[0][1], block[0][0]))
    result = Page(
        number=number,
        blocks=tuple(block for _, block in blocks),
        numbers=sheet.numbers,
        width=frame.shown[0],
        height=frame.shown[1],
        has_text=bool(runs) or not drawn.images,
    )
    return Laid(result, tuple(run.text for run in shared.hidden), sheet.copies)


def _usual_size(runs: list[Run]) -> float:
    """The height in points that half of a page's runs are not above."""
    heights = sorted([run.bottom - run.top for run in runs])
    return heights[len(heights) // 2]


@dataclass(slots=True)
class _Sheet:
    """Makes the blocks of one page and counts, meanwhile, the numbers printed in them and the copies dropped."""

    source: Source
    number: int
    frame: Frame
    numbers: int = 0
    copies: int = 0

    def line(self, printed: Printed) -> TextLine:
        """A line outside all tables."""
        self.numbers += numbers.count(printed.text)
        self.copies += printed.copies
        return TextLine(printed.text, self._place(printed.box))

    def grid(self, table: Lattice, runs: list[list[Run]]) -> Grid:
        """A table with its text."""
        printed = [printed_lines(own, " ") if own else [] for own in runs]
        indent = indents(table.boxes, printed)
        cells = []
        straight = self.frame.back is None
        for index, (box, lines) in enumerate(zip(table.boxes, printed, strict=True)):
            text = lines[0].text if lines else ""
            if len(lines) > 1:
                text, mended = joined(lines, box.box[0], box.box[2])
                self.numbers -= mended
            if index in indent:
                text = " " * indent[index] + text
            row, column, row_span, column_span, at = box
            shown = at if straight else self.frame.place(at)
            place = Place(self.source, self.number, shown, None, None, None, (row, column))
            cells.append(Cell(text, row, column, row_span, column_span, place))
        every = [line for lines in printed for line in lines]
        self.numbers += numbers.count("\n".join([line.text for line in every]))
        self.copies += sum([line.copies for line in every])
        return Grid(tuple(cells), len(table.ys) - 1, len(table.xs) - 1, self._place(table.box))

    def _place(self, box: Box) -> Place:
        """The place of something at ``box`` (as read) on the page."""
        return Place(self.source, page=self.number, box=self.frame.place(box))
