"""The figures of a document, the points that they stand at and the equations between them, as compact lists.

A figure is a claim (a number in a sentence) or, numbered after all claims, a fact (a cell of a table). An equation
names its figures by number, so that the page can show each with its words and jump to it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from yusuan.catalog.codes import Kind, names_of
from yusuan.catalog.normal import plain
from yusuan.catalog.trees import label
from yusuan.check.reconcile.model import Reconciliation
from yusuan.model.coordinate import DIMENSIONS, Coordinate
from yusuan.model.disclosure import Disclosure
from yusuan.model.fact import Fact
from yusuan.model.text import Language
from yusuan.report.words import DIMENSION_NAMES, money

#: Beyond so many facts, those after them are not to be clicked: a browser would take too long.
MOST_FACTS = 60_000
_CODED: dict[str, Kind] = {"function": "function", "economy": "economy", "gov_economy": "gov_economy"}


@dataclass(slots=True)
class Graph:
    """``point``: of each fact, its index in ``points``. ``equations``: [relation, why, gap, holds, total, parts].

    ``relation``: '=' or '≥'. ``why`` indexes ``reasons``; ``gap`` is the difference in words, '' where there is none.
    A part ``~n`` (below 0) is the figure ``n`` taken away; without parts the total is nothing.
    ``first``: the number of the first fact.
    ``agree``: of each point, whether all cells that state it can be one amount. ``points``: the dimensions of each that
    are not at their root, with the node in words. ``labels``: of each fact, statement, row and column in words.
    """

    first: int = 0
    point: list[int] = field(default_factory=list)
    points: list[list[tuple[str, str]]] = field(default_factory=list)
    agree: list[bool] = field(default_factory=list)
    labels: list[tuple[str, str, str]] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    equations: list[list[Any]] = field(default_factory=list)
    at: dict[Coordinate, int] = field(default_factory=dict)

    def point_of(self, coordinate: Coordinate, language: Language) -> int:
        """The number of a point, a new one where no cell states it."""
        found = self.at.get(coordinate)
        if found is None:
            found = self.at[coordinate] = len(self.points)
            self.points.append(list(_nodes(coordinate, language)))
            self.agree.append(True)
        return found


def graph(disclosure: Disclosure, reconciliation: Reconciliation | None, language: Language) -> Graph:
    """The graph of ``disclosure``; without equations where its reconciliation crashed."""
    made = Graph(len(disclosure.claims))
    facts = disclosure.facts[:MOST_FACTS]
    if reconciliation is None:
        for fact in facts:
            made.point.append(made.point_of(fact.coordinate, language))
            made.labels.append(("", "", ""))
        return made
    labelled = _Labelled(reconciliation)
    # Reconciliation leaves out figures that are none, and sets some cells apart from a point that they only seem at.
    cube = reconciliation.derived.cube
    number = {(f.statement, f.row, f.column): i for i, f in enumerate(facts, made.first)}
    figure = [number.get((f.statement, f.row, f.column), -1) for f in cube.facts]
    coordinates = {i: f.coordinate for i, f in zip(figure, cube.facts, strict=True)}
    low: dict[int, int] = {}
    high: dict[int, int] = {}
    for i, fact in enumerate(facts, made.first):
        point = made.point_of(coordinates.get(i, fact.coordinate), language)
        made.point.append(point)
        made.labels.append(labelled.cell(fact))
        low[point] = max(low.get(point, fact.amount.low), fact.amount.low)
        high[point] = min(high.get(point, fact.amount.high), fact.amount.high)
    made.agree = [low[p] < high[p] for p in range(len(made.points))]
    _equations(made, reconciliation, figure, language)
    return made


def _nodes(coordinate: Coordinate, language: Language) -> Iterator[tuple[str, str]]:
    """Each dimension that is not at its root: its name, and its node in words; a code with its subject's name."""
    for dimension in DIMENSIONS:
        node = getattr(coordinate, dimension)
        if node:
            words = label(dimension, node).say(language)
            names = names_of(_CODED[dimension], node) if dimension in _CODED and language == "zh" else ()
            yield DIMENSION_NAMES[dimension].say(language), f"{words} {names[0]}" if names else words


class _Labelled:
    """Names cells as reconciliation does, and their rows by code and name."""

    def __init__(self, reconciliation: Reconciliation) -> None:
        self._labels = reconciliation.labels
        self._rows = {
            (s.index, r.index, r.code): plain(r.label) for s in reconciliation.disclosure.statements for r in s.rows
        }

    def cell(self, fact: Fact) -> tuple[str, str, str]:
        """Statement, row and column."""
        statement = self._labels.statement(fact.statement)
        rest = self._labels.cell(fact)[len(statement) :].strip()
        if rest.startswith("["):
            code, _, column = rest[1:].partition("]")
            name = self._rows.get((fact.statement, fact.row, code), "")
            return statement, f"{code} {name}".strip(), column.strip()
        row, _, column = rest.rpartition(" ")
        return (statement, row, column) if row else (statement, rest, "")


def _equations(made: Graph, reconciliation: Reconciliation, figure: list[int], language: Language) -> None:
    """Every identity that the document was held to, with its figures by number; failing ones first."""
    derived, verdicts, labels = reconciliation.derived, reconciliation.verdicts, reconciliation.labels
    table, facts = derived.table, derived.cube.facts
    reasons: dict[str, int] = {}
    used = verdicts.used.nonzero()[0].tolist()
    for i in sorted(used, key=lambda i: (not verdicts.fails[i], bool(verdicts.trivial[i]))):
        family = table.family_of(i)
        numbers = table.parts(i).tolist()
        parts = [figure[n] for n in numbers if facts[n].amount.value] or [figure[n] for n in numbers]
        total = figure[int(table.total[i])]
        if total < 0 or any(part < 0 for part in parts):
            continue  # of a figure that cannot be clicked
        gap = int(verdicts.gap[i])
        if family.kind == "part":
            gap = min(gap, 0)
        why = labels.why(family, [facts[n] for n in numbers]).say(language)
        unit = facts[int(table.total[i])].amount.unit
        made.equations.append([
            "≥" if family.kind == "part" else "=",
            reasons.setdefault(why, len(reasons)),
            money(gap, unit) if gap else "",
            0 if verdicts.fails[i] else 1,
            total,
            parts,
        ])  # fmt: skip
    made.reasons = list(reasons)
