"""YS2-009: the sums that miss their total by last digits only, all in one hint."""

from yusuan.check.rule import Checked, Context, NotApplicable, rule
from yusuan.check.rules._contradictions import point_key
from yusuan.model.amount import format_amount
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text


@rule(
    code="YS2-009",
    name=Text("尾数误差", "rounding"),
    severity=Severity.HINT,
    certainty=0.99,
    why=Text(
        "金额取舍到末位后相加，合计会差末位；四舍五入可以解释，不是错误，只作一条提示。",
        "Rounded figures add up to a last digit more or less; that is no error, and is said once.",
    ),
    basis=Text("四舍五入", "rounding"),
    wrong=Text("合计 3,818.29，分项 2,211.78＋1,606.52＝3,818.30", "3,818.29 over 2,211.78 + 1,606.52"),
    right=Text("合计 3,818.30，或在表下注明尾数误差", "3,818.30, or a note under the table"),
)
def check_rounding(context: Context) -> Checked:
    """List every sum inside a statement that misses its total by no more than rounding explains."""
    reconciliation = context.reconciliation
    n = reconciliation.looked_at("subject", "columns", "flow")
    if not n:
        raise NotApplicable(Text("没有和式可核对", "there are no sums to be checked"))
    gaps = tuple(reconciliation.rounding_gaps())
    if not gaps:
        return Checked(n)
    most = max(abs(g.difference) for g in gaps)
    unit = context.disclosure.statements[0].unit or "万元" if context.disclosure.statements else "万元"
    words = format_amount(most, unit)
    message = Text(
        f"{len(gaps)} 个和式与合计差末位（最多 {words} {unit}），四舍五入可以解释，不是错误。",
        f"{len(gaps)} sums miss their total by last digits (at most {words}); rounding explains them.",
    )
    first = gaps[0].total
    return Checked(
        n,
        (
            Finding(
                "YS2-009", Severity.HINT, certainty=0.99, message=message, place=first.place,
                key=f"YS2-009 {point_key(None)}".strip(), equations=gaps,
            ),
        ),
    )  # fmt: skip
