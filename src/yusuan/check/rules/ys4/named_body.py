"""YS4-027: a sentence of the narrative gives the document's figures under another body's name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from yusuan.catalog.bodies import bare_body, same_body
from yusuan.catalog.normal import plain
from yusuan.check.rule import Checked, Context, NotApplicable, NotChecked, rule
from yusuan.model.disclosure import Disclosure
from yusuan.model.finding import Finding, Severity
from yusuan.model.place import Place
from yusuan.model.text import Text

_EXCLUDED = frozenset({"contents", "cover", "glossary", "statements", "overview"})
#: XX局2024年度收入总计…: whose budget a sentence speaks of.
_OPENING = re.compile(
    r"(?:^|[。；;])\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)]?[、.．]?)?(?P<name>[\u4e00-\u9fff（）()\s]{4,44}?)\s*(?:纳入)?20\d\d\s*年度?[，,]?"
    r"(?=(?:部门|单位)?(?:总?收入|总?支出|收、?支|财政拨款|一般公共预算|政府性基金|国有资本经营|“?三公|机关运行|政府采购|无政府性|无“?三公|无国有|预算绩效|政策和项目|项目支出|编报|整体支出))"
)
_NAME = re.compile(
    r"(?:局|委|办|部|厅|院|署|室|会|校|中心|站|所|队|馆|社|团|处|府|场|台|园|库|公司|街道|镇|乡|大学|学院)(?:[（(][^（）()]*[)）])?$"
)
_WORD = re.compile(
    r"本(?:部门|单位|局|委|级)|我(?:部门|单位|局|委)|^(?:各|该|全|其|与|比|较|根据|按照|截至|由于|因)|原因|相比|部门$|单位$"
)
_PLACES = re.compile("[省市区县州盟旗]")
#: A document that never opens a sentence so with its own body's name may have a form of its own.
_USUAL = 1


@dataclass(frozen=True, slots=True)
class _Named:
    """A name that a sentence opens with, as printed without spaces."""

    name: str
    heading: str
    place: Place


@rule(
    code="YS4-027",
    name=Text("说明中的单位名称", "the body's name in the narrative"),
    severity=Severity.ERROR,
    certainty=0.9,
    why=Text(
        "情况说明以别的单位的名称陈述本单位的收支，说明套用了他人文本，数据也可能是别人的。",
        "Figures are stated under another body's name: the text was taken over, and perhaps the figures.",
    ),
    basis=Text(
        "《预算法》第十四条（公开时作出说明）；财政部年度公开检查把不准确列为问题（据转述）",
        "Budget Law, article 14; the Ministry's yearly inspections fault what is not accurate (known at second hand)",
    ),
    wrong=Text("（某区财政局）某区民政局2024年度收入总计 95 万元", "(finance) the income of civil affairs is 95"),
    right=Text("（某区财政局）某区财政局2024年度收入总计 95 万元", "(finance) the income of finance is 95"),
)
def named_body(context: Context) -> Checked:
    """Compare the names that sentences about income and expenditure open with with the document's body.

    Looked at: a name right before a year and what is stated of it, in the narrative. Wrong: it is not the body's, in a
    document that otherwise opens such sentences with its own. Not flagged: 本级, 机关 and short names, units that the
    overview or a table names.
    """
    disclosure = context.disclosure
    body = disclosure.identity.body
    if not body:
        raise NotChecked(Text("未能判明单位名称", "the body's name was not made out"))
    names = list(_names(disclosure))
    own = sum(_is_own(n.name, body) for n in names)
    if not names:
        raise NotApplicable(Text("说明中没有以单位名称开头的陈述", "no statement opens with a name"))
    others = [n for n in names if not _is_own(n.name, body)] if own >= _USUAL else []
    known = _known(disclosure) if others else ""
    findings: dict[str, Finding] = {}
    for one in others:
        if bare_body(one.name) not in known:
            found = _finding(one, body)
            findings.setdefault(found.key, found)
    return Checked(len(names), tuple(findings.values()))


def _names(disclosure: Disclosure) -> Iterator[_Named]:
    for section in disclosure.sections:
        if section.kind in _EXCLUDED:
            continue
        heading = section.path[-1] if section.path else "情况说明"
        for paragraph in section.paragraphs:
            for m in _OPENING.finditer(paragraph.text):
                name = "".join(m["name"].split())
                if _NAME.search(name) and not _WORD.search(name):
                    yield _Named(name, heading, paragraph.place_of(m.start("name")))


def _is_own(name: str, body: str) -> bool:
    """Whether a name is the body's, or short for it: its letters in their order, without a place of its own."""
    if same_body(name, body):
        return True
    rest = iter(plain(body))
    return not _PLACES.search(name) and all(letter in rest for letter in plain(name))


def _known(disclosure: Disclosure) -> str:
    """What the overview and the tables say, where units are named."""
    overview = (p.text for s in disclosure.sections if s.kind in ("overview", "cover") for p in s.paragraphs)
    cells = (c.text for s in disclosure.statements for c in s.grid.cells if _NAME.search(c.text.strip()))
    return "".join(plain(t) for t in (*overview, *cells)).replace("委员会", "委")


def _finding(one: _Named, body: str) -> Finding:
    return named_body.finding(
        Text(
            f"“{one.heading}”以“{one.name}”的名称陈述收支，本文本是“{body}”的。",
            f"“{one.heading}” states figures of “{one.name}”; the document is of “{body}”.",
        ),
        one.place,
        f"{one.heading} {bare_body(one.name)}",
        printed=one.name,
        expected=body,
    )
