"""YS4-010: a unit or percent sign is missing, or is the wrong one by a power of ten thousand."""

import re
from dataclasses import replace

from yusuan.check.rule import Checked, Context, rule
from yusuan.check.rules.ys4._book import Book, agree
from yusuan.check.rules.ys4._say import finding, heading, paragraph, table_words, words
from yusuan.check.rules.ys4.amount import slip
from yusuan.model.fact import Claim
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

_UNIT = re.compile(r"\s*(?:余|多)?为?\s*(?:亿|万|千|百)?\s*元")
_DECLARED = re.compile(r"单位\s*[:：]\s*(?:亿|万|千)?元")
_PERCENT = re.compile(r"\s*[%％﹪]")
#: 收、支总计各为4,125.49、4,143.91万元: figures side by side have their unit once.
_SHARED = re.compile(r"\s*[、，,和及与/]\s*[0-9][0-9,]*(?:\.[0-9]+)?\s*(?:亿元|万元|元|%|％)")
#: A gap before the punctuation: a sign stands there whose glyph the file does not let be read.
_GAP = re.compile(r"\s")


@rule(
    code="YS4-010",
    name=Text("金额单位或百分号缺失、写错", "unit or percent sign missing or wrong"),
    severity=Severity.ERROR,
    certainty=0.9,
    why=Text("万元写成元，数额差一万倍；缺了单位，数就不知所指。", "A wrong unit is an error by ten thousand."),
    basis=Text("《预算法》第十四条（公开时作出说明）", "Budget Law, article 14: what is published is explained"),
    wrong=Text(
        "公务接待费 2.3 元（表：2.30 万元）；比上年增长 12.5，", "reception 2.3 元 (table: 2.30 万元); up 12.5,"
    ),
    right=Text("公务接待费 2.3 万元；比上年增长 12.5%", "reception 2.3 万元; up 12.5%"),
)
def unit(context: Context) -> Checked:
    """Look for figures without their unit, and for amounts that another unit would make equal to the tables'.

    Wrong: money or a rate without its unit; an amount that is ten thousand times what the tables print, or as small.
    Not flagged: a zero without a unit; signs that the file has but does not let be read (a gap stands there, or they
    are missing throughout).
    """
    book = Book(context)
    numbers = [i for i in book.kind("amount", "change", "growth", "share", "completion") if book.claims[i].span]
    missing = [f for i in numbers if (f := _missing(context, book.claims[i])) is not None]
    slipped = [f for i in numbers if (f := _slipped(context, book, book.claims[i])) is not None]
    rates = sum(book.claims[i].ratio is not None for i in numbers)
    if len(missing) > 1 and len(missing) >= rates:
        missing = []  # the file's font does not let the sign be read
    return Checked(len(numbers), (*missing, *slipped))


def _missing(context: Context, claim: Claim) -> Finding | None:
    text = paragraph(context, claim)
    if claim.amount is not None and claim.amount.value and not _UNIT.match(text, claim.span[1]):
        sign, figure = claim.amount.unit, claim.amount.printed
    elif claim.ratio is not None and not _PERCENT.match(text, claim.span[1]):
        sign, figure = "%", claim.ratio.printed
    else:
        return None
    if (
        _declared(context, claim)
        or _GAP.match(text, claim.span[1])
        or _SHARED.match(text, claim.span[1])
        or text[claim.span[0] : claim.span[1]].strip() != figure
    ):
        return None
    where, said = heading(context, claim), words(context, claim)
    message = Text(
        f"“{where}”写“{said}”，{figure} 后缺单位（{sign}？）。", f"“{where}” says “{said}”: {figure} has no unit."
    )
    missing = finding(
        "YS4-010", context, claim, message, severity=Severity.WARNING, certainty=0.85, expected=figure + sign
    )
    return replace(missing, printed=figure)


def _declared(context: Context, claim: Claim) -> bool:
    """Whether a heading or an earlier paragraph of the section says 单位：万元."""
    sections = context.disclosure.sections
    if claim.section >= len(sections):
        return False
    section = sections[claim.section]
    said = (*section.path, *(p.text for p in section.paragraphs[: claim.paragraph + 1]))
    return claim.amount is not None and any(_DECLARED.search(s) for s in said)


def _slipped(context: Context, book: Book, claim: Claim) -> Finding | None:
    if claim.kind != "amount" or claim.coordinate is None or claim.amount is None or not claim.amount.value:
        return None
    facts = book.facts(claim.coordinate, claim.subject)
    if any(agree(claim.amount, f.amount) for f in facts):
        return None
    fact = next((f for f in facts if slip(claim.amount, f.amount)), None)
    if fact is None:
        return None
    where, said, table = heading(context, claim), words(context, claim), table_words(context, fact)
    expected = f"{fact.amount.printed}{fact.amount.unit}"
    message = Text(
        f"“{where}”写“{said}”，{table}为 {expected}，单位写错（相差万倍）。",
        f"“{where}” says “{said}”; {table} has {expected}: the unit is wrong.",
    )
    return finding(
        "YS4-010",
        context,
        claim,
        message,
        severity=Severity.ERROR,
        certainty=0.95,
        expected=expected,
        difference=claim.amount.value - fact.amount.value,
        also=(fact,),
    )
