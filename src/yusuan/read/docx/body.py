"""The way through a document's body: each paragraph a line, each table a grid, what hangs in them after them.

Places count the body's paragraphs and tables from 1 (``Place.line``), those in text boxes and notes with the paragraph
that they hang in; a table's cells have their row and column beside it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from yusuan.model.grid import Cell, Grid, TextLine
from yusuan.model.place import Place, Source
from yusuan.read.archive import Element
from yusuan.read.celltext import one_line
from yusuan.read.docx.names import child, local, w, whole
from yusuan.read.docx.numbering import Numbering
from yusuan.read.docx.objects import Objects
from yusuan.read.docx.runs import Runs, read_runs
from yusuan.read.docx.table import Box, Drawn, draw
from yusuan.read.numbers import count

_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "body", "txbxContent"})
#: Twentieths of a point to one blank of indent: half a character of 10.5 points.
_BLANK = 105
_MOST_BLANKS = 16
_NAMED = 6
_ALIGNED, _INDENT = w("jc"), w("ind")


@dataclass(slots=True)
class _Held:
    """What one cell holds: its lines of text, and what must follow its table."""

    lines: list[str]
    after: list[TextLine | Grid]


class Body:
    """Collects the blocks of a document, and counts its numeric tokens as it reads the text they come from."""

    def __init__(
        self, source: Source, numbering: Numbering, notes: dict[tuple[str, str], Element], objects: Objects
    ) -> None:
        self.blocks: list[TextLine | Grid] = []
        self.numbers = 0
        self.pictures = 0
        #: The elements that places name: by ``line``, and by a table's number (``column``) with row and column.
        self.elements: dict[int, Element] = {}
        self.cells: dict[tuple[int, int, int], Element] = {}
        self._source = source
        self._numbering = numbering
        self._notes = notes
        self._objects = objects
        self._ordinal = 0
        self._tables = 0
        self._hidden = 0
        self._unread: list[str] = []

    def read(self, content: Element) -> None:
        """Read ``w:body``."""
        for element in _flow(content):
            self._ordinal += 1
            self.elements[self._ordinal] = element
            self.blocks.extend(self._blocks(element))

    def remarks(self) -> Iterator[str]:
        """What the reader could not read, or a person may not see, in Chinese."""
        if self._unread:
            names = "、".join(self._unread[:_NAMED])
            yield f"文档中有 {len(self._unread)} 个嵌入对象无法读取（{names}），其中的数字没有读入，请改为普通表格。"
        if self.pictures:
            yield f"文档中有 {self.pictures} 张图片，图片里的文字和数字没有读入。"
        if self._hidden:
            yield f"文档中有 {self._hidden} 个隐藏的字符，没有读入。"

    def _blocks(self, element: Element) -> list[TextLine | Grid]:
        return self._table(element) if local(element) == "tbl" else self._paragraph(element)

    def _paragraph(self, element: Element) -> list[TextLine | Grid]:
        runs = read_runs(element)
        label = self._numbering.label(child(element, "pPr"))
        text = _labelled(label, runs.text) if runs.text.strip() else ""
        out: list[TextLine | Grid] = []
        for part in text.split("\n"):
            if part.strip():
                self.numbers += count(part)
                out.append(TextLine(part.strip(), self._place()))
        return out + self._hanging(runs)

    def _hanging(self, runs: Runs) -> list[TextLine | Grid]:
        """The text boxes, embedded tables and notes of a paragraph."""
        self._hidden += runs.hidden
        self.pictures += max(0, runs.pictures - len(runs.objects))
        out: list[TextLine | Grid] = []
        for box in runs.boxes:
            for element in _flow(box):
                out.extend(self._blocks(element))
        for relation, program in runs.objects:
            found = self._objects.read(relation)
            if found is None:
                self._unread.append(program or "未知类型")
            else:
                out.extend(found[0])
                self.numbers += found[1]
        for key in runs.notes:
            note = self._notes.pop(key, None)
            for element in _flow(note) if note is not None else ():
                out.extend(self._blocks(element))
        return out

    def _table(self, element: Element) -> list[TextLine | Grid]:
        drawn = draw(element)
        if _is_frame(drawn):
            return [
                b for box in drawn.boxes if box.element is not None for e in _flow(box.element) for b in self._blocks(e)
            ]
        if not drawn.boxes:
            return []
        self._tables += 1
        number = self._tables
        place = self._place(number)
        cells: list[Cell] = []
        after: list[TextLine | Grid] = []
        for box in drawn.boxes:
            held = self._held(box)
            if box.element is not None:
                self.cells[number, box.row, box.column] = box.element
            after.extend(held.after)
            text = one_line("\n".join(held.lines))
            at = Place(self._source, line=place.line, column=number, cell=(box.row, box.column))
            cells.append(Cell(text, box.row, box.column, box.row_span, box.column_span, at))
        return [Grid(tuple(cells), drawn.n_rows, drawn.n_columns, place, drawn.head), *after]

    def _held(self, box: Box) -> _Held:
        """The text of one cell; tables and boxes in it come after its table."""
        held = _Held([], [])
        for element in _flow(box.element) if box.element is not None else ():
            if local(element) == "tbl":
                held.after.extend(self._table(element))
                continue
            runs = read_runs(element)
            properties = child(element, "pPr")
            text = _labelled(self._numbering.label(properties), runs.text)
            self.numbers += count(text)
            if text.strip():
                # The blanks before a name show how deep it stands; those that the author typed count too.
                held.lines.append(" " * _blanks(properties) * (not held.lines) + text.replace("\t", " ").rstrip())
            for block in self._hanging(runs):
                if isinstance(block, TextLine) and runs.boxes:
                    held.lines.append(block.text)
                else:
                    held.after.append(block)
        return held

    def _place(self, column: int | None = None) -> Place:
        return Place(self._source, line=self._ordinal, column=column)


def _flow(container: Element) -> Iterator[Element]:
    """The paragraphs and tables in ``container``, those in content controls and inserted ones too."""
    for one in container:
        name = local(one)
        if name in ("p", "tbl"):
            yield one
        elif name in _WRAPPERS:
            yield from _flow(one)
        elif name == "AlternateContent":
            choice = next((c for c in one if local(c) == "Choice"), None)
            if choice is not None:
                yield from _flow(choice)


def _is_frame(drawn: Drawn) -> bool:
    """Whether a table only frames what stands in it: a single cell, or one column of cells with tables inside."""
    held = [b.element for b in drawn.boxes if b.element is not None]
    if len(held) == 1:
        return True
    return drawn.n_columns == 1 and any(e.find(w("tbl")) is not None for e in held)


def _labelled(label: str, text: str) -> str:
    """``text`` after its list number, which must not run together with a figure."""
    if not label:
        return text
    apart = label[-1].isascii() and (label[-1].isalnum() or label[-1] == ".")
    return f"{label} {text.lstrip()}".rstrip() if apart else label + text.lstrip()


def _blanks(properties: Element | None) -> int:
    """The blanks that a paragraph's indent stands for; none where it is centred or set from the right."""
    alignment = indent = None
    for one in properties if properties is not None else ():
        if one.tag == _ALIGNED and alignment is None:
            alignment = one.get(w("val"), "")
        elif one.tag == _INDENT and indent is None:
            indent = one
    if indent is None or alignment not in (None, "left", "start", "both"):
        return 0
    left = whole(indent.get(w("left")) or indent.get(w("start"))) + whole(indent.get(w("firstLine")))
    by_chars = whole(indent.get(w("leftChars"))) + whole(indent.get(w("firstLineChars")))
    blanks = round(by_chars / 50) if by_chars else round(left / _BLANK)
    return min(max(blanks, 0), _MOST_BLANKS)
