"""YS3-002: 三公 and the like agree with the economic codes that they are another name for."""

from yusuan.check.rule import Checked, Context, rule
from yusuan.check.rules import _contradictions
from yusuan.model.finding import Severity
from yusuan.model.text import Text


@rule(
    code="YS3-002",
    name=Text("“三公”经费与经济分类科目相符", "the three expenses agree with their economic codes"),
    severity=Severity.WARNING,
    certainty=0.8,
    why=Text(
        "因公出国＝30212，公务接待＝30217，公车运行＝30231，公车购置＝31013（30913）；"
        "基本支出表只列一部分时，不得大于“三公”经费表。",
        "Travel abroad is 30212, reception 30217, vehicles 30231 and 31013; the basic part is at most the whole.",
    ),
    basis=Text("政府收支分类科目（部门预算支出经济分类）", "the economic classification of departmental budgets"),
    wrong=Text("公务用车运行费 7.40，[30231] 基本支出 17.40", "vehicles 7.40, [30231] 17.40"),
    right=Text("公务接待费 28.50，[30217] 基本支出 18.50（其余在项目支出）", "28.50, of which basic 18.50"),
)
def check_alias(context: Context) -> Checked:
    """Report contradictions between topics and the economic tables. Basic less than the whole is no finding."""
    return _contradictions.check(context.reconciliation, "YS3-002", "alias")
