"""YS2-001: subjects, projects and units add up to their totals."""

from yusuan.check.rule import Checked, Context, rule
from yusuan.check.rules import _contradictions
from yusuan.model.finding import Severity
from yusuan.model.text import Text


@rule(
    code="YS2-001",
    name=Text("上级科目等于所属科目之和", "a subject is the sum of those under it"),
    severity=Severity.ERROR,
    certainty=0.98,
    why=Text(
        "类、款、项逐级相加，项目、单位相加，应等于上级和合计；不等就一定有数写错。",
        "Subjects add up level by level, projects and units to their total; where they do not, a figure is wrong.",
    ),
    basis=Text(
        "算术；《预算法实施条例》要求功能分类公开到项", "arithmetic; the implementing regulation asks for items"
    ),
    wrong=Text("[208] 314.13，所属 [20805] 324.13", "[208] 314.13 over [20805] 324.13"),
    right=Text("[208] 314.13，所属 [20805] 314.13", "[208] 314.13 over [20805] 314.13"),
)
def check_subject(context: Context) -> Checked:
    """Report contradictions whose first failing equation is a sum over rows that a statement lists."""
    return _contradictions.check(context.reconciliation, "YS2-001", "subject")
