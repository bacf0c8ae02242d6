"""YS4-013: a list of what basic expenditure is made up of differs from its table."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from yusuan.catalog.codes import codes_named, names_of
from yusuan.catalog.normal import plain
from yusuan.check.rule import Checked, Context, NotApplicable, NotChecked, rule
from yusuan.model.coordinate import Coordinate
from yusuan.model.disclosure import Disclosure, Paragraph, Section
from yusuan.model.finding import Finding, Severity
from yusuan.model.place import Place
from yusuan.model.text import Text

_GROUP = 5  # digits of a group (款)
_EXCLUDED = frozenset({"contents", "cover", "glossary", "statements", "overview"})
#: 人员经费2152.26万元，主要包括：基本工资、…; 指用于… is a definition.
_LEAD = re.compile(
    r"(?P<kind>人员|公用)(?:经费|支出)(?P<between>[^。；;：:、]{0,40}?)[，,。]?(?:主要)?(?:包括|用于|为|是)\s*(?:了)?[:：]?\s*(?:[（(]?一[）)]?)?"
)
_DEFINED = re.compile(r"是?指|反映|为保障")
_MORE = re.compile(r"等(?:支出|费用|经费|方面|项目|科目|开支|内容)*$")
_CLASSES = {"人员": ("301", "303"), "公用": ("302", "307", "309", "310")}
_NATURES = {"人员": "personnel", "公用": "public"}
_NAMES = {"人员": "人员经费", "公用": "公用经费"}
#: A list of fewer subjects than this is a sentence, not a list of all there are.
_FEWEST = 4
#: A list belongs to its document where no more than this many of its subjects, and of the table's, lack a partner …
_MOST_APART = 2
#: … and for each of those there are so many that have one. Lists of every subject there is are a locality's form.
_FOR_EACH = 4


@dataclass(frozen=True, slots=True)
class _List:
    """``kind``: 人员 or 公用. ``open``: it ends with 等, so it may leave subjects out."""

    kind: str
    subjects: tuple[tuple[str, tuple[str, ...]], ...]
    open: bool
    section: Section
    place: Place


@dataclass(slots=True)
class _Table:
    """The economy codes of basic expenditure with an amount in every table, in any table, and those rounded away."""

    everywhere: set[str]
    anywhere: set[str]
    hidden: set[str]


@rule(
    code="YS4-013",
    name=Text("基本支出列举的科目与报表不符", "a list of subjects differs from the table of basic expenditure"),
    severity=Severity.ERROR,
    certainty=0.9,
    why=Text(
        "“主要包括”后列举的科目应是报表中有数的科目；列了没有数的、漏了有数的，多为沿用上年或他人文本。",
        "The subjects listed should be those with amounts; other lists are last year's, or another body's.",
    ),
    basis=Text(
        "《预算法实施条例》第六条：一般公共预算基本支出公开到经济分类款级科目",
        "Implementing regulation of the Budget Law, article 6: basic expenditure by economy to the group",
    ),
    wrong=Text(
        "人员经费主要包括：基本工资、退休费、个人农业生产补贴（表中没有数，奖励金有数）",
        "personnel: wages, pensions, farming subsidies (the table has none, but awards)",
    ),
    right=Text(
        "人员经费主要包括：基本工资、退休费、奖励金（与表一致）", "personnel: wages, pensions, awards (as the table)"
    ),
)
def listed(context: Context) -> Checked:
    """Compare 人员经费…主要包括：… with the rows of basic expenditure by economy that have amounts.

    Looked at: lists of at least four groups (款). Wrong: a subject without an amount, or one with an amount left
    out, in a list that is plainly the document's own: all but one or two of its subjects agree with the table, and all
    but one or two of the table's stand in it. Not flagged: lists of every subject there is (a locality's form), what
    等 leaves out, a subject that rounding may have printed as 0.00.
    """
    table = _table(context.disclosure)
    found = list(_lists(context.disclosure))
    if not found:
        raise NotApplicable(
            Text("情况说明没有列举基本支出的科目", "the narrative lists no subjects of basic expenditure")
        )
    if table is None:
        raise NotChecked(Text("没有读到按经济分类的基本支出", "no basic expenditure by economy was read"))
    by_nature = _by_nature(context.disclosure)
    findings = {f.key: f for one in found if (f := _finding(one, table, by_nature)) is not None}
    return Checked(len(found), tuple(findings.values()))


def _lists(disclosure: Disclosure) -> Iterator[_List]:
    for section in disclosure.sections:
        if section.kind in _EXCLUDED:
            continue
        for paragraph in section.paragraphs:
            if paragraph.text.count("、") >= _FEWEST - 1:
                yield from _in_paragraph(section, paragraph)


def _in_paragraph(section: Section, paragraph: Paragraph) -> Iterator[_List]:
    text = paragraph.text
    for m in _LEAD.finditer(text):
        if _DEFINED.search(m["between"]):
            continue
        end = re.search(r"[。；;]|[，,：:](?=[^、]*(?:公用|人员|元|年))", text[m.end() :])
        listing = plain(text[m.end() : m.end() + end.start() if end else len(text)])
        items = [i.strip() for i in listing.split("、")]
        more = _MORE.search(items[-1]) is not None
        items[-1] = _MORE.sub("", items[-1])
        named = [(i, _codes(i)) for i in items]
        known = tuple((i, codes) for i, codes in named if codes)
        if len(known) >= _FEWEST and len(known) == len(named):
            yield _List(m["kind"], known, more, section, paragraph.place_of(m.start()))


def _codes(name: str) -> tuple[str, ...]:
    return tuple(c for c in codes_named("economy", name) if len(c) == _GROUP)


def _table(disclosure: Disclosure) -> _Table | None:
    """What the tables of basic expenditure by economy have, in the document's own year; None without one."""
    tables: dict[int, dict[str, int]] = defaultdict(dict)
    classes: dict[int, dict[str, int]] = defaultdict(dict)
    for fact in disclosure.facts:
        at = fact.coordinate
        if _is_row(at) and at.year == str(disclosure.identity.year):
            own = (tables if len(at.economy) == _GROUP else classes)[fact.statement]
            own[at.economy] = max(own.get(at.economy, 0), abs(fact.amount.value))
    if not tables:
        return None
    with_amounts = [{c for c, v in own.items() if v} for own in tables.values()]
    hidden = {c for n, own in tables.items() for c in own if _may_hide(c, own, classes[n])}
    return _Table(set.intersection(*with_amounts), set.union(*with_amounts), hidden)


def _is_row(at: Coordinate) -> bool:
    """Whether a point is basic expenditure of the document's own body, by economy alone."""
    narrowed = at.function or at.body or at.topic
    return len(at.economy) in (3, _GROUP) and at.nature in ("basic", "personnel", "public") and not narrowed


def _may_hide(code: str, own: dict[str, int], classes: dict[str, int]) -> bool:
    """Whether a printed zero may be an amount rounded away: its class is more than the groups printed under it."""
    whole = classes.get(code[:3], 0)
    return not own[code] and whole > sum(v for c, v in own.items() if c.startswith(code[:3]))


def _by_nature(disclosure: Disclosure) -> dict[str, set[str]]:
    """The codes with an amount in a column of 人员经费 and of 公用经费, where the table has such columns."""
    found: dict[str, set[str]] = defaultdict(set)
    for fact in disclosure.facts:
        at = fact.coordinate
        if len(at.economy) == _GROUP and at.nature in _NATURES.values() and fact.amount.value and not at.function:
            found[at.nature].add(at.economy)
    return found


def _finding(one: _List, table: _Table, by_nature: dict[str, set[str]]) -> Finding | None:
    within = by_nature.get(_NATURES[one.kind])
    own = {c for c in table.everywhere if (c in within if within else c.startswith(_CLASSES[one.kind]))}
    named = {c for _, codes in one.subjects for c in codes}
    empty = [(name, codes) for name, codes in one.subjects if not table.anywhere.intersection(codes)]
    absent = sorted(own - named)
    agreed = len(one.subjects) - len(empty)
    apart = max(len(empty), len(absent))
    if not apart or apart > _MOST_APART or agreed < _FOR_EACH * apart:
        return None
    wrong = [name for name, codes in empty if not table.hidden.intersection(codes)]
    left_out = [] if one.open else [names_of("economy", c)[0] for c in absent]
    if not (wrong or left_out or empty):
        return None
    severity = Severity.ERROR if wrong else Severity.WARNING if left_out else Severity.HINT
    told = [f"列有“{'、'.join(wrong or [n for n, _ in empty])}”而报表中没有数"] if empty else []
    told += [f"未列报表中有数的“{'、'.join(left_out)}”"] if left_out else []
    told += ["或因四舍五入印为 0"] if empty and not wrong else []
    listing = _NAMES[one.kind]
    return listed.finding(
        Text(
            f"“{listing}”列举的科目与基本支出表不符：{'，'.join(told)}。",
            f"the subjects listed under {listing} differ from the table of basic expenditure: {', '.join(told)}.",
        ),
        one.place,
        f"{_NATURES[one.kind]} {' '.join([*(n for n, _ in empty), *left_out])}",
        printed="、".join(n for n, _ in empty),
        expected="、".join(left_out),
        severity=severity,
    )
