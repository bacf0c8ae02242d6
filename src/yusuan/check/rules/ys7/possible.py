"""YS7-011: the value of an indicator is possible, and its sign points the right way."""

import re

from yusuan.check.rule import Checked, Context, rule
from yusuan.check.rules.ys7._basis import TARGETS
from yusuan.check.rules.ys7._found import forms, key, label, who
from yusuan.check.targets.model import Indicator
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

#: Shares of a whole: more than all of it cannot be.
_SHARE = re.compile(
    r"(?:合格|及时|覆盖|完好|达标|准确|出勤|参训|到位|知晓|正常运行|验收|通过|合规|发放|受理|办结|支付|"
    r"正确|满意|好评)(?:率|度|比例)(?:\(.{1,4}\))?$"
)
_GOOD = re.compile(r"(?<!不)满意(?:度|率)|合格率|及时率|覆盖率|完好率|知晓率|准确率|达标率|出勤率")
_BAD = re.compile(r"(?<!不)(?:不|未|投诉|差错|故障|退|返工|低于|超|误|差|失|降)")
_ALL = 100


@rule(
    code="YS7-011",
    name=Text("指标值不可能或方向反了", "an impossible value, or a sign the wrong way"),
    severity=Severity.WARNING,
    certainty=0.95,
    why=Text(
        "合格率大于 100%、满意度“≤95%”，照此考核会得出相反的结论。",
        "A pass rate above 100 % cannot be reached; a satisfaction of ≤95 % is reached by pleasing nobody.",
    ),
    basis=TARGETS,
    wrong=Text("群众满意度 ≤95%；验收合格率 200%", "satisfaction ≤95%; accepted 200%"),
    right=Text("群众满意度 ≥95%；验收合格率 100%", "satisfaction ≥95%; accepted 100%"),
)
def check_possible(context: Context) -> Checked:
    """Look at percentages of satisfaction, of what passes, is covered, is in time.

    Wrong is one above 100, or > 100; and one that is to be at most (≤, <) less than all. Not flagged: rates of what
    is bad (差错率 ≤1%), growth, ≤100%, rates of other names, and what is no percentage.
    """
    looked = 0
    told: dict[str, Finding] = {}
    for form in forms(context):
        for one in form.indicators:
            what = _what(one)
            looked += one.measure.percent
            if what is None:
                continue
            printed = f"{one.measure.operator}{one.value.lstrip('≥≧≤≦<>=＝＞＜')}"
            printed += "" if one.measure.unit in printed else one.measure.unit
            finding = check_possible.finding(
                Text(
                    f"{who(form).zh}：{label(one)}的指标值“{printed}”{what.zh}。",
                    f"{who(form).en}: {label(one)} {what.en}.",
                ),
                one.place,
                key(form, f"{one.second} {one.name}"),
                printed=printed,
                statement=form.statement,
            )
            told.setdefault(finding.key, finding)
    return Checked(looked, tuple(told.values()))


def _what(one: Indicator) -> Text | None:
    measure = one.measure
    name = one.name.replace("（", "(").replace("）", ")").strip()
    if measure.number is None or not measure.percent or _BAD.search(name):
        return None
    value, scale = measure.number[0], 10 ** measure.number[1]
    share = _SHARE.search(name) or (one.level == "satisfaction" and "满意" in name)
    if share and (value > _ALL * scale or (value == _ALL * scale and measure.operator == ">")):
        return Text("大于 100%，不可能达到", "is above 100 %, which cannot be")
    if measure.operator in ("≤", "<") and value < _ALL * scale and _GOOD.search(name):
        return Text("方向反了，应为不低于", "has its sign the wrong way: at least is meant")
    return None
