"""What stands above the indicators of a form: labels with their values beside or below them."""

import re
from dataclasses import dataclass

from yusuan.catalog.normal import bare_label, plain
from yusuan.check.targets.model import Money, Said
from yusuan.check.targets.sheet import Sheet
from yusuan.check.targets.words import nothing, role_of
from yusuan.model.amount import FEN, parse_amount, parse_number
from yusuan.model.grid import Cell

_BODY = re.compile(r"\(?(?:部门|单位)\)?(?:\(单位\))?名称")
_UNIT = re.compile(r"\((亿元|万元|千元|元)\)")
_LABEL = re.compile(
    r"实际完成|完成情况|主管|实施|年度|实施期|预期|其他说明|项目(?:单位|类别|属性|负责人|期限|代码|编码)|单位"
)
_SHORT = 14


@dataclass(frozen=True, slots=True)
class Above:
    """The part of a form above its indicators; ``is_project``: it names a project rather than the body."""

    project: Said
    is_project: bool
    unit: str
    money: tuple[Money, ...]
    goals: tuple[Said, ...]
    goal_cells: int


def above(sheet: Sheet, start: int, end: int, unit: str) -> Above:
    """Read the rows from ``start`` to ``end`` (exclusive); ``unit``: of amounts where the form says none."""
    project: Said | None = None
    goals: list[Said] = []
    money: list[Money] = []
    cells = 0
    said = unit
    seen: set[tuple[int, int]] = set()
    for r in range(start, end):
        for cell in sheet.rows[r]:
            role = role_of(cell.text)
            if role == "project" and project is None:
                project = _beside(sheet, cell)
            elif role == "goal" and (cell.row, cell.column) not in seen:
                seen.add((cell.row, cell.column))
                filled, blanks = _goals(sheet, cell, end, seen)
                goals += filled
                cells += len(filled) + blanks
            found = _UNIT.search(plain(cell.text)) if len(cell.text) < 2 * _SHORT else None
            if found and found.group(1) in FEN:
                said = found.group(1)
        money += _money(sheet, r, said)
    place = next((c.place for r in range(start, end) for c in sheet.rows[r]), None)
    blank = Said("", place) if place is not None else None
    named = project or blank
    if named is None:
        named = Said("", sheet.rows[end][0].place)
    return Above(named, project is not None, said, tuple(money), tuple(goals), cells)


def _beside(sheet: Sheet, label: Cell) -> Said | None:
    c = label.column + label.column_span
    if c >= len(sheet.cover[label.row]):
        return None
    cell = sheet.cover[label.row][c]
    return Said(cell.text.strip(), cell.place) if cell is not None else None


def _goals(sheet: Sheet, label: Cell, end: int, seen: set[tuple[int, int]]) -> tuple[list[Said], int]:
    """The cells that a label of a goal is for: at its right, in all its rows, or else below it."""
    right = label.column + label.column_span
    found: list[Cell] = []
    if right < len(sheet.cover[label.row]):
        for r in range(label.row, min(label.row + label.row_span, end)):
            cell = sheet.cover[r][right]
            if cell is not None and cell.row == r:
                found.append(cell)
    if not found or any(role_of(c.text) == "goal" for c in found) or all(_is_label(c) for c in found):
        below = label.row + label.row_span
        if label.row_span > 1 and any(role_of(c.text) == "goal" for c in found):
            return [], 0  # the label is over others, and theirs are the cells
        cell = sheet.cover[below][label.column] if below < end else None
        found = [cell] if cell is not None and cell.column == label.column else []
    if not any(c.text.strip() for c in found) and label.row + label.row_span < end:
        under = sheet.cover[label.row + label.row_span][label.column]
        # Under the first column stand other labels as a rule; a sentence is none.
        least = 2 * _SHORT if label.column == 0 else 1
        if under is not None and under.column == label.column and len(under.text) > least and not role_of(under.text):
            found = [under]
    found = [c for c in found if (c.row, c.column) not in seen]
    seen.update((c.row, c.column) for c in found)
    filled = [Said(c.text.strip(), c.place) for c in found if not nothing(c.text)]
    return filled, len(found) - len(filled)


def _is_label(cell: Cell) -> bool:
    return len(cell.text) <= _SHORT and bool(_LABEL.match(bare_label(cell.text)[0]))


def _money(sheet: Sheet, r: int, unit: str) -> list[Money]:
    found: list[Money] = []
    label: Cell | None = None
    count = 0
    for cell in sheet.rows[r]:
        if not cell.text.strip():
            count += 1
            continue
        if parse_number(cell.text) is None:
            label, count = cell, 0
            continue
        count += 1
        amount = parse_amount(cell.text, unit)
        if label is not None and amount is not None and len(label.text) < 2 * _SHORT:
            found.append(Money(label.text.strip(), amount, cell.place, 100 * label.column + count))
    return found
