"""Integers for leaves so that every sum of them is within its bounds: a local search that weighs what it cannot mend.

In two dimensions such integers always exist (Bacharach 1966; Causey, Cox and Ernst 1985); in more they need not, and
to find them is hard in general. Yet the sums of a document leave much freedom, since few leaves are printed by
themselves. So single leaves are moved by a unit, each time the one that helps a broken sum most; what stays broken
weighs more and more, until something gives (as in Luteberget and Sartor, Feasibility Jump, 2022).
"""

from collections.abc import Callable, Sequence
from random import Random

from yusuan.compose.printed import Terms, Tied

#: Leaves of a broken sum that are weighed for a move.
_WEIGHED = 120
#: Moves for which a leaf that was moved rests; what moving it nevertheless has to be worth more.
_REST, _UNREST = 8, 3
#: Of ten moves that mend nothing so many are made; the others only add weight.
_BOLD = 7
#: Moves a leaf, and beyond that, before it is given up.
_MOVES_A_LEAF, _MOVES = 4, 400
#: A leaf that is printed nowhere by itself stays within so many units of its amount.
_FREE = 12
_SWEEPS = 4
#: What a unit out of bounds costs beside what is gained by nearness.
_FAR = 1_000_000


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
        self._exact, self._step, self._bounds, self._tied = exact, step, bounds, tied
        self._columns = _columns(rows, exact, tied)
        self._rows: list[list[tuple[int, int]]] = [[] for _ in rows]
        for i, column in enumerate(self._columns):
            for r, n in column:
                self._rows[r].append((i, n))
        # What grows and what shrinks as a leaf goes up; what counts twice stands there twice.
        self._grows = [tuple(r for r, n in c for _ in range(n)) for c in self._columns]
        self._shrinks = [tuple(r for r, n in c for _ in range(-n)) for c in self._columns]
        self._tie()
        self._sums = [sum(n * values[i] for i, n in row) for row in rows]
        self._whole = [sum(n * exact[i] for i, n in row) for row in rows]
        self._weights = [1] * len(rows)
        self._more, self._less = [0] * len(rows), [0] * len(rows)
        self._broken: list[int] = []
        self._place: dict[int, int] = {}

    @property
    def broken(self) -> int:
        """How many sums are out of their bounds."""
        return len(self._broken)

    def search(self) -> None:
        """Move leaves until no sum is out of its bounds, or give up at the best that was found."""
        chance = Random(1)  # noqa: S311 - no secret: the same every time, so that the same ledger gives the same bytes
        rested: dict[int, int] = {}
        for r in range(len(self._sums)):
            self._note(r)
            self._weigh(r)
        best, since = len(self._broken), list[tuple[int, int]]()
        for n in range(_MOVES + _MOVES_A_LEAF * len(self.values)):
            if not self._broken:
                return
            r = self._broken[chance.getrandbits(32) % len(self._broken)]
            worth, i, move = self._best(r, rested, n, chance)
            if worth >= 0:
                self._weights[r] += 1
                self._weigh(r)
                if i < 0 or chance.getrandbits(32) % 10 >= _BOLD:
                    continue
            self._do(i, move, self._weigh)
            rested[i] = n + _REST
            since.append((i, move))
            if len(self._broken) < best:
                best, since = len(self._broken), []
        for i, move in reversed(since):
            self._do(i, -move, self._weigh)

    def approach(self) -> None:
        """Move single leaves as long as that brings the sums nearer to what they are exactly, all together."""
        for r in range(len(self._sums)):
            self._measure(r)
        for _ in range(_SWEEPS):
            moved = False
            for i, column in enumerate(self._columns):
                move = next((m for m in (1, -1) if self._worth(i, m) < 0), 0) if column else 0
                if move:
                    self._do(i, move, self._measure)
                    moved = True
            if not moved:
                break
        self._tie()

    def _best(self, r: int, rested: dict[int, int], now: int, chance: Random) -> tuple[int, int, int]:
        """The move that helps sum ``r`` and the others most: (what it adds to the weight of the broken, leaf, move)."""
        up = self._sums[r] < self._bounds[r][0]
        row = self._rows[r]
        if len(row) > _WEIGHED:
            start = chance.getrandbits(32) % len(row)
            row = (row[start:] + row[:start])[:_WEIGHED]
        found = (0, -1, 0)
        for i, n in row:
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
        """What a move adds to the price of all sums."""
        up, down = (self._more, self._less) if move > 0 else (self._less, self._more)
        return sum(map(up.__getitem__, self._grows[i])) + sum(map(down.__getitem__, self._shrinks[i]))

    def _weigh(self, r: int) -> None:
        """The price of sum ``r`` going up or down by one: the weight of being out of its bounds."""
        (low, high), at, weight = self._bounds[r], self._sums[r], self._weights[r]
        self._more[r] = -weight if at < low else weight if at >= high else 0
        self._less[r] = -weight if at > high else weight if at <= low else 0

    def _measure(self, r: int) -> None:
        """The price of sum ``r`` going up or down by one: how the square of what it is off changes, and its bounds."""
        (low, high), at, step = self._bounds[r], self._sums[r], self._step
        off = 2 * (at * step - self._whole[r])
        far = _FAR * step
        self._more[r] = off + step + (-far if at < low else far if at >= high else 0)
        self._less[r] = step - off + (-far if at > high else far if at <= low else 0)

    def _do(self, i: int, move: int, price: Callable[[int], None]) -> None:
        self.values[i] += move
        for r, n in self._columns[i]:
            self._sums[r] += n * move
            self._note(r)
            price(r)

    def _note(self, r: int) -> None:
        """Keep the list of broken sums."""
        low, high = self._bounds[r]
        broken = not low <= self._sums[r] <= high
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
