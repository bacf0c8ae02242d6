"""YS9-003: quotation marks and brackets come in pairs."""

from yusuan.check.rule import Checked, Context, rule
from yusuan.check.rules.ys9._prose import prose_of
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

_PAIRS = {"“": "”", "（": "）", "《": "》", "【": "】", "〔": "〕"}
_WIDE = str.maketrans("()", "（）")


@rule(
    code="YS9-003",
    name=Text("不成对的引号括号", "unpaired quotes and brackets"),
    severity=Severity.WARNING,
    certainty=0.9,
    why=Text(
        "缺了一半的引号或括号，引文和说明的范围就不清楚。", "With half a pair missing, what is quoted is unclear."
    ),
    basis=Text(
        "财政部年度公开检查把不准确、不易懂列为问题（据转述）；GB/T 15834 标点符号用法。",
        "The Ministry's yearly inspections fault what is inaccurate or hard to read (known at second hand); "
        "GB/T 15834, punctuation.",
    ),
    wrong=Text("优秀调解案例”活动", "优秀调解案例”活动, without its first mark"),
    right=Text("“优秀调解案例”活动", "“优秀调解案例”活动"),
)
def check_pairs(context: Context) -> Checked:
    """Follow the marks of each paragraph. Numbers of a list, 1）, have half a bracket by right."""
    prose = prose_of(context.disclosure)
    findings: dict[str, Finding] = {}
    for one in prose:
        text = one.text.translate(_WIDE)
        for opening, closing in _PAIRS.items():
            at = _odd(text, opening, closing)
            if at is None:
                continue
            shown = one.around(at, at + 1)
            finding = check_pairs.finding(
                Text(f"“{one.text[at]}”不成对：{shown}", f"{one.text[at]!r} has no partner: {shown}"),
                one.where(at),
                one.key(shown),
                printed=one.text[at],
            )
            findings.setdefault(finding.key, finding)
    return Checked(len(prose), tuple(findings.values()))


def _odd(text: str, opening: str, closing: str) -> int | None:
    """The offset of the first mark without a partner; None where all have one."""
    open_at: list[int] = []
    for at, sign in enumerate(text):
        if sign == opening:
            open_at.append(at)
        elif sign == closing:
            if open_at:
                open_at.pop()
            elif not (closing == "）" and _number(text, at)):
                return at
    return open_at[0] if open_at else None


def _number(text: str, at: int) -> bool:
    """Whether the bracket at ``at`` ends the number of a list: 1）, 12）, 一）."""
    before = text[at - 1 : at]
    return before.isalnum() and (before.isascii() or before in "一二三四五六七八九十")
