"""YS7-016: the name on a project's form is a project's, not the body's."""

from yusuan.catalog.normal import plain
from yusuan.check.rule import Checked, Context, NotApplicable, rule
from yusuan.check.rules.ys7._basis import TARGETS
from yusuan.check.rules.ys7._found import forms, short
from yusuan.model.finding import Severity
from yusuan.model.text import Text


@rule(
    code="YS7-016",
    name=Text("项目名称栏填了单位名称", "a body's name for a project's"),
    severity=Severity.WARNING,
    certainty=0.95,
    why=Text(
        "项目名称栏填成单位名称，就不知道这张目标表是哪个项目的；多半与“主管部门”栏填反了。",
        "With the body's name for the project's, nobody knows whose form it is; mostly two fields were swapped.",
    ),
    basis=TARGETS,
    wrong=Text(
        "项目名称：某某市安全生产监督管理局；主管部门：安全生产专项资金", "project: the bureau; authority: the fund"
    ),
    right=Text(
        "项目名称：安全生产专项资金；主管部门：某某市安全生产监督管理局", "project: the fund; authority: the bureau"
    ),
)
def check_named(context: Context) -> Checked:
    """Hold the project's name on each form against the name of the document's own body."""
    body = plain(context.disclosure.identity.body)
    named = [f for f in forms(context) if f.project.text]
    if not named or not body:
        raise NotApplicable(Text("绩效目标表没有项目名称", "no form names a project"))
    found = [
        check_named.finding(
            Text(
                f"绩效目标表的项目名称填的是单位名称“{short(f.project.text)}”。",
                f"The form's project is the body itself, “{short(f.project.text)}”.",
            ),
            f.project.place,
            f"表 {f.project.text}",
            printed=f.project.text,
            statement=f.statement,
        )
        for f in named
        if plain(f.project.text) == body
    ]
    return Checked(len(named), tuple(found))
