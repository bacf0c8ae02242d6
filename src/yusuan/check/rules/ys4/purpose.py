"""YS4-014: what an item's money is said to be used for is another subject's."""

import re

from yusuan.check.rule import Checked, Context, rule
from yusuan.check.rules.ys4._subject import Said, is_particular, name_of, names_other, said
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

_LEAD = re.compile(r"(?:主要|资金|支出|全部)(?:是)?用于[:：]?|(?:主要)?用途(?:是|为)?[:：]")


@rule(
    code="YS4-014",
    name=Text("用途与科目不符", "a purpose that is another subject's"),
    severity=Severity.ERROR,
    certainty=0.9,
    why=Text(
        "“主要用于”后面写的是另一个科目的名称，多为从相邻条目复制后没有改，公众无从知道这笔钱实际用在何处。",
        "The purpose names another subject: it was copied from an item beside it, and nobody can tell what is paid.",
    ),
    basis=Text(
        "《预算法》第十四条（公开时作出说明）；《预算法实施条例》第六条：支出公开到功能分类项级科目",
        "Budget Law, article 14; its implementing regulation, article 6: expenditure by function to the item",
    ),
    wrong=Text("住房公积金（项）。主要用于：事业单位医疗保险支出。", "housing fund (item), used for medical insurance"),
    right=Text("住房公积金（项）。主要用于：缴纳住房公积金。", "housing fund (item), used for the housing fund"),
)
def purpose(context: Context) -> Checked:
    """Look for items (项) whose purpose is the name of another item, and of nothing else.

    Looked at: 主要用于 and the like in paragraphs that state amounts of an item. Wrong: the whole purpose is the name
    of another item of the same group (款), or of another of the benefits (养老, 年金, 医疗, 公积金, 购房补贴). Not
    flagged: items that anything is paid from (其他…, 一般行政管理事务, 行政运行), purposes of several clauses, words
    that name the item's own subject too.
    """
    found = said(context, _LEAD)
    findings = [f for one in found if is_particular(one.code) and (f := _finding(one)) is not None]
    return Checked(len(found), tuple(findings))


def _finding(one: Said) -> Finding | None:
    other = names_other(one.words, one.code)
    if not other:
        return None
    own, name = name_of(one.code), name_of(other)
    return purpose.finding(
        Text(
            f"“{own}（项）”写主要用于“{one.words}”，那是“{name}（项）”的用途，与科目不符。",
            f"“{own}” is said to be used for “{one.words}”, which is the purpose of “{name}”.",
        ),
        one.place,
        f"{one.code} {other}",
        printed=one.words,
        expected=own,
    )
