"""The directory of an OLE compound file: which streams stand at its top, for that tells DOC from XLS."""

import struct

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FREE = 0xFFFFFFFA
#: Sectors of the directory that are looked at: 4,096 entries of 128 bytes.
_MAX_SECTORS = 1_024


def top_streams(data: bytes) -> frozenset[str]:
    """The names of the streams and storages at the top of the compound file ``data``; none where it is broken."""
    if len(data) < 1_536 or not data.startswith(MAGIC):
        return frozenset()
    shift = struct.unpack_from("<H", data, 30)[0]
    if shift not in (9, 12):
        return frozenset()
    entries = _directory(data, 1 << shift)
    names: set[str] = set()
    if not entries:
        return frozenset()
    waiting, seen = [_link(entries[0], 76)], {0xFFFFFFFF}
    while waiting:
        at = waiting.pop()
        if at in seen or at >= len(entries):
            continue
        seen.add(at)
        names.add(_name(entries[at]))
        waiting += [_link(entries[at], 68), _link(entries[at], 72)]
    return frozenset(names - {""})


def _directory(data: bytes, size: int) -> list[bytes]:
    """The entries of the directory, following its chain of sectors."""
    table = struct.unpack_from("<109I", data, 76)
    sector = struct.unpack_from("<I", data, 48)[0]
    entries: list[bytes] = []
    seen: set[int] = set()
    while sector < _FREE and sector not in seen and len(seen) < _MAX_SECTORS:
        seen.add(sector)
        start = (sector + 1) * size
        block = data[start : start + size]
        entries.extend(block[i : i + 128] for i in range(0, len(block) - 127, 128))
        group, place = divmod(sector, size // 4)
        if group >= len(table) or table[group] >= _FREE:
            break
        at = (table[group] + 1) * size + 4 * place
        if at + 4 > len(data):
            break
        sector = struct.unpack_from("<I", data, at)[0]
    return entries


def _link(entry: bytes, at: int) -> int:
    return int(struct.unpack_from("<I", entry, at)[0])


def _name(entry: bytes) -> str:
    length = min(max(struct.unpack_from("<H", entry, 64)[0] - 2, 0), 62)
    return entry[:length].decode("utf-16-le", "replace")
