"""YS9-002: no words stand twice in a row."""

import re
from collections.abc import Iterator

from yusuan.check.rule import Checked, Context, rule
from yusuan.check.rules.ys9._prose import Prose, prose_of
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

_TWICE = re.compile(r"([\u4e00-\u9fff]{2,12})\1")
#: Words of two characters that no other word begins with, so that a second one right behind is always a slip.
#: Others may meet by right: 更换工程|工程款.
_SHORT = frozenset(
    re.findall(
        "..",
        "用于主要以及进行通过根据按照工作增加减少安排其中包括由于为了因为所以并且或者对于关于有关相关全部同时同比万元原因予以"
        "应当可以不再开展",
    )
)
#: What 工作 may begin: 管理工作|工作经费.
_BEGUN = re.compile(r"经费|人员|会议|计划|任务|量|站|组|局|部")


@rule(
    code="YS9-002",
    name=Text("重复的词语", "doubled words"),
    severity=Severity.WARNING,
    certainty=0.95,
    why=Text("同一词语连写两遍，是套改文本时留下的。", "Words written twice in a row are left over from editing."),
    basis=Text(
        "财政部年度公开检查把不准确、不易懂列为问题（据转述）；GB/T 15834 标点符号用法。",
        "The Ministry's yearly inspections fault what is inaccurate or hard to read (known at second hand); "
        "GB/T 15834, punctuation.",
    ),
    wrong=Text("主要用于主要用于单位缴纳的养老保险", "主要用于主要用于…"),
    right=Text("主要用于单位缴纳的养老保险", "主要用于…"),
)
def check_twice(context: Context) -> Checked:
    """Look for three characters or more that stand twice in a row, and for a few words of two.

    A body's name at the head of a paragraph is left alone where a line ends between the two: a heading may have run
    into the sentence.
    """
    prose = prose_of(context.disclosure)
    findings: dict[str, Finding] = {}
    for one in prose:
        for finding in _in(one, context.disclosure.identity.body):
            findings.setdefault(finding.key, finding)
    return Checked(len(prose), tuple(findings.values()))


def _in(one: Prose, body: str) -> Iterator[Finding]:
    for hit in _TWICE.finditer(one.text):
        words = hit[1]
        if len(set(words)) == 1 or (len(words) == 2 and words not in _SHORT):
            continue
        if (hit.start() == 0 and words in body and not _on_one_line(one, hit)) or (
            words == "工作" and _BEGUN.match(one.text, hit.end())
        ):
            continue
        shown = one.around(hit.start(), hit.end())
        yield check_twice.finding(
            Text(f"“{words}”连写了两遍：{shown}", f"{words!r} stands twice in a row: {shown}"),
            one.where(hit.start()),
            one.key(shown),
            printed=hit[0],
            expected=words,
        )


def _on_one_line(one: Prose, hit: re.Match[str]) -> bool:
    """Whether no printed line ends within ``hit``. Formats without lines say nothing about headings either."""
    pieces = one.paragraph.pieces
    if one.where(hit.start()).page is None:
        return False
    return not any(hit.start() < start < hit.end() for start, _ in pieces)
