"""What stitching itself says of the numeric tokens in the lines that it takes out of the text: a reason for each."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from yusuan.model.disclosure import Token, TokenUse
from yusuan.model.grid import Cell, TextLine
from yusuan.model.place import Place
from yusuan.read.numbers import tokens
from yusuan.read.stitch.furniture import page_number
from yusuan.read.stitch.line import squash


@dataclass(frozen=True, slots=True)
class _Rule:
    """Tokens that begin inside a match of ``pattern`` are of ``use``."""

    pattern: re.Pattern[str]
    use: TokenUse
    why: str


_DATE = _Rule(
    re.compile(
        r"(?:(?:19|20)\d\d\s{0,8}年\s{0,8})?\d{1,2}\s{0,8}月(?:\s{0,8}\d{1,2}\s{0,8}[日号])?|(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}"
    ),
    "date",
    "年月日",
)
_YEAR = _Rule(
    re.compile(
        r"(?<!\d)(?:19|20)\d\d\s{0,8}[（(]?\s{0,8}(?:年|部门|单位|区级|市级|至|[-—~])|^\s{0,8}[（(]?\s{0,8}(?:19|20)\d\d\s{0,8}[)）]?\s{0,8}$"
    ),
    "year",
    "年份",
)
_FILE = _Rule(
    re.compile(r"[〔【\[（(]\s{0,8}(?:19|20)\d\d\s{0,8}[〕】\])）]\s{0,8}第?\s{0,8}\d{1,5}\s{0,8}号"),
    "document_number",
    "文号",
)
_TABLE = _Rule(
    re.compile(
        r"(?:附\s{0,8})?表\s{0,8}\d{1,3}(?:[-—.]\d{1,2})?|(?<![\d.])\d{1,3}(?:[-—]\d{1,2})?\s{0,8}表|GK\s{0,8}\d{1,2}|附件\s{0,8}\d{1,2}|图\s{0,8}\d{1,2}"
    ),
    "table_number",
    "表号",
)
_LIST = _Rule(re.compile(r"(?:^|[:：。；;\s])\s{0,4}[（(]?\d{1,2}(?:[、．)）]|\.(?!\d))"), "list_number", "序号")
_CODE = _Rule(
    re.compile(
        r"(?<=[\[【〔])\s{0,8}\d{3,12}(?=\s{0,8}[\]】〕])|(?<=[:：])\s{0,8}\d{3,12}(?=[-_]|(?![万元亿千百个人台辆次项家户套名处年月])[\u4e00-\u9fff])"
        r"|(?<![\d.,])\d{3,12}(?=_)"
    ),
    "code",
    "编码",
)
_SHEET = _Rule(re.compile(r"^\s{0,8}\d\.\d{1,2}(?=[\u4e00-\u9fff])"), "table_number", "表号")
_BODY_CODE = _Rule(
    re.compile(r"^\s{0,8}(?:[（(][一二三四五六七八九十]+[)）]|\d{1,2}\.)?\s{0,8}\d{3}(?:\d{3})?(?=-?[\u4e00-\u9fff“])"),
    "code",
    "编码",
)
_ARTICLE = _Rule(re.compile(r"第\s{0,8}\d{1,3}\s{0,8}[条款项号]"), "legal", "条款号")
#: In the order in which they are tried.
_RULES = (_FILE, _DATE, _YEAR, _TABLE, _SHEET, _ARTICLE, _LIST, _CODE, _BODY_CODE)


def account_line(line: TextLine, where: str) -> list[Token]:
    """A caption, heading or note: each token with the reason that its own surroundings give, or 'unaccounted'."""
    return account_text(line.text, line.place, where)


def account_text(text: str, place: Place, where: str, *, in_table: bool = False) -> list[Token]:
    """The tokens of ``text`` (a ``where``: 表题, 标题, 注 …), each with the reason that its own surroundings give."""
    found = tokens(text)
    if not found:
        return []
    starts = [start for start, _, _ in found]
    claimed: dict[int, _Rule] = {}
    for rule in _RULES:
        for m in rule.pattern.finditer(text):
            for i in range(bisect_left(starts, m.start()), bisect_left(starts, m.end())):
                claimed.setdefault(i, rule)
    out: list[Token] = []
    for i, (_, _, token) in enumerate(found):
        rule_of = claimed.get(i)
        use: TokenUse = rule_of.use if rule_of else "unaccounted"
        why = f"{where}中的{rule_of.why}" if rule_of else f"{where}中的数字"
        out.append(Token(token, use, why, place, in_table))
    return out


def account_furniture(line: TextLine) -> list[Token]:
    """A page number or running head."""
    if page_number(squash(line.text)) is not None:
        return [Token(t, "page_number", "页码", line.place, in_table=False) for _, _, t in tokens(line.text)]
    return account_line(line, "页眉页脚")


def account_contents(texts: Iterable[tuple[str, Place]]) -> list[Token]:
    """The lines of a table of contents: every token in them is a year, a list number or a page."""
    return [Token(t, "contents", "目录", place, in_table=False) for text, place in texts for _, _, t in tokens(text)]


def account_repeated(cells: Sequence[Cell]) -> list[Token]:
    """The cells of a head that is printed once more on the next page."""
    out: list[Token] = []
    for cell in cells:
        for token in account_text(cell.text, cell.place, "续页重复的表头", in_table=True):
            if token.use == "unaccounted":
                use: TokenUse = "index" if cell.text.strip().isdigit() else "name"
                out.append(Token(token.text, use, "续页重复的表头，见首页同一表头", cell.place, in_table=True))
            else:
                out.append(token)
    return out


def account_again(printed: Iterable[tuple[str, Place]]) -> list[Token]:
    """What is printed once more at a page break: the same words and figures stand in a cell that is read."""
    return [
        Token(t, "fact", "分页处重复打印的内容，同一数字已在单元格中读入", place, in_table=True)
        for text, place in printed
        for _, _, t in tokens(text)
    ]
