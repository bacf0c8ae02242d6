"""YS6-006: an amount stands under one class in one table and under another in all the others."""

from collections import defaultdict
from dataclasses import dataclass

from yusuan.catalog.codes import names_of
from yusuan.check.rule import Checked, Context, NotApplicable, rule
from yusuan.model.coordinate import Coordinate
from yusuan.model.fact import Fact
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

_CLASS = 3  # digits
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class _Classes:
    """The classes that one statement prints at one point, with their cells."""

    statement: int
    cells: dict[str, Fact]


@rule(
    code="YS6-006",
    name=Text("同一数额在不同表中列在不同的类", "an amount under one class here and another elsewhere"),
    severity=Severity.ERROR,
    certainty=0.92,
    why=Text(
        "同一笔支出在各表中应当列在同一个功能分类科目下；一张表写成另一个类，总数虽平，科目是错的。",
        "A class is the same in all tables: under another name the totals agree and the subject is wrong.",
    ),
    basis=Text(
        "《政府收支分类科目》；《预算法》第二十七条（支出按功能分类）",
        "the lists of subjects; Budget Law, article 27",
    ),
    wrong=Text("收支总表：一般公共服务支出 709.97；支出总表：社会保障和就业支出 709.97", "201 here, 208 there"),
    right=Text("两表都是社会保障和就业支出 709.97", "208 in both"),
)
def class_elsewhere(context: Context) -> Checked:
    """Hold the classes of each statement against those that other statements print at the same point.

    Wrong: one class that none of the others has, where all of them have, with exactly its amount, one that is missing
    here; all other classes are the same. Not flagged: two statements that say two things (nobody knows which is right)
    unless the subjects below the class, with their codes, stand in the other.
    """
    points: dict[Coordinate, dict[int, dict[str, Fact]]] = defaultdict(lambda: defaultdict(dict))
    for fact in context.disclosure.facts:
        at = fact.coordinate
        if len(at.function) == _CLASS and fact.amount.value and not (at.economy or at.gov_economy or at.project):
            flow = "expenditure" if at.flow in ("", "out_total") else at.flow
            points[at.at(function="", flow=flow)][fact.statement][at.function] = fact
    groups = [[_Classes(s, cells) for s, cells in found.items() if len(cells) >= _FEWEST] for found in points.values()]
    groups = [g for g in groups if len(g) >= _FEWEST]
    if not groups:
        raise NotApplicable(Text("没有两张表列出同一口径的功能分类", "no two statements print classes at one point"))
    deep = _deeper(context)
    findings: dict[str, Finding] = {}
    for group in groups:
        for one in group:
            others = [o for o in group if o is not one]
            found = _moved(one, others)
            if found is not None and (len(others) >= _FEWEST or any(found[1] in deep[o.statement] for o in others)):
                finding = _finding(context, one.cells[found[0]], found[1], others[0].cells[found[1]])
                findings.setdefault(finding.key, finding)
    return Checked(len(groups), tuple(findings.values()))


def _deeper(context: Context) -> dict[int, set[str]]:
    """For each statement the classes that it prints subjects below of."""
    found: dict[int, set[str]] = defaultdict(set)
    for fact in context.disclosure.facts:
        if len(fact.coordinate.function) > _CLASS and fact.amount.value:
            found[fact.statement].add(fact.coordinate.function[:_CLASS])
    return found


def _moved(one: _Classes, others: list[_Classes]) -> tuple[str, str] | None:
    """The class that only ``one`` has, and the one that all the others have instead with just its amount."""
    found: set[tuple[str, str]] = set()
    for other in others:
        own, its = one.cells.keys() - other.cells.keys(), other.cells.keys() - one.cells.keys()
        if len(own) != 1 or len(its) != 1:
            return None
        here, there = next(iter(own)), next(iter(its))
        if abs(one.cells[here].amount.value - other.cells[there].amount.value) > one.cells[here].amount.step // 2:
            return None
        found.add((here, there))
    return found.pop() if len(found) == 1 else None


def _finding(context: Context, fact: Fact, right: str, other: Fact) -> Finding:
    wrong = fact.coordinate.function
    titles = [context.disclosure.statements[f.statement].title or "报表" for f in (fact, other)]
    names = [next(iter(names_of("function", code)), code) for code in (wrong, right)]
    printed = f"{fact.amount.printed}{fact.amount.unit}"
    return class_elsewhere.finding(
        Text(
            f"《{titles[0]}》把 {printed} 列在“{names[0]}”，《{titles[1]}》等表都列在“{names[1]}”，科目写错。",
            f"《{titles[0]}》 has {printed} under {wrong}, 《{titles[1]}》 and the others under {right}.",
        ),
        fact.place,
        f"{titles[0]} {wrong} {right}",
        printed=names[0],
        expected=names[1],
        also=(other.place,),
        statement=fact.statement,
    )
