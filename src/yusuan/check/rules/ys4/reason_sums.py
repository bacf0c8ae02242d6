"""YS4-032: the changes that a reason gives do not make up the change it explains."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from yusuan.check.rule import Checked, Context, NotApplicable, rule
from yusuan.check.rules.ys4._digits import is_slip
from yusuan.check.rules.ys4._reason import DOWN, UP
from yusuan.model.amount import Amount, format_amount, parse_amount
from yusuan.model.disclosure import Section
from yusuan.model.finding import Finding, Severity
from yusuan.model.place import Place
from yusuan.model.text import Text

_EXCLUDED = frozenset({"contents", "cover", "glossary", "statements", "overview"})
_FIGURE = r"(?P<figure>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*(?P<unit>亿元|万元|元)"
_MOVE = rf"(?:(?P<up>{UP})|(?P<down>{DOWN}))(?:了|额为?)?\s*"
#: 增加 69 万元，增长 1.4%，主要原因是：
_WHOLE = re.compile(
    rf"{_MOVE}{_FIGURE}(?:[，,、（(][^，。；;]{{0,12}}?\d+(?:\.\d+)?\s*[%％][）)]?)?[，,。；]?\s*"
    r"(?:其中|(?:主要)?(?:变动|增减)?原因(?:一?是|为)?(?:由于)?|主要(?:一?是|为|系)?(?:由于|因)?)\s*[:：]?\s*"
)
_PART = re.compile(
    rf"(?:[一二三四五]是|由于|以及|和)?(?P<name>[^\d。；;，,、：:]{{2,24}}?)(?:比上年|较上年)?{_MOVE}{_FIGURE}\s*(?P<sign>[，,、；;。]|$)\s*"
)
#: 财政拨款支出增加的主要原因是： – how much it was stands before.
_AGAIN = re.compile(
    rf"(?:^|[。；;])[^。；;，,：:\d]{{0,24}}(?:财政拨款|收入|支出|预算|收支)[^。；;，,：:\d]{{0,8}}?(?:(?P<up>{UP})|(?P<down>{DOWN}))的?"
    r"(?:主要)?原因(?:是|为)?[:：]?\s*"
)
#: Kinds of spending that leave nothing out.
_COMPLETE = ({"基本", "项目"}, {"人员", "公用", "项目"})
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class _Reason:
    """A change and what it is said to be made of, each with its sign."""

    whole: tuple[int, Amount]
    parts: tuple[tuple[str, int, Amount], ...]
    place: Place
    heading: str

    @property
    def off(self) -> int:
        """What the parts make more than the change, in 分."""
        return sum(s * a.value for _, s, a in self.parts) - self.whole[0] * self.whole[1].value

    @property
    def slack(self) -> int:
        """How much of that rounding explains."""
        steps = [self.whole[1].step, *(a.step for _, _, a in self.parts)]
        return sum(steps) // 2 + max(steps)

    @property
    def complete(self) -> bool:
        """Whether the parts are all kinds of spending there are."""
        kinds = {name[:2] for name, _, _ in self.parts}
        return kinds in _COMPLETE


@rule(
    code="YS4-032",
    name=Text("原因中的增减额与总增减额不符", "the changes of a reason do not make up the change"),
    severity=Severity.ERROR,
    certainty=0.88,
    why=Text(
        "“增加 69 万元，原因是人员经费增加 187 万元，公用经费减少 13 万元……”各项增减相抵应等于总的增减额。",
        "A change that is explained by changes is what they make together.",
    ),
    basis=Text("《预算法》第十四条（公开时作出说明）", "Budget Law, article 14: what is published is explained"),
    wrong=Text(
        "比上年增加 60.50 万元，主要原因是基本支出增加 80.50 万元，项目支出减少 30 万元",
        "up 60.50: basic up 80.50, projects down 30",
    ),
    right=Text(
        "比上年增加 50.50 万元，主要原因是基本支出增加 80.50 万元，项目支出减少 30 万元",
        "up 50.50: basic up 80.50, projects down 30",
    ),
)
def reason_sums(context: Context) -> Checked:
    """Add up the changes that stand as the reason of a change.

    Looked at: a change with an amount, and behind its reason two changes with amounts or more, and nothing else, to
    the end of the clause. Wrong: they do not make it up, where they are all there is (基本 and 项目; 人员, 公用 and
    项目), or where one slip in a figure or in a direction would mend it. Not flagged: reasons that name some only.
    """
    sections = enumerate(context.disclosure.sections)
    found = [r for n, s in sections if s.kind not in _EXCLUDED for r in _reasons(context, n, s)]
    if not found:
        raise NotApplicable(Text("原因中没有列举增减额", "no reason gives the changes it is made of"))
    wrong = [r for r in found if abs(r.off) > r.slack and (r.complete or _mends(r))]
    return Checked(len(found), tuple(_finding(r) for r in wrong))


def _reasons(context: Context, number: int, section: Section) -> Iterator[_Reason]:
    heading = section.path[-1] if section.path else "情况说明"
    for paragraph in section.paragraphs:
        text = "".join(paragraph.text.split())
        if "原因" not in text and "主要是" not in text and "主要由于" not in text:
            continue
        for m in (*_WHOLE.finditer(text), *_AGAIN.finditer(text)):
            parts = _parts(text, m.end())
            sign = 1 if m["up"] else -1
            stated = parse_amount(m["figure"], m["unit"]) if "figure" in m.groupdict() else _said(context, number, sign)
            if stated is not None and len(parts) >= _FEWEST:
                at = paragraph.text.find(parts[0][2].printed)
                yield _Reason((sign, stated), parts, paragraph.place_of(max(0, at)), heading)


def _parts(text: str, start: int) -> tuple[tuple[str, int, Amount], ...]:
    """The changes with amounts from ``start`` to the end of the clause; none where it holds anything else."""
    parts: list[tuple[str, int, Amount]] = []
    at = start
    while m := _PART.match(text, at):
        amount = parse_amount(m["figure"], m["unit"])
        if amount is None:
            return ()
        parts.append((m["name"], 1 if m["up"] else -1, amount))
        at = m.end()
        if m["sign"] in ("。", "；", ";", ""):
            return tuple(parts)
    return ()


def _said(context: Context, number: int, sign: int) -> Amount | None:
    """The one change of income or expenditure in all that the section states with this direction."""
    changes = [c for c in context.disclosure.claims if c.section == number and c.kind == "change" and c.direction]
    stated = {
        claim.amount.value: claim.amount
        for claim in changes
        if claim.amount is not None
        and claim.amount.value
        and (at := claim.coordinate) is not None
        and not (at.topic or at.function or at.nature or at.economy or at.project)
    }
    signs = {
        c.direction for c in context.disclosure.claims if c.section == number and c.kind == "change" and c.direction
    }
    return next(iter(stated.values())) if len(stated) == 1 and signs == {sign} else None


def _mends(one: _Reason) -> bool:
    """Whether one slip in a figure, or one wrong direction, explains the difference."""
    sign, whole = one.whole
    if is_slip(whole, sign * (one.off + sign * whole.value)):
        return True
    for _, way, amount in one.parts:
        if is_slip(amount, amount.value - way * one.off) or abs(one.off - 2 * way * amount.value) <= one.slack:
            return True
    return False


def _finding(one: _Reason) -> Finding:
    sign, whole = one.whole
    made = one.off + sign * whole.value
    words = {1: "增加", -1: "减少"}
    listed = "、".join(f"{name}{words[way]}{a.printed}{a.unit}" for name, way, a in one.parts)
    total = f"{words[sign]}{whole.printed}{whole.unit}"
    added = f"{words[1 if made >= 0 else -1]}{format_amount(abs(made), whole.unit)}{whole.unit}"
    return Finding(
        code="YS4-032",
        severity=Severity.ERROR,
        certainty=0.88,
        message=Text(
            f"“{one.heading}”写{total}，而原因所列（{listed}）相抵为{added}。",
            f"“{one.heading}” has {total}, but what its reason lists ({listed}) makes {added}.",
        ),
        place=one.place,
        key=f"YS4-032:{one.heading}:{one.parts[0][0]}",
        printed=f"{whole.printed}{whole.unit}",
        expected=added,
        difference=-one.off,
    )
