"""YS2-002: the columns (or rows) of a breakdown add up: 合计 = 基本支出 + 项目支出, 三公 = 出国 + 用车 + 接待."""

from yusuan.check.rule import Checked, Context, rule
from yusuan.check.rules import _contradictions
from yusuan.model.finding import Severity
from yusuan.model.text import Text


@rule(
    code="YS2-002",
    name=Text("合计等于各分项之和", "the total is the sum of its breakdown"),
    severity=Severity.ERROR,
    certainty=0.98,
    why=Text(
        "合计＝基本支出＋项目支出，财政拨款＝一般公共预算＋政府性基金＋国有资本经营，“三公”经费＝出国＋用车＋接待。",
        "The total is basic and project expenditure, the grant is its three budgets, the three expenses add up.",
    ),
    basis=Text("算术；《预算法实施条例》第五、六条所列分类", "arithmetic; the classes of the implementing regulation"),
    wrong=Text("合计 3,818.29，基本支出 2,211.78，项目支出 1,066.52", "3,818.29 = 2,211.78 + 1,066.52"),
    right=Text("合计 3,818.29，基本支出 2,211.78，项目支出 1,606.52", "3,818.29 = 2,211.78 + 1,606.52"),
)
def check_columns(context: Context) -> Checked:
    """Report contradictions whose first failing equation breaks a total down by nature, fund or topic."""
    return _contradictions.check(context.reconciliation, "YS2-002", "columns")
