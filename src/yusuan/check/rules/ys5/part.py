"""YS5-001: a unit has no more than the department that it belongs to."""

from yusuan.check.rule import Checked, NotApplicable, rule
from yusuan.check.several.compare import SeveralContext
from yusuan.model.finding import Severity
from yusuan.model.text import Text


@rule(
    code="YS5-001",
    name=Text("单位数大于部门数", "a unit with more than its department"),
    severity=Severity.ERROR,
    certainty=0.95,
    several=True,
    why=Text(
        "部门预算包含所属单位，单位的数不可能比部门的大；两份文本有一份错了。",
        "A department's figures include its units', so that a unit's cannot be greater: one document is wrong.",
    ),
    basis=Text(
        "预算法第七条：各部门预算由本部门及其所属各单位预算组成。",
        "Budget Law art. 7: a department's budget is made up of its own and its units' budgets.",
    ),
    wrong=Text(
        "单位“三公”经费 205.04 万元，部门 198.34 万元", "205.04 in the unit's document, 198.34 in the department's"
    ),
    right=Text("单位数不大于部门同一项目的数", "no more than the department has for the same point"),
)
def check_part(context: SeveralContext) -> Checked:
    """Compare the points of the fiscal grant and of “三公” that both documents state.

    Other funds are left alone: what a unit receives from its department cancels out in the whole.
    """
    compared = context.compared
    if compared.pair.kind != "part":
        raise NotApplicable(Text("不是部门与所属单位", "not a department and its unit"))
    return Checked(
        compared.points,
        tuple(
            check_part.finding(
                Text(
                    f"{unit.words} {unit.printed}，比部门文本的 {whole.words} {whole.printed} 还大。",
                    f"{unit.words} {unit.printed} is greater than the department's {whole.words} {whole.printed}.",
                ),
                unit.place,
                f"{context.second.identity.body} {unit.words}",
                printed=unit.printed,
                also=(whole.place,),
            )
            for whole, unit in compared.apart
        ),
    )
