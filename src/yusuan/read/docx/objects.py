"""Excel tables embedded in a Word document: read out of the workbook that stands inside it."""

from collections.abc import Iterator
from dataclasses import replace

from yusuan.model.grid import Grid, TextLine
from yusuan.model.place import Source
from yusuan.read.archive import Archive
from yusuan.read.errors import ReadError
from yusuan.read.limits import Limits
from yusuan.read.ole import Compound
from yusuan.read.sniff import sniff

_NAMES = {"xlsx": "xlsx", "xls": "xls"}


class Objects:
    """Reads the embedded objects of one document by the ids of their relations."""

    def __init__(self, archive: Archive, relations: dict[str, tuple[str, str]], source: Source, limits: Limits) -> None:
        self._archive = archive
        self._relations = relations
        self._source = source
        self._limits = limits
        self._count = 0

    def read(self, relation: str) -> tuple[list[TextLine | Grid], int] | None:
        """The blocks of the sheet that the object shows, and their numeric tokens; None where it is no workbook."""
        _, path = self._relations.get(relation, ("", ""))
        if path not in self._archive:
            return None
        try:
            data = self._archive.read(path)
            kind = sniff(data)
            if kind == "ole":
                # Word puts what it embeds as a file into a compound file's stream of this name.
                data = Compound(data).stream("Package") or b""
                kind = sniff(data)
            return self._sheet(data, kind) if kind in _NAMES else None
        except ReadError:
            return None

    def _sheet(self, data: bytes, kind: str) -> tuple[list[TextLine | Grid], int] | None:
        from yusuan.read.workbook.ooxml import active_sheet  # noqa: PLC0415
        from yusuan.read.workbook.pages import page_of, sheets_of  # noqa: PLC0415

        sheets = list(sheets_of(data, kind, self._limits))
        shown = active_sheet(data, self._limits) if kind == "xlsx" else 0
        order = [*sheets[shown : shown + 1], *sheets]
        one = next((s for s in order if s.cells and not s.hidden), None)
        if one is None:
            return None
        self._count += 1
        # The name of an embedded sheet says nothing to a reader of the document and is never a title.
        named = replace(one, name=f"嵌入对象 {self._count}")
        page = page_of(named, self._source, 1)
        return list(_untitled(page.blocks)), page.numbers


def _untitled(blocks: tuple[TextLine | Grid, ...]) -> Iterator[TextLine | Grid]:
    for block in blocks:
        if not (isinstance(block, TextLine) and block.place.line == 0):
            yield block
