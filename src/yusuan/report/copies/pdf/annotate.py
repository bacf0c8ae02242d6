"""A PDF with its findings as highlights, notes and bookmarks; what was there stays as it is, to the byte."""

import io
from collections import defaultdict
from typing import Any

import pypdfium2
from pypdfium2 import PdfiumError

from yusuan.model.finding import Severity
from yusuan.model.text import Text
from yusuan.read.errors import ReadError
from yusuan.read.pdf import native
from yusuan.report.copies.errors import NoCopyError
from yusuan.report.copies.notes import Notes, Remark, Spot
from yusuan.report.copies.pdf.file import PageObject, PdfFile
from yusuan.report.copies.pdf.frame import Frame, frame_of
from yusuan.report.copies.pdf.increment import Increment
from yusuan.report.copies.pdf.marks import Marks
from yusuan.report.copies.pdf.outline import Target, add_outline
from yusuan.report.copies.pdf.syntax import OddPdfError, Ref, Value

#: Points that are shown above the place that a bookmark leads to.
_ABOVE = 60.0


def annotated_pdf(data: bytes, notes: Notes) -> bytes:
    """``data`` with ``notes``. Raises NoCopyError.

    A file that is encrypted (and opens without a password) or whose cross-references are broken is written anew by
    pdfium first; any other is kept byte for byte, and what is new stands after its end.
    """
    try:
        made = _marked(data, notes)
    except OddPdfError:
        made = b""
    if made and _opens(made, data):
        return made
    try:
        anew = _written_anew(data)
        made = _marked(anew, notes)
    except (OddPdfError, PdfiumError) as error:
        raise NoCopyError(_unwritable()) from error
    if not _opens(made, anew):
        raise NoCopyError(_unwritable())
    return made


def _marked(data: bytes, notes: Notes) -> bytes:
    file = PdfFile(data)
    pages = file.pages()
    if not pages:
        raise OddPdfError("no pages")
    increment = Increment(file)
    by_page: dict[int, list[Spot]] = defaultdict(list)
    strays: list[Spot] = []
    for spot in notes.spots:
        at = spot.place.page
        if at is not None and 1 <= at <= len(pages):
            by_page[at].append(spot)
        else:
            strays.append(spot)
    frames: dict[int, Frame] = {}
    for number in sorted({1, *by_page}):
        page = pages[number - 1]
        frame = frames[number] = frame_of(file, page)
        marks = Marks(increment, page.ref, frame, number, notes)
        if number == 1:
            words = "\n\n".join((notes.summary(), *(s.text(notes.language) for s in strays)))
            marks.note(words, _worst(notes), Text("检查结果", "result").say(notes.language))
        for spot in sorted(by_page[number], key=_order):
            marks.spot(spot)
        _hang(file, increment, page, marks.made)
    targets = _targets(notes, pages, frames)
    add_outline(file, increment, notes, targets, pages[0].ref)
    return increment.whole()


def _hang(file: PdfFile, increment: Increment, page: PageObject, made: list[Value]) -> None:
    """Put annotations on a page, after those that it has."""
    held = file.get(page.own.get(b"/Annots"))
    if held in (None, b"null"):
        held = []
    if not isinstance(held, list):
        raise OddPdfError("annotations that are no array")
    increment.set(page.ref, page.own | {b"/Annots": held + made})


def _targets(notes: Notes, pages: list[PageObject], frames: dict[int, Frame]) -> list[Target]:
    """Every remark of this file with its destination, by number."""
    found: list[tuple[Remark, list[Value]]] = [(r, [pages[0].ref, b"/Fit"]) for r in notes.rest]
    for spot in notes.spots:
        frame = frames.get(spot.place.page or 0)
        for remark in spot.own:
            if frame is None or spot.place.page is None:
                found.append((remark, [pages[0].ref, b"/Fit"]))
            else:
                found.append((remark, _destination(spot, pages[spot.place.page - 1].ref, frame)))
    return [Target(r, d) for r, d in sorted(found, key=lambda one: one[0].number)]


def _destination(spot: Spot, page: Ref, frame: Frame) -> list[Value]:
    top = spot.place.box[1] if spot.place.box else 0.0
    x, y = frame.point(0.0, max(top - _ABOVE, 0.0))
    return [page, b"/XYZ", b"%d" % round(x), b"%d" % round(y), b"0"]


def _worst(notes: Notes) -> Severity:
    return max((r.severity for r in notes.remarks), default=Severity.HINT)


def _order(spot: Spot) -> tuple[float, float]:
    """From the top: a badge stands out into the place above it; a large place is put under those that begin with it."""
    x0, y0, x1, y1 = spot.place.box or (0.0, 0.0, 0.0, 0.0)
    return y0, (x0 - x1) * (y1 - y0)


def _opens(made: bytes, before: bytes) -> bool:
    """Whether pdfium opens the copy, with as many pages as before and the note on the first."""
    try:
        with native.opened(before) as old, native.opened(made) as new:
            if native.count_pages(old) != native.count_pages(new):
                return False
            page = native.pdfium.FPDF_LoadPage(new, 0)
            if not page:
                return False
            count = int(native.pdfium.FPDFPage_GetAnnotCount(page))
            native.pdfium.FPDF_ClosePage(page)
            return count > 0
    except ReadError:
        return False


def _written_anew(data: bytes) -> bytes:
    """The file as pdfium writes it: whole, and not encrypted. Raises PdfiumError."""
    opened: Any = pypdfium2.PdfDocument  # untyped
    with opened(data) as document:
        out = io.BytesIO()
        document.save(out, flags=native.pdfium.FPDF_REMOVE_SECURITY)
    return out.getvalue()


def _unwritable() -> Text:
    return Text(
        "PDF 已加密或结构有损坏，无法在其中加批注", "the PDF is encrypted or damaged and cannot be annotated"
    )  # fmt: skip
