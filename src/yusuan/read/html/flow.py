"""The main part of a page as blocks in order: paragraphs and headings as lines, tables as grids.

A table that only lays out the page is no grid: what is in its cells comes in order. Lines are numbered as a browser's
plain text would have them: a blank line between paragraphs, none at a <br>.
"""

import re
from collections.abc import Callable, Sequence

from yusuan.model.grid import Cell, Grid, TextLine
from yusuan.model.place import Place, Source
from yusuan.read.html.spans import Placed, Table, resolved, rows_of
from yusuan.read.html.tree import Element

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "ul",
        "tr",
        "td",
        "th",
        "thead",
        "tbody",
        "tfoot",
    ]
)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_WIDE = re.compile(r"(?:[\u00a0 ]*[\u3000][\u00a0\u3000 ]+|[\u00a0 ]{4,200})")
#: A sentence's end and white space before more text: a paragraph that was set without a tag.
_UNSET = re.compile(r"(?<=[。；！？])[\u00a0\u3000 ]{2,200}(?=\S)")
_LEADING = re.compile(r"[\u00a0\u3000 ]*")
_LONG = 90
_AMOUNT = re.compile(r"-?[\d,]{1,20}\.\d{1,8}|-?\d{1,3}(?:,\d{3})+|-?\d{1,15}")
#: No published table is larger: what stands in one that is comes in order, and no place is made for its blanks.
_MOST_COLUMNS, _MOST_CELLS = 2_000, 4_000_000
#: Pixels of half a character of the type of most tables.
_HALF = 7.0


class Flow:
    """Walks through elements and collects their blocks. ``stages``: which elements are left to the reader of places."""

    def __init__(self, source: Source, stages: Callable[[Element], bool] | None = None) -> None:
        self.blocks: list[TextLine | Grid] = []
        #: Where pages of placed text stand among the blocks: how many come before, and the element.
        self.staged: list[tuple[int, Element]] = []
        self.line = 0
        self._stages = stages
        self._source = source
        self._buffer: list[str] = []

    def walk(self, element: Element) -> None:
        """Take in all that is in ``element``."""
        for child in element.children:
            if isinstance(child, str):
                self._buffer.append(child)
            elif child.tag == "br":
                self.flush(1)
            elif self._stages is not None and self._stages(child):
                self.flush()
                self.staged.append((len(self.blocks), child))
            elif child.tag == "table":
                self.flush()
                self._table(child)
            elif child.tag == "pre":
                self.flush()
                self._plain(child)
            elif child.tag in BLOCKS or child.style.display in ("block", "flex", "list-item"):
                self.flush()
                self.walk(child)
                self.flush()
            else:
                self.walk(child)

    def flush(self, step: int = 2) -> None:
        """End the line; ``step``: 2 at the end of a paragraph, 1 within one."""
        raw = _BLANKS.sub(" ", "".join(self._buffer)).strip(" ")
        self._buffer.clear()
        if not raw.strip():
            if step == 1 and self.blocks:
                self.line += 1
            return
        lead = _LEADING.match(raw)
        if lead is not None and lead.end() >= 2 and self.blocks:
            self.line += 1
        for text in _UNSET.split(raw):
            self._line(fielded(text), step)

    def _line(self, text: str, step: int) -> None:
        self.line += 1
        self.blocks.append(TextLine(text, Place(self._source, line=self.line, column=1)))
        self.line += step - 1

    def _plain(self, element: Element) -> None:
        """Text whose blanks and line ends are as they stand."""
        for text in element.text().splitlines():
            if text.strip():
                self._line(re.sub(r" {2,}|\t", "\t", text.strip()), 1)
            else:
                self.line += 1
        self.line += 1

    def _table(self, element: Element) -> None:
        for child in element.children:
            if isinstance(child, Element) and child.tag == "caption":
                self.walk(child)
                self.flush()
        table = resolved(element)
        texts = {id(c): cell_text(c.element) for c in table.cells}
        filled = [c for c in table.cells if texts[id(c)].strip()]
        if _is_layout(element, table, filled):
            for row in rows_of(element):
                for cell in row.children:
                    if isinstance(cell, Element) and cell.tag != "tr":
                        self.walk(cell)
                        self.flush()
        elif table.n_rows == 1 and not any(_AMOUNT.fullmatch(texts[id(c)].strip()) for c in filled):
            self._line("\t".join(texts[id(c)].strip() for c in filled), 2)
        elif filled:
            self._grid(table, texts)

    def _grid(self, table: Table, texts: dict[int, str]) -> None:
        start = self.line
        cells = []
        for c in table.cells:
            place = Place(self._source, line=start + c.row + 1, column=c.column + 1, cell=(c.row, c.column))
            cells.append(Cell(texts[id(c)], c.row, c.column, c.row_span, c.column_span, place))
        place = Place(self._source, line=start + 1, column=1)
        self.blocks.append(Grid(tuple(_filled_up(cells, table)), table.n_rows, table.n_columns, place, table.head))
        self.line += table.n_rows + 1


def _filled_up(cells: list[Cell], table: Table) -> list[Cell]:
    """The cells with a blank one wherever a short row has none."""
    taken = bytearray(table.n_rows * table.n_columns)
    for c in cells:
        for row in range(c.row, c.row + c.row_span):
            at = row * table.n_columns + c.column
            taken[at : at + c.column_span] = b"\x01" * c.column_span
    if 0 not in taken:
        return cells
    whole = list(cells)
    lines = {c.row: c.place for c in cells}
    for at, full in enumerate(taken):
        if not full:
            row, column = divmod(at, table.n_columns)
            base = lines.get(row) or cells[0].place
            place = Place(base.source, line=base.line, column=column + 1, cell=(row, column))
            whole.append(Cell("", row, column, 1, 1, place))
    whole.sort(key=lambda c: (c.row, c.column))
    return whole


def _is_layout(element: Element, table: Table, filled: Sequence[Placed]) -> bool:
    """Whether a table only lays out its page: it is one column, holds tables, or holds the text of the page."""
    if table.n_columns < 2 or not filled or element.attributes.get("role") in ("presentation", "none"):
        return True
    if table.n_columns > _MOST_COLUMNS or table.n_rows * table.n_columns > _MOST_CELLS:
        return True
    holding = sum(1 for c in filled if any(e.tag == "table" for e in c.element.elements()))
    if holding:
        return len(filled) - holding < max(8, 3 * holding)
    return len(filled) <= 6 and any(_is_article(c.element) for c in filled)


def _is_article(cell: Element) -> bool:
    """Whether a cell holds several paragraphs of running text."""
    blocks = sum(1 for e in cell.elements() if e.tag in ("p", "div", "br"))
    return blocks >= 3 and len("".join(cell.text().split())) > 400


def cell_text(cell: Element) -> str:
    """The text of a cell as one; its indent, printed or set by style, as blanks before it: one for half a character."""
    lines: list[str] = []
    if len(cell.children) == 1 and isinstance(only := cell.children[0], str):
        lines.append(only)
    else:
        _gather(cell, lines, [], 0)
    out = ""
    for raw in lines:
        text = _BLANKS.sub(" ", raw.replace("\u00a0", " ")).strip()
        if not text:
            continue
        if out and out[-1].isascii() and text[0].isascii() and (out[-1].isalnum() and text[0].isalnum()):
            out += " "
        out += text
    if not out or _AMOUNT.fullmatch(out):
        return out
    first = next(raw for raw in lines if raw.replace("\u00a0", " ").strip())
    lead = _LEADING.match(first.lstrip(" \t\r\n\f"))
    blanks = sum(2 if c == "\u3000" else 1 for c in lead.group()) if lead is not None else 0
    return " " * min(16, blanks or _styled_indent(cell)) + out


def _gather(element: Element, lines: list[str], buffer: list[str], depth: int) -> None:
    """The lines of text in an element, into ``lines``."""
    for child in element.children:
        if isinstance(child, str):
            buffer.append(child)
            continue
        breaks = child.tag in BLOCKS or child.tag == "br"
        if breaks and buffer:
            lines.append("".join(buffer))
            buffer.clear()
        _gather(child, lines, buffer, depth + 1)
        if breaks and buffer:
            lines.append("".join(buffer))
            buffer.clear()
    if depth == 0 and buffer:
        lines.append("".join(buffer))


def _styled_indent(cell: Element) -> int:
    """The indent that styles of a cell or of its first paragraph give, in half characters; a cell's padding is none."""
    indent = cell.style.indent or 0.0
    for child in cell.children:
        if isinstance(child, Element):
            indent += child.style.indent or 0.0
            break
        if child.strip():
            break
    return int(indent // _HALF) if indent >= 1.5 * _HALF else 0


def fielded(text: str) -> str:
    """A line with blanks made plain: wide ones between the fields of a short line are tabs."""
    bare = text.strip("\u00a0\u3000 ")
    if len(bare) <= _LONG:
        out, last = "", 0
        for m in _WIDE.finditer(bare):
            left, right = bare[last : m.start()], bare[m.end() :]
            wide = len(left) >= 3 and len(right) >= 3
            out += left + ("\t" if wide else " ")
            last = m.end()
        bare = out + bare[last:]
    return re.sub(r"[\u00a0 ]+", " ", bare).strip()


def raw_text(element: Element, skip: frozenset[int] = frozenset()) -> str:
    """All text in ``element`` with a line end wherever a block or a cell ends: what figures are counted in.

    ``skip``: ids of elements whose text is left out.
    """
    parts: list[str] = []
    _raw(element, parts, skip)
    return "".join(parts)


def _raw(element: Element, parts: list[str], skip: frozenset[int]) -> None:
    for child in element.children:
        if isinstance(child, str):
            parts.append(child)
        elif id(child) not in skip:
            breaks = child.tag in BLOCKS or child.tag == "br" or child.style.placed
            if breaks:
                parts.append("\n")
            _raw(child, parts, skip)
            if breaks:
                parts.append("\n")
