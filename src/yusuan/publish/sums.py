"""Which cells of a statement are the sum of which others: by the points of the cube, never by where they stand."""

from collections import defaultdict
from collections.abc import Iterable

from yusuan.catalog.trees import parent
from yusuan.model.amount import parse_number
from yusuan.model.coordinate import Coordinate
from yusuan.model.document import TableCell
from yusuan.publish.measure import At

#: Dimensions along which a statement lists parts, those of its rows first.
_LISTED = ("function", "economy", "gov_economy", "project", "body", "nature", "fund", "topic", "flow")

Spot = tuple[int, int]


def sums(cells: Iterable[At]) -> dict[Spot, tuple[Spot, ...]]:
    """Give each total the cells (row, column; from 0, head included) whose printed figures add up to it exactly.

    Where rounding leaves a difference, or a figure is printed in two cells, the total has no entry: a formula must
    never change what is published.
    """
    at: dict[Coordinate, Spot] = {}
    figures: dict[Spot, tuple[int, int]] = {}
    doubled: set[Coordinate] = set()
    for spot in cells:
        figure = _figure(spot.cell)
        if figure is None or spot.cell.coordinate is None:
            continue
        where = (spot.row, spot.column)
        if spot.cell.coordinate in at:
            doubled.add(spot.cell.coordinate)
        at[spot.cell.coordinate], figures[where] = where, figure
    found: dict[Spot, tuple[Spot, ...]] = {}
    for dimension in _LISTED:
        for total, parts in _families(at, doubled, dimension).items():
            if total not in found and len(parts) > 1 and _adds_up(figures, total, parts):
                found[total] = tuple(sorted(parts))
    return found


def _figure(cell: TableCell) -> tuple[int, int] | None:
    return parse_number(cell.text) if cell.role == "amount" else None


def _families(at: dict[Coordinate, Spot], doubled: set[Coordinate], dimension: str) -> dict[Spot, list[Spot]]:
    """Each cell with those whose nearest printed ancestor along ``dimension`` it is."""
    found: defaultdict[Spot, list[Spot]] = defaultdict(list)
    for point, spot in at.items():
        node = getattr(point, dimension)
        while node:
            node = parent(dimension, node) or ""
            above = point.at(**{dimension: node})
            if above in at:
                if above not in doubled and point not in doubled:
                    found[at[above]].append(spot)
                break
    return found


def _adds_up(figures: dict[Spot, tuple[int, int]], total: Spot, parts: list[Spot]) -> bool:
    places = max(figures[s][1] for s in (total, *parts))

    def scaled(spot: Spot) -> int:
        mantissa, has = figures[spot]
        return mantissa * int(10 ** (places - has))

    return scaled(total) == sum(scaled(p) for p in parts)
