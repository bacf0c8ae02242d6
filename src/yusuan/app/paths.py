"""Which files are meant by paths: files as they are, folders with all the documents under them, ZIPs with theirs."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from yusuan.app.passed import why_not_entered, why_passed
from yusuan.model.text import Text

Why = tuple[str, Text]


@dataclass(frozen=True, slots=True)
class Found:
    """The files to read; the paths that gave none, and what in folders and archives is no document, each with why."""

    files: tuple[Path, ...]
    refused: tuple[Why, ...]
    passed: tuple[Why, ...] = ()


def find(paths: Iterable[Path]) -> Found:
    """Look for the files under ``paths``, folders recursively and in the order of names; each file once."""
    files: dict[str, Path] = {}
    refused: list[Why] = []
    passed: list[Why] = []
    for path in dict.fromkeys(paths):
        if path.is_dir():
            inside, others = _walk(path)
            passed += others
            if not inside:
                refused.append((str(path), _nothing(others)))
        elif os.path.exists(path) or _is_member(path):
            inside = [path]
        else:
            refused.append((str(path), Text("文件或文件夹不存在。", "There is no such file or folder.")))
            continue
        for file in inside:
            members, why, others = _unpacked(file)
            refused.extend(why)
            passed += others
            for member in members:
                files.setdefault(os.path.realpath(member), member)
    # What is passed over in a folder may be named outright beside it.
    told = {os.path.realpath(p): (p, w) for p, w in passed}
    return Found(tuple(files.values()), tuple(refused), tuple(w for real, w in told.items() if real not in files))


def _is_member(path: Path) -> bool:
    """Whether ``path`` is that of a document in an archive, as this module names it."""
    from yusuan.read import bundle  # noqa: PLC0415 - seldom asked

    return bundle.split(path) is not None


def _walk(folder: Path) -> tuple[list[Path], list[Why]]:
    """The documents under ``folder``, and what else is there, with why it is passed over."""
    inside: list[Path] = []
    others: list[Why] = []
    closed: list[OSError] = []
    for home, folders, names in os.walk(folder, onerror=closed.append):
        left = [(f, why) for f in sorted(folders) if (why := why_not_entered(Path(home, f))) is not None]
        others += [(os.path.join(home, f), why) for f, why in left]
        folders[:] = sorted(set(folders) - {f for f, _ in left})
        for name in sorted(names):
            path = Path(home, name)
            why = why_passed(path)
            if why is None:
                inside.append(path)
            else:
                others.append((str(path), why))
    return inside, [*((str(e.filename), _closed(e)) for e in closed), *others]


def _unpacked(file: Path) -> tuple[list[Path], list[Why], list[Why]]:
    """``file`` itself; for a ZIP the documents in it, as ``a.zip!b.pdf``, what in it is not opened, what else is."""
    if file.suffix.lower() != ".zip" or not file.is_file():
        return [file], [], []
    from yusuan.read import bundle  # noqa: PLC0415 - a run without archives does not pay for it
    from yusuan.read.errors import ReadError  # noqa: PLC0415
    from yusuan.read.sniff import sniff  # noqa: PLC0415
    from yusuan.read.source import load  # noqa: PLC0415

    try:
        data = load(file)
        if sniff(data) != "zip":
            return [file], [], []
        found = bundle.contents(data)
    except ReadError as error:
        return [], [(str(file), error.message)], []
    refused = [(f"{file}{bundle.MARK}{name}", _nested()) for name in found.nested]
    if not found.names and not refused:
        refused.append((str(file), _empty_archive()))
    passed = [(f"{file}{bundle.MARK}{name}", _not_a_document()) for name in found.others]
    return [Path(f"{file}{bundle.MARK}{name}") for name in found.names], refused, passed


def _closed(error: OSError) -> Text:
    why = error.strerror or str(error)
    return Text(f"文件夹打不开（{why}）", f"the folder cannot be opened ({why})")


def _not_a_document() -> Text:
    return Text("压缩包里的其他文件，不是公开文本的格式", "not of a format that disclosures have, in an archive")


def _nested() -> Text:
    return Text(
        "压缩包里又有压缩包，未打开。请先解压再检查。",
        "An archive in an archive is not opened. Unpack it first.",
    )


def _empty_archive() -> Text:
    return Text("压缩包里没有可检查的文件。", "There is no document in this archive.")


def _nothing(others: list[Why]) -> Text:
    if not others:
        return Text("文件夹里没有可检查的文件。", "There is no document in this folder.")
    first, why = os.path.basename(others[0][0]), others[0][1]
    return Text(
        f"文件夹里没有可检查的文件（只有 {first} 等 {len(others)} 个其他文件：{why.zh}）。",
        f"There is no document in this folder (only {len(others)} other files, such as {first}: {why.en}).",
    )
