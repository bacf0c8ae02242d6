"""YS6-001: a subject written out in the narrative stands at its own level, under its own parent."""

from collections.abc import Iterator, Mapping

from yusuan.check.rule import Checked, Context, NotApplicable, rule
from yusuan.check.rules.ys6._paths import WORDS, Path, Step, codes_here, own_subjects, paths_in, said
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text


@rule(
    code="YS6-001",
    name=Text("科目的级次", "levels of a subject"),
    severity=Severity.ERROR,
    certainty=0.95,
    why=Text(
        "类、款、项写错级次，就成了另一个科目，读者在表里找不到它。",
        "A subject written at another level is another subject, which no table has.",
    ),
    basis=Text(
        "预算法实施条例第五、六条：支出按功能分类公开到项；政府收支分类科目规定每个科目的级次。",
        "Implementing Regulation of the Budget Law, arts. 5 and 6: expenditure is published by function down to 项; "
        "the classification gives each subject its level.",
    ),
    wrong=Text(
        "卫生健康支出（类）卫生健康支出（款）计划生育事务（项）",
        "卫生健康支出 (类) 卫生健康支出 (款) 计划生育事务 (项): each a level too low",
    ),
    right=Text(
        "卫生健康支出（类）计划生育事务（款）计划生育服务（项）",
        "卫生健康支出 (类) 计划生育事务 (款) 计划生育服务 (项)",
    ),
)
def check_levels(context: Context) -> Checked:
    """Read every path of names with （类）（款）（项) behind them, and follow it down the code list.

    A name is wrong where the lists (all editions) and the document's own tables have it, but at other levels only, or
    at this level under other parents only. A name that nobody knows is never wrong: localities have their own.
    """
    paths = list(paths_in(context.disclosure))
    if not paths:
        raise NotApplicable(Text("没有写明类、款、项的科目", "no subject is written out with its levels"))
    own = own_subjects(context.disclosure)
    told: dict[str, Finding] = {}
    for path in paths:
        wrong = list(_wrong(path, own))
        if wrong and path.text not in told:
            told[path.text] = _finding(path, wrong)
    return Checked(len(paths), tuple(told.values()))


def _wrong(path: Path, own: Mapping[str, frozenset[str]]) -> Iterator[tuple[Step, Text]]:
    parents: frozenset[str] = frozenset()
    for n, step in enumerate(path.steps):
        codes = codes_here(step.name, own)
        here = frozenset(c for c in codes if len(c) == step.digits)
        below = frozenset(c for c in here if any(c.startswith(p) for p in parents))
        if codes and not here:
            yield step, _level(step, codes)
        elif here and parents and not below:
            top = {p[:3] for p in parents}
            other = frozenset(c for c in codes - here if c[:3] in top)
            yield step, _level(step, other) if other else _parent(step, here)
        # Below a name that nobody knows, or that is wrong itself, anything may stand.
        parents = below or (here if not n else frozenset())


def _level(step: Step, codes: frozenset[str]) -> Text:
    levels = sorted({len(c) for c in codes})
    zh = "或".join(WORDS[n] for n in levels if n in WORDS)
    return Text(
        f"“{step.name}”是{zh}级科目，不是{WORDS[step.digits]}级", f"{step.name} is a {zh}, not a {WORDS[step.digits]}"
    )


def _parent(step: Step, here: frozenset[str]) -> Text:
    above = sorted({said(c[:-2]) for c in here})[:2]
    zh = "、".join(above)
    return Text(
        f"“{step.name}”属于{zh}，不在所写的上级科目之下", f"{step.name} belongs to {zh}, not to what is above it here"
    )


def _finding(path: Path, wrong: list[tuple[Step, Text]]) -> Finding:
    zh = "；".join(t.zh for _, t in wrong)
    en = "; ".join(t.en for _, t in wrong)
    printed = path.text.strip()
    return check_levels.finding(
        Text(f"科目“{printed}”的级次不对：{zh}。", f"The levels of the subject {printed!r} are wrong: {en}."),
        path.place,
        " > ".join((*path.section.path[-1:], printed)),
        printed=printed,
    )
