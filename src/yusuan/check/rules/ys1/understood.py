"""YS1-012: what yusuan itself did not understand is said, with its place."""

from itertools import groupby

from yusuan.check.rule import Checked, Context, rule
from yusuan.model.disclosure import NotUnderstood
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

_WHAT = {
    "statement": Text("表", "a table"),
    "column": Text("列", "a column"),
    "row": Text("行", "a row"),
    "cell": Text("单元格", "a cell"),
    "file": Text("文件", "a file"),
    "correction": Text("更正", "a correction"),
}
_SHOWN = 5


@rule(
    code="YS1-012",
    name=Text("未能理解的内容", "what was not understood"),
    severity=Severity.HINT,
    certainty=1.0,
    why=Text(
        "没有理解的表、列、行没有核对，读者应当知道；也可能是表题、表头写错了。",
        "What was not understood was not checked, and a reader must know; or its title or header is wrong.",
    ),
    basis=Text("工具自身的约定：不静默跳过任何数字。", "The tool's own promise: no figure is passed over in silence."),
    wrong=Text("表题写成“收八支出决算表”，整张表没有核对。", "A title with a typing error: the table was not checked."),
    right=Text("表题、表头、行名都能识别。", "Titles, headers and labels are recognised."),
)
def check_understood(context: Context) -> Checked:
    """Make one hint of all that is alike and has one reason, at the place of the first."""
    disclosure = context.disclosure
    every = sorted(disclosure.not_understood, key=lambda n: (n.what, n.why.zh))
    findings = tuple(_together(list(group)) for _, group in groupby(every, key=lambda n: (n.what, n.why.zh)))
    return Checked(len(disclosure.statements) + len(disclosure.sections), findings)


def _together(alike: list[NotUnderstood]) -> Finding:
    first = alike[0]
    what = _WHAT[first.what]
    quotes = list(dict.fromkeys(n.text.strip() or "（空）" for n in alike))
    length = 120 if first.what == "correction" else 40
    shown = "、".join(f"“{q[:length]}”" for q in quotes[:_SHOWN])
    more_zh = f"等 {len(quotes)} 处" if len(quotes) > _SHOWN else ""
    more_en = f" and {len(quotes) - _SHOWN} more" if len(quotes) > _SHOWN else ""
    if first.what == "correction":
        said = Text(
            f"更正文件中有 {len(quotes)} 处没有用上：{shown}{more_zh}（{first.why.zh}）。",
            f"{len(quotes)} corrections do not apply: {shown}{more_en} ({first.why.en}).",
        )
        return check_understood.finding(said, first.place, f"correction {quotes[0]}")
    return check_understood.finding(
        Text(
            f"未能理解的{what.zh}：{shown}{more_zh}（{first.why.zh}），其中的数字没有核对。",
            f"Not understood: {what.en} {shown}{more_en} ({first.why.en}); its figures were not checked.",
        ),
        first.place,
        f"{first.what} {first.why.zh}",
        also=tuple(n.place for n in alike[1:]),
    )
