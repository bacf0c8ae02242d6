"""From a page's characters to runs: stretches of characters that touch on one line, in the order they are drawn."""

from collections import deque
from ctypes import addressof, c_double, c_float, c_ushort
from dataclasses import dataclass
from itertools import repeat
from math import hypot, pi

from yusuan.model.text import Text
from yusuan.read.errors import TooLargeError
from yusuan.read.pdf import native
from yusuan.read.pdf.frame import Matrix
from yusuan.read.pdf.glyphs import SPACES, Glyph, plain
from yusuan.read.pdf.widths import narrowed

#: Of the height of a line: a wider gap between two characters parts two runs. Within words gaps stay under 0.1.
APART = 0.3
#: Of the height of a line: gaps from this up part words written in letters and digits.
WORD = 0.18
#: Of the size of a font: characters that claim to be taller, or lower, have a font that lies about its height.
TALL, LOW = 1.6, 0.6

#: The tangent of ten degrees: text that leans more is a watermark or a stamp.
_SLANT = 0.176
#: About how many characters of a page are looked at to find which way its text stands.
_SAMPLE = 40


@dataclass(slots=True)
class Run:
    """Touching characters, left to right as drawn; the box (points) around them.

    ``tight``: no gap in it is wide enough for a blank. ``slanted``: the characters stand aslant.
    """

    glyphs: list[Glyph]
    x0: float
    top: float
    x1: float
    bottom: float
    tight: bool = False
    slanted: bool = False

    @property
    def text(self) -> str:
        """The characters, joined."""
        return "".join([g[4] for g in self.glyphs])


def run_of(glyphs: list[Glyph]) -> Run:
    """Characters as one run."""
    return Run(glyphs, glyphs[0][0], min([g[1] for g in glyphs]), glyphs[-1][2], max([g[3] for g in glyphs]))


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
    characters = _characters(text, count)
    shown = [i for i, character in enumerate(characters) if character not in SPACES]
    glyphs = _glyphs(text, characters, shown, matrix)
    runs, overlaps = _runs(glyphs)
    if overlaps > 8 and overlaps > len(glyphs) // 20:
        runs, _ = _runs(narrowed(glyphs, text, matrix))
    return _measured(runs, text, matrix)


def _characters(text: int, count: int) -> str:
    """A page's characters, by index; blanks and line ends as pdfium puts them."""
    units = (c_ushort * (2 * count + 2))()
    if native.get_text(text, 0, count, addressof(units)) == count + 1:
        whole = bytes(units)[: 2 * count].decode("utf-16-le", "replace")
        if len(whole) == count:
            return plain(whole)
    # Characters without a code, or beyond the first plane, are not one unit each: then one by one.
    codes = map(native.unicode_of, repeat(text), range(count))
    return plain("".join([chr(c) if c < 0xD800 or 0xDFFF < c < 0x110000 else "\ufffd" for c in codes]))


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


def _glyphs(text: int, characters: str, shown: list[int], matrix: Matrix) -> list[Glyph]:
    """The characters with the indices ``shown`` with their boxes as shown."""
    boxes = (c_float * (4 * len(shown)))()
    start = addressof(boxes)
    deque(map(native.loose_box, repeat(text), shown, range(start, start + 16 * len(shown), 16)), maxlen=0)
    flat = memoryview(boxes).cast("B").cast("f").tolist()
    # In the page's own space, the greater y is the upper one.
    left, upper, right, lower = flat[0::4], flat[1::4], flat[2::4], flat[3::4]
    a, b, c, d, e, f = matrix
    if b == 0.0:
        x0, x1 = [a * x + e for x in left], [a * x + e for x in right]
        y0, y1 = [d * y + f for y in upper], [d * y + f for y in lower]
    else:
        x0, x1 = [c * y + e for y in upper], [c * y + e for y in lower]
        y0, y1 = [b * x + f for x in left], [b * x + f for x in right]
    if a < 0 or c > 0:
        x0, x1 = x1, x0
    if d > 0 or b < 0:
        y0, y1 = y1, y0
    return list(zip(x0, y0, x1, y1, [characters[i] for i in shown], shown, strict=True))


def _runs(glyphs: list[Glyph]) -> tuple[list[Run], int]:
    """Characters that follow each other on one line without a gap, as runs; how many pairs overlap."""
    runs: list[Run] = []
    overlaps = 0
    current: list[Glyph] = []
    right = top = bottom = 0.0
    tight = True
    for glyph in glyphs:
        x0, y0, x1, y1, _, _ = glyph
        gap, height = x0 - right, max(y1 - y0, 0.6 * (bottom - top))
        if current and top < (y0 + y1) / 2 < bottom and gap < APART * height and -0.5 * (x1 - x0) - 0.1 <= gap:
            if gap > WORD * height:
                tight = False
            elif gap < -0.15 * (x1 - x0):
                overlaps += 1
            current.append(glyph)
            if y0 < top:  # noqa: PLR1730 - in the innermost loop a call costs ten comparisons
                top = y0
            if y1 > bottom:  # noqa: PLR1730
                bottom = y1
        else:
            if current:
                runs.append(Run(current, current[0][0], top, right, bottom, tight))
            current, top, bottom, tight = [glyph], y0, y1, True
        right = x1
    if current:
        runs.append(Run(current, current[0][0], top, right, bottom, tight))
    return runs, overlaps


def _measured(runs: list[Run], text: int, matrix: Matrix) -> list[Run]:
    """Runs with what their font's size and matrix tell: characters that lie about their height mended, slant noted."""
    numbers = (c_float * 6)()
    matrix_at = addressof(numbers)
    out = []
    for run in runs:
        first = run.glyphs[0]
        size = native.font_size(text, first[5])
        slanted = False
        if native.char_matrix(text, first[5], matrix_at):
            along, up, across, down = numbers[:4]
            size *= hypot(across, down)
            slanted = min(abs(along), abs(up)) > _SLANT * max(abs(along), abs(up))
        if slanted:
            run.slanted = True
        elif size > 0 and not LOW * size <= run.bottom - run.top <= TALL * size:
            run = run_of([_cut(glyph, size, text, matrix) for glyph in run.glyphs])  # noqa: PLW2901
        out.append(run)
    return out


def _cut(glyph: Glyph, size: float, text: int, matrix: Matrix) -> Glyph:
    """A character that is too tall or too low for its font of ``size`` points made as high around its baseline."""
    x0, top, x1, bottom, character, i = glyph
    if LOW * size <= bottom - top <= TALL * size:
        return glyph
    origin = (c_double * 2)()
    at = addressof(origin)
    if not native.char_origin(text, i, at, at + 8):
        return glyph
    baseline = matrix[1] * origin[0] + matrix[3] * origin[1] + matrix[5]
    return x0, baseline - 0.88 * size, x1, baseline + 0.17 * size, character, i
