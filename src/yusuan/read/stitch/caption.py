"""What stands above a table: its number, title, unit and body; each told by its own form, never by position alone."""

import re
from dataclasses import dataclass

from yusuan.read.stitch.line import Line, squash

_UNIT = re.compile(
    r"\(?(?:本表|本套报表)?(?:金额|计量|货币|数据)?单位:?(?:人民币)?(万元|亿元|千元|百元|元|万(?=[)]?$))"
    r"(?:[、/,](?:%|人|个|台|辆|次|人次|平方米|套|批次))*\)?[;,。]?"
)
_BODY = re.compile(
    r"^(?:预算|编制|编报|公开|填报|主管|预算主管|资金主管|资金使用|申报|项目)?(?:单位|部门)(?:名称|全称|[编代]码(?:及|和|、)名称)?"
    r"(?:\((?:单位|部门|公章|盖章)\)|[/、或](?:单位|部门))?(?:名称)?(?:\((?:公章|盖章)\))?[:](.*)$"
)
#: How long the other words of a line that says the unit may be, for it to be no sentence.
_LONGEST_KEY = 60
#: The body by its code in the finance bureau's list, with or without 部门： before it: [360]某市民政局, 507-某局.
_CODED_BODY = re.compile(
    r"^[\[(]?[0-9]{3,12}[\])]?[-—–_]?(?=[\u4e00-\u9fff])(.{3,40}"
    r"(?:局|委|厅|部|院|会|处|中心|校|馆|社|团|署|办|室|队|站|所|学|园|府|库|台|区)(?:\((?:本级|机关|汇总|本部)\)|本级|机关)?)$"
)
NUMBER = re.compile(
    r"^\(?(?:附件?)?(?:部门|单位|区级|市级|省级)?(?:公开|预算公开|决算公开|预算|决算|财决|财预|财决公开)?"
    r"(?:附?表[0-9]{1,3}(?:[-—–.][0-9]{1,2})?|附?表[一二三四五六七八九十]{1,3}|[A-Z]{0,2}[0-9]{1,3}(?:[-—–][0-9]{1,2})?表"
    r"|GK[0-9]{1,2}|附?件[0-9]{1,2}(?:[-—–][0-9]{1,2})?)\)?"
    r"|^[0-9]\.[0-9]{1,2}(?=[\u4e00-\u9fff])"
)
_AFTER_NUMBER = re.compile(r"^[:、.,\-—–]+")
_TITLE = re.compile(r"^[^。;,!?]{2,60}表(?:\([^()]{1,30}\)){0,2}(?:\(?续(?:表|上表|[0-9一二三四五六七八九十]+)?\)?)?$")
_NO_TITLE = re.compile(
    r"详见|参见|见附|如下|填列|填报说明|^本表|^此表|空表|[:]|^注|^备注|^第[一二三四五六七八九十]+部分|列表$|代表$|外表$"
)
_CONTENTS = re.compile(r"^(?:[\u4e00-\u9fff]{0,12})目录$")
_PERIOD = re.compile(
    r"^\(?(?:[12][0-9]{3})\(?(?:年度?)?\)?\)?$|^(?:填报|编制|编报|公开)?(?:日期|时间):?.{0,16}$|^[12][0-9]{3}年[0-9]{1,2}月(?:[0-9]{1,2}日)?$"
)
LISTED = re.compile(r"^(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十]{1,3}\)|[0-9]{1,2}[、.](?![0-9]))")
_CONTINUED = re.compile(r"\(?续(?:表|上表|[0-9一二三四五六七八九十]+)?\)?$")
_NOTE = re.compile(
    r"^\(?(?:备?注|附注|说明|填表说明|备注说明)(?:[:]|[0-9一二三四五]{1,2}[.、:]|(?=\())"
    r"|^\(?本(?:套|表)(?:报表)?(?:金额|反映|为空|无|数据|中|若|明细|本年)"
    r"|^[*※★]"
)
_EMPTY_NOTE = re.compile(r"本表|此表|该表|空表|无数据|不涉及此")
_COLON = re.compile(r"[:：﹕]")


@dataclass(frozen=True, slots=True)
class Caption:
    """What one line above a table says; a field that it does not say is ''. ``listed``: the title has a list number."""

    number: str = ""
    title: str = ""
    unit: str = ""
    body: str = ""
    says_body: bool = False
    period: bool = False
    listed: bool = False


def continued_title(title: str) -> str:
    """A squashed title without 续表, （续）: the same on each page of its table."""
    return _CONTINUED.sub("", squash(title))


def caption(text: str) -> Caption | None:
    """What ``text`` says as a caption, or None where any field of it (they are parted by tabs) is no caption."""
    merged: Caption | None = None
    for field in text.split("\t") if "\t" in text else (text,):
        if not field.strip():
            continue
        one = _field(field.strip())
        if one is None:
            return None
        merged = one if merged is None else _merge(merged, one)
    return merged


def _merge(a: Caption, b: Caption) -> Caption:
    return Caption(
        a.number or b.number,
        a.title or b.title,
        a.unit or b.unit,
        a.body or b.body,
        a.says_body or b.says_body,
        a.period or b.period,
        a.listed or b.listed,
    )


def _field(text: str) -> Caption | None:
    bare = squash(text)
    if len(bare) > 90 or bare.endswith("。"):
        return None
    unit = ""
    m = _UNIT.search(bare)
    if m is not None and (m.end() == len(bare) or m.start() == 0):
        unit = "万元" if m.group(1) == "万" else m.group(1)
        bare = bare[: m.start()] if m.start() else bare[m.end() :]
    if not bare:
        return Caption(unit=unit)
    m = _BODY.match(bare)
    if m is not None:
        name = _COLON.split(text, maxsplit=1)[1]
        if unit:
            name = re.split(r"[（(]?(?:金\s*额|计\s*量)?\s*单\s*位\s*[:：]", name, maxsplit=1)[0]
        return Caption(unit=unit, body=" ".join(name.split()), says_body=True)
    if _PERIOD.match(bare):
        return Caption(unit=unit, period=True)
    m = _CODED_BODY.match(bare)
    if m is not None:
        return Caption(unit=unit, body=m.group(1), says_body=True)
    said = _titled(text, bare, unit)
    if said is None and unit and ":" in bare and len(bare) <= _LONGEST_KEY:
        return Caption(unit=unit)  # 预算代码：361 名称：… 单位：万元
    return said


def _titled(text: str, bare: str, unit: str) -> Caption | None:
    m = NUMBER.match(bare)
    if m is not None:
        rest = _AFTER_NUMBER.sub("", bare[m.end() :])
        if not rest or _CONTINUED.fullmatch(rest):
            return Caption(number=m.group(), unit=unit)
        if is_title(rest):
            return Caption(number=m.group(), title=_printed(text, rest), unit=unit)
        return None
    m = LISTED.match(bare)
    if m is not None:
        rest = bare[m.end() :]
        return Caption(title=_printed(text, rest), unit=unit, listed=True) if is_title(rest) else None
    if is_title(bare):
        return Caption(title=_printed(text, bare), unit=unit)
    return Caption(title=text.strip(), unit=unit) if is_contents_title(bare) else None


def _printed(text: str, bare: str) -> str:
    """The part of ``text`` that squashes to ``bare``, with its own brackets and quotes but without spaces."""
    kept = [i for i, char in enumerate(text) if squash(char)]
    at = squash(text).rfind(bare)
    start, end = kept[at], kept[at + len(bare) - 1] + 1
    if start and text[start - 1] in "“\"'‘":
        start -= 1
    if end < len(text) and text[end] in "”\"'’":
        end += 1
    return "".join(text[start:end].split())


def is_contents_title(bare: str) -> bool:
    """Whether a squashed line is the title of a table of contents: 目录, 报表目录."""
    return _CONTENTS.match(bare) is not None


def is_title(bare: str) -> bool:
    """Whether a squashed line has the form of a statement's title: it ends in 表, with or without a bracket."""
    return _TITLE.match(bare) is not None and _NO_TITLE.search(bare) is None


def is_note(line: Line) -> bool:
    """Whether the line begins a note to the table above it."""
    return _NOTE.match(line.bare) is not None


def is_empty_note(line: Line) -> bool:
    """Whether the line, standing right under a table, says why it is empty."""
    return _EMPTY_NOTE.search(line.bare) is not None and len(line.bare) < 120
