"""From a path to pages: the bytes are sniffed and handed to the reader of their kind."""

import hashlib
from pathlib import Path

from yusuan.model.grid import Pages
from yusuan.model.place import Source
from yusuan.model.quick import many_values
from yusuan.model.text import Text
from yusuan.read import bundle
from yusuan.read.errors import (
    EmptyFileError,
    FileMissingError,
    NotADocumentError,
    ReadError,
    TooLargeError,
)
from yusuan.read.limits import DEFAULT, Limits
from yusuan.read.office import OFFICE, read_office
from yusuan.read.sniff import Kind, sniff


@many_values()
def read_pages(path: Path, limits: Limits = DEFAULT) -> Pages:
    """The pages of the file at ``path``, whatever its name says it is; of a member of a ZIP for ``a.zip!b.pdf``.

    Raises a ``ReadError`` (see there for the tree) when there is nothing to be read, and nothing else.
    """
    data = load(path, limits)
    kind = sniff(data)
    inside = bundle.split(path)
    name = f"{inside[0].name}{bundle.MARK}{inside[1]}" if inside else path.name
    source = Source(hashlib.sha256(data).hexdigest(), name, kind)
    if kind == "pdf":
        # Reading PDF loads a native library (70 ms); commands that read no PDF do not pay for it.
        from yusuan.read.pdf import read_pdf  # noqa: PLC0415

        return read_pdf(data, source, limits)
    if kind == "text":
        from yusuan.read.text import read_text  # noqa: PLC0415

        return read_text(data, source)
    if kind == "json":
        from yusuan.read.published import read_published  # noqa: PLC0415

        return read_published(data, source)
    if kind == "ofd":
        from yusuan.read.ofd import read_ofd  # noqa: PLC0415

        return read_ofd(data, source, limits)
    if kind == "html":
        from yusuan.read.html import read_html  # noqa: PLC0415

        found = read_html(data, source)
        if found is not None:
            return found
    if kind in ("jpeg", "png", "tiff"):
        from yusuan.read.ocr import read_image  # noqa: PLC0415

        return read_image(data, source, limits)
    if kind in OFFICE:
        return read_office(data, source, limits)
    raise _refusal(kind, path)


def load(path: Path, limits: Limits = DEFAULT) -> bytes:
    """The bytes of the file at ``path``, or of a member of a ZIP.

    Raises FileMissingError or TooLargeError; for a member also DamagedError or EncryptedError.
    """
    inside = bundle.split(path)
    if inside is not None:
        return bundle.member(load(inside[0], limits), inside[1], limits)
    try:
        size = path.stat().st_size
        if size > limits.max_bytes:
            mega = limits.max_bytes // 1_000_000
            raise TooLargeError(
                Text(
                    f"文件有 {size / 1e6:.0f} MB，超过上限 {mega} MB，未读取。",
                    f"The file has {size / 1e6:.0f} MB, above the limit of {mega} MB; it was not read.",
                )
            )
        with path.open("rb") as file:
            return file.read(limits.max_bytes)
    except OSError as error:
        raise FileMissingError(
            Text(
                f"打不开文件：{_reason(error)}。请检查路径和权限。",
                f"The file cannot be opened: {error.strerror}. Check the path and the permissions.",
            )
        ) from error


def _reason(error: OSError) -> str:
    """An operating system's error in Chinese."""
    if isinstance(error, FileNotFoundError):
        return "文件不存在"
    if isinstance(error, IsADirectoryError):
        return "这是一个文件夹"
    if isinstance(error, PermissionError):
        return "没有读取权限"
    return error.strerror or "读取失败"


_NOT_A_DOCUMENT: dict[Kind, tuple[str, str, str, str]] = {
    "html": ("HTML 网页，不是公开文本本身", "请回到公开网页重新下载附件（常见原因：下载链接失效或需要登录）",
             "an HTML page, not the disclosure itself", "Download the attachment again from the site"),
    "zip": ("ZIP 压缩包", "请先解压，再检查其中的文件", "a ZIP archive", "Unpack it and check the files in it"),
    "gzip": ("GZIP 压缩包", "请先解压，再检查其中的文件", "a GZIP archive", "Unpack it and check the files in it"),
    "rar": ("RAR 压缩包", "请先解压，再检查其中的文件", "a RAR archive", "Unpack it and check the files in it"),
    "7z": ("7z 压缩包", "请先解压，再检查其中的文件", "a 7z archive", "Unpack it and check the files in it"),
    "unknown": ("无法识别的二进制数据", "请确认文件没有损坏，并使用 PDF 或文本文件",
                "binary data of no known kind", "Make sure that the file is whole; use a PDF or a text file"),
}  # fmt: skip


def _refusal(kind: Kind, path: Path) -> ReadError:
    """Why a file of ``kind`` is not read."""
    if kind == "empty":
        return EmptyFileError(Text("文件是空的，请重新下载或导出。", "The file is empty. Download or export it again."))
    named = path.suffix.lower()
    zh, todo_zh, en, todo_en = _NOT_A_DOCUMENT[kind]
    lie_zh = f"文件名是 {named}，但" if kind == "html" and named == ".pdf" else ""
    return NotADocumentError(Text(f"{lie_zh}文件内容是{zh}。{todo_zh}。", f"The file is {en}. {todo_en}."))
