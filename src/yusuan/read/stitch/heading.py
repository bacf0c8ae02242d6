"""Headings between the tables: their level, and what kind of section their words open."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from yusuan.model.disclosure import SectionKind
from yusuan.read.stitch.line import Line

_PART = re.compile(r"^第[一二三四五六七八九十]{1,3}(?:部分|章|篇)")
_HALF = re.compile(r"^[一二三四五六]、(?:文字|表格|报表|附表)部分$")
_FIRST = re.compile(r"^[一二三四五六七八九十]{1,3}[、.]")
_SECOND = re.compile(r"^\([一二三四五六七八九十]{1,3}\)")
_NUMBERED = re.compile(r"^(?:[0-9]{1,2}[、.)]|\([0-9]{1,2}\)|[①-⑳]|[一二三四五六七八九十]{1,3}[、.]|\()")
_TAIL = re.compile(r"\([^()]*\)$")
_AMOUNT = re.compile(r"\d(?:万元|元|亿元|%|万)")
_NAMED = re.compile(
    r"(?:目录|名词解释|职[能责](?:情况)?|机构设置(?:情况)?|机构情况|单位构成(?:情况)?|"
    r"说明|概况|基本情况|公开报表|(?:预|决)算(?:报)?表|附件|附表)$"
)
#: What may come after the explanation of words without a list number.
_AFTER_GLOSSARY = re.compile(r"(?:预算|决算).{0,12}(?:说明|报表|算表)$")
_CLAUSE = re.compile(r"[。;,!?，；：:]|的通知|根据|按照|包括")
_UNFINISHED = re.compile(r"[、:]$")

#: The first pattern that is found names the kind; read from the outermost heading to the innermost.
_KINDS: tuple[tuple[SectionKind, re.Pattern[str]], ...] = (
    ("glossary", re.compile(r"名词解释|名词说明|术语")),
    ("contents", re.compile(r"^(?:[\u4e00-\u9fff]{0,10})目录$")),
    (
        "statements",
        re.compile(
            r"(?:预算|决算|公开|总|情况|明细|支出|收入|目标|收支)(?:报)?表(?:\(.*\))?$|表格部分|公开报表|报表$|附表"
        ),
    ),
    (
        "overview",
        re.compile(
            r"主要职[能责]|职[能责]|机构设置|概况|基本情况|单位构成|部门构成|预算构成|决算构成|机构情况|人员(?:情况|构成)|工作任务|工作目标"
        ),
    ),
    ("narrative", re.compile(r"说明|情况|分析|绩效|重点|增减|变化|安排|经费")),
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading over ``lines`` printed lines.

    ``level``: 0 一、文字部分, 1 第一部分, 2 a title alone, 3 一、, 4 （一）.
    """

    level: int
    text: str
    lines: int = 1


def kind_of(text: str, above: SectionKind | None) -> SectionKind:
    """The kind of section that a heading's squashed ``text`` opens inside a section of the kind ``above``."""
    if above in ("glossary", "contents"):
        return above
    for kind, pattern in _KINDS:
        if pattern.search(text):
            if above == "narrative" and ((kind == "statements" and not text.endswith("报表")) or "项目" in text):
                return above
            return kind
    return above or "other"


def heading_at(lines: Sequence[Line], at: int, *, in_glossary: bool = False) -> Heading | None:
    """The heading that begins with the line ``at``, or None."""
    line = lines[at]
    bare = line.bare
    if len(bare) < 2 or len(bare) > 60 or bare.endswith("。"):
        return None
    if _PART.match(bare) and not re.search(r"[。;]", bare):
        return _part(lines, at)
    if _HALF.match(bare):
        return Heading(0, _joined(line))
    for level, pattern in ((3, _FIRST), (4, _SECOND)):
        m = pattern.match(bare)
        if m is not None:
            return _numbered(lines, at, level, bare[m.end() :])
    if (in_glossary and not _AFTER_GLOSSARY.search(bare)) or not _is_named(lines, at):
        return None
    return Heading(2, _joined(line))


def _joined(line: Line) -> str:
    return " ".join(line.text.split()) if not line.drawn else "".join(line.text.split("\t"))


def _part(lines: Sequence[Line], at: int) -> Heading:
    """第一部分, with its title, which may stand in the lines under it (each on a line of its own on a title page)."""
    text, count = _joined(lines[at]), 1
    alone = _PART.sub("", lines[at].bare) == ""
    title_page = _is_title_page(lines, at)
    for line in lines[at + 1 : at + 4]:
        bare = line.bare
        if line.page != lines[at].page or _FIRST.match(bare) or _SECOND.match(bare) or _PART.match(bare):
            break
        if _CLAUSE.search(bare) or _AMOUNT.search(bare) or not (line.drawn or (line.alone and count == 1)):
            break
        goes_on = alone and len(bare) <= 30 and (title_page or line.is_centred or not line.is_full)
        wrapped = (
            not alone
            and count == 1
            and (lines[at].is_full or line.is_centred)
            and (len(bare) <= 8 or _completes(lines[at], line))
        )
        if not (goes_on or wrapped) or (count > 1 and not alone):
            break
        text, count = text + _joined(line), count + 1
    return Heading(1, text, count)


def _completes(line: Line, after: Line) -> bool:
    """Whether a centred line goes on with the title above it: 第二部分 某某县人民代表大会常务 | 委员会办公室预算表."""
    named = _NAMED.search(_TAIL.sub("", after.bare)) is not None
    return named and after.is_centred and _NAMED.search(_TAIL.sub("", line.bare)) is None


def _is_title_page(lines: Sequence[Line], at: int) -> bool:
    """Whether the page holds nothing but a few lines of a title."""
    page = [x for x in lines[max(0, at - 6) : at + 7] if x.page == lines[at].page]
    return len(page) <= 5 and not any(x.bare.endswith("。") for x in page)


def _numbered(lines: Sequence[Line], at: int, level: int, rest: str) -> Heading | None:
    """A heading with a list number: short, no sentence, no amounts, and not the beginning of a full paragraph."""
    line = lines[at]
    if not rest or len(rest) > 45 or _AMOUNT.search(line.bare) or re.search(r"[。;:]", rest[:-1]) or "指" in rest[:20]:
        return None
    if rest[-1] in ";," or (level == 4 and rest.count(",") > 1) or _is_inside(lines, at):
        return None
    after = lines[at + 1] if at + 1 < len(lines) else None
    if (not line.is_full and not _hangs(line, after)) or _stands_out(line, after):
        return Heading(level, _joined(line))
    if after is None or after.page != line.page or _begins_anew(line, after) or _NUMBERED.match(after.bare):
        return Heading(level, _joined(line)) if _NAMED.search(_TAIL.sub("", rest)) else None
    whole = rest + after.bare
    if len(after.bare) > 20 or after.is_full or re.search(r"[。;,!?:]", whole) or _AMOUNT.search(whole):
        return None
    return Heading(level, _joined(line) + _joined(after), 2) if _NAMED.search(_TAIL.sub("", whole)) else None


def _begins_anew(line: Line, after: Line) -> bool:
    """Whether the line under a full one begins a paragraph; a heading's second line may stand right under its first."""
    if not after.is_indented:
        return False
    under = abs(after.x0 - line.x0) < 0.3 * line.height and not after.ends
    return not under or _NAMED.search(_TAIL.sub("", line.bare)) is not None


def _stands_out(line: Line, after: Line | None) -> bool:
    """Whether a line is in the middle and of a larger type than the one under it; it may be as long as that one."""
    return after is not None and after.page == line.page and line.is_centred and line.height > 1.2 * after.height


def _hangs(line: Line, after: Line | None) -> bool:
    """Whether a long line and the one under it have the shape of a paragraph: the first indented, the second not."""
    if after is None or after.page != line.page or not line.drawn or len(line.bare) < 18:
        return False
    outdented = after.x0 < line.x0 - 0.9 * line.height and not _NUMBERED.match(after.bare)
    return outdented and after.top - line.bottom < 1.5 * line.height and not _NAMED.search(_TAIL.sub("", line.bare))


def _is_inside(lines: Sequence[Line], at: int) -> bool:
    """Whether the line goes on with the sentence of the full line above it."""
    line, before = lines[at], lines[at - 1] if at else None
    if before is None or not line.drawn or before.page != line.page or _PART.match(before.bare):
        return False
    return before.is_full and not before.ends and not line.is_indented


def _is_named(lines: Sequence[Line], at: int) -> bool:
    """A title without a list number: known words at its end, alone in the middle of its line or at the page's top."""
    line = lines[at]
    if (
        len(line.bare) > 45
        or _NUMBERED.match(line.bare)
        or _CLAUSE.search(line.bare)
        or _AMOUNT.search(line.bare)
        or _UNFINISHED.search(line.bare)
    ):
        return False
    if not _NAMED.search(line.bare):
        return False
    if line.drawn:
        before = lines[at - 1] if at else None
        if (
            before is not None
            and before.page == line.page
            and before.is_full
            and not before.ends
            and not line.is_centred
        ):
            return False
        return line.is_centred or (line.first and not line.is_full)
    return line.alone or at == 0 or lines[at - 1].top < line.top - 1
