"""A source without pages to look at (DOCX, XLSX, HTML, text) as HTML: its headings, paragraphs and tables in order.

Every figure is a button, every cell and paragraph that a finding may point to has an id.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

from yusuan.model.disclosure import Disclosure, Paragraph, Section, Statement
from yusuan.model.grid import Cell
from yusuan.model.place import Place, Source
from yusuan.model.text import Language

#: Characters of a paragraph and of a cell that are shown; rows of a table, beyond those that hold a finding.
_LONG, _LONG_CELL, _ROWS = 20_000, 1_000, 1_500

_Key = tuple[int, int, float]


@dataclass(slots=True)
class Flowed:
    """A source as HTML. ``spots``: the id of the element that shows a place."""

    html: str = ""
    spots: dict[Place, str] = field(default_factory=dict)


class Flow:
    """Writes the sources of one disclosure. ``marked``: places of findings, whose rows are shown in any case."""

    def __init__(self, disclosure: Disclosure, marked: frozenset[Place], language: Language) -> None:
        self._disclosure, self._marked, self._language = disclosure, marked, language
        first = len(disclosure.claims)
        self._facts = {(f.statement, f.row, f.column): i for i, f in enumerate(disclosure.facts, first)}
        self._claims: dict[tuple[int, int], list[tuple[int, int, int]]] = defaultdict(list)
        for i, claim in enumerate(disclosure.claims):
            self._claims[claim.section, claim.paragraph].append((*claim.span, i))

    def of(self, source: Source, view: int) -> Flowed:
        """``source`` as HTML; ids begin with the number of its ``view``."""
        writer = _Writer(self, view)
        for _, part in sorted(self._parts(source), key=lambda keyed: keyed[0]):
            if isinstance(part, Statement):
                writer.statement(part)
            elif isinstance(part, Section):
                writer.heading(part)
            else:
                writer.paragraph(*part)
        writer.out.html = "\n".join(writer.lines)
        return writer.out

    def _parts(self, source: Source) -> Iterator[tuple[_Key, Statement | Section | tuple[int, int, Paragraph]]]:
        """Everything of ``source`` with where it stands: sheet, page, line (or the distance from the page's top)."""
        statements = [s for s in self._disclosure.statements if s.place.source == source]
        workbook = bool(statements) and all(s.place.sheet is not None for s in statements)
        sheets = list(dict.fromkeys(s.place.sheet for s in statements)) if workbook else []
        before: _Key = (0, 0, 0.0)
        for statement in statements:
            # A workbook embedded in a text has no line: it stands after what is before it.
            known = workbook or statement.place.sheet is None
            before = _key(statement.place, sheets) if known else before
            yield before, statement
        for number, section in enumerate(self._disclosure.sections):
            if section.place.source == source and section.path:
                yield _key(section.place, sheets), section
            for n, paragraph in enumerate(section.paragraphs):
                if paragraph.pieces and paragraph.pieces[0][1].source == source:
                    yield _key(paragraph.pieces[0][1], sheets), (number, n, paragraph)

    def in_cell(self, statement: int, row: int, column: int) -> int | None:
        """The figure in a cell."""
        return self._facts.get((statement, row, column))

    def in_paragraph(self, section: int, paragraph: int) -> list[tuple[int, int, int]]:
        """The figures of a paragraph in order: start, end, number."""
        return sorted(self._claims.get((section, paragraph), ()))

    def shown(self, statement: Statement) -> set[int]:
        """The rows of a table that are shown: all of most tables."""
        rows = set(range(min(statement.grid.n_rows, _ROWS)))
        if statement.grid.n_rows > _ROWS:
            rows |= {c.row for c in statement.grid.cells if c.place in self._marked}
        return rows

    def left_out(self, n: int) -> str:
        """That ``n`` rows are not shown."""
        return f"另有 {n} 行，此处未列。" if self._language == "zh" else f"{n} more rows are not shown here."


def _key(place: Place, sheets: list[str | None]) -> _Key:
    sheet = sheets.index(place.sheet) if place.sheet in sheets else 0
    if place.line is not None and place.sheet is None:
        return sheet, place.page or 0, float(place.line)
    if place.box is not None:
        return sheet, place.page or 0, place.box[1]
    return sheet, place.page or 0, float(place.cell[0] if place.cell else 0)


class _Writer:
    """Writes one source."""

    def __init__(self, flow: Flow, view: int) -> None:
        self.lines: list[str] = []
        self.out = Flowed()
        self._flow, self._view, self._n = flow, view, 0

    def _id(self, *places: Place) -> str:
        self._n += 1
        made = f"w{self._view}-{self._n}"
        for place in places:
            self.out.spots.setdefault(place, made)
        return made

    def heading(self, section: Section) -> None:
        """A heading; the outermost are the largest."""
        level = min(2 + len(section.path), 4)
        self.lines.append(f'<h{level} id="{self._id(section.place)}">{escape(section.path[-1])}</h{level}>')

    def paragraph(self, section: int, number: int, paragraph: Paragraph) -> None:
        """A paragraph with its figures."""
        text, at, made = paragraph.text[:_LONG], 0, ""
        for start, end, figure in self._flow.in_paragraph(section, number):
            if start >= at and end <= len(text):
                made += escape(text[at:start]) + _button(figure, text[start:end])
                at = end
        made += escape(text[at:]) + ("…" if len(paragraph.text) > _LONG else "")
        spot = self._id(*(place for _, place in paragraph.pieces))
        self.lines.append(f'<p id="{spot}">{made}</p>')

    def statement(self, statement: Statement) -> None:
        """A table with its title above and its notes below."""
        spot = self._id(statement.place)
        title = escape(" ".join(p for p in (statement.number, statement.title) if p))
        unit = f"<span>单位：{escape(statement.unit)}</span>" if statement.unit else ""
        self.lines.append(f'<figure id="{spot}"><figcaption>{title} {unit}</figcaption><div class="wide"><table>')
        shown = self._flow.shown(statement)
        first = min((r.index for r in statement.rows if r.role in ("data", "total")), default=statement.grid.n_rows)
        amounts = {c.index for c in statement.columns if c.role in ("amount", "ratio", "count")}
        rows: dict[int, list[str]] = {row: [] for row in sorted(shown)}
        for cell in statement.grid.cells:
            if cell.row not in shown:
                continue
            span = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
            span += f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
            tag = "th" if cell.row < first else "td"
            side = ' class="n"' if tag == "td" and cell.column in amounts else ""
            rows[cell.row].append(
                f'<{tag} id="{self._id(cell.place)}"{span}{side}>{self._cell(statement, cell)}</{tag}>'
            )
        self.lines += [f"<tr>{''.join(cells)}</tr>" for cells in rows.values()]
        self.lines.append("</table></div>")
        if len(shown) < statement.grid.n_rows:
            self.lines.append(f"<p class=cut>{self._flow.left_out(statement.grid.n_rows - len(shown))}</p>")
        self.lines += [f"<p class=note>{escape(note[:_LONG])}</p>" for note in statement.notes]
        self.lines.append("</figure>")

    def _cell(self, statement: Statement, cell: Cell) -> str:
        text = cell.text[:_LONG_CELL] + ("…" if len(cell.text) > _LONG_CELL else "")
        figure = self._flow.in_cell(statement.index, cell.row, cell.column)
        if figure is not None:
            return _button(figure, text.strip())
        blanks = len(text) - len(text.lstrip(" \u3000"))
        return "&emsp;" * min(blanks, 12) + escape(text.strip())


def _button(figure: int, text: str) -> str:
    return f'<button class="fig" id="f{figure}" data-f="{figure}" tabindex="-1">{escape(text)}</button>'
