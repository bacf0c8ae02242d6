"""Rules of YS4 over sentences of our own, with tables that hold just the facts a test gives."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import pytest

from yusuan.check.rule import Checked, Context, registry
from yusuan.model.amount import parse_amount
from yusuan.model.coordinate import Coordinate
from yusuan.model.disclosure import Disclosure, Identification, Paragraph, Section
from yusuan.model.fact import Fact
from yusuan.model.finding import Finding
from yusuan.model.place import Place, Source
from yusuan.read.narrative import understand

SOURCE = Source("0" * 64, "own.txt", "text")


@dataclass(frozen=True)
class Cells:
    """Stands for a reconciliation: the facts at each point."""

    at: dict[Coordinate, tuple[Fact, ...]]

    def value_at(self, coordinate: Coordinate) -> tuple[Fact, ...]:
        return self.at.get(coordinate, ())


def cells(facts: Iterable[Fact]) -> Cells:
    found: dict[Coordinate, list[Fact]] = defaultdict(list)
    for fact in facts:
        found[fact.coordinate].append(fact)
    return Cells({c: tuple(f) for c, f in found.items()})


@pytest.fixture(scope="session")
def fact() -> Callable[..., Fact]:
    """A cell: ``fact("12.50", fund="general", …)``, of the budget of 2026 in 万元 unless it says otherwise."""

    def made(printed: str, unit: str = "万元", **nodes: str) -> Fact:
        amount = parse_amount(printed, unit)
        assert amount is not None
        point = Coordinate(**({"year": "2026", "phase": "budget", "flow": "expenditure"} | nodes))
        return Fact(point, amount, Place(SOURCE, line=1), 0, 0, 0)

    return made


@pytest.fixture(scope="session")
def context() -> Callable[..., Context]:
    """A document of some paragraphs under one heading."""

    def made(
        *paragraphs: str, facts: Sequence[Fact] = (), under: tuple[str, ...] = ("一、情况说明",), final: bool = False
    ) -> Context:
        identity = Identification("某市测绘局", 2026, "final_accounts" if final else "budget", "department", "")
        made = tuple(Paragraph(t, ((0, Place(SOURCE, line=i)),)) for i, t in enumerate(paragraphs, 1))
        sections = (Section("narrative", under, made, Place(SOURCE, line=1)),)
        narrative = understand(sections, identity)
        disclosure = Disclosure(
            identity, (SOURCE,), (), tuple(facts), narrative.claims, sections, (), narrative.tokens, ()
        )
        return Context(disclosure, cells(facts))  # type: ignore[arg-type]

    return made


@pytest.fixture(scope="session")
def judge(context) -> Callable[..., tuple[Finding, ...]]:
    """The findings of one rule over some paragraphs."""

    def judged(code: str, *paragraphs: str, **how: object) -> tuple[Finding, ...]:
        checked: Checked = registry()[code].check(context(*paragraphs, **how))
        assert {f.code for f in checked.findings} <= {code}
        return checked.findings

    return judged
