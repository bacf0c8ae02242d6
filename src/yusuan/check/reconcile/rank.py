"""Suspects in order of likelihood: by the slip that would explain them, then by what usually agrees."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from yusuan.check.identities import Derived
from yusuan.check.identities.alias import usual
from yusuan.check.reconcile.bounds import FREE, count
from yusuan.check.reconcile.slips import OTHER, Slip, likeliest
from yusuan.check.reconcile.trial import Suspect


@dataclass(slots=True)
class Ranker:
    """Orders suspects; knows every cell's neighbours and the usual identities, both made ready when first asked."""

    derived: Derived
    _near: dict[tuple[int, int, int], int] | None = None
    _usual: dict[int, list[int]] | None = None
    _pairs: set[frozenset[int]] | None = None
    _agree: dict[tuple[int, int, int], int] = field(default_factory=dict)

    def __call__(self, suspects: Sequence[Suspect]) -> list[Suspect]:
        """The suspects with their scores, the likeliest first; fewer cells before more."""
        scored = [replace(s, score=self._score(s)) for s in suspects]
        return sorted(scored, key=lambda s: (-s.score, len(s.cells), s.cells))

    def slip(self, suspect: Suspect) -> Slip | None:
        """The slip that would explain the suspect's first cell."""
        cube = self.derived.cube
        fact = suspect.cells[0]
        step = int(cube.step[fact])
        low, high = self.places(suspect)
        return likeliest(int(cube.value[fact]) // step, low, high, self._beside(fact)) if low <= high else None

    def places(self, suspect: Suspect) -> tuple[int, int]:
        """The least and greatest right figure in the cell's last places; (1, 0) where nothing bounds it."""
        if suspect.low < -(FREE >> 1) or suspect.high > FREE >> 1 or suspect.low > suspect.high:
            return 1, 0
        step = int(self.derived.cube.step[suspect.cells[0]])
        half = step // 2
        # rounded up at the least, and not quite at the greatest, amount that the rest allows
        return (suspect.low + half) // step, (suspect.high + half) // step

    def _score(self, suspect: Suspect) -> int:
        found = self.slip(suspect)
        score = found.weight if found else OTHER
        return score * (20 if self._usually(suspect) else 1)

    def _usually(self, suspect: Suspect) -> bool:
        """Whether a point that usually carries the same amount prints one that the suspect could be."""
        if self._usual is None:
            self._usual = usual(self.derived.cube)
        cube = self.derived.cube
        others = self._usual.get(int(cube.point[suspect.cells[0]]), ())
        values = cube.value[np.isin(cube.point, others)] if others else ()
        return any(suspect.low <= int(v) <= suspect.high for v in values)

    def _beside(self, fact: int) -> tuple[tuple[int, int], ...]:
        """What is printed above, below and beside, and how often (in thousandths) such neighbours agree by rights."""
        cube = self.derived.cube
        if self._near is None:
            places = zip(cube.statement.tolist(), cube.row.tolist(), cube.column.tolist(), strict=True)
            self._near = {p: i for i, p in enumerate(places)}
        s, r, c = int(cube.statement[fact]), int(cube.row[fact]), int(cube.column[fact])
        around = ((s, r - 1, c), (s, r + 1, c), (s, r, c - 1), (s, r, c + 1))
        near = [self._near[p] for p in around if p in self._near]
        step = int(cube.step[fact])
        return tuple((int(cube.value[n]) // step, self._often(fact, n)) for n in near)

    def _often(self, fact: int, other: int) -> int:
        """How often two cells placed like these print the same: always, where one is the other's only part."""
        if self._pairs is None:
            self._pairs = self._lone_parts()
        if frozenset((fact, other)) in self._pairs:
            return 1000
        cube = self.derived.cube
        s, one, two = int(cube.statement[fact]), int(cube.column[fact]), int(cube.column[other])
        at = (s, min(one, two), max(one, two))
        if at not in self._agree:
            mine = (cube.statement == s) & (cube.value != 0)
            a, b = (dict(zip(cube.row[m].tolist(), cube.value[m].tolist(), strict=True))
                    for m in (mine & (cube.column == c) for c in at[1:]))  # fmt: skip
            apart = 1 if at[1] == at[2] else 0
            both = [(v, b[r + apart]) for r, v in a.items() if r + apart in b]
            self._agree[at] = 1000 * max(0, sum(x == y for x, y in both) - 1) // max(1, len(both))
        return self._agree[at]

    def _lone_parts(self) -> set[frozenset[int]]:
        cube, table = self.derived.cube, self.derived.table
        figures = count(cube.value[table.terms] != 0, table.starts)
        lone = np.flatnonzero((figures == 1) & table.of(lambda f: f.kind == "sum")).tolist()
        pairs = ((int(table.total[i]), p) for i in lone for p in table.parts(i).tolist() if cube.value[p])
        return {frozenset(pair) for pair in pairs}
