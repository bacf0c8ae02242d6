"""A ledger begun from last year's published document: its facts as last year's figures, its texts to be confirmed."""

from dataclasses import dataclass

from yusuan.catalog.layouts import layout_for
from yusuan.ledger.carried import counts_of, last_year_of, projects_of, units_of, words_of
from yusuan.ledger.form import LAST_PHASES
from yusuan.model.coordinate import Coordinate
from yusuan.model.disclosure import Disclosure
from yusuan.model.fact import Fact
from yusuan.model.ledger import Ledger

#: Points that the sheet of last year's figures has columns for.
_HELD = ("flow", "fund", "function", "economy", "gov_economy", "nature", "project", "topic")


@dataclass(frozen=True, slots=True)
class Begun:
    """The ledger begun; ``held``: how many facts its last year's figures are.

    ``left``: the facts that have no place in it, each with why (in Chinese).
    """

    ledger: Ledger
    held: int
    left: tuple[tuple[Fact, str], ...]


def begin(disclosure: Disclosure, layout: str = "") -> Begun:
    """Begin the ledger of the year after ``disclosure``. A point printed several times is taken once.

    Reasons are not carried over: last year's are those of another change.
    """
    identity = disclosure.identity
    finest: dict[Coordinate, Fact] = {}
    good: list[Fact] = []
    left: list[tuple[Fact, str]] = []
    for fact in disclosure.facts:
        why = _unheld(fact, identity.year)
        if why:
            left.append((fact, why))
            continue
        good.append(fact)
        # The more exact of two printings of one amount: 元 before 万元.
        if fact.amount.step < finest.setdefault(fact.coordinate, fact).amount.step:
            finest[fact.coordinate] = fact
    held = []
    for fact in good:
        taken = finest[fact.coordinate]
        if abs(fact.amount.value - taken.amount.value) > (fact.amount.step + taken.amount.step) // 2:
            left.append((fact, f"同一个数在另一处印作 {taken.amount.printed}{taken.amount.unit}，取了那一处"))
        else:
            held.append(fact)
    found = layout_for(identity)
    ledger = Ledger(
        body=identity.body,
        year=identity.year + 1 if identity.year else 0,
        kind="final_accounts" if identity.kind == "final_accounts" else "budget",
        level="department" if identity.level == "department" else "unit",
        layout=layout or (found.id if found else ""),
        units=units_of(disclosure),
        entries=(),
        last_year=last_year_of(finest.values()),
        projects=projects_of(disclosure),
        reasons=(),
        words=words_of(disclosure, confirmed=False),
        counts=counts_of(disclosure),
    )
    return Begun(ledger, len(held), tuple(left))


def _unheld(fact: Fact, year: int) -> str:
    at = fact.coordinate
    if at.year and at.year != str(year):
        return f"是 {at.year} 年的数，不是 {year} 年的"
    if at.body:
        return f"是按单位列出的“{at.body}”的数，要记在它自己的台账里"
    if at.item:
        return "是清单里逐项的数"
    if not any(getattr(at, d) for d in _HELD):
        return "没有指明是什么数"
    return "" if at.phase in LAST_PHASES else "是执行数或增减数"
