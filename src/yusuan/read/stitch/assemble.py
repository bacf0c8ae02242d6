"""Lines and grids in reading order to tables with their captions and notes, and to sections."""

import re
from dataclasses import replace

from yusuan.model.disclosure import Token
from yusuan.model.grid import Grid, TextLine
from yusuan.read.stitch.account import account_again, account_line, account_repeated
from yusuan.read.stitch.caption import caption, is_empty_note, is_note
from yusuan.read.stitch.captions import Captions, captions_above
from yusuan.read.stitch.heading import heading_at
from yusuan.read.stitch.join import Join, joins, orphan_row
from yusuan.read.stitch.line import Line, Margins
from yusuan.read.stitch.part import Part, form_value, parts_of
from yusuan.read.stitch.section import Sections
from yusuan.read.stitch.strays import Strays, beside, strays
from yusuan.read.stitch.table import Table

_NUMBERED = re.compile(r"^(?:[0-9]{1,2}[、.)]|\([0-9]{1,2}\)|[①-⑳])")


class Assembler:
    """Holds the lines since the last grid until the next one shows whose they are."""

    def __init__(self) -> None:
        self.tables: list[Table] = []
        self.sections = Sections()
        self.caption_lines: list[TextLine] = []
        self.note_lines: list[TextLine] = []
        self.repeated_lines: list[TextLine] = []
        self.again_lines: list[TextLine] = []
        self._pending: list[Line] = []
        self._open: Table | None = None

    def line(self, line: Line) -> None:
        """A line outside any grid."""
        self._pending.append(line)

    def grid(self, grid: Grid, page: int) -> None:
        """A grid of the page with index ``page``."""
        for part in parts_of(grid, page):
            self._part(part)

    def finish(self) -> None:
        """No more blocks come."""
        self.sections.add(self._after_table())
        self._pending = []

    def tokens(self) -> list[Token]:
        """The numeric tokens of captions, notes and of what was printed twice."""
        out: list[Token] = []
        for line in self.caption_lines:
            out += account_line(line, "表题")
        for line in self.note_lines:
            out += account_line(line, "表注")
        for table in self.tables:
            out += account_repeated(table.repeated)
            out += account_again((c.text, c.place) for c in table.again)
        out += account_again((x.text, x.place) for x in self.again_lines)
        return out

    def _part(self, part: Part) -> None:
        between, aside = _next_to(self._after_table(), part)
        above = captions_above(between, part.page)
        lines = [x.line for x in between[len(between) - above.count :]] if above.count else []
        between = between[: len(between) - above.count]
        self._pending = []
        captions = _with_inner(above, part)
        caption_lines = [*lines, *part.above]
        joined, cut = self._join(part, captions, between)
        self.caption_lines.extend(caption_lines)
        if joined is not None and self._open is not None:
            table = self._open
            if cut is not None:
                self._put_back(table, cut)
            table.append(part, joined.alignment, joined.dropped, joined.merged)
            self.repeated_lines.extend(caption_lines)
            self._pending = aside
        else:
            self.sections.add([*between, *aside])
            captions = self._inherited(captions, part)
            table = Table(part, captions, caption_lines, self.sections.current(part.grid.place, titled=captions.named))
            self.tables.append(table)
            self._open = table
        table.notes.extend(part.below)
        self.note_lines.extend(part.below)

    def _join(self, part: Part, captions: Captions, between: list[Line]) -> tuple[Join | None, Strays | None]:
        """How the part goes on with the open table, and what stands between them in the margins."""
        if self._open is None:
            return None, None
        if not between:
            return joins(self._open, part, captions), None
        cut = strays(self._open, part, between)
        joined = joins(self._open, part, captions) if cut is not None else None
        return (joined, cut) if joined is not None and joined.dropped else (None, None)

    def _put_back(self, table: Table, cut: Strays) -> None:
        """Text of cut cells that stands outside the ruling: into its cell where that is blank, else it is a note."""
        self.again_lines.extend(line.line for line in cut.again)
        texts: dict[int, list[tuple[str, Line]]] = {}
        for column, text, line in cut.missing:
            texts.setdefault(column, []).append((text, line))
        for column, found in texts.items():
            whole, place = "".join(text for text, _ in found), found[0][1].line.place
            if not table.fill(column, whole, place):
                note = TextLine(whole, place)
                table.notes.append(note)
                self.note_lines.append(note)

    def _inherited(self, captions: Captions, part: Part) -> Captions:
        """A form that follows another form under one title has that title; the parts of one sheet share its unit."""
        before = self._open
        if before is not None and part.grid.place.sheet and part.grid.place.sheet == before.place.sheet:
            old = before.captions
            unit, body = captions.unit or old.unit, captions.body or old.body
            captions = Captions(captions.title, captions.number, unit, body, captions.count)
        form = form_value(part)
        if captions.named or before is None or form is None or before.form is None or form[0] != before.form[0]:
            return captions
        old = before.captions
        return Captions(old.title, old.number, captions.unit or old.unit, captions.body or old.body, captions.count)

    def _after_table(self) -> list[Line]:
        """The pending lines without those that belong to the table above them: orphaned totals and notes."""
        if self._open is None or not self._pending:
            return self._pending
        cut, lines = beside(self._open, self._pending)
        self._put_back(self._open, cut)
        at = 0
        while at < len(lines) and self._is_orphan(lines[at]):
            at += 1
        while at < len(lines):
            taken = self._notes(lines, at)
            if not taken:
                break
            note = _joined(lines[at : at + taken])
            self._open.notes.append(note)
            self.note_lines.append(note)
            at += taken
        self._pending = lines[at:]
        return self._pending

    def _is_orphan(self, line: Line) -> bool:
        table = self._open
        if table is None or "\t" not in line.text or line.page > table.page + 1:
            return False
        texts = orphan_row(table, line.text)
        if texts is None:
            return False
        table.append_row(texts, line.line)
        return True

    def _notes(self, lines: list[Line], at: int) -> int:
        """How many lines from ``at`` on are one note to the open table."""
        table = self._open
        line = lines[at]
        if table is None or line.page > table.page + 1:
            return 0
        if not is_note(line) and not (line.page == table.page and is_empty_note(line)):
            return 0
        count = 1
        while at + count < len(lines) and _goes_on(lines[at + count - 1], lines, at + count):
            count += 1
        return count


def _goes_on(before: Line, lines: list[Line], at: int) -> bool:
    """Whether the line ``at`` goes on with the note that ``before`` is a line of."""
    line = lines[at]
    if line.page != before.page or is_note(line) or caption(line.text) is not None:
        return False
    if line.drawn and line.top - before.bottom > 1.8 * max(line.height, before.height):
        return False
    if line.alone:
        return _NUMBERED.match(line.bare) is not None
    if not line.drawn and line.top - before.top > 1:
        return False
    if _NUMBERED.match(line.bare):
        return True
    if before.bare[-1] in "。)" or heading_at(lines, at) is not None:
        return False
    return (
        not line.drawn
        or before.is_full
        or before.margins == Margins()
        or before.x1 - before.x0 > 0.5 * (line.x1 - line.x0)
    )


def _next_to(lines: list[Line], part: Part) -> tuple[list[Line], list[Line]]:
    """``lines`` before the part in reading order without those that stand at its side."""
    box = part.grid.place.box
    if box is None:
        return lines, []
    aside = [x for x in lines if x.page == part.page and x.drawn and box[1] <= x.top and x.bottom <= box[3]]
    return ([x for x in lines if x not in aside], aside) if aside else (lines, [])


def _joined(lines: list[Line]) -> TextLine:
    """A note printed over several lines as one."""
    if len(lines) == 1:
        return lines[0].line
    place = lines[0].line.place
    if lines[0].drawn:
        x0, x1 = min(x.x0 for x in lines), max(x.x1 for x in lines)
        place = replace(place, box=(x0, lines[0].top, x1, lines[-1].bottom))
    return TextLine("".join(x.text.strip() for x in lines), place)


def _with_inner(above: Captions, part: Part) -> Captions:
    """The captions above the grid with those printed in its first rows."""
    title, number, unit, body = above.title, above.number, above.unit, above.body
    for line in part.above:
        said = caption(line.text)
        if said is None:
            continue
        # What stands nearest to the table is its title; the line above it may be the name of a sheet.
        title = said.title or title
        number = said.number or number
        unit = said.unit or unit
        body = said.body or body
    return Captions(title, number, unit, body, above.count)
