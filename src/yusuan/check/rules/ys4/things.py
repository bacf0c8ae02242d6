"""YS4-012: vehicles or areas that a sentence enumerates do not make up the number it gives for the whole."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from yusuan.check.rule import Checked, Context, NotApplicable, rule
from yusuan.model.amount import parse_number
from yusuan.model.disclosure import Paragraph, Section
from yusuan.model.finding import Finding, Severity
from yusuan.model.place import Place
from yusuan.model.text import Text

#: Only things that fall into one kind each; people and projects may be counted twice.
_WHOLE = re.compile(
    r"(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?)\s*(?P<unit>辆|平方米|亩|公顷)\s*(?P<open>[（(])?[，,:：]?\s*其中\s*[:：，,]?"
)
_NUMBER = r"(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?)"
_END = re.compile(r"[。；;]|其中|单价|单位价值|购置|新增")
_REST = re.compile(r"其他[^、，,]{0,24}$|其它[^、，,]{0,24}$")
#: Numbers are compared to this many decimal places.
_PLACES = 4
_EXCLUDED = frozenset({"contents", "cover", "glossary", "statements"})


@dataclass(frozen=True, slots=True)
class _List:
    """A number of things and what is enumerated under it, in units of 10^-4; ``complete``: nothing is left out."""

    whole: int
    printed: str
    unit: str
    parts: tuple[tuple[str, int], ...]
    complete: bool
    place: Place
    words: str

    @property
    def total(self) -> int:
        """The parts added up."""
        return sum(v for _, v in self.parts)

    @property
    def holds(self) -> bool:
        """Whether the parts fit the whole."""
        return self.total == self.whole or (self.total < self.whole and not self.complete)


@rule(
    code="YS4-012",
    name=Text("车辆、面积分项与总数不符", "vehicles or areas do not add up"),
    severity=Severity.ERROR,
    certainty=0.95,
    why=Text(
        "“共有车辆 N 辆，其中……”各类之和应等于总数；面积的分项不能超过总面积。",
        "The kinds of vehicles make up their number; parts of an area cannot exceed it.",
    ),
    basis=Text(
        "《地方预决算公开操作规程》（财预〔2016〕143号，据地方转载）要求说明国有资产占有使用情况",
        "财预〔2016〕143号 asks for a note on state assets (known at second hand)",
    ),
    wrong=Text("共有车辆 5 辆，其中：机要通信用车 1 辆、其他用车 3 辆", "5 vehicles: 1 for despatches, 3 others"),
    right=Text("共有车辆 5 辆，其中：机要通信用车 1 辆、其他用车 4 辆", "5 vehicles: 1 for despatches, 4 others"),
)
def things(context: Context) -> Checked:
    """Add up the vehicles and areas enumerated after a number of them.

    Looked at: N 辆, 平方米, 亩, 公顷, 其中 … with parts in the same unit. Wrong: the parts are more than the whole; or
    less, where the last of them are 其他. Not flagged: people, projects and other things that may count twice.
    """
    found = [one for section in context.disclosure.sections if section.kind not in _EXCLUDED for one in _lists(section)]
    if not found:
        raise NotApplicable(Text("情况说明中没有列举车辆或面积", "no vehicles or areas are enumerated"))
    return Checked(len(found), tuple(_finding(one) for one in found if not one.holds))


def _lists(section: Section) -> Iterator[_List]:
    for paragraph in section.paragraphs:
        if "其中" in paragraph.text:
            for m in _WHOLE.finditer(paragraph.text):
                one = _list(section, paragraph, m)
                if one is not None:
                    yield one


def _list(section: Section, paragraph: Paragraph, m: re.Match[str]) -> _List | None:
    text, unit = paragraph.text, m.group("unit")
    end = _END.search(text, m.end())
    stop = end.start() if end else len(text)
    if m.group("open"):
        stop = min(stop, *(i for i in (text.find("）", m.end()), text.find(")", m.end())) if i >= 0), stop)
    tail = text[m.end() : stop]
    parts: list[tuple[str, int]] = []
    at, complete = 0, False
    for part in re.finditer(rf"{_NUMBER}\s*{unit}?(?=\s*[、，,）)]|\s*$)", tail):
        value = _value(part.group("number"))
        name = re.sub(r"\s+|^[、，,]", "", tail[at : part.start()])
        if value is None or not name:
            return None
        complete = complete or (unit == "辆" and _REST.search(name) is not None)
        parts.append((name, value))
        at = part.end()
    whole = _value(m.group("number"))
    if whole is None or not parts:
        return None
    words = section.path[-1] if section.path else "情况说明"
    place = paragraph.place_of(m.start())
    return _List(whole, m.group("number"), unit, tuple(parts), complete and len(parts) > 1, place, words)


def _value(printed: str) -> int | None:
    number = parse_number(printed)
    if number is None or number[1] > _PLACES:
        return None
    factor: int = 10 ** (_PLACES - number[1])
    return number[0] * factor


def _show(value: int) -> str:
    whole, rest = divmod(value, 10**_PLACES)
    return f"{whole}.{rest:0{_PLACES}d}".rstrip("0").rstrip(".")


def _finding(one: _List) -> Finding:
    listed = "、".join(f"{name}{_show(v)}" for name, v in one.parts if v)
    total = f"{_show(one.total)}{one.unit}"
    word = "多于" if one.total > one.whole else "少于"
    return Finding(
        code="YS4-012",
        severity=Severity.ERROR,
        certainty=0.95,
        message=Text(
            f"“{one.words}”写 {one.printed}{one.unit}，其中所列（{listed}）之和为 {total}，{word}总数。",
            f"“{one.words}” gives {one.printed}{one.unit}, but what it enumerates makes {total}.",
        ),
        place=one.place,
        key=f"YS4-012:{one.words}:{one.parts[0][0]}",
        printed=f"{one.printed}{one.unit}",
        expected=total,
    )
