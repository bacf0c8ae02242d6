"""A page known by its characters' places and its drawn lines (OFD, HTML), laid out as a PDF's page is.

Places are kept in points with the origin at the bottom left, as PDF has them.
"""

from dataclasses import dataclass, field

from yusuan.model.grid import Page
from yusuan.model.place import Source
from yusuan.read.pdf.clips import Clips
from yusuan.read.pdf.drawn import Drawn, box_drawn, seen_white, sides
from yusuan.read.pdf.frame import Frame, Matrix, frame_of
from yusuan.read.pdf.glyphs import Glyph
from yusuan.read.pdf.pages import lay
from yusuan.read.pdf.runs import APART, WORD, Run, run_of

Bounds = tuple[float, float, float, float]


@dataclass(slots=True)
class Letter:
    """One character: its box (left, bottom, right, top; points, y upwards), the text object it is of."""

    box: Bounds
    character: str
    owner: int


@dataclass(slots=True)
class Stretch:
    """The characters of one text code in order. ``turns``: quarters clockwise to stand upright; ``slanted``: aslant."""

    letters: list[Letter]
    turns: int
    slanted: bool


@dataclass(slots=True)
class Shown:
    """All that a page shows; ``paths``: outlines, whether straight, inks of filling and stroke; ``clips`` by owner."""

    stretches: list[Stretch] = field(default_factory=list)
    paths: list[tuple[list[tuple[float, float]], bool, int, int]] = field(default_factory=list)
    clips: dict[int, Bounds] = field(default_factory=dict)
    images: int = 0


@dataclass(slots=True)
class PlacedClips(Clips):
    """The clips of a page's texts, by the index of a character."""

    owners: list[int] = field(default_factory=list)
    boxes: dict[int, Bounds] = field(default_factory=dict)

    def owner(self, character: int) -> int:
        """The number of the text object that a character is of."""
        return self.owners[character]

    def of(self, character: int) -> Bounds | None:
        """The box (x0, top, x1, bottom; points) that a character is clipped to; None where it is not clipped."""
        return self.boxes.get(self.owners[character])


def laid(shown: Shown, size: tuple[float, float], upright: int, number: int, source: Source) -> Page:
    """Lay out page ``number`` of ``size`` (points); ``upright``: quarters to turn it by for its text to stand."""
    frame = frame_of((0.0, 0.0, *size), 0, upright)
    clips = PlacedClips(0, frame.matrix, {})
    clips.boxes = {owner: _mapped(frame.matrix, box) for owner, box in shown.clips.items()}
    runs: list[Run] = []
    glyphs: list[Glyph] = []
    for stretch in shown.stretches:
        own = _glyphs(stretch.letters, frame, clips.owners)
        if stretch.slanted:
            runs.append(run_of(own, tight=True))
            runs[-1].slanted = True
        else:
            # Many producers write each character as an object of its own: what touches is one run all the same.
            glyphs.extend(own)
    runs.extend(_runs(glyphs))
    return lay(runs, _drawn(shown, frame.matrix), clips, frame, number, source).page


def _glyphs(letters: list[Letter], frame: Frame, owners: list[int]) -> list[Glyph]:
    out: list[Glyph] = []
    for letter in letters:
        out.append((*_mapped(frame.matrix, letter.box), letter.character, len(owners)))
        owners.append(letter.owner)
    return out


def _mapped(matrix: Matrix, box: Bounds) -> Bounds:
    """A box in the page's own space where its text is upright: x0, top, x1, bottom."""
    x0, y0 = through(matrix, box[0], box[1])
    x1, y1 = through(matrix, box[2], box[3])
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _runs(glyphs: list[Glyph]) -> list[Run]:
    """Characters that follow each other on one line without a gap, as runs."""
    runs: list[Run] = []
    current: list[Glyph] = []
    tight = True
    for glyph in glyphs:
        if current:
            before = current[-1]
            gap, height = glyph[0] - before[2], glyph[3] - glyph[1]
            level = before[1] < (glyph[1] + glyph[3]) / 2 < before[3]
            if not level or gap >= APART * height or gap < -0.5 * (glyph[2] - glyph[0]) - 0.1:
                runs.append(run_of(current, tight=tight))
                current, tight = [], True
            elif gap > WORD * height:
                tight = False
        current.append(glyph)
    if current:
        runs.append(run_of(current, tight=tight))
    return runs


def _drawn(shown: Shown, matrix: Matrix) -> Drawn:
    drawn = Drawn(images=shown.images)
    for points, straight, fill, stroke in shown.paths:
        mapped = [through(matrix, x, y) for x, y in points]
        if stroke:
            sides(mapped, stroke, drawn)
        elif straight:
            xs, ys = [p[0] for p in mapped], [p[1] for p in mapped]
            box_drawn((min(xs), min(ys), max(xs), max(ys)), fill, drawn)
    seen_white(drawn)
    return drawn


def width_of(character: str) -> float:
    """About how wide a character is, in ems; rather too wide than too narrow, so that words stay whole."""
    if character > "\u2e7f" or character in "—…“”‘’":
        return 1.0
    return 0.66 if character.isupper() or character in "%@mw" else 0.5


def through(m: Matrix, x: float, y: float) -> tuple[float, float]:
    """A point taken through ``m``."""
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]
