"""The narrative (情况说明): headed sections to claims, and a reason for every number in them."""

from collections.abc import Sequence
from dataclasses import dataclass

from yusuan.model.disclosure import Identification, Section, Token
from yusuan.model.fact import Claim
from yusuan.read.narrative.account import Reason, account
from yusuan.read.narrative.axis import ticks
from yusuan.read.narrative.parser import Parser
from yusuan.read.narrative.precision import sharpen
from yusuan.read.narrative.view import view
from yusuan.read.numbers import PARTED_ROW, TOKEN

__all__ = ["Narrative", "understand"]

#: Sections whose sentences are about no point of the cube: definitions, duties, notes between the statements.
_PLAIN = frozenset({"cover", "overview", "glossary", "statements"})
_AXIS = Reason("index", "图表坐标轴的刻度")
_PARTED = Reason("unaccounted", "单个空格分隔的表格行，无法确定所在的列")
_ROW_CODE = Reason("code", "行首的科目编码")


@dataclass(frozen=True, slots=True)
class Narrative:
    """What the sections say: claims in reading order, and every numeric token of their paragraphs with its reason."""

    claims: tuple[Claim, ...]
    tokens: tuple[Token, ...]


def understand(sections: Sequence[Section], identity: Identification) -> Narrative:
    """Understand the paragraphs of ``sections``; tables of contents are left to stitching, which accounts for them."""
    parser = Parser(identity)
    found: list[Token] = []
    for index, section in enumerate(sections):
        if section.kind == "contents":
            continue
        parser.open_section(index, section.path)
        plain = section.kind in _PLAIN
        axis = ticks(section.paragraphs)
        for number, paragraph in enumerate(section.paragraphs):
            seen = view(paragraph.text)
            parser.read(number, paragraph, seen, plain=plain)
            parted = PARTED_ROW.fullmatch(paragraph.text)
            for start, end, reason in account(seen, parser.used, identity.year):
                begin, stop = seen.span(start, end)
                place = paragraph.place_of(begin)
                one = reason
                if reason.use in ("unaccounted", "code") and number in axis and not begin:
                    one = _AXIS
                elif reason.use in ("unaccounted", "identifier", "count") and parted:
                    one = _PARTED if begin or not parted["code"] else _ROW_CODE
                found.extend(
                    Token(m.group(), one.use, one.why, place, in_table=False)
                    for m in TOKEN.finditer(paragraph.text, begin, stop)
                )
    return Narrative(sharpen(parser.claims), tuple(found))
