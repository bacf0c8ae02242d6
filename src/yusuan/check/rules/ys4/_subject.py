"""What an item of the narrative is about, and whether words name a function subject: that one, or another."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from yusuan.catalog.codes import codes_named, names_of
from yusuan.catalog.normal import plain
from yusuan.check.rule import Context, NotApplicable, NotChecked
from yusuan.model.disclosure import Section
from yusuan.model.place import Place
from yusuan.model.text import Text

_ITEM = 7  # digits of an item (项)
_GROUP = 5  # digits of its group (款)
_EXCLUDED = frozenset({"contents", "cover", "glossary", "statements", "overview"})
_LONGEST = 200
_END = re.compile(r"[。；;！]")
#: After its first comma a clause may go over to figures; anything else goes on with the purpose or reason itself.
_FIGURES = re.compile(
    r"^(?:$|[比较与同]|年初|全年|支出决算|决算|当年|本年|上年|20\d\d年|预算|完成|增加|减少|增长|下降|持平)"
)
#: Subjects that anything may be paid from: what they are used for says nothing.
_ANYTHING = re.compile(r"^其他|^一般行政管理事务|^机关服务|^行政运行|^事业运行")
_QUOTES = re.compile(r"[\s“”\"'‘’＂]+")
#: What may stand around a subject's name without making it another thing.
_ROUND = (
    "按照|按|规定|国家|为|由|用于|本|我|行政|事业|机关|单位|部门|局|在职|在编|人员|职工|干部|基本|职业|住房|"
    "缴费|缴纳|支付|发放|安排|保险|支出|经费|费用|费|资金|方面|的|等"
)
_BEFORE = re.compile(r"^(?:用于|在职|在编|本|单位|部门|职工|人员|干部|缴纳|支付|发放|安排|开展|的|全年|当年)+")
_AFTER = re.compile(r"(?:支出|经费|费用|费|等|方面|的|资金|缴费|缴纳|保险|项目|工作)+$")
#: What people are paid and insured: the word that each of these subjects alone is spoken of with.
_BENEFITS = {
    "2080505": "养老",
    "2080506": "年金",
    "2101101": "医疗",
    "2101102": "医疗",
    "2210201": "公积金",
    "2210203": "购房补贴",
}
_SPOKEN = {"医疗": "医疗|医保", "购房补贴": "购房|房贴|房补|住房补贴"}


@dataclass(frozen=True, slots=True)
class Said:
    """What the item of function ``code`` says behind 主要用于, 原因是, … : its first clause, without spaces."""

    code: str
    words: str
    section: Section
    place: Place


def said(context: Context, lead: re.Pattern[str]) -> list[Said]:
    """The clauses behind ``lead`` in paragraphs that state amounts of one item (项), where they are one clause.

    A clause belongs to the last amount before it; where none stands there, to the only subject of its paragraph.
    Raises NotChecked without a narrative, NotApplicable without such clauses.
    """
    if not context.disclosure.claims:
        raise NotChecked(Text("没有读到情况说明中的金额", "no amounts were read in a narrative"))
    found = list(_said(context, lead))
    if not found:
        raise NotApplicable(Text("情况说明中没有这类表述", "the narrative says nothing of this kind"))
    return found


def _said(context: Context, lead: re.Pattern[str]) -> Iterator[Said]:
    subjects: dict[tuple[int, int], list[tuple[int, str]]] = defaultdict(list)
    for claim in context.disclosure.claims:
        if claim.kind == "amount":
            code = claim.coordinate.function if claim.coordinate else ""
            subjects[claim.section, claim.paragraph].append((claim.span[0], code))
    for (index, number), stated in subjects.items():
        section = context.disclosure.sections[index]
        if section.kind in _EXCLUDED:
            continue
        paragraph = section.paragraphs[number]
        for m in lead.finditer(paragraph.text):
            code, words = _code(stated, m.start()), _clause(paragraph.text, m.end())
            if len(code) == _ITEM and words:
                yield Said(code, words, section, paragraph.place_of(m.start()))


def _code(stated: list[tuple[int, str]], at: int) -> str:
    before = [code for start, code in stated if start < at]
    if before:
        return before[-1]
    only = {code for _, code in stated}
    return only.pop() if len(only) == 1 else ""


def _clause(text: str, start: int) -> str:
    """The clause that begins at ``start``; nothing where another one goes on with it."""
    sentence = _QUOTES.sub("", _END.split(text[start : start + _LONGEST], maxsplit=1)[0]).lstrip("是为：:")
    first, _, rest = sentence.partition("，") if "，" in sentence else sentence.partition(",")
    return first if _FIGURES.match(rest) else ""


def name_of(code: str) -> str:
    """The newest name of a function subject; its code where the list has none."""
    return next(iter(names_of("function", code)), code)


def is_particular(code: str) -> bool:
    """Whether a subject's name says what is paid from it (not 其他…, 行政运行, 一般行政管理事务)."""
    return bool(names_of("function", code)) and not _ANYTHING.search(name_of(code))


def names_other(words: str, own: str) -> str:
    """The code of another item that ``words`` name, and name alone; '' where they do not, or name ``own`` as well.

    Only an item of the same group (款) counts, or one benefit in place of another (医疗 for 公积金): names of other
    subjects are also plain words for things that an item may well be used for.
    """
    return _sibling(words, own) or _benefit(words, own)


@lru_cache(maxsize=1024)
def _sibling(words: str, own: str) -> str:
    group, mine = _bare(name_of(own[:_GROUP])), _bare(name_of(own))
    text = _AFTER.sub("", plain(words))
    for part in dict.fromkeys((text, _BEFORE.sub("", text), text.removeprefix(group))):
        if len(part) <= 1 or mine in part or part in mine or part in group:
            continue
        codes = [c for c in codes_named("function", part) if len(c) == _ITEM and c.startswith(own[:_GROUP])]
        if len(codes) == 1 and codes[0] != own and not _is_near(codes[0], own):
            return codes[0]
    return ""


def _bare(name: str) -> str:
    return _AFTER.sub("", plain(name)) or plain(name)


def _is_near(one: str, other: str) -> bool:
    """Whether two subjects are spent on the same thing in practice (行政单位医疗 and 公务员医疗补助)."""
    return "2101103" in (one, other)


@lru_cache(maxsize=1024)
def _benefit(words: str, own: str) -> str:
    mine = _BENEFITS.get(own, "")
    if not mine or re.search(_SPOKEN.get(mine, mine), words):
        return ""
    for code, word in _BENEFITS.items():
        if word != mine and re.fullmatch(rf"(?:{_ROUND})*(?:{_SPOKEN.get(word, word)})(?:{_ROUND})*", words):
            return next((c for c in codes_named("function", _AFTER.sub("", words)) if c in _BENEFITS), code)
    return ""
