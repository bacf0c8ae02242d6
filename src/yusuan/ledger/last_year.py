"""A ledger begun from last year's published document: its facts as last year's figures, its texts to be confirmed."""

from collections.abc import Iterator
from dataclasses import dataclass

from yusuan.catalog.layouts import layout_for
from yusuan.model.coordinate import Coordinate
from yusuan.model.disclosure import Disclosure, Section
from yusuan.model.fact import Fact
from yusuan.model.ledger import Entry, Ledger, LedgerProject, Origin, Words

_LAST, _WORDS, _PROJECTS = "上年数", "文字", "项目"
_TEXTS = (("duties", ("职责", "职能", "概况")), ("organisation", ("机构", "构成")), ("assets", ("国有资产",)))
#: Points that the sheet of last year's figures has columns for.
_HELD = ("flow", "phase", "fund", "function", "economy", "gov_economy", "nature", "topic")


@dataclass(frozen=True, slots=True)
class Begun:
    """The ledger begun, and the facts that have no place in it, each with why (in Chinese)."""

    ledger: Ledger
    left: tuple[tuple[Fact, str], ...]


def begin(disclosure: Disclosure, layout: str = "") -> Begun:
    """Begin the ledger of the year after ``disclosure``. A point printed several times is taken once."""
    identity = disclosure.identity
    taken: dict[Coordinate, Fact] = {}
    left: list[tuple[Fact, str]] = []
    for fact in disclosure.facts:
        why = _unheld(fact, identity.year)
        if why:
            left.append((fact, why))
        elif fact.amount.step < taken.setdefault(fact.coordinate, fact).amount.step:
            # The more exact of two printings of one amount: 元 before 万元.
            taken[fact.coordinate] = fact
    entries = tuple(
        Entry(at.at(project="", item=""), fact.amount.value, Origin(_LAST, f"J{n}"))
        for n, (at, fact) in enumerate(taken.items(), 4)
    )
    found = layout_for(identity)
    ledger = Ledger(
        body=identity.body,
        year=identity.year + 1 if identity.year else 0,
        kind="final_accounts" if identity.kind == "final_accounts" else "budget",
        level="department" if identity.level == "department" else "unit",
        layout=layout or (found.id if found else ""),
        units=(),
        entries=(),
        last_year=entries,
        projects=tuple(_projects(disclosure)),
        reasons=(),
        words=tuple(_words(disclosure)),
        counts=(),
    )
    return Begun(ledger, tuple(left))


def _unheld(fact: Fact, year: int) -> str:
    at = fact.coordinate
    if at.year and at.year != str(year):
        return f"是 {at.year} 年的数，不是 {year} 年的"
    if at.body:
        return "是所属单位的数"
    if at.project or at.item:
        return "是项目或清单的数"
    if not any(getattr(at, d) for d in _HELD if d != "phase"):
        return "没有指明是什么数"
    return "" if at.phase in ("budget", "adjusted", "final") else "是执行数或增减数"


def _projects(disclosure: Disclosure) -> Iterator[LedgerProject]:
    """Last year's projects by name, with their targets, for those that go on."""
    seen: dict[str, str] = {}
    for project in disclosure.projects:
        seen[project.name] = max(seen.get(project.name, ""), project.target, key=len)
    for n, (name, target) in enumerate(seen.items(), 4):
        yield LedgerProject(name, "", 0, 0, None, target, "", (), Origin(_PROJECTS, f"A{n}"))


def _words(disclosure: Disclosure) -> Iterator[Words]:
    found: dict[str, str] = {}
    for section in disclosure.sections:
        name = _name(section)
        if name and section.paragraphs:
            text = "\n".join(p.text for p in section.paragraphs)
            found[name] = f"{found[name]}\n{text}" if name in found else text
    for n, (name, text) in enumerate(found.items(), 4):
        yield Words(name, text, confirmed=False, origin=Origin(_WORDS, f"B{n}"))


def _name(section: Section) -> str:
    heading = section.path[-1] if section.path else ""
    if section.kind not in ("overview", "narrative"):
        return ""
    return next((name for name, words in _TEXTS if any(w in heading for w in words)), "")
