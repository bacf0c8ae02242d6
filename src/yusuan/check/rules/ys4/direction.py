"""YS4-005: a direction word says the opposite of the figures, of the other direction word, or of its reason."""

import re
from collections.abc import Iterator

from yusuan.check.rule import Checked, Context, rule
from yusuan.check.rules.ys4._book import Book, Range, span
from yusuan.check.rules.ys4._reason import HEAD, WORDS, judge
from yusuan.check.rules.ys4._say import finding, heading, paragraph, printed, words
from yusuan.model.fact import Claim
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

_ABOUT = re.compile(r"基本$|大致$|大体$")
#: 万元（20.58%）: what may stand between a figure and its reason.
_AFTER = re.compile(r"^[%％]?(?:[亿万千]?元)?(?:[（(][^（()）]{0,16}[)）]|[)）])?")
#: How far behind a figure its reason ends at the latest.
_FAR = 400


@rule(
    code="YS4-005",
    name=Text("增减方向与数字或原因相反", "direction contradicts the figures or the reason"),
    severity=Severity.ERROR,
    certainty=0.9,
    why=Text(
        "“增加”“减少”“持平”应当与两年的数、与增长下降、与所说的原因方向一致。",
        "Up, down and level must agree with the two figures, with each other and with the reason.",
    ),
    basis=Text("《预算法》第十四条（公开时作出说明）", "Budget Law, article 14: what is published is explained"),
    wrong=Text("上年 50 万元，本年 40 万元，比上年增加 20%", "last year 50, this year 40, 20% more"),
    right=Text("上年 50 万元，本年 40 万元，比上年减少 20%", "last year 50, this year 40, 20% less"),
)
def direction(context: Context) -> Checked:
    """Hold each direction word against the figures beside it, the other words of its sentence, and its reason.

    Wrong: up where the printed figures fall (or the other way round, or level where they differ); up by so much and
    down by so many percent; a reason that opens with the opposite word; 持平 whose reason is a plain fall; a fall
    whose one-clause reason is that the same spending rose; a word without a figure where the tables, or another
    sentence of the same two amounts, have the opposite. Not flagged: 基本持平, reasons that speak of other years,
    of income or of people leaving, reasons of several clauses.
    """
    book = Book(context)
    findings: list[Finding] = []
    numbers = [i for i in book.kind("change", "growth") if book.claims[i].direction is not None]
    seen: set[int] = set()
    for number in numbers:
        claim = book.claims[number]
        target = book.of(number)
        if claim.amount is None and claim.ratio is None and "预算" in _word(context, claim):
            continue
        why = (
            _against_nothing(book, number)
            or _against_figures(context, book, number)
            or _against_tables(book, number)
            or _against_beside(book, number)
            or _against_reason(context, book, number)
        )
        if why is None or (target is not None and target in seen):
            continue
        if target is not None:
            seen.add(target)
        findings.append(_finding(context, book, number, *why))
    return Checked(len(numbers), tuple(findings))


def _word(context: Context, claim: Claim) -> str:
    text = paragraph(context, claim)
    return text[claim.span[0] : claim.span[1]]


def _is_about(context: Context, claim: Claim) -> bool:
    return (
        _ABOUT.search("".join(paragraph(context, claim)[max(0, claim.span[0] - 12) : claim.span[0]].split())[-4:])
        is not None
    )


def _against_figures(context: Context, book: Book, number: int) -> tuple[str, str] | None:
    claim, target = book.claims[number], book.of(number)
    base = next(_bases(book, number), None)
    if target is None or base is None or (now := book.claims[target].amount) is None or base.amount is None:
        return None
    if (claim.amount is not None and not claim.amount.value) or (claim.ratio is not None and not claim.ratio.value):
        return None
    signs = {_sign(r, span(base.amount)) for r in book.itself(target)}
    if 0 in signs or claim.direction in signs or (claim.direction == 0 and _is_about(context, claim)):
        return None
    right = _sign(span(now), span(base.amount))
    return f"{printed(base)} 到 {printed(book.claims[target])} 是{WORDS[right]}", WORDS[right]


def _against_nothing(book: Book, number: int) -> tuple[str, str] | None:
    """An increase that is more than the whole amount: last year's would have been less than nothing."""
    claim, target = book.claims[number], book.of(number)
    now = None if target is None else book.claims[target].amount
    if claim.kind != "change" or claim.direction != 1 or claim.amount is None or now is None or target is None:
        return None
    at = claim.coordinate
    whole = book.around(number)
    nows = (*book.itself(target), *(book.itself(whole) if whole is not None else ()))
    if at is None or any(span(claim.amount).low - claim.amount.step <= r.high for r in nows):
        return None
    return f"而本年只有 {printed(book.claims[target])}，增加额不会大于本年数", WORDS[-1]


def _against_tables(book: Book, number: int) -> tuple[str, str] | None:
    """A direction word without a figure (比上年有所减少) against what the tables, or other sentences, have."""
    claim = book.claims[number]
    at, base = claim.coordinate, claim.base
    if claim.amount is not None or claim.ratio is not None or not claim.direction or at is None or base is None:
        return None
    if base.year == at.year:
        return None
    told = [c for c in book.kind("change") if book.claims[c].coordinate == at and book.claims[c].base == base]
    for other in (book.claims[i] for i in told if i != number):
        if other.amount is not None and other.amount.value and (other.direction or 0) == -claim.direction:
            word = WORDS[other.direction or 0]
            return f"别处写{word} {printed(other)}", word
    nows = [span(f.amount) for f in book.context.reconciliation.value_at(at)]
    facts = book.facts(base, claim.subject)
    signs = {_sign(now, span(f.amount)) for now in nows for f in facts}
    if signs != {-claim.direction}:
        return None
    word = WORDS[-claim.direction]
    return f"按报表，上年 {facts[0].amount.printed}{facts[0].amount.unit} 到本年是{word}", word


def _bases(book: Book, number: int) -> Iterator[Claim]:
    against = book.against(number)
    claim = book.claims[number]
    if against is not None:
        yield book.claims[against]
    near = (*reversed(book.claims[max(0, number - 6) : number]), *book.claims[number + 1 : number + 4])
    for other in near:
        beside = other.kind == "amount" and other.item == claim.item
        if beside and claim.base is not None and other.coordinate == claim.base:
            yield other


def _sign(now: Range, base: Range) -> int:
    if now.low >= base.high:
        return 1
    return -1 if now.high <= base.low else 0


def _against_beside(book: Book, number: int) -> tuple[str, str] | None:
    """增加 … 下降 of one amount against one base."""
    claim = book.claims[number]
    if claim.kind != "growth" or claim.ratio is None or not claim.ratio.value:
        return None
    for i in book.beside(number, "change"):
        other = book.claims[i]
        opposite = other.direction is not None and other.direction * (claim.direction or 0) < 0
        if i < number and opposite and other.base == claim.base and other.amount is not None and other.amount.value:
            word = WORDS[other.direction or 0]
            return f"前面写{word} {printed(other)}", word
    return None


def _against_reason(context: Context, book: Book, number: int) -> tuple[str, str] | None:
    claim = book.claims[number]
    if claim.amount is None and claim.ratio is None and claim.direction and book.of(number) is None:
        return None  # no amount at all: YS4-026 reads the words
    following = book.claims[number + 1] if number + 1 < len(book.claims) else None
    text = paragraph(context, claim)
    end = min(len(text), claim.span[1] + _FAR)
    beside = following is not None and (following.section, following.paragraph) == (claim.section, claim.paragraph)
    if following is not None and beside and not claim.direction:
        end = min(end, following.span[0])
    m = HEAD.match(_AFTER.sub("", "".join(text[claim.span[1] : end].split())))
    if (
        m is None
        or (claim.amount is not None and claim.amount.value == 0)
        or (claim.ratio is not None and not claim.ratio.value)
    ):
        return None
    if m.group("again") and claim.direction:
        again = 1 if m.group("up") else -1
        if again != claim.direction:
            return f"后面却说“{m.group('again')}的原因”", ""
    reason = m.group("text") or (_next_paragraph(context, claim) if end == len(text) else "")
    at = claim.coordinate
    people = at is None or not at.function.startswith("20805")
    about = claim.direction == 0 and _is_about(context, claim)
    return judge(reason, claim.direction or 0, about=about, people=people)


def _next_paragraph(context: Context, claim: Claim) -> str:
    paragraphs = context.disclosure.sections[claim.section].paragraphs if context.disclosure.sections else ()
    if claim.paragraph + 1 >= len(paragraphs):
        return ""
    return "".join(re.split(r"[。；;]", paragraphs[claim.paragraph + 1].text)[0].split())


def _finding(context: Context, book: Book, number: int, why: str, expected: str) -> Finding:
    claim, target = book.claims[number], book.of(number)
    where, said = heading(context, claim), words(context, claim)
    return finding(
        "YS4-005",
        context,
        claim,
        Text(
            f"“{where}”写“{said}”，{why}，前后方向不一致。",
            f"“{where}” says “{said}”, which goes the other way than what stands beside it ({why}).",
        ),
        severity=Severity.ERROR,
        certainty=0.9,
        expected=expected,
        also=() if target is None else (book.claims[target],),
    )
