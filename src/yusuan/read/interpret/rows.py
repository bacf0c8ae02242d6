"""What each row of a statement is about: a subject, a flow, a topic, a body, a project, an entry, or the whole."""

import re
from collections import defaultdict
from dataclasses import replace

from yusuan.catalog.layouts import StatementKind
from yusuan.catalog.lexicon import read_phrase
from yusuan.catalog.normal import plain
from yusuan.model.amount import parse_number
from yusuan.model.disclosure import Column, Row, RowRole
from yusuan.read.interpret.categories import mark_categories
from yusuan.read.interpret.head import is_index_row
from yusuan.read.interpret.keys import KeyReader, key_columns
from yusuan.read.interpret.labels import Bodies, Side, delta_of
from yusuan.read.interpret.matrix import Matrix

#: Rows that count things and print no money: 公务用车保有量（辆）, 国内公务接待批次（个）.
_COUNTED = re.compile(
    r"\((?:个|辆|台|套|人|人次|次|批次|批|平方米|台[、/,]套)\)$|(?:领导干部|公务|执勤|技术|保障|通信|服务|其他)用车$"
)
_TWO_SIDED = ("summary", "grant_summary")
#: What may stand in a table twice with the same figures.
_ONCE = ("function", "topic")


def _side_flow(columns: tuple[Column, ...], side: int, kind: str, sides: int) -> str:
    words = [p for c in columns if c.side == side for p in c.header]
    for phrase in words:
        flow = dict(read_phrase(phrase).delta).get("flow")
        if flow in ("income", "expenditure"):
            return str(flow)
    if kind in _TWO_SIDED and sides == 2:
        return ("income", "expenditure")[side]
    return ""


def read_rows(
    matrix: Matrix, height: int, columns: tuple[Column, ...], kind: StatementKind, bodies: Bodies
) -> tuple[Row, ...]:
    """Read all rows below the head."""
    sides = sorted({c.side for c in columns if c.role == "amount"}) or [0]
    states = {}
    for side in sides:
        keys = key_columns(c for c in columns if c.side == side and c.role in ("code", "name"))
        flow = _side_flow(columns, side, kind.id, len(sides)) if len(sides) > 1 or kind.id in _TWO_SIDED else ""
        states[side] = Side(KeyReader(keys, {}), flow)
    head = {tuple(plain(c.text) for c in matrix.row_cells(r)) for r in range(height)}
    begun = {texts[0] for texts in head if texts}
    rows: list[Row] = []
    for r in range(height, matrix.n_rows):
        cells = matrix.row_cells(r)
        first = plain(cells[0].text) if cells else ""
        if not first and not any(plain(c.text) for c in cells):
            rows.append(Row(r, "", "", "blank", ()))
        elif first in begun and tuple(plain(c.text) for c in cells) in head:
            rows.append(Row(r, first, "", "head", ()))
        elif is_index_row(matrix, r):
            rows.append(Row(r, first, "", "index", ()))
        else:
            rows.extend(_read_row(matrix, r, height, states[side], kind, bodies, columns, side) for side in sides)
    amounts = [c.index for c in columns if c.role == "amount"]
    figures = {r: f for r in range(height, matrix.n_rows) if any(f := _printed(matrix, r, amounts))}
    rows = _at_root(_last_total(_last_is_total(rows, figures)), figures, bodies.own)
    if kind.rows == "project":
        rows = mark_categories(rows, figures)
    return _entries(rows, figures)


def _printed(matrix: Matrix, r: int, amounts: list[int]) -> tuple[str, ...]:
    own = (matrix.own(r, c) for c in amounts)
    return tuple(x.text.strip() if x is not None else "" for x in own)


def _figures(matrix: Matrix, r: int, side: int, columns: tuple[Column, ...]) -> bool:
    return any(
        parse_number(x.text) is not None
        for c in columns
        if c.side == side and c.role in ("amount", "unknown") and (x := matrix.own(r, c.index)) is not None
    )


def _read_row(
    matrix: Matrix,
    r: int,
    height: int,
    state: Side,
    kind: StatementKind,
    bodies: Bodies,
    columns: tuple[Column, ...],
    side: int,
) -> Row:
    cells: dict[int, str] = {}
    used = set()
    for key in state.reader.columns:
        cell = matrix.cover[r][key.index]
        # A header cell that is merged with the row below it (西安) says nothing of that row.
        if cell is not None and cell.row >= height and id(cell) not in used:
            used.add(id(cell))
            cells[key.index] = cell.text
    if cells and not any(t.strip() for t in cells.values()):
        return (
            Row(r, "", "", "unknown", (), side)
            if _figures(matrix, r, side, columns)
            else Row(r, "", "", "blank", (), side)
        )
    keys = state.reader.read(cells)
    label = keys.label or keys.project or keys.body
    among = read_phrase(label).among if label else False
    delta = delta_of(keys, state, kind, bodies)
    if _COUNTED.search(plain(label)) and (delta is None or "item" in delta):
        return Row(r, label, keys.code, "note", (), side, _indent(cells), among)
    if delta is None:
        return Row(r, label, keys.code, "unknown", (), side, _indent(cells), among)
    named = tuple((d, n) for d, n in delta.items() if d != "flow")
    role: RowRole = "data" if named else "total"
    return Row(r, label or keys.code, keys.code, role, tuple(delta.items()), side, _indent(cells), among)


def _indent(cells: dict[int, str]) -> int:
    text = next(iter(cells.values()), "")
    return len(text) - len(text.lstrip(" 　"))


def _at_root(rows: list[Row], figures: dict[int, tuple[str, ...]], body: str) -> list[Row]:
    """Rows of the body that is the whole are at the root.

    That is the only body a table names, the one whose code begins the others' (328 over 328001 and 328002), or the
    document's own where its row prints what the 合计 row prints (elsewhere it is one of its own units: its 本级).
    ``figures``: the printed amounts of each row.
    """
    heads = [r for r in rows if {d for d, _ in r.delta if d != "flow"} == {"body"}]
    codes = {r.code for r in heads if r.code.isdigit()}
    over = {r.index for r in heads if r.code and any(c != r.code and c.startswith(r.code) for c in codes)}
    bodies = {n for row in rows for d, n in row.delta if d == "body"}
    totals = {figures.get(row.index) for row in rows if row.role == "total"}
    own = {r.index for r in heads if dict(r.delta)["body"] == plain(body) and figures.get(r.index) in totals}
    # A unit that only its code tells (四川: 301001 beside each subject) is the whole where it is the only one.
    units = {n for row in rows if len(row.delta) > 1 for d, n in row.delta if d == "body"}
    alone = len(units) == 1 and all(n.isdigit() for n in units) and bool(own)
    if len(bodies) == 1 or (alone and bodies - units <= {plain(body)}):
        whole = {row.index for row in rows}
    else:
        whole = over or own
    out = []
    for row in rows:
        delta = tuple((d, n) for d, n in row.delta if d != "body" or row.index not in whole)
        role: RowRole = "total" if row.role == "data" and not any(d != "flow" for d, _ in delta) else row.role
        out.append(replace(row, role=role, delta=delta))
    return out


def _last_is_total(rows: list[Row], figures: dict[int, tuple[str, ...]]) -> list[Row]:
    """A last row without a label, in a table that has no other total, is the total (北京 收入总表)."""
    filled = [i for i, row in enumerate(rows) if figures.get(row.index) and row.role != "index"]
    if not filled or any(row.role == "total" for row in rows):
        return rows
    last = rows[filled[-1]]
    if last.role == "unknown" and not last.label and len(filled) > 1:
        rows[filled[-1]] = replace(last, role="total")
    return rows


def _entries(rows: list[Row], figures: dict[int, tuple[str, ...]]) -> tuple[Row, ...]:
    """Rows that nothing tells apart are entries of their own, so that they add up rather than contradict each other.

    One thing printed twice with the same figures is not: a 款 that stands for its only 项 (21999 其他支出), 货物 with
    the body under it that buys all of them.
    """
    alike: dict[tuple[int, tuple[tuple[str, str], ...]], list[Row]] = defaultdict(list)
    for row in rows:
        if row.role == "data":
            alike[row.side, row.delta].append(row)
    out = []
    for row in rows:
        same = alike.get((row.side, row.delta), [])
        named = [d for d, _ in row.delta if d != "flow"]
        once = len(named) == 1 and named[0] in _ONCE and len({figures.get(r.index) for r in same}) == 1
        if row.role == "data" and len(same) > 1 and not once:
            item = f"{dict(row.delta).get('item', '')}#{row.index}"
            delta = (*(x for x in row.delta if x[0] != "item"), ("item", item))
            out.append(replace(row, delta=delta))
        else:
            out.append(row)
    return tuple(out)


def _last_total(rows: list[Row]) -> list[Row]:
    """收入合计 after 上年结转, or a second one after 本年收入, is the total of all: 收入总计."""
    for flow, total, beside in (
        ("income", "in_total", ("carry_in", "use_surplus")),
        ("expenditure", "out_total", ("carry_out", "distribution")),
    ):
        pure = [i for i, row in enumerate(rows) if row.delta == (("flow", flow),)]
        if not pure:
            continue
        last = pure[-1]
        carried = any(
            d == "flow" and n in beside for row in rows[:last] for d, n in row.delta if row.side == rows[last].side
        )
        if any(row.delta == (("flow", total),) for row in rows) or not (carried or len(pure) > 1):
            continue
        if "合计" in plain(rows[last].label) and not plain(rows[last].label).startswith("本年"):
            rows[last] = replace(rows[last], delta=(("flow", total),))
    return rows
