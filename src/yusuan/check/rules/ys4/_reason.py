"""Reasons: where a reason for a change begins, and whether it goes the other way."""

import re

UP = "增加|增长|上升|提高|上涨|调增"
DOWN = "减少|下降|压减|压缩|削减|缩减|调减|降低"
HEAD = re.compile(
    rf"^[。，；,;]?(?P<again>(?P<up>{UP})|(?P<down>{DOWN}))?(?:的?(?:主要)?原因(?:是|为|在于|系)?|"
    r"主要(?:是|系|因)(?:由于|因为|因(?!公))?|(?:是|系)由于|由于|系因)[:：]?(?P<text>[^。；;]*)"
)
#: A reason that speaks of another year, or of something that moves the other way, cannot be judged by its last word.
_OTHER = re.compile(r"上年|去年|上一年|[12]\d{3}年|以前年度|结转|一次性|退休|离职|调出|不再|基数|减免|非税|收入")
_SPENDING = "经费|支出|费用|预算|拨款|开支|支付"
_PLAIN_UP = re.compile(rf"(?:{_SPENDING})(?:的|有所|略有|相应)?(?:{UP})(?:所致)?$")
_PLAIN_DOWN = re.compile(
    rf"(?:{_SPENDING})(?:的|有所|略有|相应)?(?:{DOWN})(?:所致)?$|(?:{DOWN})(?:了)?(?:{_SPENDING})$"
)
#: Fewer people cost less; under pensions (20805) there may be more where fewer work.
_PEOPLE = re.compile(r"(?:在职|在编|编制内|实有)?(?:人员|人数|职工)(?:数量)?(?:有所|略有)?(?P<move>增加|减少)$")
#: Thrift alone makes nothing more.
_THRIFT = re.compile(
    r"(?:进一步|认真|继续|严格|坚持|厉行|勤俭|节约|压减|压缩|控制|落实|执行|贯彻|过紧日子|中央|八项规定|精神|要求|的|等|，|、|"
    r"一般性|三公|“|”|支出|经费|预算|开支|费用|有关|相关|规定|和|及)+"
)
_SAVED = re.compile(r"节约|压减|压缩|紧日子")
_CALM = re.compile(
    r"持平|不变|一致|相当|保持|无变化|相同|变化不大|稳定|基本(?!支出|医疗|工资|养老|公共|建设|民生)|严控|节约|过紧日子|继续|仍"
)
#: 减少3.20万元: how much, which does not matter to the direction of a reason.
_MONEY = re.compile(r"(?:了)?[\d,]+(?:\.\d+)?(?:亿元|万元|元)")
WORDS = {1: "增加", -1: "减少", 0: "持平"}


def judge(reason: str, sign: int, *, about: bool, people: bool) -> tuple[str, str] | None:
    """What a reason says that goes the other way than ``sign``, and the word it would fit; None where nothing does.

    ``about``: 基本持平; ``people``: fewer people mean less.
    """
    reason = _MONEY.sub("", reason).rstrip("。；;，,")
    if sign == 0:
        up, down = re.search(UP, reason), _PLAIN_DOWN.search(reason) or _PLAIN_UP.search(reason)
        if about or down is None or _CALM.search(reason) or (up is not None and _PLAIN_DOWN.search(reason)):
            return None
        return f"原因却是“{reason[-24:]}”", ""
    of = _PEOPLE.fullmatch(reason) if people else None
    if of is not None and (of["move"] == "增加") != (sign > 0):
        return f"原因却是“{reason}”", WORDS[-sign]
    if sign > 0 and _SAVED.search(reason) and _THRIFT.fullmatch(reason):
        return f"原因却是“{reason[-24:]}”", WORDS[-1]
    if _OTHER.search(reason) or re.search(r"[，,、]", reason):
        return None
    opposite = _PLAIN_UP if sign < 0 else _PLAIN_DOWN
    other = DOWN if sign < 0 else UP
    if opposite.search(reason) and not re.search(other, reason):
        return f"原因却是“{reason[-24:]}”", WORDS[-sign]
    return None
