"""YS2-010: figures that contradict each other by a last place more than rounding as found explains."""

from dataclasses import replace

from yusuan.check.rule import Checked, Context, NotApplicable, rule
from yusuan.check.rules import _contradictions
from yusuan.model.finding import Severity
from yusuan.model.text import Text


@rule(
    code="YS2-010",
    name=Text("末位不符", "last places disagree"),
    severity=Severity.HINT,
    certainty=0.5,
    why=Text(
        "同一个数在两处差末位，或合计差得比取舍误差略多：可能是笔误，也可能是两张表取舍的方式不同。",
        "One figure differs by a last place in two tables, or a sum by one more than rounding explains.",
    ),
    basis=Text("四舍五入", "rounding"),
    wrong=Text("表1 社会保障和就业支出 326.71，表3 [208] 326.72", "table 1: 326.71, table 3: 326.72"),
    right=Text("两表都为 326.72", "326.72 in both"),
)
def check_last_place(context: Context) -> Checked:
    """One hint for all contradictions of at most two last places.

    A single one whose cell is known keeps its place and right figure, and is a warning: elsewhere the document shows
    how it rounds, and this figure alone does not fit.
    """
    reconciliation = context.reconciliation
    n = reconciliation.equations_checked
    if not n:
        raise NotApplicable(Text("没有等式可核对", "there are no equations to be checked"))
    found = [c for c in reconciliation.contradictions if c.tiny]
    if not found:
        return Checked(n)
    if len(found) == 1 and found[0].located and found[0].proven:
        one = _contradictions.finding_of(found[0], "YS2-010")
        return Checked(n, (replace(one, severity=Severity.WARNING, certainty=0.7),))
    said = Text(
        f"{len(found)} 处只差末位，取决于取舍的方式，请核对原始数据",
        f"{len(found)} figures disagree by last places only",
    )
    return Checked(n, (_contradictions.together(found, "YS2-010", said, 50),))
