"""YS4-022: an amount of the narrative is ten thousand times too small or too large: 元 for 万元, or the reverse."""

import re

from yusuan.check.rule import Checked, Context, rule
from yusuan.check.rules.ys4._book import Book
from yusuan.check.rules.ys4._say import finding, heading, paragraph, printed, words
from yusuan.model.fact import Claim
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

#: Rates and limits are in 元 among amounts in 万元.
_RATE_BEFORE = re.compile(r"每|均|单价|标准|定额|票|补贴|限|奖|房租|租金|价")
_RATE_AFTER = re.compile(r"\s*元\s*(?:/|每|[（(]?含?[）)]?以[上下]|的?标准|左右)")
#: So many amounts in 万元 are what a narrative is in, and so few in 元 a slip.
_MANY, _FEW = 10, 2
#: In 分: 元 to the 分 of more than this (100,000 元) are meant; 万元 beyond that (100 亿元) and so many times all that
#: the tables print are not.
_SMALL, _LARGE, _TIMES = 10**7, 10**12, 1000
_WHOLE_PLACES = 2


@rule(
    code="YS4-022",
    name=Text("金额相差万倍", "an amount ten thousand times too small or too large"),
    severity=Severity.ERROR,
    certainty=0.9,
    why=Text(
        "全文以万元为单位，个别数写成元（或把元的数写成万元），数额差一万倍。",
        "Where all is in 万元 a figure in 元, or one of 元 said to be in 万元, is wrong by ten thousand.",
    ),
    basis=Text("《预算法》第十四条（公开时作出说明）", "Budget Law, article 14: what is published is explained"),
    wrong=Text(
        "固定资产金额 302,475,975.31 万元（部门全年支出 2 亿元）", "assets of 3 trillion, spending of 200 million"
    ),
    right=Text("固定资产金额 30,247.60 万元", "assets of 302 million"),
)
def magnitude(context: Context) -> Checked:
    """Look for amounts that cannot be in the unit they are printed in.

    Looked at: all amounts and changes of the narrative. Wrong: one of at most two in 元, to the 分, in a narrative that
    is in 万元; an amount in 万元 of more than 100 亿元 that is a thousand times all the tables have. Not flagged:
    rates, prices, limits and whole numbers in 元, which may well be meant.
    """
    book = Book(context)
    numbers = [i for i in book.kind("amount", "change") if book.claims[i].amount is not None]
    small = [i for i in numbers if _is_small(context, book.claims[i])]
    usual = sum(1 for i in numbers if (a := book.claims[i].amount) is not None and a.unit == "万元")
    if usual < _MANY or len(small) > _FEW:
        small = []
    most = max((f.amount.value for f in context.disclosure.facts), default=0)
    large = [i for i in numbers if most and _is_large(book.claims[i], most)]
    return Checked(len(numbers), tuple(_finding(context, book.claims[i], i in large) for i in (*small, *large)))


def _is_small(context: Context, claim: Claim) -> bool:
    amount = claim.amount
    if amount is None or amount.unit != "元" or len(amount.printed.partition(".")[2]) != _WHOLE_PLACES:
        return False
    text = paragraph(context, claim)
    before, after = text[max(0, claim.span[0] - 14) : claim.span[0]], text[claim.span[1] : claim.span[1] + 8]
    return 0 < amount.value < _SMALL and not _RATE_BEFORE.search(before) and not _RATE_AFTER.match(after)


def _is_large(claim: Claim, most: int) -> bool:
    amount = claim.amount
    return amount is not None and amount.unit == "万元" and amount.value > max(_LARGE, _TIMES * most)


def _finding(context: Context, claim: Claim, large: bool) -> Finding:
    assert claim.amount is not None  # noqa: S101 - only amounts are looked at
    unit = "元" if large else "万元"
    where, said = heading(context, claim), words(context, claim)
    why = "超过本文本各表所有数的一千倍，应是以元计的数" if large else "全文以万元为单位，应是以万元计的数"
    return finding(
        "YS4-022",
        context,
        claim,
        Text(
            f"“{where}”写“{said}”，{printed(claim)} {why}。",
            f"“{where}” says “{said}”: {printed(claim)} is wrong by ten thousand.",
        ),
        severity=Severity.ERROR,
        certainty=0.9,
        expected=f"{claim.amount.printed}{unit}",
    )
