"""YS3-004: tables that break one total down list the same subjects."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yusuan.catalog.trees import contains
from yusuan.check.rule import Checked, Context, NotApplicable, rule
from yusuan.model.coordinate import Coordinate
from yusuan.model.disclosure import Disclosure
from yusuan.model.fact import Fact
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

_SPENT = frozenset({"expenditure", "out_total"})
_OWN = frozenset({"budget", "final"})
#: Fewer amounts than this make no list.
_FEW = 2
_SHOWN = 3
_DIMENSIONS = ("function", "economy", "gov_economy")


@dataclass(frozen=True, slots=True)
class _List:
    """The subjects of one level that a statement breaks ``of`` down into, each with its fact; nothing is left out."""

    dimension: str
    level: int
    statement: int
    fund: str
    facts: dict[str, Fact]


@rule(
    code="YS3-004",
    name=Text("各表列出的科目相同", "the same subjects in every table"),
    severity=Severity.ERROR,
    certainty=0.95,
    why=Text(
        "两张表把同一个合计分完了，一张有的科目另一张没有，必有一张把钱列错了科目。",
        "Two tables break one total down completely; a subject that only one of them has was put in the wrong place.",
    ),
    basis=Text(
        "预算法实施条例第五、六条：按功能分类、经济分类公开；各表口径一致。",
        "Implementing Regulation of the Budget Law, arts. 5 and 6: by function and by economic subject, in one scope.",
    ),
    wrong=Text(
        "表1 一般公共服务支出 709.97，没有社会保障和就业支出；表3 社会保障和就业支出 709.97，没有一般公共服务支出",
        "table 1: 709.97 for general services, none for social security; table 3: the reverse",
    ),
    right=Text("两张表都列社会保障和就业支出 709.97", "709.97 for social security in both"),
)
def check_lists(context: Context) -> Checked:
    """Compare the complete lists of one total, by subject of one level, in the statements that print it.

    A list is complete where what it prints adds up to its total but for rounding; amounts of all funds and of one
    fund are one total where they are equal. Reported is the list that stands alone against the others; of two lists
    the first. Zeros are nothing, and a single last digit may be: the totals can differ by as much unseen.
    """
    disclosure = context.disclosure
    compared, found = 0, dict[str, Finding]()
    for lists in _lists(disclosure).values():
        if len(lists) < _FEW or not _one_money(lists):
            continue
        compared += len(lists)
        odd = _odd(lists)
        if odd is not None and any(_only_here(*odd)):
            finding = _finding(disclosure, *odd)
            found.setdefault(finding.key, finding)
    if not compared:
        raise NotApplicable(Text("没有两张表分列同一个合计", "no two tables break one total down"))
    return Checked(compared, tuple(found.values()))


def _lists(disclosure: Disclosure) -> dict[tuple[object, ...], list[_List]]:
    """The complete lists, by what they break down: the total, its amount, the dimension and the level."""
    rows: dict[tuple[Coordinate, str, int, int], dict[str, Fact]] = defaultdict(dict)
    totals: dict[Coordinate, list[Fact]] = defaultdict(list)
    for fact in disclosure.facts:
        at = fact.coordinate
        if at.flow not in _SPENT or at.phase not in _OWN or at.topic or at.item or at.body or at.project:
            continue
        codes = [c for c in (at.function, at.economy, at.gov_economy) if c]
        root = at.at(flow="", function="", economy="", gov_economy="")
        if not codes:
            totals[root].append(fact)
        elif fact.amount.value and (len(codes) == 1 or (at.economy and at.gov_economy and not at.function)):
            dimension = next(d for d in _DIMENSIONS if getattr(at, d))
            rows[root, dimension, _level(codes), fact.statement].setdefault("/".join(codes), fact)
    found: dict[tuple[object, ...], list[_List]] = defaultdict(list)
    for (root, dimension, level, statement), facts in rows.items():
        listed = list(facts.values())
        total = next((t for t in totals.get(root, ()) if _adds_up(t, listed)), None)
        if total is None:
            continue
        scope = root.at(fund="")  # all funds and the only one of them are one total
        key = (scope, total.amount.value // max(1, total.amount.step), dimension, level)
        if all(one.statement != statement for one in found[key]):
            found[key].append(_List(dimension, level, statement, root.fund, facts))
    return found


def _level(codes: Sequence[str]) -> int:
    """The digits of a code; two codes side by side (部门 and 政府预算支出经济分类) are a level of their own."""
    return len(codes[0]) if len(codes) == 1 else 10 * len(codes[0]) + len(codes[1])


def _adds_up(total: Fact, facts: Sequence[Fact]) -> bool:
    gap = abs(total.amount.value - sum(f.amount.value for f in facts))
    return 2 * gap <= sum(f.amount.step for f in (total, *facts)) and min(f.amount.value for f in facts) > 0


def _one_money(lists: list[_List]) -> bool:
    """Whether each fund is in or over the others: 政府性基金 and 国有资本经营预算 of one amount are not one total."""
    funds = {one.fund for one in lists}
    return all(contains("fund", a, b) or contains("fund", b, a) for a in funds for b in funds)


def _odd(lists: list[_List]) -> tuple[_List, _List] | None:
    """The list that stands alone, and one of the others; None where all agree or no one stands alone."""
    by_codes: dict[frozenset[str], list[_List]] = defaultdict(list)
    for one in lists:
        by_codes[frozenset(_certain(one))].append(one)
    if len(by_codes) < _FEW:
        return None
    groups = sorted(by_codes.values(), key=len)
    return groups[0][0], groups[-1][0]


def _certain(one: _List) -> dict[str, Fact]:
    return {c: f for c, f in one.facts.items() if f.amount.value > f.amount.step}


def _only_here(one: _List, other: _List) -> tuple[list[Fact], list[Fact]]:
    """The facts of subjects that only the first lists, and that only the second does."""
    here = [f for c, f in _certain(one).items() if c not in other.facts]
    return here, [f for c, f in _certain(other).items() if c not in one.facts]


def _finding(disclosure: Disclosure, one: _List, other: _List) -> Finding:
    here, there = _only_here(one, other)
    first = here[0] if here else next(iter(one.facts.values()))
    a, b = disclosure.statements[one.statement], disclosure.statements[other.statement]
    said = "、".join(_named(disclosure, here, one.dimension))
    lacking = "、".join(_named(disclosure, there, other.dimension))
    return check_lists.finding(
        Text(
            f"《{a.title}》列有{said or '的科目不全'}，《{b.title}》没有；《{b.title}》列有{lacking or '的科目不全'}，"
            f"《{a.title}》没有。",
            f"《{a.title}》 lists {said or 'fewer'}, 《{b.title}》 does not; the latter has {lacking or 'fewer'}.",
        ),
        first.place,
        f"{one.dimension} {'、'.join(sorted(set(_certain(one)) ^ set(_certain(other))))}",
        printed=first.amount.printed,
        also=tuple(f.place for f in (*here[1:_SHOWN], *there[:_SHOWN])),
        statement=one.statement,
    )


def _named(disclosure: Disclosure, facts: Sequence[Fact], dimension: str) -> Iterator[str]:
    for fact in facts[:_SHOWN]:
        statement = disclosure.statements[fact.statement]
        row = next((r for r in statement.rows if r.index == fact.row and dict(r.delta).get(dimension)), None)
        code = getattr(fact.coordinate, dimension)
        label = "".join(row.label.split()) if row is not None else ""
        yield (
            f"“{label}”{fact.amount.printed}"
            if code in label or not label
            else f"“{code} {label}”{fact.amount.printed}"
        )
