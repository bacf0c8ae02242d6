"""Text of a cell that a page break cuts, printed outside the ruling: in the margins, or beside a piece of the table.

WPS prints the text of a merged cell in the middle of the whole cell, clipped by nothing: the half that lies beyond the
page's last rule stands in the margin, and most of it is printed once more in the cell on the other page. Where a merged
cell goes through a whole page, that page has no rules for it, and its text stands beside the ruled piece.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from yusuan.read.stitch.line import Line, squash
from yusuan.read.stitch.part import Part, Row
from yusuan.read.stitch.table import Table


@dataclass(frozen=True, slots=True)
class Strays:
    """``again``: lines whose words stand in a cell as well; ``missing``: (column, text, line) of those that do not."""

    again: tuple[Line, ...] = ()
    missing: tuple[tuple[int, str, Line], ...] = ()


def strays(table: Table, part: Part, lines: Sequence[Line]) -> Strays | None:
    """``lines`` between ``table`` and ``part`` as pieces of cells; None where one of them is something else."""
    box = part.grid.place.box
    if not lines or table.edges is None or box is None or len(table.edges) < 4 or part.page != table.page + 1:
        return None
    for line in lines:
        below = line.page == table.page and line.top >= table.bottom - 1
        above = line.page == part.page and line.bottom <= box[1] + 1
        if not line.drawn or not (below or above):
            return None
    return _placed(table.edges, lines, _texts(table, part.rows))


def beside(table: Table, lines: Sequence[Line]) -> tuple[Strays, list[Line]]:
    """The lines next to the last piece of ``table`` but inside its columns, and the other lines."""
    box, edges = table.box, table.edges
    if box is None or edges is None or not lines or (edges[0] >= box[0] - 4 and edges[-1] <= box[2] + 4):
        return Strays(), list(lines)
    mine: list[Line] = []
    rest: list[Line] = []
    for line in lines:
        inside = edges[0] - 3 <= line.x0 and line.x1 <= edges[-1] + 3 and box[1] <= line.top and line.bottom <= box[3]
        ours = line.drawn and line.page == table.page and inside and (line.x1 <= box[0] + 3 or line.x0 >= box[2] - 3)
        (mine if ours else rest).append(line)
    found = _placed(edges, mine, _texts(table, ()))
    return (found, rest) if found is not None else (Strays(), list(lines))


def _placed(edges: Sequence[float], lines: Sequence[Line], texts: Sequence[str]) -> Strays | None:
    again: list[Line] = []
    missing: list[tuple[int, str, Line]] = []
    for line in lines:
        fields = [f.strip() for f in line.text.split("\t") if f.strip()]
        if all(len(f) > 1 and any(squash(f) in text for text in texts) for f in fields):
            again.append(line)
            continue
        columns = _columns(edges, line)
        if len(columns) != len(fields):
            return None
        missing.extend((k, f, line) for k, f in zip(columns, fields, strict=True))
    return Strays(tuple(again), tuple(missing))


def _texts(table: Table, rows: Sequence[Row]) -> list[str]:
    """The texts of the cells beside the page break, squashed."""
    return [squash(c.text) for row in (*table.last_rows(120), *rows) for c in row if c.text]


def _columns(edges: Sequence[float], line: Line) -> range:
    """The columns from the one that the line begins in to the one that it ends in."""
    inner = edges[1:-1]
    return range(sum(1 for x in inner if x <= line.x0 + 3), sum(1 for x in inner if x < line.x1 - 3) + 1)
