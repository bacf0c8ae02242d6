"""A positive reason for every number of a paragraph that no claim has used: its year, its unit, its brackets."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from yusuan.model.disclosure import TokenUse
from yusuan.read.narrative.lexicon import units
from yusuan.read.narrative.outline import marker
from yusuan.read.narrative.view import View

_KINDS: dict[str, str] = {
    "amount": "说明中的金额",
    "change": "说明中的增减额",
    "growth": "说明中的增减幅度",
    "share": "说明中的占比",
    "completion": "说明中的完成率",
}
_LEADERS = re.compile(r"[.…·]{3,}\s*[0-9]{0,3}$")
_LAW = re.compile(r"《[^《》]{0,120}(?:《[^《》]{0,80}》[^《》]{0,80})?》")
_QUOTED = re.compile(r"“[^“”]{1,24}”|\"[^\"]{1,24}\"|‘[^‘’]{1,24}’|【[^【】]{1,24}】")

_TO_YEAR = re.compile(r"年?[-—–~至到](?:[12][0-9]{3}|[0-9]{2})年?")
_FROM_YEAR = re.compile(r"[12][0-9]{3}年?[-—–~至到]$")
_DATE_AFTER = re.compile(r"月|[日号](?![楼院])|[-/.][0-9]{1,2}[-/.][0-9]{1,2}|:[0-9]{2}|[时点][0-9整前后至-]|时(?!间)")
_DATE_BEFORE = re.compile(
    r"(?:[0-9]年|[0-9]月|年[0-9]{1,2}[-—~至])$|[0-9]{4}[-/.](?:[0-9]{1,2}[-/.])?$|[0-9]:$|[0-9]月[0-9]{1,2}[-—~至]$"
)
_DOC_AFTER = re.compile(r"[〕\]】)﹞]第?[0-9]{1,5}号|号(?!楼|线)|号文")
_DOC_BEFORE = re.compile(r"[〔\[【(﹝]?[12][0-9]{3}[〕\]】)﹞]第?$|[字发令函办通]第?$")
_ARTICLE = re.compile(r"条|款|项|章|节|号|次会议")
_TABLE_BEFORE = re.compile(r"(?:表|图|附件|附表|附录|栏)(?:[0-9]{1,2}[-—.、至和])?$")
_TABLE_AFTER = re.compile(r"表(?!示|明|彰|扬)|[-—.][0-9]{1,2}表")
_LIST_BEFORE = re.compile(r"(?:^|[。;:,!?\s(（、是])$")
_LIST_AFTER = re.compile(r"[.、)](?![0-9])")
_NUMBERED = re.compile(r"(?:[、,和及至][0-9]{1,4}){1,20}号(?!楼|线)")
_DOTTED = re.compile(r"[·•][0-9]")
_NAMED_BEFORE = re.compile(r"(?:目标|指标|任务|措施|项目|方案|问题|原因|课题)$")
_PERCENT = re.compile(r"(?:余|多)?(?:%|‰|个百分点|百分点|成以上)")
_RANGE = re.compile(r"%?(?:\(含\))?[-—–~至到][0-9.,]+")
_MONEY = re.compile(r"(?:亿元|万元|千元|百元|元)")
_COMPARED = re.compile(r"[≥≤><＞＜≧≦=＝±]$|(?:[大小高低]于|不[低少高]于|不超过|达到|达|超过|控制在|不得低于)(?:等于)?$")
_TIMES = re.compile(r"[×xX*/∶+＋]|:[0-9]")
_LATIN = re.compile(r"[A-Za-z]")
_CODE = re.compile(r"[235][0-9]{2}(?:[0-9]{2}){0,3}$")
_CODE_AFTER = re.compile(r"[)\]_—–-]|[\u4e00-\u9fff]")
_CODE_BEFORE = re.compile(r"(?:^|[(\[。;:,、]|[一二三四五六七八九十][)、])$")
_SERIAL_BEFORE = re.compile(
    r"(?:编号|编码|代码|项目号|电话|热线|传真|邮编|邮政编码|账号|单号|平台|联系方式)(?:为|是)?[:(]?(?:[0-9]+[-—])?$"
)
_SERIAL_AFTER = re.compile(r"热线|举报|平台|专项|工程|行动|计划|便民|政务|市民|投诉|服务|战略|模式|机制|体系|布局|目标")
_SEASON = re.compile(r"[春夏秋冬届级)]|全国|部门|单位|学|财|预算|决算|全年|上半|下半|$")


@dataclass(frozen=True, slots=True)
class Reason:
    """What a number was taken for, and why."""

    use: TokenUse
    why: str


class _Number:
    """One number with what stands around it."""

    def __init__(self, text: str, start: int, end: int, year: int) -> None:
        self.text, self.start, self.end, self.year = text, start, end, year
        self.token = text[start:end]
        self.before = text[max(0, start - 8) : start]

    @cached_property
    def is_year(self) -> bool:
        """Four digits from 1900 to 2100."""
        return len(self.token) == 4 and self.token.isdigit() and "1900" <= self.token <= "2100"

    def followed(self, pattern: re.Pattern[str]) -> bool:
        """Whether ``pattern`` stands right after it."""
        return pattern.match(self.text, self.end) is not None

    def preceded(self, pattern: re.Pattern[str]) -> bool:
        """Whether ``pattern`` ends right before it."""
        return pattern.search(self.before) is not None

    def next(self, length: int = 1) -> str:
        """The characters after it."""
        return self.text[self.end : self.end + length]


def account(seen: View, used: Mapping[int, tuple[str, str]], year: int) -> list[tuple[int, int, Reason]]:
    """Each numeric token of the view, as (start, end) in it, with the reason found for it."""
    numbers = seen.numbers()
    if not numbers:
        return []
    text = seen.text
    found = marker(text)
    begin = found.end if found else 0
    laws = [m.span() for m in _LAW.finditer(text)] if "《" in text else []
    quoted = [m.span() for m in _QUOTED.finditer(seen.original)] if len(text) < len(seen.original) else []
    leaders = _LEADERS.search(seen.original) is not None
    out = []
    listed = 0
    for start, end in numbers:
        if start in used:
            reason = _used(*used[start])
        elif leaders:
            reason = Reason("contents", "目录行")
        elif start < begin:
            reason = Reason("list_number", "段首的序号")
        else:
            number = _Number(text, start, end, year)
            reason = _reason(number, laws) or _quoted(seen, number, quoted) or _last(number)
            if reason.use == "unaccounted" and number.token == str(listed + 1) and number.followed(_LIST_AFTER):
                reason = Reason("list_number", "接着编的序号")
        if reason.use == "list_number" and text[start:end].isdigit():
            listed = int(text[start:end][:4])
        out.append((start, end, reason))
    return out


def _used(use: str, why: str) -> Reason:
    if use == "claim":
        return Reason("claim", _KINDS[why])
    return Reason("ratio" if use == "ratio" else "prose", why)


def _reason(number: _Number, laws: list[tuple[int, int]]) -> Reason | None:
    if any(a < number.start and number.end < b for a, b in laws):
        return Reason("legal", "书名号内的文件名")
    for test in _TESTS:
        reason = test(number)
        if reason is not None:
            return reason
    return None


def _quoted(seen: View, number: _Number, quoted: list[tuple[int, int]]) -> Reason | None:
    at = seen.back(number.start) if quoted else 0
    if any(a < at < b for a, b in quoted):
        return Reason("name", "引号中的名称")
    return None


def _year(n: _Number) -> Reason | None:
    if not n.is_year:
        return None
    if n.followed(_DOC_AFTER) and n.next() in "〕]】)﹞":
        return Reason("document_number", "文号中的年份")
    if n.followed(_TO_YEAR) or _FROM_YEAR.search(n.before):
        return Reason("period", "起止年份")
    if n.next() == "年":
        return Reason("year", "后面是“年”")
    return None


def _date(n: _Number) -> Reason | None:
    whole = n.token.isdigit() and len(n.token) <= 2
    if n.is_year and n.followed(_DATE_AFTER) and n.next() in "-/.":
        return Reason("date", "年月日")
    if n.preceded(_DATE_BEFORE) and not n.next().isdigit():
        return Reason("date", "年月日")
    if whole and n.followed(_DATE_AFTER):
        return Reason("date", "后面是月、日或时刻")
    if whole and n.next() == "年":
        return Reason("count", "年数或两位年份")
    return None


def _serial(n: _Number) -> Reason | None:
    """Numbers of documents, tables and lists."""
    whole = n.token.isdigit()
    if n.before.endswith("第"):
        article = n.followed(_ARTICLE)
        return Reason("document_number", "第…条、第…号") if article else Reason("count", "序数")
    if n.preceded(_DOC_BEFORE) and n.next() in "号-—":
        return Reason("document_number", "文号")
    if n.preceded(_TABLE_BEFORE) or (len(n.token) <= 4 and n.followed(_TABLE_AFTER)):
        return Reason("table_number", "表、图或附件的编号")
    if whole and len(n.token) <= 2 and n.followed(_LIST_AFTER) and n.preceded(_LIST_BEFORE):
        return Reason("list_number", "句中的序号")
    if whole and len(n.token) <= 2 and n.next() in ":." and n.preceded(_NAMED_BEFORE):
        return Reason("list_number", "目标、措施等的序号")
    year = n.token.partition(".")[2]
    if len(year) == 4 and n.next() == "年" and n.preceded(_LIST_BEFORE):
        return Reason("list_number", "序号，与年份相连")
    return None


def _enumerated(n: _Number) -> Reason | None:
    """6、8、9号防汛道路; 6·5环境日."""
    if not n.token.isdigit() or len(n.token) > 4:
        return None
    if n.followed(_NUMBERED):
        return Reason("document_number", "逐一列举的编号")
    dotted = n.followed(_DOTTED) or (n.before[-1:] in ("·", "•") and n.before[-2:-1].isdigit())
    return Reason("name", "名称中的日期") if dotted and len(n.token) <= 2 else None


def _measured(n: _Number) -> Reason | None:
    if n.followed(_PERCENT):
        return Reason("ratio", "说明中的百分比")
    if n.followed(_MONEY):
        return Reason("prose", "标准或限额")
    if n.followed(units()):
        return Reason("count", "后面是量词")
    m = _RANGE.match(n.text, n.end)
    if m is None:
        return None
    if _PERCENT.match(n.text, m.end()):
        return Reason("ratio", "百分比的范围")
    if units().match(n.text, m.end()):
        return Reason("count", "数量的范围")
    return Reason("prose", "标准或限额的范围") if _MONEY.match(n.text, m.end()) else None


def _coded(n: _Number) -> Reason | None:
    if n.preceded(_SERIAL_BEFORE):
        return Reason("identifier", "编号、电话或代码")
    if n.token.isdigit() and len(n.token) in (3, 5, 7, 9):
        stands = n.preceded(_CODE_BEFORE) or len(n.token) >= 7
        if _CODE.match(n.token) and n.followed(_CODE_AFTER) and stands:
            return Reason("code", "科目或单位编码")
        if n.before.endswith("(") and n.next() == ")":
            return Reason("code", "括号内的编码")
    last = n.before[-1:]
    if n.followed(_LATIN) or _LATIN.match(last):
        return Reason("identifier", "与字母相连的编号")
    if last and last in "-—_/." and (_LATIN.match(n.before[-2:-1]) or n.before[-2:-1].isdigit()):
        return Reason("identifier", "编号的一部分")
    if n.next() and n.next() in "-_—" and n.next(2)[1:].isdigit():
        return Reason("identifier", "编号的一部分")
    return None


def _last(n: _Number) -> Reason:
    if len(n.token) >= 5 and n.token.isdigit() and n.followed(_SERIAL_AFTER):
        return Reason("identifier", "热线、平台或专项的编号")
    if n.is_year and abs(int(n.token) - n.year) <= 10 and n.followed(_SEASON):
        return Reason("year", "四位年份")
    if n.preceded(_COMPARED):
        return Reason("count", "指标值")
    if n.followed(_TIMES) or _TIMES.match(n.before[-1:]):
        return Reason("count", "倍数、比例或组合")
    if n.token.isdigit() and n.followed(_SERIAL_AFTER):
        return Reason("name", "专项或平台名称中的数字")
    if not n.token.strip("0.") and (n.next() in ",;。、)") and n.before.endswith(("为", "数", "量")):
        return Reason("count", "为零")
    return Reason("unaccounted", "没有找到它是什么的依据")


_TESTS: tuple[Callable[[_Number], Reason | None], ...] = (_year, _date, _serial, _enumerated, _measured, _coded)
