"""YS7-009: a form has indicators of output, of benefit and of satisfaction."""

from yusuan.check.rule import Checked, Context, NotApplicable, rule
from yusuan.check.rules.ys7._basis import TARGETS
from yusuan.check.rules.ys7._found import forms, who
from yusuan.check.targets.model import Form, Level
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

_SHOWN = 3
_NAMES: dict[Level, Text] = {
    "output": Text("产出指标", "output"),
    "benefit": Text("效益指标", "benefit"),
    "satisfaction": Text("满意度指标", "satisfaction"),
}


@rule(
    code="YS7-009",
    name=Text("指标层次不全", "a form without a level of indicators"),
    severity=Severity.HINT,
    certainty=0.9,
    why=Text(
        "只有产出没有效益，就只知道做了什么，不知道做成了什么。",
        "Output without benefit says what was done, and not what came of it.",
    ),
    basis=TARGETS,
    wrong=Text("只填了产出指标", "indicators of output only"),
    right=Text("产出、效益、满意度指标都有", "indicators of output, benefit and satisfaction"),
)
def check_levels(context: Context) -> Checked:
    """Look at the first levels of each project's form that prints levels.

    A project may have no benefit or nobody to satisfy (paying what is left of a contract), so it is a hint, one for
    each level and document.
    """
    looked = 0
    lacking: dict[Level, list[Form]] = {}
    for form in forms(context):
        levels = {i.level for i in form.indicators}
        if form.body or not form.project.text or not levels - {""}:
            continue
        looked += 1
        for level in _NAMES:
            if level not in levels:
                lacking.setdefault(level, []).append(form)
    if not looked:
        raise NotApplicable(Text("绩效目标表不分一级指标", "no form prints levels"))
    return Checked(looked, tuple(_finding(_NAMES[level], many) for level, many in lacking.items()))


def _finding(name: Text, many: list[Form]) -> Finding:
    first = "、".join(who(f).zh for f in many[:_SHOWN])
    more = f"等 {len(many)} 个项目" if len(many) > _SHOWN else ""
    return check_levels.finding(
        Text(f"{first}{more}没有{name.zh}。", f"{len(many)} form(s) without indicators of {name.en}."),
        many[0].place,
        name.zh,
        also=tuple(f.place for f in many[1:]),
        statement=many[0].statement,
    )
