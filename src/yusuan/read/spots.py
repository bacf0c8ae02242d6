"""Which spot of a table a person means who names it by statement, row and column: a cell, a header, its unit or title.

Nothing is named by its page or its place in the grid, so that the same words find it in a new print or a new release.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from yusuan.catalog.normal import bare_label, plain
from yusuan.model.disclosure import Column, Row, Statement
from yusuan.model.grid import Cell
from yusuan.model.place import Place

#: How a person calls what stands over a table, and its head.
_CAPTIONS = {"金额单位": "unit", "单位": "unit", "unit": "unit", "表题": "title", "标题": "title", "title": "title"}
_HEAD = ("表头", "列标题", "head")
_NUMBER = re.compile(r"[0-9]+")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Spot:
    """Something printed that can be corrected: ``text`` as read.

    ``row``/``column``: of the stitched grid; -1 both where ``caption`` says which line over the table it is ('unit' or
    'title', '' for a cell).
    """

    statement: int
    row: int
    column: int
    text: str
    place: Place
    caption: str = ""


def spots(statement: str, row: str, column: str, statements: Sequence[Statement]) -> list[Spot]:
    """Everything that the words fit, best fits only; ``column`` may be '' for captions and forms."""
    out: list[Spot] = []
    for one in _best([(_statement_fits(s, statement), s) for s in statements]):
        caption = _CAPTIONS.get(plain(row)) if not column.strip() else None
        if caption:
            text = one.title if caption == "title" else one.unit if one.unit_said else ""
            out.append(Spot(one.index, -1, -1, text, one.place, caption))
        elif plain(row) in _HEAD:
            out += [_spot(one, c) for c in _headers(one, column)]
        elif not one.columns:
            out += [_spot(one, c) for c in _values(one, row, column)]
        else:
            out += [_spot(one, c) for c in _cells(one, row, column)]
    return out


def _spot(statement: Statement, cell: Cell) -> Spot:
    return Spot(statement.index, cell.row, cell.column, cell.text, cell.place)


def _cells(statement: Statement, row: str, column: str) -> list[Cell]:
    rows = _best([(_row_fits(r, row), r) for r in statement.rows])
    columns = _best([(_column_fits(c, column), c) for c in statement.columns])
    at = {(r.index, c.index) for r in rows for c in columns if c.side == r.side}
    return [cell for cell in statement.grid.cells if (cell.row, cell.column) in at]


def _headers(statement: Statement, path: str) -> list[Cell]:
    """Cells of the head that say the last of the ``path``'s phrases, over or under the others."""
    asked = [bare_label(w)[0] for w in path.split("/") if w.strip()]
    if not asked:
        return []
    first = min((r.index for r in statement.rows), default=statement.grid.n_rows)
    under = {c.index for c in statement.columns if set(asked) <= {bare_label(h)[0] for h in c.header}}
    return [
        cell
        for cell in statement.grid.cells
        if cell.row < first
        and bare_label(cell.text)[0] == asked[-1]
        and under.intersection(range(cell.column, cell.column + cell.column_span))
    ]


def _values(statement: Statement, label: str, project: str) -> Iterator[Cell]:
    """In a form: what stands right of ``label``; ``project``: a name that the form holds, where there are several."""
    cells = statement.grid.cells
    if project.strip() and not any(plain(c.text) == plain(project) for c in cells):
        return
    asked = bare_label(label)[0]
    for cell in cells:
        if asked and bare_label(cell.text)[0] == asked:
            right = [c for c in cells if c.row == cell.row and c.column >= cell.column + cell.column_span]
            if right:
                yield min(right, key=lambda c: c.column)


def _best(scored: list[tuple[int, T]]) -> list[T]:
    most = max((score for score, _ in scored), default=0)
    return [one for score, one in scored if score == most and score]


def _statement_fits(statement: Statement, words: str) -> int:
    asked, title, number = plain(words), plain(statement.title), plain(statement.number)
    if asked and asked in (number, f"{number}{title}"):
        return 4
    if asked in (title, statement.kind):
        return 3
    # A table without a number is called by its place among the tables, as the report calls it.
    own = [int(d) for d in _NUMBER.findall(number)] or [statement.index + 1] * (not number)
    if "表" in asked and len(asked) <= 6 and own and own == [int(d) for d in _NUMBER.findall(asked)]:
        return 2
    return 1 if len(asked) > 3 and asked in title else 0


def _row_fits(row: Row, words: str) -> int:
    asked = plain(words).strip("[]")
    if not asked or row.role in ("head", "index", "blank"):
        return 0
    if asked.isdigit() and row.code.strip("[]") == asked:
        return 3
    if asked == plain(row.label):
        return 2
    return 1 if bare_label(words)[0] == bare_label(row.label)[0] else 0


def _column_fits(column: Column, words: str) -> int:
    header = [bare_label(h)[0] for h in column.header]
    asked = [bare_label(w)[0] for w in words.split("/") if w.strip()]
    if not asked or not all(a in header for a in asked):
        return 0
    return 2 if header[-1] == asked[-1] else 1
