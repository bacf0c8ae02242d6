"""YS2-004: what is only a part (其中) is not greater than its whole."""

from yusuan.check.rule import Checked, Context, rule
from yusuan.check.rules import _contradictions
from yusuan.model.finding import Severity
from yusuan.model.text import Text


@rule(
    code="YS2-004",
    name=Text("部分不大于全部", "a part is at most its whole"),
    severity=Severity.WARNING,
    certainty=0.8,
    why=Text(
        "“其中”项只列一部分，不能大于所属的合计（有负数调整的表除外）。",
        "What is listed as 其中 is only a part and cannot exceed its total, unless the table has negative adjustments.",
    ),
    basis=Text("算术", "arithmetic"),
    wrong=Text("“三公”经费 25.40，其中公务接待费 54.20", "25.40, of which 54.20"),
    right=Text("“三公”经费 25.40，其中公务接待费 5.42", "25.40, of which 5.42"),
)
def check_part(context: Context) -> Checked:
    """Report contradictions whose first failing equation is a part of a whole in one statement."""
    return _contradictions.check(context.reconciliation, "YS2-004", "part")
