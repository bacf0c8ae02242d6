"""YS1-015: a table that prints nothing, though others print what belongs in it."""

from yusuan.check.rule import Checked, Context, NotApplicable, rule
from yusuan.check.rules.ys1._empty import elsewhere, is_statutory
from yusuan.model.amount import format_amount
from yusuan.model.finding import Severity
from yusuan.model.text import Text


@rule(
    code="YS1-015",
    name=Text("空表与其他表的数", "an empty table against the others"),
    severity=Severity.ERROR,
    certainty=0.95,
    why=Text(
        "别的表有这项收支，本表却是空的，是漏填；注明“没有”就是错注。",
        "Other tables print what this one should hold: it was not filled in, and a note that says “none” is wrong.",
    ),
    basis=Text(
        "预算法实施条例第五、六条；财预〔2016〕143号（据地方公开目录转述）：没有数据的表才列空表。",
        "Implementing Regulation of the Budget Law, arts. 5 and 6; Caiyu [2016] 143 (through local catalogues that "
        "restate it): only a table without data is published empty.",
    ),
    wrong=Text(
        "财政拨款收支总表没有一个数，注“没有使用财政拨款”；收支总表中财政拨款收入 1,717.85。",
        "The grant table is empty; the summary has 1,717.85 of grants.",
    ),
    right=Text(
        "财政拨款收支总表列出 1,717.85 的来源和去向。", "The grant table shows where 1,717.85 come from and go."
    ),
)
def check_emptied(context: Context) -> Checked:
    """Look for amounts inside the point that each empty statement's title gives, in the document's other statements.

    Only this year's own budget or final accounts count, and only expenditure for a table of expenditure.
    """
    disclosure = context.disclosure
    empty = [s for s in disclosure.statements if s.empty and is_statutory(s)]
    if not empty:
        raise NotApplicable(Text("没有空表", "no table is empty"))
    findings = []
    for statement in empty:
        fact = elsewhere(statement, disclosure)
        if fact is None:
            continue
        other = disclosure.statements[fact.statement]
        printed = format_amount(fact.amount.value, fact.amount.unit)
        findings.append(
            check_emptied.finding(
                Text(
                    f"《{statement.title}》没有一个数，《{other.title}》却有属于它的 {printed} {fact.amount.unit}。",
                    f"《{statement.title}》 prints nothing; 《{other.title}》 has {printed} that belong in it.",
                ),
                statement.place,
                statement.kind,
                expected=printed,
                also=(fact.place,),
                statement=statement.index,
            )
        )
    return Checked(len(empty), tuple(findings))
