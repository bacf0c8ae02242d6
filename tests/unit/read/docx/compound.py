"""A compound file (OLE) with one stream, as Word keeps embedded objects in."""

import struct

_SECTOR = 512
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_CUTOFF = 4_096


def compound(name: str, stream: bytes) -> bytes:
    """The bytes of a compound file whose only stream is called ``name``; it is filled up to the size of a long one."""
    content = stream.ljust(_CUTOFF, b"\0")
    sectors = -(-len(content) // _SECTOR)
    tables = -(-(sectors + 1 + 1) // 127)
    chain = [*range(1, sectors), _END, _END, *[_TABLE] * tables]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(tables * _SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6xIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, sectors, 0, _CUTOFF)
    header += struct.pack("<IIII", _END, 0, _END, 0)
    first = sectors + 1
    header += struct.pack("<109I", *[first + i if i < tables else _FREE for i in range(109)])
    directory = _entry("Root Entry", 5, 1, _END, 0) + _entry(name, 2, _FREE, 0, len(content))
    return header + content.ljust(sectors * _SECTOR, b"\0") + directory.ljust(_SECTOR, b"\0") + table


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    letters = (name + "\0").encode("utf-16-le")
    fields = struct.pack("<HBBIII", len(letters), kind, 1, _FREE, _FREE, child)
    return letters.ljust(64, b"\0") + fields + bytes(36) + struct.pack("<IQ", start, size)
