"""YS4-033: the amount that the narrative gives a project is not the one that the tables have for it."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from yusuan.catalog.normal import plain
from yusuan.check.rule import Checked, Context, NotApplicable, rule
from yusuan.check.rules.ys4._book import agree
from yusuan.check.rules.ys4._digits import is_slip
from yusuan.check.rules.ys4._say import table_words
from yusuan.check.rules.ys4.amount import slip
from yusuan.model.amount import Amount, format_amount, parse_amount
from yusuan.model.fact import Fact
from yusuan.model.finding import Finding, Severity
from yusuan.model.place import Place
from yusuan.model.text import Text

_EXCLUDED = frozenset({"contents", "cover", "glossary", "statements", "overview"})
#: 1.统计管理 352.27 万元 · （2）专项普查活动预算 110 万元
_ITEM = re.compile(
    r"\s*(?:\d{1,2}\s*[.．、](?!\d)|[（(][\d一二三四五六七八九十]{1,3}[）)])\s*"
    r"(?P<name>[^\d。；;，,：:][^。；;，,：:]{2,60}?)(?:项目)?(?:预算|经费|支出)?(?:安排|为|共计?)?\s*"
    r"(?P<figure>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*(?P<unit>亿元|万元|元)(?=[，,。；;：:]|$)"
)
_SHORTEST = 4  # characters of a name: 其他, 培训 are not of one project


@dataclass(frozen=True, slots=True)
class _Said:
    """An amount that a numbered paragraph gives a project."""

    name: str
    amount: Amount
    place: Place
    heading: str


@rule(
    code="YS4-033",
    name=Text("说明中的项目金额与报表不符", "a project's amount in the narrative is not the tables'"),
    severity=Severity.ERROR,
    certainty=0.9,
    why=Text(
        "说明逐项列出的项目，金额应与项目支出表一致。",
        "A project that the narrative lists has the amount of the list of projects.",
    ),
    basis=Text("《预算法》第十四条（公开时作出说明）", "Budget Law, article 14: what is published is explained"),
    wrong=Text("1.基准站网维护 35.27 万元，用于……（项目支出表：352.70）", "35.27; the list of projects has 352.70"),
    right=Text("1.基准站网维护 352.70 万元，用于……（项目支出表：352.70）", "352.70 in both"),
)
def project_amounts(context: Context) -> Checked:
    """Hold numbered paragraphs that open with a project's name and an amount against the tables' rows of that name.

    Wrong: none of the rows has the amount, where the tables have one amount only for the name in this year; or where
    they have several (of units, of funds) and a slip of the pen would make it one of them. Not flagged: names that no
    table has, sums of several rows.
    """
    rows: dict[str, list[Fact]] = defaultdict(list)
    year = str(context.disclosure.identity.year)
    for fact in context.disclosure.facts:
        at = fact.coordinate
        if at.project and at.year == year and not at.topic and at.flow in ("", "expenditure"):
            rows[_name(at.project)].append(fact)
    said = [one for one in _said(context) if one.name in rows]
    if not said:
        raise NotApplicable(Text("说明中没有逐项列出报表中的项目", "the narrative lists no project of the tables"))
    found = ((one, _contradicted(one.amount, rows[one.name])) for one in said)
    findings = {f.key: f for one, fact in found if fact is not None for f in (_finding(context, one, fact),)}
    return Checked(len(said), tuple(findings.values()))


def _name(text: str) -> str:
    return plain(text).removesuffix("项目").removesuffix("经费")


def _said(context: Context) -> Iterator[_Said]:
    for section in context.disclosure.sections:
        if section.kind in _EXCLUDED:
            continue
        for paragraph in section.paragraphs:
            m = _ITEM.match(paragraph.text)
            amount = None if m is None else parse_amount(m["figure"], m["unit"])
            if m is not None and amount is not None and len(_name(m["name"])) >= _SHORTEST:
                heading = section.path[-1] if section.path else "情况说明"
                yield _Said(_name(m["name"]), amount, paragraph.place_of(m.start("figure")), heading)


def _contradicted(amount: Amount, facts: list[Fact]) -> Fact | None:
    """The row that an amount contradicts; None where it is one of them, their sum, or may be of rows not told apart."""
    if any(agree(amount, f.amount) or slip(amount, f.amount) for f in facts):
        return None  # a wrong unit is YS4-010's and YS4-022's
    whole = [f for f in facts if not f.coordinate.fund and f.amount.value] or [f for f in facts if f.amount.value]
    values = {f.amount.value for f in whole}
    if abs(sum(values) - amount.value) <= amount.step:
        return None
    if len(values) == 1:
        return whole[0]
    return next((f for f in whole if is_slip(amount, f.amount.value)), None)


def _finding(context: Context, one: _Said, fact: Fact) -> Finding:
    printed = f"{one.amount.printed}{one.amount.unit}"
    expected = format_amount(fact.amount.value, one.amount.unit) + one.amount.unit
    table, has = table_words(context, fact), f"{fact.amount.printed}{fact.amount.unit}"
    return Finding(
        code="YS4-033",
        severity=Severity.ERROR,
        certainty=0.9,
        message=Text(
            f"“{one.heading}”写项目“{one.name}”{printed}，{table}为 {has}，应为 {expected}。",
            f"“{one.heading}” gives “{one.name}” {printed}; {table} has {has}.",
        ),
        place=one.place,
        key=f"YS4-033:{one.heading}:{one.name}",
        also=(fact.place,),
        printed=printed,
        expected=expected,
        difference=one.amount.value - fact.amount.value,
        statement=fact.statement,
    )
