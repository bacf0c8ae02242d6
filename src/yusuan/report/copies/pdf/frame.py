"""From a page as it is shown (points from its top left) to its own space, as pdfium takes boxes and turns."""

from dataclasses import dataclass

from yusuan.report.copies.pdf.file import PageObject, PdfFile
from yusuan.report.copies.pdf.syntax import OddPdfError, Value, whole

Box = tuple[float, float, float, float]
Point = tuple[float, float]

#: Points. A page that goes farther is none.
_FAR = 1e6
_LETTER = (0.0, 0.0, 612.0, 792.0)


@dataclass(frozen=True, slots=True)
class Frame:
    """``box`` of a page in its own space (left, bottom, right, top), ``turns``: quarters that it is shown turned by."""

    box: Box
    turns: int

    @property
    def size(self) -> Point:
        """Width and height as shown."""
        wide, high = self.box[2] - self.box[0], self.box[3] - self.box[1]
        return (high, wide) if self.turns % 2 else (wide, high)

    def point(self, x: float, y: float) -> Point:
        """A point as shown in the page's own space."""
        left, bottom, right, top = self.box
        return ((left + x, top - y), (left + y, bottom + x), (right - x, bottom + y), (right - y, top - x))[self.turns]

    def rectangle(self, box: Box) -> Box:
        """A box as shown in the page's own space: left, bottom, right, top."""
        (ax, ay), (bx, by) = self.point(box[0], box[1]), self.point(box[2], box[3])
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    def within(self, box: Box) -> Box:
        """The part of a box that is on the page as shown."""
        wide, high = self.size
        x0, x1 = (min(max(x, 0.0), wide) for x in (box[0], box[2]))
        y0, y1 = (min(max(y, 0.0), high) for y in (box[1], box[3]))
        return x0, y0, x1, y1


def frame_of(file: PdfFile, page: PageObject) -> Frame:
    """The frame of ``page``. Raises OddPdfError."""
    media = _box(file, page.whole.get(b"/MediaBox")) or _LETTER
    crop = _box(file, page.whole.get(b"/CropBox")) or media
    box = max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3])
    if box[0] >= box[2] or box[1] >= box[3]:
        raise OddPdfError("a page without area")
    turned = file.get(page.whole.get(b"/Rotate"))
    return Frame(box, whole(turned) // 90 % 4)


def _box(file: PdfFile, value: Value | None) -> Box | None:
    """A box with its edges in order; None where it is none or has no area."""
    found = file.get(value)
    if not isinstance(found, list) or len(found) != 4:
        return None
    try:
        a, b, c, d = (float(v) for v in map(file.get, found) if isinstance(v, bytes))
    except ValueError:
        return None
    box = min(a, c), min(b, d), max(a, c), max(b, d)
    return box if -_FAR < box[0] < box[2] < _FAR and -_FAR < box[1] < box[3] < _FAR else None
