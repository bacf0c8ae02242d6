"""Leaving cells out in turn: which of them, were they not printed, would let everything around them hold."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from yusuan.check.identities.cube import Flags, distinct
from yusuan.check.reconcile.bounds import FREE
from yusuan.check.reconcile.defects import Defect
from yusuan.check.reconcile.net import Local, Net, around
from yusuan.check.reconcile.propagate import Settled, propagate
from yusuan.check.reconcile.system import System, initial

Cells = tuple[int, ...]
Outcome = tuple[Settled, Flags]
#: Choices tried at a time; how far and how wide around them bounds are propagated; work of one batch.
_TRIED, _HOPS, _TERMS, _BATCH = 96, 3, 20_000, 2_000_000


@dataclass(frozen=True, slots=True)
class Suspect:
    """Cells that, were they not printed, would resolve defects. ``low``/``high``: what they must then be, in 分.

    ``cells`` is one fact, or all facts that say the same of a point or of points that are equal.
    """

    cells: Cells
    low: int
    high: int
    score: int = 0


@dataclass(frozen=True, slots=True)
class Tried:
    """What leaving ``suspect`` out does: the ``resolved`` defects (by index), the rows at its point still ``failing``.

    ``torn``: what is left asks two different things of it.
    """

    suspect: Suspect
    resolved: frozenset[int]
    failing: frozenset[int]
    torn: bool

    @property
    def clean(self) -> bool:
        """Whether all that the suspect takes part in holds without it."""
        return bool(self.resolved) and not self.failing and not self.torn


class Bench:
    """A system with some cells taken out and some rows muted, on which choices are tried."""

    def __init__(self, system: System) -> None:
        self.system = system
        self.net: Net = system.net
        self.out: frozenset[int] = frozenset()
        self.low, self.high = initial(system)
        self._hull(np.flatnonzero(self.low > self.high).tolist())

    def take_out(self, cells: Iterable[int]) -> None:
        """Let ``cells`` bound nothing any more."""
        self.out |= frozenset(cells)
        variables = {int(self.system.var_of[c]) for c in cells}
        for var in variables:
            self.low[var], self.high[var] = self.system.bounds_at(var, self.out)
        self._hull([v for v in variables if self.low[v] > self.high[v]])

    def mute(self, rows: Iterable[int]) -> None:
        """Let ``rows`` bound nothing any more."""
        self.net = self.net.muted(list(rows))

    def _hull(self, variables: Iterable[int]) -> None:
        """Let variables whose cells differ range over all of them."""
        for var in variables:
            self.low[var], self.high[var] = self.hull_at(var, self.out)

    def free(self, variables: Iterable[int]) -> None:
        """Let nothing that is printed bound ``variables`` any more."""
        for var in variables:
            self.out |= frozenset(self.system.facts_at(var))
            self.low[var], self.high[var] = -FREE, FREE

    def hull_at(self, var: int, out: frozenset[int]) -> tuple[int, int]:
        """The bounds of ``var`` by any of its facts that is not ``out``."""
        facts = [f for f in self.system.facts_at(var) if f not in out]
        low = min((int(self.system.low_of[f]) for f in facts), default=-FREE)
        return low, max((int(self.system.high_of[f]) for f in facts), default=FREE)

    def choices(self, cells: Counter[int]) -> list[Cells]:
        """Single cells, or together all that say the same of one point; the most often hit first."""
        found: dict[Cells, int] = {}
        for f, hits in cells.items():
            if f not in self.out:
                same = self._same(f)
                found[same] = max(found.get(same, 0), hits)
        return sorted(found, key=lambda c: (-found[c], c))[:_TRIED]

    def _same(self, fact: int) -> Cells:
        s = self.system
        bounds = s.low_of[fact], s.high_of[fact]
        facts = s.facts_at(int(s.var_of[fact]))
        return tuple(f for f in facts if f not in self.out and (s.low_of[f], s.high_of[f]) == bounds)

    def equal_choices(self, choices: Sequence[Cells]) -> list[Cells]:
        """Choices widened by the cells of equal points that print the same: one figure copied from table to table."""
        equal = self._equalities()
        found: dict[Cells, None] = {}
        for cells in choices:
            seen = {int(self.system.var_of[cells[0]])}
            stack, wider = list(seen), set(cells)
            bounds = self.system.low_of[cells[0]], self.system.high_of[cells[0]]
            while stack:
                for var in equal.get(stack.pop(), ()):
                    same = [
                        f for f in self.system.facts_at(var)
                        if f not in self.out and (self.system.low_of[f], self.system.high_of[f]) == bounds
                    ]  # fmt: skip
                    if var not in seen and same:
                        seen.add(var)
                        stack.append(var)
                        wider.update(same)
            if len(wider) > len(cells):
                found[tuple(sorted(wider))] = None
        return list(found)[:_TRIED]

    def _equalities(self) -> dict[int, list[int]]:
        net = self.net
        lengths = np.diff(net.starts, append=len(net.var))
        rows = np.flatnonzero((lengths == 2) & (net.low == 0) & (net.high == 0))
        found: dict[int, list[int]] = defaultdict(list)
        for a, b in zip(net.var[net.starts[rows]].tolist(), net.var[net.starts[rows] + 1].tolist(), strict=True):
            found[a].append(b)
            found[b].append(a)
        return found

    def local(self, variables: Iterable[int]) -> Local:
        """The rows around ``variables``."""
        marked = np.zeros(self.net.n_vars, np.bool_)
        marked[list(variables)] = True
        return around(self.net, marked, _HOPS, _TERMS)

    def attempt(self, choices: Sequence[Cells], left: Sequence[Defect], local: Local) -> list[Tried]:
        """Leave each of ``choices`` out in turn."""
        size = max(1, _BATCH // max(1, len(local.net.var)))
        found: list[Tried] = []
        for start in range(0, len(choices), size):
            found += self._batch(choices[start : start + size], left, local)
        return found

    def _batch(self, choices: Sequence[Cells], left: Sequence[Defect], local: Local) -> list[Tried]:
        low = np.repeat(self.low[local.variables][:, None], len(choices), axis=1)
        high = np.repeat(self.high[local.variables][:, None], len(choices), axis=1)
        apart: list[set[int]] = []
        for k, cells in enumerate(choices):
            apart.append(set())
            out = self.out | frozenset(cells)
            for var in {int(self.system.var_of[c]) for c in cells}:
                at = int(local.at[var])
                bounds = self.system.bounds_at(var, out)
                if bounds[0] > bounds[1]:
                    apart[k].add(var)
                    bounds = self.hull_at(var, out)
                if at >= 0:
                    low[at, k], high[at, k] = bounds
        settled = propagate(local.net, low, high)
        dead = settled.dead > 0
        return [self._tried(k, cells, left, local, (settled, dead), apart[k]) for k, cells in enumerate(choices)]

    def _tried(
        self,
        k: int,
        cells: Cells,
        left: Sequence[Defect],
        local: Local,
        outcome: tuple[Settled, Flags],
        apart: set[int],
    ) -> Tried:
        settled, dead = outcome
        own = {int(v) for c in cells for v in (self.system.var_of[c], self.system.point[c])}
        at = local.at[sorted(own)]
        at = at[at >= 0]
        rows = distinct(local.net.row[np.isin(local.net.var, at)]) if len(at) else at
        failing = frozenset(local.rows[rows[dead[rows, k]]].tolist()) if len(rows) else frozenset()
        torn = bool((settled.torn[at, k] > 0).any()) or bool(apart)
        alive = {int(r) for r in local.rows[~dead[:, k]]}
        resolved = frozenset(
            n for n, defect in enumerate(left)
            if defect.cells.intersection(cells)
            and (defect.identity < -1 or alive.issuperset(defect.rows))
            and not (defect.identity < 0 and defect.variables & apart)
        )  # fmt: skip
        first = int(local.at[int(self.system.var_of[cells[0]])])
        bounds = (int(settled.low[first, k]), int(settled.high[first, k])) if first >= 0 else (-FREE, FREE)
        if first < 0:
            bounds = self.system.bounds_at(int(self.system.var_of[cells[0]]), self.out | frozenset(cells))
        # what would do as printed is not what is wrong
        needed = bounds[1] < int(self.system.low_of[cells[0]]) or bounds[0] > int(self.system.high_of[cells[0]])
        return Tried(Suspect(cells, *bounds), resolved if needed else frozenset(), failing, torn)
