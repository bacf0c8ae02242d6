"""Identities as arrays: total and parts by the numbers of their facts, and the family that each belongs to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Literal

import numpy as np

from yusuan.check.identities.cube import Flags, Ints

#: sum: total = parts; part: total ≥ its one part; balance and alias: sums over flows or names; none: the total is zero;
#: equal: total and part agree because nothing else is in it.
Kind = Literal["sum", "part", "balance", "alias", "none", "equal"]
#: How sure we are that the identity holds in a correct document, before looking at its figures.
Trust = Literal["firm", "usual", "weak"]


@dataclass(frozen=True, slots=True)
class Family:
    """Identities that stand or fall together: one statement, one breakdown.

    ``statement``: the one that prints the whole identity, or -1 across statements. ``dims``: the dimensions that the
    parts break the total down by. ``source``: the statement that the parts come from (across), or -1.
    """

    kind: Kind
    statement: int
    dims: tuple[int, ...]
    trust: Trust = "firm"
    source: int = -1


@dataclass(slots=True)
class Collector:
    """Gathers identities while they are derived."""

    families: dict[Family, int] = field(default_factory=dict)
    totals: list[Ints] = field(default_factory=list)
    counts: list[Ints] = field(default_factory=list)
    terms: list[Ints] = field(default_factory=list)
    family: list[Ints] = field(default_factory=list)
    loose: list[tuple[int, tuple[int, ...], int]] = field(default_factory=list)

    def family_id(self, family: Family) -> int:
        """The number of ``family``."""
        return self.families.setdefault(family, len(self.families))

    def add(self, total: int, parts: Sequence[int], family: Family) -> None:
        """One identity by the numbers of its facts."""
        self.loose.append((total, tuple(parts), self.family_id(family)))

    def add_many(self, totals: Ints, counts: Ints, terms: Ints, family: Ints) -> None:
        """Many identities: ``terms`` are the parts of all of them one after another, ``counts`` of each."""
        self.totals.append(totals)
        self.counts.append(counts)
        self.terms.append(terms)
        self.family.append(family)

    def table(self) -> "IdentityTable":
        """Everything gathered, as arrays."""
        if self.loose:
            self.add_many(
                np.array([t for t, _, _ in self.loose], np.int64),
                np.array([len(p) for _, p, _ in self.loose], np.int64),
                np.array(list(chain.from_iterable(p for _, p, _ in self.loose)), np.int64),
                np.array([f for _, _, f in self.loose], np.int64),
            )
            self.loose = []
        none = np.zeros(0, np.int64)
        counts = np.concatenate([none, *self.counts])
        starts = np.zeros(len(counts) + 1, np.int64)
        np.cumsum(counts, out=starts[1:])
        totals, terms = np.concatenate([none, *self.totals]), np.concatenate([none, *self.terms])
        return IdentityTable(tuple(self.families), totals, starts, terms, np.concatenate([none, *self.family]))


@dataclass(frozen=True, slots=True)
class IdentityTable:
    """All identities of a document. ``terms[starts[i]:starts[i + 1]]`` are the parts of identity ``i``."""

    families: tuple[Family, ...]
    total: Ints
    starts: Ints
    terms: Ints
    family: Ints

    def __len__(self) -> int:
        return len(self.total)

    def parts(self, i: int) -> Ints:
        """The parts of identity ``i`` as numbers of facts."""
        return self.terms[self.starts[i] : self.starts[i + 1]]

    def of(self, chosen: Callable[[Family], bool]) -> Flags:
        """The identities whose family is ``chosen``."""
        flags = np.array([chosen(f) for f in self.families], np.bool_)
        found: Flags = flags[self.family]
        return found

    @property
    def sums(self) -> Flags:
        """The sums that a statement prints as a whole."""
        return self.of(lambda f: f.kind == "sum" and f.statement >= 0)

    @property
    def parts_only(self) -> Flags:
        """The identities that say only that a part is at most its whole."""
        return self.of(lambda f: f.kind == "part")

    def family_of(self, i: int) -> Family:
        """The family of identity ``i``."""
        return self.families[int(self.family[i])]
