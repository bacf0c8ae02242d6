"""YS7-008: an indicator of quantity has a number."""

import re

from yusuan.check.rule import Checked, Context, NotApplicable, rule
from yusuan.check.rules.ys7._basis import TARGETS
from yusuan.check.rules.ys7._found import forms, key, label, short, who
from yusuan.check.targets.words import nothing
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

_DIGITS = re.compile(
    r"[0-9０-９]|[一二两三四五六七八九十百千万亿]+(?:[个次项人名份套台场期家篇部块处所支批座类条起件种]|$)|全部|全覆盖"
)


@rule(
    code="YS7-008",
    name=Text("数量指标没有数量", "an indicator of quantity without a number"),
    severity=Severity.HINT,
    certainty=0.9,
    why=Text(
        "数量指标就是要说多少；写“完成”“若干”就没法量。",
        "An indicator of quantity is to say how much; 完成 or 若干 cannot be measured.",
    ),
    basis=TARGETS,
    wrong=Text("数量指标 | 接待群众任务 | 完成", "quantity | visitors received | done"),
    right=Text("数量指标 | 接待群众 | ≥3000 人次", "quantity | visitors received | ≥3000"),
)
def check_quantity(context: Context) -> Checked:
    """Look at the value of each indicator that stands under 数量指标.

    A number in figures or characters, anywhere in the value, is one; so is 全部. Whether words will do instead is a
    matter of judgement: a hint.
    """
    looked = 0
    told: dict[str, Finding] = {}
    for form in forms(context):
        for one in form.indicators:
            if "数量" not in one.second or nothing(one.value):
                continue
            looked += 1
            if one.measure.number is None and not _DIGITS.search(one.value):
                finding = check_quantity.finding(
                    Text(
                        f"{who(form).zh}：{label(one)}的指标值是“{short(one.value)}”，没有数量。",
                        f"{who(form).en}: {label(one)} has the value “{short(one.value)}”, which is no number.",
                    ),
                    one.place,
                    key(form, one.name),
                    printed=one.value,
                    statement=form.statement,
                )
                told.setdefault(finding.key, finding)
    if not looked:
        raise NotApplicable(Text("没有数量指标", "no indicators of quantity"))
    return Checked(looked, tuple(told.values()))
