"""YS1-002: every statement that the locality's disclosures must hold is there."""

from dataclasses import replace

from yusuan.catalog.layouts import expected_statements, is_school, layout_for
from yusuan.check.rule import Checked, Context, NotApplicable, NotChecked, rule
from yusuan.check.rules.ys1._scope import is_of_three_public
from yusuan.check.rules.ys1._titles import Entry, is_there, listed, titles, unnamed
from yusuan.model.finding import Severity
from yusuan.model.text import Text

#: Statements of a list of which a single one that is missing tells.
_MOST_OF = 6


@rule(
    code="YS1-002",
    name=Text("应公开的报表", "statements that must be published"),
    severity=Severity.ERROR,
    certainty=0.9,
    why=Text(
        "规定要公开的表缺一张，公开就不完整；没有数据也要公开空表并说明。",
        "A disclosure without one of its statements is incomplete, even where that one would be empty.",
    ),
    basis=Text(
        "预算法第十四条；财预〔2016〕143号（据地方公开目录转述）及当地公开目录。",
        "Budget Law art. 14; Caiyu [2016] 143 (through local catalogues that restate it) and the local catalogue.",
    ),
    wrong=Text(
        "上海市单位预算只有 8 张表，没有国有资本经营预算表。",
        "Eight statements of nine: the state capital one is missing.",
    ),
    right=Text("九张表齐全，没有国有资本经营预算的，公开空表并注明。", "All nine, the empty one with its note."),
)
def check_expected(context: Context) -> Checked:
    """Compare the kinds of the statements with the catalog's list for the kind, locality and year of the document.

    What the contents name is YS1-001's business. Silent where a table with amounts was not recognised.
    """
    disclosure = context.disclosure
    kinds = expected_statements(disclosure.identity)
    layout = layout_for(disclosure.identity)
    if not kinds or layout is None:
        raise NotApplicable(Text("没有当地的公开目录可供对照", "no list is known for this locality"))
    if is_school(disclosure.identity.body) and not layout.bodies:
        raise NotApplicable(Text("高等学校另有公开办法", "universities publish under rules of their own"))
    if is_of_three_public(disclosure):
        raise NotApplicable(Text("文本只公开“三公”经费", "the document is about the three public expenses alone"))
    if not disclosure.statements:
        raise NotChecked(Text("没有读到报表（可能是另一个文件）", "no statement was read (another file may hold them)"))
    if unnamed(disclosure):
        raise NotChecked(
            Text("有未能识别的表，无法确定缺哪一张", "a table was not recognised: which is missing is unknown")
        )
    told = {e.kind for e in listed(disclosure)}
    known = titles(disclosure)
    # A city follows its province's list, but may have one of its own: then a missing kind cannot be decided here.
    narrower = bool(layout.locality) and disclosure.identity.locality not in ("", layout.locality)
    severity = Severity.HINT if narrower or layout.fallback else Severity.ERROR
    findings = []
    for kind in kinds:
        entry = Entry(kind.name.zh, kind.id, disclosure.statements[0].place)
        if kind.id in told or is_there(entry, disclosure, known):
            continue
        if layout.fallback and kind.id == "general_basic" and any(s.kind == "basic" for s in disclosure.statements):
            continue  # one table of all 基本支出 by fund (云南)
        zh = f"缺《{kind.name.zh}》（{layout.name.zh}应有）。没有数据的也应公开空表并说明。"
        en = f"“{kind.name.en}” is missing ({layout.name.en}); an empty one is published too, with a note."
        findings.append(check_expected.finding(Text(zh, en), None, kind.id, severity=severity))
    # All of the national list but one: that one was left out, wherever the document is from.
    if layout.fallback and len(findings) == 1 and len(kinds) > _MOST_OF:
        findings = [replace(findings[0], severity=Severity.WARNING)]
    return Checked(len(kinds), tuple(findings))
