"""YS4-035: a budget speaks of itself as final accounts, or of its parts as theirs."""

import re

from yusuan.check.rule import Checked, Context, NotApplicable, rule
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

_KINDS = frozenset({"overview", "narrative"})
#: 局本级决算, （事业单位）决算, 本部门决算: the accounts of a body, not 财务决算 of works, 决算草案 of a town, 预决算.
_ACCOUNTS = re.compile(
    r"(?P<of>本级|(?:行政|事业|参公)单位[）)]|(?:本|我)(?:部门|单位|局|委|办|中心|院|校)|所属(?:事业)?单位|(?P<year>20\d\d)年度?(?:部门|单位)?)"
    r"决算(?!草案|报告|审|编制|批复|情况的报告|公开|(?:和|、|及|与)(?:预算|财务|审)|数|执行)"
)
_AROUND = 12


@rule(
    code="YS4-035",
    name=Text("预算文本写成决算", "a budget that speaks of final accounts"),
    severity=Severity.WARNING,
    certainty=0.88,
    kinds=("budget",),
    why=Text(
        "预算公开文本中把本部门预算的构成写成“决算”，是套用决算文本时没有改。",
        "A budget whose parts are called final accounts was written over last year's final accounts.",
    ),
    basis=Text("《预算法》第十四条（公开时作出说明）", "Budget Law, article 14: what is published is explained"),
    wrong=Text("部门预算包括：某局本级决算、某中心（事业单位）决算", "the budget takes in the accounts of …"),
    right=Text("部门预算包括：某局本级预算、某中心（事业单位）预算", "the budget takes in the budgets of …"),
)
def other_kind(context: Context) -> Checked:
    """Look in the sentences of a budget for the final accounts of its own bodies or of its own year.

    Not flagged: 预决算, 财务决算 of works, drafts and reports that are the body's duty, last year's accounts.
    """
    year = str(context.disclosure.identity.year)
    findings: dict[str, Finding] = {}
    looked_at = 0
    for section in context.disclosure.sections:
        if section.kind not in _KINDS:
            continue
        for paragraph in section.paragraphs:
            looked_at += "预算" in paragraph.text
            for m in _ACCOUNTS.finditer(paragraph.text):
                if m["year"] not in (None, year) or ("预算" not in paragraph.text and m["year"] is None):
                    continue
                shown = "".join(paragraph.text[max(0, m.start() - _AROUND) : m.end() + _AROUND].split())
                one = other_kind.finding(
                    Text(f"预算文本中写了“决算”：…{shown}…", f"a budget that speaks of final accounts: …{shown}…"),
                    paragraph.place_of(m.start()),
                    shown,
                    printed="".join(m[0].split()),
                    expected="".join(m[0].split()).replace("决算", "预算"),
                )
                findings.setdefault(one.key, one)
    if not looked_at:
        raise NotApplicable(Text("没有读到文字说明", "no narrative was read"))
    return Checked(looked_at, tuple(findings.values()))
