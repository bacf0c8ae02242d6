"""The file beside a document in which people keep what they say of it: corrections, and findings that may stand.

``预算.pdf.yusuan.toml`` for ``预算.pdf``; [[correct]] and [identity] are for the reader (``read.corrections``),
[[accept]] is for the check.
"""

import datetime as dt
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from yusuan.catalog.toml_text import parse_toml
from yusuan.model.finding import Acceptance
from yusuan.model.text import Text
from yusuan.read.errors import ReadError

if TYPE_CHECKING:
    from yusuan.read.corrections import Corrections

#: What is added to a document's name to get the name of the file beside it.
SUFFIX = ".yusuan.toml"
_KEYS = ("finding", "reason", "by", "date")


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the files of a document: one of each file that has any."""

    corrections: tuple["Corrections", ...] = ()
    acceptances: tuple[Acceptance, ...] = ()


def beside(paths: tuple[str, ...]) -> Beside:
    """Read what stands beside the files ``paths``. Raises ReadError for a file that is wrong."""
    files = [Path(path + SUFFIX) for path in paths]
    # os.path says no to a name that is too long for any file, as members of archives may have; Path raises.
    found = [file for file in files if os.path.isfile(file)]
    if not found:
        return Beside()
    from yusuan.read.corrections import parse_corrections  # noqa: PLC0415 - most documents have none

    texts = [(file.read_text(encoding="utf-8-sig", errors="replace"), file.name) for file in found]
    corrections = tuple(parse_corrections(text, name) for text, name in texts)
    return Beside(corrections, tuple(a for text, name in texts for a in parse_acceptances(text, name)))


def parse_acceptances(text: str, name: str) -> Iterator[Acceptance]:
    """Find the [[accept]] entries in the TOML ``text`` of the file called ``name``. Raises ReadError."""
    try:
        entries = parse_toml(text).get("accept", [])
    except ValueError as error:
        _wrong(name, f"不是有效的 TOML（{error}）", f"not valid TOML ({error})")
    if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
        _wrong(name, "接受的问题应写成 [[accept]]", "accepted findings are written as [[accept]]")
    for n, entry in enumerate(entries, 1):
        yield _acceptance(entry, n, name)


def _acceptance(entry: dict[str, Any], n: int, name: str) -> Acceptance:
    for key, value in entry.items():
        if key not in _KEYS:
            _wrong(
                name, f"第 {n} 处接受没有“{key}”这一项，可用：{'、'.join(_KEYS)}", f"[[accept]] {n} has no key {key!r}"
            )
        dated = key == "date" and isinstance(value, dt.date)
        if not isinstance(value, str) and not dated:
            _wrong(name, f"第 {n} 处接受的“{key}”应为文字（加引号）", f"[[accept]] {n}: {key!r} must be a string")
    for key in _KEYS[:2]:
        if not str(entry.get(key, "")).strip():
            _wrong(name, f"第 {n} 处接受缺少“{key}”", f"[[accept]] {n} lacks {key!r}")
    return Acceptance(entry["finding"], entry["reason"], entry.get("by", ""), str(entry.get("date", "")))


def _wrong(name: str, zh: str, en: str) -> NoReturn:
    raise ReadError(Text(f"更正文件 {name}：{zh}", f"corrections file {name}: {en}"))
