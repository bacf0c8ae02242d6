"""What does not fit together in a row of amounts, or between this year's rows and last year's."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from yusuan.catalog.codes import funds_of
from yusuan.catalog.normal import plain
from yusuan.catalog.trees import contains, label
from yusuan.ledger.form import forms
from yusuan.ledger.records import Problem, cell_of
from yusuan.ledger.records_of import sheet_of, yuan
from yusuan.model.finding import Severity
from yusuan.model.ledger import Entry, Ledger, Origin
from yusuan.model.text import Text

#: 财预〔2017〕98号: the government's classes that a class of departmental economic subjects is spent under.
_GOVERNMENT = {
    "301": ("501", "505"), "302": ("502", "505"), "303": ("509",), "307": ("511", "512"), "309": ("504", "506"),
    "310": ("503", "506"), "311": ("507", "508"), "312": ("507", "508"), "313": ("510",),
}  # fmt: skip
#: What localities count on the other side: 工会经费, 福利费, 其他交通费用, 其他商品服务, 医疗费 and 生活补助.
_EITHER = frozenset({"30228", "30229", "30239", "30299", "30114", "30305", "30307"})
_KIND = {"301": "personnel", "303": "personnel", "302": "public", "309": "public", "310": "public"}
_GRANTS = ("general", "govfund", "capital")
#: As many figures are not the same by chance.
_SAME = 5
_FACTOR = 10_000


def check_rows(ledger: Ledger) -> Iterator[Problem]:
    """Find what does not fit in the rows of amounts."""
    yield from _subjects(ledger)
    yield from _unfinished(ledger)
    yield from _signs(ledger)
    yield from _functions(ledger.entries)
    yield from _unchanged(ledger)


def cell(ledger: Ledger, entry: Entry, key: str) -> Origin:
    """The cell of another column in the row of ``entry``."""
    form = next(f for f in forms(ledger.kind) if f.id == sheet_of(entry))
    row = entry.origin.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return cell_of(form, key, int(row)) if row else entry.origin


def _subjects(ledger: Ledger) -> Iterator[Problem]:
    for entry in ledger.entries:
        at = entry.coordinate
        funds = funds_of(at.function) if at.fund in _GRANTS else frozenset()
        if funds and at.fund not in funds:
            names = "、".join(label("fund", f).zh for f in sorted(funds))
            zh = f"功能科目 {at.function} 属于{names}，资金来源却是{label('fund', at.fund).zh}"
            yield _found(Severity.WARNING, cell(ledger, entry, "fund"), zh, f"{at.function} is not of {at.fund}")
        kind = _KIND.get(at.economy[:3])
        if kind and at.nature in ("personnel", "public") and kind != at.nature and at.economy not in _EITHER:
            zh = f"经济科目 {at.economy} 一般是{label('nature', kind).zh}，支出性质却是{label('nature', at.nature).zh}"
            yield _found(Severity.HINT, cell(ledger, entry, "nature"), zh, f"{at.economy} is usually {kind}")
        classes = _GOVERNMENT.get(at.economy[:3])
        if classes and at.gov_economy and not at.gov_economy.startswith(classes):
            zh = f"部门经济科目 {at.economy} 一般对应政府经济科目 {'、'.join(classes)} 类，这里是 {at.gov_economy}"
            origin = cell(ledger, entry, "gov_economy")
            yield _found(Severity.HINT, origin, zh, f"{at.economy} is usually under {'/'.join(classes)}")


def _unfinished(ledger: Ledger) -> Iterator[Problem]:
    """Basic expenditure of the general budget is published by economic subjects (预算法实施条例第六条)."""
    basic = [
        e for e in ledger.entries
        if e.coordinate.flow == "expenditure" and e.coordinate.fund == "general" and not e.coordinate.topic
        and contains("nature", "basic", e.coordinate.nature) and e.coordinate.nature
    ]  # fmt: skip
    told = any(e.coordinate.economy for e in basic)
    for entry in basic:
        if not entry.coordinate.economy and entry.fen:
            zh = "基本支出没有写部门经济科目，按经济分类的表会少这笔钱"
            severity = Severity.ERROR if told else Severity.WARNING
            yield _found(severity, cell(ledger, entry, "economy"), zh, "basic expenditure without economic subject")
        elif entry.coordinate.nature == "basic" and entry.coordinate.economy:
            zh = "没有写明是人员经费还是公用经费"
            yield _found(Severity.WARNING, cell(ledger, entry, "nature"), zh, "neither personnel nor running costs")


def _signs(ledger: Ledger) -> Iterator[Problem]:
    for entry in ledger.entries:
        if entry.fen < 0:
            # Final accounts may take back what an earlier year spent; a budget plans nothing below zero.
            severity = Severity.ERROR if entry.coordinate.phase == "budget" else Severity.WARNING
            yield _found(severity, entry.origin, f"金额 {yuan(entry.fen)} 是负数", "a negative amount")


def _functions(entries: Iterable[Entry]) -> Iterator[Problem]:
    seen: dict[str, dict[str, Entry]] = defaultdict(dict)
    for entry in entries:
        at = entry.coordinate
        if at.project and at.function:
            seen[plain(at.project)].setdefault(at.function, entry)
    for found in seen.values():
        if len(found) > 1:
            last = list(found.values())[-1]
            zh = f"项目“{last.coordinate.project}”列在几个功能科目：{'、'.join(sorted(found))}"
            yield _found(Severity.HINT, last.origin, zh, "a project in several functions")


def _unchanged(ledger: Ledger) -> Iterator[Problem]:
    """Last year's figures that are all this year's, or 10,000 times as much."""
    phase = "final" if ledger.kind == "final_accounts" else "budget"
    now: dict[tuple[str, str], int] = defaultdict(int)
    for entry in ledger.entries:
        at = entry.coordinate
        if at.flow == "expenditure" and at.phase == phase and at.function and not at.topic:
            now[at.function, at.fund if at.fund in _GRANTS else ""] += entry.fen
    pairs = []
    for entry in ledger.last_year:
        at = entry.coordinate
        others = (at.economy, at.gov_economy, at.nature, at.project, at.topic)
        if at.flow == "expenditure" and at.phase == phase and not any(others):
            this = now.get((at.function, at.fund))
            if this and entry.fen:
                pairs.append((entry, this))
    if len(pairs) >= _SAME and all(entry.fen == this for entry, this in pairs):
        zh = f"上年数与本年数全部相同（比了 {len(pairs)} 个功能科目），请核对是不是把本年的数填成了上年数"
        yield _found(Severity.HINT, pairs[0][0].origin, zh, "last year's figures are all this year's")
    if len(pairs) >= _SAME:
        before, this_year = sum(e.fen for e, _ in pairs), sum(t for _, t in pairs)
        if this_year > _FACTOR // 10 * before or before > _FACTOR // 10 * this_year:
            zh = f"本年这些科目合计 {yuan(this_year)} 元，上年 {yuan(before)} 元：有一边的单位可能是万元"
            yield _found(Severity.WARNING, pairs[0][0].origin, zh, "one side may be in units of 10,000 yuan")


def _found(severity: Severity, origin: Origin, zh: str, en: str) -> Problem:
    return Problem(severity, origin, Text(zh, en))
