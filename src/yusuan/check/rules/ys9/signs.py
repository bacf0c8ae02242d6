"""YS9-001: no sign stands twice, none stands where another has just ended the sentence."""

import re
from collections.abc import Iterator

from yusuan.check.rule import Checked, Context, rule
from yusuan.check.rules.ys9._prose import Prose, prose_of
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

#: Two signs of which the second has nothing to end; what comes from a list of terms (、、) is the same slip.
_TWICE = re.compile(r"[。，；、：]\s*[。，；、]")
#: A dot between words, where 、 or 。 was meant: 新农具．新技术. Not in units (人.月) and not behind a numeral (一.).
_DOT = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?<![一二三四五六七八九十])[．.](?=[\u4e00-\u9fff]{2})")
_UNIT = re.compile(r"(?:人|年|月|日|天|次|户|公里|车道|平方米|吨|辆|台|元)$")


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
    """Look for a sign with another right behind it that has nothing to end, and for a dot between words."""
    prose = prose_of(context.disclosure)
    findings: dict[str, Finding] = {}
    for one in prose:
        for finding in _in(one):
            findings.setdefault(finding.key, finding)
    return Checked(len(prose), tuple(findings.values()))


def _in(one: Prose) -> Iterator[Finding]:
    for hit in _TWICE.finditer(one.text):
        printed = hit[0].replace(" ", "")
        yield _finding(
            one, hit, printed, f"标点“{printed}”重复或多余", f"doubled or superfluous punctuation {printed!r}"
        )
    for hit in _DOT.finditer(one.text):
        if not _UNIT.search(one.text[: hit.start()][-4:]) or not _UNIT.match(one.text[hit.end() : hit.end() + 1]):
            yield _finding(one, hit, hit[0], f"标点“{hit[0]}”误用，应为顿号、逗号或句号", "a dot for another sign")


def _finding(one: Prose, hit: re.Match[str], printed: str, zh: str, en: str) -> Finding:
    shown = one.around(hit.start(), hit.end())
    return check_signs.finding(
        Text(f"{zh}：{shown}", f"{en}: {shown}"), one.where(hit.start()), one.key(shown), printed=printed
    )
