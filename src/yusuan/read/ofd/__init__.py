"""OFD (GB/T 33190) to pages: text objects and paths in, laid out by the rulings as a PDF's page is."""

import time
from collections import Counter
from dataclasses import replace

from yusuan.model.grid import Page, Pages
from yusuan.model.place import Source
from yusuan.model.text import Text
from yusuan.read.errors import DamagedError, TooLargeError
from yusuan.read.limits import DEFAULT, Limits
from yusuan.read.ofd.content import POINTS, Walker
from yusuan.read.ofd.document import OfdPage, Reader
from yusuan.read.ofd.package import Package
from yusuan.read.placed import laid

__all__ = ["read_ofd"]


def read_ofd(data: bytes, source: Source, limits: Limits = DEFAULT) -> Pages:
    """The pages of an OFD, all its documents in order. Raises EncryptedError, DamagedError or TooLargeError."""
    reader = Reader(Package(data, limits), limits)
    end = time.monotonic() + limits.max_seconds
    pages: list[Page] = []
    notes: list[str] = []
    for index in range(len(reader)):
        if time.monotonic() > end:
            raise TooLargeError(
                Text(
                    f"读到第 {index} 页（共 {len(reader)} 页）时已超过 {limits.max_seconds:.0f} 秒，未读完。",
                    f"Reading took over {limits.max_seconds:.0f} s at page {index} of {len(reader)}; it was stopped.",
                )
            )
        try:
            page = reader.page(index)
        except DamagedError:
            notes.append(f"第 {index + 1} 页已损坏，无法读取。")
            continue
        pages.append(_read(page, index + 1, source, limits))
    if not pages:
        raise DamagedError(Text("OFD 的每一页都已损坏。请重新下载或导出。", "No page of the OFD can be read."))
    if reader.missing:
        notes.append(f"OFD 中有 {reader.missing} 个部件缺失或已损坏，其中的内容未读入。")
    scans = [page.number for page in pages if not page.has_text]
    if scans and len(scans) == len(pages):
        notes.append("全文没有文字层（扫描件或图片），无法读取。请公开可检索文字的版本。")
    elif scans:
        listed = "、".join(map(str, scans[:20])) + ("……" if len(scans) > 20 else "")
        notes.append(f"第 {listed} 页没有文字层（扫描件或图片），无法读取其中的内容。")
    return Pages(source, tuple(pages), tuple(notes))


def _read(page: OfdPage, number: int, source: Source, limits: Limits) -> Page:
    shown = Walker(page, limits).walk()
    votes = Counter(stretch.turns for stretch in shown.stretches for _ in stretch.letters if not stretch.slanted)
    turns, most = votes.most_common(1)[0] if votes else (0, 0)
    upright = turns if most > 0.6 * sum(votes.values()) else 0
    size = (page.box[2] * POINTS, page.box[3] * POINTS)
    made = laid(shown, size, upright, number, source)
    return replace(made, has_text=bool(shown.stretches) or not shown.images)
