"""Which files of a folder are no documents, and why: whatever is passed over is told, nothing is dropped silently."""

import os
import re
from pathlib import Path

from yusuan.model.text import Text

#: What a folder is searched for. A file that is named outright is read whatever it is called.
SUFFIXES = frozenset(
    {".pdf", ".doc", ".docx", ".wps", ".xls", ".xlsx", ".xlsm", ".xlsb", ".et", ".htm", ".html", ".ofd", ".rtf", ".odt",
     ".ods", ".zip"}
)  # fmt: skip
#: Texts may be anything: they are looked into.
_TEXTS = frozenset({".txt", ".md"})
_PICTURES = frozenset({".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".gif"})
_ARCHIVES = frozenset({".rar", ".7z", ".gz", ".tar", ".tgz", ".bz2", ".xz"})
_READ_ME = re.compile(r"(?:readme|changelog|license|contributing|说明书|自述|使用说明)(?:[.\-_ ].*)?", re.IGNORECASE)
#: What yusuan itself writes beside documents: lists, forms, annotated copies, summaries; what people write for it.
_OWN = re.compile(
    r".+-(?:整改清单|检查表|check-form)(?:-\d+)?\.xlsx|.+\.批注\.[a-z]{2,5}|汇总\.(?:xlsx|html)|.+\.yusuan\.toml|.+\.layout\.toml"
)
_REPORT = b'<meta name="generator" content="yusuan report">'
#: Bytes of a file that are looked into, and of a page in which it says what made it.
_LOOKED_AT, _HEAD = 2_000_000, 4_000

_HIDDEN = Text("隐藏文件或 Office 的临时文件", "hidden, or an Office program's lock")
_HIDDEN_FOLDER = Text("隐藏文件夹，没有进入", "a hidden folder, not entered")
_LINK = Text(
    "是指向别处的文件夹链接，没有进入；要检查请直接给出那个文件夹", "a link to a folder, not entered; name that folder"
)
_NO_FILE = Text("不是文件（管道、设备，或失效的链接）", "no file: a pipe, a device or a broken link")
_MADE = Text("yusuan 写出的结果或设置", "written by yusuan, or for it")
_NO_DISCLOSURE = Text(
    "没有读到年度预算（决算）和金额，不像公开文本；要检查请直接给出这个文件",
    "no budget or final accounts of a year and no amounts: no disclosure, it seems; name it to have it checked",
)
_SAYS_READ_ME = Text("是自述文件；要检查请直接给出这个文件", "a readme; name it to have it checked")
_PICTURE = Text("是图片；要识别请直接给出这个文件", "a picture; name it to have it recognised")
_ARCHIVE = Text("这种压缩包打不开，请先解压", "this kind of archive is not opened: unpack it first")
_OTHER = Text("不是公开文本的格式", "not of a format that disclosures have")
_UNREADABLE = Text("打不开", "it cannot be opened")


def why_passed(path: Path) -> Text | None:
    """Why the file ``path`` of a folder is passed over; None for a document."""
    name, suffix = path.name, path.suffix.lower()
    if name.startswith((".", "~$")):
        return _HIDDEN
    if _OWN.fullmatch(name):
        return _MADE
    # A pipe would wait for ever.
    if not path.is_file():
        return _NO_FILE
    if suffix in _TEXTS:
        return _text(path)
    if suffix in (".html", ".htm"):
        return _MADE if _REPORT in _start(path, _HEAD) else None
    if suffix in SUFFIXES:
        return None
    return _PICTURE if suffix in _PICTURES else _ARCHIVE if suffix in _ARCHIVES else _OTHER


def why_not_entered(folder: Path) -> Text | None:
    """Why ``folder``, in another one, is not entered; None where it is."""
    if folder.name.startswith("."):
        return _HIDDEN_FOLDER
    return _LINK if folder.is_symlink() else None


def _text(path: Path) -> Text | None:
    from yusuan.read.text import reads_as_disclosure  # noqa: PLC0415 - a folder without texts does not pay for it

    if _READ_ME.fullmatch(path.stem):
        return _SAYS_READ_ME
    if not os.access(path, os.R_OK):
        return _UNREADABLE
    return None if reads_as_disclosure(_start(path, _LOOKED_AT)) else _NO_DISCLOSURE


def _start(path: Path, size: int) -> bytes:
    """The first ``size`` bytes of a file; none of one that cannot be read: reading it in earnest says why."""
    try:
        with path.open("rb") as file:
            return file.read(size)
    except OSError:
        return b""
