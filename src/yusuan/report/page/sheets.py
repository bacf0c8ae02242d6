"""The pages of a PDF or of a picture file as pictures, and how large each is in points."""

import contextlib
from collections.abc import Iterator
from ctypes import POINTER, c_ubyte, cast
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from yusuan.read.errors import ReadError
from yusuan.read.limits import DEFAULT
from yusuan.read.pdf import native
from yusuan.report.page.picture import colourful, data_uri

#: Kinds of source whose pages can be shown as they look.
PICTURED = frozenset({"pdf", "jpeg", "png", "tiff"})
#: Pixels to the inch, up to so many pages of a file: a long one is shown less finely.
_FINENESS = ((60, 120.0), (150, 105.0), (1_000_000, 90.0))
#: A page has at most this many pixels.
_MOST = 6_000_000
#: How a bitmap holds its pixels, by bytes a pixel.
_FORMATS = {1: 1, 3: 2}
_ANNOTATIONS, _WHITE = 1, 0xFFFFFFFF
#: Whether a page has colours is seen on a picture of a third the size.
_LOOK = 3
#: Points. A page larger than that is drawn as if it were no larger.
_LARGEST = 14_400.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: ``width`` and ``height`` in points, ``pixels`` (wide, high) of its picture, ``uri`` '' without one."""

    number: int
    width: float
    height: float
    pixels: tuple[int, int]
    uri: str


def sheets(data: bytes, kind: str) -> Iterator[Sheet]:
    """The pages of a file of one of the ``PICTURED`` kinds; nothing where it cannot be opened any more."""
    with contextlib.suppress(ReadError):
        yield from _of_pdf(data) if kind == "pdf" else _of_picture(data)


def _of_pdf(data: bytes) -> Iterator[Sheet]:
    with native.opened(data) as document:
        count = min(native.count_pages(document), DEFAULT.max_pages)
        dpi = next(dpi for most, dpi in _FINENESS if count <= most)
        for index in range(count):
            yield _sheet(document, index, dpi)


def _sheet(document: Any, index: int, dpi: float) -> Sheet:  # noqa: ANN401 - a handle of the bindings
    pdfium = native.pdfium
    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        return Sheet(index + 1, 595.0, 842.0, (0, 0), "")
    try:
        width, height = float(pdfium.FPDF_GetPageWidthF(page)), float(pdfium.FPDF_GetPageHeightF(page))
        if not (1.0 <= width <= _LARGEST and 1.0 <= height <= _LARGEST):
            return Sheet(index + 1, 595.0, 842.0, (0, 0), "")
        scale = min(dpi / 72, (_MOST / (width * height)) ** 0.5)
        wide, high = max(1, round(width * scale)), max(1, round(height * scale))
        small = _drawn(page, max(1, wide // _LOOK), max(1, high // _LOOK), 3)
        pixels = _drawn(page, wide, high, 3 if colourful(small) else 1)
        return Sheet(index + 1, width, height, (wide, high), data_uri(pixels))
    finally:
        pdfium.FPDF_ClosePage(page)


def _drawn(page: Any, width: int, height: int, each: int) -> Any:  # noqa: ANN401 - an array
    """A page in so many pixels, of one byte ``each`` (greys) or three (blue, green, red)."""
    pdfium = native.pdfium
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, _FORMATS[each], None, 0)
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, _WHITE)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, _ANNOTATIONS)
        stride = int(pdfium.FPDFBitmap_GetStride(bitmap))
        start = cast(pdfium.FPDFBitmap_GetBuffer(bitmap), POINTER(c_ubyte))
        flat = np.ctypeslib.as_array(start, (height, stride))[:, : each * width].copy()
        return flat if each == 1 else flat.reshape(height, width, each)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)


def _of_picture(data: bytes) -> Iterator[Sheet]:
    from PIL import Image  # noqa: PLC0415 - where a picture was read, the extra is there

    from yusuan.read.ocr.bitmap import pictures  # noqa: PLC0415

    for number, (grey, scale) in enumerate(pictures(data, "", DEFAULT), 1):
        height, width = grey.shape
        less = min(1.0, _FINENESS[0][1] / 72 / scale, (_MOST / (width * height)) ** 0.5)
        size = (max(1, round(width * less)), max(1, round(height * less)))
        small = np.asarray(Image.fromarray(grey).resize(size, Image.Resampling.BOX))
        yield Sheet(number, width / scale, height / scale, size, data_uri(small))


def bytes_of(path: str) -> bytes | None:
    """The bytes of a source given as ``path`` (of a member of an archive for ``a.zip!b.pdf``); None if it is gone."""
    from yusuan.read.source import load  # noqa: PLC0415

    try:
        return load(Path(path))
    except ReadError:
        return None
