"""YS9-004: a paragraph ends as a sentence ends."""

import re

from yusuan.check.rule import Checked, Context, rule
from yusuan.check.rules.ys9._prose import Prose, prose_of
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

_ITEM = re.compile(r"[（(]?(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})[)）、.．]|第[一二三四五六七八九十]+部分|注[:：]")
_GOES_ON = re.compile(r"[；;，,、]$")
_UNFINISHED = re.compile(r"[\u4e00-\u9fff0-9%％]$")
#: So many characters make a sentence rather than a heading.
_SENTENCE = 25
#: 其中： on a line of its own: a list follows, and the sentence before it has ended.
_LISTS = re.compile(r"(?:其中|具体(?:如下|情况如下)?)[:：]$")
#: A numbered paragraph with so many commas is a sentence however short it is.
_COMMAS = 2


@rule(
    code="YS9-004",
    name=Text("段末的标点", "the end of a paragraph"),
    severity=Severity.WARNING,
    certainty=0.9,
    why=Text(
        "段末是分号或没有句号，后面可能漏了内容。",
        "A paragraph that ends in a semicolon or in nothing may have lost words.",
    ),
    basis=Text(
        "财政部年度公开检查把不准确、不易懂列为问题（据转述）；GB/T 15834 标点符号用法。",
        "The Ministry's yearly inspections fault what is inaccurate or hard to read (known at second hand); "
        "GB/T 15834, punctuation.",
    ),
    wrong=Text("……占99.79%；其他收入6.2万元，占0.21%；（全段到此为止）", "…占0.21%； at the end of a section"),
    right=Text("……占99.79%；其他收入6.2万元，占0.21%。", "…占0.21%。"),
)
def check_ending(context: Context) -> Checked:
    """Look at the last paragraph of each section, and at sentences before a numbered item.

    A semicolon or comma is wrong only where nothing follows; no sign at all only where the paragraph is a sentence
    with commas of its own or of some length, and what follows is not its rest over the page.
    """
    prose = prose_of(context.disclosure)
    findings = [f for one in prose if (f := _finding(one)) is not None]
    return Checked(len(prose), tuple(findings))


def _finding(one: Prose) -> Finding | None:
    text = one.text.rstrip()
    if not one.after and _GOES_ON.search(text) and "。" not in text[-2:]:
        printed, expected = text[-1], "。"
    elif _unfinished(one, text):
        printed, expected = "", "。"
    else:
        return None
    shown = f"…{text[-20:]}" if len(text) > 20 else text
    zh = f"段末用“{printed}”" if printed else "段末没有标点"
    en = f"ends in {printed!r}" if printed else "ends without a sign"
    return check_ending.finding(
        Text(f"{zh}，应为句号：{shown}", f"The paragraph {en}, not in a full stop: {shown}"),
        one.where(len(text) - 1),
        one.key(text[-20:]),
        printed=printed,
        expected=expected,
    )


def _unfinished(one: Prose, text: str) -> bool:
    if not _UNFINISHED.search(text) or (one.after and not (_ITEM.match(one.after) or _LISTS.match(one.after))):
        return False
    heading = "。" not in text and text.count("，") < _COMMAS and not re.search(r"[0-9]万元", text)
    if _ITEM.match(text) and len(text) < 2 * _SENTENCE and heading:
        return False
    return len(text) >= _SENTENCE and ("，" in text or "。" in text or not one.after)
