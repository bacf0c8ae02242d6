"""What a file is by its bytes; its name is never believed (a third of the .pdf on such sites are HTML pages)."""

import io
import re
import zipfile
import zlib
from typing import Literal

from yusuan.read.ole import top_streams

Kind = Literal["pdf", "html", "xlsx", "xlsb", "docx", "ods", "odt", "ofd", "zip", "ole", "xls", "doc", "jpeg", "png",
               "tiff", "gzip", "rar", "7z", "rtf", "json", "text", "empty", "unknown"]  # fmt: skip

#: First bytes that settle it. Bare BIFF (XLS without OLE) opens with a BOF record.
_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"\x09\x08\x10\x00\x00\x06", "xls"),
    (b"\x09\x08\x08\x00\x00\x05", "xls"),
    (b"\x1f\x8b", "gzip"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"{\\rtf", "rtf"),
)

#: How an object or a list of objects begins: no line of a disclosure does.
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{\s*(?:\"|\})")

#: A PDF's header may stand anywhere in the first 1,024 bytes (ISO 32000-1, annex H.3, note 13).
_HEADER_WINDOW = 1024

_HTML_MARKS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<script", b"<meta ", b"<table", b"<div", b"<title")


def sniff(data: bytes) -> Kind:
    """The kind of a file's bytes. Never raises: what cannot be told is ``unknown``."""
    head = data[:_HEADER_WINDOW]
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        return "empty"
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return _ole_kind(data) if kind == "ole" else kind
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(data)
    if looks_like_html(head):
        return "html"
    if b"%PDF-" in head:
        return "pdf"
    if decode(data) is None:
        return "unknown"
    return "json" if _JSON.match(head) else "text"


def looks_like_html(head: bytes) -> bool:
    """Whether the first bytes of a file are those of an HTML page."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not start.startswith(b"<"):
        return False
    return start.startswith(_HTML_MARKS) or any(mark in start for mark in _HTML_MARKS[:4])


def _ole_kind(data: bytes) -> Kind:
    """What an OLE compound file is, by the streams at its top (an object inside it has its own further down)."""
    names = {name.lower() for name in top_streams(data)}
    if "worddocument" in names:
        return "doc"
    return "xls" if names & {"workbook", "book"} else "ole"


#: An OpenDocument file says in its first member, which is not packed, what it is.
_OPEN_DOCUMENT: dict[bytes, Kind] = {
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.text": "odt",
}


def _zip_kind(data: bytes) -> Kind:
    """What a ZIP holds, from its directory alone: nothing is unpacked, so a bomb stays packed."""
    if data[30:38] == b"mimetype":
        for word, kind in _OPEN_DOCUMENT.items():
            if data[38:].startswith(word):
                return kind
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {info.filename for info in archive.infolist()[:5000]}
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, OSError, EOFError):
        return "zip"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "word/document.xml" in names:
        return "docx"
    if "OFD.xml" in names:
        return "ofd"
    return "zip"


#: Control characters that a text may hold: tab, line feed, form feed (pdftotext), carriage return.
_CONTROLS = dict.fromkeys([*range(9), 11, *range(14, 32), 127])


def decode(data: bytes) -> str | None:
    """``data`` as text in UTF-8 (with or without a mark), UTF-16 with a mark, or GB 18030; None if it is not text."""
    encodings = ("utf-8-sig", "gb18030")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ("utf-16", "utf-16")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        sample = text[:20_000]
        if len(sample) - len(sample.translate(_CONTROLS)) > len(sample) // 500:
            return None
        if encoding == "gb18030" and not _plausible(sample):
            return None
        return text
    return None


def _plausible(sample: str) -> bool:
    """Whether a text out of GB 18030, which takes nearly any bytes, is made of letters that people write."""
    odd = sum(1 for c in sample if not (c < "\x7f" or "\u4e00" <= c <= "\u9fa5" or "\u2000" <= c <= "\u30ff" or
                                        "\uff00" <= c <= "\uffef" or c in "·×÷°±§¥¤"))  # fmt: skip
    return odd <= len(sample) // 50
