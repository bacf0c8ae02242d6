"""The document as a run of pages: what stands in order, where a page begins, and which pages lie across."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil

from yusuan.model.document import Chart, Document, Part, Prose, Table, TableCell
from yusuan.model.text import Text
from yusuan.publish.errors import PublishError
from yusuan.publish.measure import ACROSS, ALONG, HIGH, LOW, At, Fitted, decimals, ems, fitted, placed, tightened

#: Rows of a table that may follow its paragraph on the same page.
_SHORT = 8
#: Points that a heading takes above the first table under it.
_HEADING = 64.0
_NUMBERING = "一二三四五六七八九十百零〇0123456789（）()、.． "


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``level`` 1 to 3. ``anchor``: its name inside the document, the same in every format."""

    text: str
    level: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A table as it is set. ``headed``: its title stands right above it as a heading and is not printed again.

    ``listed``: its title is itself a heading of level 2, which the contents list. ``cells``: each where it stands;
    ``points``: the decimal places of each column of amounts. ``label``: what it is called where it has no title.
    """

    table: Table
    fitted: Fitted
    anchor: str
    cells: tuple[At, ...]
    points: dict[int, int]
    headed: bool = False
    listed: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that stands in the run; ``new_page``: at the top of a page."""

    what: Heading | Prose | Statement | Chart
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """Pieces on pages of one orientation."""

    landscape: bool
    pieces: tuple[Piece, ...]


def stretches(document: Document) -> tuple[Stretch, ...]:
    """Cut the document where its pages turn; a heading goes with the table that it stands above."""
    pieces = list(_pieces(document))
    across = False
    sides: list[bool] = []
    for piece in reversed(pieces):
        match piece.what:
            case Statement() as statement:
                across = statement.fitted.landscape
            case Heading():
                pass
            case _:
                across = False
        sides.append(across)
        if piece.new_page and isinstance(piece.what, Heading):
            across = False
    sides.reverse()
    made: list[Stretch] = []
    for piece, side in zip(pieces, sides, strict=True):
        if made and made[-1].landscape == side:
            made[-1] = replace(made[-1], pieces=(*made[-1].pieces, piece))
        else:
            # A turned page begins anew by itself.
            made.append(Stretch(side, (replace(piece, new_page=False),)))
    return tuple(made)


def laid(table: Table) -> tuple[At, ...]:
    """Each cell of a table where it stands, and a blank one where a row ends too soon.

    Raises PublishError where two cells, or a cell and the edge, collide.
    """
    cells = tuple(placed(table))
    taken: set[tuple[int, int]] = set()
    head, rows, wide = len(table.head), len(table.head) + len(table.rows), len(table.widths)
    for at in cells:
        down, across = at.row + at.cell.row_span, at.column + at.cell.column_span
        spots = {(at.row, at.column)}
        if down - at.row > 1 or across - at.column > 1:
            spots = {(r, c) for r in range(at.row, down) for c in range(at.column, across)}
        if down > (head if at.row < head else rows) or across > wide or not taken.isdisjoint(spots):
            where = f"{table.number}{table.title} 第 {at.row + 1} 行第 {at.column + 1} 列"
            raise PublishError(
                Text(
                    f"{where}的单元格“{at.cell.text[:20]}”超出表头、表格，或与别的单元格重叠",
                    f"table {table.number} {table.title}, row {at.row + 1}, column {at.column + 1}: a cell overlaps "
                    "another one or the edge of the head or the table",
                )
            )
        taken |= spots
    if len(taken) == rows * len(table.widths):
        return cells
    blank = TableCell("", "blank")
    more = [At(r, c, blank) for r in range(rows) for c in range(len(table.widths)) if (r, c) not in taken]
    return tuple(sorted((*cells, *more), key=lambda at: (at.row, at.column)))


def headings(runs: tuple[Stretch, ...]) -> tuple[Heading, ...]:
    """The table of contents: headings of level 1 and 2, and the titles of tables that stand for one."""
    found: list[Heading] = []
    for piece in (p.what for s in runs for p in s.pieces):
        match piece:
            case Heading() as heading if heading.level <= 2:
                found.append(heading)
            case Statement() as statement if statement.listed:
                found.append(Heading(statement.table.title, 2, statement.anchor))
    return tuple(found)


def cover_lines(document: Document) -> list[str]:
    """The title over the lines of a cover: the year and what it is of stand apart from the body's name."""
    title = document.title
    if document.body and document.body in title:
        before, after = title.split(document.body, 1)
        return [x for x in (before, document.body, after) if x]
    return [title]


def bare(heading: str) -> str:
    """A heading without the number that it begins with, and without blanks."""
    return "".join(heading.lstrip(_NUMBERING).split())


def _pieces(document: Document) -> Iterator[Piece]:
    counter = iter(range(1, 1_000_000))
    for part in document.parts:
        yield from _part(part, counter)


def _around(table: Table, fitted: Fitted) -> float:
    """Points that number, title, unit and notes of a table take."""
    width = ALONG if fitted.landscape else ACROSS
    notes = sum(18.0 * ceil(ems(n) * 10.5 / width) for n in table.notes)
    return (22.0 if table.number else 0.0) + (32.0 if table.title else 0.0) + 24.0 + notes


def _part(part: Part, counter: Iterator[int]) -> Iterator[Piece]:
    tables = [b for b in part.blocks if isinstance(b, Table)]
    alone = len(tables) == 1 and bool(tables[0].title) and bare(part.heading) == bare(tables[0].title)
    begins = part.level == 1 or (bool(part.blocks) and isinstance(part.blocks[0], Table))
    yield Piece(Heading(part.heading, part.level, f"p{next(counter)}"), begins)
    before: Prose | Table | Chart | None = None
    for i, block in enumerate(part.blocks):
        match block:
            case Table():
                headed = alone and i == 0
                listed = part.level == 1 and not alone and bool(block.title)
                label = block.title or part.heading
                short = isinstance(before, Prose) and len(block.rows) <= _SHORT
                cells = laid(block)
                points = decimals(block, cells)
                sized = fitted(block, cells, points)
                above = _HEADING if i == 0 else 0.0
                sized = tightened(sized, cells, (LOW if sized.landscape else HIGH) - above - _around(block, sized))
                statement = Statement(block, sized, f"t{next(counter)}", cells, points, headed, listed, label)
                yield Piece(statement, i > 0 and not short)
            case _:
                yield Piece(block, isinstance(before, Table) and part.level == 1)
        before = block
    for below in part.parts:
        yield from _part(below, counter)
