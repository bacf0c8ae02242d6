"""From a page's characters to runs: stretches of characters that touch on one line, in the order they are drawn."""

from collections import deque
from ctypes import addressof, c_float
from dataclasses import dataclass
from itertools import repeat

from yusuan.model.text import Text
from yusuan.read.errors import TooLargeError
from yusuan.read.pdf import native
from yusuan.read.pdf.frame import Matrix
from yusuan.read.pdf.glyphs import SPACES, plain

#: Of the height of a line: a wider gap between two characters parts two runs.
APART = 0.45

#: One character as shown: x0, top, x1, bottom (points), its text, the address of its text object.
Glyph = tuple[float, float, float, float, str, int]


@dataclass(slots=True)
class Run:
    """Touching characters, left to right as drawn; the box (points) around them."""

    glyphs: list[Glyph]
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def text(self) -> str:
        """The characters, joined."""
        return "".join([g[4] for g in self.glyphs])


@dataclass(frozen=True, slots=True)
class Written:
    """What is written on a page: its runs, and its raw text (blanks and line breaks as pdfium put them)."""

    runs: list[Run]
    raw: str


def written_on(text: int, matrix: Matrix, max_chars: int) -> Written:
    """The runs of the text page at address ``text``, taken through ``matrix``. Raises TooLargeError."""
    count = native.count_chars(text)
    if count <= 0:
        return Written([], "")
    if count > max_chars:
        raise TooLargeError(
            Text(
                f"有一页的字符超过 {max_chars} 个，未读取。",
                f"A page holds more than {max_chars} characters; the file was not read.",
            )
        )
    boxes = (c_float * (4 * count))()
    start = addressof(boxes)
    deque(map(native.loose_box, repeat(text), range(count), range(start, start + 16 * count, 16)), maxlen=0)
    characters = plain(list(map(native.unicode_of, repeat(text), range(count))))
    owners = list(map(native.object_of, repeat(text), range(count)))
    return Written(_runs(_glyphs(characters, list(boxes), owners, matrix)), "".join(characters))


def _glyphs(characters: list[str], boxes: list[float], owners: list[int | None], matrix: Matrix) -> list[Glyph]:
    """Every character that shows, as shown. Boxes come as left, top, right, bottom in the page's own space."""
    a, b, c, d, e, f = matrix
    upright = b == 0.0 and c == 0.0
    glyphs: list[Glyph] = []
    add = glyphs.append
    for i, character in enumerate(characters):
        owner = owners[i]
        if not owner or character in SPACES:
            continue
        k = 4 * i
        x0, y0, x1, y1 = boxes[k], boxes[k + 1], boxes[k + 2], boxes[k + 3]
        if upright:
            x0, y0, x1, y1 = a * x0 + e, d * y0 + f, a * x1 + e, d * y1 + f
        else:
            x0, y0, x1, y1 = a * x0 + c * y0 + e, b * x0 + d * y0 + f, a * x1 + c * y1 + e, b * x1 + d * y1 + f
        if x1 < x0:
            x0, x1 = x1, x0
        if y1 < y0:
            y0, y1 = y1, y0
        add((x0, y0, x1, y1, character, owner))
    return glyphs


def _runs(glyphs: list[Glyph]) -> list[Run]:
    """Characters that follow each other on one line without a gap, as runs."""
    runs: list[Run] = []
    current: list[Glyph] = []
    right = top = bottom = 0.0
    for glyph in glyphs:
        x0, y0, x1, y1 = glyph[0], glyph[1], glyph[2], glyph[3]
        if current:
            height = y1 - y0
            middle = (y0 + y1) / 2
            if top < middle < bottom and -0.25 * height < x0 - right < APART * height:
                current.append(glyph)
                right = x1
                top, bottom = min(top, y0), max(bottom, y1)
                continue
            runs.append(Run(current, current[0][0], top, right, bottom))
        current = [glyph]
        right, top, bottom = x1, y0, y1
    if current:
        runs.append(Run(current, current[0][0], top, right, bottom))
    return runs
