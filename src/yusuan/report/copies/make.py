"""Which copy is made of each file of a document, and where it goes."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from yusuan.model.place import Source
from yusuan.model.text import Language, Text
from yusuan.read.convert import convert, installed
from yusuan.read.errors import ReadError
from yusuan.read.limits import DEFAULT
from yusuan.report.copies.as_text import annotated_text, listed
from yusuan.report.copies.errors import NoCopyError
from yusuan.report.copies.notes import Notes, clean, notes_of, remarks
from yusuan.report.page.sheets import bytes_of
from yusuan.report.products import Examined
from yusuan.report.products import stem as stem_of
from yusuan.report.written import write

Writer = Callable[[bytes, Notes], tuple[bytes, str]]

#: Formats that become another one before they are annotated.
_CONVERTED = {"doc": "docx", "odt": "docx", "rtf": "docx", "xls": "xlsx", "xlsb": "xlsx", "ods": "xlsx"}
_PICTURES = frozenset({"jpeg", "png", "tiff"})
_UNNOTED = {
    "html": Text("网页不能带批注（问题在网页报告中有标注）", "a page of HTML takes no notes; see the report as a page"),
    "ofd": Text("暂不能在 OFD 文件中加批注", "notes in OFD files are not written yet"),
}


@dataclass(frozen=True, slots=True)
class _Copy:
    data: bytes
    suffix: str


def make(examined: Examined, stem: Path, language: Language) -> list[Path]:
    """Write ``<stem>.批注.<suffix>`` for each file of the document; their paths. Raises OSError.

    The second and further files of a document are named by themselves and the beginning of their hash.
    """
    every = remarks(examined, language)
    given = {hashlib.sha256(data).hexdigest(): (path, data) for path, data in _files(examined.paths)}
    made: list[Path] = []
    for number, source in enumerate(examined.disclosure.sources):
        notes = notes_of(examined, every, source, language)
        path, data = given.get(source.sha256, (source.name, None))
        copy = _copy(data, source, notes)
        name = stem.name if number == 0 else f"{stem_of((path,))}-{source.sha256[:8]}"
        made.append(stem.with_name(_fitting(name, f".批注.{copy.suffix}")))
        write(made[-1], copy.data)
    return made


def _fitting(name: str, ending: str) -> str:
    """``name`` with ``ending``, cut to what file systems take: 255 bytes."""
    room = 255 - len(ending.encode("utf-8"))
    return name.encode("utf-8", "replace")[:room].decode("utf-8", "ignore") + ending


def _files(paths: tuple[str, ...]) -> list[tuple[str, bytes]]:
    return [(path, data) for path in paths if (data := bytes_of(path)) is not None]


def _copy(data: bytes | None, source: Source, notes: Notes) -> _Copy:
    if data is None:
        why = Text("文件已不在原处或已改动", "the file is gone or has changed")
        return _Copy(listed(notes, clean(source.name), why), "txt")
    try:
        return _annotated(data, source.kind, notes)
    except NoCopyError as error:
        why = error.message
    except ReadError as error:
        why = Text(error.message.zh.rstrip("。"), error.message.en.rstrip("."))
    return _Copy(listed(notes, clean(source.name), why), "txt")


def _annotated(data: bytes, kind: str, notes: Notes) -> _Copy:
    """The copy of a file of ``kind``. Raises NoCopyError, ReadError."""
    if kind in _CONVERTED:
        if installed() is None:
            raise NoCopyError(
                Text(f"{kind} 格式要经 LibreOffice 转换才能加批注，本机没有安装", "LibreOffice is not installed")
            )
        data, kind = convert(data, kind, _CONVERTED[kind], DEFAULT), _CONVERTED[kind]
    if kind in _PICTURES:
        from yusuan.report.copies.pictures import as_pdf  # noqa: PLC0415 - an extra

        data, kind = as_pdf(data), "pdf"
    if kind == "pdf":
        from yusuan.report.copies.pdf.annotate import annotated_pdf  # noqa: PLC0415 - each format loads its own

        return _Copy(annotated_pdf(data, notes), "pdf")
    if kind == "docx":
        from yusuan.report.copies.word import annotated_docx  # noqa: PLC0415

        return _Copy(annotated_docx(data, notes), "docx")
    if kind == "xlsx":
        from yusuan.report.copies.excel import annotated_xlsx  # noqa: PLC0415

        return _Copy(annotated_xlsx(data, notes), "xlsx")
    if kind == "text":
        return _Copy(annotated_text(data, notes), "txt")
    raise NoCopyError(_UNNOTED.get(kind, Text(f"{kind} 格式不能带批注", f"{kind} takes no notes")))
