"""From runs to printed lines and from lines to text, with the blanks that a person sees and no others."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from yusuan.read.pdf.runs import Glyph, Run

#: Of the height of a line: gaps from this up part words written in letters and digits.
WORD = 0.18
#: Of the height of a line: gaps from this up are wide; outside tables they become a tab.
WIDE = 1.5


@dataclass(frozen=True, slots=True)
class Printed:
    """One printed line: its text, its box (x0, top, x1, bottom; points)."""

    text: str
    box: tuple[float, float, float, float]
    dropped: int = 0


def printed_lines(runs: Sequence[Run], wide: str) -> list[Printed]:
    """Runs that stand on one line, put together from left to right; lines from the top down.

    ``wide``: what stands for a wide gap.
    """
    return [_printed(line, wide) for line in _levels(runs)]


def _levels(runs: Sequence[Run]) -> list[list[Run]]:
    """Runs in groups that stand on one line: each overlaps the line's core by more than half of the lower of both."""
    lines: list[list[Run]] = []
    cores: list[tuple[float, float]] = []
    for run in sorted(runs, key=lambda r: r.top + r.bottom):
        middle = (run.top + run.bottom) / 2
        for i in range(len(lines) - 1, max(-1, len(lines) - 4), -1):
            top, bottom = cores[i]
            if top <= middle <= bottom and run.top <= (top + bottom) / 2 <= run.bottom:
                lines[i].append(run)
                break
        else:
            lines.append([run])
            cores.append((run.top, run.bottom))
    return lines


def _printed(runs: list[Run], wide: str) -> Printed:
    """One line of runs as text."""
    if len(runs) == 1:
        return _one(runs[0].glyphs, wide)
    runs.sort(key=lambda r: r.x0)
    glyphs = [g for run in runs for g in run.glyphs]
    if any(a.x1 > b.x0 + 0.5 for a, b in pairwise(runs)):
        glyphs.sort(key=lambda g: g[0] + g[2])
        glyphs, dropped = _without_copies(glyphs)
        return _one(glyphs, wide, dropped)
    return _one(glyphs, wide)


def _without_copies(glyphs: list[Glyph]) -> tuple[list[Glyph], int]:
    """Characters sorted from the left without those printed again over themselves to look bold."""
    kept: list[Glyph] = []
    for glyph in glyphs:
        for other in kept[-4:]:
            if other[4] == glyph[4] and abs(other[0] - glyph[0]) < 0.35 * (other[2] - other[0]):
                break
        else:
            kept.append(glyph)
    return kept, len(glyphs) - len(kept)


def _one(glyphs: list[Glyph], wide: str, dropped: int = 0) -> Printed:
    """Characters from left to right as one printed line."""
    text = _text(glyphs, wide)
    top = min([g[1] for g in glyphs])
    bottom = max([g[3] for g in glyphs])
    return Printed(text, (glyphs[0][0], top, max([g[2] for g in glyphs]), bottom), dropped)


def _text(glyphs: list[Glyph], wide: str) -> str:
    """Characters from left to right joined: ``wide`` for a wide gap, a blank between words, nothing else."""
    parts: list[str] = []
    right = glyphs[0][0]
    before = ""
    for x0, y0, x1, y1, character, _ in glyphs:
        gap = x0 - right
        if gap > WORD * (y1 - y0):
            if gap > WIDE * (y1 - y0):
                parts.append(wide)
            elif character.isascii() and before.isascii():
                parts.append(" ")
        parts.append(character)
        right, before = x1, character
    return "".join(parts)


_NUMBER = re.compile(r"[-+(（]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?[)）%]?")
_DIGITS = frozenset("0123456789,.，．")


def joined(lines: Sequence[Printed], right: float) -> str:
    """The lines of one cell as one text.

    A line that was broken because it was full goes on without a blank where it breaks off in an amount. ``right``:
    the cell's right edge (points); a line that ends short of it was ended on purpose.
    """
    if not lines:
        return ""
    text = lines[0].text
    for before, line in pairwise(lines):
        a, b = text[-1], line.text[0]
        if a in _DIGITS and b in _DIGITS:
            text += line.text if _goes_on(text, line.text, before, right) else " " + line.text
        elif a.isascii() and b.isascii() and a.isalpha() and b.isalpha():
            text += " " + line.text
        else:
            text += line.text
    return text


def _goes_on(text: str, after: str, before: Printed, right: float) -> bool:
    """Whether digits at the end of a line and digits at the start of the next are one number."""
    i = len(text)
    while i and text[i - 1] in _DIGITS:
        i -= 1
    j = 0
    while j < len(after) and after[j] in _DIGITS:
        j += 1
    first, second = text[i:], after[:j]
    if not _NUMBER.fullmatch(first + second):
        return False
    if first[-1] in ",.，．" or second[0] in ",.，．":
        return True
    _, top, x1, bottom = before.box
    return right - x1 < 0.8 * (bottom - top)
