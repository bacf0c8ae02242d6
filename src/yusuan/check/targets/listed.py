"""Lists of projects, with the amount and the target that stand beside each name."""

from collections.abc import Iterator
from dataclasses import dataclass

from yusuan.catalog.normal import plain
from yusuan.model.disclosure import Disclosure, Row, Statement
from yusuan.model.fact import Fact
from yusuan.model.grid import Cell
from yusuan.model.place import Place

#: Kinds of statement that list projects.
PROJECTS = frozenset({"project", "key_projects", "targets_project"})


@dataclass(frozen=True, slots=True)
class Listed:
    """A project as one row of a list prints it.

    ``target``: '' where the cell is blank, None where the list has no column of targets. ``amount``: of all funds, in
    分, None where none is printed; ``amounts``: every one of the row. ``body``: the unit that it is printed under, ''
    where none is.
    """

    name: str
    body: str
    target: str | None
    amount: int | None
    amounts: frozenset[int]
    place: Place
    target_place: Place
    statement: int
    kind: str


def listed(disclosure: Disclosure, without: frozenset[int] = frozenset()) -> tuple[Listed, ...]:
    """Every row of every list of projects but the statements in ``without``, in reading order."""
    facts: dict[tuple[int, int], list[Fact]] = {}
    for fact in disclosure.facts:
        if disclosure.statements[fact.statement].kind in PROJECTS:
            facts.setdefault((fact.statement, fact.row), []).append(fact)
    return tuple(
        x for s in disclosure.statements if s.kind in PROJECTS and s.index not in without for x in _rows(s, facts)
    )


def _rows(statement: Statement, facts: dict[tuple[int, int], list[Fact]]) -> Iterator[Listed]:
    column = target_column(statement)
    cells = {(c.row, c.column): c for c in statement.grid.cells}
    if column is not None:
        # One target may stand beside several rows.
        cells |= {(r, column): c for c in statement.grid.cells for r in _spanned(c, column)}
    for row in statement.rows:
        point = dict(row.delta)
        name = point.get("project", "")
        if row.role != "data" or not name:
            continue
        cell = cells.get((row.index, column)) if column is not None else None
        target = None if column is None else (cell.text.strip() if cell is not None else "")
        place = _place(statement, row, cells)
        own = facts.get((statement.index, row.index), [])
        amount = _amount(own)
        body = point.get("body", "")
        yield Listed(
            name, body, target, amount, frozenset(f.amount.value for f in own), place,
            cell.place if cell is not None else place, statement.index, statement.kind,
        )  # fmt: skip


def _spanned(cell: Cell, column: int) -> range:
    spans = cell.column <= column < cell.column + cell.column_span
    return range(cell.row, cell.row + cell.row_span) if spans else range(0)


def target_column(statement: Statement) -> int | None:
    """The column of a list that holds targets in words."""
    heads = ((c.index, c.role, [plain(h) for h in c.header]) for c in statement.columns)
    return next((i for i, role, hs in heads if role == "text" and any("绩效目标" in h for h in hs)), None)


def _place(statement: Statement, row: Row, cells: dict[tuple[int, int], Cell]) -> Place:
    for c in range(statement.grid.n_columns):
        cell = cells.get((row.index, c))
        if cell is not None and cell.text.strip():
            return cell.place
    return statement.place


def _amount(facts: list[Fact]) -> int | None:
    """The row's total: the amount of no fund in particular, else the leftmost."""
    whole = [f for f in facts if not f.coordinate.fund and f.coordinate.flow in ("expenditure", "")]
    first = min(whole or facts, key=lambda f: f.column, default=None)
    return first.amount.value if first is not None else None
