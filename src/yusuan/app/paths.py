"""Which files are meant by paths: files as they are, folders with all the documents under them, ZIPs with theirs."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from yusuan.model.text import Text

#: What a folder is searched for. A file that is named outright is read whatever it is called.
SUFFIXES = frozenset(
    {".pdf", ".txt", ".doc", ".docx", ".wps", ".xls", ".xlsx", ".et", ".htm", ".html", ".ofd", ".rtf", ".zip"}
)


@dataclass(frozen=True, slots=True)
class Found:
    """The files to read, and the paths that gave none, each with the reason."""

    files: tuple[Path, ...]
    refused: tuple[tuple[str, Text], ...]


def find(paths: Iterable[Path]) -> Found:
    """Look for the files under ``paths``, folders recursively and in the order of names; each file once."""
    files: dict[str, Path] = {}
    refused: list[tuple[str, Text]] = []
    for path in dict.fromkeys(paths):
        if path.is_dir():
            inside, others = _walk(path)
            if not inside:
                refused.append((str(path), _nothing(others)))
        elif os.path.exists(path) or _is_member(path):
            inside = [path]
        else:
            refused.append((str(path), Text("文件或文件夹不存在。", "There is no such file or folder.")))
            continue
        for file in inside:
            members, why = _unpacked(file)
            refused.extend(why)
            for member in members:
                files.setdefault(os.path.realpath(member), member)
    return Found(tuple(files.values()), tuple(refused))


def _is_member(path: Path) -> bool:
    """Whether ``path`` is that of a document in an archive, as this module names it."""
    from yusuan.read import bundle  # noqa: PLC0415 - seldom asked

    return bundle.split(path) is not None


def _walk(folder: Path) -> tuple[list[Path], list[str]]:
    """The documents under ``folder``, and the names of its other files."""
    inside, others = [], []
    for home, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(names):
            if name.startswith((".", "~$")):  # hidden, or an Office program's lock
                continue
            if os.path.splitext(name)[1].lower() in SUFFIXES:
                inside.append(Path(home, name))
            else:
                others.append(name)
    return inside, others


def _unpacked(file: Path) -> tuple[list[Path], list[tuple[str, Text]]]:
    """``file`` itself; for a ZIP the documents in it, as ``a.zip!b.pdf``, and what in it is not opened."""
    if file.suffix.lower() != ".zip" or not file.is_file():
        return [file], []
    from yusuan.read import bundle  # noqa: PLC0415 - a run without archives does not pay for it
    from yusuan.read.errors import ReadError  # noqa: PLC0415
    from yusuan.read.sniff import sniff  # noqa: PLC0415
    from yusuan.read.source import load  # noqa: PLC0415

    try:
        data = load(file)
        if sniff(data) != "zip":
            return [file], []
        found = bundle.contents(data)
    except ReadError as error:
        return [], [(str(file), error.message)]
    refused = [(f"{file}{bundle.MARK}{name}", _nested()) for name in found.nested]
    if not found.names and not refused:
        refused.append((str(file), _empty_archive()))
    return [Path(f"{file}{bundle.MARK}{name}") for name in found.names], refused


def _nested() -> Text:
    return Text(
        "压缩包里又有压缩包，未打开。请先解压再检查。",
        "An archive in an archive is not opened. Unpack it first.",
    )


def _empty_archive() -> Text:
    return Text("压缩包里没有可检查的文件。", "There is no document in this archive.")


def _nothing(others: list[str]) -> Text:
    if not others:
        return Text("文件夹里没有可检查的文件。", "There is no document in this folder.")
    return Text(
        f"文件夹里没有可检查的文件（只有 {others[0]} 等 {len(others)} 个其他文件）。",
        f"There is no document in this folder (only {len(others)} other files, such as {others[0]}).",
    )
