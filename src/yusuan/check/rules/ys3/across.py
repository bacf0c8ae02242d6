"""YS3-003: what several tables list adds up to what another prints."""

from yusuan.check.rule import Checked, Context, rule
from yusuan.check.rules import _contradictions
from yusuan.model.finding import Severity
from yusuan.model.text import Text


@rule(
    code="YS3-003",
    name=Text("表间加总相符", "sums over tables agree"),
    severity=Severity.ERROR,
    certainty=0.95,
    why=Text(
        "一张表只列明细、另一张表只列合计时，明细之和应等于合计；基本支出表与项目支出表之和应等于支出表。",
        "Where one table lists details and another the totals, they add up; so do basic and project expenditure.",
    ),
    basis=Text("各表口径一致；算术", "one scope in all tables; arithmetic"),
    wrong=Text("支出表 [205] 120.00，明细表中 205 各项之和 102.00", "[205] 120.00, details 102.00"),
    right=Text("支出表 [205] 120.00，明细表中 205 各项之和 120.00", "[205] 120.00, details 120.00"),
)
def check_across(context: Context) -> Checked:
    """Report contradictions whose first failing equation takes figures from more than one statement."""
    return _contradictions.check(context.reconciliation, "YS3-003", "across")
