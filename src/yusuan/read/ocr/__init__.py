"""Pictures of pages (scans, photographs) to pages: rulings by image, each cell recognised by itself.

Needs the extra ``yusuan[ocr]``; nothing here is imported without it but this module, and nothing is ever fetched.
"""

import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from yusuan.model.grid import Page, Pages
from yusuan.model.place import Source
from yusuan.model.text import Text
from yusuan.read.errors import TooLargeError, UnsupportedError
from yusuan.read.limits import Limits
from yusuan.read.ocr.engine import ready

__all__ = ["INSTALL", "listed", "read_image", "ready", "recognised"]

#: What to do where the extra is not installed.
INSTALL = Text("安装识别组件后可读取：pip install 'yusuan[ocr]'。", "To read it, install: pip install 'yusuan[ocr]'.")


def read_image(data: bytes, source: Source, limits: Limits) -> Pages:
    """The pages of a JPEG, PNG or TIFF. Raises UnsupportedError without the extra, DamagedError, TooLargeError."""
    if not ready():
        raise UnsupportedError(
            Text(
                f"文件内容是{_named(source)}，没有文字层。{INSTALL.zh}",
                f"The file is a picture without text. {INSTALL.en}",
            )
        )
    from yusuan.read.ocr.bitmap import pictures  # noqa: PLC0415
    from yusuan.read.ocr.engine import engine  # noqa: PLC0415
    from yusuan.read.ocr.page import read_picture_page  # noqa: PLC0415

    pages: list[Page] = []
    notes: list[str] = []
    end = time.monotonic() + limits.max_ocr_seconds
    for number, (grey, scale) in enumerate(pictures(data, _named(source), limits), 1):
        if time.monotonic() > end:
            raise TooLargeError(_slow(number, limits))
        page, doubts = read_picture_page(grey, scale, number, source, engine())
        pages.append(page)
        notes.extend(doubts)
    return Pages(source, tuple(pages), (_note([p.number for p in pages], len(pages)), *notes))


def recognised(document: Any, pages: Sequence[Page], source: Source, limits: Limits) -> tuple[list[Page], list[str]]:  # noqa: ANN401
    """``pages`` of an open PDF with those recognised that have no text layer, and what is to be said of them."""
    from yusuan.read.ocr.engine import engine  # noqa: PLC0415
    from yusuan.read.ocr.page import read_picture_page  # noqa: PLC0415
    from yusuan.read.ocr.render import rendered  # noqa: PLC0415

    end = time.monotonic() + limits.max_ocr_seconds
    out: list[Page] = []
    notes: list[str] = []
    done: list[int] = []
    late: list[int] = []
    for page in pages:
        if page.has_text or time.monotonic() > end:
            out.append(page)
            if not page.has_text:
                late.append(page.number)
            continue
        picture = rendered(document, page.number - 1)
        if picture is None:
            out.append(page)
            late.append(page.number)
            continue
        read, doubts = read_picture_page(*picture, page.number, source, engine())
        out.append(replace(read, width=page.width, height=page.height))
        notes.extend(doubts)
        done.append(page.number)
    if done:
        notes.insert(0, _note(done, len(pages)))
    if late:
        notes.append(f"第 {listed(late)} 页没有文字层，识别超过 {limits.max_ocr_seconds:.0f} 秒，未读取。")
    return out, notes


def _named(source: Source) -> str:
    """What kind of picture it is, in Chinese."""
    return f" {source.kind.upper()} 图片"


def _note(numbers: Sequence[int], pages: int) -> str:
    where = "全文" if len(numbers) == pages else f"第 {listed(numbers)} 页"
    return f"{where}没有文字层（扫描件或图片），其中的文字和数字由图像识别得出。请公开可检索文字的版本。"


def _slow(number: int, limits: Limits) -> Text:
    return Text(
        f"识别到第 {number} 页时已超过 {limits.max_ocr_seconds:.0f} 秒，未读完。",
        f"Recognising took over {limits.max_ocr_seconds:.0f} s at page {number}; it was stopped.",
    )


def listed(numbers: Iterable[int]) -> str:
    """Page numbers as a list; the first twenty of many."""
    every = list(numbers)
    return "、".join(map(str, every[:20])) + ("……" if len(every) > 20 else "")
