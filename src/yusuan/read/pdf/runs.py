"""From a page's characters to runs: stretches of characters that touch on one line, in the order they are drawn."""

import sys
from collections import deque
from collections.abc import Sequence
from ctypes import addressof, c_double, c_float
from dataclasses import dataclass
from itertools import repeat
from math import hypot, pi

import numpy as np
import numpy.typing as npt

from yusuan.model.text import Text
from yusuan.read.errors import TooLargeError
from yusuan.read.pdf import native
from yusuan.read.pdf.frame import Box, Matrix
from yusuan.read.pdf.glyphs import INKED, MEANT, Glyph, plain
from yusuan.read.pdf.widths import narrowed

#: Of the height of a line: a wider gap between two characters parts two runs. Within words gaps stay under 0.1.
APART = 0.3
#: Of the height of a line: gaps from this up part words written in letters and digits.
WORD = 0.18
#: Of the size of a font: characters that claim to be taller, or lower, have a font that lies about its height.
TALL, LOW = 1.6, 0.6

#: The tangent of ten degrees: text that leans more is a watermark or a stamp.
_SLANT = 0.176
Array = npt.NDArray[np.float64]
_UTF_32 = "utf-32-le" if sys.byteorder == "little" else "utf-32-be"

#: About how many characters of a page are looked at to find which way its text stands.
_SAMPLE = 24


@dataclass(slots=True, eq=False)
class Letters:
    """The characters of a page that leave ink, in columns: their boxes (four rows, as of a glyph), text and indexes."""

    boxes: Array
    text: str
    numbers: list[int]

    def glyphs(self, start: int, end: int) -> list[Glyph]:
        """Those from ``start`` to ``end`` one by one."""
        boxes = self.boxes[:, start:end].tolist()
        return list(zip(*boxes, self.text[start:end], self.numbers[start:end], strict=True))


@dataclass(slots=True, eq=False)
class Run:
    """Touching characters, left to right as drawn; the box (points) around them.

    ``first`` and ``last``: the boxes of the characters at its ends; ``number``: the index of the first one in the
    page's text. ``tight``: no gap in it is wide enough for a blank. ``slanted``: the characters stand aslant.
    Of most runs nobody asks for the characters one by one: ``glyphs`` are made out of ``letters`` when asked for.
    """

    x0: float
    top: float
    x1: float
    bottom: float
    text: str
    first: Sequence[float]
    last: Sequence[float]
    number: int
    tight: bool
    slanted: bool
    letters: Letters | None
    start: int
    end: int
    made: list[Glyph] | None

    @property
    def glyphs(self) -> list[Glyph]:
        """The characters."""
        if self.made is None:
            self.made = self.letters.glyphs(self.start, self.end) if self.letters is not None else []
        return self.made


def run_of(glyphs: list[Glyph], *, tight: bool = False) -> Run:
    """Characters as one run."""
    top, bottom = min([g[1] for g in glyphs]), max([g[3] for g in glyphs])
    return run_within(glyphs, (glyphs[0][0], top, glyphs[-1][2], bottom), tight=tight)


def run_within(glyphs: list[Glyph], box: Box, *, tight: bool = False) -> Run:
    """Characters as one run with this box."""
    text = "".join([g[4] for g in glyphs])
    first, last = glyphs[0], glyphs[-1]
    return Run(*box, text, first[:4], last[:4], first[5], tight, False, None, 0, len(glyphs), glyphs)


def written_on(text: int, matrix: Matrix, max_chars: int) -> list[Run]:
    """The runs of the text page at address ``text``, taken through ``matrix``. Raises TooLargeError."""
    count = native.count_chars(text)
    if count <= 0:
        return []
    if count > max_chars:
        raise TooLargeError(
            Text(
                f"有一页的字符超过 {max_chars} 个，未读取。",
                f"A page holds more than {max_chars} characters; the file was not read.",
            )
        )
    codes = _codes(text, count)
    inked = np.flatnonzero(INKED[np.minimum(codes, 0xFFFF)])
    if not inked.size:
        return []
    shown = inked.tolist()
    letters = Letters(_boxes(text, shown, matrix), codes[inked].tobytes().decode(_UTF_32), shown)
    runs, overlaps = _runs(letters)
    if overlaps > 8 and overlaps > len(shown) // 20:
        glyphs = narrowed(letters.glyphs(0, len(shown)), text, matrix)
        letters.boxes = np.array([glyph[:4] for glyph in glyphs]).T
        runs, _ = _runs(letters)
    return _measured(runs, text, matrix)


def _codes(text: int, count: int) -> npt.NDArray[np.uint32]:
    """The codes of a page's characters, by index; blanks and line ends as pdfium puts them."""
    units = np.zeros(2 * count + 2, np.uint16)
    if native.get_text(text, 0, count, units.ctypes.data) == count + 1:
        units = units[:count]
        if not np.any((units >= 0xD800) & (units <= 0xDFFF)):
            return MEANT[units]
        whole = units.tobytes().decode("utf-16-le", "replace")
        if len(whole) == count:
            return np.frombuffer(plain(whole).encode(_UTF_32), np.uint32)
    # Characters without a code, or beyond the first plane, are not one unit each: then one by one.
    codes = map(native.unicode_of, repeat(text), range(count))
    whole = "".join([chr(c) if c < 0xD800 or 0xDFFF < c < 0x110000 else "\ufffd" for c in codes])
    return np.frombuffer(plain(whole).encode(_UTF_32), np.uint32)


def upright_turns(text: int, turns: int) -> int:
    """By how many quarters the page must be turned clockwise for most of its text to stand upright.

    ``turns``: by how many it is shown. A few characters all over the page tell.
    """
    count = native.count_chars(text)
    sample = [i for i in range(0, count, max(1, count // _SAMPLE)) if native.object_of(text, i)]
    seen = [-round(native.angle_of(text, i) / (pi / 2)) % 4 for i in sample]
    for quarter in range(4):
        if seen.count(quarter) > 0.6 * len(seen):
            return quarter
    return turns


def _boxes(text: int, shown: list[int], matrix: Matrix) -> Array:
    """The boxes as shown of the characters with the indices ``shown``: four rows, x0, top, x1, bottom."""
    boxes = np.empty((len(shown), 4), np.float32)
    start = boxes.ctypes.data
    deque(map(native.loose_box, repeat(text), shown, range(start, start + 16 * len(shown), 16)), maxlen=0)
    # In the page's own space, the greater y is the upper one.
    left, upper, right, lower = native.sane(boxes).T
    a, b, c, d, e, f = matrix
    if b == 0.0:
        x0, x1, y0, y1 = a * left + e, a * right + e, d * upper + f, d * lower + f
    else:
        x0, x1, y0, y1 = c * upper + e, c * lower + e, b * left + f, b * right + f
    if a < 0 or c > 0:
        x0, x1 = x1, x0
    if d > 0 or b < 0:
        y0, y1 = y1, y0
    return np.array((x0, y0, x1, y1))


def _runs(letters: Letters) -> tuple[list[Run], int]:
    """Characters that follow each other on one line without a gap, as runs; how many pairs overlap."""
    x0, y0, x1, y1 = boxes = letters.boxes
    gap, width = x0[1:] - x1[:-1], x1[1:] - x0[1:]
    height = np.maximum(y1[1:] - y0[1:], 0.6 * (y1[:-1] - y0[:-1]))
    middle = (y0 + y1) / 2
    # A dash's box may be that of its ink: then its own middle is in its neighbour's height, not the reverse.
    level = (y0[:-1] < middle[1:]) & (middle[1:] < y1[:-1]) | (y0[1:] < middle[:-1]) & (middle[:-1] < y1[1:])
    joined = level & (gap < APART * height) & (gap >= -0.5 * width - 0.1)
    starts = np.concatenate(([0], np.flatnonzero(~joined) + 1))
    blanks = np.concatenate(([False], joined & (gap > WORD * height)))
    ends = np.append(starts[1:], len(letters.text))
    columns = (
        starts.tolist(),
        ends.tolist(),
        np.minimum.reduceat(y0, starts).tolist(),
        np.maximum.reduceat(y1, starts).tolist(),
        (~np.logical_or.reduceat(blanks, starts)).tolist(),
        boxes[:, starts].T.tolist(),
        boxes[:, ends - 1].T.tolist(),
    )
    text, numbers = letters.text, letters.numbers
    runs = [
        Run(a[0], top, b[2], bottom, text[i:end], a, b, numbers[i], tight, False, letters, i, end, None)
        for i, end, top, bottom, tight, a, b in zip(*columns, strict=True)
    ]
    return runs, int(np.count_nonzero(joined & (gap < -0.15 * width)))


def _measured(runs: list[Run], text: int, matrix: Matrix) -> list[Run]:
    """Runs with what their font's size and matrix tell: characters that lie about their height mended, slant noted.

    Runs that begin with boxes of one size are of one font in one size: the first of them tells for all.
    """
    known: dict[tuple[int, int], tuple[float, bool]] = {}
    out = []
    for run in runs:
        first = run.first
        height = run.bottom - run.top
        key = (int(10 * height), int(10 * (first[2] - first[0])))
        if key not in known:
            known[key] = _size(text, run.number)
        size, slanted = known[key]
        if slanted:
            run.slanted = True
        elif size > 0 and not LOW * size <= height <= TALL * size:
            run = _cut(run, size, text, matrix)  # noqa: PLW2901
        out.append(run)
    return out


def _size(text: int, character: int) -> tuple[float, bool]:
    """The size of a character's font in points, and whether it stands aslant."""
    numbers = (c_float * 6)()
    size = native.font_size(text, character)
    if not native.char_matrix(text, character, addressof(numbers)):
        return size, False
    along, up, across, down = numbers[:4]
    slanted = min(abs(along), abs(up)) > _SLANT * max(abs(along), abs(up))
    return size * hypot(across, down), slanted


def _cut(run: Run, size: float, text: int, matrix: Matrix) -> Run:
    """A run with the characters that are too tall or too low for their font of ``size`` made as high around its line.

    Its line is where the first of them stands.
    """
    wrong = [not LOW * size <= glyph[3] - glyph[1] <= TALL * size for glyph in run.glyphs]
    origin = (c_double * 2)()
    at = addressof(origin)
    if not any(wrong) or not native.char_origin(text, run.glyphs[wrong.index(True)][5], at, at + 8):
        return run
    baseline = matrix[1] * origin[0] + matrix[3] * origin[1] + matrix[5]
    top, bottom = baseline - 0.88 * size, baseline + 0.17 * size
    glyphs = [
        (glyph[0], top, glyph[2], bottom, glyph[4], glyph[5]) if bad else glyph
        for glyph, bad in zip(run.glyphs, wrong, strict=True)
    ]
    if all(wrong):
        return run_within(glyphs, (run.x0, top, run.x1, bottom))
    return run_of(glyphs)
