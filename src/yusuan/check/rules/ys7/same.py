"""YS7-003: a project's target reads the same wherever it stands."""

from collections import defaultdict
from collections.abc import Iterator

from yusuan.check.rule import Checked, Context, NotApplicable, rule
from yusuan.check.rules.ys7._basis import TARGETS
from yusuan.check.rules.ys7._found import aims, short
from yusuan.check.targets.aims import Aim
from yusuan.check.targets.compare import Difference, differences, likeness, same
from yusuan.check.targets.words import nothing
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

_NAMES = {
    "project": "项目支出表",
    "key_projects": "重点项目绩效目标",
    "targets_project": "绩效目标表",
    "form": "绩效目标表",
}
#: Percent of two texts that is the same, below which they may be of two projects.
_ALIKE = 40


@rule(
    code="YS7-003",
    name=Text("绩效目标前后不一致", "a target that reads otherwise elsewhere"),
    severity=Severity.WARNING,
    certainty=0.95,
    why=Text(
        "同一个项目的目标在两处说法不同，事后按哪一个考核就说不清。",
        "One project, two targets: nobody can say which one will be held against it.",
    ),
    basis=TARGETS,
    wrong=Text("项目支出表：维护 8 个系统；重点项目：维护 6 个系统", "list: 8 systems; key projects: 6 systems"),
    right=Text("两处都写：维护 8 个系统", "8 systems in both places"),
)
def check_same(context: Context) -> Checked:
    """Hold the targets of one project in two tables against each other; the difference is shown by word.

    Not flagged: spaces, signs and widths; a text that is cut off; a name that stands several times in a table (the
    same project of several units), unless none of its texts is that of the other table. Two texts with hardly a word
    in common may be of two projects with one name: a hint.
    """
    by_name: dict[str, dict[int, list[Aim]]] = defaultdict(lambda: defaultdict(list))
    for aim in aims(context):
        if aim.text and not nothing(aim.text):
            by_name[aim.key][aim.statement].append(aim)
    pairs = [(name, tables) for name, tables in by_name.items() if len(tables) > 1]
    if not pairs:
        raise NotApplicable(Text("没有项目的绩效目标在两处出现", "no project's target stands in two places"))
    found = [f for name, tables in pairs for f in _differ(name, list(tables.values()))]
    return Checked(len(pairs), tuple(found))


def _differ(name: str, tables: list[list[Aim]]) -> Iterator[Finding]:
    first = tables[0]
    for other in tables[1:]:
        # Two forms of one name are of two units.
        for there in () if first[0].kind == other[0].kind else other:
            beside = [a for a in first if a.amount == there.amount] or first
            if any(same(a.text or "", there.text or "") for a in first):
                continue
            here = max(beside, key=lambda a: likeness(a.text or "", there.text or ""))
            yield _finding(name, here, there)
            break


def _finding(name: str, here: Aim, there: Aim) -> Finding:
    a, b = here.text or "", there.text or ""
    at, elsewhere = _NAMES.get(here.kind, "一处"), _NAMES.get(there.kind, "另一处")
    alike = likeness(a, b) >= _ALIKE
    words = "；".join(map(_shown, differences(a, b))) if alike else "文字完全不同"
    english = "; ".join(map(_shown, differences(a, b))) if alike else "they have hardly a word in common"
    return check_same.finding(
        Text(
            f"项目“{short(here.name)}”的绩效目标在{at}与{elsewhere}中不一致：{words}。",
            f"The target of “{short(here.name)}” reads otherwise in another table: {english}.",
        ),
        there.text_place,
        f"{name} {there.kind}",
        printed=b,
        expected=a,
        also=(here.text_place,),
        statement=there.statement,
        severity=None if alike else Severity.HINT,
    )


def _shown(difference: Difference) -> str:
    here, there = (f"“{short(t, 16)}”" if t else "（无）" for t in (difference.here, difference.there))
    return f"“{difference.before}”之后 {here}→{there}"
