"""YS3-005: a statement belongs with the others: it is not all of other figures."""

from yusuan.check.reconcile.model import Reconciliation
from yusuan.check.rule import Checked, Context, NotApplicable, rule
from yusuan.model.coordinate import Coordinate
from yusuan.model.disclosure import Statement
from yusuan.model.fact import Fact
from yusuan.model.finding import Severity
from yusuan.model.text import Text

_KINDS = frozenset({
    "summary", "income", "expenditure", "grant_summary", "general", "general_basic", "general_project", "grant_basic",
    "basic", "govfund", "capital", "three_public", "general_economy",
})  # fmt: skip
_CARRIED = frozenset({"carry_in", "carry_out"})
_FEW, _SHOWN = 2, 3


@rule(
    code="YS3-005",
    name=Text("整张表与其他表不符", "a table unlike all the others"),
    severity=Severity.WARNING,
    certainty=0.85,
    why=Text(
        "一张表的多数数字都与其他表不同，多是放错了年度或单位的表、单位写错、列错位，或沿用旧数没有更新。",
        "Most figures of a table are not the others': of another year or body, in another unit, shifted, or old.",
    ),
    basis=Text("各表口径一致；财预〔2016〕143号（据地方目录转述）", "one scope; Caiyu [2016] 143 (at second hand)"),
    wrong=Text("收入总表各列都与收支总表不同", "every column of the income table differs from the summary"),
    right=Text("同一个数在各表中相同", "one figure is the same in every table"),
)
def check_stranger(context: Context) -> Checked:
    """Tell of each statement that reconciliation set apart, with the first figures that differ.

    Only statements that every disclosure publishes: a table of something else may well print other figures.
    """
    reconciliation = context.reconciliation
    statements = context.disclosure.statements
    looked = [s for s in statements if s.kind in _KINDS and not s.empty]
    if not looked:
        raise NotApplicable(Text("没有读到有数据的报表", "no statement with figures was read"))
    findings = []
    for statement in looked:
        pairs = _differing(reconciliation, statement) if statement.index in reconciliation.strangers else []
        if len(pairs) < _FEW:
            continue
        shown = "；".join(f"{_said(reconciliation, a)} 与{_said(reconciliation, b)}" for a, b in pairs[:_SHOWN])
        findings.append(
            check_stranger.finding(
                Text(
                    f"《{statement.title}》有 {len(pairs)} 个数与其他表不符，可能整张表有误（单位、年度、列或数据）："
                    f"{shown}。",
                    f"{len(pairs)} figures of 《{statement.title}》 are not the other tables': {shown}.",
                ),
                pairs[0][0].place,
                statement.kind,
                printed=pairs[0][0].amount.printed,
                expected=pairs[0][1].amount.printed,
                also=tuple(b.place for _, b in pairs[:_SHOWN]),
                statement=statement.index,
            )
        )
    return Checked(len(looked), tuple(findings))


def _said(reconciliation: Reconciliation, fact: Fact) -> str:
    return f"{reconciliation.labels.cell(fact)} {fact.amount.printed}"


def _differing(reconciliation: Reconciliation, statement: Statement) -> list[tuple[Fact, Fact]]:
    """The statement's figures that others print otherwise, each with one of those; not what is carried over."""
    over = max(
        (abs(f.amount.value) for f in reconciliation.disclosure.facts if f.coordinate.flow in _CARRIED), default=0
    )
    others: dict[Coordinate, Fact] = {}
    own: dict[Coordinate, Fact] = {}
    for fact in reconciliation.disclosure.facts:
        if fact.statement == statement.index:
            own.setdefault(fact.coordinate, fact)
        elif fact.statement not in reconciliation.strangers:
            others.setdefault(fact.coordinate, fact)
    pairs = [(f, others[at]) for at, f in own.items() if at in others]
    return [(a, b) for a, b in pairs if abs(a.amount.value - b.amount.value) > over + max(a.amount.step, b.amount.step)]
