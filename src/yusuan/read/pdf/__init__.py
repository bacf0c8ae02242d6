"""PDF to pages over pdfium: characters and rulings in, grids and lines with their boxes out."""

import re
import time

import numpy as np

from yusuan.model.grid import Grid, Page, Pages
from yusuan.model.place import Source
from yusuan.model.text import Text
from yusuan.read import ocr
from yusuan.read.errors import DamagedError, TooLargeError
from yusuan.read.limits import DEFAULT, Limits
from yusuan.read.pdf import native
from yusuan.read.pdf.guard import check_bytes
from yusuan.read.pdf.pages import read_page

#: What is neither ASCII, Latin-1, punctuation, a symbol, an ideograph nor a full-width form.
_ODD = re.compile("[^\\x09-\\xff\u2000-\u27bf\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]|\ufffd")


def read_pdf(data: bytes, source: Source, limits: Limits = DEFAULT) -> Pages:
    """The pages of a PDF's bytes. Raises EncryptedError, DamagedError or TooLargeError."""
    check_bytes(data, limits)
    end = time.monotonic() + limits.max_seconds
    notes: list[str] = []
    pages: list[Page] = []
    # Positions that a broken file says to be infinite are made finite; that is no cause to warn.
    with native.opened(data) as document, np.errstate(invalid="ignore", over="ignore"):
        count = native.count_pages(document)
        _check_count(count, limits)
        for index in range(count):
            if time.monotonic() > end:
                raise TooLargeError(
                    Text(
                        f"读到第 {index} 页（共 {count} 页）时已超过 {limits.max_seconds:.0f} 秒，未读完。",
                        f"Reading took over {limits.max_seconds:.0f} s at page {index} of {count}; it was stopped.",
                    )
                )
            with native.page_of(document, index) as handles:
                if handles is None:
                    notes.append(f"第 {index + 1} 页已损坏，无法读取。")
                else:
                    pages.append(read_page(handles, index + 1, source, limits))
        if not all(page.has_text for page in pages) and ocr.ready():
            pages, said = ocr.recognised(document, pages, source, limits)
            notes.extend(said)
    if not pages:
        raise DamagedError(Text("PDF 的每一页都已损坏。请重新下载或导出。", "No page of the PDF can be read."))
    scans = [page.number for page in pages if not page.has_text]
    if scans and not ocr.ready():
        notes.append(_scan_note(scans, len(pages)))
    garbled = [page.number for page in pages if _is_garbled(page)]
    if garbled:
        notes.append(f"第 {_listed(garbled)} 页的字体没有文字编码（复制出来是乱码），其中的内容无法识别。")
    return Pages(source, tuple(pages), tuple(notes))


def _check_count(count: int, limits: Limits) -> None:
    """Raise where a document has no page, or too many."""
    if count <= 0:
        raise DamagedError(
            Text("PDF 中没有任何页面，文件可能已损坏。请重新下载或导出。", "The PDF has no page; it may be damaged.")
        )
    if count > limits.max_pages:
        raise TooLargeError(
            Text(
                f"PDF 有 {count} 页，超过上限 {limits.max_pages} 页，未读取。",
                f"The PDF has {count} pages, above the limit of {limits.max_pages}; it was not read.",
            )
        )


def _scan_note(scans: list[int], pages: int) -> str:
    """What to say of pages that are pictures."""
    if len(scans) == pages:
        return f"全文没有文字层（扫描件或图片），无法读取。请公开可检索文字的版本。{ocr.INSTALL.zh}"
    return f"第 {_listed(scans)} 页没有文字层（扫描件或图片），无法读取其中的内容。{ocr.INSTALL.zh}"


def _listed(numbers: list[int]) -> str:
    """Page numbers as a list; the first twenty of many."""
    return "、".join(str(number) for number in numbers[:20]) + ("……" if len(numbers) > 20 else "")


def _is_garbled(page: Page) -> bool:
    """Whether a fifth of a page's characters are such as no disclosure holds.

    A font that does not say which characters its glyphs are gives the numbers of the glyphs: any script, or none.
    """
    texts: list[str] = []
    for block in page.blocks:
        if isinstance(block, Grid):
            texts += [cell.text for cell in block.cells]
        else:
            texts.append(block.text)
    whole = "".join(texts)
    odd = len(_ODD.findall(whole))
    return odd > 20 and odd * 5 > len(whole)
