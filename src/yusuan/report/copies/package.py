"""An Office file (a ZIP of parts) with some parts changed and some added; each other part stays packed as it was."""

import io
import struct
import zipfile
import zlib
from posixpath import basename, dirname, join, normpath, relpath

from lxml import etree

from yusuan.model.text import Text
from yusuan.read.archive import Archive, Element, parse_xml
from yusuan.read.limits import DEFAULT
from yusuan.report.copies.errors import NoCopyError

_TYPES = "[Content_Types].xml"
_TYPES_NS = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS_NS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_EMPTY_RELATIONS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
#: Words of relations and content types of what runs: a copy is for reading, and leaves it behind.
_RUNS = ("vbaProject", "vbaData", "xlMacrosheet", "xlIntlMacrosheet", "attachedToolbars", "ui/extensibility")
_PLAIN = (
    ("application/vnd.ms-word.document.macroEnabled.main+xml",
     "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"),
    ("application/vnd.ms-excel.sheet.macroEnabled.main+xml",
     "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"),
)  # fmt: skip
_LOCAL = struct.Struct("<4s5H3L2H")


class Package:
    """The parts of ``data``, ``what`` it is in messages. Raises DamagedError, TooLargeError, EncryptedError."""

    def __init__(self, data: bytes, what: Text) -> None:
        self.archive = Archive(data, what, DEFAULT)
        self._data = data
        self._trees: dict[str, Element] = {}
        self._new: dict[str, bytes] = {}
        self._without_macros()

    def __contains__(self, name: str) -> bool:
        return name in self.archive or name in self._trees or name in self._new

    def tree(self, name: str) -> Element:
        """The root of the part ``name``; what is done to it is in the copy."""
        if name not in self._trees:
            self._trees[name] = self.archive.xml(name)
        return self._trees[name]

    def put(self, name: str, root: Element) -> None:
        """Add or change a part."""
        self._trees[name] = root

    def put_bytes(self, name: str, data: bytes) -> None:
        """Add or change a part that is not kept as a tree."""
        self._new[name] = data

    def unused(self, pattern: str) -> str:
        """The first name after ``pattern`` (with ``{}`` for a number) that no part has."""
        return next(name for n in range(1, 100_000) if (name := pattern.format(n)) not in self)

    def related(self, part: str, kind: str) -> str | None:
        """The part that ``part`` is related to by a relation whose type ends in ``kind``."""
        return next((path for _, k, path in self._relations(part) if k == kind and path in self), None)

    def relate(self, part: str, kind: str, target: str) -> str:
        """Relate ``part`` to ``target`` by a relation of the type ``kind``; its id."""
        name = _relations_of(part)
        if name not in self:
            self.put(name, parse_xml(_EMPTY_RELATIONS, self.archive.what))
        root = self.tree(name)
        used = {one.get("Id") for one in root}
        identity = next(i for n in range(1, 100_000) if (i := f"rIdYusuan{n}") not in used)
        home = dirname(part)
        etree.SubElement(
            root, f"{_RELATIONS_NS}Relationship", Id=identity, Type=kind, Target=relpath(f"/{target}", f"/{home}")
        )
        return identity

    def declare(self, name: str, content_type: str) -> None:
        """Say of what type the part ``name`` is."""
        etree.SubElement(self.tree(_TYPES), f"{_TYPES_NS}Override", PartName=f"/{name}", ContentType=content_type)

    def declare_suffix(self, suffix: str, content_type: str) -> None:
        """Say of what type the parts with a ``suffix`` are, where that is not said yet."""
        root = self.tree(_TYPES)
        if not any((one.get("Extension") or "").lower() == suffix for one in root.iterfind(f"{_TYPES_NS}Default")):
            root.insert(0, etree.Element(f"{_TYPES_NS}Default", Extension=suffix, ContentType=content_type))

    def whole(self) -> bytes:
        """The whole file. Raises NoCopyError."""
        changed = dict(self._new)
        for name, root in self._trees.items():
            changed[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return rewritten(self._data, changed)

    def _relations(self, part: str) -> list[tuple[Element, str, str]]:
        name = _relations_of(part)
        if name not in self:
            return []
        home = dirname(part)
        found = []
        for one in self.tree(name).iterfind(f"{_RELATIONS_NS}Relationship"):
            target = one.get("Target", "")
            if target and one.get("TargetMode") != "External":
                path = target.lstrip("/") if target.startswith("/") else normpath(join(home, target))
                found.append((one, one.get("Type", "").rpartition("/")[2], path))
        return found

    def _without_macros(self) -> None:
        """Unlink what runs, and say that the file is a plain one."""
        types = self.archive.read(_TYPES) if _TYPES in self.archive else b""
        if b"macro" not in types.lower() and b"vba" not in types.lower():
            return
        for one in self.tree(_TYPES):
            said = one.get("ContentType", "")
            one.set("ContentType", dict(_PLAIN).get(said, said))
        for name in self.archive.names:
            if name.endswith(".rels"):
                part = join(dirname(dirname(name)), basename(name).removesuffix(".rels"))
                for relation, _, path in self._relations(part):
                    if any(word in relation.get("Type", "") for word in _RUNS):
                        relation.getparent().remove(relation)
                        self._new[path] = b""


def _relations_of(part: str) -> str:
    return join(dirname(part), "_rels", f"{basename(part)}.rels")


def rewritten(data: bytes, changed: dict[str, bytes]) -> bytes:
    """The ZIP ``data`` with some members changed or added; an empty one is left out. Raises NoCopyError.

    The members that stay are copied as they are packed: nothing is unpacked that need not be.
    """
    try:
        return _rewritten(data, changed)
    except struct.error as error:
        # A size or an offset that is none, or that only the larger kind of ZIP can say.
        raise NoCopyError(Text("文件结构有损坏", "the file is damaged")) from error


def _rewritten(data: bytes, changed: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    entries: list[bytes] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        kept = {info.filename.replace("\\", "/").lstrip("/"): info for info in archive.infolist()}
    for name in dict.fromkeys([*kept, *changed]):
        if name in changed:
            if changed[name]:
                entries.append(_write(out, name, _deflated(changed[name])))
        else:
            entries.append(_write(out, name, _as_it_is(data, kept[name])))
    start = out.tell()
    out.write(b"".join(entries))
    if len(entries) > 0xFFFF or out.tell() > 0xFFFFFFF0:
        raise NoCopyError(Text("文件过大", "the file is too large"))
    out.write(struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, len(entries), len(entries), out.tell() - start, start, 0))
    return out.getvalue()


def _deflated(body: bytes) -> tuple[int, int, int, bytes]:
    """Method, CRC, size and packed bytes."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return zipfile.ZIP_DEFLATED, zlib.crc32(body), len(body), packer.compress(body) + packer.flush()


def _as_it_is(data: bytes, info: zipfile.ZipInfo) -> tuple[int, int, int, bytes]:
    at = info.header_offset
    if data[at : at + 4] != b"PK\3\4" or info.flag_bits & 1:
        raise NoCopyError(Text("文件结构有损坏", "the file is damaged"))
    names, extra = struct.unpack_from("<2H", data, at + 26)
    start = at + 30 + names + extra
    return info.compress_type, info.CRC, info.file_size, data[start : start + info.compress_size]


def _write(out: io.BytesIO, name: str, member: tuple[int, int, int, bytes]) -> bytes:
    """Write a member; its entry in the directory. All are dated 1980, as in what Office itself writes."""
    method, crc, size, packed = member
    at, raw = out.tell(), name.encode("utf-8", "replace")
    flags = 0 if raw.isascii() else 0x800
    out.write(_LOCAL.pack(b"PK\3\4", 20, flags, method, 0, 33, crc, len(packed), size, len(raw), 0) + raw + packed)
    head = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, flags, method, 0, 33, crc, len(packed), size, len(raw), 0,
                       0, 0, 0, 0, at)  # fmt: skip
    return head + raw
