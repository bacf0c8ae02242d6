"""What stands on a sheet: lines of text, and the statements, each with its title rows as lines above it.

A sheet may hold a cover, prose, one statement or several. A new statement begins at a row that prints a title; where a
statement has none the sheet's name is its title.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from yusuan.catalog.normal import LIST_NUMBER, plain
from yusuan.model.grid import Grid, TextLine
from yusuan.read.stitch.caption import Caption, caption
from yusuan.read.workbook.compact import Compact, Entry, Row

_NOTE = re.compile(r"^[（(*※]?\s{0,8}(?:备?\s{0,8}注|附注|说明|填表说明|本表|此表)")
_STATEMENT = re.compile(
    r"收|支|预算|决算|绩效|经费|采购|项目|基金|资产|拨款|资金|目标|购买|机构|人员|情况|明细|三公|债|表"
)
_NO_NAME = re.compile(r"^(?:sheet|工作表|表格|table|新建)?\s*\(?\d*\)?$", re.IGNORECASE)
_CUT_BRACKET = re.compile(r"[（(][^（()）]*$")
#: A code or a place in order before the title in a sheet's name: GK01, 3、; 2.15 is its number.
_CODE_NAME = re.compile(
    r"^(?:[A-Za-z]{1,4}\d{1,3}(?:-\d{1,2})?[\s_.]*(?=[\u4e00-\u9fff12])"
    r"|\d{1,2}[\s_.、-]*(?=[\u4e00-\u9fff])(?![年月日]))"
)
#: What a template prints at the foot of its page, its number not filled in or filled in.
_FOOT = re.compile(r"^(?:[-—–\s]{1,9}(?:%d|\d{1,4})[-—–\s]{1,9}|第\s?(?:%d|\d{1,4})\s?页.{0,12})$")
#: The last row of a table that has no amounts (政府性基金预算 left blank), its name over the columns of codes.
_TOTAL = re.compile(r"^.{0,8}[合总小共]计$")
#: From so many characters on a text alone in its row, under a table, is a sentence and not a row's name.
_SENTENCE = 20


def blocks_of(sheet: Compact) -> list[TextLine | Grid]:
    """The blocks of ``sheet`` from the top down."""
    says = [None if _is_listed(sheet.rows, i) else _says(row) for i, row in enumerate(sheet.rows)]
    starts = [0, *(i for i in range(1, len(says)) if _begins(sheet.rows, says, i)), len(says)]
    blocks: list[TextLine | Grid] = []
    named = False
    for a, b in pairwise(starts):
        segment = _Segment(sheet, a, b, says)
        if segment.table and not segment.titled and not named:
            title = sheet_title(sheet.name)
            if title:
                blocks.append(TextLine(title, sheet.place(sheet.rows[a].entries[0].spot, 0)))
                named = True
        blocks.extend(segment.blocks())
    return blocks


def sheet_title(name: str) -> str:
    """The title that a sheet's name gives, '' where it gives none (Sheet1). Excel cuts names at 31 characters."""
    bare = " ".join(name.split())
    if _NO_NAME.match(bare) or not _STATEMENT.search(bare):
        return ""
    if bare.count("(") + bare.count("（") > bare.count(")") + bare.count("）"):
        bare = _CUT_BRACKET.sub("", bare)
    return _CODE_NAME.sub("", bare)


def _says(row: Row) -> Caption | None:
    """What a row of captions alone says; None for any other row."""
    if len(row.entries) > 4 or any("\n" in e.text.strip() for e in row.entries):
        return None
    return caption("\t".join(e.text for e in row.entries))


def _is_listed(rows: tuple[Row, ...], i: int) -> bool:
    """Whether a row is one of a list of tables: a number, then a name; a row beside it has a number there too."""
    own = _numbered(rows[i])
    if not own or len(rows[i].entries) < 2:
        return False
    return any(
        _numbered(row) not in ("", own) and row.entries[0].column == rows[i].entries[0].column
        for row in (*rows[max(i - 1, 0) : i], *rows[i + 1 : i + 2])
    )


def _numbered(row: Row) -> str:
    """The table's number that is all that stands in the row's first cell; '' if none."""
    said = caption(row.entries[0].text) if row.entries and len(row.entries[0].text) < _SENTENCE else None
    return said.number if said is not None and not said.title else ""


def _begins(rows: tuple[Row, ...], says: list[Caption | None], i: int) -> bool:
    """Whether a new statement begins at row ``i``: the first row of captions with a title or number among them.

    So it does at 二、机关运行经费 over the whole width with a head of its own right below.
    """
    if says[i - 1] is not None:
        return False
    if says[i] is None:
        return _is_part(rows, i)
    j = i
    while j < len(says):
        said = says[j]
        if said is None:
            return False
        if (said.title or said.number) and not said.listed:
            return _is_alone(rows[j])
        j += 1
    return False


def _is_part(rows: tuple[Row, ...], i: int) -> bool:
    entry = rows[i].lone
    if entry is None or entry.columns < 2 or i + 1 >= len(rows):
        return False
    head = rows[i + 1]
    bare = plain(entry.text)
    named = LIST_NUMBER.match(bare) is not None and len(bare) <= _SENTENCE and bare[-1] not in "。；;："
    return named and len(head.entries) > 1 and not any(c.isdigit() for e in head.entries for c in e.text)


def _is_alone(row: Row) -> bool:
    return len(row.entries) <= 2 and row.entries[0].rows == 1


@dataclass(frozen=True, slots=True)
class _Segment:
    """The rows from ``start`` up to ``end``: captions, then a table (if any), then what stands under it."""

    sheet: Compact
    start: int
    end: int
    says: list[Caption | None]

    @property
    def body(self) -> int:
        """The first row after the captions."""
        at = self.start
        while at < self.end and self.says[at] is not None:
            at += 1
        return at + 1 if at < self.end and _is_part(self.sheet.rows, at) else at

    @property
    def wide(self) -> list[int]:
        """The rows of more than one cell, captions aside."""
        return [i for i in range(self.body, self.end) if len(self.sheet.rows[i].entries) > 1]

    @property
    def table(self) -> bool:
        """Whether there is a table."""
        return bool(self.wide)

    @property
    def titled(self) -> bool:
        """Whether a title stands above the table."""
        if any(said is None or said.title for said in self.says[self.start : self.body]):
            return True
        return any(_may_be_title(self.sheet.rows[i]) for i in range(self.body, self._first()))

    def blocks(self) -> list[TextLine | Grid]:
        """Lines, the grid, lines."""
        sheet = self.sheet
        if not self.table:
            return [x for row in sheet.rows[self.start : self.end] for x in sheet.paragraphs(row)]
        first, last = self._first(), self._last()
        out: list[TextLine | Grid] = []
        for i in range(self.start, first):
            row = sheet.rows[i]
            out.extend([sheet.line(row)] if i < self.body else sheet.paragraphs(row))
        out.append(sheet.grid(first, last))
        out.extend(x for row in sheet.rows[last : self.end] for x in sheet.paragraphs(row))
        return out

    def _first(self) -> int:
        """The first row of the table: right under the captions; without captions, under the lines above it."""
        at = self.body
        if at > self.start or not self.table:
            return at
        return self.wide[0]

    def _last(self) -> int:
        """The row after the table's last: sentences and notes under it are no rows."""
        at = self.end
        while at > self.wide[-1] + 1 and _is_sentence(self.sheet, self.sheet.rows[at - 1]):
            at -= 1
        return at


def _may_be_title(row: Row) -> bool:
    """Whether a row above a table without other captions is its title: 部门收支总体情况."""
    entry = row.lone
    if entry is None or "\n" in entry.text.strip():
        return False
    bare = plain(entry.text)
    return 4 <= len(bare) <= 40 and bool(_STATEMENT.search(bare)) and not LIST_NUMBER.match(bare) and bare[-1] != "。"


def is_foot(text: str) -> bool:
    """Whether ``text`` is a page number at the foot of a sheet, filled in or not."""
    return _FOOT.match(text) is not None


def _is_sentence(sheet: Compact, row: Row) -> bool:
    entry: Entry | None = row.lone
    if entry is None:
        return False
    bare = plain(entry.text)
    over = entry.columns * 2 > len(sheet.columns) and entry.columns > 2 and not _TOTAL.match(bare)
    if _NOTE.match(entry.text.strip()) or is_foot(entry.text):
        return True
    return len(bare) >= _SENTENCE or "。" in bare or over
