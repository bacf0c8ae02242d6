"""What reconciliation says of a disclosure: which equations hold, which do not, and which cells are to blame."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from yusuan.check.identities import Derived
from yusuan.check.identities.cube import Ints, key_of
from yusuan.check.identities.implied_at import implied_at
from yusuan.check.reconcile.bounds import FREE
from yusuan.check.reconcile.labels import Labels
from yusuan.check.reconcile.style import Style
from yusuan.check.reconcile.topics import Topic, topic_of
from yusuan.check.reconcile.verdicts import Verdicts
from yusuan.model.coordinate import Coordinate
from yusuan.model.disclosure import Disclosure
from yusuan.model.fact import Fact
from yusuan.model.finding import Equation
from yusuan.model.place import Place
from yusuan.model.text import Text

#: A gap of no more last places than this is no more than another way of rounding.
_TINY = 2


@dataclass(frozen=True, slots=True)
class SuspectCell:
    """A printed figure that may be wrong. ``low``/``high``: what the rest of the document leaves it, in 分 (inclusive).

    ``facts``: more than one where the same figure is printed again for the same point. ``expected``: the right figure
    as it would be printed, '' where the rest leaves several; ``slip``: the slip of the hand that would explain it.
    """

    facts: tuple[Fact, ...]
    low: int | None
    high: int | None
    expected: str
    slip: Text | None
    score: int


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Figures that cannot all be right, said once. ``suspects``: the three likeliest of ``n_suspects``.

    ``located``: leaving the first suspect out resolves it, and no other suspect is as likely. ``mended``: all
    ``equations`` hold once it says ``expected``. ``places``: by how many last places the figures miss.
    ``proven``: other equations of the same kind do hold in this document. ``missing``: what is listed falls short of
    its total though every figure is borne out elsewhere. ``scope``: one of its tables may be of another
    scope, such as with or without what is carried over.
    """

    topic: Topic
    statement: int | None
    suspects: tuple[SuspectCell, ...]
    n_suspects: int
    equations: tuple[Equation, ...]
    located: bool
    mended: bool
    places: int
    proven: bool
    missing: bool
    message: Text
    coordinate: Coordinate | None
    place: Place | None
    scope: bool = True

    @property
    def tiny(self) -> bool:
        """Whether the figures miss by last places only: that hangs on how they were rounded."""
        return self.places <= _TINY


@dataclass(frozen=True, slots=True)
class Counts:
    """How many equations hold to the last digit, hold within rounding, fail, or say nothing because all is zero."""

    exact: int
    rounded: int
    failed: int
    trivial: int
    same: int
    not_checked: int


@dataclass(frozen=True)
class Reconciliation:
    """The reconciliation of one disclosure. ``low``/``high``: of each point, by all equations together, in 分.

    ``strangers``: the statements whose figures differ from the others' all over, and were held against none.
    """

    disclosure: Disclosure
    derived: Derived
    styles: tuple[Style, ...]
    verdicts: Verdicts
    contradictions: tuple[Contradiction, ...]
    low: Ints
    high: Ints
    n_same: int
    strangers: tuple[int, ...] = ()

    @property
    def equations_checked(self) -> int:
        """Equations that say something (not 0 = 0), and points that are printed more than once."""
        counts = self.counts
        return counts.exact + counts.rounded + counts.failed + counts.same

    @property
    def equations_failed(self) -> int:
        """Equations that fail beyond rounding."""
        return sum(not e.holds for c in self.contradictions for e in c.equations)

    @cached_property
    def counts(self) -> Counts:
        """The equations by what became of them."""
        v = self.verdicts
        telling = v.used & ~v.trivial
        exact = (v.gap == 0) | self.derived.table.parts_only
        return Counts(
            int((telling & ~v.fails & exact).sum()), int((telling & ~v.fails & ~exact).sum()),
            int((telling & v.fails).sum()), int((v.used & v.trivial).sum()), self.n_same, int((~v.used).sum()),
        )  # fmt: skip

    @cached_property
    def rounding(self) -> tuple[tuple[int, str, Text], ...]:
        """How each statement that shows it was rounded: (statement, style, what was found and from what)."""
        return tuple((i, s.name, s.why) for i, s in enumerate(self.styles) if s.sums)

    @cached_property
    def labels(self) -> Labels:
        """Words for cells."""
        return Labels(self.disclosure)

    def value_at(self, coordinate: Coordinate) -> tuple[Fact, ...]:
        """All facts printed at a point."""
        return tuple(self.disclosure.facts[i] for i in self._by_point.get(coordinate, ()))

    @cached_property
    def _by_point(self) -> dict[Coordinate, list[int]]:
        found: dict[Coordinate, list[int]] = defaultdict(list)
        for i, fact in enumerate(self.disclosure.facts):
            found[fact.coordinate].append(i)
        return dict(found)

    def interval_at(self, coordinate: Coordinate) -> tuple[int, int] | None:
        """The least and greatest exact amount (分, inclusive) at a point, printed or implied by what some table lists.

        None where nothing bounds it.
        """
        point = self._points.get(coordinate)
        if point is None:
            return implied_at(self.derived, key_of(coordinate), self.low, self.high)
        low, high = int(self.low[point]), int(self.high[point])
        return (low, high) if low > -(FREE >> 1) and high < FREE >> 1 else None

    @cached_property
    def _points(self) -> dict[Coordinate, int]:
        cube = self.derived.cube
        return {cube.facts[f].coordinate: p for p, f in enumerate(cube.first.tolist())}

    def rounding_gaps(self) -> Iterator[Equation]:
        """The sums inside a statement that miss their total by no more than rounding explains."""
        table, v = self.derived.table, self.verdicts
        for i in np.flatnonzero(v.used & ~v.fails & (v.gap != 0) & table.sums).tolist():
            yield self.equation(i)

    def looked_at(self, *topics: Topic) -> int:
        """How many equations of these topics were held against the figures, 0 = 0 left out."""
        v, table = self.verdicts, self.derived.table
        n = int((v.used & ~v.trivial & table.of(lambda f: topic_of(f) in topics)).sum())
        return n + (self.n_same if "same" in topics else 0)

    def equation(self, identity: int) -> Equation:
        """An identity with its printed numbers."""
        return self.labels.equation(self.derived, identity, holds=not bool(self.verdicts.fails[identity]))

    def equations_of(self, fact: int) -> Iterator[Equation]:
        """Every identity that the fact with this number takes part in."""
        table = self.derived.table
        owner = np.repeat(np.arange(len(table)), np.diff(table.starts))
        mine = np.union1d(owner[table.terms == fact], np.flatnonzero(table.total == fact))
        return (self.equation(int(i)) for i in mine if self.verdicts.used[i])
