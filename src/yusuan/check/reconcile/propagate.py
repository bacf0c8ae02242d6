"""Intervals propagated over all rows to a fixed point, in integers, for one or many choices of bounds at once."""

from dataclasses import dataclass

import numpy as np

from yusuan.check.identities.cube import Flags, Ints
from yusuan.check.reconcile.bounds import FREE
from yusuan.check.reconcile.net import Net

#: Rounds at most. Trees and tables settle in a few; stopping early only leaves intervals wider than they could be.
ROUNDS = 24


@dataclass(frozen=True, slots=True)
class Step:
    """One round: the bounds before it, and what each term's row asked of its variable."""

    low: Ints
    high: Ints
    asked_low: Ints
    asked_high: Ints


@dataclass(frozen=True, slots=True)
class Settled:
    """Bounds at the fixed point. ``dead``: rows that cannot hold; ``torn``: variables that two rows pull apart.

    Each with the round in which it showed, 0 where it did not. ``steps``: how it came about, where asked for.
    """

    low: Ints
    high: Ints
    dead: Ints
    torn: Ints
    steps: tuple[Step, ...]


def propagate(net: Net, low: Ints, high: Ints, *, record: bool = False, rounds: int = ROUNDS) -> Settled:
    """Tighten ``low``/``high`` (variables, or variables × choices) by all rows until nothing moves.

    A row that cannot hold is left out from then on, and a variable that would come out empty stays as it was, so that
    one contradiction does not spread over the document.
    """
    low, high = low.copy(), high.copy()
    many = low.ndim == 2
    shape = low.shape[1:]
    dead = np.zeros((net.n_rows, *shape), np.int64)
    torn = np.zeros((net.n_vars, *shape), np.int64)
    steps: list[Step] = []
    if not net.n_rows:
        return Settled(low, high, dead, torn, ())
    plus, least, most = net.sign > 0, net.low, net.high
    if many:
        plus, least, most = plus[:, None], least[:, None], most[:, None]
    for number in range(1, rounds + 1):
        asked_low, asked_high = _ask(net, (low, high), plus, (least, most), dead, number)
        if record:
            steps.append(Step(low.copy(), high.copy(), asked_low, asked_high))
        if not _take(net, low, high, (asked_low, asked_high), torn, number):
            break
    return Settled(low, high, dead, torn, tuple(steps))


def _ask(
    net: Net, bounds: tuple[Ints, Ints], plus: Flags, limits: tuple[Ints, Ints], dead: Ints, number: int
) -> tuple[Ints, Ints]:
    """What each row leaves to each of its terms' variables; marks the rows that cannot hold."""
    a, b = bounds[0][net.var], bounds[1][net.var]
    least, most = np.where(plus, a, -b), np.where(plus, b, -a)
    floor = np.add.reduceat(least, net.starts, axis=0)
    ceiling = np.add.reduceat(most, net.starts, axis=0)
    fails = (floor > limits[1]) | (ceiling < limits[0])
    if fails.any():
        dead[fails & (dead == 0)] = number
    up = (limits[1] - floor)[net.row] + least
    down = (limits[0] - ceiling)[net.row] + most
    asked_low, asked_high = np.where(plus, down, -up), np.where(plus, up, -down)
    if dead.any():
        out = (dead > 0)[net.row]
        asked_low[out], asked_high[out] = -FREE, FREE
    return asked_low, asked_high


def _take(net: Net, low: Ints, high: Ints, asked: tuple[Ints, Ints], torn: Ints, number: int) -> bool:
    """Narrow the variables to what was asked. Returns whether anything moved."""
    held = net.held
    best_low = np.maximum.reduceat(asked[0][net.order], net.cuts, axis=0)
    best_high = np.minimum.reduceat(asked[1][net.order], net.cuts, axis=0)
    old_low, old_high = low[held], high[held]
    # A bound that still leans on an unbounded term says nothing.
    new_low = np.where(best_low < -(FREE >> 1), old_low, np.maximum(old_low, best_low))
    new_high = np.where(best_high > FREE >> 1, old_high, np.minimum(old_high, best_high))
    empty = new_low > new_high
    if empty.any():
        mine = torn[held]
        mine[empty & (mine == 0)] = number
        torn[held] = mine
    frozen = torn[held] > 0
    if frozen.any():
        new_low, new_high = np.where(frozen, old_low, new_low), np.where(frozen, old_high, new_high)
    moved = bool((new_low != old_low).any() or (new_high != old_high).any())
    low[held], high[held] = new_low, new_high
    return moved
