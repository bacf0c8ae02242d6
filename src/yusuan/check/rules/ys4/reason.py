"""YS4-015: the reason of an item's change is another subject's."""

import re

from yusuan.check.rule import Checked, Context, rule
from yusuan.check.rules.ys4._subject import Said, is_particular, name_of, names_other, said
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

_LEAD = re.compile(r"原因(?:是|为|在于|系)?[:：]?|主要(?:是|系|因)(?:由于|因为|因(?!公))?(?!用于)|(?<!主要)是由于")
#: 经费有所增加: the change itself, at the end of a reason.
_MOVE = re.compile(
    r"(?:有所|略有|相应|较多|大幅|的)*(?:增加|减少|增长|下降|提高|降低|压减|上升|调整|变动|变化|核减|核增)(?:了|所致|较多)*$"
)


@rule(
    code="YS4-015",
    name=Text("增减原因与科目不符", "a reason that is another subject's"),
    severity=Severity.WARNING,
    certainty=0.9,
    why=Text(
        "增减原因写的是另一个科目的增减，多为从相邻条目复制后没有改，等于没有说明原因。",
        "The reason speaks of another subject's change: it was copied from an item beside it and explains nothing.",
    ),
    basis=Text(
        "《预算法》第十四条（公开时作出说明）；《地方预决算公开操作规程》（财预〔2016〕143号，据地方转载）要求说明增减变化",
        "Budget Law, article 14; 财预〔2016〕143号 asks for changes to be explained (known at second hand)",
    ),
    wrong=Text("职业年金缴费（项）……主要原因是：事业单位离退休经费增加。", "annuity (item): because pensions rose"),
    right=Text("职业年金缴费（项）……主要原因是：缴费基数提高。", "annuity (item): because the base was raised"),
)
def reason(context: Context) -> Checked:
    """Look for items (项) whose reason is the change of another item, and of nothing else.

    Looked at: reasons in paragraphs that state amounts of an item. Wrong: the whole reason is the name of another item
    of the same group (款), or of another benefit, with a word of change or none. Not flagged: items that anything is
    paid from, reasons of several clauses, reasons that name the item's own subject too, reasons about people
    (退休人员增加).
    """
    found = said(context, _LEAD)
    findings = [f for one in found if is_particular(one.code) and (f := _finding(one)) is not None]
    return Checked(len(found), tuple(findings))


def _finding(one: Said) -> Finding | None:
    other = names_other(_MOVE.sub("", one.words), one.code)
    if not other:
        return None
    own, name = name_of(one.code), name_of(other)
    return reason.finding(
        Text(
            f"“{own}（项）”的增减原因写“{one.words}”，说的是“{name}（项）”，与科目不符。",
            f"the change of “{own}” is explained with “{one.words}”, which is about “{name}”.",
        ),
        one.place,
        f"{one.code} {other}",
        printed=one.words,
    )
