"""YS1-001: every statement that the table of contents names is there."""

from itertools import pairwise

from yusuan.check.rule import Checked, Context, NotApplicable, NotChecked, rule
from yusuan.check.rules.ys1._titles import is_there, listed, numbered, titles, twins_missing, unnamed
from yusuan.model.disclosure import Disclosure
from yusuan.model.finding import Severity
from yusuan.model.text import Text


@rule(
    code="YS1-001",
    name=Text("目录所列的报表", "statements that the contents list"),
    severity=Severity.ERROR,
    certainty=0.95,
    why=Text(
        "目录列了而正文没有的报表，就是没有公开；也可能是目录套用了别的模板。",
        "A statement that the contents name and the document lacks was not published; or the contents are not its own.",
    ),
    basis=Text(
        "预算法第十四条；财预〔2016〕143号（据地方公开目录转述）要求逐表公开。",
        "Budget Law art. 14; Caiyu [2016] 143 (known through local catalogues that restate it) wants every table.",
    ),
    wrong=Text(
        "目录有“政府性基金预算支出表”，正文从上一张表直接跳到下一张。", "Listed, but the document goes on without it."
    ),
    right=Text("没有数据的表也保留空表并注明。", "A statement without figures is published empty, with a note."),
)
def check_contents(context: Context) -> Checked:
    """Match the contents' entries that name a known kind of statement with the statements, headings and lines.

    Where there are no such contents, the numbers over the tables tell: 表4 is not followed by 表6. Silent where a
    table with amounts was not recognised: it could be the missing one.
    """
    disclosure = context.disclosure
    entries = listed(disclosure)
    if not entries:
        return _by_number(disclosure)
    if not disclosure.statements:
        raise NotChecked(Text("没有读到报表（可能是另一个文件）", "no statement was read (another file may hold them)"))
    if unnamed(disclosure):
        raise NotChecked(
            Text("有未能识别的表，无法确定缺哪一张", "a table was not recognised: which is missing is unknown")
        )
    known, twins = titles(disclosure), twins_missing(entries, disclosure)
    findings = tuple(
        check_contents.finding(
            Text(
                f"目录列有《{e.title}》，正文没有这张表。",
                f"The contents list 《{e.title}》; the document has no such table.",
            ),
            e.place,
            e.title,
        )
        for e in entries
        if e in twins or not is_there(e, disclosure, known)
    )
    return Checked(len(entries), findings)


def _by_number(disclosure: Disclosure) -> Checked:
    """A number that is left out between two tables that stand next to each other."""
    tables = numbered(disclosure)
    if not tables or unnamed(disclosure):
        raise NotApplicable(Text("目录没有逐一列出报表", "the contents do not list the statements"))
    findings = []
    known = frozenset(n for n, _ in tables)
    for (a, before), (b, after) in pairwise(tables):
        if b > a + 1 and after.index == before.index + 1 and known.isdisjoint(range(a + 1, b)):
            lacking = f"第 {a + 1} 张表" if b == a + 2 else f"第 {a + 1} 至 {b - 1} 张表"
            zh = f"表号从“{before.number}”跳到“{after.number}”，缺{lacking}。"
            en = f"“{before.number}” is followed by “{after.number}”: a table is missing."
            findings.append(check_contents.finding(Text(zh, en), after.place, f"表号 {a + 1}", statement=after.index))
    return Checked(len(tables), tuple(findings))
