"""The ledger of a department out of its units': amounts added up, texts side by side, and what must not be added up.

What one unit gives to another (对附属单位补助支出, 上缴上级支出) is income there (上级补助收入, 附属单位上缴收入):
added up it would count twice. It is listed, and taken out where that is asked for and both sides agree.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from yusuan.catalog.normal import plain
from yusuan.catalog.trees import contains, label, trees
from yusuan.ledger.form import WORDS
from yusuan.ledger.records import Problem, Record
from yusuan.ledger.records_of import origins_of, records_of_ledger, with_sources, yuan
from yusuan.model.coordinate import Coordinate
from yusuan.model.finding import Severity
from yusuan.model.ledger import Count, Entry, Ledger, LedgerProject, Origin, Reason, Words
from yusuan.model.text import Text

_NONE = Origin("", "")
_FIRST = 4
#: What is paid within a department (nature), and what it is where it arrives (fund).
PAIRS = (("to_affiliated", "superior"), ("to_superior", "affiliated"))


class UnitsError(Exception):
    """Units that cannot be consolidated; ``refused``: (the unit, why)."""

    def __init__(self, refused: Sequence[tuple[str, Text]]) -> None:
        super().__init__("；".join(f"{unit}：{why.zh}" for unit, why in refused))
        self.refused = tuple(refused)


@dataclass(frozen=True, slots=True)
class Transfer:
    """An amount that one unit gives to, or has from, another: the unit's name and its entry."""

    unit: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Consolidated:
    """The department's ledger. ``sources``: for each entry the units that it is from, with their amounts.

    ``transfers``: what is paid within the department; ``eliminated``: it is not in the ledger. ``problems``: what has
    to be completed or confirmed, by sheet and cell of the new ledger.
    """

    ledger: Ledger
    sources: tuple[str, ...]
    transfers: tuple[Transfer, ...]
    eliminated: bool
    problems: tuple[Problem, ...]


def consolidate(units: Sequence[Ledger], body: str, *, eliminate: bool = False) -> Consolidated:
    """Add the ledgers of ``units`` up to that of the department ``body``.

    Raises UnitsError for units of another year, kind or layout, without amounts, without a topic that others have, or
    that stand there twice.
    """
    refused = [*_refused(units), *_lacking(units)]
    if refused:
        raise UnitsError(refused)
    transfers = tuple(transfers_of(units))
    taken, problems = _eliminated(units, transfers) if eliminate else (None, [_not_taken(t) for t in transfers])
    rows = _added(units if taken is None else taken)
    first = units[0]
    rounding = {u.rounding for u in units}
    ledger = Ledger(
        body, first.year, first.kind, "department", first.layout, tuple(u.body for u in units),
        tuple(Entry(at, sum(x.values()), _NONE) for at, x in rows.items()),
        tuple(Entry(at, sum(x.values()), _NONE) for at, x in _last_year(units).items()),
        tuple(_projects(units)), tuple(_reasons(units)), tuple(_words(units)), tuple(_counts(units)),
        first.rounding if len(rounding) == 1 else "each",
        tuple(replace(p, origin=_NONE) for u in units for p in u.purchases),
    )  # fmt: skip
    ledger = _placed(ledger)
    sources = tuple("；".join(f"{unit} {yuan(fen)}" for unit, fen in x.items()) for x in rows.values())
    problems += [*_partly(units), *_joined(units, ledger)]
    ordered = tuple(sorted(problems, key=lambda p: -p.severity))
    return Consolidated(ledger, sources, transfers, taken is not None, ordered)


def records_consolidated(made: Consolidated) -> dict[str, list[Record]]:
    """The records of the department's ledger, each amount with the units that it is from."""
    return with_sources(records_of_ledger(made.ledger), made.ledger, made.sources)


def transfers_of(units: Iterable[Ledger]) -> Iterator[Transfer]:
    """What the units give to one another, and have from one another."""
    paid, received = {p for p, _ in PAIRS}, {r for _, r in PAIRS}
    for unit in units:
        for entry in unit.entries:
            at = entry.coordinate
            out = at.flow == "expenditure" and at.nature in paid
            if entry.fen and not at.topic and (out or (at.flow == "income" and at.fund in received)):
                yield Transfer(unit.body, entry)


def _refused(units: Sequence[Ledger]) -> Iterator[tuple[str, Text]]:
    usual: dict[str, object] = {}
    for key in ("year", "kind", "layout"):
        usual[key] = Counter(getattr(u, key) for u in units).most_common(1)[0][0]
    names = {"year": "年度", "kind": "种类", "layout": "版式"}
    seen: set[str] = set()
    for unit in units:
        for key, name in names.items():
            own = getattr(unit, key)
            if own != usual[key]:
                yield unit.body, Text(f"{name}是 {own}，其他单位是 {usual[key]}", f"{key}: {own}, not {usual[key]}")
        if unit.level == "department":
            yield unit.body, Text("是部门的台账，不是单位的", "a department's ledger, not a unit's")
        if not any(not e.coordinate.topic for e in unit.entries):
            yield unit.body, Text("“收入”“支出”表里一笔都没有", "nothing is entered for income and expenditure")
        if plain(unit.body) in seen:
            yield unit.body, Text("同一单位有两本台账", "the same body twice")
        seen.add(plain(unit.body))


def _lacking(units: Sequence[Ledger]) -> Iterator[tuple[str, Text]]:
    """Units that leave open what others say: added up it would pass for the whole."""
    topics = {(e.coordinate.phase, e.coordinate.topic) for u in units for e in u.entries if e.coordinate.topic}
    aliases = dict(trees().aliases)
    for unit in units:
        own = {(e.coordinate.phase, e.coordinate.topic) for e in unit.entries}
        for phase, topic in sorted(topics - own):
            if topic not in aliases and not any(p.topic == topic for p in unit.purchases):
                name = label("topic", topic).zh
                zh = f"“三公采购等”表没有填“{name}”（没有就填 0），其他单位填了"
                yield unit.body, Text(zh, f"{phase}: no amount of {topic}, which others have")


def _added(units: Sequence[Ledger]) -> dict[Coordinate, dict[str, int]]:
    """The amount of each unit at each point, in the units' order."""
    rows: dict[Coordinate, dict[str, int]] = defaultdict(dict)
    topics = {e.coordinate for u in units for e in u.entries if e.coordinate.topic}
    for unit in units:
        for entry in unit.entries:
            at = entry.coordinate.at(body="")
            rows[at][unit.body] = rows[at].get(unit.body, 0) + entry.fen
        own = {(e.coordinate.phase, e.coordinate.topic) for e in unit.entries}
        for at in sorted(topics):
            # A unit that leaves 因公出国 to its subject says it with 30212.
            if (at.phase, at.topic) not in own:
                rows[at.at(body="")][unit.body] = _otherwise(unit, at)
    return rows


def _otherwise(unit: Ledger, point: Coordinate) -> int:
    """What a unit says of a topic by its items of procurement, or by the subjects that are its other name."""
    codes = dict(trees().aliases).get(point.topic)
    if codes is None:
        return sum(p.fen for p in unit.purchases if p.topic == point.topic)
    return sum(
        e.fen
        for e in unit.entries
        if (c := e.coordinate).flow == "expenditure" and not c.topic and c.phase == point.phase
        and c.economy in codes and contains("fund", "grant", c.fund)
    )  # fmt: skip


def _eliminated(units: Sequence[Ledger], transfers: Sequence[Transfer]) -> tuple[list[Ledger] | None, list[Problem]]:
    """The units without what they pay one another; None, and why, where the two sides do not agree."""
    problems: list[Problem] = []
    out = {id(t.entry) for t in transfers}
    refund: dict[str, str] = {}
    for nature, fund in PAIRS:
        paid = [t for t in transfers if t.entry.coordinate.nature == nature]
        received = [t for t in transfers if t.entry.coordinate.fund == fund and t.entry.coordinate.flow == "income"]
        gave, had = (sum(t.entry.fen for t in side) for side in (paid, received))
        names = label("nature", nature).zh, label("fund", fund).zh
        funds = {t.entry.coordinate.fund for t in paid}
        if gave != had:
            zh = f"{names[0]}合计 {yuan(gave)} 元，{names[1]}合计 {yuan(had)} 元，不能抵销，请先核对"
            problems.append(Problem(Severity.ERROR, Origin("支出", ""), Text(zh, "the two sides do not agree")))
        elif len(funds) > 1:
            zh = f"{names[0]}来自几种资金（{'、'.join(sorted(label('fund', f).zh for f in funds))}），请手工抵销"
            problems.append(Problem(Severity.ERROR, Origin("支出", ""), Text(zh, "paid out of several funds")))
        elif funds:
            refund[fund] = funds.pop()
    if problems:
        return None, problems + [_not_taken(t) for t in transfers]
    left = []
    for unit in units:
        kept = [e for e in unit.entries if id(e) not in out]
        left.append(replace(unit, entries=tuple(_refunded(e, refund) for e in kept)))
    taken = [
        Problem(Severity.HINT, t.entry.origin, Text(f"已抵销：{_named(t)}", f"taken out: {_named(t)}"))
        for t in transfers
    ]
    return left, taken


def _refunded(entry: Entry, refund: dict[str, str]) -> Entry:
    """What a unit spends out of what it had from another is spent out of that one's money."""
    fund = refund.get(entry.coordinate.fund)
    if fund is None or entry.coordinate.flow != "expenditure":
        return entry
    return replace(entry, coordinate=entry.coordinate.at(fund=fund))


def _not_taken(transfer: Transfer) -> Problem:
    zh = f"内部往来，合并时要抵销：{_named(transfer)}"
    return Problem(Severity.WARNING, transfer.entry.origin, Text(zh, f"within the department: {_named(transfer)}"))


def _named(transfer: Transfer) -> str:
    at = transfer.entry.coordinate
    what = label("nature", at.nature).zh if at.flow == "expenditure" else label("fund", at.fund).zh
    return f"{transfer.unit} {what} {yuan(transfer.entry.fen)} 元"


def _last_year(units: Sequence[Ledger]) -> dict[Coordinate, dict[str, int]]:
    rows: dict[Coordinate, dict[str, int]] = defaultdict(dict)
    for unit in units:
        for entry in unit.last_year:
            rows[entry.coordinate][unit.body] = entry.fen
    return rows


def _partly(units: Sequence[Ledger]) -> Iterator[Problem]:
    """Last year's totals that some units do not say."""
    silent = [u.body for u in units if not u.last_year]
    if silent and len(silent) < len(units):
        zh = f"这些单位没有上年数，合计里没有它们：{'、'.join(silent)}"
        yield Problem(Severity.WARNING, Origin("上年数", ""), Text(zh, f"without last year's figures: {silent}"))
    speaking = [u for u in units if u.last_year]
    for row, (at, said) in enumerate(_last_year(units).items(), _FIRST):
        lacking = [u.body for u in speaking if u.body not in said]
        if lacking and not (at.function or at.economy or at.gov_economy or at.project):
            zh = f"这些单位没有填这一项（没有就填 0），合计里没有它们：{'、'.join(lacking)}"
            yield Problem(Severity.WARNING, Origin("上年数", f"J{row}"), Text(zh, f"not said by {lacking}"))


def _by_name(units: Sequence[Ledger]) -> dict[str, list[tuple[str, LedgerProject]]]:
    found: dict[str, list[tuple[str, LedgerProject]]] = defaultdict(list)
    for unit in units:
        for project in unit.projects:
            found[plain(project.name)].append((unit.body, project))
    return found


def _projects(units: Sequence[Ledger]) -> Iterator[LedgerProject]:
    """The projects; one that several units have is one, with the target of each."""
    for held in _by_name(units).values():
        projects = [p for _, p in held]
        totals = [p.total_fen for p in projects]
        known = [t for t in totals if t is not None]
        indicators = dict.fromkeys(replace(i, origin=_NONE) for p in projects for i in p.indicators)
        yield replace(
            projects[0],
            first_year=min((p.first_year for p in projects if p.first_year), default=0),
            last_year=max((p.last_year for p in projects), default=0),
            total_fen=sum(known) if len(known) == len(totals) else None,
            target=_side_by_side([(u, p.target) for u, p in held]),
            annual_target=_side_by_side([(u, p.annual_target) for u, p in held]),
            indicators=tuple(indicators),
        )


def _side_by_side(texts: Sequence[tuple[str, str]]) -> str:
    """One text where all say the same, else each with its unit's name."""
    said = [(unit, text.strip()) for unit, text in texts if text.strip()]
    if len({text for _, text in said}) <= 1:
        return said[0][1] if said else ""
    return "\n".join(f"{unit}：{text}" for unit, text in said)


def _words(units: Sequence[Ledger]) -> Iterator[Words]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for unit in units:
        for words in unit.words:
            found[words.name].append((unit.body, words.text))
    for name, texts in found.items():
        yield Words(name, _side_by_side(texts), confirmed=False, origin=_NONE)


def _reasons(units: Sequence[Ledger]) -> Iterator[Reason]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for unit in units:
        for reason in unit.reasons:
            found[reason.point].append((unit.body, reason.text))
    for point, texts in found.items():
        text = _side_by_side(texts).replace("\n", "；")
        yield Reason(point, f"〔待填：由所属单位的原因合并，请改写〕{text}", _NONE)


def _counts(units: Sequence[Ledger]) -> Iterator[Count]:
    found: Counter[tuple[str, str]] = Counter()
    for unit in units:
        for count in unit.counts:
            found[count.name, count.unit] += count.value
    yield from (Count(name, value, measure, _NONE) for (name, measure), value in found.items())


def _placed(ledger: Ledger) -> Ledger:
    """The ledger with each entry at the cell that it is written in."""
    origins = origins_of(ledger)
    return replace(ledger, entries=tuple(replace(e, origin=o) for e, o in zip(ledger.entries, origins, strict=True)))


def _joined(units: Sequence[Ledger], ledger: Ledger) -> Iterator[Problem]:
    """What was put together and wants a person's word."""
    for row, held in enumerate(_by_name(units).values(), _FIRST):
        owners = "、".join(unit for unit, _ in held)
        if len(held) > 1:
            zh = f"项目“{held[0][1].name}”{len(held)} 个单位都有（{owners}），金额已相加，目标和指标请核对"
            yield Problem(Severity.HINT, Origin("项目", f"A{row}"), Text(zh, f"a project of {owners}"))
    for row, words in enumerate(ledger.words, _FIRST):
        zh = f"“{WORDS.get(words.name, words.name)}”由各单位的文字并列而成，请改写后确认"
        yield Problem(Severity.WARNING, Origin("文字", f"B{row}"), Text(zh, "the units' texts side by side"))
    for row, _ in enumerate(ledger.reasons, _FIRST):
        zh = "由各单位的原因并列而成，请改写"
        yield Problem(Severity.WARNING, Origin("原因", f"B{row}"), Text(zh, "the units' reasons side by side"))
    named: dict[tuple[str, str], list[str]] = defaultdict(list)
    for unit in units:
        for count in unit.counts:
            named[count.name, count.unit].append(unit.body)
    for row, ((name, _), bodies) in enumerate(named.items(), _FIRST):
        silent = [u.body for u in units if u.body not in bodies]
        if silent:
            zh = f"这些单位没有填“{name}”（没有就填 0），合计里没有它们：{'、'.join(silent)}"
            yield Problem(Severity.WARNING, Origin("数量", f"B{row}"), Text(zh, f"{name} is not said by {silent}"))
