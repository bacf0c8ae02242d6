"""YS5-002: what two documents of one body state of the same point is the same."""

from yusuan.check.rule import Checked, NotApplicable, rule
from yusuan.check.several.compare import SeveralContext
from yusuan.check.several.digest import Stated
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

#: From so many points on, of which more than half differ, the two were drawn up on different terms.
_ENOUGH = 6


@rule(
    code="YS5-002",
    name=Text("两份文本的同一个数", "one figure in two documents"),
    severity=Severity.WARNING,
    certainty=0.85,
    several=True,
    why=Text(
        "上年数与上年公开的不一致，或决算中的年初预算与公开的预算不一致，有一份写错了，或应说明调整的原因。",
        "Last year's figure differs from what was published then, or the budget in the final accounts from the budget: "
        "one is wrong, or a restatement is owed an explanation.",
    ),
    basis=Text(
        "预算法第三十二条、第七十五条：预算参考上一年执行情况编制，决算与预算相对应。",
        "Budget Law arts. 32 and 75: budgets look back at the year before; final accounts answer to the budget.",
    ),
    wrong=Text(
        "2025 年文本推出 2024 年预算 47.91 万元，2024 年文本印 46.91 万元", "47.91 implied now, 46.91 published then"
    ),
    right=Text("两处相同，或说明了调整的原因", "the same, or explained"),
)
def check_restated(context: SeveralContext) -> Checked:
    """Compare the points that both documents state as budget or as final accounts of the same year.

    Executed and adjusted figures are left out: they are estimates, and change. Where most points differ the two were
    drawn up on different terms, which is said once, as a hint.
    """
    compared = context.compared
    if compared.pair.kind not in ("years", "phases"):
        raise NotApplicable(Text("不是同一单位的两份文本", "not two documents of one body"))
    if compared.points >= _ENOUGH and 2 * len(compared.apart) > compared.points:
        return Checked(compared.points, (_other_terms(context),))
    return Checked(compared.points, tuple(_finding(a, b) for a, b in compared.apart))


def _finding(earlier: Stated, later: Stated) -> Finding:
    implied = "推得的" if later.implied else "的"
    return check_restated.finding(
        Text(
            f"{later.words}（{later.printed}）{implied}数，与另一份文本 {earlier.words} {earlier.printed} 不一致。",
            f"{later.words} ({later.printed}) is not what the other document has ({earlier.printed}).",
        ),
        later.place,
        f"{later.coordinate.year} {later.coordinate.phase} {later.words}",
        printed=later.printed,
        expected=earlier.printed,
        also=(earlier.place,),
    )


def _other_terms(context: SeveralContext) -> Finding:
    compared = context.compared
    n, of = len(compared.apart), compared.points
    earlier, later = compared.apart[0]
    return check_restated.finding(
        Text(
            f"两份文本共有的 {of} 个数中有 {n} 个不一致（如 {later.words} {later.printed} 与 {earlier.printed}），"
            "口径可能不同，未逐个列出。",
            f"{n} of {of} figures that both state differ ({later.words}: {later.printed}, {earlier.printed}); they may "
            "be drawn up on different terms and are not listed.",
        ),
        later.place,
        "terms",
        also=(earlier.place,),
        severity=Severity.HINT,
    )
