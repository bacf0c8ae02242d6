"""YS6-005: a subject of one kind of fund does not stand in the table of another."""

from collections.abc import Iterator

from yusuan.catalog.codes import funds_of
from yusuan.check.rule import Checked, Context, NotApplicable, rule
from yusuan.check.rules.ys6._rows import Named, named_rows
from yusuan.model.disclosure import Disclosure
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

_NAMES = {
    "general": Text("一般公共预算", "the general public budget"),
    "govfund": Text("政府性基金预算", "government fund budgets"),
    "capital": Text("国有资本经营预算", "the state capital budget"),
}


@rule(
    code="YS6-005",
    name=Text("科目与资金性质", "subject and kind of fund"),
    severity=Severity.WARNING,
    certainty=0.9,
    why=Text(
        "政府性基金的科目列在一般公共预算表里（或相反），资金性质就说不清。",
        "A subject of a government fund in the table of the general budget (or the reverse) muddles the funds.",
    ),
    basis=Text(
        "预算法第五条：一般公共预算、政府性基金预算、国有资本经营预算应当保持完整、独立；科目所属的预算依公开文本归纳。",
        "Budget Law art. 5: the budgets are complete and independent of each other; which budget a subject belongs to "
        "is as published documents show it.",
    ),
    wrong=Text("一般公共预算支出表列 2120803 城市建设支出", "2120803 in the table of the general budget"),
    right=Text("2120803 列入政府性基金预算支出表", "2120803 in the table of government funds"),
)
def check_fund(context: Context) -> Checked:
    """Look at the 项 in tables of one kind of fund whose title says which, where several issuers agree on the code."""
    rows = list(_rows(context.disclosure))
    if not rows:
        raise NotApplicable(Text("分资金的报表没有带编码的项", "no table of one fund prints codes of 项"))
    told: dict[str, Finding] = {}
    for row, fund in rows:
        allowed = funds_of(row.code)
        if allowed and fund not in allowed:
            home = "、".join(_NAMES[f].zh for f in sorted(allowed))
            home_en = ", ".join(_NAMES[f].en for f in sorted(allowed))
            finding = check_fund.finding(
                Text(
                    f"{row.code} {row.name}是{home}的科目，列在了{_NAMES[fund].zh}的表里。",
                    f"{row.code} {row.name} belongs to {home_en}, and stands in a table of {_NAMES[fund].en}.",
                ),
                row.place,
                f"{fund} {row.code}",
                printed=f"{row.code} {row.name}",
                statement=row.statement,
            )
            told.setdefault(finding.key, finding)
    return Checked(len(rows), tuple(told.values()))


def _rows(disclosure: Disclosure) -> Iterator[tuple[Named, str]]:
    facts = {(f.statement, f.row) for f in disclosure.facts if f.amount.value}
    for row in named_rows(disclosure, "function"):
        fund = disclosure.statements[row.statement].fixed.fund
        if len(row.code) == 7 and fund in _NAMES and (row.statement, row.row) in facts:
            yield row, fund
