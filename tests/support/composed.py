"""A Document out of a disclosure that was read, for the tests of what publishes Documents."""

from dataclasses import replace
from pathlib import Path

from support.merges import laid_out
from yusuan.model.coordinate import Coordinate
from yusuan.model.disclosure import Disclosure, Section, Statement
from yusuan.model.document import CellRole, Chart, Document, Part, Prose, Table, TableCell
from yusuan.model.fact import Fact
from yusuan.model.grid import Cell, Grid
from yusuan.read.disclosure import build
from yusuan.read.interpret.head import head_height
from yusuan.read.interpret.matrix import matrix_of
from yusuan.read.source import read_pages

_ROLES: dict[str, CellRole] = {"amount": "amount", "ratio": "amount", "count": "amount", "code": "code", "name": "name"}


def document(path: Path, *, charts: bool = False) -> Document:
    """The document in the file at ``path``, as if it had been composed."""
    return composed(build([read_pages(path)]), charts=charts)


def composed(read: Disclosure, *, charts: bool = False) -> Document:
    """What was read as a Document: the sections' headings and paragraphs, the statements in the part of the tables."""
    identity = read.identity
    kind = "budget" if identity.kind == "unknown" else identity.kind
    level = "unit" if identity.level == "unknown" else identity.level
    tables = tuple(table_of(read, s) for s in read.statements if s.title)
    root = _Node("")
    for section in read.sections:
        if section.kind not in ("cover", "contents") and section.path:
            _lay(root, section)
    parts = [p.part(1) for p in root.children]
    at = next((i for i, p in enumerate(parts) if "表" in p.heading), None)
    blocks: tuple[Prose | Table | Chart, ...] = (*((_chart(read),) if charts else ()), *tables)
    if at is None:
        parts.append(Part(1, "第二部分 部门预算表", blocks))
    else:
        parts[at] = Part(1, parts[at].heading, (*parts[at].blocks, *blocks), ())
    title = f"{identity.body}{identity.year}年{'部门' if level == 'department' else '单位'}"
    title += "预算" if kind == "budget" else "决算"
    amounts = tuple(dict.fromkeys((f.coordinate, f.amount.value) for f in read.facts))
    return Document(title, identity.body, identity.year, kind, level, "", tuple(parts), amounts)


class _Node:
    def __init__(self, heading: str) -> None:
        self.heading = heading
        self.texts: list[str] = []
        self.children: list[_Node] = []

    def child(self, heading: str) -> "_Node":
        found = next((c for c in self.children if c.heading == heading), None)
        if found is None:
            found = _Node(heading)
            self.children.append(found)
        return found

    def part(self, level: int) -> Part:
        blocks = tuple(Prose(t) for t in self.texts)
        return Part(level, self.heading, blocks, tuple(c.part(min(level + 1, 3)) for c in self.children))


def _lay(root: _Node, section: Section) -> None:
    node = root
    for heading in section.path:
        node = node.child(heading)
    node.texts += [p.text for p in section.paragraphs]


def table_of(read: Disclosure, statement: Statement) -> Table:
    """The statement as a table; each cell with the point and the amount that was read from it."""
    facts = {(f.row, f.column): f for f in read.facts if f.statement == statement.index}
    height = statement.grid.head or head_height(matrix_of(statement.grid))
    # A text file cannot show the merges of a head; every other format does.
    merged = any(c.row_span * c.column_span > 1 for c in statement.grid.cells)
    grid = statement.grid if merged else laid_out(statement.grid, height)
    # What the head's cells cover is head.
    height = max((c.row + c.row_span for c in grid.cells if c.row < height), default=0)
    roles = {c.index: _ROLES.get(c.role, "text") for c in statement.columns}
    indents = {(r.index, r.side): r.indent for r in statement.rows}
    totals = {r.index for r in statement.rows if r.role == "total"}
    sides = {c.index: c.side for c in statement.columns}
    rows: list[list[TableCell]] = [[] for _ in range(grid.n_rows)]
    need = [4] * grid.n_columns
    for c in _whole(grid):
        role: CellRole = "head" if c.row < height else roles.get(c.column, "text") if c.text.strip() else "blank"
        indent = indents.get((c.row, sides.get(c.column, 0)), 0) if role == "name" else 0
        made = _cell(c.text.strip(), role, facts.get((c.row, c.column)), indent, strong=c.row in totals)
        rows[c.row].append(
            TableCell(
                made.text, made.role, made.fen, made.coordinate, c.row_span, c.column_span, made.indent, made.strong
            )
        )
        if c.column_span == 1:
            length = sum(2 if x > "\u2e7f" else 1 for x in c.text)
            need[c.column] = max(need[c.column], min(length, 30 if c.row >= height else 12))
    number = statement.number or f"表{statement.index + 1}"
    wide = grid.n_columns > 7 or sum(need) > 96
    return Table(
        statement.kind, number, statement.title, statement.body_name or read.identity.body, statement.unit,
        tuple(tuple(r) for r in rows[:height]), tuple(tuple(r) for r in rows[height:]), tuple(need),
        statement.notes, wide,
    )  # fmt: skip


def _whole(grid: Grid) -> list[Cell]:
    """The cells, with a blank one where the grid has none and none that lies on another."""
    kept: dict[tuple[int, int], Cell | None] = {}
    for cell in grid.cells:
        c = cell
        rows, columns = range(c.row, c.row + c.row_span), range(c.column, c.column + c.column_span)
        spots = [(r, k) for r in rows for k in columns if r < grid.n_rows and k < grid.n_columns]
        if len(spots) < len(rows) * len(columns) or any(s in kept for s in spots):
            c, spots = replace(c, row_span=1, column_span=1), [(c.row, c.column)]
        if (c.row, c.column) not in kept:
            kept.update(dict.fromkeys(spots))
            kept[c.row, c.column] = c
    blank = (Cell("", r, k, 1, 1, grid.place) for r in range(grid.n_rows) for k in range(grid.n_columns))
    every = [*(c for c in kept.values() if c), *(b for b in blank if (b.row, b.column) not in kept)]
    return sorted(every, key=lambda c: (c.row, c.column))


def _cell(text: str, role: CellRole, fact: Fact | None, indent: int, *, strong: bool) -> TableCell:
    point: Coordinate | None = fact.coordinate if fact else None
    return TableCell(text, role, fact.amount.value if fact else None, point, indent=indent, strong=strong)


def _chart(read: Disclosure) -> Chart:
    """The largest functions of the expenditure, for a picture."""
    found: dict[str, int] = {}
    for f in read.facts:
        p = f.coordinate
        if len(p.function) == 3 and p.flow == "expenditure" and f.amount.value > 0:
            found.setdefault(p.function, f.amount.value)
    return Chart("支出按功能分类", "shares", tuple(found), (("支出", tuple(found.values())),))
