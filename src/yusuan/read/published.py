"""Our own published JSON (yusuan-document/1) to Pages: its texts and tables as they are printed, nothing else of it.

What it says of itself – points, exact amounts, kinds of statements – is not believed: the check of a document must not
rest on what it claims. The texts go the way of every other format.
"""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from yusuan.model.grid import Cell, Grid, Page, Pages, TextLine
from yusuan.model.place import Place, Source
from yusuan.model.text import Text
from yusuan.read import numbers
from yusuan.read.celltext import one_line
from yusuan.read.errors import DamagedError, NotADocumentError, TooLargeError
from yusuan.read.sniff import decode

FORMAT = "yusuan-document/1"
#: What one file may hold: more is no disclosure but an attack or a mistake.
MAX_BYTES = 64_000_000
MAX_CELLS = 2_000_000
MAX_COLUMNS = 400
MAX_TEXT = 200_000
MAX_PARTS = 20_000
#: Parts have three levels.
_DEPTH = 3
#: Blanks before a label for each level that it is indented by.
_INDENT = 2
_NUMBERING = "一二三四五六七八九十百零〇0123456789（）()、.． "
_LINES = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_UNFIT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

Json = dict[str, Any]


def read_published(data: bytes, source: Source) -> Pages:
    """Read a JSON file as one page.

    Raises NotADocumentError for other JSON, DamagedError for one that is broken, with the place in it, TooLargeError.
    """
    if len(data) > MAX_BYTES:
        raise _too_large(f"文件超过 {MAX_BYTES // 1_000_000} MB", f"above {MAX_BYTES // 1_000_000} MB")
    parsed = _parsed(data)
    if not isinstance(parsed, dict) or parsed.get("format") != FORMAT:
        raise NotADocumentError(
            Text(
                f"文件内容是 JSON 数据，但不是 yusuan 的公开文本（format 应为 {FORMAT}）。"
                "请使用公开的 PDF、Word 等文件；台账请用 yusuan ledger check 检查。",
                f"The file is JSON, but no published document of yusuan (format must be {FORMAT}). "
                "Use the published PDF or Word file; a ledger is checked by yusuan ledger check.",
            )
        )
    run = _Run(source)
    run.document(parsed)
    texts = (b.text if isinstance(b, TextLine) else "\n".join(c.text for c in b.cells) for b in run.blocks)
    count = sum(len(numbers.tokens(t)) for t in texts)
    return Pages(source, (Page(1, tuple(run.blocks), count),), tuple(run.notes()))


def _parsed(data: bytes) -> object:
    text = decode(data)
    try:
        return json.loads(text or "", parse_constant=_no_number)
    except RecursionError as error:
        raise DamagedError(Text("JSON 嵌套过深，未读取。", "The JSON nests too deeply; it was not read.")) from error
    except json.JSONDecodeError as error:
        raise DamagedError(
            Text(
                f"JSON 文件不完整或有语法错误（第 {error.lineno} 行第 {error.colno} 列），请重新导出。",
                f"The JSON is damaged (line {error.lineno}, column {error.colno}). Export it again.",
            )
        ) from error
    except ValueError as error:
        raise DamagedError(
            Text("JSON 中有不能读取的数（过长，或不是数），请重新导出。", "A number in the JSON cannot be read.")
        ) from error


def _no_number(name: str) -> None:
    raise ValueError(name)


def _too_large(zh: str, en: str) -> TooLargeError:
    return TooLargeError(Text(f"JSON 公开文本{zh}，未读取。", f"The JSON document is {en}; it was not read."))


class _Run:
    """Writes a document down as blocks, line after line."""

    def __init__(self, source: Source) -> None:
        self.blocks: list[TextLine | Grid] = []
        self._source = source
        self._line = self._cells = self._parts = self._charts = 0

    def notes(self) -> Iterator[str]:
        """Say what was left out."""
        if self._charts:
            yield f"图表 {self._charts} 幅未读入（图中的数据不作为公开文本的内容）。"

    def document(self, data: Json) -> None:
        """Take in a whole document."""
        self._text(_string(data, "title", "title"))
        for i, part in enumerate(_items(data, "parts", "parts")):
            self._part(part, f"parts[{i}]", 1)

    def _part(self, data: Json, where: str, depth: int) -> None:
        self._parts += 1
        if depth > _DEPTH or self._parts > MAX_PARTS:
            raise _too_large(f"层次过深或部分过多（{where}）", f"too deep or in too many parts ({where})")
        heading = _string(data, "heading", where)
        self._text(heading)
        for i, block in enumerate(_items(data, "blocks", where)):
            at = f"{where}.blocks[{i}]"
            match _string(block, "type", at):
                case "prose":
                    self._text(_string(block, "text", at))
                case "table":
                    self._table(block, at, "" if i else heading)
                case "chart":
                    self._charts += 1
                case other:
                    raise _wrong(f"{at}.type", f"不认识的内容“{clean(other)[:20]}”", "no such block")
        for i, part in enumerate(_items(data, "parts", where)):
            self._part(part, f"{where}.parts[{i}]", depth + 1)

    def _table(self, data: Json, where: str, heading: str) -> None:
        """A table under ``heading``, which is not printed again as its title."""
        title, body, unit = (_string(data, name, where) for name in ("title", "body", "unit"))
        self._text(_string(data, "number", where))
        if not heading or _bare(title) != _bare(heading):
            self._text(title)
        self._text(f"单位名称：{body}" if body else "")
        self._text(f"单位：{unit}" if unit else "")
        head, rows = _rows(data, "head", where), _rows(data, "rows", where)
        self._grid([*head, *rows], len(head), where)
        for i, note in enumerate(_list(data, "notes", where)):
            if not isinstance(note, str):
                raise _wrong(f"{where}.notes[{i}]", "应为文字", "must be a text")
            self._text(note)

    def _grid(self, rows: Sequence[Sequence[Json]], head: int, where: str) -> None:
        start, cells = self._line, []
        for row, column, data in self._placed(rows, head, where):
            at = f"{where} 第 {row + 1} 行"
            text = clean(one_line(_string(data, "text", at)))
            indent = min(_count(data, "indent", at, 0), 8)
            if text and data.get("role") != "amount":
                text = " " * (_INDENT * indent) + text
            down = min(_count(data, "row_span", at, 1), (head if row < head else len(rows)) - row)
            across = min(_count(data, "column_span", at, 1), MAX_COLUMNS)
            place = Place(self._source, line=start + row + 1, column=column + 1, cell=(row, column))
            cells.append(Cell(text, row, column, down, across, place))
        width = max((c.column + c.column_span for c in cells), default=0)
        if width:
            place = Place(self._source, line=start + 1, column=1)
            cells += self._blanks(cells, len(rows), width, start + 1)
            cells.sort(key=lambda c: (c.row, c.column))
            self.blocks.append(Grid(tuple(cells), len(rows), width, place, head))
        self._line += len(rows) + 1

    def _placed(self, rows: Sequence[Sequence[Json]], head: int, where: str) -> Iterator[tuple[int, int, Json]]:
        """Each cell where it stands: beside what those before it and those above it cover."""
        taken: dict[int, int] = {}
        for r, row in enumerate(rows):
            column, end = 0, head if r < head else len(rows)
            for data in row:
                while taken.get(column, 0) > r:
                    column += 1
                at = f"{where} 第 {r + 1} 行"
                across = min(_count(data, "column_span", at, 1), MAX_COLUMNS)
                down = min(_count(data, "row_span", at, 1), end - r)
                self._cells += across * down
                if column + across > MAX_COLUMNS or self._cells > MAX_CELLS:
                    raise _too_large(f"的表过大（{at}）", f"a table too large ({at})")
                if any(taken.get(c, 0) > r for c in range(column, column + across)):
                    raise _wrong(at, "合并的单元格互相重叠", "merged cells overlap")
                yield r, column, data
                taken.update(dict.fromkeys(range(column, column + across), r + down))
                column += across

    def _blanks(self, cells: Sequence[Cell], height: int, width: int, line: int) -> list[Cell]:
        """A blank cell wherever a row ends too soon; ``line``: of the first row."""
        full = bytearray(height * width)
        for c in cells:
            for row in range(c.row, c.row + c.row_span):
                at = row * width + c.column
                full[at : at + c.column_span] = b"\x01" * c.column_span
        found = (divmod(at, width) for at, held in enumerate(full) if not held)
        return [
            Cell("", row, column, 1, 1, Place(self._source, line=line + row, column=column + 1, cell=(row, column)))
            for row, column in found
        ]

    def _text(self, text: str) -> None:
        """Put down a paragraph, or each of those of a text; blanks are none."""
        for line in _LINES.split(text):
            if line.strip():
                self._line += 1
                self.blocks.append(TextLine(clean(line).strip(), Place(self._source, line=self._line, column=1)))
                self._line += 1


def clean(text: str) -> str:
    """The text without characters that no text holds: they would break what prints it."""
    return _UNFIT.sub("\ufffd", text)


def _bare(heading: str) -> str:
    return "".join(heading.lstrip(_NUMBERING).split())


def _wrong(where: str, zh: str, en: str) -> DamagedError:
    return DamagedError(Text(f"JSON 公开文本的 {where} {zh}，请重新导出。", f"{where} of the JSON document: {en}."))


def _string(data: Json, name: str, where: str) -> str:
    text = data.get(name, "")
    if not isinstance(text, str):
        raise _wrong(f"{where}.{name}", "应为文字", "must be a text")
    if len(text) > MAX_TEXT:
        raise _too_large(f"的 {where}.{name} 超过 {MAX_TEXT} 字", f"a text too long ({where}.{name})")
    return text


def _count(data: Json, name: str, where: str, least: int) -> int:
    number = data.get(name, least)
    if not isinstance(number, int) or isinstance(number, bool) or number < least:
        raise _wrong(f"{where}.{name}", f"应为不小于 {least} 的整数", f"must be a whole number from {least}")
    return number


def _list(data: Json, name: str, where: str) -> list[object]:
    items = data.get(name, [])
    if not isinstance(items, list):
        raise _wrong(f"{where}.{name}", "应为列表", "must be a list")
    return items


def _items(data: Json, name: str, where: str) -> list[Json]:
    """A list of objects; none where there is none."""
    items = []
    for i, item in enumerate(_list(data, name, where)):
        if not isinstance(item, dict):
            raise _wrong(f"{where}.{name}[{i}]", "应为对象", "must be an object")
        items.append(item)
    return items


def _rows(data: Json, name: str, where: str) -> list[list[Json]]:
    rows = []
    for i, row in enumerate(_list(data, name, where)):
        if not isinstance(row, list) or not all(isinstance(c, dict) for c in row):
            raise _wrong(f"{where}.{name}[{i}]", "应为单元格的列表", "must be a list of cells")
        rows.append(row)
    return rows
