"""YS1-004: cover, contents, headings and titles name one fiscal year."""

import re
from collections.abc import Iterator

from yusuan.check.rule import Checked, Context, NotChecked, rule
from yusuan.check.rules.ys1._words import Words, running_heads
from yusuan.model.disclosure import Disclosure
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

#: A year in front of what it is the year of; 2024年预算执行情况 in a budget of 2025 is about the year before.
_YEAR = re.compile(
    r"(20\d\d)\s*年(?:度)?(?=[^，。；、《》]{0,24}(?:预算|决算))(?![^，。；]{0,16}(?:执行|完成|自评|评价|绩效|结转|结余|相比|比))"
)
#: The year in front of what a table's title says that it is of, but for titles that look back.
_TITLED = re.compile(
    r"(20\d\d)年(?:度)?(?=[“\"]?(?:市级|区级|县级|省级|本级|部门|单位|预算|综合|一般公共|财政|收支|收入|支出|政府|国有|项目|专项|三公|机关|基本))"
    r"(?!.*(?:执行|完成|自评|评价|结转|结余|上年|增减|对比))"
)
_LAW = re.compile(r"《[^》]*》|〔[^〕]*〕|\[[^\]]*\]|【[^】]*】")
_LONGEST = 60  # characters of a line that can be a title


@rule(
    code="YS1-004",
    name=Text("各处的年度", "fiscal year in all places"),
    severity=Severity.ERROR,
    certainty=0.95,
    why=Text(
        "封面、目录、标题和表头的年度不一致，多为沿用上年文本没有改全。",
        "A cover, contents, heading or title of another year: last year's text was not changed everywhere.",
    ),
    basis=Text(
        "预算法第十四条（公开义务）；财政部年度公开检查把不完整、不细化、不准确、不易懂列为问题（据转述）。",
        "Budget Law art. 14 (the duty to publish); the Ministry's yearly inspections fault what is incomplete, not "
        "detailed, not accurate or not readable (known at second hand).",
    ),
    wrong=Text("2025年预算的表题写“2024年部门收入预算总表”。", "A title “2024 … budget” in the budget of 2025."),
    right=Text("各处都写2025年。", "2025 everywhere."),
)
def check_year(context: Context) -> Checked:
    """Compare the years of cover, contents, headings, running heads and titles with the document's own.

    Only a year that stands right before what it is the year of (…年…预算, …年…决算) counts, in a line short enough to
    be a title, outside names of laws, and not one that a comparison or a report on execution speaks of; and the year
    before what the title of a statement says that it is of.
    """
    identity = context.disclosure.identity
    if not identity.year:
        raise NotChecked(Text("未能判明文本的年度", "the document's year was not made out"))
    places = list(_titles(context.disclosure))
    findings = tuple(f for words in places for f in _other_years(words, identity.year))
    return Checked(len(places), findings)


def _titles(disclosure: Disclosure) -> Iterator[Words]:
    for section in disclosure.sections:
        if section.path:
            yield Words(section.path[-1], section.place, section.kind, section.path[-1])
        if section.kind in ("cover", "contents"):
            for p in section.paragraphs:
                yield Words(p.text, p.pieces[0][1], section.kind, section.kind)
    yield from running_heads(disclosure)
    for statement in disclosure.statements:
        if statement.kind:
            yield Words(statement.title, statement.place, "statements", statement.kind, statement.index)


def _other_years(words: Words, year: int) -> Iterator[Finding]:
    if len(words.text) > _LONGEST:
        return
    years = {int(m[1]) for m in _YEAR.finditer(_LAW.sub("", words.text))}
    titled = _TITLED.search("".join(words.text.split())) if words.statement is not None else None
    if titled is not None:
        years.add(int(titled[1]))
    if years and year not in years:
        said = "、".join(f"{y}" for y in sorted(years))
        yield check_year.finding(
            Text(
                f"“{words.text.strip()}”写的是 {said} 年，本文本是 {year} 年。",
                f"“{words.text.strip()}” says {said}; the document is of {year}.",
            ),
            words.place,
            f"{words.heading} {said}",
            printed=said,
            expected=str(year),
            statement=words.statement,
        )
