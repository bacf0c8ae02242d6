"""A Word table (w:tbl) as rows of cells at their columns, merges resolved; what cells hold is the caller's affair."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from yusuan.model.text import Text
from yusuan.read.archive import Element
from yusuan.read.docx.names import child, flag, local, value, values, w, whole
from yusuan.read.errors import TooLargeError

_MAX_COLUMNS = 1_000
#: Rows times columns of one table.
MAX_AREA = 2_000_000
#: Twentieths of a point. A grid column narrower than this (1 mm) is a slip of the mouse and no column.
_SLIVER = 57
_UNWRAPPED = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"})


@dataclass(frozen=True, slots=True)
class Box:
    """One cell as drawn: where it stands, what it spans, and its element (None for a gap that a row leaves)."""

    row: int
    column: int
    row_span: int
    column_span: int
    element: Element | None


@dataclass(frozen=True, slots=True)
class Drawn:
    """A table's cells in row-major order, its shape, and how many leading rows are marked as its head."""

    boxes: tuple[Box, ...]
    n_rows: int
    n_columns: int
    head: int


@dataclass(slots=True)
class _Rows:
    boxes: list[Box] = field(default_factory=list)
    open: dict[int, int] = field(default_factory=dict)
    width: int = 0
    row: int = 0


def children(parent: Element, name: str) -> Iterator[Element]:
    """The children called ``name``, those within content controls and inserted ones too, deleted ones not."""
    for one in parent:
        found = local(one)
        if found == name:
            yield one
        elif found in _UNWRAPPED:
            yield from children(one, name)


def draw(table: Element) -> Drawn:
    """Lay out the cells of ``table``. Raises TooLargeError beyond the bounds."""
    rows = _Rows()
    head = 0
    for row in children(table, "tr"):
        properties = child(row, "trPr")
        if properties is not None and properties.find(w("del")) is not None:
            continue
        if head == rows.row and flag(properties, "tblHeader"):
            head += 1
        _row(row, properties, rows)
        rows.row += 1
        if rows.row * max(rows.width, 1) > MAX_AREA:
            raise _too_large()
    edges = _edges(table, rows)
    column = {edge: i for i, edge in enumerate(sorted(set(edges.values())))}
    boxes = []
    for box in rows.boxes:
        start, end = column[edges[box.column]], column[edges[box.column + box.column_span]]
        if end > start:  # a sliver without text is no cell
            boxes.append(Box(box.row, start, box.row_span, end - start, box.element))
    return Drawn(tuple(boxes), rows.row, max(len(column) - 1, 1), head if head < rows.row else 0)


def _row(row: Element, properties: Element | None, rows: _Rows) -> None:
    column = min(whole(value(properties, "gridBefore")), _MAX_COLUMNS)
    if column > 0:
        rows.boxes.append(Box(rows.row, 0, 1, column, None))
    reached: dict[int, int] = {}
    for cell in children(row, "tc"):
        own = values(child(cell, "tcPr"))
        span = min(max(whole(own.get("gridSpan"), 1), 1), _MAX_COLUMNS)
        if column + span > _MAX_COLUMNS:
            raise _too_large()
        merge = own.get("vMerge")
        at = rows.open.get(column) if merge is not None and merge != "restart" else None
        if own.get("hMerge") not in (None, "restart") and _ends_at(rows, column):
            rows.boxes[-1] = replace(rows.boxes[-1], column_span=rows.boxes[-1].column_span + span)
        elif at is not None and rows.boxes[at].column_span == span:
            rows.boxes[at] = replace(rows.boxes[at], row_span=rows.row - rows.boxes[at].row + 1)
            reached[column] = at
        else:
            if merge is not None:
                reached[column] = len(rows.boxes)
            rows.boxes.append(Box(rows.row, column, 1, span, cell))
        column += span
    rows.open = reached
    rows.width = max(rows.width, column)


def _ends_at(rows: _Rows, column: int) -> bool:
    """Whether the cell before ``column`` in this row began in it: one that goes on from above cannot grow here."""
    return bool(rows.boxes) and (last := rows.boxes[-1]).row == rows.row and last.column + last.column_span == column


def _edges(table: Element, rows: _Rows) -> dict[int, int]:
    """For each edge at which a cell begins or ends the one that stands for it; edges of a sliver are one."""
    used = {0} | {b.column for b in rows.boxes} | {b.column + b.column_span for b in rows.boxes}
    grid = table.find(w("tblGrid"))
    widths = [whole(c.get(w("w"))) for c in grid.iterfind(w("gridCol"))] if grid is not None else []
    edges = {edge: edge for edge in used}
    if len(widths) < rows.width or not any(widths):
        return edges
    at = [0]
    for width in widths:
        at.append(at[-1] + max(width, 0))
    kept = 0
    for edge in sorted(used):
        if edge and edge < rows.width and at[edge] - at[kept] < _SLIVER:
            edges[edge] = kept
        else:
            kept = edge
    if any(edges[b.column] == edges[b.column + b.column_span] and _has_text(b) for b in rows.boxes):
        return {edge: edge for edge in used}
    return edges


def _has_text(box: Box) -> bool:
    return box.element is not None and any(t.text for t in box.element.iter(w("t")))


def _too_large() -> TooLargeError:
    return TooLargeError(
        Text("文档中有过大的表格，未读取。", "The document holds a table that is too large; it was not read.")
    )
