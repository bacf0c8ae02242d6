"""YS1-001: every statement that the table of contents names is there."""

from yusuan.check.rule import Checked, Context, NotApplicable, NotChecked, rule
from yusuan.check.rules.ys1._titles import is_there, listed, titles, unnamed
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

    Silent where a table with amounts was not recognised: it could be the missing one.
    """
    disclosure = context.disclosure
    entries = listed(disclosure)
    if not entries:
        raise NotApplicable(Text("目录没有逐一列出报表", "the contents do not list the statements"))
    if not disclosure.statements:
        raise NotChecked(Text("没有读到报表（可能是另一个文件）", "no statement was read (another file may hold them)"))
    if unnamed(disclosure):
        raise NotChecked(
            Text("有未能识别的表，无法确定缺哪一张", "a table was not recognised: which is missing is unknown")
        )
    known = titles(disclosure)
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
        if not is_there(e, disclosure, known)
    )
    return Checked(len(entries), findings)
