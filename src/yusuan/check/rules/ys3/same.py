"""YS3-001: one figure is the same wherever it is printed."""

from yusuan.check.rule import Checked, Context, rule
from yusuan.check.rules import _contradictions
from yusuan.model.finding import Severity
from yusuan.model.text import Text


@rule(
    code="YS3-001",
    name=Text("同一个数在各表中相同", "one figure is the same in every table"),
    severity=Severity.ERROR,
    certainty=0.98,
    why=Text(
        "口径相同的数（如一般公共预算基本支出合计）在几张表中都有，必须一致。",
        "A figure of one scope (say, basic expenditure of the general budget) stands in several tables and must agree.",
    ),
    basis=Text("各表口径一致；财预〔2016〕143号（据地方目录转述）", "one scope; Caiyu [2016] 143 (at second hand)"),
    wrong=Text("表5 基本支出 3,332.09，表6 合计 3,323.09", "table 5: 3,332.09, table 6: 3,323.09"),
    right=Text("表5 基本支出 3,332.09，表6 合计 3,332.09", "table 5: 3,332.09, table 6: 3,332.09"),
)
def check_same(context: Context) -> Checked:
    """Report contradictions between cells of one coordinate that no sum inside a statement shows first."""
    return _contradictions.check(context.reconciliation, "YS3-001", "same")
