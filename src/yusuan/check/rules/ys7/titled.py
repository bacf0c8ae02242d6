"""YS7-019: a form of targets is of the project that its title names."""

import re

from yusuan.catalog.normal import plain
from yusuan.check.rule import Checked, Context, NotApplicable, rule
from yusuan.check.rules.ys7._basis import TARGETS
from yusuan.check.rules.ys7._found import forms, key, short
from yusuan.check.targets.aims import alike, name_key
from yusuan.check.targets.compare import bare, likeness
from yusuan.model.finding import Severity
from yusuan.model.text import Text

_TITLE = re.compile(r"(.{4,}?)(?:项目)?(?:支出)?(?:年度)?绩效(?:目标|自评).*表")
#: A title that names no project but a kind of form.
_KIND = re.compile(
    r"(?:20\d\d年?度?|市级|区级|省级|本级|中央|预算|部门|单位|项目|支出|政策|[和及、]|专项|资金|业务|经费|整体|总体|重点|一般性|年度|"
    r"特定目标类|其他运转类|[一二三]级|绩效|自评|财政|预期|申报|情况|转移支付|\([^()]*\))*"
)
#: Per cent of likeness from which on two names may be one, worded otherwise.
_LIKE = 50


@rule(
    code="YS7-019",
    name=Text("目标表的表题与项目名称", "title of a form and its project"),
    severity=Severity.WARNING,
    certainty=0.9,
    why=Text(
        "表题是一个项目，表里填的是另一个项目，多半是套用了别的项目的表。",
        "A form under one project's title is filled in for another: it was copied, and one of the two is missing.",
    ),
    basis=TARGETS,
    wrong=Text("《信息化运行维护绩效目标表》，项目名称：信访业务培训", "“IT maintenance”; project: training"),
    right=Text("《信息化运行维护绩效目标表》，项目名称：信息化运行维护", "the same in both"),
)
def check_titled(context: Context) -> Checked:
    """Compare the project in each form's title with the one in the form.

    Only titles that name a project; names that are cut off, contain each other or are much alike are one.
    """
    found, looked = [], 0
    statements = context.disclosure.statements
    for form in forms(context):
        title = plain(statements[form.statement].title)
        match = _TITLE.fullmatch(title) if not (form.body or form.listed) and form.project.text else None
        if match is None or _KIND.fullmatch(match[1]):
            continue
        looked += 1
        said, own = bare(name_key(match[1])), bare(name_key(form.project.text))
        if said in own or own in said or alike(said, own) or likeness(said, own) >= _LIKE:
            continue
        found.append(
            check_titled.finding(
                Text(
                    f"《{short(title)}》里的项目名称是“{short(form.project.text)}”。",
                    f"《{short(title)}》 is filled in for “{short(form.project.text)}”.",
                ),
                form.project.place,
                key(form, "表题"),
                printed=form.project.text,
                expected=match[1],
                statement=form.statement,
            )
        )
    if not looked:
        raise NotApplicable(Text("绩效目标表的表题没有写项目名称", "no form's title names its project"))
    return Checked(looked, tuple(found))
