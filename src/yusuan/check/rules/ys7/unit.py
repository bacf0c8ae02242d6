"""YS7-018: an indicator's value is in a unit that its name can be measured in."""

import re

from yusuan.check.rule import Checked, Context, rule
from yusuan.check.rules.ys7._basis import TARGETS
from yusuan.check.rules.ys7._found import forms, key, label, short, who
from yusuan.check.targets.model import Form, Indicator
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

#: Things that are counted or measured, and are no share of anything.
_COUNTED = re.compile(r"(?:时长|人数|人次|次数|数量|个数|件数|户数|天数|场次|份数|家数|期数)$")
#: Shares; 频率, 速率 and the like are none.
_SHARE = re.compile(r"(?<![频速功利汇斜])率$|比例$|占比$|比重$")
_THINGS = re.compile(r"[个次人件家项套台户份篇]|人次|场次|万?元")
_TIME = re.compile(r"(?:个)?(?:工作)?[日天月年]|小时|分钟")
_TWICE = re.compile(r"[%％]{2,}")


@rule(
    code="YS7-018",
    name=Text("指标值的单位", "unit of an indicator's value"),
    severity=Severity.WARNING,
    certainty=0.9,
    why=Text(
        "时长用百分比、完成率用“个”，指标值和指标说的不是一回事，无法考核。",
        "Hours in per cent, a rate in pieces: the value is not of what the indicator names, and cannot be judged.",
    ),
    basis=TARGETS,
    wrong=Text("时效指标 | 周工作时长 | ≤40%；完成率 | ＝100 个", "hours a week ≤40 %; rate of completion 100 pieces"),
    right=Text("时效指标 | 周工作时长 | ≤40 小时；完成率 | ＝100%", "hours a week ≤40 hours; rate of completion 100 %"),
)
def check_unit(context: Context) -> Checked:
    """Hold the unit of each measured value against the last word of the indicator's name.

    Wrong are per cent of what is counted, pieces or money of a rate, and a per cent sign twice. A rate that is told
    in days (及时率 ≤30 日) is loose language: one hint a document.
    """
    looked = 0
    told: dict[str, Finding] = {}
    loose: list[tuple[Form, Indicator]] = []
    for form in forms(context):
        for one in form.indicators:
            looked += one.measure.number is not None
            finding = _finding(form, one)
            if finding is not None:
                told.setdefault(finding.key, finding)
            elif _share_in_time(one):
                loose.append((form, one))
    return Checked(looked, (*told.values(), *([_together(loose)] if loose else ())))


def _share_in_time(one: Indicator) -> bool:
    name = "".join(one.name.split())
    return bool(one.measure.number and _SHARE.search(name) and _TIME.fullmatch(one.measure.unit))


def _together(loose: list[tuple[Form, Indicator]]) -> Finding:
    form, one = loose[0]
    return check_unit.finding(
        Text(
            f"{len(loose)} 个指标是比率，指标值却是时间，如{who(form).zh}：{label(one)} {short(one.value)}。",
            f"{len(loose)} indicators are shares, told in time: {who(form).en}, {label(one)} {short(one.value)}.",
        ),
        one.place,
        "时间",
        printed=one.value,
        also=tuple(o.place for _, o in loose[1:]),
        statement=form.statement,
        severity=Severity.HINT,
    )


def _finding(form: Form, one: Indicator) -> Finding | None:
    if one.measure.number is None:
        return None
    name, unit = "".join(one.name.split()), one.measure.unit
    if _TWICE.fullmatch(unit):
        said = Text("百分号写了两遍", "the per cent sign stands twice")
    elif one.measure.percent and _COUNTED.search(name):
        said = Text("不是比率，不能用百分比", "no share, and told in per cent")
    elif _SHARE.search(name) and _THINGS.fullmatch(unit):
        said = Text(f"是比率，单位却是“{unit}”", f"a share, in {unit}")
    else:
        return None
    return check_unit.finding(
        Text(
            f"{who(form).zh}：{label(one)}的指标值“{short(one.value)}”有误：{said.zh}。",
            f"{who(form).en}: {label(one)} has the value {short(one.value)!r}: {said.en}.",
        ),
        one.place,
        key(form, f"{one.second} {one.name}"),
        printed=one.value,
        statement=form.statement,
    )
