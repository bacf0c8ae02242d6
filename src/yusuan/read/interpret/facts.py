"""Cells to facts: every amount at its point, and for every other number in a cell the reason why it is none."""

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

from yusuan.catalog.layouts import StatementKind
from yusuan.catalog.normal import LIST_NUMBER, plain
from yusuan.catalog.trees import contains
from yusuan.model.amount import parse_amount
from yusuan.model.coordinate import DIMENSIONS, Coordinate
from yusuan.model.disclosure import Column, NotUnderstood, Row, Token, TokenUse
from yusuan.model.fact import Fact
from yusuan.model.grid import Cell
from yusuan.model.text import Text
from yusuan.read.interpret.matrix import Matrix
from yusuan.read.numbers import TOKEN, tokens

_OWN_FLOWS = ("income", "expenditure")
_OF_TITLE = frozenset({"year", "phase", "flow", "fund", "nature", "topic"})
_PLACE = {dimension: i for i, dimension in enumerate(DIMENSIONS)}
_SOURCES = {"carry_in": "carried", "carry_account": "carried", "use_surplus": "surplus"}
#: 当年财政拨款安排 beside 上年结转安排 in a table of the general budget: what of it is the year's own.
_OF_THE_YEAR = re.compile(r"^(?:其中:)?(?:当年|本年)(?!支出|收入|合计|预算数|预算$)")
_BLANK = re.compile(r"^[\s\-—–－/*…·.、无]*$")
#: What a cell of a workbook shows where its formula fails: #REF!, #DIV/0!, #N/A.
_ERROR = re.compile(r"\s*#(?:REF|DIV/0|VALUE|NUM|NULL|NAME|N/A|ERR|SPILL|CALC|GETTING_DATA)[!?]?\s*$")
_USES: dict[str, tuple[TokenUse, str]] = {
    "code": ("code", "编码列"),
    "name": ("name", "名称列的文字"),
    "text": ("prose", "文字说明列"),
    "index": ("index", "序号列"),
    "ratio": ("ratio", "比率或增减列"),
    "count": ("count", "数量列"),
    "date": ("date", "日期列"),
}


@dataclass(slots=True)
class Reading:
    """What the cells of one statement became."""

    facts: list[Fact] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)
    not_understood: list[NotUnderstood] = field(default_factory=list)
    amounts: int = 0
    nonzero: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """What all cells of a statement share.

    ``split``: columns tell the year's own money from what was carried in. ``account``: they go from what was carried in
    over income and expenditure to what is carried out, as those of a fund's final accounts do.
    """

    statement: int
    fixed: Coordinate
    unit: str
    year: int
    kind: StatementKind | None
    split: bool = False
    account: bool = False


@lru_cache(maxsize=1024)
def _as_sources(delta: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """In a table of expenditure 上年结转 is a source that pays for it, not a flow; its 合计 is what is spent."""
    if dict(delta).get("flow") == "in_total":
        return tuple((d, n) for d, n in delta if d != "flow")
    return tuple(("fund", _SOURCES[n]) if d == "flow" and n in _SOURCES else (d, n) for d, n in delta)


def _is_split(frame: Frame, columns: tuple[Column, ...]) -> bool:
    """Whether columns of a table of the general budget alone say what of it was carried in, and what was not."""
    if frame.fixed.fund != "general" or frame.fixed.flow != "expenditure":
        return False
    carried = any(("flow", "carry_in") in c.delta for c in columns)
    return carried and any(_is_current(c) for c in columns)


def _is_account(columns: tuple[Column, ...]) -> bool:
    flows = {node for c in columns for d, node in c.delta if d == "flow"}
    return {"carry_in", "income", "carry_out"} <= flows


def _is_current(column: Column) -> bool:
    named = ("fund", "grant") in column.delta or ("fund", "general") in column.delta
    return named and any(_OF_THE_YEAR.match(plain(h)) for h in column.header)


def _split_by_source(deltas: tuple[tuple[str, str], ...], column: Column) -> tuple[tuple[str, str], ...]:
    if ("fund", "carried") in deltas:
        return tuple(("fund", "general_carried") if d == ("fund", "carried") else d for d in deltas)
    if _is_current(column):
        return tuple(("fund", "general_current") if d[0] == "fund" else d for d in deltas)
    return deltas


@dataclass(frozen=True, slots=True)
class Points:
    """Where the cells of a statement stand. ``above``: by column the title's point with what the column says."""

    frame: Frame
    above: dict[int, list[str]] = field(default_factory=dict)

    def at(self, column: Column, row: Row) -> Coordinate:
        """The point of a cell: the title's, then what the column says, then the row; narrower wins over wider."""
        above = self.above.get(column.index)
        if above is None:
            above = self.above[column.index] = self._of_column(column)
        point = above.copy()
        self._narrow(point, row.delta)
        return Coordinate(*point)

    def _of_column(self, column: Column) -> list[str]:
        frame = self.frame
        point = [getattr(frame.fixed, d) if d in _OF_TITLE else "" for d in DIMENSIONS]
        sources = frame.fixed.flow == "expenditure" and not frame.account
        deltas = _as_sources(column.delta) if sources else column.delta
        self._narrow(point, _split_by_source(deltas, column) if frame.split else deltas)
        return point

    def _narrow(self, point: list[str], delta: tuple[tuple[str, str], ...]) -> None:
        """Put what a column or a row says into ``point``, its nodes in the order of ``DIMENSIONS``."""
        frame = self.frame
        for dimension, node in delta:
            i = _PLACE[dimension]
            above = point[i]
            if dimension == "year":
                point[i] = str(frame.year - 1) if node == "-1" else node
                continue
            if dimension == "flow":
                # The more telling flow wins: a row or column of the year's own says nothing against 结转下年 or 总计.
                if node not in _OWN_FLOWS or above in ("", *_OWN_FLOWS):
                    point[i] = node
                continue
            if dimension == "item" and frame.kind is not None:
                node = f"{frame.kind.id}:{node}"  # noqa: PLW2901
            if not (above and contains(dimension, node, above)) or node == above:
                point[i] = node


def read_cells(
    matrix: Matrix, height: int, columns: tuple[Column, ...], rows: tuple[Row, ...], frame: Frame
) -> Reading:
    """Read every cell of a statement."""
    out = Reading()
    points = Points(replace(frame, split=_is_split(frame, columns), account=_is_account(columns)))
    for r in range(height):
        for cell in matrix.row_cells(r):
            _head_tokens(cell, columns[cell.column], out)
    by_index: dict[int, dict[int, Row]] = {}
    for each in rows:
        by_index.setdefault(each.index, {})[each.side] = each
    reported: set[int] = set()
    for r in range(height, matrix.n_rows):
        sides = by_index.get(r, {})
        for cell in matrix.row_cells(r):
            if cell.text:
                column = columns[cell.column]
                row = sides.get(column.side, sides.get(0))
                if row is not None:
                    _cell(cell, column, row, points, out, reported)
    return out


def _cell(cell: Cell, column: Column, row: Row, points: Points, out: Reading, reported: set[int]) -> None:
    frame = points.frame
    if row.role == "note" and column.role in ("amount", "unknown", "blank"):
        spend(cell, "count", "按数量填列的行", out)
        return
    if row.role in ("head", "index"):
        if row.role == "index":
            spend(cell, "index", "栏次行", out)
        else:
            _head_tokens(cell, column, out)
        return
    if column.role not in ("amount", "unknown", "blank"):
        _key_tokens(cell, column, out)
        return
    unit = column.unit or frame.unit
    amount = parse_amount(cell.text, unit) if unit else None
    if amount is None:
        _no_amount(cell, frame, out)
        return
    out.amounts += 1
    if not amount.value and row.role == "unknown" and not row.label and not row.code:
        spend(cell, "prose", "没有名称的行，金额为零", out)
        return
    if column.role != "amount" or row.role == "unknown":
        _not_understood(cell, column, row, out, reported)
        return
    out.nonzero = out.nonzero or amount.value != 0
    out.facts.append(Fact(points.at(column, row), amount, cell.place, frame.statement, cell.row, cell.column))
    spend(cell, "fact", "", out)


def _no_amount(cell: Cell, frame: Frame, out: Reading) -> None:
    """A cell of an amount column that is no plain number: blank, a dash, words, or figures that run together."""
    if _ERROR.match(cell.text):
        why = Text("公式出错，没有数值", "a formula in error: there is no figure")
        out.not_understood.append(NotUnderstood("cell", cell.text[:80], why, cell.place))
        spend(cell, "unaccounted", why.zh, out)
        return
    found = tokens(cell.text)
    if not found or _BLANK.match(cell.text):
        return
    if cell.text.strip().endswith("%"):
        spend(cell, "ratio", "百分比", out)
        return
    if cell.text.strip()[0] in "≥≤≧≦＞＜><＝=约" or (frame.kind is not None and frame.kind.id.startswith("targets")):
        spend(cell, "prose", "指标值", out)
        return
    words = sum("\u4e00" <= ch <= "\u9fff" for ch in cell.text)
    if words >= 4:
        spend(cell, "prose", "金额列中的文字", out)
        return
    why = Text("金额列中的内容不是一个数", "what stands in an amount column is not one number")
    if not frame.unit:
        why = Text("表的金额单位没有找到", "the table's unit was not found")
    out.not_understood.append(NotUnderstood("cell", cell.text[:80], why, cell.place))
    spend(cell, "unaccounted", why.zh, out)


def _not_understood(cell: Cell, column: Column, row: Row, out: Reading, reported: set[int]) -> None:
    if row.role == "unknown":
        why = Text("行的名称不认识", "the row's label is not known")
        key, what, text = -1 - row.index, "row", row.label or row.code
    else:
        why = Text("列的标题不认识", "the column's header is not known")
        key, what, text = column.index, "column", " / ".join(column.header)
    if key not in reported:
        reported.add(key)
        out.not_understood.append(NotUnderstood(what, text[:80], why, cell.place))  # type: ignore[arg-type]
    spend(cell, "unaccounted", why.zh, out)


def spend(cell: Cell, use: TokenUse, why: str, out: Reading) -> None:
    """Account for every numeric token of ``cell`` with one use and reason."""
    for text in TOKEN.findall(cell.text):
        out.tokens.append(Token(text, use, why, cell.place, True))


def _key_tokens(cell: Cell, column: Column, out: Reading) -> None:
    use, why = _USES[column.role]
    text = cell.text
    for start, end, token in tokens(text):
        this: tuple[TokenUse, str] = (use, why)
        if column.role == "name":
            before, after = text[:start].strip(), text[end : end + 1]
            if token.isdigit() and (before in ("", "[") or not before) and after in ("]", "-", "") and len(token) >= 3:
                this = ("code", "名称前的编码")
            elif not before.strip("（( ") and LIST_NUMBER.match(plain(text)):
                this = ("list_number", "名称前的序号")
        out.tokens.append(Token(token, *this, cell.place, True))


def _head_tokens(cell: Cell, column: Column, out: Reading) -> None:
    for start, end, token in tokens(cell.text):
        use: tuple[TokenUse, str] = ("name", "表头文字")
        if cell.text[end : end + 1] == "年" or (len(token) == 4 and token.startswith("20")):
            use = ("year", "表头中的年度")
        elif column.role == "index" or cell.text.strip() == token[start:end] or cell.text.strip() == token:
            use = ("index", "表头中的栏次")
        out.tokens.append(Token(token, *use, cell.place, True))
