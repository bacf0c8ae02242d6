"""New and changed objects written after the end of a PDF, as an incremental update (ISO 32000-1, 7.5.6)."""

from yusuan.report.copies.pdf.file import PdfFile
from yusuan.report.copies.pdf.syntax import Ref, Value, written


class Increment:
    """What is to be added to ``file``."""

    def __init__(self, file: PdfFile) -> None:
        self._file = file
        self._next = file.free
        self._objects: dict[int, tuple[int, bytes]] = {}

    def reserve(self) -> Ref:
        """A number for an object that is set later."""
        self._next += 1
        return Ref(self._next - 1, 0)

    def set(self, ref: Ref, value: Value) -> None:
        """Write ``value`` as the object ``ref``, new or changed."""
        known = ref.number < self._file.free
        self._objects[ref.number] = self._file.generation(ref.number) if known else 0, written(value)

    def add(self, value: Value) -> Ref:
        """Write ``value`` as a new object."""
        ref = self.reserve()
        self.set(ref, value)
        return ref

    def add_stream(self, head: dict[bytes, Value], content: bytes) -> Ref:
        """Write a new stream."""
        ref = self.reserve()
        body = written(head | {b"/Length": b"%d" % len(content)})
        self._objects[ref.number] = 0, body + b"\nstream\n" + content + b"\nendstream"
        return ref

    def whole(self) -> bytes:
        """The whole file."""
        data = self._file.data
        parts = [data] if data.endswith((b"\n", b"\r")) else [data, b"\n"]
        at = sum(len(p) for p in parts)
        offsets: dict[int, tuple[int, int]] = {}
        for number, (generation, body) in sorted(self._objects.items()):
            offsets[number] = at, generation
            parts.append(b"%d %d obj\n" % (number, generation) + body + b"\nendobj\n")
            at += len(parts[-1])
        end = self._as_stream(offsets, at) if self._file.by_stream else self._as_table(offsets)
        return b"".join([*parts, end, b"startxref\n%d\n%%%%EOF\n" % at])

    def _trailer(self, size: int) -> dict[bytes, Value]:
        old = self._file.trailer
        kept: dict[bytes, Value] = {key: old[key] for key in (b"/Root", b"/Info", b"/ID") if key in old}
        return {b"/Size": b"%d" % size, **kept, b"/Prev": b"%d" % self._file.start}

    def _as_table(self, offsets: dict[int, tuple[int, int]]) -> bytes:
        out = b"xref\n"
        for first, count in _stretches(offsets):
            out += b"%d %d\n" % (first, count)
            out += b"".join(b"%010d %05d n \n" % offsets[n] for n in range(first, first + count))
        return out + b"trailer\n" + written(self._trailer(self._next)) + b"\n"

    def _as_stream(self, offsets: dict[int, tuple[int, int]], at: int) -> bytes:
        number = self._next
        every = offsets | {number: (at, 0)}
        index: list[Value] = [b"%d" % n for stretch in _stretches(every) for n in stretch]
        rows = b"".join(
            b"\x01" + offset.to_bytes(4, "big") + generation.to_bytes(2, "big")
            for _, (offset, generation) in sorted(every.items())
        )
        head = self._trailer(number + 1) | {
            b"/Type": b"/XRef", b"/W": [b"1", b"4", b"2"], b"/Index": index, b"/Length": b"%d" % len(rows),
        }  # fmt: skip
        return b"%d 0 obj\n" % number + written(head) + b"\nstream\n" + rows + b"\nendstream\nendobj\n"


def _stretches(offsets: dict[int, tuple[int, int]]) -> list[tuple[int, int]]:
    """The numbers as stretches without a gap: the first, and how many."""
    found: list[tuple[int, int]] = []
    for number in sorted(offsets):
        if found and found[-1][0] + found[-1][1] == number:
            found[-1] = found[-1][0], found[-1][1] + 1
        else:
            found.append((number, 1))
    return found
