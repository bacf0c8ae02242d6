"""YS4-031: items that are explained one by one do not make up their total."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from yusuan.check.rule import Checked, Context, NotApplicable, rule
from yusuan.check.rules.ys4._book import Book
from yusuan.check.rules.ys4._enumeration import Enumeration, is_reduced, is_wrong, tell, told_elsewhere
from yusuan.model.amount import Amount, parse_amount
from yusuan.model.disclosure import Paragraph, Section
from yusuan.model.finding import Severity
from yusuan.model.text import Text

_EXCLUDED = frozenset({"contents", "cover", "glossary", "statements", "overview"})
_FIGURE = r"(?P<figure>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*(?P<unit>亿元|万元|元)"
#: 水资源管理 27.20 万元，主要包括：  · 项目支出 80.30 万元，具体包括：
_WHOLE = re.compile(rf"(?<![\d.,]){_FIGURE}\s*[，,]?\s*(?:(?:主要|具体)(?:包括|包含|有|如下)|其中|包括)\s*[：:]?\s*")
_HEADED = re.compile(rf"(?<![\d.,]){_FIGURE}\s*[，,]?\s*(?:(?:主要|具体)?(?:包括|包含|情况如下|如下)|其中)\s*[：:]$")
_NUMBER = re.compile(r"\s*(?:(?P<digit>\d{1,2})\s*[.．、](?!\d)|[（(](?P<bracket>\d{1,2})[）)])\s*")
#: An item: its name, with no sign in it but those of a bracket or a title, then its amount.
_HELD = r"《[^》]{1,60}》|[（(][^（()）]{1,40}[）)]"
_NAME = rf"(?:[^\d。；;，,：:（(《]|{_HELD})(?:[^。；;，,：:（(《]|{_HELD}){{1,48}}?"
_ITEM = re.compile(rf"(?:{_NUMBER.pattern})?(?P<name>{_NAME})(?:为|[:：])?\s*{_FIGURE}\s*(?P<sign>[，,、；;。（(]|$)")
_SHARE_OF = re.compile(r"\s*占[^，。；、]{0,16}?[\d.]+\s*[%％]\s*[，,、]\s*")
_ANY = re.compile(_FIGURE)
#: What an item is for, behind a comma, begins like this.
_USE = re.compile(r"用于|用以|为了|主要|其中|保障|根据|按照|包括|包含|支持|开展")
_SIDES = ("收入", "支出")
#: An amount of something else than the budget of the item.
_NOT_ITEM = re.compile(
    r"增加|增长|减少|下降|降低|上升|压减|比|较|上年|去年|其中|完成|累计|人均|每|标准|单价|总投资|预留|中小|小微|不超过|以上"
)
_CLAUSE = re.compile(r"[；;]")
_PAIRED = {"（": "）", "(": ")", "《": "》", "“": "”"}
#: So many lists that hold, and one in so many at the most that does not, are a document's habit.
_HABIT, _SHARE = 4, 8
_FEWEST, _MOST = 2, 60


@rule(
    code="YS4-031",
    last=True,
    name=Text("逐项说明的金额之和与总数不符", "items explained one by one do not make up their total"),
    severity=Severity.ERROR,
    certainty=0.88,
    why=Text(
        "“……万元，主要包括：甲……万元，用于……；乙……万元，用于……”各项之和应等于总数。",
        "A total whose items are explained one by one is the sum of those items.",
    ),
    basis=Text("《预算法》第十四条（公开时作出说明）", "Budget Law, article 14: what is published is explained"),
    wrong=Text(
        "测绘管理 50.20 万元，主要包括：外业 32.10 万元，用于……；内业 28.10 万元，用于……。",
        "50.20: 32.10 for …; 28.10 for …",
    ),
    right=Text(
        "测绘管理 60.20 万元，主要包括：外业 32.10 万元，用于……；内业 28.10 万元，用于……。",
        "60.20: 32.10 for …; 28.10 for …",
    ),
)
def itemized(context: Context) -> Checked:
    """Add up items that stand clause by clause, or numbered in paragraphs of their own, behind a total.

    Looked at: a total with 包括 or 其中 behind it, every clause of whose sentence begins with a name and its amount;
    a total that ends in a colon before paragraphs 1., 2., 3. that begin so. Wrong: the items make more; or less, where
    one slip would mend the sum. A hint: less, where nearly all lists of the document make up theirs. Not flagged:
    items some of which make up the total, amounts that the tables contradict (YS4-001), plain lists (YS4-030).
    """
    sections = enumerate(context.disclosure.sections)
    lists = [one for n, s in sections if s.kind not in _EXCLUDED for one in _lists(n, s)]
    if not lists:
        raise NotApplicable(Text("情况说明中没有逐项说明的金额", "the narrative explains no amounts item by item"))
    bad = [one for one in lists if not one.holds]
    habit = len(lists) >= _HABIT and len(bad) * _SHARE <= len(lists)
    book = Book(context)
    findings = []
    for one in bad:
        wrong = is_wrong(one)
        if (wrong or (habit and one.off < 0)) and not told_elsewhere(book, one):
            told = tell("YS4-031", one)
            findings.append(told if wrong else replace(told, severity=Severity.HINT, certainty=0.5))
    return Checked(len(lists), tuple(findings))


def _lists(number: int, section: Section) -> Iterator[Enumeration]:
    heading = section.path[-1] if section.path else "情况说明"
    for index, paragraph in enumerate(section.paragraphs):
        text = paragraph.text
        headed = _HEADED.search(text.rstrip())
        found = _below(section.paragraphs[index + 1 :]) if headed else None
        if headed is not None and found is not None:
            for one in _made(headed, found, (number, index, headed.start(), len(text)), heading, paragraph):
                yield replace(one, below=len(found))
            continue
        for m in _WHOLE.finditer(text) if "包括" in text or "其中" in text or "包含" in text else ():
            end = _stop(text, m.end())
            clauses = _clauses(text[m.end() : end])
            parts = _items(clauses) if len(clauses) > 1 and end < len(text) else None
            if parts is not None:
                yield from _made(m, parts, (number, index, m.start(), end), heading, paragraph)


def _made(
    m: re.Match[str],
    parts: Sequence[tuple[str, Amount]],
    where: tuple[int, int, int, int],
    heading: str,
    paragraph: Paragraph,
) -> Iterator[Enumeration]:
    whole = parse_amount(m["figure"], m["unit"])
    if whole is None or not whole.value or not _FEWEST <= len(parts) <= _MOST:
        return
    if is_reduced(paragraph.text, where[2], where[3]):
        return
    if _is_one_list(parts, whole, paragraph.text[where[2] + 1 :]):
        yield Enumeration(whole, tuple(parts), where, heading, paragraph.place_of(m.start()))


def _below(paragraphs: Sequence[Paragraph]) -> list[tuple[str, Amount]] | None:
    """The head amounts of the paragraphs numbered 1, 2, 3 … that follow; None where one of them has none."""
    found: list[tuple[str, Amount]] = []
    for paragraph in paragraphs:
        number = _NUMBER.match(paragraph.text)
        if number is None or int(number["digit"] or number["bracket"]) != len(found) + 1:
            break
        item = _ITEM.match(paragraph.text)
        amount = None if item is None else parse_amount(item["figure"], item["unit"])
        if item is None or amount is None or _NOT_ITEM.search(item["name"]):
            return None
        found.append(("".join(item["name"].split()), amount))
    return found


def _items(clauses: Sequence[str]) -> list[tuple[str, Amount]] | None:
    """The amounts that the clauses begin with, several where a clause lists some; None where one begins otherwise."""
    found: list[tuple[str, Amount]] = []
    for clause in clauses:
        at = 0
        while item := _ITEM.match(clause, at):
            amount = parse_amount(item["figure"], item["unit"])
            if at and _USE.search(item["name"]):
                break
            if amount is None or _NOT_ITEM.search(item["name"]):
                return None
            found.append(("".join(item["name"].split()), amount))
            share = _SHARE_OF.match(clause, item.end())
            at = share.end() if share is not None else item.end()
        if not at:
            return None
    return found


def _is_one_list(parts: Sequence[tuple[str, Amount]], whole: Amount, sentence: str) -> bool:
    """Whether the parts are of one total: in its unit, of one side of the account, none left in a clause's middle."""
    if any(a.unit != whole.unit for _, a in parts):
        return False  # YS4-022 tells of one 元 among 万元
    if all(any(side in name for name, _ in parts) for side in _SIDES):
        return False
    gap = whole.value - sum(a.value for _, a in parts)
    others = (parse_amount(m["figure"], m["unit"]) for m in _ANY.finditer(sentence))
    return gap <= 0 or all(a is None or abs(a.value - gap) > whole.step for a in others)


def _stop(text: str, start: int) -> int:
    """Where the sentence that holds ``start`` ends, full stops in brackets and quotes aside."""
    return next((i for i, ch in _bare(text, start) if ch == "。"), len(text))


def _clauses(text: str) -> list[str]:
    cuts = [i for i, ch in _bare(text, 0) if ch in "；;"]
    return [
        c.strip()
        for c in (text[a:b] for a, b in zip([0, *(i + 1 for i in cuts)], [*cuts, len(text)], strict=True))
        if c.strip()
    ]


def _bare(text: str, start: int) -> Iterator[tuple[int, str]]:
    """The characters from ``start`` that no bracket or quote holds."""
    waiting: list[str] = []
    for i in range(start, len(text)):
        ch = text[i]
        if waiting and ch == waiting[-1]:
            waiting.pop()
        elif ch in _PAIRED:
            waiting.append(_PAIRED[ch])
        elif not waiting:
            yield i, ch
