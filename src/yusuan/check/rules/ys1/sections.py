"""YS1-009: the explanations that every disclosure owes are given."""

import re
from dataclasses import dataclass

from yusuan.catalog.layouts import is_school
from yusuan.catalog.normal import plain
from yusuan.check.rule import Checked, Context, NotApplicable, NotChecked, rule
from yusuan.check.rules.ys1._scope import is_of_three_public
from yusuan.model.disclosure import Disclosure
from yusuan.model.finding import Severity
from yusuan.model.text import Text


@dataclass(frozen=True, slots=True)
class _Owed:
    """An explanation: its name, and the words by which the narrative gives it."""

    id: str
    name: Text
    words: re.Pattern[str]
    severity: Severity = Severity.ERROR
    #: Documents of earlier years were not yet asked for it everywhere.
    since: int = 0


_OWED = (
    _Owed("three_public", Text("“三公”经费", "three public expenses"), re.compile("三公|因公出国|公务接待")),
    _Owed(
        "agency_running",
        Text("机关运行经费", "agency running costs"),
        re.compile("机关运行|机关经费|行政经费|运行经费"),
        # A body that has none may be of a kind that owes no word on it.
        Severity.WARNING,
    ),
    _Owed("procurement", Text("政府采购", "government procurement"), re.compile("政府采购|采购预算|采购支出|采购情况")),
    _Owed(
        "assets",
        Text("国有资产占用", "state assets"),
        re.compile("国有资产|固定资产|资产占|资产情况|资产总|车辆|公务用车保有"),
        since=2019,
    ),
    _Owed("targets", Text("预算绩效", "performance"), re.compile("绩效"), since=2019),
)
#: Heading or first words of a glossary.
_GLOSSARY = re.compile(r"名词解释|专业性较强的名词|专业名词|名词说明|相关名词|指标解释|术语")
#: A narrative shorter than this is not the whole of it: another file holds the rest.
_SHORTEST = 300
#: So many missing at once: the narrative is not in this file, or was not found in it.
_TOO_MANY = 4


@rule(
    code="YS1-009",
    name=Text("应有的说明", "explanations owed"),
    severity=Severity.ERROR,
    certainty=0.9,
    why=Text(
        "“三公”经费、机关运行经费、政府采购、国有资产、绩效必须说明，没有的也要说明没有；缺说明是财政部检查通报最多的问题之一。",
        "Each of these must be explained, none at all included; explanations left out head the Ministry's inspections.",
    ),
    basis=Text(
        "预算法第十四条（机关运行经费）；预算法实施条例第五、六条；财预〔2016〕143号（据地方公开目录转述）。",
        "Budget Law art. 14; its Regulation arts. 5, 6; Caiyu [2016] 143 (through local catalogues that restate it).",
    ),
    wrong=Text("情况说明没有一处提到国有资产占用情况。", "The narrative does not mention state assets anywhere."),
    right=Text("截至2024年12月31日，本单位共有车辆0辆……", "As of 31 December 2024, there are no vehicles …"),
)
def check_sections(context: Context) -> Checked:
    """Search headings and paragraphs outside the contents and the glossary for each explanation, and for a glossary.

    Tables do not count, nor does a file without a narrative. Universities publish under rules of their own.
    """
    disclosure = context.disclosure
    if is_school(disclosure.identity.body):
        raise NotApplicable(Text("高等学校另有公开办法", "universities publish under rules of their own"))
    if is_of_three_public(disclosure):
        raise NotApplicable(Text("文本只说明“三公”经费", "the document explains the three public expenses alone"))
    said = _narrative(disclosure)
    unsaid = [owed for owed in _OWED if not owed.words.search(said)]
    if len(said) < _SHORTEST or len(unsaid) >= _TOO_MANY:
        raise NotChecked(
            Text("没有读到情况说明（可能是另一个文件）", "no narrative was read (another file may hold it)")
        )
    missing = [owed for owed in unsaid if disclosure.identity.year >= owed.since]
    findings = [
        check_sections.finding(
            Text(
                f"没有说明{owed.name.zh}；没有的也应说明没有。",
                f"Nothing is said on {owed.name.en}; even none must be said.",
            ),
            None,
            owed.id,
            severity=owed.severity,
        )
        for owed in missing
        if not (owed.id == "targets" and _has_targets(disclosure))
    ]
    if not _has_glossary(disclosure):
        words = Text("没有名词解释。", "There is no glossary.")
        findings.append(check_sections.finding(words, None, "glossary", severity=Severity.WARNING))
    return Checked(len(_OWED) + 1, tuple(findings))


def _narrative(disclosure: Disclosure) -> str:
    """All that is said outside cover, contents, duties and glossary, with the headings over it."""
    kinds = ("narrative", "statements", "other")
    parts: list[str] = []
    for section in disclosure.sections:
        if section.kind in kinds and section.paragraphs:
            parts += (*section.path, *(p.text for p in section.paragraphs))
    return plain("".join(parts))


def _has_targets(disclosure: Disclosure) -> bool:
    """Targets may be told in tables alone, which may stand in another file that the contents name."""
    if any(s.kind in ("targets_project", "targets_body", "key_projects") for s in disclosure.statements):
        return True
    return any("绩效" in p.text for s in disclosure.sections if s.kind == "contents" for p in s.paragraphs)


def _has_glossary(disclosure: Disclosure) -> bool:
    for section in disclosure.sections:
        if section.kind == "glossary" or any(_GLOSSARY.search(plain(h)) for h in section.path):
            return True
        if section.kind != "contents" and any(_GLOSSARY.search(plain(p.text[:40])) for p in section.paragraphs):
            return True
    return False
