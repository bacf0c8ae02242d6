"""What is left over from a template, or from another year or body, in a ledger's texts, projects and indicators."""

import re
from collections.abc import Iterator

from yusuan.catalog.layouts import layouts
from yusuan.catalog.normal import plain
from yusuan.ledger.form import FACTS, WORDS
from yusuan.ledger.records import Problem
from yusuan.ledger.records_of import yuan
from yusuan.model.finding import Severity
from yusuan.model.ledger import Indicator, Ledger, LedgerProject, Origin
from yusuan.model.text import Text

#: XX局, ××万元, 增加（减少）, 〔待填〕.
_RESIDUE = re.compile(
    r"[XxＸ×]{2,}(?![A-Za-z0-9])|\*{2,}|_{3,}|[〔【\[]\s*(?:待填|待补充|请填写)[^〕】\]]*[〕】\]]|"
    r"(?:增加|增长|上升)[（(/或](?:减少|下降)[）)]?|(?:减少|下降)[（(/或](?:增加|增长|上升)[）)]?"
)
_OF_YEAR = re.compile(r"(20[0-9]{2})\s*年度?[\u4e00-\u9fff]{0,8}?(?:预算|决算)")
_BODY = re.compile(
    r"^\s*(?:[一二三四五六七八九十（()）、.]+)?(?P<name>[\u4e00-\u9fff]{4,30}?(?:局|委员会|中心|办公室|厅))(?:是|主要职责|的主要)"
)
_NUMBER = re.compile(r"[0-9０-９一二三四五六七八九十百千万]")
_RANGE = ("≥", "≤", "＞", "＜")


def check_texts(ledger: Ledger) -> Iterator[Problem]:
    """Find what is wrong in the texts, the projects and their indicators, and the layout's name."""
    yield from _layout(ledger)
    yield from _residue(ledger)
    yield from _other_year(ledger)
    yield from _twice(ledger)
    for project in ledger.projects:
        yield from _project(ledger, project)
        yield from _indicators(project)


def _layout(ledger: Ledger) -> Iterator[Problem]:
    origin = Origin("单位信息", f"B{next(n for n, (k, *_) in enumerate(FACTS, 4) if k == 'layout')}")
    layout = next((x for x in layouts() if x.id == ledger.layout), None)
    if ledger.layout and layout is None:
        zh = f"没有版式“{ledger.layout}”，见 yusuan layout list"
        yield _found(Severity.ERROR, origin, zh, f"there is no layout {ledger.layout!r}")
    elif layout is not None and layout.kind and layout.kind != ledger.kind:
        zh = f"版式“{ledger.layout}”是{layout.name.zh}，与台账的种类不符"
        yield _found(Severity.ERROR, origin, zh, f"the layout is one of {layout.kind}")


def _residue(ledger: Ledger) -> Iterator[Problem]:
    texts = [(w.origin, w.text) for w in ledger.words] + [(r.origin, r.text) for r in ledger.reasons]
    for project in ledger.projects:
        texts += [(project.origin, t) for t in (project.name, project.target, project.annual_target)]
    for origin, text in texts:
        m = _RESIDUE.search(text)
        if m:
            around = text[max(0, m.start() - 6) : m.end() + 6].replace("\n", " ")
            zh = f"“{around}”像是模板里没有填完的地方"
            # 〔待填〕 was put there to be replaced: no one means it to be published.
            severity = Severity.ERROR if m[0][0] in "〔【[" else Severity.WARNING
            yield _found(severity, origin, zh, f"{m[0]!r} is left over from a template")


def _other_year(ledger: Ledger) -> Iterator[Problem]:
    for words in ledger.words:
        years = {int(y) for y in _OF_YEAR.findall(words.text)}
        if years and ledger.year and ledger.year not in years:
            zh = f"文字里写的是{'、'.join(f' {y} 年' for y in sorted(years))}的预算（决算），没有写到 {ledger.year} 年"
            yield _found(Severity.HINT, words.origin, zh, "speaks of another year's budget only")
        m = _BODY.match(words.text)
        if m and words.name in WORDS and not _is_own(ledger, m["name"]):
            zh = f"写的是“{m['name']}”，不是“{ledger.body}”"
            yield _found(Severity.HINT, words.origin, zh, f"speaks of {m['name']!r}, another body")


def _is_own(ledger: Ledger, name: str) -> bool:
    bare = plain(name)
    return any(bare in plain(n) or plain(n) in bare for n in (ledger.body, *ledger.units))


def _twice(ledger: Ledger) -> Iterator[Problem]:
    seen: dict[tuple[str, str], Origin] = {}
    named = [("文字", w.name, w.origin) for w in ledger.words] + [("原因", r.point, r.origin) for r in ledger.reasons]
    named += [("数量", c.name, c.origin) for c in ledger.counts]
    for sheet, name, origin in named:
        first = seen.setdefault((sheet, plain(name)), origin)
        if first is not origin:
            zh = f"与 {first.sheet}!{first.cell} 名称相同，只用前一个"
            yield _found(Severity.WARNING, origin, zh, "its name stands twice: the first is used")


def _project(ledger: Ledger, project: LedgerProject) -> Iterator[Problem]:
    if project.first_year and project.last_year and project.first_year > project.last_year:
        zh = f"起始年度 {project.first_year} 晚于结束年度 {project.last_year}"
        yield _found(Severity.ERROR, project.origin, zh, "it ends before it begins")
    elif ledger.year and project.last_year and project.last_year < ledger.year:
        zh = f"项目“{project.name}”到 {project.last_year} 年就结束了"
        yield _found(Severity.HINT, project.origin, zh, "the project has ended")
    spent = sum(
        e.fen
        for e in ledger.entries
        if e.coordinate.phase == "budget" and plain(e.coordinate.project) == plain(project.name)
    )
    if project.total_fen is not None and spent > project.total_fen:
        zh = f"项目“{project.name}”总金额 {yuan(project.total_fen)} 元，比本年的 {yuan(spent)} 元还小"
        yield _found(Severity.WARNING, project.origin, zh, "its total is less than this year's amount")


def _indicators(project: LedgerProject) -> Iterator[Problem]:
    seen: dict[tuple[str, str, str], Indicator] = {}
    for one in project.indicators:
        first = seen.setdefault((one.first, one.second, plain(one.name)), one)
        if first is not one:
            zh = f"指标“{one.name}”与 {first.origin.sheet}!{first.origin.cell} 重复"
            yield _found(Severity.WARNING, one.origin, zh, f"the indicator {one.name!r} stands twice")
        if one.operator in _RANGE and not _NUMBER.search(one.value):
            zh = f"指标“{one.name}”的符号是 {one.operator}，指标值“{one.value}”里没有数"
            yield _found(Severity.WARNING, one.origin, zh, f"{one.operator} needs a number")
        if one.weight < 0:
            yield _found(Severity.ERROR, one.origin, f"指标“{one.name}”的权重是负数", "a negative weight")


def _found(severity: Severity, origin: Origin, zh: str, en: str) -> Problem:
    return Problem(severity, origin, Text(zh, en))
