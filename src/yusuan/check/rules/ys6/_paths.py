"""Subjects that the narrative writes out with their levels: 卫生健康支出（类）计划生育事务（款）计划生育服务（项）."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from yusuan.catalog.codes import codes_named, names_of
from yusuan.catalog.normal import bare_label, plain
from yusuan.model.disclosure import Disclosure, Paragraph, Section
from yusuan.model.place import Place

LEVELS = {"类": 3, "款": 5, "项": 7}
WORDS = {digits: word for word, digits in LEVELS.items()}
ECONOMIES: tuple[Literal["economy", "gov_economy"], ...] = ("economy", "gov_economy")
_MARK = re.compile(r"[（(]\s*([类款项])\s*[)）]")
#: What may stand before a name and is none of it.
_BEFORE = re.compile(r".*[。；;：:，,！？“”\"（）()《》、0-9０-９.．]")
#: A name is written in characters; what is longer is a sentence.
_NAME = re.compile(r"[\u4e00-\u9fff（）()、“”/]{2,32}")


@dataclass(frozen=True, slots=True)
class Step:
    """One name of a path and the digits of the level that is written after it, 3, 5 or 7."""

    name: str
    digits: int


@dataclass(frozen=True, slots=True)
class Path:
    """A subject written out, with the text of the whole, its place and the section that it stands in."""

    steps: tuple[Step, ...]
    text: str
    place: Place
    section: Section


def paths_in(disclosure: Disclosure) -> Iterator[Path]:
    """Find every subject that is written out with its levels, each from the first of them down."""
    for section in disclosure.sections:
        for paragraph in section.paragraphs:
            if _MARK.search(paragraph.text):
                yield from _in_paragraph(paragraph, section)


def _in_paragraph(paragraph: Paragraph, section: Section) -> Iterator[Path]:
    text = paragraph.text
    steps: list[Step] = []
    start = end = 0
    for mark in _MARK.finditer(text):
        digits = LEVELS[mark[1]]
        own = _own(text[end : mark.start()]) if steps else ""
        if steps and not (own and digits > steps[-1].digits):
            yield Path(tuple(steps), text[start:end], paragraph.place_of(start), section)
            steps = []
        name = own if steps else _last(text[: mark.start()])
        if not name or (not steps and not own and _is_economic(name, digits)):
            end = mark.end()
            continue
        if not steps:
            start = mark.start() - len(name)
        steps.append(Step(name, digits))
        end = mark.end()
    if steps:
        yield Path(tuple(steps), text[start:end], paragraph.place_of(start), section)


def _is_economic(name: str, digits: int) -> bool:
    """Whether a name by itself may be of the other classification: 住房公积金 is a 款 of it."""
    if digits == LEVELS["类"] and codes_named("function", name):
        return False
    return any(len(c) == digits for kind in ECONOMIES for c in codes_named(kind, name))


def _own(between: str) -> str:
    """All that stands between two marks is the name, a comma before it left out; '' where it is more than a name."""
    name = re.sub(r"\s+", "", between).strip("、，,-—")
    return name if _NAME.fullmatch(name) else ""


def _last(before: str) -> str:
    """The first name of a path: what stands before its mark back to the last sign that is in no name.

    A sentence may run into it without a sign (主要用于一般公共服务支出（类）), so the longest ending that is a known
    subject is taken; '' where none is.
    """
    rest = _BEFORE.sub("", re.sub(r"\s+", "", before)[-32:])
    for cut in range(len(rest) - 1):
        if codes_named("function", rest[cut:]):
            return rest[cut:]
    return ""


def codes_here(name: str, own: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The codes of ``name`` by the lists and by the document's own tables."""
    return frozenset(codes_named("function", name)) | own.get(plain(name), frozenset())


def own_subjects(disclosure: Disclosure) -> dict[str, frozenset[str]]:
    """The subjects by function that the document's own tables print, each name with its codes."""
    found: dict[str, set[str]] = {}
    for statement in disclosure.statements:
        for row in statement.rows:
            delta = dict(row.delta)
            code = delta.get("function", "")
            if code and row.label and not {"project", "body"} & set(delta):
                found.setdefault(plain(bare_label(row.label)[0]), set()).add(code)
    return {name: frozenset(codes) for name, codes in found.items()}


def said(code: str) -> str:
    """The newest name of ``code`` with the code; the code alone where no list has it."""
    names = names_of("function", code)
    return f"{names[0]}（{code}）" if names else code
