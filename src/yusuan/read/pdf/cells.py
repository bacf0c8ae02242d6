"""Which cell a run of text belongs to: the one it was clipped to or stands in, or the one it runs on from."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from yusuan.read.pdf.clips import Bounds, Clips, visible
from yusuan.read.pdf.glyphs import Glyph
from yusuan.read.pdf.lattice import Lattice
from yusuan.read.pdf.runs import Run, run_of

#: Points. How far a clip may reach over the edges of the cell that it is for.
_OVER = 3.0

_NUMBER = re.compile(r"[-+(（]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?[)）%]?")


@dataclass(slots=True)
class Shared:
    """The runs of a page where they belong.

    ``cells``: for each table those of each cell; ``outside`` all tables; ``hidden``: not to be seen on this page;
    ``slanted``: a watermark, which lies over the tables and is in none.
    """

    cells: list[list[list[Run]]]
    outside: list[Run]
    hidden: list[Run]
    slanted: list[Run]


def shared_out(tables: list[Lattice], runs: list[Run], clips: Clips, size: tuple[float, float]) -> Shared:
    """Every run (or part of one) in one place. ``size``: the page's width and height in points."""
    shared = Shared([[[] for _ in table.boxes] for table in tables], [], [], [])
    # Where tables stand in tables, the inner one is asked first.
    order = sorted(range(len(tables)), key=lambda i: _area(tables[i]))
    boxes = [(*tables[i].box, tables[i], shared.cells[i]) for i in order]
    width, height = size
    for run, clip in zip(runs, clips.of_each([run.number for run in runs]), strict=True):
        if run.slanted:
            shared.slanted.append(run)
            continue
        x0, top, x1, bottom = run.x0, run.top, run.x1, run.bottom
        cut = clip is not None and not (clip[0] <= x0 and x1 <= clip[2] and clip[1] <= top and bottom <= clip[3])
        if clip is not None and cut and _by_clip(run, clip, tables, order, clips, shared):
            continue
        if x1 <= 0 or x0 >= width or bottom <= 0 or top >= height:
            shared.hidden.append(run)
            continue
        if clip is not None and cut:
            x0, top, x1, bottom = max(x0, clip[0]), max(top, clip[1]), min(x1, clip[2]), min(bottom, clip[3])
        x, y = (x0 + x1) / 2, (top + bottom) / 2
        for left, upper, right, lower, table, cells in boxes:
            if left <= x <= right and upper <= y <= lower:
                _by_place(run, table, cells, clips)
                break
        else:
            shared.outside.append(run)
    return shared


def _area(table: Lattice) -> float:
    """The area of a table."""
    left, top, right, bottom = table.box
    return (right - left) * (bottom - top)


def _by_clip(run: Run, clip: Bounds, tables: list[Lattice], order: list[int], clips: Clips, shared: Shared) -> bool:
    """Put a run that its clip cuts where the clip says, if it does: into the cell that it is for, or out of sight."""
    x, y = (clip[0] + clip[2]) / 2, (clip[1] + clip[3]) / 2
    for i in order:
        table = tables[i]
        cell = table.at(x, y)
        if cell < 0:
            continue
        box = table.boxes[cell].box
        if box[0] - clip[0] > _OVER or box[1] - clip[1] > _OVER or clip[2] - box[2] > _OVER or clip[3] - box[3] > _OVER:
            continue
        if _spills(run, box, table):
            shared.hidden.append(run)
            return True
        own, rest = _under(run, clip, clips)
        shared.cells[i][cell].append(own)
        if rest is not None:
            _by_place(rest, table, shared.cells[i], clips)
        return True
    if visible(run, clip):
        return False
    shared.hidden.append(run)
    return True


def _under(run: Run, clip: Bounds, clips: Clips) -> tuple[Run, Run | None]:
    """A run's characters under the clip of its first one, and those that follow under another."""
    for i, glyph in enumerate(run.glyphs):
        if clips.of(glyph[5]) != clip:
            return run_of(run.glyphs[:i]), run_of(run.glyphs[i:])
    return run, None


def _spills(run: Run, cell: Bounds, table: Lattice) -> bool:
    """Whether a run in a cell that a page break cut lies beyond the break: it is to be seen on another page.

    Where the cell ends inside the table, what lies beyond its edge is only too long for it.
    """
    middle = (run.top + run.bottom) / 2
    _, top, _, bottom = table.box
    return (middle > cell[3] and bottom - cell[3] < 1.0) or (middle < cell[1] and cell[1] - top < 1.0)


def _by_place(run: Run, table: Lattice, cells: list[list[Run]], clips: Clips) -> None:
    """Put a run into the cell that it stands in; one that stands in several is cut where two texts meet."""
    first = _cell_of(table, run.first)
    # Most runs lie well inside their first character's cell.
    if run.x1 <= table.boxes[first].box[2] or first == _cell_of(table, run.last):
        cells[first].append(run)
        return
    for part in _parts(table, run, clips):
        cells[_home(table, part)].append(part)


def _cell_of(table: Lattice, box: Sequence[float]) -> int:
    """The cell that a character's middle is in, or is nearest to."""
    return _nearest(table, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2)


def _nearest(table: Lattice, x: float, y: float) -> int:
    """The cell at a point, or the outer one nearest to it."""
    xs, ys = table.xs, table.ys
    if not (xs[0] <= x <= xs[-1] - 0.01 and ys[0] <= y <= ys[-1] - 0.01):
        x, y = min(max(x, xs[0]), xs[-1] - 0.01), min(max(y, ys[0]), ys[-1] - 0.01)
    return table.at(x, y)


def _parts(table: Lattice, run: Run, clips: Clips) -> list[Run]:
    """A run that lies in several cells, cut at the rulings where there is a sign that two texts meet."""
    glyphs = run.glyphs
    gaps = [b[0] - a[2] for a, b in pairwise(glyphs)]
    usual = median(gaps) if len(gaps) > 1 else 0.0
    parts: list[Run] = []
    start = 0
    here = table.boxes[_cell_of(table, glyphs[0][:4])].box
    for i in range(1, len(glyphs)):
        x = (glyphs[i][0] + glyphs[i][2]) / 2
        if here[0] <= x <= here[2]:
            continue
        near = [k for k in (i, i - 1, i + 1) if start < k < len(glyphs)]
        signs = [(_sign(glyphs, start, k, gaps[k - 1] - usual, clips), k) for k in near]
        sign, cut = max(signs, key=lambda pair: pair[0])
        if sign > 0:
            parts.append(run_of(glyphs[start:cut]))
            start = cut
        here = table.boxes[_cell_of(table, glyphs[i][:4])].box
    parts.append(run_of(glyphs[start:]))
    return parts


def _sign(glyphs: list[Glyph], start: int, at: int, extra: float, clips: Clips) -> float:
    """How clearly a new text begins at the character ``at``: 0 not at all.

    ``extra``: by how much (points) the gap before it differs from the others'. Text that merely runs on over a ruling
    keeps its spacing to a hundredth of a point; two texts that meet there do not.
    """
    before, glyph = glyphs[at - 1], glyphs[at]
    size = glyph[3] - glyph[1]
    other = clips.owner(before[5]) != clips.owner(glyph[5])
    if other and clips.of(before[5]) != clips.of(glyph[5]):
        return 10.0
    if extra > 0.25 * size or (other and extra > 0.06 * size):
        return 5.0 + extra / size
    left = "".join([g[4] for g in glyphs[start:at]])
    right = "".join([g[4] for g in glyphs[at:]])
    if other and _is_number(left) and _are_numbers(right) and not _is_number(left + right):
        return 3.0
    if other and abs(extra) > 0.04 * size:
        return 1.0
    return 0.0


def _is_number(text: str) -> bool:
    """Whether a text is one number as printed."""
    return _NUMBER.fullmatch(text) is not None


def _are_numbers(text: str) -> bool:
    """Whether a text begins with a number and holds nothing but numbers."""
    return _NUMBER.match(text) is not None and not text.strip("0123456789,.-+()（）%")


def _home(table: Lattice, run: Run) -> int:
    """The one cell of a run that may lie in several: where it starts if it starts at an edge, else its middle."""
    first, last = _cell_of(table, run.first), _cell_of(table, run.last)
    if first == last:
        return first
    height = run.bottom - run.top
    if abs(run.x0 - table.boxes[first].box[0]) < 0.6 * height:
        return first
    if abs(table.boxes[last].box[2] - run.x1) < 0.6 * height:
        return last
    return _nearest(table, (run.x0 + run.x1) / 2, (run.top + run.bottom) / 2)
