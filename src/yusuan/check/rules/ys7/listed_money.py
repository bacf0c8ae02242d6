"""YS7-005: a target form's amount is that of its project in the list of projects."""

from collections import defaultdict

from yusuan.check.rule import Checked, Context, NotApplicable, rule
from yusuan.check.rules.ys7._basis import TARGETS
from yusuan.check.rules.ys7._found import aims, forms, short
from yusuan.check.targets.aims import Aim, alike
from yusuan.model.amount import FEN, format_amount
from yusuan.model.finding import Severity
from yusuan.model.text import Text

#: 分: a tenth of 百元, which a figure in 万元 with two places cannot show.
_OPEN = FEN["百元"] // 2


@rule(
    code="YS7-005",
    name=Text("绩效目标表金额与项目支出表", "amount of a form and of its project"),
    severity=Severity.ERROR,
    certainty=0.9,
    why=Text(
        "同一个项目在目标表和项目支出表中金额不同，必有一处是错的或是旧的。",
        "One project with two amounts: one of them is wrong, or an older one.",
    ),
    basis=TARGETS,
    wrong=Text("项目支出表 674.00；绩效目标表 647.00", "list of projects 674.00; form 647.00"),
    right=Text("两处都是 674.00", "674.00 in both"),
)
def check_listed_money(context: Context) -> Checked:
    """Hold the total of each form against the rows of the list of projects with the same name.

    Not flagged: a name that stands several times in the list or in the forms (projects of several units share names,
    and nothing says which rows a form is for); a total of several years, with what was carried in, or one of its
    sources that is the list's.
    """
    forms(context)
    rows: dict[str, list[Aim]] = defaultdict(list)
    own: dict[str, list[Aim]] = defaultdict(list)
    for aim in aims(context):
        if aim.amount is not None:
            (own if aim.kind == "form" else rows)[aim.key].append(aim)
    pairs = [(own[n][0], one) for n in own if len(own[n]) == 1 and (one := _row(rows, n)) is not None]
    if not pairs:
        raise NotApplicable(Text("绩效目标表的项目没有列在项目支出表中", "no form is of a project that is listed"))
    told = []
    for form, listed in pairs:
        if any(abs(a - b) <= _OPEN for a in form.amounts for b in listed.amounts):
            continue
        printed, expected = (format_amount(v or 0, "万元") for v in (form.amount, listed.amount))
        told.append(
            check_listed_money.finding(
                Text(
                    f"项目“{short(form.name)}”在绩效目标表中为 {printed} 万元，在项目支出表中为 {expected} 万元。",
                    f"The project “{short(form.name)}” has {printed} in its form and {expected} 万元 in the list.",
                ),
                form.place,
                f"{form.key} {printed}",
                printed=printed,
                expected=expected,
                also=(listed.place,),
                statement=form.statement,
            )
        )
    return Checked(len(pairs), tuple(told))


def _row(rows: dict[str, list[Aim]], name: str) -> Aim | None:
    """The one row of the list that is the project's, None where there is none or more."""
    many = rows.get(name) or [a for n, found in rows.items() if alike(n, name) for a in found]
    return many[0] if len(many) == 1 else None
