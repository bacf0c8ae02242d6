"""OLE compound files: which streams stand at the top, for that tells DOC from XLS, and what is in one of them.

Chains of sectors may run in circles in a broken file; none is followed longer than the file is.
"""

import struct
from collections.abc import Iterator
from functools import cached_property

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FREE = 0xFFFFFFFA
_ENTRY = 128
#: Sectors of the directory that are looked at: 4,096 entries of 128 bytes.
_MAX_SECTORS = 1_024
_MINI = 64


class Compound:
    """The streams at the top of a compound file by name; none where the bytes are no such file or broken."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        shift = struct.unpack_from("<H", data, 30)[0] if len(data) >= 1_536 and data.startswith(MAGIC) else 0
        self._size = 1 << shift if shift in (9, 12) else 0

    @cached_property
    def entries(self) -> dict[str, bytes]:
        """The entries of the directory that stand at its top."""
        if not self._size:
            return {}
        blocks = list(self._chain(self._long(48), _MAX_SECTORS))
        every = [b[i : i + _ENTRY] for b in blocks for i in range(0, len(b) - _ENTRY + 1, _ENTRY)]
        if not every:
            return {}
        self._root = every[0]
        found: dict[str, bytes] = {}
        waiting, seen = [_number(every[0], 76)], set[int]()
        while waiting:
            at = waiting.pop()
            if at in seen or at >= len(every):
                continue
            seen.add(at)
            found.setdefault(_name(every[at]), every[at])
            waiting += [_number(every[at], 68), _number(every[at], 72)]
        found.pop("", None)
        return found

    def stream(self, name: str) -> bytes | None:
        """The bytes of the stream ``name`` (as far as the file goes); None where there is none."""
        entry = self.entries.get(name)
        if entry is None:
            return None
        start, size = _number(entry, 116), _number(entry, 120)
        if size >= self._long(56):
            return b"".join(self._chain(start, size // self._size + 1))[:size]
        mini = b"".join(self._chain(_number(self._root, 116)))
        table = b"".join(self._chain(self._long(60)))
        out, seen = [], set[int]()
        while start < _FREE and start not in seen and len(seen) * _MINI < size and 4 * start + 4 <= len(table):
            seen.add(start)
            out.append(mini[start * _MINI : (start + 1) * _MINI])
            start = _number(table, 4 * start)
        return b"".join(out)[:size]

    def _long(self, at: int) -> int:
        return _number(self._data, at)

    def _chain(self, sector: int, most: int | None = None) -> Iterator[bytes]:
        """The sectors of a chain, at most ``most`` of them."""
        seen: set[int] = set()
        limit = len(self._data) // self._size + 1 if most is None else most
        while sector < _FREE and sector not in seen and len(seen) < limit:
            seen.add(sector)
            start = (sector + 1) * self._size
            block = self._data[start : start + self._size]
            if not block:
                return
            yield block
            sector = self._next(sector)

    def _next(self, sector: int) -> int:
        group, place = divmod(sector, self._size // 4)
        if group >= len(self._tables) or self._tables[group] >= _FREE:
            return _FREE
        at = (self._tables[group] + 1) * self._size + 4 * place
        return self._long(at) if at + 4 <= len(self._data) else _FREE

    @cached_property
    def _tables(self) -> list[int]:
        """The sectors that hold the table of chains: 109 in the header, more in sectors of their own."""
        found = list(struct.unpack_from("<109I", self._data, 76))
        sector, seen = self._long(68), set[int]()
        while sector < _FREE and sector not in seen:
            seen.add(sector)
            start = (sector + 1) * self._size
            block = self._data[start : start + self._size]
            if len(block) < self._size:
                break
            *more, sector = struct.unpack(f"<{self._size // 4}I", block)
            found += more
        return found


def top_streams(data: bytes) -> frozenset[str]:
    """The names of the streams and storages at the top of the compound file ``data``; none where it is broken."""
    return frozenset(Compound(data).entries)


def _number(data: bytes, at: int) -> int:
    return int(struct.unpack_from("<I", data, at)[0]) if at + 4 <= len(data) else _FREE


def _name(entry: bytes) -> str:
    length = min(max(struct.unpack_from("<H", entry, 64)[0] - 2, 0), 62)
    return entry[:length].decode("utf-16-le", "replace")
