"""What of a page's text can be seen: text is often drawn in full and clipped at a cell, a table or the page."""

from ctypes import addressof, c_float
from dataclasses import dataclass, field
from itertools import repeat

from yusuan.read.pdf import native
from yusuan.read.pdf.frame import Matrix
from yusuan.read.pdf.runs import Run

Bounds = tuple[float, float, float, float]


@dataclass(slots=True)
class Clips:
    """The clip boxes of a page's text objects, looked up as they are asked for.

    ``text``: address of the page's text. ``matrix``: of the page; ``forms``: for the objects in forms, theirs.
    """

    text: int
    matrix: Matrix
    forms: dict[int, Matrix]
    _known: dict[int, Bounds | None] = field(default_factory=dict)
    _paths: dict[tuple[int, ...], Bounds | None] = field(default_factory=dict)

    def owner(self, character: int) -> int:
        """The address of the text object that a character is of, 0 if there is none."""
        return native.object_of(self.text, character) or 0

    def of(self, character: int) -> Bounds | None:
        """The box (x0, top, x1, bottom; points) that a character is clipped to; None where it is not clipped."""
        owner = self.owner(character)
        if not owner:
            return None
        if owner not in self._known:
            clip = native.clip_of(owner)
            self._known[owner] = self._box(owner, clip, native.count_clips(clip))
        return self._known[owner]

    def of_each(self, characters: list[int]) -> list[Bounds | None]:
        """The same for many characters, asked all at once: on most pages nothing is clipped."""
        if not self.text:
            return [self.of(character) for character in characters]
        owners = list(map(native.object_of, repeat(self.text), characters))
        clips = list(map(native.clip_of, owners))
        counts = list(map(native.count_clips, clips))
        if max(counts, default=0) <= 0:
            return [None] * len(owners)
        for owner, clip, count in zip(owners, clips, counts, strict=True):
            if owner and owner not in self._known:
                self._known[owner] = self._box(owner, clip, count)
        return [self._known[owner] if owner else None for owner in owners]

    def _box(self, owner: int, clip: int, count: int) -> Bounds | None:
        """The clip box of a text object. Objects share their clip paths: the addresses of first points know them."""
        if not clip or count <= 0:
            return None
        first = native.clip_segment
        key = (owner if owner in self.forms else 0, *[first(clip, path, 0) or 0 for path in range(count)])
        if key not in self._paths:
            self._paths[key] = _clip_box(clip, count, self.forms.get(owner, self.matrix))
        return self._paths[key]


def _clip_box(clip: int, count: int, matrix: Matrix) -> Bounds | None:
    """The common part of the boxes around all of a clip's ``count`` paths."""
    a, b, c, d, e, f = matrix
    point = (c_float * 2)()
    x_at = addressof(point)
    x0, top, x1, bottom = -1e9, -1e9, 1e9, 1e9
    for path in range(count):
        xs, ys = [], []
        for i in range(native.count_clip_segments(clip, path)):
            native.segment_point(native.clip_segment(clip, path, i), x_at, x_at + 4)
            x, y = point
            xs.append(a * x + c * y + e)
            ys.append(b * x + d * y + f)
        if xs:
            x0, top, x1, bottom = max(x0, min(xs)), max(top, min(ys)), min(x1, max(xs)), min(bottom, max(ys))
    return (x0, top, x1, bottom) if x0 > -1e9 else None


def visible(run: Run, clip: Bounds) -> bool:
    """Whether a run shows under its clip: enough of it to be read here.

    A line cut in two by a page break is drawn on both pages and shows its upper part on the first, its lower part on
    the second; it is to be seen once. It is taken where its upper part shows, unless that is little.
    """
    if run.x1 <= clip[0] or run.x0 >= clip[2]:
        return False
    height = run.bottom - run.top
    if run.top < clip[1]:
        return run.bottom - clip[1] >= 0.62 * height
    if run.bottom > clip[3]:
        return clip[3] - run.top >= 0.36 * height
    return True
