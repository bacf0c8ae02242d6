"""A statement's grid as rows and columns, and the heads over indicators that stand in it."""

from dataclasses import dataclass

from yusuan.catalog.normal import bare_label, plain
from yusuan.check.targets.words import Role, role_of
from yusuan.model.grid import Cell, Grid

_FIRST = frozenset({"产出指标", "成本指标"})
_SECOND = frozenset({"数量", "质量", "时效", "成本", "经济成本", "社会成本"})
_BESIDE: tuple[Role, ...] = ("project", "goal")
_BARE_NAME = frozenset({"绩效指标", "指标", "具体指标", "考核指标"})


@dataclass(frozen=True, slots=True)
class Sheet:
    """``cover[r][c]``: the cell over the place, None where nothing is drawn. ``rows[r]``: the cells that begin in r."""

    cover: tuple[tuple[Cell | None, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]

    def text(self, r: int, c: int) -> str:
        """Text of the cell that covers (r, c), '' for none."""
        cell = self.cover[r][c]
        return cell.text if cell is not None else ""


def sheet_of(grid: Grid) -> Sheet:
    """Spread the cells of ``grid`` over what they span."""
    cover: list[list[Cell | None]] = [[None] * grid.n_columns for _ in range(grid.n_rows)]
    rows: list[list[Cell]] = [[] for _ in range(grid.n_rows)]
    for cell in grid.cells:
        if cell.row >= grid.n_rows or cell.column >= grid.n_columns:
            continue
        rows[cell.row].append(cell)
        for r in range(cell.row, min(cell.row + cell.row_span, grid.n_rows)):
            line = cover[r]
            for c in range(cell.column, min(cell.column + cell.column_span, grid.n_columns)):
                if line[c] is None:
                    line[c] = cell
    return Sheet(tuple(map(tuple, cover)), tuple(map(tuple, rows)))


@dataclass(frozen=True, slots=True)
class Head:
    """A head over indicators: its row, and the column of each role that it names (-1 where it does not).

    ``lost``: there is no head; ``row`` is the one above the first indicator.
    """

    row: int
    first: int
    second: int
    name: int
    operator: int
    value: int
    unit: int
    weight: int
    project: int
    goal: int
    lost: bool = False

    @property
    def left(self) -> int:
        """The leftmost column of the indicators."""
        return min(c for c in (self.first, self.second, self.name) if c >= 0)


def heads_of(sheet: Sheet) -> list[Head]:
    """The rows that are heads over indicators: a column of values beside one of names."""
    found = []
    for r, cells in enumerate(sheet.rows):
        if any(role_of(c.text) == "value" for c in cells):
            head = _head(sheet, r)
            if head is not None:
                found.append(head)
    return found or _unheaded(sheet)


def _unheaded(sheet: Sheet) -> list[Head]:
    """A form whose head was lost: 产出指标 | 数量指标 | name | value, told by the words of the levels."""
    if any(role_of(c.text) in ("first", "second") for cells in sheet.rows for c in cells):
        return []  # there is a head, and which of its columns the values are is not known
    for r, cells in enumerate(sheet.rows):
        for n in range(len(cells) - 3):
            words = [plain(c.text) for c in cells[n : n + 2]]
            if r and words[0] in _FIRST and words[1].removesuffix("指标") in _SECOND:
                first, second, name, value = (c.column for c in cells[n : n + 4])
                return [Head(r - 1, first, second, name, -1, value, -1, -1, -1, -1, lost=True)]
    return []


def _head(sheet: Sheet, r: int) -> Head | None:
    at: dict[Role, int] = {}
    fallback = -1
    for c, cell in enumerate(sheet.cover[r]):
        if cell is None or cell.column != c:
            continue
        role = role_of(cell.text)
        if role:
            at.setdefault(role, c)
        elif cell.row == r and "value" not in at and bare_label(cell.text)[0] in _BARE_NAME:
            fallback = c
    name = at.get("name", fallback)
    if "value" not in at:
        return None
    if name < 0 or name > at["value"]:
        # 一级指标 | 二级指标 | 指标值: the finest level that is printed names the indicator.
        name = at.pop("second", -1)
    if name < 0:
        return None
    first, second = at.get("first", -1), at.get("second", -1)
    left = min(c for c in (first, second, name) if c >= 0)
    own = {role: c for role in _BESIDE if 0 <= (c := at.get(role, -1)) < left and _ends_with(sheet, r, c)}
    operator, value, unit, below = _under(sheet, r, at["value"])
    if unit < 0 and "unit" not in at:
        unit = next((c for c, x in enumerate(sheet.cover[r]) if c > value and x is not None and x.text == "单位"), -1)
    return Head(
        r + below, first, second, name, at.get("operator", operator), value, at.get("unit", unit),
        at.get("weight", -1), own.get("project", -1), own.get("goal", -1),
    )  # fmt: skip


def _under(sheet: Sheet, r: int, value: int) -> tuple[int, int, int, int]:
    """Columns of operator, value and unit under a head of values that has heads of its own, and whether it has.

    指标值 over 符号 | 值 | 单位（文字描述）, as 河北 has it.
    """
    operator, number, unit = -1, -1, -1
    for cell in sheet.rows[r + 1] if r + 1 < len(sheet.rows) else ():
        text = bare_label(cell.text)[0]
        if cell.column >= value:
            operator = cell.column if text in ("符号", "计算符号", "运算符号", "指标符号") else operator
            number = cell.column if text in ("值", "数值", "指标值", "目标值") else number
            unit = cell.column if text.startswith(("单位", "计量单位")) else unit
    return (operator, number, unit, 1) if number >= 0 else (-1, value, -1, 0)


def _ends_with(sheet: Sheet, r: int, c: int) -> bool:
    """Whether the cell over (r, c) is a head and ends with row ``r``, rather than a label beside all that follows."""
    cell = sheet.cover[r][c]
    return cell is not None and cell.row + cell.row_span <= r + 2
