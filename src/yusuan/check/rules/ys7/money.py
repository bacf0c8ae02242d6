"""YS7-004: the amounts of a target form add up."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from yusuan.catalog.normal import bare_label
from yusuan.check.rule import Checked, Context, NotApplicable, rule
from yusuan.check.rules.ys7._basis import TARGETS
from yusuan.check.rules.ys7._found import forms, key, who
from yusuan.check.targets.model import Form, Money
from yusuan.model.amount import format_amount
from yusuan.model.finding import Severity
from yusuan.model.text import Text

#: Every part that a form may have; a line of another name may be a part of a part, and nothing is said.
_PARTS = frozenset({
    "财政拨款", "财政资金", "其他资金", "上年结转", "上年结转资金", "结转资金", "单位资金", "自有资金", "本级财政资金",
    "中央财政资金", "省级财政资金", "市级财政资金", "区级财政资金", "县级财政资金", "其他", "当年财政拨款",
    "市级支出", "补助区县",
})  # fmt: skip
_TWO = 2
_TOTAL = (
    "资金总额",
    "年度金额",
    "年度预算资金总额",
    "年度资金总额",
    "实施期资金总额",
    "当年预算",
    "项目总额",
    "总金额",
)


@rule(
    code="YS7-004",
    name=Text("绩效目标表资金合计", "the money of a target form"),
    severity=Severity.ERROR,
    certainty=0.95,
    why=Text(
        "目标表的资金总额不等于各来源之和，目标对应的钱就不清楚。",
        "Where the total is not the sum of its sources, nobody knows what money the target is for.",
    ),
    basis=TARGETS,
    wrong=Text("资金总额 100；财政拨款 90；其他资金 0", "total 100; grant 90; other 0"),
    right=Text("资金总额 100；财政拨款 90；其他资金 10", "total 100; grant 90; other 10"),
)
def check_money(context: Context) -> Checked:
    """Add up the parts under the total of each form, column by column.

    Only where every line is one of the usual sources; what the printed places leave open is no difference.
    """
    looked, found = 0, []
    for form in forms(context):
        for total, parts in _sums(form):
            looked += 1
            gap = total.amount.value - sum(p.amount.value for p in parts)
            if abs(gap) <= sum(m.amount.step for m in (total, *parts)) // 2:
                continue
            unit = form.unit
            added = format_amount(sum(p.amount.value for p in parts), unit)
            said = "、".join(f"{bare_label(p.label)[0].rstrip(':')} {p.amount.printed}" for p in parts)
            found.append(
                check_money.finding(
                    Text(
                        f"{who(form).zh}的资金总额 {total.amount.printed} 不等于各来源之和 {added} {unit}（{said}）。",
                        f"{who(form).en}: the total {total.amount.printed} is not the sum of its sources, {added}.",
                    ),
                    total.place,
                    key(form, f"{total.label} {total.amount.printed}"),
                    printed=total.amount.printed,
                    expected=added,
                    also=tuple(p.place for p in parts),
                    statement=form.statement,
                )
            )
    if not looked:
        raise NotApplicable(Text("绩效目标表没有列资金来源", "no form lists the sources of its money"))
    return Checked(looked, tuple(found))


def _sums(form: Form) -> Iterator[tuple[Money, list[Money]]]:
    groups: dict[int, list[Money]] = defaultdict(list)
    for money in form.money:
        groups[money.group].append(money)
    found = [g for g in groups.values() if _is_sum(g)]
    # A total of its own over parts that stand apart from it (重庆).
    for group in found or ([list(form.money)] if _is_sum(form.money) and len(form.money) > _TWO else []):
        yield group[0], group[1:]


def _is_sum(money: Sequence[Money]) -> bool:
    labels = [bare_label(m.label)[0].strip(":") for m in money]
    return len(labels) > 1 and labels[0] in _TOTAL and all(x in _PARTS for x in labels[1:])
