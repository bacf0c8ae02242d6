"""Indents as blanks: where a hierarchy is shown by nothing but how far in a name begins (杭州, Excel's indent)."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from yusuan.read.pdf.lattice import Box
from yusuan.read.pdf.lines import Printed

#: How many half characters an indent may have; what is further in was put there by something else.
_DEEPEST = 16
#: In heights of the type: the white that a cell leaves at its left edge is less than this.
_PADDING = 0.6


class _Entry(NamedTuple):
    """One cell's text in its column: the white left and right of it, in heights of its type.

    ``stop``: where it begins, in quarters of that height; ``is_centred``: it is one line in the middle of its cell.
    """

    cell: int
    left: float
    right: float
    stop: int
    one_line: bool
    is_centred: bool


def indents(boxes: Sequence[Box], lines: Sequence[Sequence[Printed]]) -> dict[int, int]:
    """By index of the cell the blanks that stand for its indent: one for each half character. 0 is left out.

    Only names and codes in columns that are set from the left count; a column that is centred or set from the right
    has no indent.
    """
    columns: dict[int, list[_Entry]] = {}
    head = min([box.row for box, own in zip(boxes, lines, strict=True) if own and _is_amount(own[0].text)], default=0)
    for index, (box, printed) in enumerate(zip(boxes, lines, strict=True)):
        if printed and box.row >= head and box.row_span == box.column_span == 1 and _is_name(printed[0].text):
            x0, top, x1, bottom = printed[0].box
            size = max(bottom - top, 1.0)
            left, right, single = (x0 - box.box[0]) / size, (box.box[2] - x1) / size, len(printed) == 1
            entry = _Entry(index, left, right, round(4 * left), single, single and abs(left - right) < 0.3)
            columns.setdefault(box.column, []).append(entry)
    left_set = [entries for entries in columns.values() if _is_left_set(entries)]
    origins = [min(entry.left for entry in entries) for entries in left_set]
    # Where all names of a column are set in, another column tells how much white the cells' padding is.
    padding = min([origin for origin in origins if origin <= _PADDING], default=0.2)
    out: dict[int, int] = {}
    for entries, origin in zip(left_set, origins, strict=True):
        out.update(_blanks(entries, origin if origin <= _PADDING else padding))
    return out


def _is_amount(text: str) -> bool:
    """Whether a cell's line is an amount: what stands above the first one is the table's head."""
    return text[-1].isdigit() and ("." in text or "," in text) and not text.strip("-0123456789.,")


def _is_name(text: str) -> bool:
    """Whether a cell holds a name or a code (from three digits up) rather than an amount."""
    return text.strip("-()0123456789.,%") != "" or (text.isdigit() and len(text) >= 3)


def _is_left_set(entries: list[_Entry]) -> bool:
    """Whether most of a column's entries begin at a few stops, and not because they are centred or end together."""
    stops = Counter(entry.stop for entry in entries)
    placed = sum(count for count in stops.values() if count > 1)
    centred = sum(entry.is_centred for entry in entries)
    singles = [entry for entry in entries if entry.one_line]
    from_right = sum(entry.right < _PADDING for entry in singles)
    many = len(entries) if len(singles) > 1 or len(entries) > 2 else 0
    return many >= 2 and placed >= 0.6 * many and centred <= 0.6 * many and from_right <= 0.7 * max(len(singles), 1)


def _blanks(entries: list[_Entry], origin: float) -> dict[int, int]:
    """The blanks of one column's entries whose text begins at ``origin`` where it is not set in."""
    known = {entry.stop for entry in entries if not entry.is_centred}
    out = {}
    for entry in entries:
        blanks = round((entry.left - origin) * 2)
        if 0 < blanks <= _DEEPEST and (not entry.is_centred or entry.stop in known):
            out[entry.cell] = blanks
    return out
