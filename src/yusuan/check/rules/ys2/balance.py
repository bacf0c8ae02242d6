"""YS2-003: income balances expenditure, and the year's own with what is carried over makes the grand total."""

from yusuan.check.rule import Checked, Context, rule
from yusuan.check.rules import _contradictions
from yusuan.model.finding import Severity
from yusuan.model.text import Text


@rule(
    code="YS2-003",
    name=Text("收支平衡", "income balances expenditure"),
    severity=Severity.ERROR,
    certainty=0.98,
    why=Text(
        "收入总计＝支出总计；总计＝本年＋结转结余。本年收入与本年支出可以不等，总计不能不等。",
        "Grand totals of income and expenditure agree; the year's own figures need not, the grand totals must.",
    ),
    basis=Text("收支总表的编制口径；算术", "how the summary table is drawn up; arithmetic"),
    wrong=Text("收入总计 66,356.67，支出总计 66,536.67", "income 66,356.67, expenditure 66,536.67"),
    right=Text("收入总计 66,356.67，支出总计 66,356.67", "income 66,356.67, expenditure 66,356.67"),
)
def check_balance(context: Context) -> Checked:
    """Report contradictions whose first failing equation is over flows."""
    return _contradictions.check(context.reconciliation, "YS2-003", "flow")
