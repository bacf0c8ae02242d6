"""YS4-030: what a sentence enumerates does not make up its total, in a document whose enumerations do."""

import re
from collections.abc import Iterator

from yusuan.check.rule import Checked, Context, NotApplicable, rule
from yusuan.check.rules.ys4._book import Book
from yusuan.check.rules.ys4._enumeration import Enumeration, is_reduced, is_wrong, tell, told_elsewhere
from yusuan.model.amount import Amount, parse_amount
from yusuan.model.disclosure import Section
from yusuan.model.finding import Severity
from yusuan.model.text import Text

_EXCLUDED = frozenset({"contents", "cover", "glossary", "statements", "overview"})
_FIGURE = r"(?P<figure>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*(?P<unit>亿元|万元|元)"
#: 预算5,417.80万元，包括 · 支出200万元，其中：
_WHOLE = re.compile(rf"(?<![\d.,]){_FIGURE}\s*[，,]?\s*(?:具体|主要|分别)?(?:包括|其中)\s*[：:，,]?\s*")
_PART = re.compile(
    rf"(?P<name>[^\d。；;：:，,、（）()]{{2,40}}?)\s*{_FIGURE}(?:\s*[，,]?\s*占[^，。；、]{{0,16}}?[\d.]+[%％])?\s*(?P<sign>[、，,；;。]|$)\s*(?:和|以及)?"
)
#: Not a part of an amount: a change, a comparison, a part of a part.
_NOT_PART = re.compile(r"增加|增长|减少|下降|降低|上升|压减|比|较|上年|20\d\d|其中|完成|累计|人均|每|预留|中小|小微")
#: So many enumerations that hold, and none other that does not, are a document's habit.
_HABIT = 3
_FEWEST, _MOST = 2, 12


@rule(
    code="YS4-030",
    last=True,
    name=Text("列举的各项之和与总数不符", "what is enumerated does not make up its total"),
    severity=Severity.ERROR,
    certainty=0.9,
    why=Text(
        "“共……万元，包括……”所列各项之和应等于总数；列举超过总数，或改一处数字即相符的，必有一处写错。",
        "What is enumerated makes up its total: where it is more, or one slip would mend it, a figure is wrong.",
    ),
    basis=Text("《预算法》第十四条（公开时作出说明）", "Budget Law, article 14: what is published is explained"),
    wrong=Text(
        "预算 54.20 万元，包括人员经费 32.10 万元、公用经费 12.00 万元、项目支出 12.10 万元",
        "54.20: 32.10, 12.00, 12.10",
    ),
    right=Text(
        "预算 56.20 万元，包括人员经费 32.10 万元、公用经费 12.00 万元、项目支出 12.10 万元",
        "56.20: 32.10, 12.00, 12.10",
    ),
)
def enumerated(context: Context) -> Checked:
    """Add up what stands behind a total with 包括 or 其中, each with its amount, to the end of the sentence.

    Looked at: enumerations of names with amounts and of nothing else. Wrong: they make more than the total; or less,
    where a slip in one figure would mend the sum, or where all other enumerations of the document (three at least)
    make up theirs. Not flagged: parts some of which make up the total (the others are parts of parts), lists with an
    amount that the tables contradict (YS4-001), changes (YS4-020), classifications (YS4-009).
    """
    sections = enumerate(context.disclosure.sections)
    lists = [one for n, s in sections if s.kind not in _EXCLUDED for one in _lists(n, s)]
    if not lists:
        raise NotApplicable(Text("情况说明中没有列举金额", "the narrative enumerates no amounts"))
    bad = [one for one in lists if not one.holds]
    habit = len(bad) == 1 and len(lists) > _HABIT
    book = Book(context)
    wrong = [one for one in bad if (is_wrong(one) or (habit and one.off < 0)) and not told_elsewhere(book, one)]
    return Checked(len(lists), tuple(tell("YS4-030", one) for one in wrong))


def _lists(number: int, section: Section) -> Iterator[Enumeration]:
    heading = section.path[-1] if section.path else "情况说明"
    for index, paragraph in enumerate(section.paragraphs):
        if "包括" not in paragraph.text and "其中" not in paragraph.text:
            continue
        for m in _WHOLE.finditer(paragraph.text):
            parts, end = _parts(paragraph.text, m.end())
            whole = parse_amount(m["figure"], m["unit"])
            if whole is None or not whole.value or is_reduced(paragraph.text, m.start(), end):
                continue
            if _FEWEST <= len(parts) <= _MOST:
                yield Enumeration(whole, parts, (number, index, m.start(), end), heading, paragraph.place_of(m.start()))


def _parts(text: str, start: int) -> tuple[tuple[tuple[str, Amount], ...], int]:
    """The names with amounts from ``start`` to the end of the sentence; none where it holds anything else."""
    parts: list[tuple[str, Amount]] = []
    at = start
    while m := _PART.match(text, at):
        amount, name = parse_amount(m["figure"], m["unit"]), "".join(m["name"].split())
        if amount is None or _NOT_PART.search(name):
            break
        parts.append((name, amount))
        at = m.end()
        if m["sign"] in ("。", ""):
            return tuple(parts), at
    return (), at
