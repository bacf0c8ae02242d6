"""Which cells of a table are to hold amounts, and why the reader has no point for one."""

from collections import defaultdict
from collections.abc import Iterable

from yusuan.catalog.lexicon import column_role
from yusuan.catalog.normal import plain
from yusuan.model.disclosure import Row
from yusuan.model.text import Text
from yusuan.read.workbook.sheet import Spot
from yusuan.report.filled.draft import Board, Draft

_LEVELS = ("类", "款", "项")
#: Characters that a phrase of a head has at the most; names and targets are longer as a rule.
_PHRASE = 12


def body_rows(board: Board) -> list[tuple[int, int]]:
    """The sheet's rows that hold amounts, each with its side; -1 for the only row of a table without labels."""
    keyed = any(c.role in ("code", "name") for c in board.statement.columns)
    rows = [(board.rows[r.index], r.side) for r in board.statement.rows if r.role in ("data", "total", "unknown")]
    return rows if keyed or rows else [(board.top, -1)]


def beside(board: Board, draft: Draft) -> list[Spot]:
    """Blank cells of columns that hold no amounts: shares, changes, counts, dates, remarks."""
    hidden = draft.covered()
    rows = {row for row, _ in body_rows(board)}
    return [
        (row, board.columns[c.index])
        for c in board.statement.columns
        if c.role in ("ratio", "count", "date", "text")
        for row in sorted(rows)
        if (row, board.columns[c.index]) not in draft.cells and (row, board.columns[c.index]) not in hidden
    ]


def swallowed(board: Board, draft: Draft) -> list[Spot]:
    """Blank cells of rows that the reader took for head because they have labels and no figure yet."""
    texts: dict[int, dict[int, str]] = defaultdict(dict)
    for cell in board.statement.grid.cells:
        texts[cell.row][cell.column] = cell.text
    hidden = draft.covered()
    out: list[Spot] = []
    for r in range(board.height - 1, 0, -1):
        said = {c: t for c, t in texts[r].items() if t}
        blank = [c for c, t in texts[r].items() if not t and board.own(r, c) not in hidden and said and c > min(said)]
        phrases = [t for t in said.values() if len(plain(t)) <= _PHRASE]
        if not blank or any(column_role(t) or plain(t) in _LEVELS for t in phrases):
            break
        if len(phrases) == len(said) and any(c - 1 in said and c + 1 in said for c in blank) and len(said) > len(blank):
            break
        out += [board.own(r, c) for c in blank]
    return out


def not_understood(where: tuple[str, Spot], boards: Iterable[Board]) -> Text:
    """Why the reader has no point for a cell."""
    sheet, (row, column) = where
    for board in boards:
        if board.sheet == sheet and row in board.rows and column in board.columns:
            statement = board.statement
            head = statement.columns[board.columns.index(column)]
            if head.role != "amount":
                named = " / ".join(head.header) or "（无标题）"
                return Text(f"列的标题不认识：{named}", f"the column's header is not known: {named}")
            rows: list[Row] = [r for r in statement.rows if board.rows[r.index] == row and r.side == head.side]
            label = next((r.label or r.code for r in rows), "")
            return Text(f"行的名称不认识：{label or '（空）'}", f"the row's label is not known: {label}")
    return Text("这个格子不在能认出的表里", "the cell is in no table that was recognised")
