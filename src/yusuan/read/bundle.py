"""A ZIP in which a disclosure is published as several files: its documents by name, unpacked in memory within limits.

A member is named ``archive.zip!folder/member.pdf``; that name is never a path on disk, and nothing is written.
"""

import io
import os
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from yusuan.model.text import Text
from yusuan.read.errors import DamagedError, EncryptedError, FileMissingError, TooLargeError
from yusuan.read.limits import DEFAULT, Limits

#: Between an archive's path and the name of a member.
MARK = "!"
#: What a member must be called to be a document; a picture or a shortcut beside it is passed over.
_DOCUMENTS = frozenset(
    [".pdf", ".txt", ".md", ".doc", ".docx", ".wps", ".xls", ".xlsx", ".et", ".htm", ".html", ".ofd", ".rtf"]
)
_ARCHIVES = frozenset([".zip", ".rar", ".7z", ".gz", ".tar"])
#: Documents of one archive, and entries of any kind.
MOST_DOCUMENTS = 200
_MOST_ENTRIES = 10_000
#: How many times larger than its packed bytes a large document may be: text packs 1 : 20, blank pages 1 : 100.
_RATIO = 300
_LARGE = 5_000_000
_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, OSError, EOFError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Bundle:
    """The documents of an archive by name, in order; archives in it (``nested``), which are not opened; the rest."""

    names: tuple[str, ...]
    nested: tuple[str, ...]
    others: tuple[str, ...] = ()


def split(path: Path) -> tuple[Path, str] | None:
    """A member's path as that of its archive and its name in it; None where ``path`` is a file by itself."""
    text = str(path)
    if MARK not in text or os.path.exists(path):
        return None
    at = text.find(MARK)
    while at >= 0:
        outer = Path(text[:at])
        if outer.is_file():
            return outer, text[at + 1 :]
        at = text.find(MARK, at + 1)
    return None


def contents(data: bytes, limits: Limits = DEFAULT) -> Bundle:
    """What documents an archive's bytes hold, told from its directory alone.

    Raises DamagedError where it is no ZIP, TooLargeError where it holds too many, too much, or what is packed too well.
    """
    names: list[str] = []
    nested: list[str] = []
    others: list[str] = []
    total = 0
    for info, name in _entries(data):
        parts = PurePosixPath(name).parts
        # A name without a letter is asked first: is_dir() looks at its last one.
        if not parts or info.is_dir() or any(p.startswith((".", "~$", "__MACOSX")) for p in parts):
            continue
        suffix = PurePosixPath(name).suffix.lower()
        if suffix in _ARCHIVES:
            nested.append(name)
        elif suffix in _DOCUMENTS:
            if info.file_size > _most(info, limits):
                raise _too_large_member(name)
            names.append(name)
            total += info.file_size
        else:
            others.append(name)
    if len(names) > MOST_DOCUMENTS:
        raise _too_large(f"有 {len(names)} 个文件（上限 {MOST_DOCUMENTS}）", f"holds {len(names)} documents")
    if total > limits.max_stream:
        raise _too_large("解压后过大", "unpacks to too much")
    return Bundle(tuple(sorted(dict.fromkeys(names))), tuple(sorted(nested)), tuple(sorted(others)))


def member(data: bytes, name: str, limits: Limits = DEFAULT) -> bytes:
    """The bytes of the document ``name`` of an archive.

    Raises FileMissingError, EncryptedError, DamagedError, or TooLargeError where it unpacks beyond the limits.
    """
    info = next((i for i, n in _entries(data) if n and n == name and not i.is_dir()), None)
    if info is None:
        raise FileMissingError(Text(f"压缩包里没有“{name}”。", "There is no such file in the archive."))
    if info.flag_bits & 1:
        raise EncryptedError(
            Text("压缩包有密码，请去掉密码后再检查。", "The archive has a password. Remove the password first.")
        )
    most = _most(info, limits)
    if info.file_size > most:
        raise _too_large_member(name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(info) as file:
            found = file.read(most + 1)
    except _BROKEN as error:
        raise _damaged() from error
    # The directory may lie about a size; what is unpacked does not.
    if len(found) > most:
        raise _too_large_member(name)
    return found


def _most(info: zipfile.ZipInfo, limits: Limits) -> int:
    """How many bytes a member may unpack to."""
    most = min(limits.max_bytes, limits.max_stream)
    return min(most, max(_LARGE, _RATIO * info.compress_size))


def _entries(data: bytes) -> list[tuple[zipfile.ZipInfo, str]]:
    """The entries of an archive with their names as people gave them."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
    except _BROKEN as error:
        raise _damaged() from error
    if len(infos) > _MOST_ENTRIES:
        raise _too_large(f"有 {len(infos)} 个条目", f"has {len(infos)} entries")
    return [(info, _name(info)) for info in infos]


def _name(info: zipfile.ZipInfo) -> str:
    """A member's name: Chinese programs write it in GBK without saying so, which zipfile takes for code page 437."""
    name = info.orig_filename.partition("\x00")[0]
    if not info.flag_bits & 0x800:
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            raw = b""
        for encoding in ("utf-8", "gb18030") if raw else ():
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    kept = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return "/".join("".join(c for c in part if c.isprintable()) for part in kept)


def _damaged() -> DamagedError:
    return DamagedError(
        Text("压缩包已损坏或不完整，无法打开。请重新下载。", "The archive is damaged or incomplete. Download it again.")
    )


def _too_large_member(name: str) -> TooLargeError:
    return _too_large(f"中的“{name}”解压后过大", "holds a document that unpacks to too much")


def _too_large(zh: str, en: str) -> TooLargeError:
    return TooLargeError(Text(f"压缩包（ZIP）{zh}，未读取。", f"The archive {en}; it was not read."))
