"""YS9-007: a stock phrase of disclosures that stands here with one wrong character."""

from collections.abc import Iterator

from yusuan.check.rule import Checked, Context, rule
from yusuan.check.rules.ys9._prose import Prose, prose_of
from yusuan.check.rules.ys9._terms import Slip, lexicon, slips
from yusuan.check.rules.ys9.words import wrong_at
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

_OPEN, _CLOSE = "（(﹙", "）)﹚"


@rule(
    code="YS9-007",
    name=Text("与通行用语差一个字", "a stock phrase but for one character"),
    severity=Severity.WARNING,
    certainty=0.85,
    why=Text(
        "科目名称、法定用语和通行的名词解释全国一致，只差一个字的多是打错、漏打或同音误用。",
        "Names of subjects and the terms of the law are the same everywhere: one character off is a slip of the pen.",
    ),
    basis=Text(
        "财政部年度公开检查把不准确、不易懂列为问题（据转述）；《政府收支分类科目》的名称。",
        "The Ministry's yearly inspections fault what is inaccurate (known at second hand); the lists of subjects.",
    ),
    wrong=Text("土地和无形资产，以及构建基础设施、大型修缮", "构建基础设施"),
    right=Text("土地和无形资产，以及购建基础设施、大型修缮", "购建基础设施"),
)
def check_terms(context: Context) -> Checked:
    """Look for what sounds like a term of the lexicon but is not, and for other single edits of its long names.

    Not flagged: pairs that are both right in most places (制定 and 制订, 公工, 及级), particles that come and go, what
    is part of another term, what YS9-006 tells.
    """
    prose = prose_of(context.disclosure)
    findings: dict[str, Finding] = {}
    for one in prose:
        for slip in _slips(one):
            shown = one.around(slip.start, slip.end)
            finding = check_terms.finding(
                Text(
                    f"“{slip.printed}”与通行用语“{slip.expected}”差一个字，疑有误：{shown}",
                    f"{slip.printed!r} is {slip.expected!r} but for one character: {shown}",
                ),
                one.where(slip.start),
                one.key(f"{slip.printed} {shown}"),
                printed=slip.printed,
                expected=slip.expected,
            )
            findings.setdefault(finding.key, finding)
    return Checked(len(prose), tuple(findings.values()))


def _slips(one: Prose) -> Iterator[Slip]:
    for slip in slips(one.text, lexicon()):
        opened = sum(slip.printed.count(ch) for ch in _OPEN) == sum(slip.printed.count(ch) for ch in _CLOSE)
        if opened and not wrong_at(one.text, slip.start, slip.end):
            yield slip
