"""The place of a finding as a picture: a strip of the page as it looks, with a frame around what is meant."""

import contextlib
import hashlib
from collections.abc import Iterator, Sequence
from ctypes import POINTER, c_ubyte, cast
from dataclasses import dataclass
from typing import Any

import numpy as np

from yusuan.model.disclosure import Disclosure
from yusuan.model.place import Place
from yusuan.read.errors import ReadError
from yusuan.read.pdf import native
from yusuan.report.page.picture import encoded
from yusuan.report.page.sheets import bytes_of

Box = tuple[float, float, float, float]

#: Pixels to the inch; points of the page shown above and below the place, and the highest strip.
_DPI, _AROUND, _HIGHEST = 120.0, 34.0, 260.0
#: Points. A page larger than that is not drawn.
_LARGEST = 14_400.0
_MOST_PIXELS = 3_000_000
_BGR, _ANNOTATIONS, _WHITE = 2, 1, 0xFFFFFFFF
#: The frames of the place and of what is near (blue, green, red), and how many pixels they are wide.
_RED, _ORANGE, _THICK = (40, 40, 220), (60, 160, 255), 3
#: A pixel whose green is as light as that is blank; pixels of margin that are left.
_BLANK, _MARGIN = 235, 12


@dataclass(frozen=True, slots=True)
class Crop:
    """A strip of a page: ``data`` of a PNG or JPEG file, ``width`` and ``height`` in pixels."""

    data: bytes
    width: int
    height: int


class Crops:
    """Cuts pictures out of the PDFs of one document, which are opened once."""

    def __init__(self, paths: Sequence[str], disclosure: Disclosure, stack: contextlib.ExitStack) -> None:
        self._documents: dict[str, Any] = {}
        if not any(s.kind == "pdf" for s in disclosure.sources):
            return
        for path in paths:
            data = bytes_of(path)
            if data is not None and data[:1024].find(b"%PDF") >= 0:
                with contextlib.suppress(ReadError):
                    document = stack.enter_context(native.opened(data))
                    self._documents[hashlib.sha256(data).hexdigest()] = document

    def of(self, place: Place | None, also: Sequence[Place] = ()) -> Crop | None:
        """A picture of ``place``, with those of ``also`` in the strip framed too; None where there is none to show."""
        if place is None or place.page is None or place.box is None:
            return None
        document = self._documents.get(place.source.sha256)
        if document is None:
            return None
        near = [p.box for p in also if p.box and p.page == place.page and p.source == place.source]
        return _cut(document, place.page - 1, place.box, near)


@contextlib.contextmanager
def crops(paths: Sequence[str], disclosure: Disclosure) -> Iterator[Crops]:
    """Open the PDFs of a document to cut pictures out of them."""
    with contextlib.ExitStack() as stack:
        yield Crops(paths, disclosure, stack)


def _cut(document: Any, index: int, box: Box, near: Sequence[Box]) -> Crop | None:  # noqa: ANN401 - a handle
    pdfium = native.pdfium
    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        return None
    try:
        width, height = float(pdfium.FPDF_GetPageWidthF(page)), float(pdfium.FPDF_GetPageHeightF(page))
        top, bottom = _strip(box, near, height)
        if not (1.0 <= width <= _LARGEST and height <= _LARGEST and bottom - top >= 1.0):
            return None
        scale = min(_DPI / 72, (_MOST_PIXELS / (width * (bottom - top))) ** 0.5)
        pixels = _drawn(page, (width, height), top, bottom, scale)
    finally:
        pdfium.FPDF_ClosePage(page)
    for one in near:
        _frame(pixels, one, top, scale, _ORANGE)
    _frame(pixels, box, top, scale, _RED)
    pixels = _without_margins(pixels)
    data, _ = encoded(pixels)
    return Crop(data, pixels.shape[1], pixels.shape[0])


def _strip(box: Box, near: Sequence[Box], height: float) -> tuple[float, float]:
    """From where to where on the page: around ``box``, stretched to what is near as long as it is not too high."""
    top, bottom = box[1], min(box[3], box[1] + _HIGHEST)
    for one in sorted(near, key=lambda b: abs(b[1] - box[1])):
        upper, lower = min(top, one[1]), max(bottom, one[3])
        if lower - upper <= _HIGHEST:
            top, bottom = upper, lower
    return max(0.0, top - _AROUND), min(height, bottom + _AROUND)


def _drawn(page: Any, size: tuple[float, float], top: float, bottom: float, scale: float) -> Any:  # noqa: ANN401
    """The strip of the page in pixels: blue, green, red."""
    pdfium = native.pdfium
    wide, high = max(1, round(size[0] * scale)), max(1, round((bottom - top) * scale))
    bitmap = pdfium.FPDFBitmap_CreateEx(wide, high, _BGR, None, 0)
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, wide, high, _WHITE)
        whole = max(1, round(size[1] * scale))
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, -round(top * scale), wide, whole, 0, _ANNOTATIONS)
        stride = int(pdfium.FPDFBitmap_GetStride(bitmap))
        start = cast(pdfium.FPDFBitmap_GetBuffer(bitmap), POINTER(c_ubyte))
        flat = np.ctypeslib.as_array(start, (high, stride))[:, : 3 * wide]
        return flat.reshape(high, wide, 3).copy()
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)


def _without_margins(pixels: Any) -> Any:  # noqa: ANN401 - numpy's arrays
    """The strip without the blank margins of the page, so that its text is larger in the same room."""
    inked = np.flatnonzero((pixels[:, :, 1] < _BLANK).any(axis=0))
    if not len(inked):
        return pixels
    return np.ascontiguousarray(pixels[:, max(0, inked[0] - _MARGIN) : inked[-1] + 1 + _MARGIN])


def _frame(
    pixels: Any,  # noqa: ANN401 - numpy's arrays
    box: Box,
    top: float,
    scale: float,
    colour: tuple[int, int, int],
) -> None:
    """Draw a frame around ``box``, a little outside of it."""
    high, wide = pixels.shape[:2]
    left, right = (int(np.clip(round(x * scale), 0, wide)) for x in (box[0] - 2, box[2] + 2))
    upper, lower = (int(np.clip(round((y - top) * scale), 0, high)) for y in (box[1] - 2, box[3] + 2))
    if right - left < 2 or lower - upper < 2:
        return
    for rows in (slice(upper, upper + _THICK), slice(max(upper, lower - _THICK), lower)):
        pixels[rows, left:right] = colour
    for columns in (slice(left, left + _THICK), slice(max(left, right - _THICK), right)):
        pixels[upper:lower, columns] = colour
