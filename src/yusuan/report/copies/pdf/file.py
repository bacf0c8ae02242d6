"""A PDF's objects by their numbers, and its pages: cross-references (tables, streams), object streams, page tree."""

import re
import zlib
from dataclasses import dataclass

from yusuan.report.copies.pdf.syntax import OddPdfError, Ref, Value, parse, skip, whole

_START = re.compile(rb"startxref\s{1,20}(\d{1,12})")
_OBJECT = re.compile(rb"[\x00\t\n\f\r ]*(\d{1,10})\s{1,20}(\d{1,5})\s{1,20}obj")
_SECTION = re.compile(rb"[\x00\t\n\f\r ]*(\d{1,10})[ \t]{1,8}(\d{1,10})[ \t]*(?:\r\n|\r|\n)")
_ENTRY = re.compile(rb"\s{0,4}(\d{10}) (\d{5}) ([nf])")
_LARGE = 50_000_000
_MOST_OBJECTS = 2_000_000
_MOST_SECTIONS = 2_000
_MOST_PAGES = 20_000
_INHERITED = (b"/MediaBox", b"/CropBox", b"/Rotate")


@dataclass(frozen=True, slots=True)
class PageObject:
    """One page: its reference, its dictionary, and it with what it inherits."""

    ref: Ref
    own: dict[bytes, Value]
    whole: dict[bytes, Value]


class PdfFile:
    """The objects of ``data``. Raises OddPdfError where it is not written as it should be, or encrypted."""

    def __init__(self, data: bytes) -> None:
        if not data.startswith(b"%PDF-"):
            raise OddPdfError("no header")
        self.data = data
        self.trailer: dict[bytes, Value] = {}
        self.start = 0
        self.by_stream = False
        self._at: dict[int, tuple[int, int, int]] = {}
        self._packed: dict[int, list[tuple[int, int]]] = {}
        self._unpacked: dict[int, bytes] = {}
        self._read_sections()
        if b"/Encrypt" in self.trailer:
            raise OddPdfError("encrypted")

    @property
    def free(self) -> int:
        """The first number that no object has."""
        return max(whole(self.trailer.get(b"/Size")), max(self._at, default=0) + 1)

    def generation(self, number: int) -> int:
        """The generation of an object in use."""
        kind, _, generation = self._at.get(number, (0, 0, 0))
        return generation if kind == 1 else 0

    def get(self, value: Value | None) -> Value | None:
        """``value``, or what it refers to; None where that is nowhere. Raises OddPdfError."""
        for _ in range(20):
            if not isinstance(value, Ref):
                return value
            value = self._object(value.number)
        raise OddPdfError("references in a circle")

    def dictionary(self, value: Value | None) -> dict[bytes, Value]:
        """The dictionary that ``value`` is or refers to. Raises OddPdfError."""
        found = self.get(value)
        if not isinstance(found, dict):
            raise OddPdfError("no dictionary")
        return found

    def pages(self) -> list[PageObject]:
        """The pages in order. Raises OddPdfError."""
        root = self.dictionary(self.trailer.get(b"/Root"))
        found: list[PageObject] = []
        seen: set[Ref] = set()
        todo: list[tuple[Value | None, dict[bytes, Value]]] = [(root.get(b"/Pages"), {})]
        while todo:
            ref, above = todo.pop()
            if not isinstance(ref, Ref) or ref in seen or len(found) > _MOST_PAGES:
                raise OddPdfError("a page tree that is none")
            seen.add(ref)
            own = self.dictionary(ref)
            passed = above | {k: own[k] for k in _INHERITED if k in own}
            kids = self.get(own.get(b"/Kids"))
            if isinstance(kids, list):
                todo += [(kid, passed) for kid in reversed(kids)]
            else:
                found.append(PageObject(ref, own, passed | own))
        return found

    def _object(self, number: int) -> Value | None:
        kind, where, index = self._at.get(number, (0, 0, 0))
        if kind == 1:
            return self._at_offset(where, number)[0]
        return self._in_stream(where, index, number) if kind == 2 else None

    def _at_offset(self, offset: int, number: int | None) -> tuple[Value, int, int]:
        """The object at ``offset``, where it ends, and its number."""
        head = _OBJECT.match(self.data, offset)
        if head is None or (number is not None and int(head[1]) != number):
            raise OddPdfError(f"no object {number} at {offset}")
        value, end = parse(self.data, head.end())
        return value, end, int(head[1])

    def _in_stream(self, stream: int, index: int, number: int) -> Value:
        if stream not in self._packed:
            kind, where, _ = self._at.get(stream, (0, 0, 0))
            if kind != 1:
                raise OddPdfError("an object stream that is none")
            head, end, _ = self._at_offset(where, stream)
            if not isinstance(head, dict):
                raise OddPdfError("an object stream that is none")
            unpacked = self._stream(head, end)
            first, count = whole(head.get(b"/First")), whole(head.get(b"/N"))
            words = unpacked[:first].split()[: 2 * count]
            if len(words) < 2 * count or not all(w.isdigit() and len(w) < 11 for w in words):
                raise OddPdfError("an object stream without its table")
            pairs = zip(words[::2], words[1::2], strict=True)
            self._packed[stream] = [(int(n), first + int(at)) for n, at in pairs]
            self._unpacked[stream] = unpacked
        table = self._packed[stream]
        if index >= len(table) or table[index][0] != number:
            raise OddPdfError(f"no object {number} in its stream")
        return parse(self._unpacked[stream], table[index][1])[0]

    def _stream(self, head: dict[bytes, Value], end: int) -> bytes:
        """What the stream after a dictionary that ends at ``end`` unpacks to."""
        at = skip(self.data, end)
        if self.data[at : at + 6] != b"stream":
            raise OddPdfError("no stream")
        at += 8 if self.data[at + 6 : at + 8] == b"\r\n" else 7
        packed = self.data[at : max(self.data.find(b"endstream", at), at)]
        kind = self.get(head.get(b"/Filter"))
        if isinstance(kind, list) and len(kind) == 1:
            kind = kind[0]
        if kind is None or kind == []:
            return packed
        if kind not in (b"/FlateDecode", b"/Fl"):
            raise OddPdfError("a stream of another packing")
        try:
            unpacked = zlib.decompressobj().decompress(packed, _LARGE)
        except zlib.error as error:
            raise OddPdfError("a broken stream") from error
        parms = self.get(head.get(b"/DecodeParms"))
        if isinstance(parms, list):
            parms = self.get(parms[0]) if parms else None
        if not isinstance(parms, dict) or whole(parms.get(b"/Predictor"), 1) < 10:
            return unpacked
        return _predicted(unpacked, whole(parms.get(b"/Columns"), 1))

    def _read_sections(self) -> None:
        tail = self.data[-2_048:]
        starts = _START.findall(tail)
        if not starts:
            raise OddPdfError("no startxref")
        self.start = int(starts[-1])
        todo, seen = [self.start], set[int]()
        while todo:
            offset = todo.pop(0)
            if offset in seen:
                continue
            seen.add(offset)
            if len(seen) > _MOST_SECTIONS:
                raise OddPdfError("too many sections")
            at = skip(self.data, offset)
            is_table = self.data[at : at + 4] == b"xref"
            trailer = self._table(at + 4) if is_table else self._xref_stream(at)
            if not self.trailer:
                self.trailer, self.by_stream = trailer, not is_table
            for key in (b"/XRefStm", b"/Prev"):
                if is_table or key == b"/Prev":
                    todo += [whole(trailer[key])] if key in trailer else []

    def _table(self, at: int) -> dict[bytes, Value]:
        while True:
            section = _SECTION.match(self.data, at)
            if section is None:
                break
            first, count, at = int(section[1]), int(section[2]), section.end()
            self._check(first, count)
            for number in range(first, first + count):
                entry = _ENTRY.match(self.data, at)
                if entry is None:
                    raise OddPdfError("a broken table")
                at = entry.end()
                kind = 1 if entry[3] == b"n" else 0
                self._at.setdefault(number, (kind, int(entry[1]), int(entry[2])))
        at = skip(self.data, at)
        if self.data[at : at + 7] != b"trailer":
            raise OddPdfError("no trailer")
        trailer, _ = parse(self.data, at + 7)
        if not isinstance(trailer, dict):
            raise OddPdfError("no trailer")
        return trailer

    def _xref_stream(self, at: int) -> dict[bytes, Value]:
        head, end, _ = self._at_offset(at, None)
        if not isinstance(head, dict) or head.get(b"/Type") != b"/XRef":
            raise OddPdfError("no cross-reference stream")
        rows, sizes = self._stream(head, end), head.get(b"/W")
        index = head.get(b"/Index", [b"0", head.get(b"/Size", b"0")])
        if not isinstance(sizes, list) or len(sizes) != 3 or not isinstance(index, list):
            raise OddPdfError("a broken cross-reference stream")
        a, b, c = (whole(s) for s in sizes)
        wide = a + b + c
        if not 0 < wide < 40 or min(a, b, c) < 0:
            raise OddPdfError("a broken cross-reference stream")
        row = 0
        for first, count in zip(map(whole, index[::2]), map(whole, index[1::2]), strict=False):
            self._check(first, count)
            for number in range(first, first + count):
                field = rows[row * wide : (row + 1) * wide]
                if len(field) < wide:
                    raise OddPdfError("a short cross-reference stream")
                kind = int.from_bytes(field[:a], "big") if a else 1
                spot = int.from_bytes(field[a : a + b], "big"), int.from_bytes(field[a + b :], "big")
                self._at.setdefault(number, (kind, *spot))
                row += 1
        return head

    def _check(self, first: int, count: int) -> None:
        if first < 0 or count < 0 or first + count > _MOST_OBJECTS:
            raise OddPdfError("too many objects")


def _predicted(data: bytes, columns: int) -> bytes:
    """Undo the PNG predictors of a table ``columns`` bytes wide."""
    if not 0 < columns < 1_000:
        raise OddPdfError("a predictor of no use")
    out, above = bytearray(), bytes(columns)
    for at in range(0, len(data) - columns, columns + 1):
        kind, row = data[at], bytearray(data[at + 1 : at + 1 + columns])
        if kind == 2:
            row = bytearray((x + y) & 255 for x, y in zip(row, above, strict=True))
        elif kind == 1:
            for i in range(1, columns):
                row[i] = (row[i] + row[i - 1]) & 255
        elif kind:
            raise OddPdfError("a predictor that no table uses")
        out += row
        above = bytes(row)
    return bytes(out)
