"""YS4-019: an amount of the document's own year is said to be of another."""

import re
from collections.abc import Iterator

from yusuan.catalog.normal import plain
from yusuan.check.rule import Checked, Context, NotApplicable, rule
from yusuan.check.rules.ys4._book import Book, exactly
from yusuan.check.rules.ys4._say import finding, heading, paragraph, table_words, words
from yusuan.model.amount import Amount
from yusuan.model.fact import Claim, Fact
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

_STOP = re.compile(r"[。；;！]")
#: What a sentence opens with before its year: a list number, a heading, the body's name, 中共…委员会.
_OPENING = re.compile(
    r"^[（(]?[一二三四五六七八九十\d①-⑳]{0,3}[）)]?[、.．]?[^，。；;\d]{0,40}?(?P<year>20\d\d)年(?:度|初)?[，,]?"
)
_NOT_OWN = re.compile(r"截[至止]|比|较|与|自|从|以来|上年|去年|执行|结转|结余|五年|规划|根据|按照|依据|由于|因")
#: 2026年预算执行 and the like are another year's by right; 20XX年本部门、部门预算、“三公”经费 are the document's own.
_OWN = re.compile(
    r"^(?:本|我|通过|当年|部门|单位|市|区|县|局|委|中共|财政拨款|"
    r"一般公共预算|政府性基金|预算|支出|收入|收支|年初|安排|“?三公|机关运行|政府采购|决算|会议费|培训费|委托业务费)"
)
_PLANNED = re.compile(r"预算|安排")
#: An amount with fewer digits is often the same in two years.
_FEWEST_DIGITS = 3
#: With so many digits two amounts are hardly ever the same by chance.
_FEWEST_ALIKE = 5
#: Sentences that open with last year are a slip where at least so many for each open with the document's own.
_FOR_EACH = 2


@rule(
    code="YS4-019",
    name=Text("本年数写成其他年度的数", "an amount of this year said to be another's"),
    severity=Severity.ERROR,
    certainty=0.9,
    why=Text(
        "写的是上年或下年，数却是本年报表的数：年度没有改全，读者会当作另一年的数。",
        "The year is last year's or next year's, but the amount is this year's: the year was not changed everywhere.",
    ),
    basis=Text("《预算法》第十四条（公开时作出说明）", "Budget Law, article 14: what is published is explained"),
    wrong=Text(
        "（2025年预算）2024年收入预算 35.5 万元（表：2025年 35.50）",
        "(2025) the income of 2024 is 35.5 (the table's, of 2025)",
    ),
    right=Text("（2025年预算）2025年收入预算 35.5 万元", "(2025) the income of 2025 is 35.5"),
)
def own_year(context: Context) -> Checked:
    """Hold the year that a sentence opens with against its first amount.

    Looked at: sentences that open with a year in digits. Wrong: it is not the document's, but the amount is exactly the
    tables' of the document's own year; or it is next year, or last year in a paragraph of a budget that never names
    its own, and the amount is of the body's own budget. Not flagged: amounts of fewer than three digits, what is
    carried from or to another year, years of execution, sentences that also speak of the document's year.
    """
    book = Book(context)
    year = context.disclosure.identity.year
    stated = [(i, y) for i in book.kind("amount") if (y := _year(context, book, i))]
    if not stated or not year:
        raise NotApplicable(Text("没有以年度开头的金额陈述", "no statement of an amount opens with a year"))
    slips = _slips(context, [y for _, y in stated])
    findings: dict[str, Finding] = {}
    for number, said in stated:
        fact = _own(book, number, said) if said != year else None
        if fact is not None or (said in slips and _is_planned(context, book.claims[number], said)):
            one = _finding(context, book.claims[number], said, fact)
            findings.setdefault(one.key, one)
    return Checked(len(stated), tuple(findings.values()))


def _year(context: Context, book: Book, number: int) -> int:
    """The year that the sentence of an amount opens with, where the amount is its first; 0 for none."""
    claim = book.claims[number]
    sentence = _before(context, claim)
    m = _OPENING.match(sentence)
    if m is None or len(re.findall(r"20\d\d", sentence)) > 1 or _NOT_OWN.search(sentence):
        return 0
    first = all(c.span[0] >= claim.span[0] or not _same_sentence(context, c, claim) for c in _near(book, number))
    return int(m["year"]) if first else 0


def _slips(context: Context, years: list[int]) -> set[int]:
    """The years that a sentence about the body's own budget can only open with by mistake."""
    year = context.disclosure.identity.year
    budget = context.disclosure.identity.kind == "budget"
    last = budget and years.count(year - 1) * _FOR_EACH <= years.count(year)
    return {year + 1, year - 1} if last else {year + 1}


def _near(book: Book, number: int) -> Iterator[Claim]:
    claim = book.claims[number]
    for other in book.claims[max(0, number - 6) : number]:
        if (other.section, other.paragraph) == (claim.section, claim.paragraph):
            yield other


def _same_sentence(context: Context, one: Claim, other: Claim) -> bool:
    return _STOP.search(paragraph(context, other), one.span[1], other.span[0]) is None


def _before(context: Context, claim: Claim) -> str:
    """The sentence of a claim as far as the claim, without spaces."""
    return "".join(_STOP.split(paragraph(context, claim)[: claim.span[0]])[-1].split())


def _own(book: Book, number: int, said: int) -> Fact | None:
    """The cell of the document's own year that an amount of the year ``said`` is; None where it may be of that year."""
    claim = book.claims[number]
    at, amount = claim.coordinate, claim.amount
    if at is None and amount is not None:
        return _like(book, amount)
    if at is None or amount is None or at.flow in ("carry_in", "carry_out"):
        return None
    if len(amount.printed.replace(",", "").replace(".", "").strip("0")) < _FEWEST_DIGITS:
        return None
    phase = "final" if book.context.disclosure.identity.kind == "final_accounts" else "budget"
    own = at.at(year=book.year, phase=phase)
    beside = (c for c in book.claims[max(0, number - 8) : number + 8] if c.kind == "amount" and c.coordinate == own)
    if any((c.section, c.paragraph) == (claim.section, claim.paragraph) for c in beside if c is not claim):
        return None
    facts = book.facts(own, claim.subject)
    found = [f for f in facts if f.coordinate.year == book.year and exactly(amount, f.amount)]
    other = book.facts(at.at(year=str(said)), claim.subject)
    return None if not found or any(exactly(amount, f.amount) for f in other) else found[0]


def _like(book: Book, amount: Amount) -> Fact | None:
    """A cell of the document's own year with just the digits of an amount whose subject is not understood."""
    if len(amount.printed.replace(",", "").replace(".", "").strip("0")) < _FEWEST_ALIKE:
        return None
    facts = book.context.disclosure.facts
    if any(f.coordinate.year != book.year and exactly(amount, f.amount) for f in facts):
        return None
    return next((f for f in facts if exactly(amount, f.amount)), None)


def _is_planned(context: Context, claim: Claim, said: int) -> bool:
    """Whether a sentence that opens with the year ``said`` speaks of the body's own budget."""
    rest = _before(context, claim).partition(f"{said}年")[2].lstrip("度初，,")
    body = plain(context.disclosure.identity.body)
    own = _OWN.match(rest) is not None or bool(body and plain(rest).startswith(body))
    amount = claim.amount is not None and claim.amount.value != 0
    if not (own and amount and _PLANNED.search(rest)) or "决算" in rest:
        return False
    return said > (year := context.disclosure.identity.year) or f"{year}年" not in paragraph(context, claim)


def _finding(context: Context, claim: Claim, stated: int, fact: Fact | None) -> Finding:
    where, said = heading(context, claim), words(context, claim)
    year = context.disclosure.identity.year
    table = f"（{table_words(context, fact)}）" if fact is not None else ""
    return finding(
        "YS4-019",
        context,
        claim,
        Text(
            f"“{where}”写“{said}”，说的是 {stated} 年，而这是 {year} 年的数{table}。",
            f"“{where}” says “{said}”, of {stated}, but the amount is that of {year}.",
        ),
        severity=Severity.ERROR,
        certainty=0.9,
        expected=f"{year}年",
        also=() if fact is None else (fact,),
    )
