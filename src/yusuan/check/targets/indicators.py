"""The indicators under one head of a target form."""

import re

from yusuan.catalog.normal import plain
from yusuan.check.targets.model import Indicator
from yusuan.check.targets.sheet import Head, Sheet
from yusuan.check.targets.words import END, is_quality, measure_of, nothing, role_of
from yusuan.model.grid import Cell
from yusuan.model.place import Place

#: 指标1： before the name, as 西安 numbers them.
_NUMBERED = re.compile(r"^\s*指标\s*\d{0,2}\s*[:：、.]\s*")
_TOTAL = re.compile(r"合计|小计|总分|总计|总分值")
#: All three levels in one cell: 产出指标质量指标高技能人才占技能人才比例 (北京, 预算13表).
_JOINED = re.compile(
    r"^((?:产出|成本|效益|满意度)指标)((?:数量|质量|时效|成本|(?:经济|社会|生态环境)成本|(?:经济|社会|生态)效益|"
    r"可持续影响|服务对象满意度)指标)(?=.)"
)


def indicators_of(sheet: Sheet, head: Head, end: int) -> tuple[tuple[Indicator, ...], int]:
    """The indicators between ``head`` and the row ``end`` (exclusive), and the last row that held one."""
    found: list[Indicator] = []
    listed = head.project >= 0 or head.goal >= 0
    last = head.row
    first = second = ""
    for r in range(head.row + 1, end):
        name, value = sheet.cover[r][head.name], sheet.cover[r][head.value]
        if name is None or value is None or name is value or name.column > head.name or _begins(name, value) != r:
            continue
        if _is_head(name) or (not listed and _ends(sheet, head, r)):
            continue
        # A level that is left blank is that of the row above.
        new = sheet.text(r, head.first).strip() if head.first >= 0 else ""
        own = sheet.text(r, head.second).strip() if head.second >= 0 else ""
        second = own or ("" if new and new != first else second)
        first = new or first
        last = r
        if not (nothing(name.text) and nothing(value.text)):
            found.append(_indicator(sheet, head, r, (first, second), (name if name.text else value).place))
    return tuple(found), last


def _begins(name: Cell, value: Cell) -> int:
    return max(name.row, value.row)


def _is_head(name: Cell) -> bool:
    return role_of(name.text) == "name" or _TOTAL.fullmatch(plain(name.text)) is not None


def _ends(sheet: Sheet, head: Head, r: int) -> bool:
    """Whether row ``r`` belongs to another part of the form: its leftmost cell says so."""
    cell = sheet.cover[r][0]
    if cell is None or cell.row <= head.row:
        return False
    if head.name == 0:
        # The names themselves stand there: 资金到位率 is one of them.
        return role_of(cell.text) in ("project", "goal")
    return END.match(plain(cell.text)) is not None


def _indicator(sheet: Sheet, head: Head, r: int, levels: tuple[str, str], place: Place) -> Indicator:
    first, second = levels

    def said(column: int) -> str:
        return sheet.text(r, column).strip() if column >= 0 else ""

    name = _NUMBERED.sub("", said(head.name))
    joined = _JOINED.match(name) if head.first < 0 else None
    if joined:
        first, second, name = joined.group(1), joined.group(2), name[joined.end() :]
    value, operator, unit = said(head.value), said(head.operator), said(head.unit)
    # A weight that spans several rows is theirs together: what this one weighs is not said.
    weight = sheet.cover[r][head.weight] if head.weight >= 0 else None
    own = said(head.weight) if weight is not None and weight.row_span == 1 else ""
    return Indicator(
        first, second, name, value, measure_of(value, operator, unit, name), is_quality(operator), own,
        place, r,
    )  # fmt: skip
