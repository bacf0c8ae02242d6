"""YS1-011: nothing of the template's own words is left: choices to be made, prompts, instructions for filling in."""

import re
from collections.abc import Iterator

from yusuan.check.rule import Checked, Context, NotChecked, rule
from yusuan.check.rules.ys1._words import Words, all_words, around
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

_UP, _DOWN = "增加|增长|上升|提高|大于|高于|超过", "减少|下降|降低|小于|低于"
#: 增加（减少）, 下降/增长: a choice between directions that nobody made. 增长（下降）率 names one thing and is none.
_CHOICE = re.compile(
    rf"(?:(?:{_UP})\s*(?:[(（]\s*(?:{_DOWN})\s*[)）]|[/／]\s*(?:{_DOWN}))|"
    rf"(?:{_DOWN})\s*(?:[(（]\s*(?:{_UP})\s*[)）]|[/／]\s*(?:{_UP})))(?!率|额|情况|幅度|变化|数|的?比例|%)"
)
#: Sentences that speak to whoever fills the template in.
_INSTRUCTION = re.compile(
    r"无[^。，；]{0,40}的，仍保留该表格?式?[^。]{0,40}|仍保留该表格式|并在本表下方作下述说明|请(?:填写|在此|根据实际|据实|按实际|自行|删除)[^。；]{0,30}|"
    r"(?:此处|此栏|本栏)(?:请)?(?:填|写|插入)[^。；]{0,20}|[(（](?:据实|按实际情况|根据实际情况)填(?:写|列|报)[^)）]{0,20}[)）]|"
    r"封面和目录的格式不得随意改变|(?:格式|模板|样式)(?:不得|请勿)(?:随意)?(?:改变|修改|更改)|没有的请(?:删除|删去)"
)
#: 【…】 around a prompt; 【2016】 of a document number and 【】 around a heading are none.
_PROMPT = re.compile(r"【[^】]{0,40}(?:填|选择|说明[:：]|请|注[:：]|例如|如有)[^】]{0,60}】|【\s*】")
#: Sections in which laws and systems are described: “如实填报” is a duty there, not a prompt.
_SPOKEN = ("overview", "glossary")


@rule(
    code="YS1-011",
    name=Text("模板残留", "residue of the template"),
    severity=Severity.WARNING,
    certainty=0.95,
    why=Text(
        "“增加（减少）”没有选定，读者不知道是增是减；填表说明是写给填表人看的，不是公开内容。",
        "A choice not made leaves the direction open; an instruction is meant for whoever fills the form in.",
    ),
    basis=Text(
        "预算法第十四条（公开义务）；财政部年度公开检查把不完整、不细化、不准确、不易懂列为问题（据转述）。",
        "Budget Law art. 14 (the duty to publish); the Ministry's yearly inspections fault what is incomplete, not "
        "detailed, not accurate or not readable (known at second hand).",
    ),
    wrong=Text(
        "下降（增长）的主要原因是……；仍保留该表格式，并在本表下方作下述说明。",
        "“fell (rose) because …”; “keep this form”.",
    ),
    right=Text("下降的主要原因是……；只保留说明本身。", "“fell because …”; the note alone."),
)
def check_residue(context: Context) -> Checked:
    """Search headings, paragraphs, titles and notes; heads of tables may offer both directions and are not searched."""
    words = tuple(all_words(context.disclosure))
    if not words:
        raise NotChecked(Text("没有读到文字", "no words were read"))
    return Checked(len(words), tuple(f for w in words for f in _search(w)))


def _search(words: Words) -> Iterator[Finding]:
    for pattern in (_CHOICE, _INSTRUCTION, _PROMPT):
        if words.kind in _SPOKEN and pattern is not _PROMPT:
            continue
        for m in pattern.finditer(words.text):
            quote = around(words.text, m.start(), m.end(), 6)
            yield check_residue.finding(
                Text(f"模板残留：“{quote}”", f"Left over from the template: “{quote}”"),
                words.place_of(m.start()),
                f"{words.heading} {m.group()}",
                printed=m.group(),
                statement=words.statement,
            )
