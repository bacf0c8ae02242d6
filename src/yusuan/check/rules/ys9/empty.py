"""YS9-005: a sentence that announces a reason or a use gives one."""

import re

from yusuan.check.rule import Checked, Context, rule
from yusuan.check.rules.ys9._prose import prose_of
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

_EMPTY = re.compile(r"(?:主要)?(?:原因|用于|用途|包括)(?:主要)?(?:是|为|有|在于)?[:：]?\s*(?:[。；;]|$)")
_ANNOUNCED = re.compile(r"主要|原因")
#: Ends of sentences that announce nothing: 说明原因。 特殊原因。 由于历史原因。
_NOUN = re.compile(r"(?:说明|查明|分析|特殊|历史|客观|主观|其他|各种|等|有关|具体)原因[。；;]$")


@rule(
    code="YS9-005",
    name=Text("没有写完的句子", "unfinished sentences"),
    severity=Severity.ERROR,
    certainty=0.9,
    why=Text(
        "写了“主要原因是”却没有原因，应当说明的没有说明。",
        "主要原因是 with nothing behind it: the explanation owed is missing.",
    ),
    basis=Text(
        "财预〔2016〕143号：增减变化应说明原因（据各地目录转述）。",
        "财预〔2016〕143号: changes are to be explained (known through local catalogues).",
    ),
    wrong=Text("比上年减少 3 万元，主要原因是。", "…主要原因是。"),
    right=Text("比上年减少 3 万元，主要原因是会议减少。", "…主要原因是会议减少。"),
)
def check_empty(context: Context) -> Checked:
    """Look for 主要原因是, 主要用于, 主要包括 right before the end of a sentence, or of a paragraph without a colon."""
    prose = prose_of(context.disclosure)
    findings: dict[str, Finding] = {}
    for one in prose:
        for hit in _EMPTY.finditer(one.text):
            words = one.text[max(0, hit.start() - 2) : hit.end()]
            if not _ANNOUNCED.search(hit[0]) or hit[0].startswith(("原因。", "原因；")) or _NOUN.search(words):
                continue
            if hit[0].rstrip()[-1:] in ":：" and one.after:
                continue
            shown = one.around(hit.start(), hit.end())
            finding = check_empty.finding(
                Text(f"句子没有写完：{shown}", f"an unfinished sentence: {shown}"),
                one.where(hit.start()),
                one.key(shown),
                printed=hit[0].strip(),
            )
            findings.setdefault(finding.key, finding)
    return Checked(len(prose), tuple(findings.values()))
