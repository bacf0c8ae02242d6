"""All tables of a disclosure: recognise, read columns and rows, place the amounts, collect the projects."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from yusuan.catalog.layouts import StatementKind
from yusuan.catalog.normal import plain
from yusuan.model.coordinate import Coordinate
from yusuan.model.disclosure import Column, Identification, NotUnderstood, Project, Row, Statement, Token
from yusuan.model.fact import Fact
from yusuan.model.text import Text
from yusuan.read.interpret.facts import Frame, Reading, read_cells
from yusuan.read.interpret.head import head_height, read_columns
from yusuan.read.interpret.labels import Bodies, own_name
from yusuan.read.interpret.matrix import Matrix, matrix_of
from yusuan.read.interpret.misread import mended
from yusuan.read.interpret.rows import read_rows
from yusuan.read.interpret.scope import settle_beside, settle_current, settle_income
from yusuan.read.interpret.targets import is_form, read_form
from yusuan.read.interpret.whole import settle_whole
from yusuan.read.recognise import Recognised, recognise
from yusuan.read.table import RawTable


@dataclass(frozen=True, slots=True)
class Interpreted:
    """What the tables of a disclosure say; ``statements[i]`` came from the i-th table."""

    statements: tuple[Statement, ...]
    facts: tuple[Fact, ...]
    projects: tuple[Project, ...]
    tokens: tuple[Token, ...]
    not_understood: tuple[NotUnderstood, ...]


_LIST = StatementKind("", Text("其他表", "another table"), "subject", (), ())


def interpret(tables: Sequence[RawTable], identity: Identification) -> Interpreted:
    """Interpret all tables. A table whose unit is not said takes the unit that most of the document's tables say."""
    units = Counter(t.unit for t in tables if t.unit)
    usual = units.most_common(1)[0][0] if units else ""
    kinds = [recognise(table, identity) for table in tables]
    found: dict[int, _Read] = {}
    known: set[str] = set()
    # Lists of projects last: by then the other tables have named the units that head the projects.
    for index in sorted(range(len(tables)), key=lambda i: _lists_projects(kinds[i])):
        bodies = Bodies(identity.body, frozenset(known))
        one = _one(index, tables[index], usual, identity.year, kinds[index], bodies)
        known.update(own_name(n) for row in one.statement.rows for d, n in row.delta if d == "body")
        found[index] = one
    reads = [found[i] for i in range(len(tables))]
    statements, facts = settle_whole([r.statement for r in reads], [f for r in reads for f in r.cells.facts])
    return Interpreted(
        statements,
        settle_current(settle_beside(settle_income(statements, facts))),
        tuple(p for r in reads for p in r.projects),
        tuple(t for r in reads for t in r.cells.tokens),
        tuple(n for r in reads for n in r.cells.not_understood),
    )


def _lists_projects(recognised: Recognised) -> bool:
    return recognised.kind is not None and recognised.kind.rows == "project"


@dataclass(frozen=True, slots=True)
class _Read:
    statement: Statement
    cells: Reading
    projects: list[Project]


def _one(index: int, table: RawTable, usual: str, year: int, recognised: Recognised, bodies: Bodies) -> _Read:
    matrix = matrix_of(mended(table.grid))
    kind = recognised.kind or _LIST
    frame = Frame(index, recognised.fixed, table.unit or usual, year, recognised.kind)
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    if is_form(matrix, kind.id):
        reading = read_form(matrix, frame)
    else:
        height = head_height(matrix)
        columns = read_columns(matrix, height)
        rows = read_rows(matrix, height, columns, kind, bodies)
        unit = frame.unit or next((c.unit for c in columns if c.unit), "")
        frame = replace(frame, fixed=_with_topic(frame.fixed, columns, rows), unit=unit)
        reading = read_cells(matrix, height, columns, rows, frame)
        if recognised.kind is None and reading.amounts:
            _distrust(reading, table)
    statement = Statement(
        index, recognised.kind.id if recognised.kind else "", table.title, table.number, frame.fixed, frame.unit,
        columns, rows, table.grid, tuple(n.text for n in table.notes), table.place, table.body_name,
        not reading.nonzero, bool(table.unit),
    )  # fmt: skip
    return _Read(statement, reading, _projects(matrix, columns, rows, index))


def _with_topic(fixed: Coordinate, columns: tuple[Column, ...], rows: tuple[Row, ...]) -> Coordinate:
    """The 合计 of a table of 三公 with 会议费 and 培训费 is the total of all it lists, not of 三公."""
    if fixed.topic != "three_public":
        return fixed
    deltas = [c.delta for c in columns] + [r.delta for r in rows]
    topics = {n for delta in deltas for d, n in delta if d == "topic"}
    more = any(t in ("meeting", "training") for t in topics)
    return fixed.at(topic="three_public_and_more") if more else fixed


def _distrust(reading: Reading, table: RawTable) -> None:
    """A table of no known kind has no point to put its amounts at: they are reported, not guessed."""
    reading.facts.clear()
    why = Text("没有认出这是哪一张报表", "the statement was not recognised")
    reading.not_understood[:] = [NotUnderstood("statement", table.title or "（无标题的表）", why, table.place)]
    reading.tokens[:] = [
        Token(t.text, "unaccounted", why.zh, t.place, True) if t.use == "fact" else t for t in reading.tokens
    ]


def _projects(matrix: Matrix, columns: tuple[Column, ...], rows: tuple[Row, ...], index: int) -> list[Project]:
    """The projects that the rows name, each with the text of its target where a column holds one."""
    target = next(
        (c.index for c in columns if c.role == "text" and any("绩效目标" in plain(h) for h in c.header)), None
    )
    found: dict[str, Project] = {}
    for row in rows:
        name = dict(row.delta).get("project")
        if name and name not in found:
            text = matrix.text(row.index, target) if target is not None else ""
            found[name] = Project(name, text, matrix.row_place(row.index), index)
    return list(found.values())
