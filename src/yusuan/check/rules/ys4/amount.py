"""YS4-001: an amount in the narrative is not the one that the tables print at the same point."""

from yusuan.check.rule import Checked, Context, NotChecked, rule
from yusuan.check.rules.ys4._book import Book, agree, exactly
from yusuan.check.rules.ys4._say import cell, equation, finding, heading, printed, table_words, term, words
from yusuan.model.amount import Amount, format_amount
from yusuan.model.fact import Claim, Fact
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

#: 万元 written for 元 or the other way round is YS4-010's.
_SLIPS = (10_000, 100_000_000)
_FEW = 2
#: How much of a subject a hint shows.
_SHOWN = 16


@rule(
    code="YS4-001",
    name=Text("说明金额与报表不符", "an amount in the narrative is not the tables'"),
    severity=Severity.ERROR,
    certainty=0.95,
    why=Text(
        "情况说明是对报表的文字解释，同一科目、同一口径的数额应当与报表一致，否则公众无从判断哪个为准。",
        "The narrative explains the tables: the same subject in the same scope must have the same amount.",
    ),
    basis=Text(
        "《预算法》第十四条：公开预算、决算时应当作出说明；《预算法实施条例》第五条、第六条",
        "Budget Law, article 14: what is published is explained; its implementing regulation, articles 5 and 6",
    ),
    wrong=Text("说明：财政拨款收入总计12.5万元；表：125.00万元", "narrative: grant 12.5; table: 125.00"),
    right=Text("说明：财政拨款收入总计125万元；表：125.00万元", "narrative: grant 125; table: 125.00"),
)
def amount(context: Context) -> Checked:
    """Hold each amount whose subject is understood against every cell that it may mean.

    Looked at: amounts with a point that some table prints. Wrong: none of those cells agrees within one unit of the
    last printed place. Not flagged: other scopes of the same thing (全口径 and 财政拨款, 本年 and 总计), rounding
    (25.4 for 25.40; the last place moved so that parts add up), points that no table prints.
    """
    book = Book(context)
    looked_at = 0
    findings: list[Finding] = []
    off: list[tuple[Claim, Fact]] = []
    for number in book.kind("amount"):
        claim = book.claims[number]
        if claim.coordinate is None or claim.amount is None:
            continue
        facts = book.facts(claim.coordinate, claim.subject)
        if not facts:
            continue
        near = next((f for f in facts if agree(claim.amount, f.amount)), None)
        fact = None if near is not None else book.contradicted(claim)
        looked_at += near is not None or fact is not None
        if fact is not None and not any(slip(claim.amount, f.amount) for f in facts):
            findings.append(_finding(context, claim, fact))
        elif near is not None and not any(exactly(claim.amount, f.amount) for f in facts):
            off.append((claim, near))
    if not looked_at:
        raise NotChecked(
            Text("报表中没有与说明金额同一口径的数", "no table prints a point that the narrative speaks of")
        )
    if off:
        findings.append(_rounding(context, off))
    return Checked(looked_at, tuple(findings))


def _rounding(context: Context, off: list[tuple[Claim, Fact]]) -> Finding:
    """One hint for all amounts whose last place differs from the tables' by one."""
    listed = "；".join(f"{c.subject[-_SHOWN:]} {printed(c)}（表 {f.amount.printed}{f.amount.unit}）" for c, f in off)
    return finding(
        "YS4-001",
        context,
        off[0][0],
        Text(
            f"说明中有 {len(off)} 处金额与报表末位差 1，可能是尾数调整：{listed}。",
            f"{len(off)} amounts of the narrative differ from the tables by one in the last place: {listed}.",
        ),
        severity=Severity.HINT,
        certainty=0.5,
        also=tuple(x for pair in off for x in pair),
    )


def slip(stated: Amount, other: Amount) -> int:
    """By which power of ten a wrong unit explains the difference; 0 where it does not."""
    if stated.value == 0 or other.value == 0:
        return 0
    digits = len(stated.printed.replace(",", "").replace(".", "").lstrip("0"))
    for factor in _SLIPS:
        up, down = stated.value * factor - other.value, stated.value - other.value * factor
        for off, step, sign in ((up, max(stated.step * factor, other.step), 1), (down, stated.step, -1)):
            # Of a figure with one or two digits anything is ten thousand times something: it must fit exactly.
            if off == 0 or (digits > _FEW and abs(off) <= step):
                return sign * factor
    return 0


def _finding(context: Context, claim: Claim, fact: Fact) -> Finding:
    stated = claim.amount
    assert stated is not None  # noqa: S101 - the caller has looked
    places = max(2, len(stated.printed.partition(".")[2]))
    expected = format_amount(fact.amount.value, stated.unit, places) + stated.unit
    difference = stated.value - fact.amount.value
    where, said, table = heading(context, claim), words(context, claim), table_words(context, fact)
    return finding(
        "YS4-001",
        context,
        claim,
        Text(
            f"“{where}”写“{said}”，{table}为 {fact.amount.printed}{fact.amount.unit}，应为 {expected}。",
            f"“{where}” says “{said}”; {table} has {fact.amount.printed}{fact.amount.unit}: {expected} is expected.",
        ),
        severity=Severity.ERROR,
        certainty=0.95,
        expected=expected,
        difference=difference,
        also=(fact,),
        equations=(
            equation(
                "same",
                term(claim, f"说明 {printed(claim)}"),
                (cell(context, fact),),
                Text("说明与报表的同一数", "one figure in the narrative and in the tables"),
            ),
        ),
    )
