"""Clusters of contradictions in words and equations: what stands where, what should, and what then holds."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from yusuan.check.identities import Derived
from yusuan.check.identities.cube import Ints
from yusuan.check.reconcile.bounds import FREE
from yusuan.check.reconcile.labels import Labels
from yusuan.check.reconcile.localise import Cluster, Suspect
from yusuan.check.reconcile.model import Contradiction, SuspectCell
from yusuan.check.reconcile.rank import Ranker
from yusuan.check.reconcile.sentence import located, several, unlocated
from yusuan.check.reconcile.style import Style
from yusuan.check.reconcile.system import System
from yusuan.check.reconcile.topics import topic_of
from yusuan.check.reconcile.verdicts import Verdicts
from yusuan.model.amount import format_amount, parse_number
from yusuan.model.fact import Fact
from yusuan.model.finding import Equation

_SHOWN = 3
#: A slip less likely than this (in millionths) does not single out one of several right figures.
_TOLD = 1000
#: A suspect this many times likelier than the next is named alone.
_CLEAR = 5


@dataclass(frozen=True, slots=True)
class Explainer:
    """Turns clusters into contradictions. ``low``/``high``: the bounds of each fact by its statement's style."""

    derived: Derived
    system: System
    verdicts: Verdicts
    styles: tuple[Style, ...]
    labels: Labels
    ranker: Ranker
    low: Ints
    high: Ints

    def explain(self, cluster: Cluster) -> Contradiction:
        """One contradiction with its three likeliest suspects and the equations that fail."""
        first = cluster.suspects[0]
        failing = self._failing(cluster)
        suspects = tuple(self._cell(s) for s in cluster.suspects[:_SHOWN])
        equations = self._equations(cluster, failing, first if cluster.solved else None)
        clear = len(suspects) == 1 or suspects[0].score >= suspects[1].score * _CLEAR
        is_located = cluster.solved and clear and len(suspects[0].facts) > 0
        mended = is_located and bool(suspects[0].expected) and self._mends(first, failing)
        family = self.derived.table.family_of(failing[0]) if failing else None
        proven = not failing or any(self._proven(i) for i in failing)
        places = self._places(cluster, first)
        total = self.derived.cube.facts[int(self.derived.table.total[failing[0]])] if failing else suspects[0].facts[0]
        head = suspects[0].facts[0] if is_located else total
        if is_located:
            message = located(self.labels, suspects[0], len(equations), mended=mended, places=places)
        elif equations:
            message = unlocated(self.labels, equations[0], suspects, len(cluster.suspects))
        else:
            message = several(self.labels, suspects)
        return Contradiction(
            topic_of(family), head.statement, suspects, len(cluster.suspects), equations, is_located, mended, places,
            proven, message, head.coordinate, head.place,
        )  # fmt: skip

    def _failing(self, cluster: Cluster) -> list[int]:
        """The identities that fail by their own cells: those of the suspect's cell, its own statement's first."""
        table, fails = self.derived.table, self.verdicts.fails & self.verdicts.used
        bad = np.flatnonzero(fails)
        heads = {int(self.system.identity[c.head]) for c in cluster.conflicts if c.head >= 0} - {-1}
        if not cluster.solved:
            return sorted(heads & set(bad.tolist()))
        cells = set(cluster.suspects[0].cells)
        mine = [i for i in bad.tolist() if int(table.total[i]) in cells or cells.intersection(table.parts(i).tolist())]
        mine += sorted((heads & set(bad.tolist())) - set(mine))
        own = self.derived.cube.facts[cluster.suspects[0].cells[0]].statement
        return sorted(mine, key=lambda i: (table.family_of(i).statement != own, table.family_of(i).statement < 0))

    def _equations(self, cluster: Cluster, failing: list[int], first: Suspect | None) -> tuple[Equation, ...]:
        found = [self.labels.equation(self.derived, i, holds=False) for i in failing]
        found += list(self._same(cluster, first))
        if found:
            return tuple(found)
        rows = sorted({int(self.system.identity[r]) for c in cluster.conflicts for r in c.rows} - {-1})
        return tuple(
            self.labels.equation(self.derived, i, holds=not bool(self.verdicts.fails[i])) for i in rows[: 2 * _SHOWN]
        )

    def _same(self, cluster: Cluster, first: Suspect | None) -> Iterator[Equation]:
        """The cells of the suspect's point (or of the contradiction) that say something else."""
        cube = self.derived.cube
        if first is not None:
            mine = first.cells[0]
            others = np.flatnonzero(cube.point == cube.point[mine]).tolist()
        else:
            point = next((sorted(c.cells) for c in cluster.conflicts if c.head < 0), [])
            if not point:
                return
            mine, others = point[0], point
        for other in others:
            if self.low[other] > self.high[mine] or self.high[other] < self.low[mine]:
                yield self.labels.same(cube.facts[mine], cube.facts[other], holds=False)

    def _cell(self, suspect: Suspect) -> SuspectCell:
        facts = tuple(self.derived.cube.facts[i] for i in suspect.cells)
        bounded = suspect.low > -(FREE >> 1) and suspect.high < FREE >> 1
        right = self._right(suspect)
        slip = self.ranker.slip(suspect)
        return SuspectCell(
            facts, suspect.low if bounded else None, suspect.high if bounded else None,
            _print(facts[0], right) if right is not None else "", slip.what if slip else None, suspect.score,
        )  # fmt: skip

    def _right(self, suspect: Suspect) -> int | None:
        """The right figure in the cell's last places, where the rest of the document leaves one that is likeliest."""
        low, high = self.ranker.places(suspect)
        if low > high:
            return None
        cube = self.derived.cube
        step = int(cube.step[suspect.cells[0]])
        again = np.flatnonzero(cube.point == cube.point[suspect.cells[0]]).tolist()
        printed = {int(cube.value[i]) // step for i in again if i not in suspect.cells and cube.step[i] == step}
        agreed = [v for v in printed if low <= v <= high]
        if len(agreed) == 1:
            return agreed[0]
        slip = self.ranker.slip(suspect)
        if slip is not None and low <= slip.right <= high and slip.weight > _TOLD:
            return slip.right
        return low if low == high else None

    def _mends(self, suspect: Suspect, failing: list[int]) -> bool:
        """Whether every failing identity holds once the suspect's cells say what they should."""
        right = self._right(suspect)
        if right is None:
            return False
        cube, table = self.derived.cube, self.derived.table
        step = int(cube.step[suspect.cells[0]])
        low, high = self.low.copy(), self.high.copy()
        for i in suspect.cells:
            low[i], high[i] = right * step - step // 2, right * step + (step // 2 if step > 1 else 0)
        for i in failing:
            parts, total = table.parts(i), int(table.total[i])
            part = table.family_of(i).kind == "part"
            if high[total] < low[parts].sum() or (not part and low[total] > high[parts].sum()):
                return False
        return True

    def _places(self, cluster: Cluster, first: Suspect) -> int:
        """By how many of the coarsest last places the figures miss."""
        cube = self.derived.cube
        right = self._right(first) if cluster.solved else None
        if right is not None:
            return abs(int(cube.value[first.cells[0]]) // int(cube.step[first.cells[0]]) - right)
        cells = [f for c in cluster.conflicts for f in c.cells]
        step = max((int(cube.step[f]) for f in cells), default=1)
        return max((c.margin for c in cluster.conflicts), default=0) // step + 1

    def _proven(self, identity: int) -> bool:
        """Whether another identity of the same family holds, and not of zeros only."""
        v, table = self.verdicts, self.derived.table
        mine = table.family == table.family[identity]
        return bool((mine & v.used & ~v.fails & ~v.trivial).any())


def _print(fact: Fact, right: int) -> str:
    number = parse_number(fact.amount.printed)
    decimals = number[1] if number else 2
    value = right * fact.amount.step
    separators = "," in fact.amount.printed or "，" in fact.amount.printed or abs(fact.amount.value) < abs(value)
    return format_amount(value, fact.amount.unit, decimals, separators=separators)
