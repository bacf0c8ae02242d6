"""YS9-006: words that are wrong wherever they stand."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from yusuan.check.rule import Checked, Context, rule
from yusuan.check.rules.ys9._prose import prose_of
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

#: As long as the longest listed slip.
_AROUND = 12


@rule(
    code="YS9-006",
    name=Text("错别字", "wrong words"),
    severity=Severity.WARNING,
    certainty=0.95,
    why=Text("错别字让读者怀疑数字是否也没有校对。", "Wrong words make a reader doubt the figures too."),
    basis=Text(
        "财政部年度公开检查把不准确、不易懂列为问题（据转述）；GB/T 15834 标点符号用法。",
        "The Ministry's yearly inspections fault what is inaccurate or hard to read (known at second hand); "
        "GB/T 15834, punctuation.",
    ),
    wrong=Text("整合社区事物", "社区事物"),
    right=Text("整合社区事务", "社区事务"),
)
def check_words(context: Context) -> Checked:
    """Look for the slips listed in ``catalog/data/slips.toml``: wrong wherever they stand, each with its correction.

    Single characters in terms of the trade and in what the document itself has otherwise are YS9-007 and YS9-009.
    """
    prose = prose_of(context.disclosure)
    findings: dict[str, Finding] = {}
    whole, right = _slips()
    for one in prose:
        for hit in whole.finditer(one.text):
            expected = _corrected(hit, right)
            shown = one.around(hit.start(), hit.end())
            finding = check_words.finding(
                Text(f"“{hit[0]}”应为“{expected}”：{shown}", f"{hit[0]!r} should be {expected!r}: {shown}"),
                one.where(hit.start()),
                one.key(f"{hit[0]} {shown}"),
                printed=hit[0],
                expected=expected,
            )
            findings.setdefault(finding.key, finding)
    return Checked(len(prose), tuple(findings.values()))


def wrong_at(text: str, start: int, end: int) -> bool:
    """Whether one of the listed slips touches ``text[start:end]``."""
    near = _slips()[0].finditer(text, max(0, start - _AROUND), end + _AROUND)
    return any(m.start() < end and m.end() > start for m in near)


@cache
def _slips() -> tuple[re.Pattern[str], tuple[tuple[re.Pattern[str], str], ...]]:
    """All slips as one pattern, and each with what is right."""
    data = tomllib.loads(files("yusuan.catalog").joinpath("data/slips.toml").read_text(encoding="utf-8"))
    slips: dict[str, str] = data["slips"]
    each = tuple((re.compile(wrong), right) for wrong, right in slips.items())
    return re.compile("|".join(f"(?:{wrong})" for wrong in slips)), each


def _corrected(hit: re.Match[str], right: tuple[tuple[re.Pattern[str], str], ...]) -> str:
    for pattern, words in right:
        found = pattern.match(hit.string, hit.start())
        if found and found.end() == hit.end():
            return found.expand(words)
    return ""
