"""YS6-003: subjects bear the names of the document's own year."""

from collections.abc import Iterator
from itertools import chain

from yusuan.catalog.codes import former_names
from yusuan.catalog.normal import plain
from yusuan.check.rule import Checked, Context, NotChecked, rule
from yusuan.check.rules.ys6._paths import paths_in
from yusuan.check.rules.ys6._rows import named_rows
from yusuan.model.disclosure import Disclosure
from yusuan.model.finding import Finding, Severity
from yusuan.model.place import Place
from yusuan.model.text import Text


@rule(
    code="YS6-003",
    name=Text("科目的旧名称", "former names of subjects"),
    severity=Severity.WARNING,
    certainty=0.9,
    why=Text(
        "科目已经改名，还用旧名称，多半是照抄往年文本。",
        "A name that was given up years ago shows that the text was copied from an old one.",
    ),
    basis=Text(
        "当年政府收支分类科目（改名的年份依公开文本和历年科目修订归纳，据转述）。",
        "The year's classification (the years of renaming as documents and the yearly revisions show them: known at "
        "second hand).",
    ),
    wrong=Text("2024 年决算写“医疗卫生与计划生育支出”", "医疗卫生与计划生育支出 in the final accounts of 2024"),
    right=Text("“卫生健康支出”（2019 年起）", "卫生健康支出 (since 2019)"),
)
def check_former(context: Context) -> Checked:
    """Look for names that a later edition gave up, in rows with a code and in subjects written out with levels.

    In a glossary, which many copy from the Ministry's own old text, it is a hint.
    """
    year = context.disclosure.identity.year
    if not year:
        raise NotChecked(Text("未能判明年度", "the year was not made out"))
    told: dict[str, Finding] = {}
    looked = 0
    for name, digits, place, statement, glossary in chain(_tables(context.disclosure), _written(context.disclosure)):
        looked += 1
        for former in former_names().get(plain(name), ()):
            if former.digits == digits and year >= former.since:
                finding = check_former.finding(
                    Text(
                        f"“{name}”是旧科目名称，{former.since} 年起为“{former.name}”。",
                        f"{name!r} is a former name; it has been {former.name!r} since {former.since}.",
                    ),
                    place,
                    f"{'名词解释 ' if glossary else ''}{name}",
                    printed=name,
                    expected=former.name,
                    statement=statement,
                    severity=Severity.HINT if glossary else None,
                )
                told.setdefault(finding.key, finding)
    return Checked(looked, tuple(told.values()))


def _tables(disclosure: Disclosure) -> Iterator[tuple[str, int, Place, int | None, bool]]:
    for row in named_rows(disclosure, "function"):
        yield row.name, len(row.code), row.place, row.statement, False


def _written(disclosure: Disclosure) -> Iterator[tuple[str, int, Place, int | None, bool]]:
    for path in paths_in(disclosure):
        for step in path.steps:
            yield step.name, step.digits, path.place, None, path.section.kind == "glossary"
