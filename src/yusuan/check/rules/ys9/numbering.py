"""YS9-008: numbers of headings and items follow one another."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from yusuan.check.rule import Checked, Context, NotApplicable, rule
from yusuan.model.disclosure import Disclosure
from yusuan.model.finding import Finding, Severity
from yusuan.model.place import Place
from yusuan.model.text import Text

_ONES = "一二三四五六七八九十"
_NUMBER = re.compile(
    rf"\s*(?:(?P<plain>[{_ONES}]{{1,3}})、|[（(](?P<bracket>[{_ONES}]{{1,3}})[）)]|[（(](?P<digit>\d{{1,2}})[）)])"
)
#: The same inside a paragraph: (七)…。(八)…
_INSIDE = re.compile(rf"(?<=[。；：;:])\s*{_NUMBER.pattern}")
_PART = re.compile(rf"第[{_ONES}]+(?:部分|章|篇)")
_KINDS = frozenset({"overview", "narrative", "glossary"})
_SHOWN = 16


@dataclass(frozen=True, slots=True)
class _Mark:
    """A list number: its style and value, '' and 0 for the head of a part; ``inside`` a paragraph."""

    style: str
    value: int
    words: str
    place: Place
    inside: bool = False


@rule(
    code="YS9-008",
    name=Text("序号重复", "a number that stands twice"),
    severity=Severity.WARNING,
    certainty=0.88,
    why=Text(
        "同一级标题的序号重复，多是层级排错或拼接文本时没有改，读者分不清从属关系。",
        "Two headings with one number: a level is wrong, or a piece of another text was put in.",
    ),
    basis=Text(
        "财政部年度公开检查把不规范、不易懂列为问题（据转述）；GB/T 9704—2012 7.3.3 结构层次序数。",
        "The Ministry's yearly inspections fault what is hard to read (known at second hand); GB/T 9704—2012, 7.3.3.",
    ),
    wrong=Text("三、工作任务：（一）……（二）……三、训练", "3, (1), (2), 3"),
    right=Text("三、工作任务：（一）……（二）……（三）训练", "3, (1), (2), (3)"),
)
def check_numbering(context: Context) -> Checked:
    """Follow 一、, （一） and （1） through headings and paragraphs; each goes on or begins anew at one.

    Wrong: one that is the same as the one before it of its style, where no list has begun in between. Not flagged:
    numbers left out (what stood there may be in a table or not have been read), lists that do not begin at one.
    """
    marks = tuple(_marks(context.disclosure))
    if len(marks) < 2:
        raise NotApplicable(Text("没有编号的标题或段落", "nothing is numbered"))
    findings: dict[str, Finding] = {}
    open_lists: list[_Mark] = []
    for mark in marks:
        if not mark.style:
            open_lists = []
            continue
        at = next((i for i, m in reversed(list(enumerate(open_lists))) if m.style == mark.style), None)
        last = open_lists[at] if at is not None else None
        twice = last is not None and last.value == mark.value and last.words != mark.words
        if last is not None and twice and mark.value > 1 and not (mark.inside or last.inside):
            one = _finding(mark, last)
            findings.setdefault(one.key, one)
        if at is not None and mark.value > 1:
            del open_lists[at:]
        open_lists.append(mark)
    return Checked(len(marks), tuple(findings.values()))


def _marks(disclosure: Disclosure) -> Iterator[_Mark]:
    before: tuple[str, ...] = ()
    for section in disclosure.sections:
        if section.kind not in _KINDS:
            yield _Mark("", 0, "", section.place)
            before = ()
            continue
        for level, heading in enumerate(section.path):
            if before[: level + 1] != section.path[: level + 1]:
                if _PART.match(heading):
                    yield _Mark("", 0, "", section.place)
                yield from _mark(heading, section.place)
        before = section.path
        for paragraph in section.paragraphs:
            yield from _mark(paragraph.text, paragraph.place_of(0))
            for m in _INSIDE.finditer(paragraph.text):
                yield _made(m, paragraph.text, paragraph.place_of(m.start()), inside=True)


def _mark(text: str, place: Place) -> Iterator[_Mark]:
    m = _NUMBER.match(text)
    if m is not None:
        yield _made(m, text, place)


def _made(m: re.Match[str], text: str, place: Place, *, inside: bool = False) -> _Mark:
    style = m.lastgroup or ""
    words = " ".join(text[m.start() : m.start() + _SHOWN].split())
    return _Mark(style, _value(m[style]), words, place, inside)


def _value(number: str) -> int:
    if number.isdigit():
        return int(number)
    tens, ten, ones = number.rpartition("十")
    last = _ONES.index(ones) + 1 if len(ones) == 1 else 0
    return last if not ten else 10 * (_ONES.index(tens) + 1 if len(tens) == 1 else 1) + last


def _finding(mark: _Mark, last: _Mark) -> Finding:
    return check_numbering.finding(
        Text(
            f"序号重复：“{mark.words}”与前面的“{last.words}”序号相同，可能层级或序号写错。",
            f"“{mark.words}” has the number of “{last.words}” before it.",
        ),
        mark.place,
        f"{mark.words} {last.words}",
        printed=mark.words,
        also=(last.place,),
    )
