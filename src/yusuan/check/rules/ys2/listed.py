"""YS2-005: what is listed makes up its total."""

from yusuan.check.rule import Checked, Context, NotApplicable, rule
from yusuan.check.rules import _contradictions
from yusuan.model.finding import Severity
from yusuan.model.text import Text


@rule(
    code="YS2-005",
    name=Text("所列科目、项目齐全", "what is listed is complete"),
    severity=Severity.HINT,
    certainty=0.6,
    why=Text(
        "各表一致而所列各项之和小于合计，常是有科目或项目没有列出；不宜公开的可以不列，漏列的应当补上。",
        "All tables agree and yet what is listed falls short: something was left out, by right or by mistake.",
    ),
    basis=Text(
        "《预算法实施条例》：功能分类公开到项（涉密内容除外）", "the implementing regulation: to items, but secrets"
    ),
    wrong=Text("[20402] 7,927.40，所列 [2040201] 6,556.70、[2040299] 1,051.46，少 319.24", "7,927.40 over 7,608.16"),
    right=Text("[20402] 7,927.40，所列各项之和 7,927.40", "7,927.40 over items that add up to it"),
)
def check_listed(context: Context) -> Checked:
    """One hint for all totals that what is listed does not make up though no figure looks wrong."""
    reconciliation = context.reconciliation
    n = reconciliation.looked_at("subject", "across")
    found = [c for c in reconciliation.contradictions if c.missing and not c.tiny]
    if not n and not found:
        raise NotApplicable(Text("没有逐级列示的科目", "no subjects are listed level by level"))
    if not found:
        return Checked(n)
    said = Text(
        f"{len(found)} 处所列各项之和小于合计，没有哪个数像是写错，可能有科目或项目没有列出（如不宜公开的），请核对",
        f"What is listed falls short of {len(found)} totals, and no figure looks wrong: something may not be listed",
    )
    return Checked(n, (_contradictions.together(found, "YS2-005", said, 60),))
