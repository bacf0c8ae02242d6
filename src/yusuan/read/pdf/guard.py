"""What can be told of a PDF's bytes before a library opens them: that they are cut short, or that they explode."""

import re
import zlib

from yusuan.model.text import Text
from yusuan.read.errors import DamagedError, TooLargeError
from yusuan.read.limits import Limits

_STREAM = re.compile(rb"stream\r?\n")
#: The most that one byte of deflate becomes (zlib's documentation).
_RATIO = 1032
_CHUNK = 1 << 20
#: What one operator over and over may unpack to: pdfium keeps 160 bytes for each of them (``q``, of two bytes).
_REPEATED = 8_000_000
#: Bytes looked at, and how far apart: a stream of normal text or of a font has some 220 different bytes in so many.
_WINDOW, _STRIDE = 512, 16_384


def check_bytes(data: bytes, limits: Limits) -> None:
    """Raise DamagedError for a PDF without its end, TooLargeError for one with a stream that unpacks beyond all use.

    pdfium would rebuild the first as well as it can and say nothing of the pages that are lost, and would unpack the
    second into memory.
    """
    tail = data.rstrip(b"\x00\r\n\t ")
    end = tail.rfind(b"%%EOF")
    if end < 0 or len(tail) - end > max(4096, len(tail) // 50):
        raise DamagedError(
            Text(
                "PDF 不完整，缺少文件结尾（可能下载或复制中断）。请重新下载或导出。",
                "The PDF is incomplete: its end is missing (an interrupted download?). Download or export it again.",
            )
        )
    most = min(limits.max_stream, _REPEATED)
    before, end = 0, data.find(b"endstream")
    while end >= 0:
        # Only a long stretch between two ends of streams can hold a stream that unpacks to so much.
        if (end - before) * _RATIO > most:
            found = _STREAM.search(data, before, end)
            if found and _is_packed(data, found.start()) and _explodes(data, found.end(), end, most):
                raise TooLargeError(
                    Text(
                        f"PDF 中有一段内容解压后超过 {most // 1_000_000} MB（疑似压缩炸弹），未读取。",
                        f"A part of the PDF unpacks to more than {most // 1_000_000} MB; the file was not read.",
                    )
                )
        before, end = end + 9, data.find(b"endstream", end + 9)


def _is_packed(data: bytes, start: int) -> bool:
    """Whether the stream at ``start`` is deflated; a picture is never unpacked to read text."""
    head = data[max(0, start - 2000) : start]
    head = head[head.rfind(b"obj") + 1 :]
    return b"/Fl" in head and b"/Image" not in head


def _explodes(data: bytes, start: int, end: int, most: int) -> bool:
    """Whether a deflated stream gives more than ``most`` bytes."""
    return _is_uniform(data, start, end) and _unpacks_beyond(data, start, end, most)


def _is_uniform(data: bytes, start: int, end: int) -> bool:
    """Whether a part of a packed stream repeats itself, as only that of hundreds of times its size does.

    Unpacking a font of some megabytes takes longer than reading the document; a look at windows of it does not.
    """
    windows = (*range(start, end - _WINDOW, _STRIDE), (start + end) // 2)
    return any(len(set(data[at : at + _WINDOW])) < _WINDOW // 8 for at in windows)


def _unpacks_beyond(data: bytes, start: int, end: int, most: int) -> bool:
    """Whether a deflated stream gives more than ``most`` bytes; it is unpacked piece by piece and thrown away."""
    inflate = zlib.decompressobj()
    total = 0
    left = data[start:end]
    try:
        while left and not inflate.eof:
            total += len(inflate.decompress(left, _CHUNK))
            if total > most:
                return True
            left = inflate.unconsumed_tail
    except zlib.error:
        return False
    return False
