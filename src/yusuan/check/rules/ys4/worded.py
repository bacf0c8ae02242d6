"""YS4-026: one sentence says up and down of one thing, in words alone."""

import re
from collections import defaultdict
from collections.abc import Iterator

from yusuan.check.rule import Checked, Context, NotApplicable, rule
from yusuan.check.rules.ys4._reason import DOWN, UP, judge
from yusuan.model.disclosure import Paragraph, Section
from yusuan.model.fact import Claim
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

_EXCLUDED = frozenset({"contents", "cover", "glossary", "statements", "overview"})
_MONEY = r"(?:了|额为?)?(?P<figure>[\d,]+(?:\.\d+)?)(?:亿元|万元|元)"
_RATE = r"(?:了|率为?)?(?:约)?(?P<rate>\d+(?:\.\d+)?)[%％]"
#: 增加 5 万元，下降 8%
_BESIDE = re.compile(
    rf"(?:(?P<up>{UP})|(?P<down>{DOWN})){_MONEY}[，,、（(]?(?:同比|比上年|较上年)?(?:(?P<up2>{UP})|(?P<down2>{DOWN})){_RATE}"
)
#: 支出增加的主要原因是：……减少
_BECAUSE = re.compile(
    rf"(?:^|[。；;])(?P<what>[^。；;，,：:\d]{{2,30}}?)(?:(?P<up>{UP})|(?P<down>{DOWN}))的?(?:主要)?原因(?:是|为|在于)?[:：]?(?P<text>[^。；;]*)"
)
#: 0 万元，比上年增加。
_FROM_NOTHING = re.compile(
    r"(?<![\d.,])0(?:\.0+)?万元[，,]?[比较与同](?:上年度?|20\d\d年度?)[^，。；;\d]{0,14}?(?:增加|增长|上升)(?=[。；;，,]|[1-9])"
)
_OWN = re.compile(r"^(?:一般公共预算)?财政拨款(?:收入|支出|收支)")


@rule(
    code="YS4-026",
    name=Text("一句之中增减相反", "up and down in one sentence"),
    severity=Severity.ERROR,
    certainty=0.9,
    why=Text(
        "同一增减先写增加后写下降，或“增加的原因是……减少”，前后必有一处写反。",
        "The same change is up and then down, or up because of less: one of the words is the wrong way round.",
    ),
    basis=Text("《预算法》第十四条（公开时作出说明）", "Budget Law, article 14: what is published is explained"),
    wrong=Text("财政拨款支出增加的主要原因是项目经费减少。", "the grant rose because projects fell"),
    right=Text("财政拨款支出增加的主要原因是项目经费增加。", "the grant rose because projects rose"),
)
def worded(context: Context) -> Checked:
    """Look for opposite direction words where YS4-005 sees no comparison that it understands.

    Looked at: an amount of change with its rate behind it; a sentence that opens with what a change is because of.
    Wrong: one is up and the other down; the single reason is the plain opposite; the section's changes of the grant all
    go the other way; nothing is more than last year. Not flagged: changes of nothing, reasons of several clauses.
    """
    looked_at = 0
    findings: dict[str, Finding] = {}
    understood: dict[tuple[int, int], list[Claim]] = defaultdict(list)
    for claim in context.disclosure.claims:
        if claim.of:
            understood[claim.section, claim.paragraph].append(claim)
    for index, section in enumerate(context.disclosure.sections):
        if section.kind in _EXCLUDED:
            continue
        grants = _grants(context, index)
        for number, paragraph in enumerate(section.paragraphs):
            for start, why in _paragraph(paragraph, understood[index, number], grants):
                looked_at += 1
                if why:
                    one = _finding(section, paragraph, start, why)
                    findings.setdefault(one.key, one)
    if not looked_at:
        raise NotApplicable(Text("没有这类表述", "nothing is said in such words"))
    return Checked(looked_at, tuple(findings.values()))


def _grants(context: Context, section: int) -> set[int]:
    """The directions in which a section says that the grant has changed."""
    return {
        c.direction
        for c in context.disclosure.claims
        if c.section == section
        and c.kind == "change"
        and c.direction is not None
        and c.amount is not None
        and (at := c.coordinate) is not None
        and at.fund in ("grant", "general")
        and not (at.function or at.nature or at.topic or at.economy or at.project)
    }


def _paragraph(paragraph: Paragraph, understood: list[Claim], grants: set[int]) -> Iterator[tuple[int, str]]:
    text = paragraph.text
    for m in _FROM_NOTHING.finditer(text) if "0万元" in text else ():
        if not any(m.start() <= c.span[0] < m.end() + 12 and c.amount for c in understood):
            yield m.start(), f"写“{m.group()}”，本年为 0，不会比上年增加"
    for m in _BESIDE.finditer(text):
        taken = any(m.start("rate") <= c.span[0] < m.end() for c in understood if c.kind == "growth")
        if not taken and m["figure"].strip("0.,") and m["rate"].strip("0."):
            opposite = bool(m["up"]) != bool(m["up2"])
            yield m.start(), f"写“{m.group()}”，一增一减" if opposite else ""
    for m in _BECAUSE.finditer(text):
        sign = 1 if m["up"] else -1
        near = [c for c in understood if c.span[1] <= m.start("text") <= c.span[1] + 24]
        if any(c.amount is not None or c.ratio is not None or not c.direction for c in near):
            continue  # YS4-005 holds the reason against the figure before it
        words = f"{m['what']}{m['up'] or m['down']}"
        told = None if near else judge("".join(m["text"].split()), sign, about=False, people=False)
        if told is not None:
            yield m.start("what"), f"写“{words}”，{told[0]}"
        elif _OWN.match(m["what"]) and grants and not grants & {sign, 0}:
            yield m.start("what"), f"写“{words}”，而前面写的都是{'减少' if sign > 0 else '增加'}"
        else:
            yield m.start("what"), ""


def _finding(section: Section, paragraph: Paragraph, start: int, why: str) -> Finding:
    where = section.path[-1] if section.path else "情况说明"
    return worded.finding(
        Text(f"“{where}”{why}，前后方向不一致。", f"in “{where}” one change is up and down: {why}."),
        paragraph.place_of(start),
        f"{where} {why[:24]}",
    )
