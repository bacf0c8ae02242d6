"""YS9-001: no sign stands twice, none stands where another has just ended the sentence."""

import re

from yusuan.check.rule import Checked, Context, rule
from yusuan.check.rules.ys9._prose import prose_of
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

#: Two signs of which the second has nothing to end; what comes from a list of terms (、、) is the same slip.
_TWICE = re.compile(r"[。，；、：]\s*[。，；、]")


@rule(
    code="YS9-001",
    name=Text("重复的标点", "doubled punctuation"),
    severity=Severity.WARNING,
    certainty=0.97,
    why=Text("多打、漏删的标点说明文字没有校对。", "A sign too many shows that nobody read the text again."),
    basis=Text(
        "财政部年度公开检查把不准确、不易懂列为问题（据转述）；GB/T 15834 标点符号用法。",
        "The Ministry's yearly inspections fault what is inaccurate or hard to read (known at second hand); "
        "GB/T 15834, punctuation.",
    ),
    wrong=Text("继续使用的资金。。", "…的资金。。"),
    right=Text("继续使用的资金。", "…的资金。"),
)
def check_signs(context: Context) -> Checked:
    """Look for a full stop, comma, semicolon, enumeration comma or colon with another sign right behind it."""
    prose = prose_of(context.disclosure)
    findings: dict[str, Finding] = {}
    for one in prose:
        for hit in _TWICE.finditer(one.text):
            printed = hit[0].replace(" ", "")
            shown = one.around(hit.start(), hit.end())
            finding = check_signs.finding(
                Text(f"标点“{printed}”重复或多余：{shown}", f"doubled or superfluous punctuation {printed!r}: {shown}"),
                one.where(hit.start()),
                one.key(shown),
                printed=printed,
            )
            findings.setdefault(finding.key, finding)
    return Checked(len(prose), tuple(findings.values()))
