"""YS7-015: a form of targets is printed once."""

from yusuan.catalog.normal import plain
from yusuan.check.rule import Checked, Context, rule
from yusuan.check.rules.ys7._basis import TARGETS
from yusuan.check.rules.ys7._found import forms, key, who
from yusuan.check.targets.model import Form
from yusuan.model.finding import Severity
from yusuan.model.text import Text

_ENOUGH = 4


@rule(
    code="YS7-015",
    name=Text("同一张绩效目标表印了两遍", "a form of targets twice"),
    severity=Severity.WARNING,
    certainty=0.9,
    why=Text(
        "同一张表出现两遍，多半顶替了另一个项目的表。",
        "A form that stands twice mostly stands in the place of another project's.",
    ),
    basis=TARGETS,
    wrong=Text("两页都是“创业担保贷款贴息及奖补”674.00，目标和指标逐字相同", "two pages with one and the same form"),
    right=Text("每个项目一张表", "one form a project"),
)
def check_repeated(context: Context) -> Checked:
    """Look for forms of one name whose amounts, goals and indicators (at least four) are the same to the letter.

    The second may be without its amounts: rows at the top of a page that repeat those of the page before are read as
    one. Not flagged: forms that differ in anything (one project of several units), blocks of a list.
    """
    seen: dict[tuple[object, ...], Form] = {}
    found = []
    looked = [f for f in forms(context) if not f.listed and len(f.indicators) >= _ENOUGH]
    for form in looked:
        first = seen.setdefault(_words(form), form)
        if first is form or (form.money and first.money and _money(form) != _money(first)):
            continue
        found.append(
            check_repeated.finding(
                Text(
                    f"{who(form).zh}的绩效目标表印了两遍，内容完全相同。",
                    f"The form of {who(form).en} is printed twice.",
                ),
                form.place,
                key(form, "重复"),
                also=(first.place,),
                statement=form.statement,
            )
        )
    return Checked(len(looked), tuple(found))


def _words(form: Form) -> tuple[object, ...]:
    return (
        plain(form.project.text),
        tuple(plain(g.text) for g in form.goals),
        tuple((plain(i.second), plain(i.name), plain(i.value)) for i in form.indicators),
    )


def _money(form: Form) -> tuple[tuple[str, str], ...]:
    return tuple((m.label, m.amount.printed) for m in form.money)
