"""How each table was rounded, found out from its own sums."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import prod

import numpy as np

from yusuan.check.identities import Derived
from yusuan.check.identities.cube import Cube, Ints, distinct
from yusuan.check.identities.table import IdentityTable
from yusuan.check.reconcile import odds
from yusuan.check.reconcile.bounds import count, sums
from yusuan.check.reconcile.cover import wrong_cells
from yusuan.model.amount import Rounding
from yusuan.model.text import Text


class Totals(StrEnum):
    """Where a table's totals come from."""

    OWN = "own"  # each rounded by itself from the exact amount
    SUMMED = "summed"  # added up from the printed figures


@dataclass(frozen=True, slots=True)
class Style:
    """How a statement was rounded, and from how many different sums that was read (0: as the rest of the document).

    ``off``: how many of those sums miss their total by last digits. ``sure``: no other style is nearly as likely.
    """

    rounding: Rounding
    totals: Totals
    zeros_exact: bool
    sums: int
    off: int
    sure: bool = True

    @property
    def name(self) -> str:
        """half_up+own, cut_off+own, half_up+summed …; 'exact' where nothing was rounded."""
        return f"{self.rounding.value}+{self.totals.value}"

    @property
    def why(self) -> Text:
        """What was found, and from what."""
        zh, en = _WORDS[self.rounding]
        whence = ("合计由各数分别取舍", "totals rounded by themselves")
        if self.totals is Totals.SUMMED:
            whence = ("合计由已取舍的数相加", "totals added up from printed figures")
        return Text(
            f"{zh}，{whence[0]}（{self.sums} 个不同的和式中 {self.off} 个差末位）",
            f"{en}, {whence[1]} ({self.off} of {self.sums} different sums miss by last digits)",
        )


_WORDS = {
    Rounding.HALF_UP: ("四舍五入", "rounded half up"),
    Rounding.HALF_EVEN: ("四舍六入五成双", "rounded half to even"),
    Rounding.CUT_OFF: ("截断", "cut off"),
}
_KINDS: tuple[tuple[Rounding, Totals], ...] = (
    (Rounding.HALF_UP, Totals.OWN),
    (Rounding.CUT_OFF, Totals.OWN),
    (Rounding.HALF_UP, Totals.SUMMED),
)
_ODDS = (odds.rounded, odds.cut, odds.summed)
_SUMMED = 2
#: How many times likelier (as a power of two) another style must be than the usual one, or than the document's.
_DOCUMENT, _STATEMENT = 7, 12
_MOST = 300
#: A sum of rounded figures: how many, the total, what they add up to, and the gap in last places.
Sum = tuple[int, int, int, int]
Evidence = dict[int, dict[Sum, int]]


def find_styles(derived: Derived, n_statements: int) -> tuple[Style, ...]:
    """The style of each statement. One that shows too little takes the style of its like in the document."""
    evidence = _evidence(derived.cube, derived.table)
    steps = _steps(derived.cube, n_statements)
    every = {x[1:]: (x, i) for each in evidence.values() for x, i in each.items()}
    rounding, _ = _choose(derived, dict(every.values()), 0, _DOCUMENT, _SUMMED)
    usual = {}
    for step in set(steps):
        alike = [each for s, each in evidence.items() if steps[s] == step]
        together = {x[1:]: (x, i) for each in alike for x, i in each.items()}
        usual[step] = _choose(derived, dict(together.values()), rounding, _DOCUMENT)
    zeros = zeros_exact(derived)
    styles = []
    for s in range(n_statements):
        own, (common, sure) = evidence.get(s, {}), usual[steps[s]]
        number, certain = _choose(derived, own, common, _STATEMENT)
        kind, totals = _KINDS[number]
        sure = certain or (sure and number == common)
        styles.append(Style(kind, totals, zeros, len(own), sum(x[3] != 0 for x in own), sure))
    return tuple(styles)


def otherwise(styles: Sequence[Style]) -> Iterator[tuple[Style, ...]]:
    """Other ways in which the statements may have been rounded, where their sums do not settle it."""
    cut = tuple(s if s.sure else replace(s, rounding=Rounding.CUT_OFF, totals=Totals.OWN) for s in styles)
    summed = tuple(s if s.sure or s.off else replace(s, totals=Totals.SUMMED) for s in styles)
    half = (Rounding.HALF_UP, Totals.OWN)
    even = tuple(replace(s, rounding=Rounding.HALF_EVEN) if (s.rounding, s.totals) == half else s for s in styles)
    both = tuple(s if s.sure else a if s.off else b for s, a, b in zip(styles, cut, summed, strict=True))
    loose = tuple(replace(s, zeros_exact=False) for s in styles)
    return (x for x in dict.fromkeys((even, cut, summed, both, loose)) if x != tuple(styles))


def _steps(cube: Cube, n_statements: int) -> list[int]:
    """The last place of each statement, 0 where it prints nothing."""
    steps = np.zeros(n_statements, np.int64)
    steps[cube.statement] = cube.step
    return [int(s) for s in steps]


def _choose(
    derived: Derived, found: dict[Sum, int], usual: int, margin: int, kinds: int = len(_KINDS)
) -> tuple[int, bool]:
    """The likeliest of the first ``kinds`` of ``_KINDS`` for some sums, if clearly likelier than ``usual``.

    Returns with it whether every other is clearly less likely.
    """
    likely = [prod(of(x[0], x[3]) for x in list(found)[:_MOST]) for of in _ODDS[:kinds]]
    off = [i for x, i in found.items() if x[3]]
    if kinds > _SUMMED and wrong_cells(derived, off) > 1:
        likely[_SUMMED] = 0  # totals that are added up miss by no last place, but for one wrong figure
    if usual == _SUMMED and off:
        margin = 0  # where a sum is off, that it was added up has to be shown, not presumed
    best = max(range(kinds), key=lambda i: likely[i])
    chosen = best if likely[best] > likely[usual] << margin else usual
    return chosen, all(likely[chosen] > x << _DOCUMENT for i, x in enumerate(likely) if i != chosen)


def _evidence(cube: Cube, table: IdentityTable) -> Evidence:
    """By statement the different sums of two or more rounded figures, and an identity that says each."""
    found: Evidence = defaultdict(dict)
    if not len(table):
        return found
    parts, step = cube.value[table.terms], cube.step[table.total]
    figures = count(parts != 0, table.starts)
    alike = count((cube.step[table.terms] != np.repeat(step, np.diff(table.starts))) | (parts < 0), table.starts) == 0
    total, added = cube.value[table.total], sums(parts, table.starts)
    gap = (total - added) // step
    good = table.sums & alike & (figures >= 2) & (step > 1) & (np.abs(gap) <= figures)
    statement = cube.statement[table.total]
    for s in distinct(statement[good]).tolist():
        for i in np.flatnonzero(good & (statement == s))[: 4 * _MOST].tolist():
            found[s].setdefault((int(figures[i]), int(total[i]), int(added[i]), int(gap[i])), i)
    return found


def zeros_exact(derived: Derived) -> bool:
    """Whether printed zeros are nothing rather than a little: a lone figure among zeros then equals its total.

    One wrong figure alone does not make the zeros inexact.
    """
    cube, table = derived.cube, derived.table
    if not len(table):
        return True
    parts: Ints = cube.value[table.terms]
    figures = count(parts != 0, table.starts)
    step = cube.step[table.total]
    lone = table.sums & (figures <= 1) & (np.diff(table.starts) > 1) & (step > 1)
    gap = np.abs(cube.value[table.total] - sums(parts, table.starts))
    off = np.flatnonzero(lone & (gap != 0) & (gap <= step))
    return wrong_cells(derived, off[:_MOST].tolist()) <= 1
