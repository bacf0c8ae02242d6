"""YS4-036: an amount of the narrative for which the tables leave no room."""

from collections import defaultdict
from collections.abc import Iterator

from yusuan.catalog.trees import contains
from yusuan.check.rule import Checked, Context, NotChecked, rule
from yusuan.check.rules.ys4._book import Book, agree
from yusuan.check.rules.ys4._say import finding, heading, table_words, words
from yusuan.model.amount import Amount
from yusuan.model.coordinate import Coordinate
from yusuan.model.fact import Claim, Fact
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

_DIMENSIONS = ("fund", "nature")
_FLOWS = ("income", "expenditure", "in_total", "out_total")


@rule(
    code="YS4-036",
    name=Text("说明有数而报表已无余地", "an amount for which the tables leave no room"),
    severity=Severity.ERROR,
    certainty=0.88,
    why=Text(
        "报表中其他各项之和已等于合计，该项为空，说明却写了金额，必有一处写错。",
        "The other parts make up the total in the tables, so that this one is nothing; the narrative has an amount.",
    ),
    basis=Text("《预算法》第十四条（公开时作出说明）", "Budget Law, article 14: what is published is explained"),
    wrong=Text(
        "说明：事业收入 5.30 万元；表：本年收入 90.00，其中一般公共预算 90.00，事业收入空白", "5.30; the cell is blank"
    ),
    right=Text("说明：事业收入 0 万元", "nothing"),
)
def room(context: Context) -> Checked:
    """Hold amounts that no cell prints against what the printed parts of their whole leave over.

    Looked at: amounts of the document's year of a fund or a nature without a cell of its own, where a table prints the
    whole. Wrong: the parts printed beside it, none of which it can be a part of, make up the whole. Not flagged:
    amounts of subjects, topics and projects; wholes whose parts do not add up; what another table prints.
    """
    book = Book(context)
    parts = _parts(context, book.year)
    looked_at = 0
    findings: dict[str, Finding] = {}
    for number in book.kind("amount"):
        claim = book.claims[number]
        at = claim.coordinate
        if at is None or claim.amount is None or at.year != book.year or at.flow not in _FLOWS or _narrow(at):
            continue
        if book.facts(at, claim.subject):
            continue
        for dimension in _DIMENSIONS:
            found = _filled(book, at, dimension, parts)
            if found is None:
                continue
            looked_at += 1
            if claim.amount.value > claim.amount.step and not _printed(context, claim.amount):
                one = _finding(context, claim, *found)
                findings.setdefault(one.key, one)
            break
    if not looked_at:
        raise NotChecked(Text("没有报表为空的项目被说明", "the narrative speaks of no blank cell"))
    return Checked(looked_at, tuple(findings.values()))


def _narrow(at: Coordinate) -> bool:
    return bool(at.topic or at.function or at.economy or at.gov_economy or at.project or at.body or at.item)


def _printed(context: Context, amount: Amount) -> bool:
    """Whether a table prints the amount for something as wide: 上级补助收入 as a flow of its own."""
    return any(agree(amount, f.amount) for f in context.disclosure.facts if not _narrow(f.coordinate))


def _parts(context: Context, year: str) -> dict[tuple[str, Coordinate], dict[str, Fact]]:
    """For each whole and dimension the parts that the tables print, by node."""
    found: dict[tuple[str, Coordinate], dict[str, Fact]] = defaultdict(dict)
    for fact in context.disclosure.facts:
        at = fact.coordinate
        if at.year != year or _narrow(at):
            continue
        for dimension in _DIMENSIONS:
            node = getattr(at, dimension)
            if node:
                found[dimension, at.at(**{dimension: ""})].setdefault(node, fact)
    return found


def _filled(
    book: Book, at: Coordinate, dimension: str, parts: dict[tuple[str, Coordinate], dict[str, Fact]]
) -> tuple[Fact, tuple[Fact, ...]] | None:
    """The whole of ``at`` along a dimension and its printed parts, where they leave nothing over."""
    node = getattr(at, dimension)
    if not node or any(d == dimension and node in p and p[node].amount.value for (d, _), p in parts.items()):
        return None  # some table has it, with another total
    root = at.at(**{dimension: ""})
    for flow in _sides(at.flow):
        whole = next(iter(book.context.reconciliation.value_at(root.at(flow=flow))), None)
        beside = parts.get((dimension, root.at(flow=flow)), {})
        if whole is None or not whole.amount.value or node in beside:
            continue
        apart = {
            n: f
            for n, f in beside.items()
            if f.amount.value and not any(o != n and contains(dimension, n, o) for o in beside)
        }
        if any(contains(dimension, n, node) or contains(dimension, node, n) for n in apart):
            continue
        if apart and abs(sum(f.amount.value for f in apart.values()) - whole.amount.value) <= whole.amount.step:
            return whole, tuple(apart.values())
    return None


def _sides(flow: str) -> Iterator[str]:
    yield flow
    if flow in ("income", "expenditure"):
        yield "in_total" if flow == "income" else "out_total"


def _finding(context: Context, claim: Claim, whole: Fact, parts: tuple[Fact, ...]) -> Finding:
    where, said = heading(context, claim), words(context, claim)
    listed = "、".join(f"{f.amount.printed}{f.amount.unit}" for f in parts)
    table = f"{table_words(context, whole)} {whole.amount.printed}{whole.amount.unit}"
    return finding(
        "YS4-036",
        context,
        claim,
        Text(
            f"“{where}”写“{said}”，而{table}已由所列其他各项（{listed}）组成，该项在报表中没有数，应为 0。",
            f"“{where}” says “{said}”, but the other parts ({listed}) make up the whole of the table.",
        ),
        severity=Severity.ERROR,
        certainty=0.88,
        expected=f"0{claim.amount.unit}" if claim.amount is not None else "",
        also=(whole, *parts),
    )
