"""The words of target forms: heads over indicators, labels of forms, operators, numbers with their units."""

import re
from functools import lru_cache
from typing import Literal

from yusuan.catalog.normal import bare_label
from yusuan.check.targets.model import Measure
from yusuan.model.amount import parse_number

Role = Literal["first", "second", "name", "operator", "value", "unit", "weight", "project", "goal", "other", ""]

#: First match wins; a head is at most as long as these allow, so that no value is taken for one.
_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("first", re.compile(r"一级(?:绩效)?指标")),
    ("second", re.compile(r"二级(?:绩效)?指标")),
    ("name", re.compile(r"三级(?:绩效)?指标(?:名称)?")),
    ("name", re.compile(r"(?:绩效)?指标(?:名称|内容)")),
    ("operator", re.compile(r"(?:绩效)?指标(?:性质|值类型|符号|方向)|(?:计算|比较|运算)符号?|目标值符号")),
    ("value", re.compile(r"(?:本年|年度|当年|全年|预期|计划|年初)?(?:绩效)?(?:指标|目标)值(?:\(.{1,14}\))?")),
    ("value", re.compile(r"(?:预计|预期)当年实现值?")),
    ("unit", re.compile(r"(?:绩效|指标)?(?:计量|度量)单位|指标单位")),
    ("weight", re.compile(r"(?:指标)?(?:分值)?权重(?:\(.{1,6}\))?|(?:指标)?分值(?:\(.{1,6}\))?")),
    ("project", re.compile(r"(?:单位\(项目\)|项目(?:\(政策\))?|政策(?:和项目)?|专项(?:\(项目\))?|转移支付)名称")),
    ("goal", re.compile(r"(?:当年|年度|本年|整体|总体|项目|预期|实施期|部门){0,3}(?:绩效)?总?目标(?:\(.{1,16}\))?")),
    ("other", re.compile(r"(?:绩效)?指标(?:值内容|解释|说明|值?类型)|评\(?扣?\)?分标准|备注|是否核心|实际完成值|得分")),
)  # fmt: skip
_WEIGHTS = re.compile(r"\((\d{1,3})分?\)")

#: What stands at the left of a form's rows that hold no indicator.
END = re.compile(
    r"^(?:(?:专项|项目)?资金|预算|(?:年度|总体|当年|整体)?(?:绩效)?(?:总体)?目标$|项目(?:名称|概况|单位|负责)|"
    r"主管部门|实施|备注|总分|合计|小计|说明|其他|填报|单位负责|联系)"
)
_OPERATORS = {
    "≥": "≥", "≧": "≥", ">=": "≥", "≤": "≤", "≦": "≤", "<=": "≤", ">": ">", "﹥": ">", "<": "<", "﹤": "<",
    "=": "=", "＝": "=", "＞": ">", "＜": "<", "⩾": "≥", "⩽": "≤",
    "大于等于": "≥", "不少于": "≥", "不低于": "≥", "不小于": "≥", "小于等于": "≤", "不高于": "≤", "不超过": "≤",
    "不大于": "≤", "不多于": "≤", "大于": ">", "小于": "<", "等于": "=", "高于": ">", "低于": "<",
}  # fmt: skip
_OPERATOR = re.compile("|".join(sorted(map(re.escape, _OPERATORS), key=len, reverse=True)))
_NUMBER = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?")
_UNIT = re.compile(r"[^\d\s,，;；、。~～—-]{0,12}")
_IN_NAME = re.compile(r"\(([%％]|[^()\d]{1,8})\)$")
_QUALITY = re.compile(r"定性|文字")

#: In place of words: nothing, a dash, 无.
NOTHING = re.compile(r"[-—–/\\、.。*]*|无|暂无|略|待定|不适用|空|同上|见附件|详见附件|(?:暂)?未填(?:报|写)?")


@lru_cache(maxsize=1 << 12)
def role_of(text: str) -> Role:
    """What a head cell is over; '' where it is no head."""
    if not text or len(text) > 40:
        return ""
    label = bare_label(text)[0]
    return next((role for role, pattern in _ROLES if pattern.fullmatch(label)), "")


def weights_of(text: str) -> int:
    """What a head says that its weights come to: 90 of 分值（90）, else 0."""
    found = _WEIGHTS.search(bare_label(text)[0])
    return int(found.group(1)) if found else 0


@lru_cache(maxsize=1 << 13)
def measure_of(value: str, operator: str, unit: str, name: str) -> Measure:
    """Read the value of an indicator with the operator and unit of their own columns, '' where there are none.

    A unit may stand behind the number, in its own column, or in brackets at the end of the name: 合格率（%）.
    """
    text = "".join(value.split())
    sign = _operator("".join(operator.split())) or ""
    found = _OPERATOR.match(text)
    if found:
        sign = sign or _OPERATORS[found.group()]
        text = text[found.end() :]
    number = _NUMBER.match(text)
    if number is None:
        return Measure(sign, None, unit)
    rest = text[number.end() :]
    own = _UNIT.match(rest)
    if own is None or own.end() != len(rest):
        return Measure(sign, None, unit)
    bracket = _IN_NAME.search(name.replace("（", "(").replace("）", ")"))
    said = own.group() or unit.strip() or (bracket.group(1) if bracket else "")
    return Measure(sign, parse_number(number.group()), said)


def _operator(text: str) -> str:
    found = _OPERATOR.fullmatch(text)
    return _OPERATORS[found.group()] if found else ""


def is_quality(operator: str) -> bool:
    """Whether the column of operators says that the indicator is not to be measured."""
    return bool(_QUALITY.search(operator))


def nothing(text: str) -> bool:
    """Whether a cell holds no words: blank, a dash, 无."""
    return NOTHING.fullmatch("".join(text.split())) is not None
