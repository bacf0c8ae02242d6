"""What a row's keys and label say: the point that it adds, and the group (flow, body) that it stands under."""

import re
from dataclasses import dataclass, field

from yusuan.catalog.codes import Kind, code_near, codes_named
from yusuan.catalog.layouts import StatementKind
from yusuan.catalog.lexicon import economy_class, read_phrase
from yusuan.catalog.normal import bare_label, plain
from yusuan.catalog.trees import contains
from yusuan.read.interpret.keys import KeyReader, Keys

_ALONE = {
    ("fund", "superior"): "in_superior",
    ("fund", "affiliated"): "in_affiliated",
    ("nature", "to_superior"): "out_superior",
    ("nature", "to_affiliated"): "out_affiliated",
}
_BY_NAME: tuple[Kind, ...] = ("function", "economy", "gov_economy")
#: How the names of public bodies end; a row called so, without a code, heads its own subjects.
_BODY_NAME = re.compile(
    r"[^其他]{4,}(?:局|中心|支队|总队|大队|委员会|办公室|办公厅|管理处|管理所|管理站|监测站|研究院|研究所|研究中心|学校|学院|大学|"
    r"医院|博物馆|图书馆|档案馆|文化馆|美术馆|协会|联合会|服务站|指挥部|政府|\(本级\)|本级)(?:\(.*\))?$"
)
_LONGEST = 100
#: 二、机关运行经费 in a table of several parts: what headed the entries above it is over.
_PART = re.compile(r"[一二三四五六七八九十]+、")
_TOPICAL = ("three_public", "procurement", "agency_running", "purchase")
_OF_CLASSES = ("summary", "grant_summary")
_GROUPS = ("goods", "works", "services")
_OWN = ("(本级)", "本级", "(机关)", "机关", "本部", "(本部)", "(汇总)")


@dataclass(slots=True)
class Side:
    """What carries over from row to row on one side of a table: its flow, group, body and subject."""

    reader: KeyReader
    flow: str
    group: str = ""
    closed: bool = False
    body: str = ""
    nature: str = ""
    topic: str = ""
    fund: str = ""
    parents: dict[str, str] = field(default_factory=dict)
    seen: set[tuple[tuple[str, str], ...]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Bodies:
    """The document's own body and the units that its other tables name, to know them among a list of projects."""

    own: str
    known: frozenset[str] = frozenset()

    def holds(self, name: str) -> bool:
        """Whether ``name`` is one of them (本级, 机关 and the like aside)."""
        bare = own_name(name)
        return bool(bare) and (bare == own_name(self.own) or bare in self.known)


def own_name(name: str) -> str:
    """A body's name without 本级, 机关, 本部 …, which name the same body."""
    text = plain(name)
    for word in _OWN:
        text = text.removesuffix(word)
    return text


def delta_of(keys: Keys, side: Side, kind: StatementKind, bodies: Bodies) -> dict[str, str] | None:
    """What the row's keys add to the point; None where they are not understood. Moves ``side`` on."""
    delta = _delta(keys, side, kind, bodies)
    if delta is None or not keys.year:
        return delta
    reading = read_phrase(keys.year)
    phase = dict(reading.delta).get("phase")
    if phase:
        return {**delta, "phase": phase}
    return {**delta, "year": reading.year} if reading.year else None


def _delta(keys: Keys, side: Side, kind: StatementKind, bodies: Bodies) -> dict[str, str] | None:
    if keys.body and not read_phrase(keys.body).total:
        side.body = plain(keys.body)
    delta: dict[str, str] = dict(keys.subjects)
    if keys.project and not read_phrase(keys.project).total:
        delta["project"] = plain(keys.project)
    if delta:
        side.parents.update(keys.subjects)
        if side.body:
            delta["body"] = side.body
        if side.flow:
            delta["flow"] = side.group or side.flow
        return delta
    if keys.label:
        return _by_label(keys.label, side, kind, bodies)
    if keys.body and read_phrase(keys.body).total:
        side.body = ""
        return {}
    if keys.body:
        return {"body": side.body}
    if keys.year:
        return {"body": side.body} if side.body else {}
    if keys.unread or (side.reader.columns and not keys.project):
        return None
    return _flowed({}, side)


def _by_label(label: str, side: Side, kind: StatementKind, bodies: Bodies) -> dict[str, str] | None:
    found = _whole_or_listed(label, side, kind, bodies)
    if found is None and kind.rows in ("subject", "body"):
        found = _subject(label, side, kind, bodies)
    if found is not None and side.body and "body" not in found and found:
        found["body"] = side.body
    if found is not None:
        _under_fund(label, found, side)
        _under_nature(found, side)
    return found


def _under_fund(label: str, found: dict[str, str], side: Side) -> None:
    """其中：财政拨款 below 一般公共预算 is only what of that fund comes so (河南), not the wider fund."""
    fund = found.get("fund", "")
    if side.fund and fund != side.fund and bare_label(label)[1] and contains("fund", fund, side.fund):
        found |= {"fund": side.fund, "item": plain(label)}
    elif set(found) <= {"fund", "flow"}:
        side.fund = fund


def _under_nature(found: dict[str, str], side: Side) -> None:
    """Economic classes listed under 基本支出 or 项目支出 are that part's (长沙, 西安)."""
    own = set(found) - {"flow", "body"}
    if not own:
        side.nature = ""
        if "body" not in found:
            side.body = ""
    elif own == {"nature"}:
        side.nature = found["nature"]
    elif side.nature and own & {"economy", "gov_economy"} and "nature" not in own:
        found["nature"] = side.nature


def _whole_or_listed(label: str, side: Side, kind: StatementKind, bodies: Bodies) -> dict[str, str] | None:
    """The whole, the document's own body, or what a table lists as projects or entries."""
    reading = read_phrase(label)
    if reading.total:
        return _flowed({}, side, total=True)
    if kind.rows == "subject":
        return None
    bare, _ = bare_label(label)
    delta = dict(reading.delta) if reading.understood else {}
    if kind.rows == "entry":
        return _entry(label, delta.get("topic", ""), side, bodies)
    if bodies.holds(bare):
        side.body = plain(bare)
        return {"body": side.body}
    if delta and set(delta) <= {"nature", "flow"}:
        return {k: v for k, v in delta.items() if k == "nature"}
    return {"project": plain(label)} if kind.rows == "project" else None


def _entry(label: str, topic: str, side: Side, bodies: Bodies) -> dict[str, str]:
    """An entry of a list; 货物, 工程, 服务 head the entries under them, and so may the body, which adds nothing."""
    if _PART.match(plain(label)):
        side.topic = topic
        return {"topic": topic} if topic else {"item": plain(label)}
    if topic in _GROUPS:
        side.topic = topic
        return {"topic": topic}
    group = {"topic": side.topic} if side.topic else {}
    return group if bodies.holds(bare_label(label)[0]) else {**group, "item": plain(label)}


def _classifications(side: Side) -> tuple[Kind, ...]:
    """The classifications that a name may belong to: the header's own, else the one that the rows above speak of."""
    named = tuple(k.kind for k in side.reader.columns if k.kind is not None)
    if named:
        return named
    if "economy" in side.parents and "function" not in side.parents:
        return ("economy", "function", "gov_economy")
    return _BY_NAME


def _subject(label: str, side: Side, kind: StatementKind, bodies: Bodies) -> dict[str, str] | None:
    """A known phrase, a subject by its name, or a body."""
    bare, _ = bare_label(label)
    code = economy_class(label) if kind.rows == "body" else None
    if code:
        side.parents["economy"] = code
        return {"economy": code}
    reading = read_phrase(label)
    # 会议费 is a topic in a table of topics and a subject everywhere else.
    # 国有资本经营预算支出 is a fund on the income side and 类 223 on the other.
    phrase_first = kind.id in _TOPICAL or not any(d == "topic" for d, _ in reading.delta)
    if phrase_first and side.flow == "expenditure" and kind.id not in _TOPICAL:
        phrase_first = not any(len(c) == 3 for c in codes_named("function", bare))
    if reading.understood and reading.delta and phrase_first:
        return _flowed(dict(reading.delta), side)
    if kind.id in _OF_CLASSES:
        # A summary lists classes: 住房保障 is 类 221 there, not 款 21908 below the row before.
        classes = [c for c in codes_named("function", bare) if len(c) == 3]
        if len(classes) == 1 and "function" in _classifications(side):
            side.parents["function"] = classes[0]
            return _flowed({"function": classes[0]}, side)
    for dimension in _classifications(side):
        code = code_near(dimension, bare, side.parents.get(dimension, ""))
        if code:
            side.parents[dimension] = code
            return _flowed({dimension: code}, side)
    if reading.understood:
        return _flowed(dict(reading.delta), side)
    listed = {"flow": side.group} if side.group == "distribution" and side.flow else {}
    if listed or kind.id == "agency_running":
        # What a balance is distributed to, and the bodies by kind whose running costs are listed, are entries.
        return {**listed, "item": plain(label)}
    if kind.rows == "body" or (bodies.own and bare.startswith(own_name(bodies.own))) or _is_body_name(bare):
        side.body = plain(bare)
        return {"body": side.body}
    return None


def _is_body_name(label: str) -> bool:
    """Whether a label ends as the names of public bodies do; one of hundreds of characters is no name."""
    return len(label) <= _LONGEST and _BODY_NAME.search(label) is not None


def _flowed(delta: dict[str, str], side: Side, *, total: bool = False) -> dict[str, str]:
    """Give a label of a two-sided table its flow: the group that it stands under (本年收入, 上年结转 …)."""
    if not side.flow:
        return delta
    flow, rest = delta.get("flow", ""), {d: n for d, n in delta.items() if d not in ("flow", "phase")}
    if flow and not rest:
        side.closed = side.closed or flow in ("income", "expenditure")
        side.group = flow if flow not in ("in_total", "out_total") else ""
        return {"flow": flow}
    if total and not rest:
        return {"flow": {"income": "in_total", "expenditure": "out_total"}[side.flow]}
    outside = flow not in ("", "income", "expenditure")
    named = tuple(sorted(rest.items()))
    if outside:
        side.group = flow
    elif side.group in ("carry_in", "carry_out", "use_surplus") and (not flow or named in side.seen):
        flow = side.group
    elif side.closed and named in {((d, n),) for d, n in _ALONE}:
        return {"flow": _ALONE[named[0]]}
    else:
        flow = side.flow
    side.seen.add(named)
    return {**rest, "flow": flow}
