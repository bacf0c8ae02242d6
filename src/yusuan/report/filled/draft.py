"""A form's sheets while it is filled in: their texts, read again and again as a reader of the filled form would.

A blank cell has no meaning of its own for the reader. So a trial figure is put into every cell that is to be filled,
and the reader says at which point of the cube that figure stands.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from yusuan.catalog.layouts import local_words
from yusuan.model.disclosure import Identification, Statement
from yusuan.model.fact import Fact
from yusuan.model.grid import Pages
from yusuan.model.ledger import Ledger
from yusuan.model.place import Source
from yusuan.read.identify import identify
from yusuan.read.interpret import interpret
from yusuan.read.limits import DEFAULT
from yusuan.read.stitch import stitch
from yusuan.read.workbook.ooxml import read_xlsx
from yusuan.read.workbook.pages import page_of
from yusuan.read.workbook.sheet import Sheet, Spot

#: Cells of a merge that is looked at.
_MOST = 100_000
Box = tuple[int, int, int, int]


@dataclass(slots=True)
class Draft:
    """One sheet: its texts and merges, as in ``Sheet``."""

    name: str
    cells: dict[Spot, str]
    merges: list[Box]

    def sheet(self, more: dict[Spot, str]) -> Sheet:
        """The sheet with ``more`` texts in it."""
        return Sheet(self.name, {**self.cells, **more}, tuple(self.merges))

    def put_rows(self, after: int, count: int, like: int) -> None:
        """Put ``count`` blank rows in after the row ``after``; merges within the row ``like`` are drawn in each."""
        self.cells = {(r + count if r > after else r, c): text for (r, c), text in self.cells.items()}
        moved = [(r0 + count * (r0 > after), c0, r1 + count * (r1 > after), c1) for r0, c0, r1, c1 in self.merges]
        again = [(c0, c1) for r0, c0, r1, c1 in self.merges if r0 == r1 == like]
        self.merges = moved + [(after + n, c0, after + n, c1) for n in range(1, count + 1) for c0, c1 in again]

    def covered(self) -> set[Spot]:
        """The cells that merges hide."""
        return {
            (r, c)
            for r0, c0, r1, c1 in self.merges
            if (r1 - r0 + 1) * (c1 - c0 + 1) <= _MOST
            for r in range(r0, r1 + 1)
            for c in range(c0, c1 + 1)
            if (r, c) != (r0, c0)
        }


def drafts_of(data: bytes) -> dict[str, Draft]:
    """The sheets of a workbook (XLSX) by their names. Raises DamagedError, TooLargeError, EncryptedError."""
    return {s.name: Draft(s.name, dict(s.cells), list(s.merges)) for s in read_xlsx(data, DEFAULT)}


@dataclass(frozen=True, slots=True)
class Seen:
    """What the reader makes of the sheets. ``facts`` by sheet and cell."""

    statements: tuple[Statement, ...]
    facts: dict[tuple[str, Spot], Fact]
    identity: Identification
    lines: tuple[tuple[str, Spot, str], ...]


def seen(
    drafts: Sequence[Draft], source: Source, ledger: Ledger, trial: dict[tuple[str, Spot], str] | None = None
) -> Seen:
    """Read the sheets, with ``trial`` figures in them, as a document of the ledger's body and year."""
    by_sheet: dict[str, dict[Spot, str]] = {}
    for (name, spot), text in (trial or {}).items():
        by_sheet.setdefault(name, {})[spot] = text
    pages = Pages(source, tuple(page_of(d.sheet(by_sheet.get(d.name, {})), source, n) for n, d in enumerate(drafts, 1)))
    stitched = stitch(pages)
    said = identify([stitched], [pages])
    identity = replace(said, body=ledger.body, year=ledger.year, kind=ledger.kind, level=ledger.level)
    with local_words(identity):
        read = interpret(stitched.tables, identity)
    facts = {
        (f.place.sheet, f.place.cell): f for f in read.facts if f.place.sheet is not None and f.place.cell is not None
    }
    captions = [line for table in stitched.tables for line in table.captions]
    prose = [
        (piece.sheet, piece.cell, paragraph.text)
        for section in stitched.sections
        for paragraph in section.paragraphs
        for _, piece in paragraph.pieces[:1]
    ]
    lines = [(x.place.sheet, x.place.cell, x.text) for x in captions] + prose
    known = tuple((sheet, cell, text) for sheet, cell, text in lines if sheet is not None and cell is not None)
    return Seen(read.statements, facts, said, known)


def trial_figures(spots: Iterable[tuple[str, Spot]]) -> dict[tuple[str, Spot], str]:
    """A figure for each cell: no two alike, and none the sum of others."""
    return {spot: f"{700_003 + 371 * n + n * n % 97}.{10 + n * 7 % 89}" for n, spot in enumerate(spots)}


@dataclass(slots=True)
class Board:
    """One statement where it stands: the sheet's rows and columns of its grid.

    ``height``: rows of the grid that are head; ``top``: the sheet's first row below the head.
    """

    statement: Statement
    sheet: str
    rows: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    height: int = 0
    top: int = 0

    def own(self, row: int, column: int) -> Spot:
        """The sheet's cell at a row and column of the grid."""
        return self.rows[row], self.columns[column]


def board_of(statement: Statement, drafts: Mapping[str, Draft]) -> Board | None:
    """The place of a statement on its sheet; None where it goes over several or has no grid."""
    rows: dict[int, int] = {}
    columns: dict[int, int] = {}
    for cell in statement.grid.cells:
        if cell.place.sheet != statement.place.sheet or cell.place.cell is None:
            return None
        rows.setdefault(cell.row, cell.place.cell[0])
        columns.setdefault(cell.column, cell.place.cell[1])
    sheet = statement.place.sheet
    whole = len(rows) == statement.grid.n_rows and len(columns) == statement.grid.n_columns
    if sheet is None or sheet not in drafts or not whole or not rows:
        return None
    listed = [rows[r] for r in range(len(rows))]
    height = min((row.index for row in statement.rows if row.role != "index"), default=len(listed))
    top = listed[max(height, 1) - 1] + 1
    # A head may be merged down over rows that have nothing else.
    top = max([top, *(r1 + 1 for r0, _, r1, _ in drafts[sheet].merges if listed[0] <= r0 < top <= r1)])
    if height < len(listed):
        top = min(top, listed[height])
    return Board(statement, sheet, listed, [columns[c] for c in range(len(columns))], height, top)


def boards_of(statements: Iterable[Statement], drafts: Mapping[str, Draft]) -> Iterator[Board]:
    """The boards of the statements that have one."""
    for statement in statements:
        board = board_of(statement, drafts)
        if board is not None:
            yield board
