"""YS4-034: the amount that the narrative gives a unit is not the one that the tables have for it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from yusuan.catalog.normal import bare_label, plain
from yusuan.check.rule import Checked, Context, NotApplicable, rule
from yusuan.check.rules.ys4._book import agree
from yusuan.check.rules.ys4._say import table_words
from yusuan.check.rules.ys4.amount import slip
from yusuan.model.amount import Amount, format_amount, parse_amount
from yusuan.model.disclosure import Section
from yusuan.model.fact import Fact
from yusuan.model.finding import Finding, Severity
from yusuan.model.place import Place
from yusuan.model.text import Text

_EXCLUDED = frozenset({"contents", "cover", "glossary", "statements", "overview"})
_FIGURE = r"(?P<figure>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*(?P<unit>亿元|万元|元)"
#: Behind a unit's name: 2026年部门预算 41.20 万元
_TOTAL = re.compile(
    rf"(?:20\d\d年度?)?(?:部门|单位)?(?:收支|支出|收入)?(?:总)?预算(?:总额|总数|合计|总计|收入|支出|安排)?(?:为|共计?)?\s*{_FIGURE}"
)
_PROJECTS = re.compile(rf"(?<![\u4e00-\u9fff])项目支出(?:预算)?(?:为|共计?)?\s*{_FIGURE}")
_TOTALS = ("in_total", "out_total", "income", "expenditure")
_FEWEST_UNITS = 2
_NAME = 6  # characters of a name that a line may break off


@dataclass(frozen=True, slots=True)
class _Said:
    """An amount of a unit: ``what`` it is, and the cells that it may be."""

    unit: str
    what: str
    amount: Amount
    place: Place
    facts: tuple[Fact, ...]


@rule(
    code="YS4-034",
    name=Text("说明中的单位金额与报表不符", "a unit's amount in the narrative is not the tables'"),
    severity=Severity.ERROR,
    certainty=0.9,
    why=Text(
        "说明按单位列出的预算和项目支出，应与报表中该单位的数一致。",
        "What the narrative gives each unit is what the tables have for it.",
    ),
    basis=Text("《预算法》第十四条（公开时作出说明）", "Budget Law, article 14: what is published is explained"),
    wrong=Text("某市测绘院预算 41.20 万元（收入总表：42.10）", "41.20; the table of income has 42.10"),
    right=Text("某市测绘院预算 42.10 万元（收入总表：42.10）", "42.10 in both"),
)
def unit_amounts(context: Context) -> Checked:
    """Hold what stands in a section headed by a unit's name against the tables' cells of that unit.

    Looked at: “…（单位名）预算 N 万元” and “项目支出 N 万元” of the document's year. Wrong: none of the cells of the
    unit's total, or of its project expenditure, has the amount. Not flagged: units that the tables do not list.
    """
    cells = _cells(context)
    said = [one for s in context.disclosure.sections if s.kind not in _EXCLUDED for one in _said(s, cells)]
    if not said:
        raise NotApplicable(Text("说明没有按单位列出金额", "the narrative gives no amounts by unit"))
    wrong = (o for o in said if not any(agree(o.amount, f.amount) or slip(o.amount, f.amount) for f in o.facts))
    findings = {f.key: f for f in (_finding(context, one) for one in wrong)}
    return Checked(len(said), tuple(findings.values()))


def _cells(context: Context) -> dict[str, dict[str, tuple[Fact, ...]]]:
    """For each unit that the tables list the cells of its total and of its projects."""
    year = str(context.disclosure.identity.year)
    found: dict[str, dict[str, tuple[Fact, ...]]] = {}
    for fact in context.disclosure.facts:
        at = fact.coordinate
        narrow = at.function or at.economy or at.gov_economy or at.project or at.topic
        if not at.body or at.year != year or at.phase != "budget" or narrow or not fact.amount.value:
            continue
        what = "预算" if at.flow in _TOTALS and not at.nature else "项目支出" if at.nature == "project" else ""
        if what and not (what == "预算" and at.fund):
            kinds = found.setdefault(plain(at.body), {})
            kinds[what] = (*kinds.get(what, ()), fact)
    found.pop(plain(context.disclosure.identity.body), None)  # the department itself
    # The longest name first: 某局（本级） before 某局.
    return {u: found[u] for u in sorted(found, key=len, reverse=True)} if len(found) >= _FEWEST_UNITS else {}


def _said(section: Section, cells: dict[str, dict[str, tuple[Fact, ...]]]) -> Iterator[_Said]:
    unit = next((u for h in reversed(section.path) if (u := bare_label(h)[0]) in cells), "")
    if not unit:
        return
    for paragraph in section.paragraphs:
        label = bare_label(paragraph.text)[0]
        # A heading over two lines may stand among the paragraphs: from there on it is of another unit.
        unit = next((u for u in cells if label.startswith(u) or (len(label) >= _NAME and u.startswith(label))), unit)
        for what, pattern in (("预算", _TOTAL), ("项目支出", _PROJECTS)):
            facts = cells[unit].get(what, ())
            m = pattern.search(paragraph.text) if facts else None
            if m is None or (what == "预算" and plain(paragraph.text[: m.start()]) != unit):
                continue
            amount = parse_amount(m["figure"], m["unit"])
            if amount is not None:
                yield _Said(unit, what, amount, paragraph.place_of(m.start("figure")), facts)


def _finding(context: Context, one: _Said) -> Finding:
    fact = one.facts[0]
    printed = f"{one.amount.printed}{one.amount.unit}"
    expected = format_amount(fact.amount.value, one.amount.unit) + one.amount.unit
    table, has = table_words(context, fact), f"{fact.amount.printed}{fact.amount.unit}"
    return Finding(
        code="YS4-034",
        severity=Severity.ERROR,
        certainty=0.9,
        message=Text(
            f"“{one.unit}”{one.what}写 {printed}，{table}为 {has}，应为 {expected}。",
            f"“{one.unit}” has {printed}; {table} has {has}.",
        ),
        place=one.place,
        key=f"YS4-034:{one.unit}:{one.what}",
        also=(fact.place,),
        printed=printed,
        expected=expected,
        difference=one.amount.value - fact.amount.value,
        statement=fact.statement,
    )
