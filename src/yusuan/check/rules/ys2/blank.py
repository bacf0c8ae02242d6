"""YS2-011: a total over printed parts is not left blank."""

from collections import defaultdict
from collections.abc import Iterator

from yusuan.catalog.trees import CODES, is_whole, parent
from yusuan.check.rule import Checked, Context, NotApplicable, rule
from yusuan.model.amount import format_amount
from yusuan.model.disclosure import Column, Statement
from yusuan.model.fact import Fact
from yusuan.model.finding import Finding, Severity
from yusuan.model.place import Place
from yusuan.model.text import Text

_KINDS = frozenset({
    "income", "expenditure", "grant_summary", "general", "general_basic", "general_economy", "grant_basic", "grant",
    "basic", "govfund", "capital", "three_public",
})  # fmt: skip
Rows = dict[int, dict[int, Fact]]


@rule(
    code="YS2-011",
    name=Text("合计漏填", "a total left blank"),
    severity=Severity.WARNING,
    certainty=0.9,
    why=Text(
        "分项有数，小计或上级科目是空的：空格当零看就与分项矛盾，多是漏填。",
        "Parts are printed and their total is blank: read as nothing it contradicts them, and was mostly forgotten.",
    ),
    basis=Text("算术；表格填列完整", "arithmetic; tables filled in completely"),
    wrong=Text(
        "公务用车购置及运行维护费：小计（空）、购置费 18.69、运行维护费 4.83",
        "vehicles: total (blank), bought 18.69, run 4.83",
    ),
    right=Text("小计 23.52、购置费 18.69、运行维护费 4.83", "total 23.52, bought 18.69, run 4.83"),
)
def check_blank(context: Context) -> Checked:
    """Look for a blank cell whose column, or whose row, is the total of others that print amounts.

    Columns only where those beside it are its whole, and rows only of subjects by code whose row prints something
    else; two-sided tables are left alone.
    """
    disclosure = context.disclosure
    looked = [
        s for s in disclosure.statements if s.kind in _KINDS and not s.empty and not any(c.side for c in s.columns)
    ]
    if not looked:
        raise NotApplicable(Text("没有逐列、逐级列示的报表", "no statement lists parts and totals"))
    rows: dict[int, Rows] = defaultdict(lambda: defaultdict(dict))
    for fact in disclosure.facts:
        rows[fact.statement][fact.row][fact.column] = fact
    told: dict[Place | None, Finding] = {}
    for statement in looked:
        for finding in (*_rows(statement, rows[statement.index]), *_columns(statement, rows[statement.index])):
            told.setdefault(finding.place, finding)  # a cell is a total by its row and by its column
    return Checked(len(looked), tuple(told.values()))


def _columns(statement: Statement, rows: Rows) -> Iterator[Finding]:
    amounts = [c for c in statement.columns if c.role == "amount"]
    for total in amounts:
        for parts in _parts(total, amounts):
            for row, facts in rows.items():
                printed = [facts[c] for c in parts if c in facts and facts[c].amount.value]
                if printed and total.index not in facts:
                    yield _finding(statement, "".join(total.header[-2:]), printed, _place(statement, row, total.index))


def _parts(total: Column, columns: list[Column]) -> Iterator[list[int]]:
    """The columns that are the whole of ``total``, by each dimension."""
    own = dict(total.delta)
    by_dimension: dict[str, dict[str, int]] = defaultdict(dict)
    for column in columns:
        delta = dict(column.delta)
        differ = [d for d in own.keys() | delta.keys() if own.get(d) != delta.get(d)]
        if len(differ) == 1 and parent(differ[0], delta.get(differ[0], "")) == own.get(differ[0], ""):
            by_dimension[differ[0]][delta[differ[0]]] = column.index
    for dimension, nodes in by_dimension.items():
        if dimension not in CODES and is_whole(dimension, own.get(dimension, ""), frozenset(nodes)):
            yield list(nodes.values())


def _rows(statement: Statement, rows: Rows) -> Iterator[Finding]:
    by_code: dict[str, dict[str, int]] = {"function": {}, "economy": {}}
    for one in statement.rows:
        delta = dict(one.delta)
        codes = [(d, c) for d in CODES if (c := delta.get(d))]
        if len(codes) == 1 and codes[0][0] in by_code and not {"body", "item", "project"} & delta.keys():
            by_code[codes[0][0]].setdefault(codes[0][1], one.index)
    for dimension, codes_at in by_code.items():
        under: dict[str | None, list[int]] = defaultdict(list)
        for code, row in codes_at.items():
            under[parent(dimension, code)].append(row)
        for code, row in codes_at.items():
            below = under.get(code, [])
            for column in sorted({c for r in below for c in rows.get(r, {})} - rows.get(row, {}).keys()):
                printed = [f for r in below if (f := rows.get(r, {}).get(column)) is not None and f.amount.value]
                if printed and rows.get(row):
                    yield _finding(statement, code, printed, _place(statement, row, column))


def _place(statement: Statement, row: int, column: int) -> Place:
    cells = (c for c in statement.grid.cells if c.row <= row < c.row + c.row_span)
    return next((c.place for c in cells if c.column <= column < c.column + c.column_span), statement.place)


def _finding(statement: Statement, what: str, printed: list[Fact], place: Place) -> Finding:
    unit = printed[0].amount.unit
    said = "、".join(f.amount.printed for f in printed[:3])
    total = format_amount(sum(f.amount.value for f in printed), unit)
    return check_blank.finding(
        Text(
            f"《{statement.title}》“{what}”是空的，分项有数（{said}），应为 {total} {unit}。",
            f"《{statement.title}》: “{what}” is blank over {said}; it should be {total}.",
        ),
        place,
        f"{statement.kind} {what}",
        expected=total,
        also=tuple(f.place for f in printed[:3]),
        statement=statement.index,
    )
