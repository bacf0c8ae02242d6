"""YS2-008: says which sums were not checked because a table as a whole does not bear them out."""

from yusuan.check.rule import Checked, Context, NotApplicable, NotChecked, rule
from yusuan.model.finding import Severity
from yusuan.model.text import Text


@rule(
    code="YS2-008",
    name=Text("等式与表的结构相符", "tables have the structure that their sums assume"),
    severity=Severity.HINT,
    certainty=0.5,
    why=Text(
        "一张表中同类等式大面积不成立，通常是表的结构没有读懂，不是几十处错误；这些等式不核对，并在此说明。",
        "Where sums of one kind fail all over a table, the table was misread: they are not checked, and it is said.",
    ),
    basis=Text("yusuan 的核对方法", "how yusuan checks"),
    wrong=Text("（本规则只说明哪些等式没有核对）", "(this rule only says which sums were not checked)"),
    right=Text("各类等式都已核对", "all kinds of sums were checked"),
)
def check_disowned(context: Context) -> Checked:
    """Never finds anything: gives the verdict 'not checked' with the families of sums that were left out."""
    reconciliation = context.reconciliation
    left_out = reconciliation.verdicts.disowned
    if not left_out:
        raise NotApplicable(Text("各类等式都已核对", "all kinds of sums were checked"))
    labels = reconciliation.labels
    said = []
    for family, n, failing in left_out:
        where = labels.statement(family.statement if family.statement >= 0 else family.source)
        why = labels.why(family, ())
        said.append((f"{where}“{why.zh}”{n} 个中 {failing} 个不成立", f"{where} “{why.en}”: {failing} of {n} fail"))
    raise NotChecked(
        Text(
            "以下等式在表中大面积不成立，疑为结构没有读懂，未核对：" + "；".join(zh for zh, _ in said),
            "these sums fail all over their tables, which were probably misread: " + "; ".join(en for _, en in said),
        )
    )
