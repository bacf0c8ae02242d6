"""Reads the target forms of a disclosure out of the grids of its statements.

They come as a sheet a project (labels above, indicators below: 福州, 烟台, 西安, the centre), as a list with a block
a project (北京, 长沙, 重庆), and as a list without indicators (杭州), which needs no model of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from yusuan.check.targets.indicators import indicators_of
from yusuan.check.targets.labels import Above, above
from yusuan.check.targets.model import Form, Heads, Indicator, Money, Said
from yusuan.check.targets.sheet import Head, Sheet, heads_of, sheet_of
from yusuan.check.targets.words import nothing, role_of, weights_of
from yusuan.model.amount import parse_amount
from yusuan.model.disclosure import Disclosure, Statement
from yusuan.model.grid import Cell

_KINDS = frozenset({"", "targets_project", "targets_body"})


@dataclass(frozen=True, slots=True, eq=False)
class Same:
    """A disclosure as a key: that very object, compared by identity, for what is read of it once for all rules."""

    disclosure: Disclosure

    def __hash__(self) -> int:
        return id(self.disclosure)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.disclosure is self.disclosure


def forms_of(disclosure: Disclosure) -> tuple[Form, ...]:
    """Every form of the disclosure with a head over indicators, in reading order."""
    return _all(Same(disclosure))


@lru_cache(maxsize=1)
def _all(of: Same) -> tuple[Form, ...]:
    return tuple(f for s in of.disclosure.statements if s.kind in _KINDS for f in _forms(s))


def _forms(statement: Statement) -> Iterator[Form]:
    if not any("指标" in c.text or "目标值" in c.text for c in statement.grid.cells):
        return
    sheet = sheet_of(statement.grid)
    heads = heads_of(sheet)
    start = 0
    form: Form | None = None
    for n, head in enumerate(heads):
        end = heads[n + 1].row if n + 1 < len(heads) else len(sheet.rows)
        found, last = indicators_of(sheet, head, end)
        if head.project >= 0 or head.goal >= 0:
            yield from _blocks(statement, sheet, head, found)
        elif form is not None and start == head.row and _repeats(sheet, heads[n - 1].row, head.row):
            # The head is repeated over the next page: the same form goes on.
            form = replace(form, indicators=form.indicators + found)
        else:
            new = _form(statement, sheet, head, found, start)
            if form is not None:
                yield form
                if not new.project.text and not new.body:
                    # The stitching drops the first rows of a form on the next page where they repeat the last one's.
                    new = replace(new, project=form.project)
            form = new
        start = last + 1
    if form is not None:
        yield form


def _repeats(sheet: Sheet, a: int, b: int) -> bool:
    """Whether two heads say the same: 长期目标 and 年度目标 of one form (湖北) have heads of their own."""
    return [c.text for c in sheet.rows[a] if role_of(c.text)] == [c.text for c in sheet.rows[b] if role_of(c.text)]


def _heads(sheet: Sheet, head: Head) -> Heads:
    levels = (head.first >= 0) + (head.second >= 0)
    weights = weights_of(sheet.text(head.row, head.weight)) if head.weight >= 0 else 0
    return Heads(levels, head.value >= 0, head.weight >= 0, weights, head.left)


def _form(statement: Statement, sheet: Sheet, head: Head, found: tuple[Indicator, ...], start: int) -> Form:
    top: Above = above(sheet, start, head.row + head.lost, statement.unit or "万元")
    place = next((c.place for r in range(start, head.row + 1) for c in sheet.rows[r] if c.text), statement.place)
    return Form(
        statement.index, start, statement.kind == "targets_body" and not top.is_project, False, top.project,
        top.unit, top.money, top.goals, top.goal_cells, _heads(sheet, head), found, place,
    )  # fmt: skip


def _blocks(statement: Statement, sheet: Sheet, head: Head, found: tuple[Indicator, ...]) -> Iterator[Form]:
    """A list's blocks: the indicators beside one name and one amount."""
    marks = _marks(sheet, head)
    first = 0
    for n in range(1, len(found) + 1):
        if n == len(found) or _parts(sheet, marks, found[n - 1].row, found[n].row):
            yield _block(statement, sheet, head, found[first:n])
            first = n


def _marks(sheet: Sheet, head: Head) -> tuple[int, ...]:
    """The columns whose cells tell two blocks apart; a goal runs on over a page and does not, if it can be helped."""
    own = tuple(c for c in range(head.left) if c == head.project or _is_money(sheet.text(head.row, c)))
    return own or (head.goal,)


def _parts(sheet: Sheet, marks: tuple[int, ...], a: int, b: int) -> bool:
    """Whether a new block begins between the rows ``a`` and ``b``: something new is printed beside it."""
    for c in marks:
        cell = sheet.cover[b][c]
        if cell is not None and cell.row > a and cell.text.strip():
            return True
    return False


def _block(statement: Statement, sheet: Sheet, head: Head, found: tuple[Indicator, ...]) -> Form:
    row = found[0].row
    blank = Said("", found[0].place)
    project = (_said(sheet.cover[row][head.project]) if head.project >= 0 else None) or blank
    goal = _goal(sheet, head, row, found[-1].row) if head.goal >= 0 else None
    money = tuple(_money(statement, sheet, head, row))
    return Form(
        statement.index, row, statement.kind == "targets_body", True, project, statement.unit, money,
        (goal,) if goal else (), int(head.goal >= 0), _heads(sheet, head), found,
        project.place if project.text else found[0].place,
    )  # fmt: skip


def _goal(sheet: Sheet, head: Head, first: int, last: int) -> Said | None:
    """The goal beside the rows from ``first`` to ``last``, put together where a page parts it."""
    cells = {id(c): c for r in range(first, last + 1) if (c := sheet.cover[r][head.goal]) is not None}
    texts = [c for c in cells.values() if not nothing(c.text)]
    return Said("".join(c.text.strip() for c in texts), texts[0].place) if texts else None


def _is_money(label: str) -> bool:
    return any(w in label for w in ("总额", "金额", "预算", "合计", "资金"))


def _said(cell: Cell | None) -> Said | None:
    return Said(cell.text.strip(), cell.place) if cell is not None else None


def _money(statement: Statement, sheet: Sheet, head: Head, row: int) -> Iterator[Money]:
    for c in range(head.left):
        cell = sheet.cover[row][c]
        label = sheet.text(head.row, c)
        if cell is None or cell.column != c or not _is_money(label):
            continue
        amount = parse_amount(cell.text, statement.unit or "万元")
        if amount is not None:
            yield Money(label, amount, cell.place, 0)
