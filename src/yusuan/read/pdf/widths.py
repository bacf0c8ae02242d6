"""Boxes for letters and digits of fonts without a table of widths.

Such a font says 1 em for each digit, although the text is set at half of it: the boxes overlap, and the last one of an
amount reaches over the ruling. Where a digit really stands shows in its ink; how wide it is, in where the next begins.
"""

from bisect import bisect_right
from collections import defaultdict
from ctypes import addressof, c_double
from statistics import median

from yusuan.read.pdf import native
from yusuan.read.pdf.frame import Matrix
from yusuan.read.pdf.glyphs import Glyph

#: How many digits of a font are looked at.
_SAMPLE = 24

#: What tells fonts apart: the width and the height that they say (tenths of a point).
Font = tuple[int, int]
#: The fit of a font that does not lie: no shift, no other width.
_AS_IT_SAYS = (0.0, 0.0)


def narrowed(glyphs: list[Glyph], text: int, matrix: Matrix) -> list[Glyph]:
    """The characters of a page, in their order, with mended boxes where a font's digits overlap."""
    after = _next_on_line(glyphs)
    pairs: dict[Font, list[int]] = defaultdict(list)
    for k, glyph in enumerate(glyphs):
        if glyph[4].isdigit() and after[k] >= 0 and glyphs[after[k]][4].isdigit():
            pairs[_font(glyph)].append(k)
    fonts = {font: _fit(glyphs, after, found, text, matrix) for font, found in pairs.items()}
    fits = [fonts.get(_font(glyph), _AS_IT_SAYS) if glyph[4].isascii() else _AS_IT_SAYS for glyph in glyphs]
    out = []
    for k, (x0, top, x1, bottom, character, i) in enumerate(glyphs):
        shift, pitch = fits[k]
        if pitch:
            right = x0 + shift + pitch
            follower = after[k]
            if follower >= 0:
                begins = glyphs[follower][0] + fits[follower][0]
                right = begins if fits[follower][1] else min(right, begins)
            x0, x1 = x0 + shift, max(right, x0 + shift)  # noqa: PLW2901
        out.append((x0, top, x1, bottom, character, i))
    return out


def _font(glyph: Glyph) -> Font:
    """The key of a character's font."""
    return round(10 * (glyph[2] - glyph[0])), round(10 * (glyph[3] - glyph[1]))


def _next_on_line(glyphs: list[Glyph]) -> list[int]:
    """For each character the index of the one that begins next on its line, before or where it says it ends; or -1."""
    order = sorted(range(len(glyphs)), key=lambda k: glyphs[k][0])
    starts = [glyphs[k][0] for k in order]
    after = [-1] * len(glyphs)
    for place, k in enumerate(order):
        x0, top, x1, bottom, _, _ = glyphs[k]
        width, middle = x1 - x0, (top + bottom) / 2
        for other in order[place + 1 : bisect_right(starts, x1 + 0.05 * width)]:
            x, upper, _, lower, _, _ = glyphs[other]
            # Such fonts lie about their height too, so that their boxes reach into the lines above and below.
            if x > x0 + 0.2 * width and abs(middle - (upper + lower) / 2) < 0.4 * width:
                after[k] = other
                break
    return after


def _fit(glyphs: list[Glyph], after: list[int], found: list[int], text: int, matrix: Matrix) -> tuple[float, float]:
    """How far to the right a font's digits begin of where they say, and how wide they are; (0, 0) if it does not lie.

    ``found``: digits that are followed by digits.
    """
    pitch = median([glyphs[after[k]][0] - glyphs[k][0] for k in found])
    first = glyphs[found[0]]
    if pitch > 0.85 * (first[2] - first[0]):
        return _AS_IT_SAYS
    ink = (c_double * 4)()
    at = addressof(ink)
    offsets = []
    for k in found[:_SAMPLE]:
        # left, right, bottom, top in the page's own space
        if native.ink_box(text, glyphs[k][5], at, at + 8, at + 16, at + 24):
            x, y = (ink[0] + ink[1]) / 2, (ink[2] + ink[3]) / 2
            offsets.append(matrix[0] * x + matrix[2] * y + matrix[4] - glyphs[k][0])
    return (median(offsets) - pitch / 2 if offsets else 0.0), pitch
