"""The few functions of pdfium that reading needs, bound for speed, and documents and pages that are closed again.

pypdfium2's bindings check every pointer; half a million calls a document are cheaper over plain addresses. The
functions are called with the GIL held: pdfium is not safe to be used by two threads at once anyway.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import PYFUNCTYPE, c_double, c_float, c_int, c_uint, c_void_p, cast
from typing import Any

import numpy as np
import numpy.typing as npt
from pypdfium2 import raw

from yusuan.model.text import Text
from yusuan.read.errors import DamagedError, EncryptedError, ReadError

#: The bindings are made while importing, name by name; no type checker sees them.
pdfium: Any = raw

Getter = Callable[..., Any]

_P = c_void_p


def _bind(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:  # noqa: ANN401
    """``function`` of the bindings, taking addresses as plain integers."""
    return PYFUNCTYPE(result, *arguments)(cast(function, _P).value or 0)


count_chars = _bind(pdfium.FPDFText_CountChars, c_int, _P)
loose_box = _bind(pdfium.FPDFText_GetLooseCharBox, c_int, _P, c_int, _P)
get_text = _bind(pdfium.FPDFText_GetText, c_int, _P, c_int, c_int, _P)
unicode_of = _bind(pdfium.FPDFText_GetUnicode, c_uint, _P, c_int)
object_of = _bind(pdfium.FPDFText_GetTextObject, _P, _P, c_int)
ink_box = _bind(pdfium.FPDFText_GetCharBox, c_int, _P, c_int, _P, _P, _P, _P)
font_size = _bind(pdfium.FPDFText_GetFontSize, c_double, _P, c_int)
char_matrix = _bind(pdfium.FPDFText_GetMatrix, c_int, _P, c_int, _P)
char_origin = _bind(pdfium.FPDFText_GetCharOrigin, c_int, _P, c_int, _P, _P)
angle_of = _bind(pdfium.FPDFText_GetCharAngle, c_float, _P, c_int)

page_object = _bind(pdfium.FPDFPage_GetObject, _P, _P, c_int)
count_page_objects = _bind(pdfium.FPDFPage_CountObjects, c_int, _P)
form_object = _bind(pdfium.FPDFFormObj_GetObject, _P, _P, c_int)
count_form_objects = _bind(pdfium.FPDFFormObj_CountObjects, c_int, _P)
object_type = _bind(pdfium.FPDFPageObj_GetType, c_int, _P)
object_matrix = _bind(pdfium.FPDFPageObj_GetMatrix, c_int, _P, _P)
object_bounds = _bind(pdfium.FPDFPageObj_GetBounds, c_int, _P, _P, _P, _P, _P)
fill_colour = _bind(pdfium.FPDFPageObj_GetFillColor, c_int, _P, _P, _P, _P, _P)
stroke_colour = _bind(pdfium.FPDFPageObj_GetStrokeColor, c_int, _P, _P, _P, _P, _P)
draw_mode = _bind(pdfium.FPDFPath_GetDrawMode, c_int, _P, _P, _P)
count_segments = _bind(pdfium.FPDFPath_CountSegments, c_int, _P)
path_segment = _bind(pdfium.FPDFPath_GetPathSegment, _P, _P, c_int)
segment_point = _bind(pdfium.FPDFPathSegment_GetPoint, c_int, _P, _P, _P)
segment_type = _bind(pdfium.FPDFPathSegment_GetType, c_int, _P)
segment_close = _bind(pdfium.FPDFPathSegment_GetClose, c_int, _P)

clip_of = _bind(pdfium.FPDFPageObj_GetClipPath, _P, _P)
count_clips = _bind(pdfium.FPDFClipPath_CountPaths, c_int, _P)
count_clip_segments = _bind(pdfium.FPDFClipPath_CountPathSegments, c_int, _P, c_int)
clip_segment = _bind(pdfium.FPDFClipPath_GetPathSegment, _P, _P, c_int, c_int)

#: Points. Nothing on a page lies farther out; a broken file may say so.
FAR = 1e6


def sane(numbers: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
    """Positions as pdfium says them, those that are none or beyond all pages made finite."""
    exact: npt.NDArray[np.float64] = numbers.astype(np.float64)
    # Nearly always they are; a number that is none is not less than anything.
    return exact if np.all(np.abs(exact) <= FAR) else np.clip(np.nan_to_num(exact), -FAR, FAR)


TEXT, PATH, IMAGE, SHADING, FORM = 1, 2, 3, 4, 5
LINE_TO, BEZIER_TO, MOVE_TO = 0, 1, 2


def address(handle: Any) -> int:  # noqa: ANN401
    """The plain address of a handle of the bindings."""
    return cast(handle, _P).value or 0


@contextmanager
def opened(data: bytes) -> Iterator[Any]:
    """A document's handle. Raises EncryptedError or DamagedError; ``data`` must outlive it."""
    handle = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not handle:
        raise _open_error(pdfium.FPDF_GetLastError())
    try:
        yield handle
    finally:
        pdfium.FPDF_CloseDocument(handle)


def _open_error(code: int) -> ReadError:
    """What pdfium's error code means for the user."""
    if code == pdfium.FPDF_ERR_PASSWORD:
        return EncryptedError(
            Text(
                "PDF 已加密，需要密码才能打开。请取消密码后重新导出；公开文本不应设打开密码。",
                "The PDF is encrypted and needs a password. Export it again without one.",
            )
        )
    if code == pdfium.FPDF_ERR_SECURITY:
        return EncryptedError(
            Text(
                "PDF 使用了不支持的加密方式，无法打开。请取消加密后重新导出。",
                "The PDF is encrypted in an unsupported way. Export it again without encryption.",
            )
        )
    return DamagedError(
        Text(
            "PDF 已损坏或不完整（可能下载中断），无法打开。请重新下载或导出。",
            "The PDF is damaged or incomplete (an interrupted download?). Download or export it again.",
        )
    )


@contextmanager
def page_of(document: Any, index: int) -> Iterator[tuple[Any, Any] | None]:  # noqa: ANN401
    """The handles of page ``index`` (from 0) and of its text; None where pdfium cannot load the page."""
    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        yield None
        return
    text = pdfium.FPDFText_LoadPage(page)
    try:
        yield (page, text) if text else None
    finally:
        if text:
            pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(page)


def count_pages(document: Any) -> int:  # noqa: ANN401
    """How many pages the document says it has."""
    return int(pdfium.FPDF_GetPageCount(document))


def page_frame(page: Any) -> tuple[float, float, float, float, int]:  # noqa: ANN401
    """A page's box in its own space (left, bottom, right, top; points) and its quarter turns clockwise."""
    box = pdfium.FS_RECTF()
    if pdfium.FPDF_GetPageBoundingBox(page, box):
        turns = int(pdfium.FPDFPage_GetRotation(page)) % 4
        return box.left, box.bottom, box.right, box.top, turns
    return 0.0, 0.0, 595.0, 842.0, 0
