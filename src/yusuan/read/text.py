"""Plain text with tab-separated or Markdown tables to Pages: runs of tabbed lines are grids, all else is lines.

Nothing is known of merged cells in such a text: every field is one cell, a blank field a blank cell.
"""

import codecs
import re
from dataclasses import dataclass
from itertools import islice

from yusuan.model.amount import parse_number
from yusuan.model.grid import Cell, Grid, Page, Pages, TextLine
from yusuan.model.place import Place, Source
from yusuan.model.text import Text
from yusuan.read.errors import EmptyFileError, TooLargeError, UnsupportedError
from yusuan.read.numbers import TOKEN

#: What one text may hold: more is no disclosure but an attack or a mistake.
MAX_LINES = 400_000
MAX_LINE = 200_000
MAX_FIELDS = 400

_TAGS = re.compile(r"</?(?:p|b|i|u|br|strong|em|span|div|center|font|sup|sub)(?:\s[^<>]{0,200})?/?>", re.IGNORECASE)
_MARKS = re.compile(r"^(?:\s{0,3}#{1,6}\s+|\s*[-*+]\s+(?=\S)|\s{0,3}>\s?)")
_RULE = re.compile(r"[-:| ]{3,400}")
_GAP = re.compile(r"\S(?:[ \u3000]{2,})\S")
_FIELDS = re.compile(r"[ \u3000]{2,}")
_BETWEEN = re.compile(
    r"^(?:注|说明|#|附[件表]|表\s?[\d一二三四五六七八九十]|公开\d|预算\d|第.{1,3}部分)"
    r"|表(?:[（(].{0,20}[）)])?$|(?:单位|部门|名称|日期)\s?[：:]|。$"
)
_HEAD = re.compile(
    r"(?:^|\t) {0,8}(?:项\s{0,8}目|收\s{0,8}入|支\s{0,8}出|单\s{0,8}位|(?:年初)?[预决]算数|金\s{0,8}额) {0,8}(?:\t|$)"
    r"|科目|编码|单位名称|指标"
)
_AMOUNT = re.compile(r"\d,\d{3}|\d\.\d{1,6}(?!\d)|^-?\d+$")

#: An amount as a disclosure states it, how many there are at the least, and what it is of.
_STATED = re.compile(r"\d,\d{3}(?!\d)|\d\.\d{1,6}(?![\d.])|\d{1,15}\s{0,4}(?:万元|亿元|元)")
_LEAST = 3
_BUDGET = re.compile(
    r"(?:19|20)\d\d\s{0,4}年[^\n。；]{0,60}?[预决]\s{0,4}算|[预决]算[^\n。；]{0,30}?(?:19|20)\d\d"
    r"|单位\s{0,4}[:：]\s{0,4}(?:人民币)?[百千万亿]?元|收支总"
)


@dataclass(frozen=True, slots=True)
class _Line:
    """One line without what it ends in; ``padded`` where that was tabs, as after the last filled cell of a row."""

    number: int
    text: str
    padded: bool = False


def read_text(data: bytes, source: Source) -> Pages:
    """Read a text file as one page.

    Raises EmptyFileError where there is nothing but white space, UnsupportedError where the bytes are no text in
    UTF-8, UTF-16 or GB 18030, and TooLargeError beyond the limits above.
    """
    text = _decode(data)
    if not text.strip():
        raise EmptyFileError(Text("文件是空的，请重新导出。", "The file is empty. Export it again."))
    lines = [_Line(i, line.rstrip(), line.endswith("\t")) for i, line in enumerate(text.splitlines(), 1)]
    if len(lines) > MAX_LINES or any(len(line.text) > MAX_LINE for line in lines):
        raise TooLargeError(
            Text(
                f"文本过大，最多 {MAX_LINES} 行、每行 {MAX_LINE} 字，未读取。",
                f"The text is too large (at most {MAX_LINES} lines of {MAX_LINE} characters); it was not read.",
            )
        )
    blocks, notes = _blocks(lines, source)
    page = Page(1, tuple(blocks), len(TOKEN.findall(text)))
    return Pages(source, (page,), tuple(notes))


def reads_as_disclosure(data: bytes) -> bool:
    """Whether a text, or the beginning of one, speaks of a year's budget or final accounts and states amounts."""
    for name in _encodings(data):
        try:
            # The beginning may end within a character.
            text = codecs.getincrementaldecoder(name)().decode(data)
        except UnicodeDecodeError:
            continue
        amounts = sum(1 for _ in islice(_STATED.finditer(text), _LEAST))
        return amounts == _LEAST and _BUDGET.search(text) is not None
    return False


def _encodings(data: bytes) -> tuple[str, ...]:
    return ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")


def _decode(data: bytes) -> str:
    for name in _encodings(data):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise UnsupportedError(
        Text(
            "文本的编码无法识别，请另存为 UTF-8 或 GB18030 编码。",
            "The text is in no known encoding. Save it as UTF-8 or GB 18030.",
        )
    )


def _blocks(lines: list[_Line], source: Source) -> tuple[list[TextLine | Grid], list[str]]:
    """The lines as blocks in order, and what could not be read as a table."""
    blocks: list[TextLine | Grid] = []
    notes: list[str] = []
    at = 0
    while at < len(lines):
        run = _run(lines, at)
        if len(run) > 1 or (run and _is_lone_row(run[0].text)):
            blocks.append(_grid(run, source))
            at += len(run)
            continue
        spaced = [] if run else _spaced_run(lines, at)
        if spaced:
            blocks.append(_grid([_Line(x.number, _FIELDS.sub("\t", x.text.strip())) for x in spaced], source))
            at += len(spaced)
            continue
        parted = [] if run else _parted_run(lines, at)
        if parted:
            blocks.append(_grid(parted, source))
            at += len(parted)
            continue
        line = lines[at]
        text = _plain(line.text)
        if text:
            blocks.append(TextLine(text, Place(source, line=line.number, column=1)))
        at += 1
    if _single_spaced(blocks):
        notes.append("文本中有以单个空格分隔的表格，无法确定每个数字所在的列，这些行未作为表格读入")
    return blocks, notes


def _run(lines: list[_Line], at: int) -> list[_Line]:
    """The run of table lines that begins at ``at``: tabbed ones, or Markdown's piped ones."""
    test = _is_tabbed if _is_tabbed(lines[at].text) else _is_piped if _is_piped(lines[at].text) else None
    if test is None:
        return []
    end = at
    while end < len(lines) and test(lines[end].text):
        end += 1
        if end < len(lines) and lines[end].padded:
            end += _bare_rows(lines, end)
    return lines[at:end]


def _bare_rows(lines: list[_Line], at: int) -> int:
    """How many lines from ``at`` are rows with a label at most, amid a table: tabs after it, a full row next.

    None of them where one reads like what stands between two tables (a title, a note, a unit of amounts), or where
    there follows the next table's head.
    """
    end = at
    while end < len(lines) and lines[end].padded and not _is_tabbed(lines[end].text):
        if _BETWEEN.search(lines[end].text.strip()):
            return 0
        end += 1
    if end == len(lines) or not _is_tabbed(lines[end].text):
        return 0
    after = lines[end].text
    anew = _has_amount(lines[at - 1].text) and not _has_amount(after) and _HEAD.search(after)
    return 0 if anew else end - at


def _has_amount(text: str) -> bool:
    return any(_AMOUNT.search(f.strip()) for f in text.split("\t"))


def _is_tabbed(text: str) -> bool:
    return "\t" in text.lstrip() or (text.startswith("\t") and bool(text.strip()))


def _is_piped(text: str) -> bool:
    bare = text.strip()
    return bare.startswith("|") and bare.endswith("|") and bare.count("|") > 2


def _is_rule(text: str) -> bool:
    """Whether the line is the one under a Markdown table's head: |---|---|."""
    return "--" in text and _RULE.fullmatch(text.strip()) is not None


def _is_lone_row(text: str) -> bool:
    """Whether a single tabbed line is a row of figures and not a caption with its unit at the right."""
    fields = [f.strip() for f in text.split("\t") if f.strip()]
    return len(fields) > 2 or _has_amount("\t".join(fields[1:]))


def _spaced_run(lines: list[_Line], at: int) -> list[_Line]:
    """A run of lines aligned by two or more spaces, each with the same number of fields, some of them amounts."""
    if not _GAP.search(lines[at].text):
        return []
    width = len(_FIELDS.split(lines[at].text.strip()))
    end = at
    while end < len(lines) and len(_FIELDS.split(lines[end].text.strip())) == width:
        end += 1
    run = lines[at:end]
    amounts = sum(1 for x in run if _AMOUNT.search(_FIELDS.split(x.text.strip())[-1]))
    return run if width >= 2 and len(run) >= 3 and amounts * 2 >= len(run) else []


def _parted_run(lines: list[_Line], at: int) -> list[_Line]:
    """A head and its rows whose columns are parted by one blank, with tabs for the blanks.

    Only where nothing is left to guess: each row has a field for each of the head's, and all end in as many amounts.
    A row of the whole may lack its code. One row that prints fewer amounts, and none of them can be placed.
    """
    head = lines[at].text.strip().split(" ")
    if not 3 <= len(head) <= 20 or any(not f or _AMOUNT.search(f) for f in head):
        return []
    rows: list[list[str]] = []
    amounts = 0
    for line in lines[at + 1 :]:
        fields = line.text.strip().split(" ")
        trailing = _trailing(fields)
        if len(fields) < 2 or not trailing or trailing == len(fields):
            break
        if len(fields) == len(head) - 1 and not fields[0].isdigit():
            fields = ["", *fields]
        amounts = amounts or trailing
        if len(fields) != len(head) or trailing != amounts:
            return []
        rows.append(fields)
    if len(rows) < 3:
        return []
    return [_Line(line.number, "\t".join(f)) for line, f in zip(lines[at:], [head, *rows], strict=False)]


def _trailing(fields: list[str]) -> int:
    """How many of the last fields are amounts."""
    count = 0
    while count < len(fields) and parse_number(fields[-1 - count]) is not None:
        count += 1
    return count


def _single_spaced(blocks: list[TextLine | Grid]) -> bool:
    """Whether many lines look like rows whose columns are parted by one space only."""
    rows = 0
    for block in blocks:
        if isinstance(block, TextLine):
            parts = block.text.split(" ")
            if 3 <= len(parts) <= 12 and all(_AMOUNT.search(p) for p in parts[-2:]):
                rows += 1
    return rows >= 3


def _fields(text: str) -> list[str]:
    if _is_piped(text) and "\t" not in text:
        return [_unmarked(f) for f in text.strip()[1:-1].split("|")]
    return [_unmarked(f) for f in text.split("\t")]


def _grid(run: list[_Line], source: Source) -> Grid:
    """One grid; short lines are filled up with blank cells so that every column has its cell in every row."""
    head = 1 if len(run) > 1 and _is_rule(run[1].text) else 0
    rows = [(line.number, _fields(line.text)[:MAX_FIELDS]) for line in run if not _is_rule(line.text)]
    width = max(len(fields) for _, fields in rows)
    while width > 1 and all(len(fields) < width or not fields[width - 1] for _, fields in rows):
        width -= 1
    cells = tuple(
        Cell(fields[c] if c < len(fields) else "", r, c, 1, 1, Place(source, line=number, column=c + 1, cell=(r, c)))
        for r, (number, fields) in enumerate(rows)
        for c in range(width)
    )
    return Grid(cells, len(rows), width, Place(source, line=rows[0][0], column=1), head)


def _plain(text: str) -> str:
    """A line without Markdown's and HTML's marks; a cell keeps a leading dash, which may be a sign."""
    return _unmarked(_MARKS.sub("", text.strip("\r\n")))


def _unmarked(text: str) -> str:
    if "<" in text:
        text = _TAGS.sub("", text)
    # A cell of marks alone says something: ** stands over columns without a number.
    if ("**" in text or "__" in text) and text.strip("*_ \t\u3000"):
        text = text.replace("**", "").replace("__", "")
    return text.strip()
