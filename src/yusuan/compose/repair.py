"""Integers for leaves so that every sum of them is within its bounds: a local search that weighs what it cannot mend.

In two dimensions such integers always exist (Bacharach 1966; Causey, Cox and Ernst 1985); in more they need not, and
to find them is hard in general. Yet the sums of a document leave much freedom, since few leaves are printed by
themselves. So single leaves are moved by a unit, each time the one that helps a broken sum most; what stays broken
weighs more and more, until something gives (as in Luteberget and Sartor, Feasibility Jump, 2022).
"""

from collections.abc import Sequence
from random import Random

from yusuan.compose.printed import Terms, Tied

#: Leaves of a broken sum that are weighed for a move.
_WEIGHED = 120
#: Moves for which a leaf that was moved rests; what moving it nevertheless has to be worth more.
_REST, _UNREST = 8, 3
#: Of moves that mend nothing so many are made; the others only add weight.
_BOLD = 0.7
#: Moves a leaf, and beyond that, before it is given up.
_MOVES_A_LEAF, _MOVES = 4, 400
#: A leaf that is printed nowhere by itself stays within so many units of its amount.
_FREE = 12
_SWEEPS = 4


class Repair:
    """Values of leaves in whole units, and what they add up to.

    ``values``: to begin with, they are changed; ``exact``: of each leaf, and ``sums`` of each sum, in 分; ``rows``:
    what each sum is made of; ``bounds``: of each sum in units, lowest and highest; ``step``: the unit in 分.
    """

    def __init__(
        self,
        values: list[int],
        exact: Sequence[int],
        rows: Sequence[Terms],
        bounds: Sequence[tuple[int, int]],
        tied: Sequence[Tied],
        step: int,
    ) -> None:
        self.values = values
        self._exact, self._step = exact, step
        self._low, self._high = [low for low, _ in bounds], [high for _, high in bounds]
        self._columns = _columns(rows, exact, tied)
        self._rows: list[list[tuple[int, int]]] = [[] for _ in rows]
        for i, column in enumerate(self._columns):
            for r, n in column:
                self._rows[r].append((i, n))
        self._tied = tied
        self._tie()
        self._sums = [sum(n * values[i] for i, n in row) for row in rows]
        self._whole = [sum(n * exact[i] for i, n in row) for row in rows]
        self._weights = [1] * len(rows)
        self._broken: list[int] = []
        self._place: dict[int, int] = {}
        for r in range(len(rows)):
            self._note(r)

    @property
    def broken(self) -> int:
        """How many sums are out of their bounds."""
        return len(self._broken)

    def search(self) -> None:
        """Move leaves until no sum is out of its bounds, or give up at the best that was found."""
        chance = Random(1)
        rested: dict[int, int] = {}
        best, since = len(self._broken), list[tuple[int, int]]()
        for n in range(_MOVES + _MOVES_A_LEAF * len(self.values)):
            if not self._broken:
                return
            r = self._broken[int(chance.random() * len(self._broken))]
            worth, i, move = self._best(r, rested, n, chance)
            if worth >= 0:
                self._weights[r] += 1
                if i < 0 or chance.random() > _BOLD:
                    continue
            self._do(i, move)
            rested[i] = n + _REST
            since.append((i, move))
            if len(self._broken) < best:
                best, since = len(self._broken), []
        for i, move in reversed(since):
            self._do(i, -move)

    def _best(self, r: int, rested: dict[int, int], now: int, chance: Random) -> tuple[int, int, int]:
        """The move that helps sum ``r`` and the others most: (what it adds to the weight of the broken, leaf, move)."""
        up = self._sums[r] < self._low[r]
        row = self._rows[r]
        start = int(chance.random() * len(row)) if row else 0
        found = (0, -1, 0)
        for i, n in (row[start:] + row[:start])[:_WEIGHED]:
            move = 1 if (n > 0) == up else -1
            if abs((self.values[i] + move) * self._step - self._exact[i]) > _FREE * self._step:
                continue
            worth = self._worth(i, move)
            if worth >= 0 and rested.get(i, 0) > now:
                worth += _UNREST
            if found[1] < 0 or worth < found[0]:
                found = (worth, i, move)
        return found

    def _worth(self, i: int, move: int) -> int:
        worth = 0
        low, high, sums, weights = self._low, self._high, self._sums, self._weights
        for r, n in self._columns[i]:
            before = sums[r]
            after = before + n * move
            if after < low[r]:
                worth += weights[r] * (low[r] - after)
            elif after > high[r]:
                worth += weights[r] * (after - high[r])
            if before < low[r]:
                worth -= weights[r] * (low[r] - before)
            elif before > high[r]:
                worth -= weights[r] * (before - high[r])
        return worth

    def approach(self) -> None:
        """Move single leaves as long as that brings the sums nearer to what they are exactly, all together."""
        for _ in range(_SWEEPS):
            moved = False
            for i, column in enumerate(self._columns):
                for move in (1, -1) if column else ():
                    if self._nearer(i, move):
                        self._do(i, move)
                        moved = True
                        break
            if not moved:
                break
        self._tie()

    def _nearer(self, i: int, move: int) -> bool:
        step, change = self._step, 0
        for r, n in self._columns[i]:
            off, by = self._sums[r] * step - self._whole[r], n * move * step
            # Squares, in units of the step: (off + by)² - off².
            change += by * (2 * off + by)
        if change >= 0:
            return False
        return self._beyond(i, move) <= 0

    def _beyond(self, i: int, move: int) -> int:
        """How many units more sums are out of their bounds after a move."""
        more = 0
        for r, n in self._columns[i]:
            low, high, before = self._low[r], self._high[r], self._sums[r]
            after = before + n * move
            more += max(low - after, after - high, 0) - max(low - before, before - high, 0)
        return more

    def _do(self, i: int, move: int) -> None:
        self.values[i] += move
        for r, n in self._columns[i]:
            self._sums[r] += n * move
            self._note(r)

    def _note(self, r: int) -> None:
        """Keep the list of broken sums."""
        broken = not self._low[r] <= self._sums[r] <= self._high[r]
        if broken and r not in self._place:
            self._place[r] = len(self._broken)
            self._broken.append(r)
        elif not broken and r in self._place:
            at, last = self._place.pop(r), self._broken.pop()
            if last != r:
                self._broken[at], self._place[last] = last, at

    def _tie(self) -> None:
        for t in self._tied:
            self.values[t.leaf] = sum(sign * self.values[i] for i, sign in t.others)


def _columns(rows: Sequence[Terms], exact: Sequence[int], tied: Sequence[Tied]) -> list[Terms]:
    """The sums that each leaf counts in, with those that it counts in through a tied leaf; none for what stays."""
    columns: list[dict[int, int]] = [{} for _ in exact]
    for r, row in enumerate(rows):
        for i, n in row:
            columns[i][r] = n
    for t in tied:
        through, columns[t.leaf] = columns[t.leaf], {}
        for i, sign in t.others:
            for r, n in through.items():
                columns[i][r] = columns[i].get(r, 0) + sign * n
    return [tuple((r, n) for r, n in c.items() if n) if exact[i] else () for i, c in enumerate(columns)]
