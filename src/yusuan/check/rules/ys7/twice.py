"""YS7-010: an indicator stands once in a form."""

from collections import defaultdict

from yusuan.catalog.normal import plain
from yusuan.check.rule import Checked, Context, rule
from yusuan.check.rules.ys7._basis import TARGETS
from yusuan.check.rules.ys7._found import forms, key, label, short, who
from yusuan.check.targets.model import Form, Indicator
from yusuan.check.targets.words import nothing
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

_SHOWN = 3


@rule(
    code="YS7-010",
    name=Text("指标重复", "an indicator twice"),
    severity=Severity.WARNING,
    certainty=0.9,
    why=Text(
        "同一指标写了两遍，权重和得分算了两次；两遍的值不同，就不知道以哪个为准。",
        "An indicator that stands twice counts twice; with two values nobody knows which one holds.",
    ),
    basis=TARGETS,
    wrong=Text("数量指标 | 培训人数 | ≥300；数量指标 | 培训人数 | ≥200", "people trained ≥300; people trained ≥200"),
    right=Text("数量指标 | 培训人数 | ≥300", "people trained ≥300"),
)
def check_twice(context: Context) -> Checked:
    """Look for indicators of one name under one second level of a form.

    With two values it is a contradiction; with one it is told once a form, as a hint: some forms number their
    indicators by the parts of the project. Not flagged: one name under two levels (a matter of taste), and names that
    are none (指标1, 无).
    """
    looked = 0
    found: list[Finding] = []
    for form in forms(context):
        groups: dict[tuple[str, str], list[Indicator]] = defaultdict(list)
        for one in form.indicators:
            looked += 1
            if not nothing(one.name):
                groups[plain(one.second), plain(one.name)].append(one)
        # 北京 lists the body's indicators by activity, each with a satisfaction of its own.
        if form.heads.left > 1 and not form.listed:
            continue
        several = [g for g in groups.values() if len(g) > 1]
        found += [_differ(form, g) for g in several if len({_value(i) for i in g}) > 1]
        alike = [g for g in several if len({_value(i) for i in g}) == 1]
        if alike:
            found.append(_alike(form, alike))
    return Checked(looked, tuple(found))


def _value(one: Indicator) -> str:
    unit = one.measure.unit
    return plain(f"{one.measure.operator}{one.value.lstrip('≥≧≤≦<>=＝＞＜')}{'' if unit in one.value else unit}")


def _differ(form: Form, same: list[Indicator]) -> Finding:
    values = list(dict.fromkeys(map(_value, same)))
    return check_twice.finding(
        Text(
            f"{who(form).zh}：{label(same[0])}出现了 {len(same)} 次，指标值不同：{'、'.join(map(short, values))}。",
            f"{who(form).en}: {label(same[0])} stands {len(same)} times, with {len(values)} values.",
        ),
        same[-1].place,
        key(form, f"{same[0].second} {same[0].name}"),
        printed="、".join(values),
        also=tuple(i.place for i in same[:-1]),
        statement=form.statement,
    )


def _alike(form: Form, groups: list[list[Indicator]]) -> Finding:
    names = "、".join(f"{label(g[0])}（{len(g)} 次）" for g in groups[:_SHOWN])
    more = f"等 {len(groups)} 个指标" if len(groups) > _SHOWN else ""
    return check_twice.finding(
        Text(
            f"{who(form).zh}有重复的指标：{names}{more}。",
            f"{who(form).en} has {len(groups)} indicators twice or more.",
        ),
        groups[0][1].place,
        key(form, "重复"),
        also=tuple(i.place for g in groups for i in g[1:])[1:],
        statement=form.statement,
        severity=Severity.HINT,
    )
