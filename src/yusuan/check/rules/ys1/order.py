"""YS1-003: the statements stand in the order in which the table of contents names them."""

from itertools import pairwise

from yusuan.check.rule import Checked, Context, NotApplicable, NotChecked, rule
from yusuan.check.rules.ys1._titles import listed, numbered
from yusuan.model.disclosure import Disclosure
from yusuan.model.finding import Severity
from yusuan.model.text import Text


@rule(
    code="YS1-003",
    name=Text("报表的顺序", "order of the statements"),
    severity=Severity.WARNING,
    certainty=0.9,
    why=Text(
        "顺序与目录不一致，读者按目录找不到表，也常是漏表、重表的迹象。",
        "Out of order, a statement is not where the contents say; often one was left out or put in twice.",
    ),
    basis=Text(
        "预算法第十四条（公开义务）；财政部年度公开检查把不完整、不细化、不准确、不易懂列为问题（据转述）。",
        "Budget Law art. 14 (the duty to publish); the Ministry's yearly inspections fault what is incomplete, not "
        "detailed, not accurate or not readable (known at second hand).",
    ),
    wrong=Text(
        "目录先列政府性基金表，正文中它却排在国有资本经营表之后。",
        "Listed before the state capital table, printed after.",
    ),
    right=Text("正文与目录顺序相同。", "Both in the same order."),
)
def check_order(context: Context) -> Checked:
    """Compare the order of the kinds of statement that both have exactly once.

    The statement reported is the first one that stands before one that the contents name earlier. Where there are no
    such contents, the numbers over the tables give the order.
    """
    disclosure = context.disclosure
    kinds = [e.kind for e in listed(disclosure)]
    rank = {k: n for n, k in enumerate(kinds) if kinds.count(k) == 1}
    if len(rank) < 2:
        return _by_number(disclosure)
    printed = [s.kind for s in disclosure.statements]
    both = [s for s in disclosure.statements if s.kind in rank and printed.count(s.kind) == 1]
    if len(both) < 2:
        raise NotChecked(Text("没有读到目录所列的报表", "the statements that the contents list were not read"))
    highest = both[0]
    for statement in both[1:]:
        if rank[statement.kind] < rank[highest.kind]:
            zh = f"《{statement.title}》在目录中排在《{highest.title}》之前，正文中却在其后。"
            en = f"The contents name 《{statement.title}》 before 《{highest.title}》; it stands after it."
            found = check_order.finding(Text(zh, en), statement.place, statement.kind, statement=statement.index)
            return Checked(len(both), (found,))
        highest = statement
    return _by_number(disclosure) if numbered(disclosure) else Checked(len(both))


def _by_number(disclosure: Disclosure) -> Checked:
    tables = numbered(disclosure)
    if not tables:
        raise NotApplicable(Text("目录没有逐一列出报表", "the contents do not list the statements"))
    for (a, before), (b, after) in pairwise(tables):
        if b < a:
            zh = f"“{after.number}”《{after.title}》排在“{before.number}”之后。"
            en = f"“{after.number}” stands after “{before.number}”."
            found = check_order.finding(Text(zh, en), after.place, after.kind, statement=after.index)
            return Checked(len(tables), (found,))
    return Checked(len(tables))
