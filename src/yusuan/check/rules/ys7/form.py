"""YS7-014: where projects have forms, every one has."""

from yusuan.check.rule import Checked, Context, NotApplicable, rule
from yusuan.check.rules.ys7._basis import TARGETS
from yusuan.check.rules.ys7._found import aims, is_project, short
from yusuan.check.targets.aims import Aim, alike
from yusuan.model.amount import format_amount
from yusuan.model.finding import Severity
from yusuan.model.text import Text

#: So many projects with a form make it the rule, and the one without it the exception.
_ENOUGH = 6


@rule(
    code="YS7-014",
    name=Text("缺一张绩效目标表", "a project without a form of targets"),
    severity=Severity.WARNING,
    certainty=0.85,
    why=Text(
        "别的项目都有绩效目标表，只有一个没有，多半是漏排或被别的表顶替了。",
        "Where every other project has its form, the one without it was left out, or another stands in its place.",
    ),
    basis=TARGETS,
    wrong=Text("项目支出表列 12 个项目，绩效目标表只有 11 个项目的", "12 projects in the list, forms of 11"),
    right=Text("12 个项目都有绩效目标表", "forms of all 12"),
)
def check_form(context: Context) -> Checked:
    """Hold the list of projects against the forms, by name.

    Only where all projects but one (of at least six) have a form: many publish the forms of some projects only, and
    that is their right. A name that is cut off in the form is the same.
    """
    found = aims(context)
    listed: dict[str, Aim] = {a.key: a for a in found if a.kind == "project" and a.amount and is_project(a.name)}
    names = {a.key for a in found if a.kind == "form"}
    if not names or not listed:
        raise NotApplicable(Text("没有项目清单或逐项目的绩效目标表", "no list of projects, or no forms by project"))
    lacking = [a for k, a in listed.items() if not any(alike(k, n) for n in names)]
    if len(listed) <= _ENOUGH or len(lacking) != 1:
        return Checked(len(listed))
    one = lacking[0]
    printed = format_amount(one.amount or 0, "万元")
    return Checked(
        len(listed),
        (
            check_form.finding(
                Text(
                    f"{len(listed)} 个项目中只有“{short(one.name)}”（{printed} 万元）没有绩效目标表。",
                    f"Of {len(listed)} projects only “{short(one.name)}” ({printed} 万元) has no form of targets.",
                ),
                one.place,
                one.key,
                statement=one.statement,
            ),
        ),
    )
