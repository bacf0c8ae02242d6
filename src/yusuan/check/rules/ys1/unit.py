"""YS1-006: a statement says in which unit its amounts are."""

from yusuan.check.rule import Checked, Context, NotChecked, rule
from yusuan.model.finding import Severity
from yusuan.model.text import Text

#: Forms that say the unit beside each amount, if at all.
_FORMS = frozenset({"index", "targets_project", "targets_body", "key_projects", "assets"})


@rule(
    code="YS1-006",
    name=Text("报表的金额单位", "unit of a statement"),
    severity=Severity.WARNING,
    certainty=0.9,
    why=Text(
        "不写“单位：万元”，读者只能猜是元还是万元，相差一万倍。",
        "Without its unit a reader has to guess between 元 and 万元, which are ten thousand times apart.",
    ),
    basis=Text(
        "预算法第十四条（公开义务）；财政部年度公开检查把不完整、不细化、不准确、不易懂列为问题（据转述）。",
        "Budget Law art. 14 (the duty to publish); the Ministry's yearly inspections fault what is incomplete, not "
        "detailed, not accurate or not readable (known at second hand).",
    ),
    wrong=Text("表头只有表题和编制单位，没有“单位：万元”。", "A title and the body's name; no 单位：万元."),
    right=Text("表头右上角写“单位：万元”。", "单位：万元 at the head of the table."),
)
def check_unit(context: Context) -> Checked:
    """Look at recognised statements that print amounts; a unit in a column's header will do."""
    statements = [s for s in context.disclosure.statements if s.kind and s.kind not in _FORMS and not s.empty]
    if not statements:
        raise NotChecked(Text("没有读到有数据的报表", "no statement with figures was read"))
    findings = tuple(
        check_unit.finding(
            Text(f"《{s.title}》没有注明金额单位（元或万元）。", f"《{s.title}》 does not say its unit (元 or 万元)."),
            s.place,
            s.kind,
            statement=s.index,
        )
        for s in statements
        if not s.unit_said and not any(c.unit for c in s.columns)
    )
    return Checked(len(statements), findings)
