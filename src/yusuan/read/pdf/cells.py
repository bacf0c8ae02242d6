"""Which cell a run of text belongs to: the one it stands in, or, for text that runs on, the one it came from."""

import re
from collections.abc import Sequence
from itertools import pairwise

from yusuan.read.pdf.lattice import Lattice
from yusuan.read.pdf.runs import Glyph, Run

_NUMBER = re.compile(r"[-+(（]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?[)）%]?")


def into_cells(lattice: Lattice, runs: Sequence[Run]) -> list[list[Run]]:
    """The runs of each cell of ``lattice``; every run (or part of one) is in exactly one."""
    cells: list[list[Run]] = [[] for _ in lattice.boxes]
    for run in runs:
        first, last = _cell_of(lattice, run.glyphs[0]), _cell_of(lattice, run.glyphs[-1])
        if first == last:
            cells[first].append(run)
            continue
        for part in _parts(lattice, run):
            cells[_home(lattice, part)].append(part)
    return cells


def _cell_of(lattice: Lattice, glyph: Glyph) -> int:
    """The cell that a character's middle is in, or is nearest to."""
    x0, y0, x1, y1, _, _ = glyph
    return nearest(lattice, (x0 + x1) / 2, (y0 + y1) / 2)


def nearest(lattice: Lattice, x: float, y: float) -> int:
    """The cell at a point, or the outer one nearest to it."""
    left, top, right, bottom = lattice.box
    return lattice.at(min(max(x, left), right - 0.01), min(max(y, top), bottom - 0.01))


def _parts(lattice: Lattice, run: Run) -> list[Run]:
    """A run that lies in several cells, cut where a ruling passes between two characters or two numbers meet."""
    glyphs = run.glyphs
    whole = _NUMBER.fullmatch(run.text) is not None
    parts: list[list[Glyph]] = [[glyphs[0]]]
    here = _cell_of(lattice, glyphs[0])
    for before, glyph in pairwise(glyphs):
        cell = _cell_of(lattice, glyph)
        if cell != here:
            edge = lattice.boxes[here].box[2]
            slack = 0.18 * (glyph[2] - glyph[0]) + 0.3
            clear = before[2] <= edge + slack and glyph[0] >= edge - slack
            if not whole and (clear or _two_numbers(glyphs, glyph)):
                parts.append([])
            here = cell
        parts[-1].append(glyph)
    return [Run(p, p[0][0], min(g[1] for g in p), p[-1][2], max(g[3] for g in p)) for p in parts]


def _two_numbers(glyphs: list[Glyph], at: Glyph) -> bool:
    """Whether what stands before the character ``at`` and what follows are a number each."""
    i = glyphs.index(at)
    left, right = "".join(g[4] for g in glyphs[:i]), "".join(g[4] for g in glyphs[i:])
    return _NUMBER.fullmatch(left) is not None and _NUMBER.fullmatch(right) is not None


def _home(lattice: Lattice, run: Run) -> int:
    """The one cell of a run that may lie in several: where it starts if it starts at an edge, else its middle."""
    first, last = _cell_of(lattice, run.glyphs[0]), _cell_of(lattice, run.glyphs[-1])
    if first == last:
        return first
    height = run.bottom - run.top
    if abs(run.x0 - lattice.boxes[first].box[0]) < height:
        return first
    if abs(lattice.boxes[last].box[2] - run.x1) < height:
        return last
    return nearest(lattice, (run.x0 + run.x1) / 2, (run.top + run.bottom) / 2)
