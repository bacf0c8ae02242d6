"""Head words that a picture left in doubt, read as what the lexicon knows that is one character away.

Only words, and only where all that is so near means the same: figures are never touched.
"""

from collections.abc import Hashable, Iterator
from dataclasses import replace
from itertools import takewhile

from yusuan.catalog.lexicon import column_role, economy_class, phrases, read_phrase
from yusuan.catalog.normal import plain
from yusuan.model.amount import parse_number
from yusuan.model.grid import Cell, Grid
from yusuan.read.interpret.head import head_height
from yusuan.read.interpret.matrix import matrix_of

#: Percent. A cell less sure than this is in doubt.
_SURE = 95
#: No head is higher; words shorter than this have too many neighbours, longer ones are sentences.
_ROWS, _SHORT, _LONG = 8, 4, 24


def mended(grid: Grid) -> Grid:
    """``grid`` with the doubtful words in its head that mean nothing put right where that can be in one way only."""
    doubtful = [c for c in takewhile(lambda c: c.row < _ROWS, grid.cells) if 100 * c.confidence < _SURE and c.text]
    found = {c: near for c in doubtful if (near := _nearest(plain(c.text)))}
    if not found:
        return grid
    height = head_height(matrix_of(grid))
    return replace(grid, cells=tuple(_put_right(c, found.get(c, ""), height) for c in grid.cells))


def _put_right(cell: Cell, text: str, height: int) -> Cell:
    return replace(cell, text=text) if text and cell.row < height else cell


def _nearest(label: str) -> str:
    """The phrase one character away from ``label`` that says something; '' where it says something itself, or two."""
    if not _SHORT <= len(label) <= _LONG or parse_number(label) is not None:
        return ""
    if column_role(label) is not None or _said(label) is not None:
        return ""
    found = {said: word for word in _neighbours(label) if (said := _said(word)) is not None}
    return next(iter(found.values())) if len(found) == 1 else ""


def _said(label: str) -> Hashable | None:
    """What a phrase says of a column; None for nothing."""
    reading = read_phrase(label)
    if reading.understood and (reading.named or reading.total):
        return reading.delta, reading.year, reading.among
    return economy_class(label)


def _neighbours(label: str) -> Iterator[str]:
    """``label`` with one of the characters that are not understood left out, or another in its place.

    A letter, digit or mark at its end is what is left of a ruling, and no ideograph misread.
    """
    rest = read_phrase(label).rest
    letters = sorted({c for phrase in phrases() for c in phrase})
    for i, character in enumerate(label):
        if character in rest:
            stray = i in (0, len(label) - 1) and character < "\u2e80"
            for other in ("",) if stray else ("", *letters):
                yield label[:i] + other + label[i + 1 :]
