"""Page numbers and running heads: found by their place on the page and by agreeing from page to page."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from yusuan.model.grid import TextLine
from yusuan.read.stitch.caption import caption
from yusuan.read.stitch.line import squash

_MARKED = re.compile(
    r"^(?:第([0-9]{1,4})页(?:[,，/]?共[0-9]{1,4}页)?|[-—–―─_·~.]+([0-9]{1,4})[-—–―─_·~.]+|([0-9]{1,4})/[0-9]{1,4}|第?页\(?([0-9]{1,4})\)?|Page([0-9]{1,4})(?:of[0-9]{1,4})?)$",
    re.IGNORECASE,
)
_BARE = re.compile(r"^[-—–]?([0-9]{1,4})[-—–]?$")
#: How many lines from the top or bottom of a page may be furniture.
_DEEP = 3


def page_number(bare: str) -> tuple[int, bool] | None:
    """The number that a squashed line prints as a page number, and whether its form (— 3 —, 第3页) says so."""
    if len(bare) > 24:
        return None
    m = _MARKED.match(bare)
    if m is not None:
        return int(next(g for g in m.groups() if g)), True
    m = _BARE.match(bare)
    return (int(m.group(1)), False) if m is not None else None


@dataclass(frozen=True, slots=True)
class _Edge:
    """A line near the top or the bottom of its page: ``band`` is its height on the page in tenths."""

    line: TextLine
    bare: str
    page: int
    band: int


def furniture(pages: Sequence[Sequence[TextLine]], heights: Sequence[float]) -> list[set[int]]:
    """For each page the ids of the lines that are a page number or a running head.

    ``heights``: of the pages, in points. A plain number is a page number only where it agrees with the numbers of
    other pages (they differ as the pages do); one in the form of a page number needs no other.
    """
    edges = [edge for p, lines in enumerate(pages) for edge in _edges(p, lines, heights[p])]
    found: list[set[int]] = [set() for _ in pages]
    for edge in _numbers(edges):
        found[edge.page].add(id(edge.line))
    written = sum(1 for lines in pages if lines)
    for edge in _running([e for e in edges if id(e.line) not in found[e.page]], written):
        found[edge.page].add(id(edge.line))
    return found


def _edges(page: int, lines: Sequence[TextLine], height: float) -> list[_Edge]:
    """The lines at the top and at the bottom of a page; none for a text file."""
    boxed = [(line.place.box, line) for line in lines if line.place.box]
    if len(boxed) > 2 * _DEEP:
        boxed.sort(key=lambda pair: pair[0][1])
        boxed = [*boxed[:_DEEP], *boxed[-_DEEP:]]
    return [
        _Edge(line, squash(line.text), page, round(10 * box[1] / max(height, 1.0)))
        for box, line in boxed
        if box[1] < 0.2 * height or box[3] > 0.8 * height
    ]


def _numbers(edges: Sequence[_Edge]) -> list[_Edge]:
    found: list[_Edge] = []
    plain: dict[int, list[_Edge]] = defaultdict(list)
    for edge in edges:
        said = page_number(edge.bare)
        if said is None:
            continue
        if said[1]:
            found.append(edge)
        plain[said[0] - edge.page].append(edge)
    for hits in plain.values():
        if len({e.page for e in hits}) >= 2:
            found.extend(hits)
    return found


def _running(edges: Sequence[_Edge], written: int) -> list[_Edge]:
    """Lines that stand with the same words at the same height on most pages, and are no caption of a table."""
    at: dict[str, list[_Edge]] = defaultdict(list)
    for edge in edges:
        if 3 <= len(edge.bare) <= 60 and edge.bare[-1] not in "。;:":
            at[edge.bare].append(edge)
    found: list[_Edge] = []
    for bare, hits in at.items():
        if len({e.page for e in hits}) < max(3, 0.5 * written) or caption(bare) is not None:
            continue
        bands = Counter(e.band for e in hits)
        found.extend(e for e in hits if bands[e.band] >= 2)
    return found
