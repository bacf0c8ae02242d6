"""Text of a cell that a page break cuts, printed outside the ruling at the foot of one page or the head of the next.

WPS prints the text of a merged cell in the middle of the whole cell, clipped by nothing: the half that lies beyond the
page's last rule stands in the margin, and most of it is printed once more in the cell on the other page.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from yusuan.read.stitch.line import Line, squash
from yusuan.read.stitch.part import Part
from yusuan.read.stitch.table import Table


@dataclass(frozen=True, slots=True)
class Strays:
    """``again``: lines whose words stand in a cell as well; ``missing``: (column, line) of those that do not."""

    again: tuple[Line, ...]
    missing: tuple[tuple[int, Line], ...]


def strays(table: Table, part: Part, lines: Sequence[Line]) -> Strays | None:
    """``lines`` between ``table`` and ``part`` as pieces of cells; None where one of them is something else."""
    edges, box = table.edges, part.grid.place.box
    if not lines or edges is None or box is None or len(edges) < 4 or part.page != table.page + 1:
        return None
    for line in lines:
        below = line.page == table.page and line.top >= table.bottom - 1
        above = line.page == part.page and line.bottom <= box[1] + 1
        if not line.drawn or not (below or above):
            return None
    texts = _texts(table, part)
    again: list[Line] = []
    missing: list[tuple[int, Line]] = []
    for line in lines:
        fields = [squash(f) for f in line.text.split("\t")]
        if all(any(f in text for text in texts) for f in fields):
            again.append(line)
            continue
        column = _column(edges, line)
        if column is None:
            return None
        missing.append((column, line))
    return Strays(tuple(again), tuple(missing))


def _texts(table: Table, part: Part) -> list[str]:
    """The cells beside the page break, squashed."""
    rows = [*table.last_rows(120), *part.rows]
    return [squash(c.text) for row in rows for c in row if c.text]


def _column(edges: Sequence[float], line: Line) -> int | None:
    """The only column that the line stands in; None where it runs over a rule."""
    for i in range(len(edges) - 1):
        if edges[i] - 3 <= line.x0 and line.x1 <= edges[i + 1] + 3:
            return i
    return None
