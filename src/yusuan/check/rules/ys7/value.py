"""YS7-007: every indicator says what it is to reach."""

import re

from yusuan.check.rule import Checked, Context, rule
from yusuan.check.rules.ys7._basis import TARGETS
from yusuan.check.rules.ys7._found import forms, key, label, short, who
from yusuan.check.targets.model import Form, Indicator
from yusuan.check.targets.words import nothing
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

_UNNAMED = re.compile(r"[\d\s.、:：]*(?:指标\d*)?[\s.…:：]*")


@rule(
    code="YS7-007",
    name=Text("指标没有指标值", "an indicator without a value"),
    severity=Severity.WARNING,
    certainty=0.95,
    why=Text(
        "有指标而没有值，事后无从判断完成与否。",
        "An indicator without a value: nobody can tell afterwards whether it was reached.",
    ),
    basis=TARGETS,
    wrong=Text("数量指标 | 培训人数 | （空白）", "quantity | people trained | (blank)"),
    right=Text("数量指标 | 培训人数 | ≥300 人", "quantity | people trained | ≥300"),
)
def check_value(context: Context) -> Checked:
    """Look at the value beside the name of each indicator, and at the name beside each value.

    Wrong is a name whose value is blank or only a sign (≥), and a value without a name. Not flagged: an indicator
    whose name says that there is none (不适用), or that is 无 on both sides; a value in words; a form most of whose
    values are not there: that is a form that was not filled in, or not read.
    """
    looked = 0
    told: dict[str, Finding] = {}
    for form in forms(context):
        looked += len(form.indicators)
        own = [f for i in form.indicators if (f := _finding(form, i)) is not None]
        if 2 * len(own) > len(form.indicators) > 2:
            continue
        for finding in own:
            told.setdefault(finding.key, finding)
    return Checked(looked, tuple(told.values()))


def _finding(form: Form, indicator: Indicator) -> Finding | None:
    name, value = indicator.name, indicator.value.strip()
    unnamed = nothing(name) or _UNNAMED.fullmatch(name) is not None
    blank = not value or not re.search(r"[^\s≥≧≤≦<>=＝＞＜]", value)
    if unnamed and not nothing(value):
        said = Text(f"有指标值“{short(value)}”而没有指标名称", f"has the value {short(value)!r} and no name")
    elif blank and not unnamed and "不适用" not in name:
        said = Text(f"{label(indicator)}没有指标值", f"{label(indicator)} has no value")
    else:
        return None
    return check_value.finding(
        Text(f"{who(form).zh}：{said.zh}。", f"{who(form).en}: {said.en}."),
        indicator.place,
        key(form, f"{indicator.second} {name or value}"),
        printed=value,
        statement=form.statement,
    )
