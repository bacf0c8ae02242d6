"""YS1-010: no placeholder is left where a name, a year or a figure belongs."""

import re
from collections.abc import Iterator

from yusuan.check.rule import Checked, Context, NotChecked, rule
from yusuan.check.rules.ys1._words import Words, all_words, around
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

_HAN = "\u4e00-\u9fff"
#: XX局 · ××项目 · 某某单位XXX. Stars stand for index rows (**) and footnotes too: only before a body or a unit.
_CROSSES = re.compile(
    rf"(?<![A-Za-z0-9])[XxＸ×✕]{{2,}}(?=[{_HAN}])|(?<=[{_HAN}])[XxＸ×✕]{{2,}}(?![A-Za-z0-9×])|"
    r"[*＊○〇]{2,}(?=局|委员会|办公室|部门|单位|街道|中心|年|万元|元(?!素))"
)
#: A year of which a digit is missing: “202 年度”, “20__年”, “20XX年”. Paragraphs come without their spaces.
_YEAR = re.compile(r"(?<![\d.,，:：~-])(?:202[\s_＿]*|20[_＿]+|20\s{2,}|20[XxＸ×*＊]{1,2}|202[XxＸ×*＊])年")
#: A gap in a sentence that was never filled: “为____万元”, “为 万元”, “减少万元”.
_GAP = re.compile(
    r"[_＿]{2,}\s*(?:万元|元|%|人|台|辆|个|批)|(?:预算数?|决算数?|支出|收入|合计|增加|减少)(?:为|是)?\s*(?:万元|%)(?![以之为])"
)
#: What a chart prints where its labels were not bound to figures: [值], [类别名称].
_CHART = re.compile(r"[\[［](?:值|百分比|类别名称|系列名称|单元格区域)[\]］]")


@rule(
    code="YS1-010",
    name=Text("未填的空位", "placeholders"),
    severity=Severity.WARNING,
    certainty=0.95,
    why=Text(
        "XX、下划线、缺位的年份说明模板没有填完，读者得不到应有的信息。",
        "Crosses, underscores or a year without its last digit: the template was not filled in.",
    ),
    basis=Text(
        "预算法第十四条（公开义务）；财政部年度公开检查把不完整、不细化、不准确、不易懂列为问题（据转述）。",
        "Budget Law art. 14 (the duty to publish); the Ministry's yearly inspections fault what is incomplete, not "
        "detailed, not accurate or not readable (known at second hand).",
    ),
    wrong=Text("XX局2024年部门预算；目录“202 年度部门决算”；“安排____万元”。", "“XX Bureau”; “202 year”; “____万元”."),
    right=Text("写全单位名称、年度和数字。", "The name, the year and the figure are written out."),
)
def check_placeholder(context: Context) -> Checked:
    """Search headings, paragraphs, titles and notes. Cells are not searched: forms print crosses for secrecy."""
    words = tuple(all_words(context.disclosure))
    if not words:
        raise NotChecked(Text("没有读到文字", "no words were read"))
    return Checked(len(words), tuple(f for w in words for f in _search(w)))


def _search(words: Words) -> Iterator[Finding]:
    for pattern in (_CROSSES, _YEAR, _CHART, _GAP):
        if pattern is _GAP and words.kind != "narrative":
            continue
        for m in pattern.finditer(words.text):
            quote = around(words.text, m.start(), m.end())
            yield check_placeholder.finding(
                Text(
                    f"未填的空位“{m.group().strip()}”：“{quote}”",
                    f"A placeholder “{m.group().strip()}” is left: “{quote}”",
                ),
                words.place_of(m.start()),
                f"{words.heading} {m.group()}",
                printed=m.group().strip(),
                statement=words.statement,
            )
