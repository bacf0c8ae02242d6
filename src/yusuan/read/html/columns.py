"""Columns of placed text that no line rules: found where amounts stand under each other, never guessed.

The evidence asked for: at least three lines with amounts, whose texts stand in the same two or more separate bands,
no two texts of a line in one band. What is found is given back as rulings, so that the rest is as for a ruled table.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

Box = tuple[float, float, float, float]
_AMOUNT = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d{1,8})?%?")
_CAPTION = re.compile(r"单位[:：]|[。；]|^第.{1,6}部分|^注")
#: In heights of the type: a wider gap parts two fields, a wider distance two tables.
_APART, _FAR = 0.8, 3.0
_LEAST_ROWS = 3
_MOST_HEAD = 5


@dataclass(frozen=True, slots=True)
class Field:
    """One text on a line with its box in pixels."""

    x0: float
    top: float
    x1: float
    bottom: float
    text: str


Row = list[Field]


def rulings(fields: Sequence[Field]) -> list[Box]:
    """Thin boxes that rule the tables among ``fields``; none where no columns can be told."""
    out: list[Box] = []
    rows = _rows(fields)
    at = 0
    while at < len(rows):
        if not _is_data(rows[at]):
            at += 1
            continue
        end = at + 1
        while end < len(rows) and _near(rows[end - 1], rows[end]) and not _is_text(rows[end]):
            end += 1
        while end > at and not _is_data(rows[end - 1]):
            end -= 1
        bands = _bands(rows[at:end])
        if bands:
            out.extend(_ruled(rows[_head(rows, at) : end], bands))
        at = end
    return out


def _rows(fields: Sequence[Field]) -> list[Row]:
    """The fields line by line from the top; pieces that touch are one field."""
    lines: list[Row] = []
    for one in sorted(fields, key=lambda f: (f.top + f.bottom, f.x0)):
        middle = (one.top + one.bottom) / 2
        if lines and lines[-1][0].top <= middle <= lines[-1][0].bottom:
            lines[-1].append(one)
        else:
            lines.append([one])
    return [_joined(sorted(line, key=lambda f: f.x0)) for line in lines]


def _joined(line: Row) -> Row:
    out = line[:1]
    for one in line[1:]:
        last = out[-1]
        if one.x0 - last.x1 < _APART * (one.bottom - one.top):
            out[-1] = Field(last.x0, min(last.top, one.top), one.x1, max(last.bottom, one.bottom), last.text + one.text)
        else:
            out.append(one)
    return out


def _is_data(row: Row) -> bool:
    return len(row) >= 2 and any(_AMOUNT.fullmatch(f.text) for f in row[1:])


def _is_text(row: Row) -> bool:
    return len(row) == 1 and (len(row[0].text) > 40 or _CAPTION.search(row[0].text) is not None)


def _near(a: Row, b: Row) -> bool:
    return b[0].top - a[0].bottom < _FAR * (b[0].bottom - b[0].top)


def _bands(rows: Sequence[Row]) -> list[tuple[float, float]]:
    """The columns that the rows with amounts share, as (left, right); none without the evidence."""
    data = [row for row in rows if _is_data(row)]
    if len(data) < _LEAST_ROWS:
        return []
    bands: list[tuple[float, float]] = []
    for x0, x1 in sorted((f.x0, f.x1) for row in data for f in row):
        if bands and x0 < bands[-1][1]:
            bands[-1] = (bands[-1][0], max(bands[-1][1], x1))
        else:
            bands.append((x0, x1))
    crowded = any(_band(a, bands) == _band(b, bands) for row in data for a, b in pairwise(row))
    return bands if len(bands) >= 2 and not crowded else []


def _band(one: Field, bands: Sequence[tuple[float, float]]) -> int:
    middle = (one.x0 + one.x1) / 2
    return min(range(len(bands)), key=lambda i: max(bands[i][0] - middle, middle - bands[i][1], 0.0))


def _head(rows: Sequence[Row], at: int) -> int:
    """The first line of the head of the table whose figures begin at ``at``."""
    first = at
    while first > 0 and at - first < _MOST_HEAD and _near(rows[first - 1], rows[first]):
        row = rows[first - 1]
        if any(_CAPTION.search(f.text) or len(f.text) > 30 for f in row) or (len(row) == 1 and first == at):
            break
        first -= 1
    # A line of one text at the top is the title, not the head.
    while first < at and len(rows[first]) == 1:
        first += 1
    return first


def _ruled(rows: Sequence[Row], bands: Sequence[tuple[float, float]]) -> list[Box]:
    """The lines between the rows and between the bands; none through a text that stands over several bands."""
    top = min(f.top for f in rows[0]) - 2
    stops = [top, *((max(f.bottom for f in a) + min(f.top for f in b)) / 2 for a, b in pairwise(rows))]
    stops.append(max(f.bottom for f in rows[-1]) + 2)
    left = min(bands[0][0], *(f.x0 for row in rows for f in row)) - 2
    right = max(bands[-1][1], *(f.x1 for row in rows for f in row)) + 2
    edges = [left, *(_between(a, b, rows) for a, b in pairwise(bands)), right]
    out: list[Box] = [(left, y, right, y + 1) for y in stops]
    for (y0, y1), row in zip(pairwise(stops), rows, strict=True):
        out.extend((x, y0, x + 1, y1) for x in edges if not any(f.x0 < x - 1 and x + 1 < f.x1 for f in row))
    return out


def _between(a: tuple[float, float], b: tuple[float, float], rows: Sequence[Row]) -> float:
    """Where to part two bands: in their gap, clear of the heads that reach into it from one side."""
    low, high = a[1], b[0]
    for one in (f for row in rows for f in row):
        if one.x0 < a[1] and a[1] < one.x1 < b[0]:
            low = max(low, one.x1)
        elif a[1] < one.x0 < b[0] < one.x1:
            high = min(high, one.x0)
    return (low + high) / 2 if low < high else (a[1] + b[0]) / 2
