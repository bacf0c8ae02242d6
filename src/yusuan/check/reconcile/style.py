"""How each table was rounded, found out from its own sums."""

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from math import prod

import numpy as np

from yusuan.check.identities import Derived
from yusuan.check.identities.cube import Cube, Ints
from yusuan.check.identities.table import IdentityTable
from yusuan.check.reconcile import odds
from yusuan.check.reconcile.bounds import count, sums
from yusuan.check.reconcile.verdicts import wrong_cells
from yusuan.model.amount import Rounding
from yusuan.model.text import Text


class Totals(StrEnum):
    """Where a table's totals come from."""

    OWN = "own"  # each rounded by itself from the exact amount
    SUMMED = "summed"  # added up from the printed figures


@dataclass(frozen=True, slots=True)
class Style:
    """How a statement was rounded, and from how many different sums that was read (0: as the rest of the document).

    ``off``: how many of those sums miss their total by last digits.
    """

    rounding: Rounding
    totals: Totals
    zeros_exact: bool
    sums: int
    off: int

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
    """The style of each statement. One that shows too little takes the style of the rest of the document."""
    evidence = _evidence(derived.cube, derived.table)
    together = {x[1:]: (x, i) for each in evidence.values() for x, i in each.items()}
    usual = _choose(derived, dict(together.values()), 0, _DOCUMENT)
    zeros = zeros_exact(derived.cube, derived.table)
    styles = []
    for s in range(n_statements):
        own = evidence.get(s, {})
        rounding, totals = _KINDS[_choose(derived, own, usual, _STATEMENT)]
        styles.append(Style(rounding, totals, zeros, len(own), sum(x[3] != 0 for x in own)))
    return tuple(styles)


def _choose(derived: Derived, found: dict[Sum, int], usual: int, margin: int) -> int:
    """The likeliest of ``_KINDS`` for some sums, if clearly likelier than ``usual``."""
    likely = [prod(of(x[0], x[3]) for x in list(found)[:_MOST]) for of in _ODDS]
    if wrong_cells(derived, [i for x, i in found.items() if x[3]]) > 1:
        likely[_SUMMED] = 0  # totals that are added up miss by no last place, but for one wrong figure
    best = max(range(len(_KINDS)), key=lambda i: likely[i])
    return best if likely[best] > likely[usual] << margin else usual


def _evidence(cube: Cube, table: IdentityTable) -> Evidence:
    """By statement the different sums of two or more rounded figures, and an identity that says each."""
    found: Evidence = defaultdict(dict)
    if not len(table):
        return found
    kinds = np.array([f.kind == "sum" and f.statement >= 0 for f in table.families])
    parts, step = cube.value[table.terms], cube.step[table.total]
    figures = count(parts != 0, table.starts)
    alike = count((cube.step[table.terms] != np.repeat(step, np.diff(table.starts))) | (parts < 0), table.starts) == 0
    total, added = cube.value[table.total], sums(parts, table.starts)
    gap = (total - added) // step
    good = kinds[table.family] & alike & (figures >= 2) & (step > 1) & (np.abs(gap) <= figures)
    statement = np.array([f.statement for f in table.families], np.int64)[table.family]
    for i in np.flatnonzero(good).tolist():
        if len(found[int(statement[i])]) < _MOST:
            found[int(statement[i])][int(figures[i]), int(total[i]), int(added[i]), int(gap[i])] = i
    return found


def zeros_exact(cube: Cube, table: IdentityTable) -> bool:
    """Whether printed zeros are nothing rather than a little: a lone figure among zeros then equals its total."""
    if not len(table):
        return True
    parts: Ints = cube.value[table.terms]
    figures = count(parts != 0, table.starts)
    step = cube.step[table.total]
    kinds = np.array([f.kind == "sum" and f.statement >= 0 for f in table.families])
    lone = kinds[table.family] & (figures == 1) & (np.diff(table.starts) > 1) & (step > 1)
    gap = cube.value[table.total] - sums(parts, table.starts)
    total = cube.value[table.total]
    equal = len(np.unique(total[lone & (gap == 0)]))
    off = len(np.unique(total[lone & (gap != 0) & (np.abs(gap) <= step)]))
    return off < 2 or off * 20 < equal
