"""Whether the next grid goes on with the table before it, and how: its columns, its repeated head, its split row."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from yusuan.model.amount import parse_number
from yusuan.model.grid import Cell
from yusuan.read.stitch.caption import continued_title
from yusuan.read.stitch.captions import Captions
from yusuan.read.stitch.columns import Alignment, align, align_piece, edges_of, same_shape
from yusuan.read.stitch.counting import counts_on
from yusuan.read.stitch.line import squash
from yusuan.read.stitch.part import HEAD_ROWS, Part, Row, form_value, has_amount, signature
from yusuan.read.stitch.table import Table

_LISTED = re.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[、.．]|其中)"
)
_ENDED = ("。", "；", ";", "！", "”")
#: Characters from which on a cell's text is prose and not a name.
PROSE = 15
#: Points between two grids of one page that may still be one table.
_GAP = 6.0


@dataclass(frozen=True, slots=True)
class Join:
    """How a part goes on with a table: see ``Table.append``."""

    alignment: Alignment
    dropped: int
    merged: dict[int, str] | None


def joins(table: Table, part: Part, captions: Captions) -> Join | None:
    """How ``part``, which follows ``table`` with nothing between but ``captions``, goes on with it; None if not."""
    same_title = _same_title(table.captions, captions)
    if same_title is False or part.split or not part.rows:
        return None
    if not same_title and part.grid.place.sheet != table.place.sheet:
        # Each sheet is a statement of its own, however alike their heads are.
        return None
    form = form_value(part)
    if form is not None and table.form is not None and form[0] == table.form[0] and form != table.form:
        return None
    dropped = repeated_head(table, part)
    if table.notes and not dropped:
        return None
    edges = edges_of((c for row in part.rows for c in row), part.n_columns) or edges_of(part.grid.cells, part.n_columns)
    if part.page == table.page and edges is not None and not _touches(table, part):
        return None
    alignment = _alignment(table, part, edges, dropped, sure=bool(same_title))
    if alignment is None and table.edges and edges and not captions.count and part.page == table.page + 1:
        alignment = align_piece(table.edges, edges)
    if alignment is None:
        return None
    merged = None
    if dropped < len(part.rows) and table.n_rows > len(table.heads):
        merged = _carried(table, part.rows[dropped], alignment)
    return Join(alignment, dropped, merged)


def _same_title(a: Captions, b: Captions) -> bool | None:
    """Whether ``b`` repeats ``a``'s title or number; None where it has neither."""
    if not b.named:
        return None
    if b.title and a.title and continued_title(a.title) != continued_title(b.title):
        return False
    if b.number and a.number:
        return squash(a.number) == squash(b.number)
    return bool((b.title and a.title) or continued_title(b.title) == "")


def repeated_head(table: Table, part: Part) -> int:
    """How many leading rows of ``part`` print the table's head once more."""
    if not table.heads or not part.rows:
        return 0
    first = signature(part.rows[0])
    if not first or has_amount(part.rows[0]):
        return 0
    if first != table.heads[0] and not (len(first) > 2 and (first in table.heads or set(first) <= table.head_texts)):
        return 0
    if table.form is not None:
        return _same_rows(table, part)
    count = 0
    for i, row in enumerate(part.rows[:HEAD_ROWS]):
        texts = signature(row)
        if not texts:
            continue
        known = texts in table.heads or (len(texts) > 1 and set(texts) <= table.head_texts)
        if not known or has_amount(row):
            break
        count = i + 1
    return count


def _same_rows(table: Table, part: Part) -> int:
    """How many rows at the top of a form's next page print its own first rows once more."""
    count = 0
    for row, texts in zip(part.rows, table.heads, strict=False):
        if signature(row) != texts:
            break
        count += 1
    return count


def _touches(table: Table, part: Part) -> bool:
    """Whether two grids of one page are one table that the ruling breaks."""
    box = part.grid.place.box
    return box is not None and -1.0 <= box[1] - table.bottom <= _GAP


def _alignment(
    table: Table, part: Part, edges: tuple[float, ...] | None, dropped: int, *, sure: bool
) -> Alignment | None:
    same_count = part.n_columns == table.n_columns
    if edges is None or table.edges is None:
        if same_count and (dropped or sure or _alike(table, part) or _counts_on(table, part)):
            return Alignment(None, None, part.n_columns, ())
        wider = max(part.n_columns, table.n_columns)
        return Alignment(None, None, wider, ()) if dropped else None
    found = align(table.edges, edges)
    if found is not None:
        return found
    if same_count and (dropped or same_shape(table.edges, edges) or (sure and _alike(table, part))):
        return Alignment(None, None, part.n_columns, table.edges)
    return None


def _alike(table: Table, part: Part) -> bool:
    """Whether the part's first row with amounts has them in the table's amount columns."""
    columns = set(table.amount_columns())
    for row in part.rows[:3]:
        if has_amount(row):
            found = {c.column for c in row if c.text and parse_number(c.text) is not None}
            return bool(columns) and len(found & columns) * 2 >= len(columns)
    return False


def _counts_on(table: Table, part: Part) -> bool:
    """Whether the first row counts on from the last one in some column."""
    last = {c.column: squash(c.text) for c in table.last_rows(1)[0] if c.text} if table.n_rows else {}
    return any(c.text and counts_on(last.get(c.column, ""), squash(c.text)) for c in part.rows[0])


def _carried(table: Table, row: Row, alignment: Alignment) -> dict[int, str] | None:
    """The last row's texts by column with what ``row`` adds to them; None where it is a row of its own."""
    move = alignment.old
    old = {(move[c.column] if move else c.column): c for c in table.last_rows(1)[0]}
    to = alignment.new
    new = {(to[c.column] if to else c.column): c for c in row if c.text}
    if not new or any(c.row_span > 1 for c in row):
        return None
    if any(column not in old or not old[column].text for column in new):
        return None
    printed = {k: c for k, c in new.items() if parse_number(c.text) is not None}
    if printed:
        return _printed_again(old, new, printed)
    return _goes_on(table, old, new)


def _printed_again(old: dict[int, Cell], new: dict[int, Cell], amounts: dict[int, Cell]) -> dict[int, str] | None:
    """The same row on both sides of the page break (same name, same amounts), its prose clipped or going on."""
    if any(squash(old[k].text) != squash(c.text) for k, c in amounts.items()):
        return None
    before = {k for k, c in old.items() if c.text and parse_number(c.text) is not None}
    prose = [k for k, c in old.items() if len(c.text) >= PROSE and k not in before]
    if before != set(amounts) or not prose:
        return None
    texts: dict[int, str] = {}
    for k, cell in new.items():
        if squash(cell.text) == squash(old[k].text):
            texts[k] = old[k].text
        elif k in prose:
            texts[k] = without_overlap(old[k].text, cell.text)
        else:
            return None
    name = min(k for k, c in old.items() if c.text)
    return texts if name not in new or texts[name] == old[name].text else None


def _goes_on(table: Table, old: dict[int, Cell], new: dict[int, Cell]) -> dict[int, str] | None:
    """A row of words alone that ends the sentences of the row above."""
    if len(new) > 4 or any(_LISTED.match(c.text) or c.text.endswith("指标") for c in new.values()):
        return None
    if any(squash(old[k].text) in ("合计", "总计", "小计") or parse_number(old[k].text) is not None for k in new):
        return None
    if len(new) == 1:
        (column, cell), *_ = new.items()
        before = old[column].text
        long = len(before) >= 2 * PROSE and not before.endswith(_ENDED)
        if not (long or len(cell.text) >= 2 * PROSE or _is_rest_of_name(table, old, column, cell)):
            return None
    elif _all_with_amounts(table) and any(len(old[k].text + new[k].text) >= 2 * PROSE for k in new):
        pass
    elif not _keyless(table, old, new) or any(old[k].text.endswith(_ENDED) for k in new):
        return None
    return {k: without_overlap(old[k].text, c.text) for k, c in new.items()}


def _all_with_amounts(table: Table) -> bool:
    """Whether each of the last rows prints an amount, so that one without is no row of its own."""
    rows = [r for r in table.last_rows(min(6, table.n_rows - len(table.heads))) if any(c.text for c in r)]
    return len(rows) > 1 and all(has_amount(tuple(r)) for r in rows)


def _is_rest_of_name(table: Table, old: dict[int, Cell], column: int, cell: Cell) -> bool:
    """Whether a short text alone in its row is the end of the name above: every row has a code, this one has none."""
    return len(cell.text) <= 8 and column > 0 and _keyless(table, old, {column: cell})


def _keyless(table: Table, old: dict[int, Cell], new: dict[int, Cell]) -> bool:
    """Whether the column that is filled in all of the last rows is blank in the new one."""
    rows = [r for r in table.last_rows(6) if any(c.text for c in r)]
    if len(rows) < 2:
        return False
    key = min((k for k, c in old.items() if c.text), default=None)
    if key is None or key in new:
        return False
    return all(any(c.column == key and c.text for c in row) for row in rows)


def without_overlap(before: str, after: str) -> str:
    """``before`` + ``after``; words that a clipped line prints on both pages stand once."""
    for size in range(min(len(before), len(after), 200), 3, -1):
        if before.endswith(after[:size]):
            return before + after[size:]
    return before + after


def orphan_row(table: Table, text: str) -> dict[int, str] | None:
    """A total printed without ruling under its table: its texts by column, or None where they cannot be placed.

    The line's wide gaps are tabs; its figures must be as many as the columns of amounts in the rows above.
    """
    fields = [f.strip() for f in text.split("\t") if f.strip()]
    if len(fields) < 2 or not re.fullmatch(r".{0,8}(?:合计|总计|小计)", squash(fields[0])):
        return None
    if any(parse_number(f) is None for f in fields[1:]):
        return None
    columns = table.amount_columns(12)
    if len(columns) != len(fields) - 1:
        return None
    texts = dict(zip(columns, fields[1:], strict=True))
    label = next((k for k in range(columns[0]) if _is_name_column(table.last_rows(6), k)), 0)
    texts[label] = fields[0]
    return texts


def _is_name_column(rows: Sequence[Sequence[Cell]], column: int) -> bool:
    texts = [c.text for row in rows for c in row if c.column == column and c.text]
    return bool(texts) and all(not t.isdigit() for t in texts)
