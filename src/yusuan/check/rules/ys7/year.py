"""YS7-013: targets speak of the document's own year."""

import re

from yusuan.check.rule import Checked, Context, NotApplicable, rule
from yusuan.check.rules.ys7._basis import TARGETS
from yusuan.check.rules.ys7._found import forms, key, label, short, who
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

_UNTIL = re.compile(r"(20\d{2})年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:底|末)?(?:之?前|以前|完成|内)?$")


@rule(
    code="YS7-013",
    name=Text("指标还是往年的", "an indicator of an earlier year"),
    severity=Severity.HINT,
    certainty=0.9,
    why=Text(
        "完成时间早于预算年度，多半是照抄了上年的目标表。",
        "A time that lies before the year itself: the form was mostly copied from the year before.",
    ),
    basis=TARGETS,
    wrong=Text("2026 年预算：时效指标 | 完成时间 | 2025年12月底前", "budget of 2026: done by December 2025"),
    right=Text("2026 年预算：时效指标 | 完成时间 | 2026年12月底前", "budget of 2026: done by December 2026"),
    kinds=("budget",),
)
def check_year(context: Context) -> Checked:
    """Look at the values (and, of 时效指标, the names) that end with a year or a month of one.

    Not flagged: a span that reaches into the year (2025年1月至2026年12月), years inside a text.
    """
    own = context.disclosure.identity.year
    if not own:
        raise NotApplicable(Text("不知道年度", "the year is not known"))
    looked = 0
    told: dict[str, Finding] = {}
    for form in forms(context):
        for one in form.indicators:
            times = [one.value, one.name] if "时效" in one.second else [one.value]
            found = next((m for t in times if (m := _UNTIL.search("".join(t.split())))), None)
            looked += found is not None
            if found is None or int(found.group(1)) >= own:
                continue
            finding = check_year.finding(
                Text(
                    f"{who(form).zh}：{label(one)}写的是 {found.group(1)} 年（{short(one.value)}），早于 {own} 年。",
                    f"{who(form).en}: {label(one)} says {found.group(1)}, before {own}.",
                ),
                one.place,
                key(form, f"{one.second} {one.name}"),
                printed=found.group(1),
                expected=str(own),
                statement=form.statement,
            )
            told.setdefault(finding.key, finding)
    return Checked(looked, tuple(told.values()))
