"""YS7-014: where projects have forms, every one has."""

from collections.abc import Sequence

from yusuan.check.rule import Checked, Context, NotApplicable, rule
from yusuan.check.rules.ys7._basis import TARGETS
from yusuan.check.rules.ys7._found import aims, is_project, short
from yusuan.check.targets.aims import Aim, alike
from yusuan.model.amount import format_amount
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

#: So many projects with a form make it the rule, and the one without it the exception.
_ENOUGH = 6
#: Of fewer projects nothing can be told.
_FEW = 3


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
    that is their right; one of fewer is a hint. And where another project's form stands twice, once with the money of
    the one that has none. A name that is cut off in the form is the same.
    """
    found = aims(context)
    listed: dict[str, Aim] = {a.key: a for a in found if a.kind == "project" and a.amount and is_project(a.name)}
    names = {a.key for a in found if a.kind == "form"}
    if not names or not listed:
        raise NotApplicable(Text("没有项目清单或逐项目的绩效目标表", "no list of projects, or no forms by project"))
    lacking = [a for k, a in listed.items() if not any(alike(k, n) for n in names)]
    swapped = [(a, f) for a in lacking if (f := _instead(a, found)) is not None]
    if swapped:
        return Checked(len(listed), tuple(_taken(a, f) for a, f in swapped))
    if len(listed) < _FEW or len(lacking) != 1:
        return Checked(len(listed))
    one = lacking[0]
    printed = format_amount(one.amount or 0, "万元")
    finding = check_form.finding(
        Text(
            f"{len(listed)} 个项目中只有“{short(one.name)}”（{printed} 万元）没有绩效目标表。",
            f"Of {len(listed)} projects only “{short(one.name)}” ({printed} 万元) has no form of targets.",
        ),
        one.place,
        one.key,
        statement=one.statement,
        severity=None if len(listed) > _ENOUGH else Severity.HINT,
    )
    return Checked(len(listed), (finding,))


def _instead(lacking: Aim, found: Sequence[Aim]) -> Aim | None:
    """The form of another project, listed once and with two forms, that has the money of the one that ``lacking`` is.

    None where no form has it, or more than one.
    """
    own = [a for a in found if a.kind == "form"]
    again = [
        f for f in own
        if lacking.amount in f.amounts
        and sum(g.key == f.key for g in own) > sum(a.kind == "project" and alike(a.key, f.key) for a in found) > 0
        and not any(a.amount == lacking.amount for a in found if a.kind == "project" and alike(a.key, f.key))
    ]  # fmt: skip
    return again[0] if len(again) == 1 else None


def _taken(one: Aim, form: Aim) -> Finding:
    printed = format_amount(one.amount or 0, "万元")
    return check_form.finding(
        Text(
            f"项目“{short(one.name)}”（{printed} 万元）没有绩效目标表；金额相同的一张写成了“{short(form.name)}”。",
            f"The project “{short(one.name)}” ({printed} 万元) has no form; one with it says “{short(form.name)}”.",
        ),
        form.place,
        one.key,
        printed=form.name,
        expected=one.name,
        also=(one.place,),
        statement=form.statement,
    )
