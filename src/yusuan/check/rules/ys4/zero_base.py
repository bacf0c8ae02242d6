"""YS4-007: a growth rate is stated although last year's amount was nothing."""

from yusuan.check.rule import Checked, Context, NotChecked, rule
from yusuan.check.rules.ys4._book import Book, span
from yusuan.check.rules.ys4._ratio import WHOLE
from yusuan.check.rules.ys4._say import finding, heading, words
from yusuan.model.amount import Amount
from yusuan.model.fact import Ratio
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text


@rule(
    code="YS4-007",
    name=Text("基数为零却写增长率", "a growth rate over nothing"),
    severity=Severity.WARNING,
    certainty=0.9,
    why=Text(
        "上年数为 0 时增长率没有意义，应写“基数为 0，不可比”，不应写增长 100%。",
        "Over a base of nothing no rate can be computed; 100% is not one.",
    ),
    basis=Text(
        "算术；通行写法见各地公开样本", "arithmetic; how localities put it is seen in their published documents"
    ),
    wrong=Text("上年 0 万元，本年 25 万元，增长 100%", "last year 0, this year 25, up 100%"),
    right=Text("上年 0 万元，本年 25 万元（基数为 0，不可比）", "last year 0, this year 25 (no base to compare with)"),
)
def zero_base(context: Context) -> Checked:
    """Find growth rates whose base is printed as nothing, or whose increase is the whole amount.

    Looked at: rates with a base or a change beside them. Not flagged: a rate of nothing; a fall of 100%.
    """
    book = Book(context)
    looked_at = 0
    findings: list[Finding] = []
    for number in book.kind("growth"):
        claim = book.claims[number]
        target = book.of(number)
        if claim.ratio is None or claim.direction is None or target is None:
            continue
        now = book.claims[target].amount
        base = _base(book, number)
        beside = book.beside(number, "change")
        changes = [a for i in beside if (a := _rise(book, i)) is not None]
        if now is None or (base is None and not beside):
            continue
        looked_at += 1
        nothing = base is not None and base.value == 0
        whole = base is None and any(a.value == now.value and _is_none(now, a, claim.ratio) for a in changes)
        if (nothing or whole) and claim.ratio.value and claim.direction > 0 and now.value:
            where, said = heading(context, claim), words(context, claim)
            message = Text(
                f"“{where}”写“{said}”，上年数为 0，不应写增长率，可写“基数为 0，不可比”。",
                f"“{where}” says “{said}”: last year's amount was nothing, so there is no rate.",
            )
            findings.append(
                finding(
                    "YS4-007",
                    context,
                    claim,
                    message,
                    severity=Severity.WARNING,
                    certainty=0.9,
                    expected="基数为 0，不可比",
                    also=(book.claims[target],),
                )
            )
    if not looked_at:
        raise NotChecked(Text("增长率旁没有可以判断基数的金额", "no amounts stand beside the rates"))
    return Checked(looked_at, tuple(findings))


def _is_none(now: Amount, rise: Amount, ratio: Ratio) -> bool:
    """Whether a rise that is the whole amount leaves no base: the rate is 100 %, or no base rounded away gives it."""
    if ratio.value == WHOLE:
        return True
    return WHOLE * span(rise).low // max(1, span(now).high - span(rise).low) > ratio.value + ratio.step


def _rise(book: Book, number: int) -> Amount | None:
    claim = book.claims[number]
    return claim.amount if claim.direction == 1 else None


def _base(book: Book, number: int) -> Amount | None:
    claim = book.claims[number]
    against = book.against(number)
    if against is not None:
        return book.claims[against].amount
    for other in reversed(book.claims[max(0, number - 8) : number]):
        beside = other.kind == "amount" and other.item == claim.item
        if beside and claim.base is not None and other.coordinate == claim.base:
            return other.amount
    return None
