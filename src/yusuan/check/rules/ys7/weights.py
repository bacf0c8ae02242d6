"""YS7-006: the weights of a form's indicators come to what they must."""

from yusuan.check.rule import Checked, Context, NotApplicable, rule
from yusuan.check.rules.ys7._basis import TARGETS
from yusuan.check.rules.ys7._found import forms, key, who
from yusuan.check.targets.model import Form
from yusuan.model.amount import parse_number
from yusuan.model.finding import Severity
from yusuan.model.text import Text

#: A hundred; and what is left where ten or twenty are for how much of the money was spent. Shares of one, too.
_WHOLES = (100, 90, 80)


@rule(
    code="YS7-006",
    name=Text("指标权重合计", "weights of indicators"),
    severity=Severity.ERROR,
    certainty=0.95,
    why=Text(
        "权重合计不是 100（预算执行率占 10 分时为 90），评价时得不出满分，也无法比较。",
        "Weights that do not come to 100 (90 beside 10 for the money spent) make a score that means nothing.",
    ),
    basis=TARGETS,
    wrong=Text("分值（90）：20、40、20、20", "points (90): 20, 40, 20, 20"),
    right=Text("分值（90）：20、40、20、10", "points (90): 20, 40, 20, 10"),
)
def check_weights(context: Context) -> Checked:
    """Add up the weights of each form that has a column of them.

    The head may say what they come to (分值（90）); else 100, or 90 or 80 beside what is kept for the money spent.
    Not flagged: a form with an indicator whose weight is blank or no number.
    """
    looked, found = 0, []
    for form in forms(context):
        weights = _weights(form)
        if weights is None:
            continue
        looked += 1
        total, scale = weights
        wholes = (form.heads.weights,) if form.heads.weights else _WHOLES
        if any(total == whole * scale or 100 * total == whole * scale for whole in wholes):
            continue
        whole, rest = divmod(total, scale)
        printed = f"{whole}.{rest:0{len(str(scale)) - 1}d}".rstrip("0") if rest else str(whole)
        expected = "或".join(map(str, wholes[:1]))
        found.append(
            check_weights.finding(
                Text(
                    f"{who(form).zh}的指标权重合计 {printed}，应为 {expected}。",
                    f"{who(form).en}: the weights come to {printed} instead of {expected}.",
                ),
                form.indicators[0].place,
                key(form, "权重"),
                printed=printed,
                expected=expected,
                statement=form.statement,
            )
        )
    if not looked:
        raise NotApplicable(Text("绩效目标表没有权重", "no form prints weights"))
    return Checked(looked, tuple(found))


def _weights(form: Form) -> tuple[int, int] | None:
    """The sum of the weights and the power of ten that it is printed in; None where one of them is not known."""
    if not form.heads.has_weight or not form.indicators:
        return None
    numbers = [parse_number(i.weight.strip().rstrip("%％分")) for i in form.indicators]
    if not any(numbers):
        return None
    places = max(n[1] for n in numbers if n)
    known = [m * 10 ** (places - d) for n in numbers if n for m, d in [n]]
    return (sum(known), 10**places) if len(known) == len(numbers) else None
