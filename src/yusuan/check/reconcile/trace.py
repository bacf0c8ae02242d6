"""Why a contradiction is one: the printed cells and the rows that it follows from."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from yusuan.check.identities.cube import Ints
from yusuan.check.reconcile.net import Net
from yusuan.check.reconcile.propagate import Settled

#: Terms looked at for one contradiction; a proof that is longer convinces nobody.
_MOST = 4000


@dataclass(frozen=True, slots=True)
class Conflict:
    """Cells (numbers of facts) that cannot all be right, by the ``rows`` of the system that say so.

    ``head``: the row that fails, or -1 - variable where rows pull one apart. ``margin``: by how many 分 they miss.
    """

    head: int
    cells: frozenset[int]
    rows: frozenset[int]
    margin: int


class Tracer:
    """Follows bounds back through the recorded rounds to the cells that they came from."""

    def __init__(self, net: Net, settled: Settled, facts: dict[int, list[int]], low_of: Ints, high_of: Ints) -> None:
        """``facts``: those that bound each variable; ``low_of``/``high_of``: the bounds that a fact sets."""
        self.net, self.settled, self.steps = net, settled, settled.steps
        self._facts, self._low_of, self._high_of = facts, low_of, high_of
        self._ends = np.concatenate([net.starts[1:], [len(net.var)]])

    def _terms_of(self, var: int) -> Ints:
        at = int(np.searchsorted(self.net.held, var))
        end = int(self.net.cuts[at + 1]) if at + 1 < len(self.net.cuts) else len(self.net.order)
        found: Ints = self.net.order[int(self.net.cuts[at]) : end]
        return found

    def conflicts(self) -> Iterator[Conflict]:
        """Every contradiction of the settled system."""
        for row in np.flatnonzero(self.settled.dead).tolist():
            yield self._of_row(row, int(self.settled.dead[row]))
        for var in np.flatnonzero(self.settled.torn).tolist():
            yield self._of_var(var, int(self.settled.torn[var]))

    def _of_row(self, row: int, number: int) -> Conflict:
        net, step = self.net, self.steps[number - 1]
        terms = range(int(net.starts[row]), int(self._ends[row]))
        floor = sum(self._least(t, step.low, step.high) for t in terms)
        ceiling = -sum(self._least(t, -step.high, -step.low) for t in terms)
        low_side = floor > int(net.high[row])
        margin = floor - int(net.high[row]) if low_side else int(net.low[row]) - ceiling
        wanted = [(t, low_side) for t in terms]
        cells, rows = self._collect([self._bound(t, low) for t, low in wanted], number - 1)
        return Conflict(row, frozenset(cells), frozenset(rows | {row}), margin)

    def _of_var(self, var: int, number: int) -> Conflict:
        step = self.steps[number - 1]
        terms = self._terms_of(var)
        low = max(int(step.low[var]), int(step.asked_low[terms].max()))
        high = min(int(step.high[var]), int(step.asked_high[terms].min()))
        cells, rows = self._collect([(var, True, low), (var, False, high)], number)
        return Conflict(-1 - var, frozenset(cells), frozenset(rows), low - high)

    def _least(self, term: int, low: Ints, high: Ints) -> int:
        var = self.net.var[term]
        return int(low[var]) if self.net.sign[term] > 0 else -int(high[var])

    def _bound(self, term: int, low_side: bool) -> tuple[int, bool, int | None]:
        low = low_side == bool(self.net.sign[term] > 0)
        return int(self.net.var[term]), low, None

    def _collect(self, wanted: list[tuple[int, bool, int | None]], number: int) -> tuple[set[int], set[int]]:
        """The cells and rows behind bounds (variable, is it the low one, its value) as of round ``number``."""
        cells: set[int] = set()
        rows: set[int] = set()
        seen: set[tuple[int, bool, int]] = set()
        stack = [(v, low, value, number) for v, low, value in wanted]
        looked = 0
        while stack and looked < _MOST:
            looked += 1
            var, low, value, at = stack.pop()
            if value is None:
                bounds = self._at(at, low)
                value = int(bounds[var])
            if (var, low, value) in seen:
                continue
            seen.add((var, low, value))
            when, term = self._origin(var, value, at, low=low)
            if term < 0:
                own = self._low_of if low else self._high_of
                cells.update(f for f in self._facts.get(var, ()) if int(own[f]) == value)
                continue
            row = int(self.net.row[term])
            rows.add(row)
            # a low bound of a variable leans on the others' most where it stands with a plus, and so on
            side = not low if self.net.sign[term] > 0 else low
            others = (t for t in range(int(self.net.starts[row]), int(self._ends[row])) if t != term)
            stack.extend((*self._bound(t, side)[:2], None, when - 1) for t in others)
        return cells, rows

    def _at(self, number: int, low: bool) -> Ints:
        if number < len(self.steps):
            return self.steps[number].low if low else self.steps[number].high
        return self.settled.low if low else self.settled.high

    def _origin(self, var: int, value: int, number: int, *, low: bool) -> tuple[int, int]:
        """The round in which the bound came to be ``value`` and the term that asked for it; -1 for a printed cell."""
        for k in range(number + 1):
            if int(self._at(k, low)[var]) == value:
                return k, self._asker(var, value, k, low=low) if k else -1
        return number, self._asker(var, value, number, low=low)

    def _asker(self, var: int, value: int, number: int, *, low: bool) -> int:
        step = self.steps[number - 1]
        terms = self._terms_of(var)
        asked = step.asked_low if low else step.asked_high
        hit = terms[asked[terms] == value]
        return int(hit[0]) if len(hit) else -1
