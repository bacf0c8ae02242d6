"""YS7-017: what a project is to cost in all, by its indicator, is what the form has for it."""

import re
from collections.abc import Iterator

from yusuan.check.rule import Checked, Context, NotApplicable, rule
from yusuan.check.rules.ys7._basis import TARGETS
from yusuan.check.rules.ys7._found import forms, key, label, who
from yusuan.check.targets.aims import total_of
from yusuan.check.targets.model import Form, Indicator
from yusuan.model.amount import FEN, format_amount
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

#: The whole project's cost; 设备总成本, 人均成本 are parts of it.
_WHOLE = re.compile(
    r"(?:本?年度?)?(?:项目)?(?:年度)?(?:预算)?(?:总成本|总投入|总额控制|总成本控制|控制)(?:数|额)?(?:控制(?:数|额)?)?"
    r"(?:\(万?元\))?"
)


@rule(
    code="YS7-017",
    name=Text("总成本指标与项目资金", "total cost against the project's money"),
    severity=Severity.WARNING,
    certainty=0.9,
    why=Text(
        "总成本指标就是项目资金的控制数；两个数不同，多半是金额调整后忘了改指标。",
        "The indicator of the total cost is the bound of the project's money; where they differ, one was not updated.",
    ),
    basis=TARGETS,
    wrong=Text("年度资金总额 686.00；经济成本指标 | 项目总成本 | ≤668万元", "total 686.00; total cost ≤668"),
    right=Text("年度资金总额 686.00；经济成本指标 | 项目总成本 | ≤686万元", "total 686.00; total cost ≤686"),
)
def check_cost(context: Context) -> Checked:
    """Hold each cost indicator of the whole project, in money, against the form's totals.

    A bound above the money is loose rather than wrong: a hint. What the printed places leave open is no difference,
    nor is the total of several years, of the year, or of one source. Not flagged: costs of parts (物业成本), costs a
    head, the form of a body.
    """
    looked = 0
    found: list[Finding] = []
    for form in forms(context):
        for one, value, step in _costs(form):
            looked += 1
            if any(abs(m.amount.value - value) <= (step + m.amount.step) // 2 for m in form.money):
                continue
            total = format_amount(total_of(form) or 0, form.unit)
            printed = format_amount(value, one.measure.unit)
            found.append(
                check_cost.finding(
                    Text(
                        f"{who(form).zh}：{label(one)}为 {printed} {one.measure.unit}，资金总额 {total} {form.unit}。",
                        f"{who(form).en}: {label(one)} is {printed}, the form's total {total} {form.unit}.",
                    ),
                    one.place,
                    key(form, one.name),
                    printed=printed,
                    expected=total,
                    also=(form.money[0].place,),
                    statement=form.statement,
                    severity=Severity.HINT if _loose(form, one, value) else None,
                )
            )
    if not looked:
        raise NotApplicable(Text("没有项目总成本的指标", "no indicator of a project's total cost"))
    return Checked(looked, tuple(found))


def _loose(form: Form, one: Indicator, value: int) -> bool:
    return one.measure.operator in ("≤", "<") and value > (total_of(form) or 0)


def _costs(form: Form) -> Iterator[tuple[Indicator, int, int]]:
    """The indicators of the whole cost, each with its value and last printed place in 分."""
    if form.body or not total_of(form):
        return
    for one in form.indicators:
        number, unit = one.measure.number, one.measure.unit
        name = "".join(one.name.split()).replace("（", "(").replace("）", ")")
        if one.level == "cost" and number is not None and unit in FEN and _WHOLE.fullmatch(name):
            power = 10 ** number[1]
            yield one, number[0] * FEN[unit] // power, max(1, FEN[unit] // power)
