"""YS4-017: a unit's document speaks of the department's budget, or a department's of a unit's."""

import re
from collections.abc import Iterator

from yusuan.check.rule import Checked, Context, NotApplicable, NotChecked, rule
from yusuan.model.disclosure import Section
from yusuan.model.finding import Finding, Severity
from yusuan.model.place import Place
from yusuan.model.text import Text

_EXCLUDED = frozenset({"contents", "cover", "glossary", "statements", "overview"})
_SPACE = re.compile(r"\s+")
_QUOTED = re.compile(r"《[^》]{0,80}》|“[^”]{0,40}”")
#: Words of a department about its own budget. Another's (主管部门预算, 市级部门预算) and names of classifications
#: and systems (部门预算支出经济分类, 部门预算管理) are not its own.
_DEPARTMENT = re.compile(
    r"(?<![管门级地区各市省县政央关同个或和他属])(?:(?P<own>本|我)部门(?!本级)|(?P<year>20\d\d年度?)?部门(?P<what>预算|决算)(?=安排|编制|收入|支出|共|总|数|中|为|说明))"
    r"(?!支出经济分类|经济分类|编制(?:范围|口径|要求|工作)|支出标准)"
)
#: Words of a unit; 本单位 is said by departments too.
_UNIT = re.compile(r"(?P<year>20\d\d年度?)单位(?P<what>预算|决算)(?=安排|编制|收入|支出|共|总|数|中|为|说明)")
_OWN = {
    "unit": re.compile(r"(?:本|我)单位|单位(?:预算|决算)"),
    "department": re.compile(r"(?:本|我)部门|部门(?:预算|决算)"),
}
_NAMES = {"unit": "单位", "department": "部门"}
#: So few words of the other level are a slip however few the document's own are.
_FEW = 3


@rule(
    code="YS4-017",
    name=Text("单位文本用部门措辞（或相反）", "words of a department in a unit's document, or the reverse"),
    severity=Severity.WARNING,
    certainty=0.9,
    why=Text(
        "部门和单位的预算分别公开，口径不同；单位文本写“部门预算安排……”，读者不知道数是谁的。",
        "Departments and units publish each their own: “the department's budget” in a unit's leaves open whose it is.",
    ),
    basis=Text(
        "《预算法实施条例》第五条：部门所属单位的预算、决算由单位分别公开",
        "Implementing regulation of the Budget Law, article 5: units of a department publish their own budgets",
    ),
    wrong=Text("（单位预算）2025年部门预算安排购置车辆 0 辆", "(a unit's) the department's budget buys no vehicle"),
    right=Text("（单位预算）2025年单位预算安排购置车辆 0 辆", "(a unit's) the unit's budget buys no vehicle"),
)
def level(context: Context) -> Checked:
    """Look for words of the other level in the narrative.

    Looked at: narrative sections of documents whose level is known. Wrong: in a unit's, 本部门, 部门预算安排 and the
    like; in a department's, 20XX年单位预算 …. Not flagged: 主管部门, 财政部门, 各部门, classifications and titles,
    duties and glossary, departments without units, documents that use the other level's words throughout.
    """
    disclosure = context.disclosure
    own = disclosure.identity.level
    if own == "unknown":
        raise NotChecked(Text("未能判明是部门还是单位的文本", "it was not made out whose document this is"))
    sections = [s for s in disclosure.sections if s.kind not in _EXCLUDED]
    if not sections:
        raise NotApplicable(Text("没有情况说明", "there is no narrative"))
    other = "department" if own == "unit" else "unit"
    found = [(s, p, w) for s in sections for p, w in _found(s, _DEPARTMENT if own == "unit" else _UNIT)]
    usual = sum(len(_OWN[own].findall(t)) for s in sections for t in _texts(s))
    if found and len(found) > usual and len(found) > _FEW:
        raise NotApplicable(Text("全文通用另一级的措辞", "the other level's words are used throughout"))
    if not usual and not found:
        raise NotApplicable(Text("说明没有提到部门或单位预算", "the narrative names neither a department nor a unit"))
    findings: dict[str, Finding] = {}
    for section, place, word in found:
        one = _finding(section, place, word, (own, other))
        findings.setdefault(one.key, one)
    return Checked(usual + len(found), tuple(findings.values()))


def _texts(section: Section) -> Iterator[str]:
    yield from (_SPACE.sub("", p.text) for p in section.paragraphs)
    if section.path:
        yield section.path[-1]


def _found(section: Section, pattern: re.Pattern[str]) -> Iterator[tuple[Place, str]]:
    for paragraph in section.paragraphs:
        if not ("部门" in paragraph.text or "单位" in paragraph.text):
            continue
        titles = [m.span() for m in _QUOTED.finditer(paragraph.text)]
        for m in pattern.finditer(paragraph.text):
            if not any(a < m.start() < b for a, b in titles):
                yield paragraph.place_of(m.start()), m.group() + paragraph.text[m.end() : m.end() + 4]


def _finding(section: Section, place: Place, word: str, levels: tuple[str, str]) -> Finding:
    own, other = (_NAMES[x] for x in levels)
    where = section.path[-1] if section.path else "情况说明"
    return level.finding(
        Text(
            f"“{where}”写“{word}…”，本文本是{own}的，不是{other}的。",
            f"“{where}” says “{word}…”, but the document is a {levels[0]}'s, not a {levels[1]}'s.",
        ),
        place,
        f"{where} {word}",
        printed=word,
        expected=word.replace(other, own),
    )
