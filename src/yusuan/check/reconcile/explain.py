"""Clusters of defects in words and equations: what stands where, what should, and what then holds."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from yusuan.catalog.trees import LISTED
from yusuan.check.identities import Derived
from yusuan.check.identities.cube import DIM, distinct
from yusuan.check.identities.table import Family
from yusuan.check.reconcile.bounds import FREE
from yusuan.check.reconcile.defects import Defect
from yusuan.check.reconcile.labels import Labels
from yusuan.check.reconcile.localise import Cluster
from yusuan.check.reconcile.model import Contradiction, SuspectCell
from yusuan.check.reconcile.rank import Ranker
from yusuan.check.reconcile.reach import Reach
from yusuan.check.reconcile.sentence import located, missing, scopes, several, unlocated
from yusuan.check.reconcile.system import System
from yusuan.check.reconcile.topics import topic_of
from yusuan.check.reconcile.trial import Suspect
from yusuan.check.reconcile.verdicts import Verdicts
from yusuan.model.amount import FEN, format_amount, parse_number
from yusuan.model.coordinate import DIMENSIONS
from yusuan.model.fact import Fact
from yusuan.model.finding import Equation

_SHOWN = 3
#: A slip less likely than this (in millionths) does not single out one of several right figures.
_TOLD = 1000
#: What one table counts and another may not; and 分 by which such a gap may be off by rounding.
_CARRIED, _SLACK = frozenset({"carry_in", "carry_out"}), 100_000
#: Statements whose scope their titles give; a list of projects, say, may leave out what is not of the budget itself.
_ONE_SCOPE = frozenset({
    "summary", "income", "expenditure", "grant_summary", "general", "general_basic", "general_economy", "govfund",
    "capital", "three_public", "grant_basic", "grant", "basic", "agency_running",
})  # fmt: skip
#: A suspect this many times likelier than the next is named alone.
_CLEAR = 5


@dataclass(frozen=True, slots=True)
class Explainer:
    """Turns clusters into contradictions."""

    derived: Derived
    system: System
    verdicts: Verdicts
    labels: Labels
    ranker: Ranker
    reach: Reach

    def all(self, clusters: Sequence[Cluster]) -> Iterator[Contradiction]:
        """Every contradiction once; what fails alike at one subject in several tables or columns is one."""
        open_ended: dict[object, list[tuple[Defect, tuple[Suspect, ...]]]] = defaultdict(list)
        for cluster in clusters:
            if cluster.proof is not None or (cluster.suspects and not self._falls_short(cluster)):
                yield self._of_cluster(cluster)
            else:
                for defect in cluster.defects:
                    open_ended[self._subject(defect)].append((defect, cluster.suspects))
        for together in open_ended.values():
            yield self._unresolved([d for d, _ in together], [s for _, suspects in together for s in suspects])

    def _subject(self, defect: Defect) -> object:
        if defect.identity < 0:
            return defect.variables
        table, cube = self.derived.table, self.derived.cube
        key = cube.key(cube.point[table.total[defect.identity]])
        dims = table.family_of(defect.identity).dims
        return dims, tuple(key[d] for d in dims)

    def _falls_short(self, cluster: Cluster) -> bool:
        """Whether listed sums come out too low and no slip would explain it: rather something is not listed."""
        slips = any(self.ranker.slip(s) is not None for s in cluster.suspects)
        return not slips and self._short(self._failing(cluster))

    def _short(self, failing: list[int]) -> bool:
        table = self.derived.table
        families = [table.family_of(i) for i in failing]
        listed = all(f.kind == "sum" and all(DIMENSIONS[d] in LISTED for d in f.dims) for f in families)
        return bool(failing) and listed and bool((self.verdicts.gap[failing] > 0).all())

    def _listed_elsewhere(self, failing: list[int]) -> bool:
        """Whether another statement breaks the same subject down completely."""
        table, cube, v = self.derived.table, self.derived.cube, self.verdicts
        mine = {table.family_of(i).statement for i in failing}
        dims = table.family_of(failing[0]).dims
        node = [cube.key(cube.point[table.total[failing[0]]])[d] for d in dims]
        others = table.of(lambda f: f.kind == "sum" and f.dims == dims and f.statement not in mine)
        held = np.flatnonzero(others & v.used & ~v.fails & ~v.trivial)
        return any([cube.key(cube.point[table.total[i]])[d] for d in dims] == node for i in held.tolist())

    def _of_cluster(self, cluster: Cluster) -> Contradiction:
        failing = self._failing(cluster)
        suspects = tuple(self._cell(s) for s in cluster.suspects[:_SHOWN])
        equations = self._equations(cluster, failing)
        first = cluster.suspects[0] if cluster.suspects else None
        clear = bool(suspects) and (len(suspects) == 1 or suspects[0].score >= suspects[1].score * _CLEAR)
        mended = clear and first is not None and self._mends(first, failing)
        places = self._places(first, failing, cluster.proof.margin if cluster.proof else 0)
        fact = suspects[0].facts[0] if clear else self._head(failing, suspects, cluster)
        if clear:
            message = located(self.labels, suspects[0], len(equations) if failing else 0, mended=mended, places=places)
        elif failing or cluster.proof is None:
            message = unlocated(self.labels, equations[0], suspects, len(cluster.suspects), fact.amount.unit)
        else:
            message = several(self.labels, suspects, equations)
        family = self.derived.table.family_of(failing[0]) if failing else None
        if family is None and cluster.proof is not None:
            family = self._proof_family(cluster)
        return Contradiction(
            topic_of(family), fact.statement, suspects, len(cluster.suspects), equations, clear, mended, places,
            self._proven(failing), False, message, fact.coordinate, fact.place,
            self._other_scope(cluster.defects, equations),
        )  # fmt: skip

    def _unresolved(self, together: list[Defect], suspects: list[Suspect]) -> Contradiction:
        """Equations that fail at one subject though no figure in them is likelier to be wrong than another."""
        failing = [d.identity for d in together if d.identity >= 0]
        equations = tuple(self.labels.equation(self.derived, i, holds=False) for i in failing)
        equations = equations or tuple(self._differing(together[0]))
        table = self.derived.table
        fact = self._head(failing, (), Cluster(tuple(together), ()))
        lacking = self._short(failing) and not self._listed_elsewhere(failing)
        unit = fact.amount.unit
        message = missing(equations, unit) if lacking else unlocated(self.labels, equations[0], (), 0, unit)
        if not failing and not suspects and equations:
            message = scopes(equations[0], another=self._other_scope(together, equations))
        step = max(int(self.derived.cube.step[c]) for d in together for c in d.cells)
        places = max(abs(e.difference) for e in equations) // step if step > 1 else 1000
        cells = tuple(self._cell(s) for s in dict.fromkeys(suspects))
        return Contradiction(
            topic_of(table.family_of(failing[0]) if failing else None), fact.statement, cells[:_SHOWN], len(cells),
            equations, False, False, places, self._proven(failing), lacking, message, fact.coordinate, fact.place,
            self._other_scope(together, equations),
        )  # fmt: skip

    def _other_scope(self, together: Sequence[Defect], equations: Sequence[Equation]) -> bool:
        """Whether one of the tables may be of another scope.

        What it holds is its own matter, or it leaves out what is carried over, which is as much as ``equations`` miss.
        """
        cube = self.derived.cube
        kinds = {self.labels.kind(int(cube.statement[c])) for d in together for c in d.cells}
        if not kinds <= _ONE_SCOPE:
            return True
        points = cube.at_node(DIM["flow"], _CARRIED)
        over = int(np.abs(cube.value[points[cube.point]]).max(initial=0))
        return bool(over) and all(abs(e.difference) <= over + _SLACK for e in equations)

    def _head(self, failing: list[int], suspects: Sequence[SuspectCell], cluster: Cluster) -> Fact:
        """The fact that a contradiction without a located cell is shown at."""
        facts = self.derived.cube.facts
        if failing:
            return facts[int(self.derived.table.total[failing[0]])]
        if suspects:
            return suspects[0].facts[0]
        cells = cluster.proof.cells if cluster.proof else cluster.defects[0].cells
        return facts[min(cells)]

    def _failing(self, cluster: Cluster) -> list[int]:
        """The identities that fail by their own cells, those of the suspect's own statement first."""
        found = {d.identity for d in cluster.defects if d.identity >= 0}
        if not cluster.suspects:
            return sorted(found)
        table = self.derived.table
        cells = set(cluster.suspects[0].cells)
        bad = np.flatnonzero(self.verdicts.fails & self.verdicts.used).tolist()
        found |= {i for i in bad if int(table.total[i]) in cells or cells.intersection(table.parts(i).tolist())}
        own = self.derived.cube.facts[cluster.suspects[0].cells[0]].statement
        return sorted(found, key=lambda i: (table.family_of(i).statement != own, table.family_of(i).statement < 0, i))

    def _equations(self, cluster: Cluster, failing: list[int]) -> tuple[Equation, ...]:
        found = [self.labels.equation(self.derived, i, holds=False) for i in failing]
        for defect in cluster.defects:
            if defect.identity < 0:
                first = cluster.suspects[0].cells[0] if cluster.suspects else min(defect.cells)
                found += self._differing(defect, first if first in defect.cells else min(defect.cells))
        if found or cluster.proof is None:
            return _once(found)
        rows = sorted({int(self.system.identity[r]) for r in cluster.proof.rows} - {-1})
        return tuple(
            self.labels.equation(self.derived, i, holds=not bool(self.verdicts.fails[i])) for i in rows[: 4 * _SHOWN]
        )

    def _proof_family(self, cluster: Cluster) -> Family | None:
        rows = sorted({int(self.system.identity[r]) for r in cluster.proof.rows} - {-1}) if cluster.proof else []
        return self.derived.table.family_of(rows[0]) if rows else None

    def _differing(self, defect: Defect, first: int = -1) -> Iterator[Equation]:
        """The cells of one point that differ from its first, or from the suspect."""
        cube, (low, high) = self.derived.cube, self.reach.exact
        mine = first if first >= 0 else min(defect.cells)
        for other in sorted(defect.cells):
            if low[other] > high[mine] or high[other] < low[mine]:
                yield self.labels.same(cube.facts[mine], cube.facts[other], holds=False)

    def _cell(self, suspect: Suspect) -> SuspectCell:
        facts = tuple(self.derived.cube.facts[i] for i in suspect.cells)
        bounded = suspect.low > -(FREE >> 1) and suspect.high < FREE >> 1
        right = self._right(suspect)
        slip = self.ranker.slip(suspect)
        told = slip.what if slip and slip.right == right else None
        return SuspectCell(
            facts, suspect.low if bounded else None, suspect.high if bounded else None,
            _print(facts[0], right, int(self.derived.cube.step[suspect.cells[0]])) if right is not None else "",
            told, suspect.score,
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
        half = step // 2 if step > 1 else 0
        for i in failing:
            family = table.family_of(i)
            low, high = self.reach.printed if family.statement >= 0 else self.reach.exact
            cells = [*table.parts(i).tolist(), int(table.total[i])]
            lows = [right * step - half if c in suspect.cells else int(low[c]) for c in cells]
            highs = [right * step + half if c in suspect.cells else int(high[c]) for c in cells]
            if highs[-1] < sum(lows[:-1]) or (family.kind != "part" and lows[-1] > sum(highs[:-1])):
                return False
        return True

    def _places(self, first: Suspect | None, failing: list[int], margin: int) -> int:
        """By how many of the coarsest last places the figures miss; exact figures cannot miss by rounding."""
        cube = self.derived.cube
        right = self._right(first) if first is not None else None
        if first is not None and right is not None:
            step = int(cube.step[first.cells[0]])
            missed = abs(int(cube.value[first.cells[0]]) // step - right)
            return missed if step > 1 else missed * 1000
        gaps = [abs(int(self.verdicts.gap[i])) for i in failing] or [margin]
        table = self.derived.table
        cells = [c for i in failing for c in (int(table.total[i]), *table.parts(i).tolist())]
        cells = cells or ([first.cells[0]] if first else [])
        step = max((int(cube.step[c]) for c in cells), default=1)
        return max(gaps) // step + 1 if step > 1 else 1000

    def _proven(self, failing: list[int]) -> bool:
        """Whether any of them belongs to a family that holds elsewhere in the document, and not of zeros only."""
        v, table = self.verdicts, self.derived.table
        held = distinct(table.family[v.used & ~v.fails & ~v.trivial])
        return not failing or bool(np.isin(table.family[failing], held).any())


def _once(found: Sequence[Equation]) -> tuple[Equation, ...]:
    """The equations without those that say the same of the same cells."""
    seen = {(e.total.place, frozenset(p.place for p in e.parts if p.value)): e for e in reversed(found)}
    return tuple(e for e in found if any(e is x for x in seen.values()))


def _print(fact: Fact, right: int, step: int) -> str:
    """``right`` (in last places of ``step`` 分) as it would be printed in the fact's cell."""
    number = parse_number(fact.amount.printed)
    decimals = max(number[1] if number else 0, len(str(FEN[fact.amount.unit] // step)) - 1)
    value = right * step
    separators = "," in fact.amount.printed or "，" in fact.amount.printed or abs(fact.amount.value) < abs(value)
    return format_amount(value, fact.amount.unit, decimals, separators=separators)
