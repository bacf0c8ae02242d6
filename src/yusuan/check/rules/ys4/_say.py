"""How a finding about a sentence is put: where it stands, the words, the equation beside it."""

import re

from yusuan.check.rule import Context
from yusuan.model.coordinate import DIMENSIONS, Coordinate
from yusuan.model.fact import Claim, Fact
from yusuan.model.finding import Equation, Finding, IdentityKind, Severity, Term
from yusuan.model.text import Text

_MARK = re.compile(r"[，,：:；;。！？]")
_STOP = re.compile(r"[；;。！？]")
_LONGEST = 46


def heading(context: Context, claim: Claim) -> str:
    """The innermost heading that a claim stands under."""
    sections = context.disclosure.sections
    if claim.section >= len(sections) or not sections[claim.section].path:
        return "情况说明"
    return sections[claim.section].path[-1]


def words(context: Context, claim: Claim) -> str:
    """The printed clause around a claim, shortened from the left."""
    text = paragraph(context, claim)
    start, end = claim.span
    far = max(0, start - 4 * _LONGEST)
    stops = [m.end() for m in _STOP.finditer(text, far, start)]
    m = _MARK.search(text, end)
    piece = "".join(text[stops[-1] if stops else far : m.start() if m else len(text)][: 8 * _LONGEST].split())
    return piece if len(piece) <= _LONGEST else "…" + piece[-_LONGEST:]


def paragraph(context: Context, claim: Claim) -> str:
    """The text of the paragraph that a claim stands in; its sentence where the paragraph is not at hand."""
    sections = context.disclosure.sections
    if claim.section < len(sections) and claim.paragraph < len(sections[claim.section].paragraphs):
        return sections[claim.section].paragraphs[claim.paragraph].text
    return claim.sentence


def printed(claim: Claim) -> str:
    """The figure of a claim with its unit."""
    if claim.amount is not None:
        return f"{claim.amount.printed}{claim.amount.unit}"
    return f"{claim.ratio.printed}%" if claim.ratio is not None else ""


def term(claim: Claim, label: str, sign: int = 1) -> Term:
    """A claim in an equation."""
    return Term(sign, label, printed(claim), claim.amount.value if claim.amount else 0, claim.place)


def cell(context: Context, fact: Fact, sign: int = 1) -> Term:
    """A cell in an equation, by its table and row."""
    return Term(
        sign, table_words(context, fact), f"{fact.amount.printed}{fact.amount.unit}", fact.amount.value, fact.place
    )


def table_words(context: Context, fact: Fact) -> str:
    """A cell's table and row: 《…表》“…”."""
    statements = context.disclosure.statements
    if fact.statement >= len(statements):
        return "报表"
    statement = statements[fact.statement]
    side = next((c.side for c in statement.columns if c.index == fact.column), 0)
    rows = [r for r in statement.rows if r.index == fact.row and (r.label or r.code)]
    row = next((r for r in rows if r.side == side), rows[0] if rows else None)
    title = f"《{statement.title}》" if statement.title else "报表"
    return f"{title}“{row.label or row.code}”" if row else title


def key(code: str, context: Context, claim: Claim) -> str:
    """The finding's identity: the rule and the point, or the section and the subject where there is no point."""
    if claim.coordinate is not None:
        return f"{code}:{claim.kind}:{point(claim.coordinate)}"
    return f"{code}:{claim.kind}:{heading(context, claim)}:{claim.subject}"


def point(coordinate: Coordinate) -> str:
    """A coordinate in one line."""
    return " ".join(f"{d}={n}" for d in DIMENSIONS if (n := getattr(coordinate, d)))


def equation(kind: IdentityKind, total: Term, parts: tuple[Term, ...], why: Text) -> Equation:
    """An equation that does not hold; the difference is of the amounts."""
    return Equation(kind, total, parts, why, total.value - sum(p.sign * p.value for p in parts), holds=False)


def finding(  # noqa: PLR0913 - a finding has that many parts
    code: str,
    context: Context,
    claim: Claim,
    message: Text,
    *,
    severity: Severity,
    certainty: float,
    expected: str = "",
    difference: int | None = None,
    also: tuple[Claim | Fact, ...] = (),
    equations: tuple[Equation, ...] = (),
) -> Finding:
    """A finding at a claim."""
    return Finding(
        code=code,
        severity=severity,
        certainty=certainty,
        message=message,
        place=claim.place,
        key=key(code, context, claim),
        also=tuple(o.place for o in also),
        printed=printed(claim),
        expected=expected,
        difference=difference,
        equations=equations,
        coordinate=claim.coordinate,
        statement=next((o.statement for o in also if isinstance(o, Fact)), None),
    )


def quotient(code: str, context: Context, claim: Claim, about: tuple[Claim, ...], expected: str) -> Finding:
    """A rate that does not follow from the amounts ``about`` which it divides; ``expected``: the right rate."""
    how = " ÷ ".join(printed(c) for c in about)
    where, said = heading(context, claim), words(context, claim)
    return finding(
        code,
        context,
        claim,
        Text(
            f"“{where}”写“{said}”，按 {how} 计算应为 {expected}。",
            f"“{where}” says “{said}”; {how} gives {expected}.",
        ),
        severity=Severity.ERROR,
        certainty=0.95,
        expected=expected,
        also=about,
    )
