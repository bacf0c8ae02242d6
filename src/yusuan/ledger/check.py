"""What is inconsistent in a ledger, before anything is composed of it: by sheet and cell."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from yusuan.catalog.codes import names_of
from yusuan.catalog.normal import plain
from yusuan.catalog.trees import contains, label
from yusuan.ledger.check_rows import cell, check_rows
from yusuan.ledger.check_texts import check_texts
from yusuan.ledger.form import FLOWS_IN, FLOWS_OUT, PURCHASES, WORDS
from yusuan.ledger.records import Problem
from yusuan.ledger.records_of import yuan
from yusuan.model.coordinate import Coordinate
from yusuan.model.finding import Severity
from yusuan.model.ledger import Entry, Ledger, LedgerProject, Origin
from yusuan.model.text import Text

_EXPENDITURE, _WORDS, _LAST = "支出", "文字", "上年数"
#: Topics of which another is a part: a part may not be greater.
_PARTS = {"small_firms": ("goods", "works", "services"), "small_and_micro": ("small_firms",)}
#: Topics that are another name for an economic subject: what the subject's basic expenditure holds is a part of them.
_NAMED = {"abroad": ("30212",), "reception": ("30217",), "vehicle_running": ("30231",)}
_TEXTS = ("duties", "organisation")
_WHOLE = 10_000
_WAN = 10_000


def check_ledger(ledger: Ledger) -> tuple[Problem, ...]:
    """Find everything that does not agree, worst first within each sheet's order."""
    found = [
        *_codes(ledger), *_projects_named(ledger), *_twice(ledger.entries), *_balance(ledger),
        *_topics(ledger), *_purchases(ledger), *_targets(ledger.projects), *_owed(ledger), *check_rows(ledger),
        *check_texts(ledger),
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda p: -p.severity))


def _error(origin: Origin, zh: str, en: str) -> Problem:
    return Problem(Severity.ERROR, origin, Text(zh, en))


def _warning(origin: Origin, zh: str, en: str) -> Problem:
    return Problem(Severity.WARNING, origin, Text(zh, en))


def _codes(ledger: Ledger) -> Iterator[Problem]:
    wanted = {"function": ("功能科目", 7), "economy": ("部门经济科目", 5), "gov_economy": ("政府经济科目", 5)}
    for entry in ledger.entries:
        for dimension, (name, digits) in wanted.items():
            code = getattr(entry.coordinate, dimension)
            where = cell(ledger, entry, dimension) if code else entry.origin
            if code and len(code) < digits:
                zh = f"{name} {code} 不是明细科目，应为 {digits} 位"
                yield _error(where, zh, f"{code} is no leaf: it should have {digits} digits")
            elif code and not names_of(dimension, code[:digits]):  # type: ignore[arg-type]
                # Of a subject that no statement needs by its name a list that lags behind says nothing.
                told = _warning if dimension == "gov_economy" else _error
                zh = f"{name} {code} 不在科目表中，请从下拉列表里选，或改成科目表里的编码"
                yield told(where, zh, f"{code} is not in the list")


def _projects_named(ledger: Ledger) -> Iterator[Problem]:
    known = {plain(p.name) for p in ledger.projects}
    used = set()
    for entry in ledger.entries:
        at = entry.coordinate
        if at.nature == "project" and not at.project:
            yield _error(entry.origin, "项目支出没有写明项目名称", "project expenditure without its project")
        if at.project:
            used.add(plain(at.project))
            if at.nature and at.nature != "project":
                zh = f"写了项目“{at.project}”，性质却是{label('nature', at.nature).zh}"
                yield _warning(entry.origin, zh, "a project, but its nature is not project expenditure")
            if plain(at.project) not in known:
                zh = f"项目“{at.project}”不在“项目”表中"
                yield _error(entry.origin, zh, f"the project {at.project!r} is not in the sheet of projects")
    if ledger.projects and not used:
        zh = f"“项目”表有 {len(ledger.projects)} 个项目，“支出”表却没有一行写了项目名称"
        yield _warning(ledger.projects[0].origin, zh, "no row of expenditure names a project")
        return
    for project in ledger.projects:
        if plain(project.name) not in used:
            zh = f"项目“{project.name}”在“支出”表中没有金额"
            yield _warning(project.origin, zh, f"the project {project.name!r} has no amount")


def _twice(entries: Iterable[Entry]) -> Iterator[Problem]:
    seen: dict[Coordinate, Entry] = {}
    for entry in entries:
        first = seen.setdefault(entry.coordinate, entry)
        if first is not entry:
            where = f"{first.origin.sheet}!{first.origin.cell}"
            zh = f"与 {where} 各项相同，会相加；重复录入的请删去一行"
            yield _warning(entry.origin, zh, f"the same as {where}: both are added up")


def _balance(ledger: Ledger) -> Iterator[Problem]:
    """Funds in and out agree, fund by fund, in each phase."""
    sums: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for entry in ledger.entries:
        at = entry.coordinate
        if not at.topic and at.flow in (*FLOWS_IN, *FLOWS_OUT):
            fund = "general" if contains("fund", "general", at.fund) else at.fund
            sums[at.phase, fund][at.flow in FLOWS_OUT] += entry.fen
    for phase in sorted({p for p, _ in sums}):
        total = [sum(s[side] for (p, _), s in sums.items() if p == phase) for side in (0, 1)]
        origin = Origin(_EXPENDITURE, "A1")
        name = label("phase", phase).zh
        if total[0] != total[1]:
            gap = yuan(total[0] - total[1])
            zh = f"{name}：收入总计 {yuan(total[0])} 元，支出总计 {yuan(total[1])} 元，相差 {gap} 元"
            yield _error(origin, zh, f"{phase}: funds in {yuan(total[0])}, out {yuan(total[1])}")
            yield from _in_ten_thousands(ledger.entries, phase, total[1] - total[0])
            continue
        for (p, fund), (came, went) in sorted(sums.items()):
            if p == phase and came != went and contains("fund", "grant", fund):
                zh = f"{name}：{label('fund', fund).zh}收入 {yuan(came)} 元，支出 {yuan(went)} 元"
                yield _warning(origin, zh, f"{phase}, {fund}: in {yuan(came)}, out {yuan(went)}")


def _in_ten_thousands(entries: Iterable[Entry], phase: str, gap: int) -> Iterator[Problem]:
    """An amount that would close the ``gap`` (out less in) if it were 10,000 times as much was typed in 万元."""
    for entry in entries:
        at = entry.coordinate
        side = 1 if at.flow in FLOWS_IN else -1
        moved = at.phase == phase and not at.topic and at.flow in (*FLOWS_IN, *FLOWS_OUT)
        if moved and entry.fen and entry.fen * (_WAN - 1) * side == gap:
            zh = f"{yuan(entry.fen)} 像是按万元填的：填成 {yuan(entry.fen * _WAN)} 元，收支就平了"
            yield _error(entry.origin, zh, f"{yuan(entry.fen)} seems to be in units of 10,000 yuan")


def _purchases(ledger: Ledger) -> Iterator[Problem]:
    """The items of procurement come to what is entered for their kind, where both are."""
    for entry in ledger.entries:
        topic = entry.coordinate.topic
        if topic not in PURCHASES or not ledger.purchases or entry.coordinate.phase not in ("", "budget"):
            continue
        whole = sum(e.fen for e in ledger.entries if e.coordinate.topic == topic and e.coordinate.phase == "budget")
        listed = sum(p.fen for p in ledger.purchases if p.topic == topic)
        if whole != listed:
            zh = f"{label('topic', topic).zh} {yuan(whole)} 元，“政府采购”表各项之和是 {yuan(listed)} 元，请核对"
            yield _error(entry.origin, zh, f"{topic}: the items come to {yuan(listed)}")


def _topics(ledger: Ledger) -> Iterator[Problem]:
    topics = {(e.coordinate.phase, e.coordinate.topic): e for e in ledger.entries if e.coordinate.topic}
    for (phase, topic), entry in topics.items():
        wholes = [topics[phase, w].fen for w in _PARTS.get(topic, ()) if (phase, w) in topics]
        if wholes and entry.fen > sum(wholes):
            zh = f"{label('topic', topic).zh} {yuan(entry.fen)} 元，比政府采购 {yuan(sum(wholes))} 元还大"
            yield _error(entry.origin, zh, f"{topic} is greater than the whole")
        spent = sum(
            e.fen
            for e in ledger.entries
            if e.coordinate.phase == phase and e.coordinate.economy in _NAMED.get(topic, ())
            and contains("fund", "grant", e.coordinate.fund)
        )  # fmt: skip
        if spent > entry.fen:
            zh = f"{label('topic', topic).zh} {yuan(entry.fen)} 元，比“支出”表相应科目的财政拨款 {yuan(spent)} 元还小"
            yield _error(entry.origin, zh, f"{topic} is less than its own subject, {yuan(spent)}")


def _targets(projects: Iterable[LedgerProject]) -> Iterator[Problem]:
    names: dict[str, LedgerProject] = {}
    projects = tuple(projects)
    any_told = any(p.indicators for p in projects)
    if projects and not any_told:
        zh = f"{len(projects)} 个项目都没有绩效指标"
        yield _warning(Origin("绩效指标", "A4"), zh, "no project has indicators")
    for project in projects:
        if names.setdefault(plain(project.name), project) is not project:
            yield _error(project.origin, f"项目“{project.name}”重复", f"the project {project.name!r} stands twice")
        if not project.target:
            yield _error(project.origin, f"项目“{project.name}”没有总体目标", f"{project.name!r} has no target")
        elif plain(project.target) in (plain(project.name), plain(project.code)):
            yield _error(project.origin, "总体目标只是项目的名称或编号", "the target is the project's name or number")
        weights = [i.weight for i in project.indicators]
        if any(weights) and sum(weights) != _WHOLE:
            total = yuan(sum(weights)).removesuffix(".00")
            zh = f"项目“{project.name}”的指标权重之和是 {total}，不是 100"
            yield _error(project.origin, zh, f"the weights of {project.name!r} add up to {total}")
        if not project.indicators and any_told:
            yield _warning(project.origin, f"项目“{project.name}”没有绩效指标", f"{project.name!r} has no indicators")


def _owed(ledger: Ledger) -> Iterator[Problem]:
    given = {w.name for w in ledger.words}
    for name in _TEXTS:
        if name not in given:
            yield _error(Origin(_WORDS, "A4"), f"缺少“{WORDS[name]}”", f"the text {name!r} is missing")
    for one in ledger.words:
        if not one.confirmed:
            yield _warning(
                one.origin, f"“{WORDS.get(one.name, one.name)}”沿用上年文字，尚未确认", f"{one.name!r} is not confirmed"
            )
    if not ledger.last_year:
        yield _warning(
            Origin(_LAST, "A4"),
            "没有上年数，文字说明无法写增减变化；有去年公开的文本，可用 yusuan ledger from 填入",
            "no figures of last year",
        )
    if not any(e.coordinate.flow == "expenditure" for e in ledger.entries):
        yield _error(Origin("收入", "A4"), "还没有填收入：一行一笔，写资金来源、功能科目和金额", "no income")
        yield _error(
            Origin(_EXPENDITURE, "A4"), "还没有填支出：一行一笔，写功能科目、资金来源、支出性质和金额", "no expenditure"
        )
