"""The simple ways to check sums, to compare with: exact equality, a fixed tolerance, closed intervals a sum."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from yusuan.check.identities import derive
from yusuan.check.reconcile import Reconciliation, reconcile
from yusuan.model.disclosure import Disclosure

#: Whether a sum fails: (gap in 分, last place in 分, how many figures, the total among them) → fails.
Fails = Callable[[int, int, int], bool]

SIMPLE: dict[str, Fails] = {
    "exact equality": lambda gap, _step, _n: gap != 0,
    "±0.01 a sum": lambda gap, step, _n: abs(gap) > step,
    "n × 0.005 closed, a sum": lambda gap, step, n: 2 * abs(gap) > n * step,
}
OURS = "propagated half-open intervals"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a method says of a document: the equations that fail, and the cells it suspects, the likeliest first."""

    failing: frozenset[tuple[int, ...]]
    suspects: tuple[int, ...]


def simple(disclosure: Disclosure) -> dict[str, Answer]:
    """Every derived sum and every pair of cells of one point by itself; suspects by how many failures they are in."""
    derived = derive(disclosure.facts, disclosure.statements)
    table, value, step = derived.table, derived.cube.value.tolist(), derived.cube.step.tolist()
    rows = [
        (int(table.total[i]), table.parts(i).tolist(), table.family_of(i).kind == "part") for i in range(len(table))
    ]
    again = derived.cube.first[derived.cube.point].tolist()
    rows += [(first, [fact], False) for fact, first in enumerate(again) if first != fact]
    return {name: _judge(rows, value, step, fails) for name, fails in SIMPLE.items()}


def _judge(rows: list[tuple[int, list[int], bool]], value: list[int], step: list[int], fails: Fails) -> Answer:
    hits: Counter[int] = Counter()
    holds: Counter[int] = Counter()
    failing = set()
    for total, parts, part in rows:
        gap = value[total] - sum(value[p] for p in parts)
        figures = 1 + sum(value[p] != 0 for p in parts)
        if fails(gap, step[total], figures) and not (part and gap >= 0):
            failing.add((total, *parts))
            hits.update([total, *parts])
        else:
            holds.update([total, *(p for p in parts if value[p])])
    return Answer(frozenset(failing), tuple(sorted(hits, key=lambda f: (-hits[f], holds[f], f))))


def ours(disclosure: Disclosure) -> Answer:
    """All that reconciliation contradicts."""
    found = reconcile(disclosure)
    return Answer(frozenset((n,) for n in range(len(found.contradictions))), suspects(found))


def suspects(found: Reconciliation) -> tuple[int, ...]:
    """The suspects of all contradictions, the first of each before the second."""
    number = {(f.statement, f.row, f.column): i for i, f in enumerate(found.disclosure.facts)}
    ranked: list[int] = []
    for rank in range(3):
        for c in found.contradictions:
            if rank < len(c.suspects):
                ranked += [number[f.statement, f.row, f.column] for f in c.suspects[rank].facts]
    return tuple(dict.fromkeys(ranked))


def every(disclosure: Disclosure) -> dict[str, Answer]:
    """The answers of all methods, ours last."""
    return {**simple(disclosure), OURS: ours(disclosure)}
