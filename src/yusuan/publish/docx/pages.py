"""On which page each heading falls, as near as it can be told before the pages are drawn.

Lines are of exact height in the DOCX, so the only thing that is not known is where each program breaks a line.
"""

from math import ceil

from yusuan.model.document import Chart, Prose
from yusuan.publish.docx.styles import LINE, cell_white
from yusuan.publish.measure import ACROSS, ALONG, HIGH, LOW, narrow, row_heights
from yusuan.publish.paged import Heading, Piece, Statement, Stretch

#: Height of a line of text, in points.
_PITCH = 28.0


def page_numbers(stretches: tuple[Stretch, ...]) -> list[tuple[Heading, int]]:
    """Each entry of the contents with its page, counted from 1 at the first of ``stretches``."""
    found: list[tuple[Heading, int]] = []
    page, used = 0, 0.0
    for stretch in stretches:
        room = LOW if stretch.landscape else HIGH
        page, used = page + 1, 0.0
        for i, piece in enumerate(stretch.pieces):
            if piece.new_page and i:
                page, used = page + 1, 0.0
            used_by, least = _height(piece, room)
            if used + least > room:
                page, used = page + 1, 0.0
            match piece.what:
                case Heading() as heading if heading.level <= 2:
                    found.append((heading, page))
                case Statement() as statement if statement.listed:
                    found.append((Heading(statement.table.title, 2, statement.anchor), page))
            used += used_by
            turned = int(used // room)
            page, used = page + turned, used - turned * room
    return found


def _height(piece: Piece, room: float) -> tuple[float, float]:
    """The height of a piece, and what of it must stand together, in points."""
    match piece.what:
        case Heading(text, 1):
            return 64.0 + 36.0 * (ceil(narrow(text) * 22 / ACROSS) - 1), 92.0
        case Heading(text):
            return _PITCH * ceil((narrow(text) + 2) / 27.6), 2 * _PITCH
        case Prose(text):
            return _PITCH * sum(ceil((narrow(x) + 2) / 27.6) for x in text.split("\n")), _PITCH
        case Chart(_, _, labels, series):
            high = 75.0 + 22 * len(labels) * max(1, len(series))
            return high, high
        case Statement() as statement:
            return _table(statement, room)


def _table(statement: Statement, room: float) -> tuple[float, float]:
    table, fitted = statement.table, statement.fitted
    heights = row_heights(
        statement.cells, fitted.widths, fitted.size, fitted.size * LINE, 2 * cell_white(fitted.white) + 0.5
    )
    above = (18.0 if table.number else 0.0) + (26.0 if table.title and not statement.headed else 0.0) + 18.0
    head = sum(heights[: len(table.head)])
    used, pages = above + head, 0
    for high in heights[len(table.head) :]:
        if used + high > room and used > head:
            pages, used = pages + 1, head
        used += high
    notes = sum(19.0 * ceil(narrow(n) * 10.5 / (ALONG if fitted.landscape else ACROSS)) for n in table.notes)
    return pages * room + used + notes, above + head + (heights[len(table.head)] if table.rows else 0.0)
