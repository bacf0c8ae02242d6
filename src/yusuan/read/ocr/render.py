"""A page of a PDF as a grey picture."""

from ctypes import POINTER, addressof, c_float, c_ubyte, c_uint, cast
from typing import TYPE_CHECKING, Any

from yusuan.read.pdf import native

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Picture = NDArray[Any]

#: Pixels a point: 200 and 300 to the inch. A scan is shown as fine as it is, within these.
_COARSE, _FINE = 200 / 72, 300 / 72
#: A page has at most this many pixels.
_MOST = 25_000_000
_GREY, _ANNOTATIONS, _WHITE = 1, 1, 0xFFFFFFFF


def rendered(document: Any, index: int) -> "tuple[Picture, float] | None":  # noqa: ANN401
    """Page ``index`` (from 0) and its pixels a point; None where pdfium cannot draw it."""
    pdfium = native.pdfium
    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        return None
    try:
        width, height = float(pdfium.FPDF_GetPageWidthF(page)), float(pdfium.FPDF_GetPageHeightF(page))
        if not (1.0 <= width <= 1e5 and 1.0 <= height <= 1e5):
            return None
        scale = min(_scale(page), (_MOST / (width * height)) ** 0.5)
        return _drawn(page, max(1, round(width * scale)), max(1, round(height * scale))), scale
    finally:
        pdfium.FPDF_ClosePage(page)


def _drawn(page: Any, width: int, height: int) -> "Picture":  # noqa: ANN401
    """A page in so many pixels."""
    import numpy as np  # noqa: PLC0415

    pdfium = native.pdfium
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, _GREY, None, 0)
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, _WHITE)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, _ANNOTATIONS)
        stride = int(pdfium.FPDFBitmap_GetStride(bitmap))
        start = cast(pdfium.FPDFBitmap_GetBuffer(bitmap), POINTER(c_ubyte))
        return np.ctypeslib.as_array(start, (height, stride))[:, :width].copy()
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)


def _scale(page: Any) -> float:  # noqa: ANN401
    """Pixels a point of the finest large picture on a page, within bounds."""
    floats, ints = (c_float * 4)(), (c_uint * 2)()
    f, at = addressof(floats), native.address(page)
    best = _COARSE
    for i in range(min(50, native.count_page_objects(at))):
        item = native.page_object(at, i)
        if native.object_type(item) != native.IMAGE:
            continue
        native.object_bounds(item, f, f + 4, f + 8, f + 12)
        wide = floats[2] - floats[0]
        if wide > 200 and native.pdfium.FPDFImageObj_GetImagePixelSize(
            cast(item, native.pdfium.FPDF_PAGEOBJECT), ints, cast(addressof(ints) + 4, POINTER(c_uint))
        ):
            best = max(best, ints[0] / wide)
    return min(best, _FINE)
