"""YS1-005: cover, headings and heads of tables name one body."""

import re
from collections.abc import Iterator
from dataclasses import replace

from yusuan.catalog.bodies import bare_body, same_body
from yusuan.check.rule import Checked, Context, NotChecked, rule
from yusuan.check.rules.ys1._words import Words, running_heads
from yusuan.model.disclosure import Disclosure
from yusuan.model.finding import Severity
from yusuan.model.text import Text

#: 第一部分 XX局概况 · 二、2026年XX局部门预算安排情况说明 · XX局(单位)主要职能: the name that a heading begins with.
_HEADING = re.compile(
    r"^(?:第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\))?(?:20\d\d年度?)?(?!\()(?P<name>[\u4e00-\u9fff()]{4,40}?)"
    r"(?:概况|20\d\d年|(?:部门|单位)(?:预算|决算)|(?:\((?:单位|部门)\))?(?:主要职[能责]|机构设置)$)"
)
#: 上海市…局2024年度部门决算, 2026年…局部门预算公开 on a cover; a name alone may be the superior's.
_COVER = re.compile(
    r"^(?:20\d\d年度?)?(?!\()(?P<name>[\u4e00-\u9fff()]{4,40}?)"
    r"(?:20\d\d年度?)?(?:部门|单位|综合|市级|区级|本级|汇总)*(?:预算|决算)(?:公开|说明|情况说明|报告|表|信息)*(?:\([^)]*\))?$"
)
#: What a cover says, the surest first: a title, 预算单位：…局, the name by itself above 2026年度部门预算.
_ON_COVER = (
    _COVER,
    re.compile(r"^(?:预算|主管|编制|填报|公开)*(?:部门|单位)(?:名称)?[:：](?P<name>[\u4e00-\u9fff()]{4,40})$"),
    re.compile(r"^(?P<name>[\u4e00-\u9fff()]{4,40})$"),
)
#: How a body's name ends; 部门, 单位 and 本部门 are words, not names.
_NAME = re.compile(
    r"(?:局|委|办|部|厅|院|署|室|会|校|中心|站|所|队|馆|社|团|处|府|法院|检察院|学院|大学|医院|场|台|园|库|公司|街道|镇|乡|总队)(?:\([^)]*\))?$"
)
_HALF_WIDTH = str.maketrans("（）", "()")
_LONGEST = 60
_WORD = re.compile(
    r"^(?:本|各|该|所属|下属)?(?:部门|单位|局|委|机关|预算单位)|(?:部门|单位)$|^(?:本|我|全|各)?(?:学校|学院|大学|医院|法院|检察院|中心)$"
)


@rule(
    code="YS1-005",
    name=Text("各处的单位名称", "body's name in all places"),
    severity=Severity.ERROR,
    certainty=0.9,
    why=Text(
        "表头、标题或页眉是别的单位的名称，说明套用了他人文本，数据也可能是别人的。",
        "Another body's name over a table or heading: its text was taken over, and perhaps its figures.",
    ),
    basis=Text(
        "预算法第十四条（公开义务）；财政部年度公开检查把不完整、不细化、不准确、不易懂列为问题（据转述）。",
        "Budget Law art. 14 (the duty to publish); the Ministry's yearly inspections fault what is incomplete, not "
        "detailed, not accurate or not readable (known at second hand).",
    ),
    wrong=Text(
        "上海市普陀区某局的页眉写“上海市某局2024年部门决算”。", "A district bureau's pages are headed with the city's."
    ),
    right=Text("各处都是本单位名称（可带“本级”“机关”等）。", "Its own name everywhere, 本级 and the like aside."),
)
def check_body(context: Context) -> Checked:
    """Compare the names on the cover, in headings, running heads and heads of tables with the body.

    A cover may name the superior too: it is wrong where none of its names is the body's. Sentences are YS4-027's.
    本级, 本部, 机关, codes in front and shortened names are the same body. A unit that the document names among its
    own (in its overview or in a row of a table) may have tables under its name.
    """
    disclosure = context.disclosure
    body = disclosure.identity.body
    if not body:
        raise NotChecked(Text("未能判明单位名称", "the body's name was not made out"))
    named = [w for w in (*_names(disclosure), *_covers(disclosure)) if w.text]
    units = _units(disclosure)
    findings = [
        check_body.finding(
            Text(
                f"此处单位名称是“{w.text}”，本文本是“{body}”的。",
                f"“{w.text}” is named here; the document is of “{body}”.",
            ),
            w.place,
            f"{w.heading} {bare_body(w.text)}",
            printed=w.text,
            expected=body,
            statement=w.statement,
        )
        for w in named
        if not same_body(w.text, body) and bare_body(w.text) not in units
    ]
    return Checked(len(named), tuple({f.key: f for f in reversed(findings)}.values()))


def _names(disclosure: Disclosure) -> Iterator[Words]:
    headings = (Words(s.path[-1], s.place, s.kind, "标题") for s in disclosure.sections if s.path)
    for words in (*headings, *running_heads(disclosure)):
        name = _named(_HEADING, words.text)
        if name:
            yield replace(words, text=name)
    for statement in disclosure.statements:
        name = "".join(statement.body_name.split())
        if _NAME.search(name) and not _WORD.search(name):
            yield Words(name, statement.place, "statements", statement.kind, statement.index)


def _named(pattern: re.Pattern[str], text: str) -> str:
    """The body's name that a pattern finds at the beginning of a text; '' for none."""
    m = pattern.match("".join(text.translate(_HALF_WIDTH).split()))
    name = m["name"] if m else ""
    return name if _NAME.search(name) and not _WORD.search(name) else ""


def _covers(disclosure: Disclosure) -> Iterator[Words]:
    """The names on the cover, where none of them is the body's."""
    unit = disclosure.identity.level == "unit"
    for section in disclosure.sections[:2]:
        if section.kind != "cover":
            continue
        lines = [p for p in section.paragraphs[:8] if len(p.text) <= _LONGEST]
        whole = "".join(p.text for p in lines[:3])
        every = {_named(pattern, text) for pattern in _ON_COVER for text in (whole, *(p.text for p in lines))} - {""}
        if any(same_body(name, disclosure.identity.body) for name in every):
            continue
        for pattern in _ON_COVER:
            found = [(name, p) for p in lines if (name := _named(pattern, p.text))]
            if found:
                # Of a unit's superior alone nothing follows.
                yield from (
                    Words(n, p.pieces[0][1], "cover", "封面") for n, p in found if not (unit and "主管" in p.text)
                )
                break


def _units(disclosure: Disclosure) -> frozenset[str]:
    """The units that the document names as its own: in rows of its tables, and whole words of its overview."""
    cells = {bare_body(c.text) for s in disclosure.statements for c in s.grid.cells if _NAME.search(c.text.strip())}
    overview = "".join(p.text for s in disclosure.sections if s.kind == "overview" for p in s.paragraphs)
    words = re.split(r"[，。；、：:;,\s]|包括|和|及", overview)
    return frozenset(cells | {bare_body(w) for w in words if _NAME.search(w)})
