"""The two sides of one account: changes of its income and of its expenditure, and what they are held against."""

import re
from collections.abc import Iterator

from yusuan.check.rule import Context
from yusuan.check.rules.ys4._book import Book
from yusuan.check.rules.ys4._say import paragraph
from yusuan.model.fact import Claim

#: What last year's figure is called, in the words right before the change.
_BASE = re.compile(
    r"[比较与同](?:20\d\d年度?|上一?年度?|去年)(?:的|当年|同期|度)?"
    r"(?P<base>(?:年初|调整|当年)?预算执行数?|执行数?|完成数|决算数?|(?:年初|当年)?预算(?:安排)?数?)?"
    r"(?:相比|对比|相比较)?[，,]?(?:均|分别|同比|共|总计|合计)?$"
)
IN = ("in_total", "income")
OUT = ("out_total", "expenditure")
#: How many claims may lie between the two sides of one account.
_NEAR = 14


def sides(book: Book, *, within: bool = False) -> Iterator[tuple[int, int]]:
    """Pairs of changes, as claims, of the income and of the expenditure of one section, of one amount and fund.

    ``within``: also of the grant and of its general budget, where that is all of it. Raises as ``Book.kind`` does.
    """
    numbers = [i for i in book.kind("change", "growth") if _is_total(book.claims[i])]
    for place, one in enumerate(numbers):
        for other in numbers[place + 1 :]:
            if other > one + _NEAR:
                break
            if _are_sides(book, one, other, within=within):
                yield one, other


def _is_total(claim: Claim) -> bool:
    at = claim.coordinate
    narrow = at is not None and any((at.function, at.economy, at.gov_economy, at.nature, at.topic, at.project, at.item))
    return at is not None and not narrow and at.flow in (*IN, *OUT)


def _are_sides(book: Book, i: int, j: int, *, within: bool) -> bool:
    """Whether the two changes are of the income and of the expenditure of one account."""
    one, other = book.claims[i], book.claims[j]
    first, second = _amount_of(book, i), _amount_of(book, j)
    a, b = one.coordinate, other.coordinate
    if a is None or b is None or first is None or second is None or one.section != other.section:
        return False
    across = (a.flow in IN) != (b.flow in IN) and a.fund == b.fund
    return first == second and first != 0 and (across or (within and {a.fund, b.fund} == {"grant", "general"}))


def _amount_of(book: Book, number: int) -> int | None:
    target = book.of(number)
    amount = None if target is None else book.claims[target].amount
    return None if amount is None else amount.value


def named_base(context: Context, claim: Claim) -> str:
    """The name of the base in the words before a change; '' for 比上年 alone."""
    text = "".join(paragraph(context, claim)[max(0, claim.span[0] - 60) : claim.span[0]].split())
    m = _BASE.search(re.sub(r"(?:增加|减少|增长|下降|上升|压减)(?:了|额)?$", "", text))
    return m["base"] or "" if m else ""


def sort_of(name: str) -> str:
    """Which of last year's figures a name means: final, executed or budget."""
    return "final" if "决算" in name else "executed" if "执行" in name or "完成" in name else "budget"
