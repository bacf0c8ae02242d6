"""YS4-024: targets are said to cover more than is spent at all, or an amount one digit off that of the projects."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from yusuan.check.rule import Checked, Context, NotApplicable, NotChecked, rule
from yusuan.check.rules.ys4._book import agree
from yusuan.check.rules.ys4._digits import is_one_digit
from yusuan.check.rules.ys4._say import table_words
from yusuan.model.amount import Amount, format_amount, parse_amount
from yusuan.model.disclosure import Paragraph, Section
from yusuan.model.fact import Fact
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

_EXCLUDED = frozenset({"contents", "cover", "glossary", "statements", "overview"})
#: 编报绩效目标的项目共 25 个，涉及项目预算资金 11381.60 万元
_COVERED = re.compile(
    r"绩效(?:目标|管理)[^。；;]{0,60}?涉及(?:[^。；;，,\d]{0,24}?)(?P<figure>[\d,]+(?:\.\d+)?)\s*(?P<unit>亿元|万元|元)"
)
#: 涉及一般公共预算拨款 5 万元 · 涉及预算资金 5 万元，均为一般公共预算拨款
_GRANT = re.compile(
    r"涉及[^。；;，,\d]{0,12}(?:一般公共预算|财政拨款)|\s*[，,]?\s*(?:均|全部|都)(?:为|是|系)(?:一般公共预算|财政拨款)"
)


_GRANTS = ("general", "grant")


@dataclass(frozen=True, slots=True)
class _Covered:
    """An amount that targets cover; ``granted``: it is said to be of the grant alone."""

    section: Section
    paragraph: Paragraph
    start: int
    amount: Amount
    granted: bool


@rule(
    code="YS4-024",
    name=Text("绩效目标涉及金额", "amount covered by targets"),
    severity=Severity.ERROR,
    certainty=0.9,
    why=Text(
        "纳入绩效目标管理的资金是本部门支出的一部分，不会大于支出总计；与项目支出只差一位数字的，是写错了。",
        "What targets cover is a part of what is spent; an amount one digit off that of the projects is a slip.",
    ),
    basis=Text(
        "《地方预决算公开操作规程》（财预〔2016〕143号，据地方转载）要求公开预算绩效信息",
        "财预〔2016〕143号 asks for targets to be published (known at second hand)",
    ),
    wrong=Text("支出总计 90 万元；绩效目标涉及预算资金 95 万元", "90 spent in all; targets cover 95"),
    right=Text("支出总计 90 万元；绩效目标涉及预算资金 65 万元", "90 spent in all; targets cover 65"),
)
def performance(context: Context) -> Checked:
    """Hold the amount that targets are said to cover against expenditure in all and by projects.

    Looked at: 绩效目标……涉及……N 万元. Wrong: it is more than all expenditure of the year, or than all of the grant
    where it is said to be of the grant alone; or it is printed like the tables' project expenditure but for one digit.
    Not flagged: less than the projects, which not all need targets.
    """
    spent, projects = _spent(context), _projects(context)
    found = [x for s in context.disclosure.sections if s.kind not in _EXCLUDED for p in s.paragraphs for x in _in(s, p)]
    if not found:
        raise NotApplicable(Text("没有说明绩效目标涉及的金额", "nothing is said of what targets cover"))
    if not spent:
        raise NotChecked(Text("没有读到支出总计", "no total of expenditure was read"))
    findings = [f for x in found if (f := _finding(context, x, spent, projects)) is not None]
    return Checked(len(found), tuple(findings))


def _in(section: Section, paragraph: Paragraph) -> Iterator[_Covered]:
    text = paragraph.text
    if "绩效" in text:
        for m in _COVERED.finditer(text):
            amount = parse_amount(m["figure"], m["unit"])
            if amount is not None and amount.value:
                granted = _GRANT.search(m[0]) is not None or _GRANT.match(text, m.end()) is not None
                yield _Covered(section, paragraph, m.start("figure"), amount, granted)


def _own(context: Context) -> Iterator[Fact]:
    year = str(context.disclosure.identity.year)
    for fact in context.disclosure.facts:
        at = fact.coordinate
        narrow = at.body or at.function or at.economy or at.gov_economy or at.topic or at.project or at.item
        if at.year == year and not narrow and fact.amount.value:
            yield fact


def _spent(context: Context) -> list[Fact]:
    return [f for f in _own(context) if f.coordinate.flow in ("out_total", "expenditure") and not f.coordinate.nature]


def _projects(context: Context) -> list[Fact]:
    return [f for f in _own(context) if f.coordinate.nature == "project"]


def _finding(context: Context, found: _Covered, spent: list[Fact], projects: list[Fact]) -> Finding | None:
    section, paragraph, start, amount = found.section, found.paragraph, found.start, found.amount
    grants = [f for f in spent if f.coordinate.fund in _GRANTS] if found.granted else []
    most = max(grants or spent, key=lambda f: f.amount.value)
    over = bool(grants) and amount.value > most.amount.value + amount.step
    if not over and any(agree(amount, f.amount) for f in (*spent, *projects)):
        return None
    near = next((f for f in projects if _is_slip(amount, f)), None)
    if near is None and amount.value <= most.amount.value + amount.step:
        return None
    other = near or most
    where = section.path[-1] if section.path else "情况说明"
    said = f"{amount.printed}{amount.unit}"
    table = f"{table_words(context, other)}为 {other.amount.printed}{other.amount.unit}"
    why = f"与{table}只差一位数字" if near is not None else f"大于{'财政拨款支出' if grants else '支出'}总计（{table}）"
    return performance.finding(
        Text(
            f"“{where}”写绩效目标涉及 {said}，{why}。",
            f"“{where}” says that targets cover {said}; the table has {other.amount.printed}{other.amount.unit}.",
        ),
        paragraph.place_of(start),
        f"{where} 绩效",
        printed=said,
        expected=format_amount(other.amount.value, amount.unit) + amount.unit if near is not None else "",
        also=(other.place,),
        statement=other.statement,
    )


def _is_slip(amount: Amount, fact: Fact) -> bool:
    rounded = (fact.amount.value + amount.step // 2) // amount.step * amount.step
    return is_one_digit(amount, rounded)
