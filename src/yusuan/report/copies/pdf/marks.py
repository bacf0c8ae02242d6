"""The annotations of one page: a highlight with a popup for each place, a note for what is about the whole page."""

from dataclasses import dataclass

from yusuan.model.finding import Severity
from yusuan.report.copies.notes import AUTHOR, Notes, Spot
from yusuan.report.copies.pdf.frame import Box, Frame
from yusuan.report.copies.pdf.increment import Increment
from yusuan.report.copies.pdf.look import BADGE, COLOURS, MARGIN, badge_width, bubble, framed, highlight
from yusuan.report.copies.pdf.syntax import Ref, Value, numbers, text

#: The matrices that set a drawing upright on a page shown turned by so many quarters.
_UPRIGHT = ((1, 0, 0, 1), (0, 1, -1, 0), (-1, 0, 0, -1), (0, -1, 1, 0))
#: Points: how far the badge stands out of its box to the left and above, the size of a note, of its margin, of a popup.
_OUT, _UP, _NOTE, _EDGE, _POPUP = 3.0, 5.5, 20.0, 8.0, (220.0, 140.0)
#: More than this share of the page is framed, not filled.
_BROAD = 0.15
_PRINT = b"4"
_RESOURCES: dict[bytes, Value] = {
    b"/ExtGState": {
        b"/M": {b"/BM": b"/Multiply", b"/ca": b"1"},
        b"/N": {b"/BM": b"/Normal", b"/ca": b"1", b"/CA": b"1"},
    },
    b"/Font": {b"/F": {b"/Type": b"/Font", b"/Subtype": b"/Type1", b"/BaseFont": b"/Helvetica-Bold"}},
}


@dataclass(frozen=True, slots=True)
class _Mark:
    """An annotation to be made: ``box`` as shown."""

    subtype: bytes
    box: Box
    severity: Severity
    words: str
    subject: str


class Marks:
    """Makes the annotations of the page ``page`` within ``increment``."""

    def __init__(self, increment: Increment, page: Ref, frame: Frame, number: int, notes: Notes) -> None:
        self.made: list[Value] = []
        self._increment = increment
        self._page = page
        self._frame = frame
        self._number = number
        self._language = notes.language
        self._date = f"(D:{notes.when:%Y%m%d%H%M%S}Z)".encode("ascii")
        self._notes = 0

    def spot(self, spot: Spot) -> None:
        """Mark a place."""
        words, box = spot.text(self._language), spot.place.box
        subject = "; ".join(dict.fromkeys(f"{r.code} {r.name}".strip() for r in spot.own or spot.others))
        inner = self._frame.within(box) if box is not None else (0.0, 0.0, 0.0, 0.0)
        if inner[2] - inner[0] < 0.5 or inner[3] - inner[1] < 0.5:
            self.note(words, spot.severity, subject)
            return
        wide, high = self._frame.size
        broad = (inner[2] - inner[0]) * (inner[3] - inner[1]) > _BROAD * wide * high
        outer = self._outer(inner, spot.mark)
        size = outer[2] - outer[0], outer[3] - outer[1]
        # A drawing's origin is at its lower left.
        within = inner[0] - outer[0], outer[3] - inner[3], inner[2] - outer[0], outer[3] - inner[1]
        drawn = (framed if broad else highlight)(size, within, COLOURS[spot.severity], spot.mark)
        mark = _Mark(b"/Square" if broad else b"/Highlight", outer, spot.severity, words, subject)
        points = [self._frame.point(inner[i], inner[j]) for i, j in ((0, 1), (2, 1), (0, 3), (2, 3))]
        more: dict[bytes, Value] = {} if broad else {b"/QuadPoints": numbers(*(n for p in points for n in p))}
        self._add(mark, drawn, size, {b"/F": _PRINT, **more})

    def note(self, words: str, severity: Severity, subject: str) -> None:
        """Note something that is about the page, or the document, as a whole: at the upper left corner."""
        left = _EDGE + self._notes * (_NOTE + 4.0)
        self._notes += 1
        box = left, _EDGE, left + _NOTE, _EDGE + _NOTE
        mark = _Mark(b"/Text", box, severity, words, subject)
        self._add(mark, bubble(COLOURS[severity]), (_NOTE, _NOTE), {b"/F": b"0", b"/Name": b"/Comment"})

    def _outer(self, inner: Box, mark: str) -> Box:
        """The box of a mark with its frame and its badge."""
        x0, y0, x1, y1 = inner[0] - MARGIN, inner[1] - MARGIN, inner[2] + MARGIN, inner[3] + MARGIN
        if mark:
            x0, y0 = max(inner[0] - _OUT, 0.0), max(inner[1] - _UP, 0.0)
            x1, y1 = max(x1, x0 + badge_width(mark)), max(y1, y0 + BADGE)
        return x0, y0, x1, y1

    def _add(self, mark: _Mark, drawn: bytes, size: tuple[float, float], more: dict[bytes, Value]) -> None:
        a, b, c, d = _UPRIGHT[self._frame.turns]
        form: dict[bytes, Value] = {
            b"/Type": b"/XObject", b"/Subtype": b"/Form", b"/BBox": numbers(0, 0, *size),
            b"/Matrix": numbers(a, b, c, d, 0, 0), b"/Resources": _RESOURCES,
        }  # fmt: skip
        own, popup = self._increment.reserve(), self._increment.reserve()
        name = f"yusuan-{self._number}-{len(self.made) // 2 + 1}"
        self._increment.set(own, {
            b"/Type": b"/Annot", b"/Subtype": mark.subtype, b"/P": self._page,
            b"/Rect": numbers(*self._frame.rectangle(mark.box)), b"/C": numbers(*COLOURS[mark.severity].line),
            b"/T": text(AUTHOR), b"/Subj": text(mark.subject), b"/Contents": text(mark.words), b"/NM": text(name),
            b"/M": self._date, b"/CreationDate": self._date,
            b"/AP": {b"/N": self._increment.add_stream(form, drawn)}, b"/Popup": popup, **more,
        })  # fmt: skip
        self._increment.set(popup, {
            b"/Type": b"/Annot", b"/Subtype": b"/Popup", b"/P": self._page, b"/Parent": own, b"/Open": b"false",
            b"/F": b"0", b"/Rect": numbers(*self._frame.rectangle(self._beside(mark.box))),
        })  # fmt: skip
        self.made += [own, popup]

    def _beside(self, box: Box) -> Box:
        """Where the words of a mark open: at the right of the page."""
        wide, _ = self._frame.size
        return wide - _POPUP[0], box[1], wide, box[1] + _POPUP[1]
