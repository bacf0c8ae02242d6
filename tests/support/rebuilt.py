"""A real document composed anew: its own figures as a ledger, in its layout, read back and set against the original.

The statements tell the same money apart by function here and by economic class there, and what is spent on what they
do not say. A ledger has to: this one takes any division that adds up to all that is printed. No figure is published
out of it, so nothing is invented; what is measured is the layout.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from support.ledgers import read_back
from yusuan.catalog.codes import code_list, names_of
from yusuan.catalog.designs import design_of
from yusuan.catalog.trees import contains
from yusuan.compose import compose
from yusuan.ledger.from_facts import import_disclosure
from yusuan.ledger.spread import may_share, under
from yusuan.model.coordinate import DIMENSIONS, Coordinate
from yusuan.model.disclosure import Disclosure, Statement
from yusuan.model.fact import Fact
from yusuan.model.ledger import Entry, Ledger, LedgerProject, Origin, Purchase, Words

#: Only the statements: what the text says is measured elsewhere.
TABLES = "# 报表\n@tables"
#: Topics that a ledger owes: a unit that has none enters 0.
_OWED = ("abroad", "vehicle_purchase", "vehicle_running", "reception", "goods", "works", "services", "agency_running")
#: Passes over all sums; what is further off than this many 分 is no rounding.
_ROUNDS, _MOST = 200, 30_000
_FLOWS = ("income", "expenditure", "carry_in", "carry_out", "in_total", "out_total")
_KINDS = ("goods", "works", "services")
_ITEM = 7
_LETTERS = {"A": "goods", "B": "works", "C": "services"}
_HERE = Origin("支出", "A1")
#: In this order amounts are told apart: by what few statements print, before what many do.
_CUTS = ("fund", "function", "project", "nature", "economy", "gov_economy")
_LATER = {
    "fund": ("project", "nature", "economy"), "function": ("project", "nature", "economy"),
    "project": ("economy",), "nature": ("economy",), "economy": (), "gov_economy": (),
}  # fmt: skip
_GRANTS = ("general", "govfund", "capital")
Key = tuple[str, Coordinate, str]


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How often each (kind of statement, point, figure as printed) stands in the original and in ours."""

    original: Counter[Key]
    ours: Counter[Key]

    @property
    def total(self) -> int:
        """How many amounts the original's statements print."""
        return sum(self.original.values())

    @property
    def same(self) -> int:
        """How many of them stand in ours, in the same kind of statement and written alike."""
        return sum((self.original & self.ours).values())

    def lost(self) -> Counter[Key]:
        """What the original prints and ours does not."""
        return self.original - self.ours

    def added(self) -> Counter[Key]:
        """What ours prints and the original does not."""
        return self.ours - self.original


def rebuilt(disclosure: Disclosure, layout: str, folder: Path) -> Rebuilt:
    """Compose ``disclosure`` anew in ``layout`` and read it back."""
    document = compose(ledger_of(disclosure, layout), TABLES)
    return Rebuilt(_printed(disclosure), _printed(read_back(document, folder)))


def _printed(disclosure: Disclosure) -> Counter[Key]:
    kinds = [s.kind for s in disclosure.statements]
    return Counter(
        (kinds[f.statement], f.coordinate.at(body="") if f.coordinate.project else f.coordinate, f.amount.printed)
        for f in disclosure.facts
        if f.statement >= 0 and not kinds[f.statement].startswith("targets")
    )


def ledger_of(disclosure: Disclosure, layout: str) -> Ledger:
    """The ledger of the document's own year, divided as finely as its statements are."""
    disclosure = _received(disclosure)
    made = import_disclosure(disclosure, layout).ledger
    apart = any(f == (("flow", "expenditure"), ("fund", "general_carried")) for f, _ in design_of(layout).moves)
    facts = [f for f in disclosure.facts if f.coordinate.year in ("", str(disclosure.identity.year))]
    facts = [replace(f, coordinate=_of_the_year(f.coordinate)) for f in facts] if apart else facts
    entries = [e for e in made.entries if not e.coordinate.topic]
    entries = [replace(e, coordinate=_of_the_year(e.coordinate)) for e in entries] if apart else entries
    for dimension in _CUTS:
        entries = [_settled(e, dimension, listed=bool(made.projects)) for e in _divided(entries, facts, dimension)]
    entries = _levelled(_swept(entries), facts)
    entries = [replace(e, coordinate=_general(e.coordinate)) for e in entries]
    topics = _levelled([e for e in made.entries if e.coordinate.topic], facts)
    bought = tuple(_purchases(disclosure))
    owed = [t for t in _OWED if not bought or t not in _KINDS]
    topics += [_nought(t, p) for t in owed for p in _phases(made.kind) if not _told(topics, t, p)]
    rest = [LedgerProject("其他项目", "", 0, 0, None, "", "", (), _HERE)] if made.projects else []
    projects = tuple(_aimed(p) for p in (*made.projects, *rest))
    words = (*made.words, Words("whole_target", "完成全年任务。", True, _HERE))
    return replace(made, entries=(*entries, *topics), projects=projects, purchases=bought, words=words)


def _purchases(disclosure: Disclosure) -> Iterator[Purchase]:
    """The items of a list of procurement: the rows below 货物, 工程, 服务 whose words name no kind and no body."""
    for statement in disclosure.statements:
        if statement.kind != "procurement":
            continue
        for row in (r for r in statement.rows if r.role == "data"):
            facts = [f for f in disclosure.facts if f.statement == statement.index and f.row == row.index]
            words = [c.text for c in statement.grid.cells if c.row == row.index and c.column in range(1, 5)]
            topic = next((f.coordinate.topic for f in facts), "")
            function = next((f.coordinate.function for f in facts), "")
            if len(function) == _ITEM:
                yield from (
                    Purchase("services", "", "", "服务", "", c.fund, f.amount.value, _HERE, function)
                    for f in facts
                    for c in (f.coordinate,)
                    if c.fund not in ("", "grant")
                )
                continue
            topic = _LETTERS.get(next((f.coordinate.item[-1:] for f in facts), ""), topic)
            if not any(words) or topic not in _KINDS:
                continue
            project, economy, item, way = (_text(statement, row.index, c) for c in range(1, 5))
            codes = [c for c in code_list("economy").by_code if len(c) == 5 and economy in names_of("economy", c)]
            for f in facts:
                if f.coordinate.fund:
                    code = codes[0] if codes else ""
                    yield Purchase(topic, project, code, item, way, f.coordinate.fund, f.amount.value, _HERE)


def _text(statement: Statement, row: int, column: int) -> str:
    found = (c.text for c in statement.grid.cells if c.row == row and c.column == column)
    return next(found, "").replace("\n", "").replace(" ", "")


def _phases(kind: str) -> tuple[str, ...]:
    return ("budget", "final") if kind == "final_accounts" else ("budget",)


def _told(topics: Iterable[Entry], topic: str, phase: str) -> bool:
    return any(e.coordinate.topic == topic and e.coordinate.phase == phase for e in topics)


def _nought(topic: str, phase: str) -> Entry:
    return Entry(Coordinate(phase=phase, flow="expenditure", topic=topic), 0, _HERE)


def _received(disclosure: Disclosure) -> Disclosure:
    """Where income is printed together with what was carried in, money of the body's own is the year's income."""
    income = (f.coordinate for f in disclosure.facts if f.coordinate.flow == "income" and not f.coordinate.topic)
    known = {*_GRANTS, "grant", *(c.fund for c in income)}
    facts = []
    for f in disclosure.facts:
        c = f.coordinate
        if c.flow == "in_total" and c.fund and c.fund not in known:
            c = c.at(flow="income")
        if c.project:
            # A department's list names the unit beside each project; where 财政拨款收入 heads it, what is spent of it.
            c = c.at(body="", flow="expenditure")
        facts.append(replace(f, coordinate=c))
    return replace(disclosure, facts=tuple(facts))


def _aimed(project: LedgerProject) -> LedgerProject:
    return project if project.target else replace(project, target="按期完成。")


def _divided(entries: Iterable[Entry], facts: Iterable[Fact], dimension: str) -> list[Entry]:
    """Cut the entries until what is printed at each node of ``dimension`` is met, the finest and smallest first."""
    entries = [e for e in entries if e.fen]
    wanted = sorted(
        {
            f.coordinate: f.amount.value
            for f in facts
            if getattr(f.coordinate, dimension) and not f.coordinate.topic and not f.coordinate.item
            and not any(getattr(f.coordinate, later) for later in _LATER[dimension])
            and f.coordinate.flow in _FLOWS and not f.coordinate.body
        }.items(),
        key=lambda x: (-_fineness(x[0]), x[0]),
    )  # fmt: skip
    for at, value in wanted:
        need = value - sum(e.fen for e in entries if under(e.coordinate, at) and e.coordinate.phase == at.phase)
        entries = list(_moved(entries, at, need)) if need > 0 else entries
    return entries


def _swept(entries: list[Entry]) -> list[Entry]:
    """What rounding leaves over after a division goes to the greatest entry of its kind."""
    rest = [e for e in entries if _unfinished(e.coordinate) and e.fen < _MOST]
    kept = [e for e in entries if e not in rest]
    for e in rest:
        c = e.coordinate
        alike = [
            k for k in kept if (k.coordinate.flow, k.coordinate.fund, k.coordinate.phase) == (c.flow, c.fund, c.phase)
        ]
        near = [k for k in alike if k.coordinate.nature == c.nature and c.function in ("", k.coordinate.function)]
        if near or alike:
            most = max(near or alike, key=lambda k: k.fen)
            kept[kept.index(most)] = replace(most, fen=most.fen + e.fen)
        else:
            kept.append(e)
    return kept


def _unfinished(c: Coordinate) -> bool:
    return not c.function or (c.nature in ("personnel", "public") and not c.economy)


def _levelled(entries: list[Entry], facts: Iterable[Fact]) -> list[Entry]:
    """Add to the entries what rounding has taken from them, so that sums print as they are printed.

    Within half of the last printed place: every figure and every sum of theirs was rounded by itself.
    """
    fens = [e.fen for e in entries]
    below: list[tuple[int, int, list[int]]] = []
    for f in facts:
        c = f.coordinate
        if c.item or c.body or not f.amount.value:
            continue
        mine = [i for i, e in enumerate(entries) if e.coordinate.phase == c.phase and _counts(e.coordinate, c)]
        if mine:
            below.append((f.amount.low, f.amount.high - 1, mine))
    for _ in range(_ROUNDS):
        moved = 0
        for low, high, mine in below:
            total = sum(fens[i] for i in mine)
            step = low - total if total < low else high - total if total > high else 0
            if not step or abs(step) > _MOST:
                continue
            share, rest = divmod(abs(step), len(mine))
            for n, i in enumerate(mine):
                fens[i] += (share + (n < rest)) * (1 if step > 0 else -1)
            moved += 1
        if not moved:
            break
    return [replace(e, fen=fen) for e, fen in zip(entries, fens, strict=True)]


def _counts(entry: Coordinate, at: Coordinate) -> bool:
    if entry.topic or at.topic:
        return bool(entry.topic and at.topic) and contains("topic", at.topic, entry.topic) and not at.economy
    return under(entry, at)


def _fineness(at: Coordinate) -> int:
    lengths = sum(
        len(getattr(at, d)) if d in ("function", "economy", "gov_economy") else bool(getattr(at, d)) for d in DIMENSIONS
    )
    return lengths + (at.nature in ("personnel", "public"))


def _moved(entries: Iterable[Entry], at: Coordinate, need: int) -> Iterator[Entry]:
    """Move ``need`` 分 of entries that do not say otherwise to ``at``."""
    for entry in entries:
        c = entry.coordinate
        free = c.phase == at.phase and may_share(c, at) and not under(c, at)
        if not free or not need:
            yield entry
            continue
        taken = min(need, entry.fen)
        need -= taken
        yield replace(entry, coordinate=_meet(c, at), fen=taken)
        if entry.fen > taken:
            yield replace(entry, fen=entry.fen - taken)


def _meet(one: Coordinate, other: Coordinate) -> Coordinate:
    """The point under both: in each dimension the finer node."""
    nodes = {d: getattr(other, d) for d in DIMENSIONS if under(other, Coordinate(**{d: getattr(one, d)}))}
    return one.at(**nodes)


def _settled(entry: Entry, dimension: str, *, listed: bool) -> Entry:
    """What nobody prints: money of no known fund is other income, a grant that is of no fund is last year's."""
    c = entry.coordinate
    if dimension == "fund" and c.fund in ("", "grant"):
        return replace(entry, coordinate=c.at(fund="general_carried" if c.fund else "other"))
    if dimension == "project" and c.nature == "project" and not c.project and listed:
        return replace(entry, coordinate=c.at(project="其他项目"))
    if dimension == "economy" and c.nature == "basic":
        return replace(entry, coordinate=c.at(nature="personnel"))
    return entry


def _of_the_year(c: Coordinate) -> Coordinate:
    """Where a layout prints what last year's balance pays for apart, 一般公共预算 is the year's own."""
    return c.at(fund="general_current") if c.flow == "expenditure" and c.fund == "general" else c


def _general(c: Coordinate) -> Coordinate:
    return c.at(fund="general") if c.fund == "general_current" else c
