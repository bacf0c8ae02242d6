"""YS7-001: every project has a target."""

from yusuan.check.rule import Checked, Context, rule
from yusuan.check.rules.ys7._basis import TARGETS
from yusuan.check.rules.ys7._found import aims, is_project, short
from yusuan.check.targets.words import nothing
from yusuan.model.finding import Severity
from yusuan.model.text import Text


@rule(
    code="YS7-001",
    name=Text("绩效目标缺失", "a project without a target"),
    severity=Severity.WARNING,
    certainty=0.95,
    why=Text(
        "列了钱而没有写要办成什么，读者无从知道项目该不该办、办成没有。",
        "Money without a word of what it is to achieve: nobody can tell whether the project is worth it or done.",
    ),
    basis=TARGETS,
    wrong=Text("信息化运维项目 | 120.00 | （空白或“无”）", "IT maintenance | 120.00 | (blank, or 无)"),
    right=Text("信息化运维项目 | 120.00 | 保障 8 个系统全年稳定运行", "… | keep 8 systems running all year"),
)
def check_target(context: Context) -> Checked:
    """Look at the place for the target of each project that a list or a form names.

    Wrong is a cell that is blank or holds a dash or 无, where other projects of the same list have a target: a list
    whose column is blank throughout is a matter of the table, not of each project. Not flagged: rows of units and
    categories, and rows without an amount.
    """
    found = aims(context)
    filled = {a.statement for a in found if a.text and not nothing(a.text)}
    looked = [a for a in found if a.text is not None and (a.statement in filled or a.kind in ("form", "key_projects"))]
    told = {
        f.key: f
        for a in looked
        if nothing(a.text or "") and a.amount != 0 and (a.kind != "project" or is_project(a.name))
        for f in [
            check_target.finding(
                Text(
                    f"项目“{short(a.name)}”没有绩效目标{f'，只写了“{a.text}”' if a.text else ''}。",
                    f"The project “{short(a.name)}” has no target{f', only {a.text!r}' if a.text else ''}.",
                ),
                a.text_place,
                f"{a.kind} {a.name}",
                printed=a.text or "",
                statement=a.statement,
            )
        ]
    }
    return Checked(len(looked), tuple(told.values()))
