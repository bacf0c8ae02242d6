"""A ledger out of what a disclosure, or the platform's export, says of its own year: entries, topics, projects, texts.

The statements print the same money many times over; it is entered once, as finely as they tell it apart. What they do
not tell is left blank and named, and a figure that has no place in a ledger is listed with the reason.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from yusuan.catalog.layouts import layout_for
from yusuan.catalog.trees import contains, label, parent, trees
from yusuan.ledger.carried import counts_of, last_year_of, projects_of, units_of, words_of
from yusuan.ledger.describe import point_words, spot_words
from yusuan.ledger.form import FLOWS_IN, FLOWS_OUT, FUNDS, LAST_PHASES, NATURES, PHASES, TOPICS, forms
from yusuan.ledger.records import Problem, Record, cell_of
from yusuan.ledger.records_of import origins_of, records_of_ledger, sheet_of, with_sources, yuan
from yusuan.ledger.spread import Leaf, Unmet, may_share, spread, under
from yusuan.model.coordinate import Coordinate
from yusuan.model.disclosure import Disclosure
from yusuan.model.fact import Fact
from yusuan.model.finding import Severity
from yusuan.model.ledger import Entry, Ledger, LedgerProject, Origin
from yusuan.model.text import Text

#: Flows that some localities print beside the year's: what the ledger calls them.
_BESIDE = {
    "in_superior": ("income", "fund", "superior"), "in_affiliated": ("income", "fund", "affiliated"),
    "out_superior": ("expenditure", "nature", "to_superior"),
    "out_affiliated": ("expenditure", "nature", "to_affiliated"),
}  # fmt: skip
_SIDES = ((*FLOWS_IN, "in_total"), (*FLOWS_OUT, "out_total"))
#: The fund that a topic is printed at, the widest first.
_TOPIC_FUNDS = ("", "grant", "general")
#: Natures that cut across basic and project expenditure.
_OTHER_CUTS = ("net", "construction")
Left = tuple[Fact, str]
_AS_SPENT = ("是按支出的功能科目对应的", "function")
#: Digits of an economic subject's 款.
_SUBJECT = 5
_AS_CAME = ("是按收入对应的", "fund")
_GRANTS = ("general", "govfund", "capital")


@dataclass(frozen=True, slots=True)
class Imported:
    """A ledger made out of published figures.

    ``sources``: for each of its entries the statements that it was taken from, in words. ``problems``: what has to be
    completed or looked at, by cell. ``left``: the amounts that no entry was made of and no sum of entries meets.
    ``met``: how many amounts the entries, or sums of them, are.
    """

    ledger: Ledger
    sources: tuple[str, ...]
    problems: tuple[Problem, ...]
    left: tuple[Left, ...]
    met: int


def import_disclosure(disclosure: Disclosure, layout: str = "") -> Imported:
    """Make the ledger of the year that ``disclosure`` is of."""
    identity = disclosure.identity
    year = str(identity.year)
    kind = "final_accounts" if identity.kind == "final_accounts" else "budget"
    last, points, left = _sorted(disclosure, year)
    entries: list[tuple[Entry, Leaf]] = []
    for phase in PHASES if kind == "final_accounts" else ("budget",):
        sides: list[list[Leaf]] = []
        for flows in _SIDES:
            mine = {at: f for at, f in points.items() if at.phase == phase and at.flow in flows and not at.topic}
            leaves, unmet = spread(mine)
            sides.append(_merged(leaves))
            left += [(u.fact, _why(u, leaves)) for u in unmet]
        sides = [list(_by_function(*sides)), list(_by_fund(*sides))]
        entries += [(Entry(x.coordinate, x.fen, Origin("", "")), x) for side in sides for x in side]
        entries += _topics(points, phase, left)
    strange = [f for at, f in points.items() if not at.topic and at.flow not in (*_SIDES[0], *_SIDES[1])]
    left += [(f, "没有指明是收入还是支出") for f in strange]
    if kind == "budget":
        left += [(f, "是预算数以外的数") for at, f in points.items() if at.phase in ("adjusted", "final")]
    found = layout_for(identity)
    ledger = Ledger(
        identity.body, identity.year, kind, "department" if identity.level == "department" else "unit",  # type: ignore[arg-type]
        layout or (found.id if found else ""), units_of(disclosure), tuple(e for e, _ in entries), last_year_of(last),
        _projects(disclosure, entries), (), words_of(disclosure, confirmed=True), counts_of(disclosure),
    )  # fmt: skip
    origins = origins_of(ledger)
    ledger = replace(ledger, entries=tuple(replace(e, origin=o) for e, o in zip(ledger.entries, origins, strict=True)))
    problems = (*_open(ledger, [x for _, x in entries]), *_disagreeing(left))
    return Imported(
        ledger,
        tuple(_source(x, disclosure) for _, x in entries),
        tuple(sorted(problems, key=lambda p: -p.severity)),
        tuple(left),
        len(disclosure.facts) - len(left) - len(last),
    )


def _sorted(disclosure: Disclosure, year: str) -> tuple[list[Fact], dict[Coordinate, Fact], list[Left]]:
    """The facts: last year's, this year's points (the more exact of two printings), and what is neither."""
    taken: dict[Coordinate, Fact] = {}
    left: list[Left] = []
    last: list[Fact] = []
    read: list[tuple[Coordinate, Fact]] = []
    for fact in disclosure.facts:
        at = fact.coordinate
        if at.year == str(int(year) - 1) and not (at.body or at.item) and at.phase in LAST_PHASES:
            last.append(fact)
            continue
        why = _unheld(at, year)
        if why:
            left.append((fact, why))
            continue
        at = _within(at)
        read.append((at, fact))
        if fact.amount.step < taken.setdefault(at, fact).amount.step:
            taken[at] = fact
    for at, fact in read:
        chosen = taken[at].amount
        if abs(fact.amount.value - chosen.value) > (fact.amount.step + chosen.step) // 2:
            left.append((fact, f"与另一处印的 {chosen.printed}{chosen.unit} 不符，取了那一处"))
    return last, taken, left


def _unheld(at: Coordinate, year: str) -> str:
    if at.year and at.year != year:
        return f"是 {at.year} 年的数"
    if at.body:
        return f"是按单位列出的“{at.body}”的数，要记在它自己的台账里"
    if at.item:
        return "是清单里逐项的数"
    if at.nature in _OTHER_CUTS:
        return f"是另一种分法（{label('nature', at.nature).zh}）的数，台账不这样分"
    return "" if at.phase in PHASES else "是执行数或增减数"


def _within(at: Coordinate) -> Coordinate:
    """The point as the ledger has it: what stands beside the year's income and expenditure is part of it there."""
    if at.flow in _BESIDE:
        flow, dimension, node = _BESIDE[at.flow]
        return at.at(flow=flow, **{dimension: getattr(at, dimension) or node})
    return at


def _merged(leaves: Iterable[Leaf]) -> list[Leaf]:
    """The leaves at nodes that the sheets have, one for each point; in the order of the sheets."""
    found: dict[Coordinate, Leaf] = {}
    for leaf in leaves:
        at = _settled(leaf.coordinate)
        before = found.get(at)
        found[at] = replace(
            leaf,
            coordinate=at,
            fen=leaf.fen + (before.fen if before else 0),
            facts=(*(before.facts if before else ()), *leaf.facts),
            guess=max(leaf.guess, before.guess if before else leaf.guess),
        )
    order = {n: i for i, n in enumerate((*FLOWS_IN, *FLOWS_OUT))}
    return sorted(found.values(), key=lambda x: (order.get(x.coordinate.flow, len(order)), x.coordinate))


def _by_function(came: list[Leaf], went: list[Leaf]) -> Iterator[Leaf]:
    """Income of a grant that no statement prints by function: it is appropriated by the functions it is spent on."""
    carried = {x.coordinate.fund for x in (*came, *went) if x.coordinate.flow not in ("income", "expenditure")}
    for leaf in came:
        at = leaf.coordinate
        spent = [x for x in went if x.coordinate.fund == at.fund and x.coordinate.flow == "expenditure"]
        sums: dict[str, int] = {}
        for x in spent:
            sums[x.coordinate.function] = sums.get(x.coordinate.function, 0) + x.fen
        apart = [x for x in came if x.coordinate.fund == at.fund]
        plain = at.flow == "income" and at.fund in _GRANTS and at.fund not in carried
        if plain and not at.function and len(apart) == 1 and "" not in sums and sum(sums.values()) == leaf.fen:
            for code, fen in sorted(sums.items()):
                facts = tuple(f for x in spent if x.coordinate.function == code for f in x.facts)
                yield replace(
                    leaf, coordinate=at.at(function=code), fen=fen, facts=(*leaf.facts, *facts), guess=_AS_SPENT
                )
        else:
            yield leaf


def _by_fund(came: list[Leaf], went: list[Leaf]) -> Iterator[Leaf]:
    """Expenditure of which only grants are told apart: the rest of a function is of its only other income."""
    for leaf in went:
        at = leaf.coordinate
        fund = ""
        if not at.fund and at.flow == "expenditure":
            fund = _only_fund(came, went, at.function) or _only_fund(came, went, "")
        yield replace(leaf, coordinate=at.at(fund=fund), guess=_AS_CAME) if fund else leaf


def _only_fund(came: list[Leaf], went: list[Leaf], function: str) -> str:
    """The fund of the other income (of a function) where it is one, and is what was spent of no known fund."""

    def mine(side: list[Leaf], flow: str) -> list[Leaf]:
        return [
            x for x in side
            if x.coordinate.flow == flow and x.coordinate.fund not in _GRANTS
            and contains("function", function, x.coordinate.function)
        ]  # fmt: skip

    income, spent = mine(came, "income"), mine(went, "expenditure")
    funds = {x.coordinate.fund for x in income}
    same = sum(x.fen for x in income) == sum(x.fen for x in spent)
    return funds.pop() if same and len(funds) == 1 and not any(x.coordinate.fund for x in spent) else ""


def _settled(at: Coordinate) -> Coordinate:
    """The point at nodes that the sheets have: the nearest above."""
    return at.at(fund=_choice("fund", at.fund, FUNDS), nature=_choice("nature", at.nature, NATURES))


def _choice(dimension: str, node: str, choices: Iterable[str]) -> str:
    choices = tuple(choices)
    at: str | None = node
    while at and at not in choices:
        at = parent(dimension, at)
    return at or node


def _topics(points: dict[Coordinate, Fact], phase: str, left: list[Left]) -> Iterator[tuple[Entry, Leaf]]:
    mine = {at: f for at, f in points.items() if at.topic and at.phase == phase}
    entered: dict[str, tuple[int, int]] = {}
    left_out: set[Coordinate] = set()
    for topic in TOPICS:
        found = sorted((at for at in mine if at.topic == topic and _bare(at)), key=_topic_rank)
        if found:
            fact = mine[found[0]]
            entered[topic] = fact.amount.value, fact.amount.step
            at = Coordinate(year=found[0].year, phase=phase, flow="expenditure", topic=topic)
            parts = _by_economy(mine, topic, fact)
            if parts:
                left_out.update(parts)
                for part in parts:
                    value = mine[part].amount
                    own = at.at(economy=part.economy)
                    yield Entry(own, value.value, Origin("", "")), Leaf(own, value.value, value.step, (mine[part],))
                continue
            yield (
                Entry(at, fact.amount.value, Origin("", "")),
                Leaf(at, fact.amount.value, fact.amount.step, (fact,)),
            )
    for at, fact in mine.items():
        why = "" if at in left_out or _sum_of(at, left_out) else _topic_left(at, fact, entered)
        if why:
            left.append((fact, why))


def _by_economy(mine: dict[Coordinate, Fact], topic: str, whole: Fact) -> list[Coordinate]:
    """The points of a topic by economic subject, where a statement lists them and they come to the whole.

    Only of 机关运行经费: it is not what 公用经费 is where a department has institutions too.
    """
    if topic != "agency_running":
        return []
    parts = [at for at in mine if at.topic == topic and len(at.economy) == _SUBJECT and not at.function]
    off = abs(sum(mine[at].amount.value for at in parts) - whole.amount.value)
    return parts if parts and off <= whole.amount.step * (len(parts) + 1) // 2 else []


def _sum_of(at: Coordinate, parts: set[Coordinate]) -> bool:
    """Whether ``at`` is a class of the subjects at ``parts``."""
    return bool(at.economy) and any(p.topic == at.topic and p.economy.startswith(at.economy) for p in parts)


def _bare(at: Coordinate) -> bool:
    others = (at.function, at.economy, at.gov_economy, at.nature, at.project)
    return not any(others) and at.fund in _TOPIC_FUNDS and at.flow in ("", "expenditure")


def _topic_rank(at: Coordinate) -> int:
    return _TOPIC_FUNDS.index(at.fund)


def _topic_left(at: Coordinate, fact: Fact, entered: dict[str, tuple[int, int]]) -> str:
    if not fact.amount.value and (at.topic in entered or not _bare(at)):
        return ""
    if not _bare(at):
        return "是事项里再分资金、科目或项目的数，“三公采购等”表只记合计"
    slack = fact.amount.step // 2
    if at.topic in entered:
        fen = entered[at.topic][0]
    else:
        parts = [p for p in _parts(at.topic) if p in entered]
        if not parts:
            return f"“{label('topic', at.topic).zh}”在台账里没有位置，或没有分项"
        fen = sum(entered[p][0] for p in parts)
        slack += sum(entered[p][1] for p in parts) // 2
    return "" if abs(fen - fact.amount.value) <= slack else f"与“三公采购等”表的 {yuan(fen)} 元不符"


def _parts(topic: str) -> list[str]:
    known = trees()
    return [t for t in TOPICS if t != topic and contains("topic", topic, t)] if ("topic", topic) in known.labels else []


def _why(unmet: Unmet, leaves: Iterable[Leaf]) -> str:
    at, value = unmet.fact.coordinate, unmet.fact.amount.value
    rest = value - unmet.fen
    # Money that may be what stands here, once the entry that holds it is completed.
    open_ = sum(x.fen for x in leaves if may_share(x.coordinate, at) and not under(x.coordinate, at))
    if rest > 0 and open_ >= rest:
        return f"还差 {yuan(rest)} 元没有分到这里：报表没有写明这笔钱的其他科目，请在台账中补全"
    return f"台账相应各行之和是 {yuan(unmet.fen)} 元，与它不符"


def _projects(disclosure: Disclosure, entries: Iterable[tuple[Entry, Leaf]]) -> tuple[LedgerProject, ...]:
    return projects_of(disclosure, (e.coordinate.project for e, _ in entries))


def records_of_import(imported: Imported) -> dict[str, list[Record]]:
    """The records of the ledger, each amount with the statements that it was taken from."""
    return with_sources(records_of_ledger(imported.ledger), imported.ledger, imported.sources)


def _row(origin: Origin) -> int:
    return int(origin.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


def _open(ledger: Ledger, leaves: list[Leaf]) -> Iterator[Problem]:
    """What the statements do not tell of an entry."""
    by_id = {f.id: f for f in forms(ledger.kind)}
    for entry, leaf in zip(ledger.entries, leaves, strict=True):
        at, row, sheet = entry.coordinate, _row(entry.origin), sheet_of(entry)
        form = by_id[sheet]
        if at.topic:
            continue
        money = f"{yuan(entry.fen)} 元"
        blank = [("fund", "资金来源")] if at.fund not in FUNDS else []
        if len(at.function) < 7:
            blank.append(("function", "功能科目"))
        if sheet == "expenditure" and at.flow == "expenditure":
            if not at.nature or at.nature == "basic":
                blank.append(("nature", "支出性质（人员经费还是公用经费）" if at.nature else "支出性质"))
            if at.nature == "project" and not at.project:
                blank.append(("project", "项目名称"))
            if not at.economy and at.nature in ("basic", "personnel", "public"):
                blank.append(("economy", "部门经济科目"))
        for key, name in blank:
            severity = Severity.ERROR if form.column(key).owed or key == "project" else Severity.WARNING
            yield Problem(
                severity, cell_of(form, key, row),
                Text(f"{money}：报表没有写明{name}，请补全（可拆成几行）", f"the statements do not tell the {key}"),
            )  # fmt: skip
        said, key = leaf.guess
        if said:
            column = next((c for c in form.columns if c.key == key), form.columns[0])
            zh = f"{money}：{column.head.removesuffix('编码')}{said}，请核对"
            yield Problem(
                Severity.HINT, cell_of(form, column.key, row), Text(zh, f"the {key} is inferred: please confirm")
            )


def _disagreeing(left: Iterable[Left]) -> Iterator[Problem]:
    for fact, why in left:
        if "不符" in why:
            zh = f"{spot_words(fact)} {point_words(fact)} {fact.amount.printed}{fact.amount.unit}：{why}"
            yield Problem(Severity.WARNING, Origin("导出表", ""), Text(zh, "does not agree with the entries"))


def _source(leaf: Leaf, disclosure: Disclosure) -> str:
    """The statements that an amount was taken from: by cell in a workbook, else by title and page."""
    said = []
    for fact in leaf.facts:
        statement = disclosure.statements[fact.statement] if 0 <= fact.statement < len(disclosure.statements) else None
        name = (statement.number or statement.title or statement.kind) if statement and not fact.place.sheet else ""
        said.append(f"{name} {spot_words(fact)}".strip())
    return "；".join(dict.fromkeys(said))
