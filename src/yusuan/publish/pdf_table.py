"""A statement as the data that ``document.typ`` sets: plain words wherever a cell is like its column, for speed."""

from collections import Counter
from typing import Any

from yusuan.model.document import TableCell
from yusuan.publish.measure import ACROSS, ALONG, HIGH, LOW, ems, lacking, one_line, row_heights
from yusuan.publish.package import shown
from yusuan.publish.paged import Statement

_ALIGNED = {"head": "c", "code": "l", "name": "l", "amount": "r", "text": "l", "blank": "l"}
#: Ems of a text that no row is as high as a page with; how much higher a row may be than it is reckoned.
_SHORT, _MORE = 200.0, 1.15

Json = dict[str, Any]


def table_data(statement: Statement) -> Json:
    """What ``statement(t)`` of ``document.typ`` takes.

    A cell is its words, or a list: words, side, spans, indent, bold, white behind a figure, whether it may break.
    """
    table, fitted = statement.table, statement.fitted
    height = len(table.head)
    sides = _sides(statement)
    # typst measures every cell of a row whose height it has to find: half its time.
    sure = one_line(statement.cells, fitted, statement.points, height)
    broken = _higher_than_a_page(statement)
    head: list[list[Any]] = []
    rows: list[str | list[Any]] = []
    for at in statement.cells:
        if at.row < height:
            head.append(_cell(at.cell, 0, "c", head=True, breaks=False))
            continue
        breaks = at.row in broken
        most, side = statement.points.get(at.column, 0), _ALIGNED[at.cell.role]
        made = _cell(at.cell, most, side, head=False, breaks=breaks)
        # A cell with nothing of its own, in a row that stays whole by itself, is its words alone.
        like = sure[at.row - height] and made[1:] == [sides[at.column], 1, 1, 0, 0]
        rows.append(made[0] if like else made)
    return {
        "what": "table", "title_size": title_size(table.title, ALONG if fitted.landscape else ACROSS),
        "number": shown(table.number), "title": shown(table.title), "anchor": statement.anchor,
        "body": shown(table.body), "unit": shown(table.unit), "headed": int(statement.headed),
        "listed": int(statement.listed), "size": fitted.size, "white": fitted.white, "widths": fitted.widths,
        "sides": sides, "head": head, "head_rows": height, "rows": rows, "notes": [shown(n) for n in table.notes],
        "one_line": [int(x) for x in sure],
    }  # fmt: skip


def _sides(statement: Statement) -> list[str]:
    """On which side most cells of each column stand."""
    counts = [Counter[str]() for _ in statement.fitted.widths]
    for at in statement.cells:
        if at.row >= len(statement.table.head):
            counts[at.column][_ALIGNED[at.cell.role]] += 1
    return [c.most_common(1)[0][0] if c else "l" for c in counts]


def _higher_than_a_page(statement: Statement) -> frozenset[int]:
    """The rows (head included) that no page holds: only they may be broken, or what is in them would be lost."""
    if not any(ems(at.cell.text) > _SHORT for at in statement.cells):
        return frozenset()
    fitted, head = statement.fitted, len(statement.table.head)
    line = 1.32 * fitted.size
    heights = row_heights(statement.cells, fitted.widths, fitted.size, line, 2 * fitted.white + fitted.size - line)
    room = (LOW if fitted.landscape else HIGH) - sum(heights[:head])
    return frozenset(r for r, high in enumerate(heights) if r >= head and high * _MORE > room)


def title_size(title: str, width: float) -> float:
    """Points of a table's title: 三号 (16), or less where it would not stand on one line."""
    return on_one_line(title, width, 16.0)


def on_one_line(words: str, width: float, size: float) -> float:
    """``size`` or less, so that ``words`` stand on one line: a title in two is read as two titles."""
    return max(10.5, min(size, round(width / max(1.0, ems(words)) - 0.3, 1)))


def _cell(cell: TableCell, most: int, side: str, *, head: bool, breaks: bool) -> list[Any]:
    made: list[Any] = [shown(cell.text), side, cell.row_span, cell.column_span, cell.indent, int(cell.strong or head)]
    missing = lacking(cell.text, most) if most and cell.role == "amount" else ""
    # A merge over many rows may break too.
    if breaks or (cell.row_span > 1 and not head):
        return [*made, missing, 1]
    return [*made, missing] if missing else made
