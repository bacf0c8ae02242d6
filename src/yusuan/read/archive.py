"""The ZIP under an Office file: members are unpacked one at a time, each within its bound; their XML is parsed safely.

No entity is expanded, no DTD loaded and nothing fetched; Office files hold no DOCTYPE, so one with it is refused.
"""

import io
import zipfile
import zlib
from posixpath import dirname, join, normpath
from typing import Final, TypeAlias

from lxml import etree

from yusuan.model.text import Text
from yusuan.read.errors import DamagedError, EncryptedError, TooLargeError
from yusuan.read.limits import Limits

Element: TypeAlias = etree._Element
#: Members of one archive, and bytes that one XML part may have: a tree takes about ten times as much memory.
_MAX_MEMBERS = 20_000
_MAX_PART = 80_000_000
#: How many times larger than its packed bytes a member may be; XML of blank cells packs about 1 : 100.
_MAX_RATIO = 1_000
_SMALL = 5_000_000
_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, OSError, EOFError, RuntimeError)
_RELATIONS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def damaged(what: Text) -> DamagedError:
    """The error for a file that cannot be read as ``what``."""
    return DamagedError(
        Text(
            f"{what.zh}已损坏或不完整，请重新下载或导出。",
            f"{what.en} is damaged or not complete. Download or export it again.",
        )
    )


def too_large(what: Text) -> TooLargeError:
    """The error for a file, said to be ``what``, whose contents are beyond the limits."""
    return TooLargeError(
        Text(
            f"{what.zh}解压后过大，未读取。请确认文件来源。",
            f"{what.en} unpacks to too much; it was not read. Make sure where it comes from.",
        )
    )


class Archive:
    """The members of an Office file by name; ``what`` names the file's kind in messages."""

    def __init__(self, data: bytes, what: Text, limits: Limits) -> None:
        self.what = what
        self._left = limits.max_stream
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except _BROKEN as error:
            raise damaged(what) from error
        if len(infos) > _MAX_MEMBERS:
            raise too_large(what)
        self._infos = {info.filename.replace("\\", "/").lstrip("/"): info for info in infos}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all members."""
        return tuple(self._infos)

    def __contains__(self, name: str) -> bool:
        return name in self._infos

    def read(self, name: str) -> bytes:
        """The unpacked bytes of the member ``name``.

        Raises DamagedError where it is missing or broken, TooLargeError beyond the bounds, EncryptedError for one
        that needs a password.
        """
        info = self._infos.get(name)
        if info is None:
            raise damaged(self.what)
        if info.flag_bits & 1:
            raise encrypted()
        if info.file_size > min(_MAX_PART, self._left):
            raise too_large(self.what)
        if info.file_size > _SMALL and info.file_size > _MAX_RATIO * max(info.compress_size, 1):
            raise too_large(self.what)
        try:
            with self._zip.open(info) as member:
                # A directory entry may lie about its size: one byte more than it says shows that.
                data = member.read(info.file_size + 1)
        except _BROKEN as error:
            raise damaged(self.what) from error
        self._left -= len(data)
        return data

    def xml(self, name: str) -> Element:
        """The root of the XML part ``name``. Raises as ``read`` does."""
        return parse_xml(self.read(name), self.what)

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """The relations of ``part``: id → (type's last word, name of the member); outside targets are left out."""
        home = dirname(part)
        name = join(home, "_rels", part[len(home) :].lstrip("/") + ".rels")
        if name not in self._infos:
            return {}
        out: dict[str, tuple[str, str]] = {}
        for one in self.xml(name).iter(_RELATIONS):
            target = one.get("Target", "")
            if one.get("TargetMode") == "External" or not target:
                continue
            path = target.lstrip("/") if target.startswith("/") else normpath(join(home, target))
            out[one.get("Id", "")] = (one.get("Type", "").rpartition("/")[2], path)
        return out


def encrypted() -> EncryptedError:
    """The error for a file that opens with a password only."""
    return EncryptedError(
        Text("文件有打开密码，请去掉密码后再检查。", "The file opens with a password only. Remove the password first.")
    )


def parse_xml(data: bytes, what: Text) -> Element:
    """The root element of ``data``. Raises DamagedError where it is no plain XML."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged(what) from error
    if root is None or root.getroottree().docinfo.doctype:
        raise damaged(what)
    return root


__all__ = ["Archive", "Element", "damaged", "encrypted", "parse_xml", "too_large"]
