"""YS4-018: a comparison is with the year itself, with a later one, or with one before last year."""

import re
from collections.abc import Iterator

from yusuan.check.rule import Checked, Context, NotApplicable, rule
from yusuan.check.rules.ys4._book import Book
from yusuan.check.rules.ys4._say import finding, heading, paragraph, words
from yusuan.model.disclosure import Disclosure, Paragraph, Section
from yusuan.model.fact import Claim
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

#: The year that is compared with, in the clause before a change.
_YEAR = re.compile(r"(?:比较?|较|与|同|和|对比)(20\d\d)年")
_ANY_YEAR = re.compile(r"(20\d\d)年")
#: How far before a change its 比 may stand.
_FAR = 60
#: 比2024年预算数有所减少: a comparison that needs no figure to be one.
_SPOKEN = re.compile(
    r"[比较与同](?P<year>20\d\d)\s*年(?:度|初)?(?:[^，。；;\d]{0,16}?(?:预算|执行)数?[^，。；;\d]{0,6}?"
    r"(?:增加|减少|增长|下降|持平|一致|相比|相同)|(?:基本|相比)?(?:持平|一致|相同))"
)
_EXCLUDED = frozenset({"contents", "cover", "glossary", "statements", "overview"})
_STOP = re.compile(r"[。；;！]")
#: A year that a plan is measured from (比2020年下降13.5%) is not last year's budget.
_PLAN = re.compile(r"五年|规划|目标|基期|基准|累计|疫情|改革前|高峰|以来|下降率|强度|排放|能耗")


@rule(
    code="YS4-018",
    name=Text("比较的年度写错", "compared with the wrong year"),
    severity=Severity.ERROR,
    certainty=0.9,
    why=Text(
        "预算、决算应与上一年度比较；与本年度自身比、与更早的年度比，多为沿用上年文本没有改全。",
        "A year is compared with the one before; its own year, or an older one, is left over from an older text.",
    ),
    basis=Text(
        "《地方预决算公开操作规程》（财预〔2016〕143号，据地方转载）要求说明与上年的增减变化",
        "财预〔2016〕143号 asks for changes against the year before to be explained (known at second hand)",
    ),
    wrong=Text("2025年预算 20 万元，比2025年预算增加 5 万元", "the budget of 2025 is 20, 5 more than that of 2025"),
    right=Text("2025年预算 20 万元，比2024年预算增加 5 万元", "the budget of 2025 is 20, 5 more than that of 2024"),
)
def compared_year(context: Context) -> Checked:
    """Look at the year behind 比, 较, 与 in every comparison of an amount that is understood.

    Looked at: changes and rates whose base has a year in digits. Wrong: it is not the year before the amount's own.
    Not flagged: final accounts against the budget of their own year, plans measured from an older year, amounts whose
    own year is not the document's or the one before.
    """
    book = Book(context)
    year = context.disclosure.identity.year
    spoken = list(_spoken(context.disclosure))
    found = [(c, *y) for i in book.kind("change", "growth") if (y := _years(context, c := book.claims[i]))]
    if not (found or spoken) or not year:
        raise NotApplicable(Text("没有写明与哪一年比较", "no comparison names its year"))
    findings: dict[str, Finding] = {}
    for claim, own, base in found:
        if _is_wrong(claim, own, base, context):
            one = _finding(context, claim, own, base)
            findings.setdefault(f"{claim.section} {claim.paragraph} {claim.item} {base}", one)
    told = {(c.section, c.paragraph) for c, own, base in found if _is_wrong(c, own, base, context)}
    others = (
        _plain(context.disclosure.sections[i], p, m, year)
        for i, n, p, m in spoken
        if (i, n) not in told and _is_past(p, m, year)
    )
    more = {f.key: f for f in others}
    return Checked(len(found) + len(spoken), (*findings.values(), *more.values()))


def _spoken(disclosure: Disclosure) -> Iterator[tuple[int, int, Paragraph, re.Match[str]]]:
    """Comparisons of a budget with the budget or the execution of a year, in words alone."""
    if disclosure.identity.kind != "budget":
        return
    for index, section in enumerate(disclosure.sections):
        if section.kind not in _EXCLUDED:
            for number, paragraph in enumerate(section.paragraphs):
                if "比" in paragraph.text or "较" in paragraph.text or "与" in paragraph.text:
                    yield from ((index, number, paragraph, m) for m in _SPOKEN.finditer(paragraph.text))


def _is_past(paragraph: Paragraph, m: re.Match[str], year: int) -> bool:
    """Whether a comparison in words is with the budget's own year or a later one."""
    sentence = _STOP.split(paragraph.text[: m.start()])[-1]
    years = {int(y) for y in _ANY_YEAR.findall(sentence)}
    return int(m["year"]) >= year and not any(y > year for y in years) and not _PLAN.search(sentence)


def _plain(section: Section, paragraph: Paragraph, m: re.Match[str], year: int) -> Finding:
    where, said = section.path[-1] if section.path else "情况说明", "".join(m.group().split())
    return compared_year.finding(
        Text(
            f"“{where}”写“{said}”，{year} 年的数应与 {year - 1} 年比较，而不是 {m['year']} 年。",
            f"“{where}” says “{said}”: the budget of {year} is compared with {year - 1}, not with {m['year']}.",
        ),
        paragraph.place_of(m.start()),
        f"{where} {said[:20]}",
        printed=f"{m['year']}年",
        expected=f"{year - 1}年",
    )


def _years(context: Context, claim: Claim) -> tuple[int, int] | None:
    """The year of an amount and the year in digits that it is held against; None where none is named, or a plan's."""
    start = claim.span[0]
    clause = "".join(_STOP.split(paragraph(context, claim)[max(0, start - _FAR) : start])[-1].split())
    found = list(_YEAR.finditer(clause))
    if not found or _PLAN.search(clause) or (claim.base is not None and claim.base.year != found[-1][1]):
        return None
    before = _ANY_YEAR.findall(clause[: found[-1].start()])
    stated = claim.coordinate.year if claim.coordinate is not None else ""
    own = before[-1] if before else stated
    return (int(own) if own.isdigit() else context.disclosure.identity.year), int(found[-1][1])


def _is_wrong(claim: Claim, own: int, base: int, context: Context) -> bool:
    year, at, other = context.disclosure.identity.year, claim.coordinate, claim.base
    if own not in (year, year - 1):
        return False
    if at is None or other is None:  # of what is not understood only a comparison with the budget's own year is wrong
        return base == own == year and context.disclosure.identity.kind == "budget"
    if own == base:
        return at.phase == other.phase or (at.phase == "budget" and other.phase in ("executed", "final"))
    return base != own - 1


def _finding(context: Context, claim: Claim, own: int, base: int) -> Finding:
    where, said = heading(context, claim), words(context, claim)
    return finding(
        "YS4-018",
        context,
        claim,
        Text(
            f"“{where}”写“{said}”，{own} 年的数应与 {own - 1} 年比较，而不是 {base} 年。",
            f"“{where}” says “{said}”: an amount of {own} is compared with {own - 1}, not with {base}.",
        ),
        severity=Severity.ERROR,
        certainty=0.9,
        expected=f"{own - 1}年",
    )
