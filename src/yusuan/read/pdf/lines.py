"""From runs to printed lines and from lines to text, with the blanks that a person sees and no others."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from yusuan.read import numbers
from yusuan.read.pdf.glyphs import Glyph
from yusuan.read.pdf.runs import WORD, Run

#: Of the height of a line: gaps from this up are wide; outside tables they become a tab.
WIDE = 1.5
#: Of the height of a line: runs that share more of it are printed over each other.
_OVER = 1.5
#: More runs than this at one level are no lines printed over each other, and comparing them all takes too long.
_STACKED = 400
#: A page number whose digits are set apart.
_SPACED_NUMBER = re.compile(r"[-—–－]\s?[0-9](?:\s[0-9]){1,3}\s?[-—–－]")
#: No blank stands before and after these.
_CLOSING, _OPENING = frozenset(")]%,.;:"), frozenset("([")


class Printed(NamedTuple):
    """One printed line: its text, its box (x0, top, x1, bottom; points), how many overprinted copies were dropped."""

    text: str
    box: tuple[float, float, float, float]
    copies: int = 0


def printed_lines(runs: Sequence[Run], wide: str) -> list[Printed]:
    """Runs that stand on one line, put together from left to right; lines from the top down.

    ``wide``: what stands for a wide gap.
    """
    if len(runs) == 1 and runs[0].tight:
        run = runs[0]
        return [Printed(run.text, (run.x0, run.top, run.x1, run.bottom))]
    return [_line(line, wide) for level in _levels(runs) for line in _one_over_another(level)]


def as_drawn(runs: Sequence[Run]) -> Printed:
    """Runs in the order they are drawn as one line: a watermark, whose characters stand on no common line."""
    box = (min(r.x0 for r in runs), min(r.top for r in runs), max(r.x1 for r in runs), max(r.bottom for r in runs))
    return Printed("".join([run.text for run in runs]), box)


def _levels(runs: Sequence[Run]) -> list[list[Run]]:
    """Runs in groups that stand on one line: the middle of each is within the first one's height, and the reverse."""
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


def _one_over_another(runs: list[Run]) -> list[list[Run]]:
    """Runs of one level as lines of their own where different words are printed over each other (烟台)."""
    if len(runs) == 1:
        return [runs]
    runs.sort(key=lambda r: r.x0)
    if len(runs) > _STACKED:
        return [runs]
    if not any(_over(a, b) for a, b in pairwise(runs)):
        return [runs]
    lines: list[list[Run]] = []
    for run in runs:
        line = next((found for found in lines if not any(_over(other, run) for other in found)), None)
        if line is None:
            lines.append([run])
        else:
            line.append(run)
    return lines


def _over(a: Run, b: Run) -> bool:
    """Whether ``b``, which begins right of the start of ``a``, is other words on the same spot, and not a bold copy."""
    shared = min(a.x1, b.x1) - b.x0
    if shared < _OVER * (b.bottom - b.top) or len(a.glyphs) < 3 or len(b.glyphs) < 3:
        return False
    inside = [g for g in a.glyphs if b.x0 <= (g[0] + g[2]) / 2 <= b.x1]
    return len(_without_copies(sorted([*inside, *b.glyphs], key=lambda g: g[0] + g[2]))) == len(inside) + len(b.glyphs)


def _line(runs: list[Run], wide: str) -> Printed:
    """The runs of one line as text. Where they overlap they are put in order, and freed of copies, by character."""
    if len(runs) == 1:
        run = runs[0]
        if run.tight:
            return Printed(run.text, (run.x0, run.top, run.x1, run.bottom))
        return _printed(run.glyphs, wide)
    runs.sort(key=lambda r: r.x0)
    glyphs = [g for run in runs for g in run.glyphs]
    if any(a.x1 > b.x0 + 0.5 for a, b in pairwise(runs)):
        glyphs.sort(key=lambda g: g[0] + g[2])
        kept = _without_copies(glyphs)
        return _printed(kept, wide, len(glyphs) - len(kept))
    return _printed(glyphs, wide)


def _without_copies(glyphs: list[Glyph]) -> list[Glyph]:
    """Characters sorted from the left without those printed again over themselves to look bold."""
    kept: list[Glyph] = []
    for glyph in glyphs:
        for other in kept[-4:]:
            if other[4] == glyph[4] and abs(other[0] - glyph[0]) < 0.35 * (other[2] - other[0]):
                break
        else:
            kept.append(glyph)
    return kept


def _printed(glyphs: list[Glyph], wide: str, copies: int = 0) -> Printed:
    """Characters from left to right as one printed line."""
    parts: list[str] = []
    right, top, bottom = glyphs[0][0], min([g[1] for g in glyphs]), max([g[3] for g in glyphs])
    # Where a font gives the box of the ink alone, a dash or a point is no measure of the type's size.
    least = 0.6 * max([g[3] - g[1] for g in glyphs])
    before = ""
    for x0, y0, x1, y1, character, _ in glyphs:
        gap, size = x0 - right, max(y1 - y0, least)
        if gap > WORD * size:
            if gap > WIDE * size:
                parts.append(wide)
            elif character.isascii() and before.isascii() and character not in _CLOSING and before not in _OPENING:
                parts.append(" ")
        parts.append(character)
        right, before = x1, character
    text = "".join(parts)
    if len(text) < 12 and _SPACED_NUMBER.fullmatch(text):
        text = "".join(text.split())
    return Printed(text, (glyphs[0][0], top, right, bottom), copies)


_NUMBER = re.compile(r"[-+(（]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?[)）%]?")
_DIGITS = frozenset("0123456789,.，．０１２３４５６７８９")
_HALF_WIDTH = str.maketrans("０１２３４５６７８９，．", "0123456789,.")


def joined(lines: Sequence[Printed], left: float, right: float) -> tuple[str, int]:
    """The lines of one cell (its edges ``left`` and ``right`` in points) as one text, and how many numbers it mends.

    Ideographs go on without a blank, words with one. A number goes on where its line was broken because it was full.
    """
    text = lines[0].text
    mended = 0
    for before, line in pairwise(lines):
        a, b = text[-1], line.text[0]
        if a in _DIGITS and b in _DIGITS:
            if _goes_on(text, line.text, before, left, right):
                mended += len(numbers.tokens(text[-40:])) + len(numbers.tokens(line.text))
                mended -= len(numbers.tokens(text[-40:] + line.text))
                text += line.text
            else:
                text += " " + line.text
        elif a.isascii() and b.isascii() and a.isalnum() and b.isalnum():
            text += " " + line.text
        else:
            text += line.text
    return text, mended


def _goes_on(text: str, after: str, before: Printed, left: float, right: float) -> bool:
    """Whether digits at the end of a line and digits at the start of the next are one number."""
    i = len(text)
    while i and text[i - 1] in _DIGITS:
        i -= 1
    j = 0
    while j < len(after) and after[j] in _DIGITS:
        j += 1
    first, second = text[i:].translate(_HALF_WIDTH), after[:j].translate(_HALF_WIDTH)
    if not _NUMBER.fullmatch(first + second) or (first[-1] == "." and after[j : j + 1] == "年"):
        return False
    if first[-1] in ",." or second[0] in ",.":
        return True
    if len(first) == len(second) == 4 and first[:2] in ("19", "20") and second[:2] in ("19", "20"):
        return False
    x0, top, x1, bottom = before.box
    size = bottom - top
    # A paragraph's line is full when it ends at the edge; an amount stands at the edge anyway: its line must fill.
    return (right - left) - (x1 - x0) < 1.3 * size or (right - x1 < 1.3 * size and i > 0)
