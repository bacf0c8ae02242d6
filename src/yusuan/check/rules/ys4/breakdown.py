"""YS4-020: the changes that explain a change do not make it up, by one word or one digit."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from yusuan.check.rule import Checked, Context, NotApplicable, rule
from yusuan.check.rules.ys4._book import Book
from yusuan.check.rules.ys4._digits import is_slip, significant
from yusuan.check.rules.ys4._say import finding, heading, paragraph, printed, words
from yusuan.model.amount import Amount, format_amount, parse_amount
from yusuan.model.fact import Claim
from yusuan.model.finding import Equation, Finding, Severity, Term
from yusuan.model.text import Text

_STOP = re.compile(r"[。！]")
_LEAD = re.compile(r"其中|原因|主要是|包括|分别|[:：]")
_PART = re.compile(
    r"(?P<name>[^\d，,；;、。]{2,40}?)(?:同比|相应)?(?P<move>增加|增长|上升|减少|下降|压减|缩减)(?:了|额)?(?P<figure>[\d,]+(?:\.\d+)?)(?P<unit>亿元|万元|元)"
)
_AGAINST = re.compile(r"[比较]|上年|20\d\d年|其中")
#: A list that says of itself that it leaves something out.
_OPEN = re.compile(r"等|部分|此外|另外|以及其他")
#: Expenditure is made up of these two.
_ALL = {"基本支出", "项目支出"}
_UP = ("增加", "增长", "上升")
_FEWEST = 2
#: Of figures with fewer digits a sum may be off by one digit by chance.
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class _Part:
    """A change that is listed under another: its words, its sign and its amount."""

    name: str
    sign: int
    amount: Amount

    @property
    def value(self) -> int:
        """The change in 分."""
        return self.sign * self.amount.value


@rule(
    code="YS4-020",
    name=Text("增减额与其构成不符", "a change and what it is made up of"),
    severity=Severity.ERROR,
    certainty=0.92,
    why=Text(
        "“增加……，其中……增加、……减少”各项相抵应等于总的增减额；只差一个方向或一位数字，必有一处写错。",
        "What rose less what fell makes up the change; where one word or one digit would mend the sum, it is wrong.",
    ),
    basis=Text("《预算法》第十四条（公开时作出说明）", "Budget Law, article 14: what is published is explained"),
    wrong=Text(
        "增加 1043.80 万元，其中基本支出增加 442.51 万元，项目支出减少 601.29 万元",
        "up 1043.80: basic expenditure up 442.51, projects down 601.29",
    ),
    right=Text(
        "增加 1043.80 万元，其中基本支出增加 442.51 万元，项目支出增加 601.29 万元",
        "up 1043.80: basic expenditure up 442.51, projects up 601.29",
    ),
)
def breakdown(context: Context) -> Checked:
    """Add up the changes that a sentence lists under its change.

    Looked at: a change followed, in its own sentence and behind 其中, 原因, 主要是, by two or more changes with
    amounts. Wrong: they do not make it up, but would if one direction were the other way round, or one figure without
    a slip; or they are 基本支出 and 项目支出, which is all there is. Not flagged: lists that leave something out.
    """
    book = Book(context)
    sums = [(c, p) for i in book.kind("change") if len(p := _parts(context, c := book.claims[i])) >= _FEWEST]
    if not sums:
        raise NotApplicable(Text("没有列出增减额的构成", "no change is broken down"))
    findings: dict[str, Finding] = {}
    for claim, parts in sums:
        why = _wrong(claim, parts)
        if why is not None:
            one = _finding(context, claim, parts, why)
            findings.setdefault(one.key, one)
    return Checked(len(sums), tuple(findings.values()))


def _parts(context: Context, claim: Claim) -> tuple[_Part, ...]:
    """The changes listed behind a change in its sentence; nothing where one of them is a comparison by itself."""
    if claim.amount is None or not claim.direction or not claim.amount.value:
        return ()
    text = "".join(_STOP.split(paragraph(context, claim)[claim.span[1] :], maxsplit=1)[0].split())
    lead = _LEAD.search(text)
    return () if lead is None or _OPEN.search(text) else tuple(_read(text[lead.end() :]))


def _read(text: str) -> Iterator[_Part]:
    for m in _PART.finditer(text):
        amount = parse_amount(m["figure"], m["unit"])
        if amount is None or _AGAINST.search(m["name"]):
            return
        yield _Part(m["name"], 1 if m["move"] in _UP else -1, amount)


def _wrong(claim: Claim, parts: tuple[_Part, ...]) -> str | None:
    """What would mend the sum: a part's words, 一处数字, '' for nothing so small in parts that are all there is.

    None where it holds, or where something may have been left out.
    """
    assert claim.amount is not None  # noqa: S101 - only such claims have parts
    total = claim.amount.value * (claim.direction or 0)
    slack = (sum(p.amount.step for p in parts) + claim.amount.step) // 2 + claim.amount.step
    off = sum(p.value for p in parts) - total
    if abs(off) <= slack or significant(claim.amount) < _DIGITS:
        return None
    turned = [p for p in parts if abs(off - 2 * p.value) <= slack and abs(p.value) > slack]
    if turned:
        return turned[0].name if len(turned) == 1 else None
    if abs(off + 2 * total) <= slack:
        return "总额"
    made = off + total
    mended = [is_slip(p.amount, p.amount.value - p.sign * off) for p in parts]
    if made * total > 0:
        mended.append(is_slip(claim.amount, abs(made)))
    if any(mended):
        return "一处数字"
    return "" if {p.name.lstrip("是其中:：") for p in parts} == _ALL else None


def _finding(context: Context, claim: Claim, parts: tuple[_Part, ...], why: str) -> Finding:
    assert claim.amount is not None  # noqa: S101 - only such claims have parts
    made = sum(p.value for p in parts)
    unit = claim.amount.unit
    said, where = words(context, claim), heading(context, claim)
    change = f"{'增加' if made > 0 else '减少'} {format_amount(abs(made), unit)}{unit}"
    listed = "、".join(f"{p.name}{'增加' if p.sign > 0 else '减少'}{p.amount.printed}{p.amount.unit}" for p in parts)
    mend = {"一处数字": "改一处数字即相符", "": "两者应为全部"}.get(why, f"“{why}”的增减方向写反即相符")
    total = claim.amount.value * (claim.direction or 0)
    terms = tuple(Term(p.sign, p.name, f"{p.amount.printed}{p.amount.unit}", p.amount.value, None) for p in parts)
    return finding(
        "YS4-020",
        context,
        claim,
        Text(
            f"“{where}”写“{said}”，而所列各项（{listed}）相抵为{change}，与之不符；{mend}。",
            f"“{where}” says “{said}”, but what it lists makes {change}; one word or digit would mend it.",
        ),
        severity=Severity.ERROR,
        certainty=0.92,
        expected=change,
        difference=total - made,
        equations=(
            Equation(
                "sum",
                Term(claim.direction or 1, claim.subject or "增减额", printed(claim), total, claim.place),
                terms,
                Text("增减额 = 各项增减相抵", "change = what rose less what fell"),
                total - made,
                holds=False,
            ),
        ),
    )
