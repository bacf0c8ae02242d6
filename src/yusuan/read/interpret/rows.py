"""What each row of a statement is about: a subject, a flow, a topic, a body, a project, an entry, or the whole."""

from collections import Counter
from dataclasses import dataclass, field

from yusuan.catalog.codes import Kind, code_near
from yusuan.catalog.layouts import StatementKind
from yusuan.catalog.lexicon import economy_class, read_phrase
from yusuan.catalog.normal import bare_label, plain
from yusuan.model.amount import parse_number
from yusuan.model.disclosure import Column, Row, RowRole
from yusuan.read.interpret.head import is_index_row
from yusuan.read.interpret.keys import KeyReader, Keys, key_column
from yusuan.read.interpret.matrix import Matrix

_TWO_SIDED = ("summary", "grant_summary")
_ALONE = {
    ("fund", "superior"): "in_superior",
    ("fund", "affiliated"): "in_affiliated",
    ("nature", "to_superior"): "out_superior",
    ("nature", "to_affiliated"): "out_affiliated",
}
_BY_NAME: tuple[Kind, ...] = ("function", "economy", "gov_economy")
_OWN = ("(本级)", "本级", "(机关)", "机关", "本部", "(本部)", "(汇总)")


@dataclass(slots=True)
class _Side:
    """What carries over from row to row on one side of a table."""

    reader: KeyReader
    flow: str
    group: str = ""
    closed: bool = False
    body: str = ""
    parents: dict[str, str] = field(default_factory=dict)
    seen: set[tuple[tuple[str, str], ...]] = field(default_factory=set)


def own_name(name: str) -> str:
    """A body's name without 本级, 机关, 本部 …, which name the same body."""
    text = plain(name)
    for word in _OWN:
        text = text.removesuffix(word)
    return text


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
    matrix: Matrix, height: int, columns: tuple[Column, ...], kind: StatementKind, body: str
) -> tuple[Row, ...]:
    """Read all rows below the head. ``body``: the document's own body, to know its name among the labels."""
    sides = sorted({c.side for c in columns if c.role == "amount"}) or [0]
    states = {}
    for side in sides:
        keys = tuple(key_column(c) for c in columns if c.side == side and c.role in ("code", "name"))
        flow = _side_flow(columns, side, kind.id, len(sides)) if len(sides) > 1 or kind.id in _TWO_SIDED else ""
        states[side] = _Side(KeyReader(keys, {}), flow)
    head = {tuple(plain(c.text) for c in matrix.row_cells(r)) for r in range(height)}
    rows: list[Row] = []
    for r in range(height, matrix.n_rows):
        texts = tuple(plain(c.text) for c in matrix.row_cells(r))
        if not any(texts):
            rows.append(Row(r, "", "", "blank", ()))
        elif texts in head:
            rows.append(Row(r, texts[0], "", "head", ()))
        elif is_index_row(matrix, r):
            rows.append(Row(r, texts[0], "", "index", ()))
        else:
            rows.extend(_read_row(matrix, r, states[side], kind, body, columns, side) for side in sides)
    return _entries(_one_body(rows))


def _figures(matrix: Matrix, r: int, side: int, columns: tuple[Column, ...]) -> bool:
    return any(
        parse_number(x.text) is not None
        for c in columns
        if c.side == side and c.role in ("amount", "unknown") and (x := matrix.own(r, c.index)) is not None
    )


def _read_row(
    matrix: Matrix, r: int, state: _Side, kind: StatementKind, body: str, columns: tuple[Column, ...], side: int
) -> Row:
    cells: dict[int, str] = {}
    used = set()
    for key in state.reader.columns:
        cell = matrix.cover[r][key.index]
        if cell is not None and id(cell) not in used:
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
    delta = _delta(keys, state, kind, body, bool(state.reader.columns))
    if delta is None:
        return Row(r, label, keys.code, "unknown", (), side, _indent(cells), among)
    named = tuple((d, n) for d, n in delta.items() if d != "flow")
    role: RowRole = "data" if named else "total"
    return Row(r, label or keys.code, keys.code, role, tuple(delta.items()), side, _indent(cells), among)


def _indent(cells: dict[int, str]) -> int:
    text = next(iter(cells.values()), "")
    return len(text) - len(text.lstrip(" 　"))


def _delta(keys: Keys, state: _Side, kind: StatementKind, body: str, has_keys: bool) -> dict[str, str] | None:
    delta: dict[str, str] = dict(keys.subjects)
    if keys.body and not read_phrase(keys.body).total:
        state.body = plain(keys.body)
    if keys.project and not read_phrase(keys.project).total:
        delta["project"] = plain(keys.project)
    if delta:
        for dimension, code in keys.subjects:
            state.parents[dimension] = code
        if state.body:
            delta["body"] = state.body
        if state.flow:
            delta["flow"] = state.group or state.flow
        return delta
    if keys.unread and not keys.label:
        return None
    if not keys.label:
        if keys.body and read_phrase(keys.body).total:
            state.body = ""
            return {}
        if keys.body:
            return {"body": state.body}
        return _flowed({}, state) if not has_keys or keys.project else (None if state.reader.columns else {})
    found = _label(keys.label, state, kind, body)
    if found is not None and state.body and "body" not in found and found:
        found["body"] = state.body
    if found == {} or (found is not None and set(found) <= {"flow"}):
        state.body = ""
    return found


def _label(label: str, state: _Side, kind: StatementKind, body: str) -> dict[str, str] | None:
    """What a row without codes is about, or None."""
    reading = read_phrase(label)
    if reading.total:
        return _flowed({}, state, total=True)
    bare, _ = bare_label(label)
    delta = dict(reading.delta)
    if kind.rows in ("project", "entry", "body"):
        if body and own_name(bare) == own_name(body):
            state.body = plain(bare)
            return {"body": state.body}
        code = economy_class(label) if kind.rows == "body" else None
        if code:
            return {"economy": code}
        if reading.understood and delta and set(delta) <= {"nature", "flow"} and kind.rows != "entry":
            return {k: v for k, v in delta.items() if k == "nature"}
        if kind.rows == "project":
            return {"project": plain(label)}
        if kind.rows == "entry":
            topic = delta.get("topic") if reading.understood else None
            return {"topic": topic} if topic else {"item": plain(label)}
    if reading.understood and delta:
        return _flowed(delta, state)
    for dimension in _BY_NAME:
        code = code_near(dimension, bare, state.parents.get(dimension, ""))
        if code:
            state.parents[dimension] = code
            return _flowed({dimension: code}, state)
    if body and (own_name(bare) == own_name(body) or bare.startswith(own_name(body))):
        state.body = plain(bare)
        return {"body": state.body}
    if kind.rows == "body":
        state.body = plain(bare)
        return {"body": state.body}
    return None


def _flowed(delta: dict[str, str], state: _Side, *, total: bool = False) -> dict[str, str]:
    """Give a label of a two-sided table its flow: the group that it stands under (本年收入, 上年结转 …)."""
    if not state.flow:
        return delta
    flow, rest = delta.get("flow", ""), {d: n for d, n in delta.items() if d not in ("flow", "phase")}
    if flow and not rest:
        state.closed = state.closed or flow in ("income", "expenditure")
        state.group = flow if flow not in ("in_total", "out_total") else ""
        return {"flow": flow}
    if total and not rest:
        return {"flow": {"income": "in_total", "expenditure": "out_total"}[state.flow]}
    outside = flow not in ("", "income", "expenditure")
    named = tuple(sorted(rest.items()))
    if outside:
        state.group = flow
    elif state.group in ("carry_in", "carry_out", "use_surplus") and (not flow or named in state.seen):
        flow = state.group
    elif state.closed and named in {((d, n),) for d, n in _ALONE}:
        return {"flow": _ALONE[named[0]]}
    else:
        flow = state.flow
    state.seen.add(named)
    return {**rest, "flow": flow}


def _one_body(rows: list[Row]) -> list[Row]:
    """Where a table names a single body, that body is the whole: its rows are at the root."""
    bodies = {n for row in rows for d, n in row.delta if d == "body"}
    if len(bodies) != 1:
        return rows
    out = []
    for row in rows:
        delta = tuple((d, n) for d, n in row.delta if d != "body")
        role: RowRole = "total" if row.role == "data" and not any(d != "flow" for d, _ in delta) else row.role
        out.append(Row(row.index, row.label, row.code, role, delta, row.side, row.indent, row.subset))
    return out


def _entries(rows: list[Row]) -> tuple[Row, ...]:
    """Rows that nothing tells apart are entries of their own, so that they add up rather than contradict each other."""
    count = Counter((row.side, row.delta) for row in rows if row.role == "data")
    out = []
    for row in rows:
        if row.role == "data" and count[row.side, row.delta] > 1:
            delta = (
                *(x for x in row.delta if x[0] != "item"),
                ("item", f"{dict(row.delta).get('item', '')}#{row.index}"),
            )
            out.append(Row(row.index, row.label, row.code, row.role, delta, row.side, row.indent, row.subset))
        else:
            out.append(row)
    return tuple(out)
