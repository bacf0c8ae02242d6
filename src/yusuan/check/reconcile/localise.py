"""Which cell is wrong: the one without which the contradictions are gone, found by leaving cells out in turn."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from yusuan.check.identities.cube import Flags, Ints
from yusuan.check.reconcile.bounds import FREE
from yusuan.check.reconcile.propagate import Settled, propagate
from yusuan.check.reconcile.system import System, initial
from yusuan.check.reconcile.trace import Conflict, Tracer

#: Cells tried at a time, and errors looked for in one document; what is left then is reported as it fails.
_TRIED, _ERRORS = 64, 24
#: Work of one batch: terms times choices.
_BATCH = 2_000_000


@dataclass(frozen=True, slots=True)
class Suspect:
    """Cells that, were they not printed, would leave no contradiction; ``low``/``high``: what they must then be, in 分.

    ``cells`` is one fact, or all facts of a point that say the same.
    """

    cells: tuple[int, ...]
    low: int
    high: int
    score: int = 0


@dataclass(frozen=True, slots=True)
class Cluster:
    """Contradictions with one explanation. ``suspects``: equally able to resolve them, not yet ranked.

    ``cells``: all that take part; ``solved``: whether leaving the first suspect out resolves them all.
    """

    conflicts: tuple[Conflict, ...]
    suspects: tuple[Suspect, ...]
    solved: bool


@dataclass(slots=True)
class _State:
    system: System
    kept: Flags
    closed: set[int] = field(default_factory=set)


Rank = Callable[[Sequence[Suspect]], list[Suspect]]


def localise(system: System, rank: Rank) -> tuple[list[Cluster], Settled]:
    """Find the contradictions of ``system`` and explain them one error at a time, the one that explains most first.

    ``rank`` orders suspects that explain as much as each other, the likeliest first. Returns with the clusters the
    bounds of all variables by the cells that are not first suspects.
    """
    state = _State(system, np.ones(len(system.var_of), np.bool_))
    found: list[Cluster] = []
    while True:
        conflicts, settled = _conflicts(state)
        if not conflicts or len(found) == _ERRORS:
            return found, settled
        cluster = _explain(state, conflicts, rank)
        found.append(cluster)
        if cluster.solved:
            state.kept[list(cluster.suspects[0].cells)] = False
        else:
            state.closed.update(c.head for c in cluster.conflicts)
            state.system = without(system, state.closed)


def without(system: System, rows: set[int]) -> System:
    """The system with ``rows`` left out (they say nothing any more; row numbers stay)."""
    low, high = system.low.copy(), system.high.copy()
    chosen = [r for r in rows if r >= 0]
    low[chosen], high[chosen] = -FREE << 8, FREE << 8
    return System(
        system.n_vars, system.var, system.sign, system.row, system.starts, low, high, system.identity,
        system.order, system.cuts, system.held, system.var_of, system.low_of, system.high_of,
    )  # fmt: skip


def _hull(system: System, kept: Flags, low: Ints, high: Ints) -> Ints:
    """Let variables whose cells differ range over all of them. Returns those variables."""
    apart = np.flatnonzero(low > high)
    if len(apart):
        facts = np.flatnonzero(kept & np.isin(system.var_of, apart))
        low[apart], high[apart] = FREE, -FREE
        np.minimum.at(low, system.var_of[facts], system.low_of[facts])
        np.maximum.at(high, system.var_of[facts], system.high_of[facts])
    return apart


def _conflicts(state: _State) -> tuple[list[Conflict], Settled]:
    system = state.system
    low, high = initial(system, state.kept)
    gaps = low - high
    apart = _hull(system, state.kept, low, high)
    settled = propagate(system, low, high)
    if not len(apart) and not settled.dead.any() and not settled.torn.any():
        return [], settled
    settled = propagate(system, low, high, record=True)
    tracer = Tracer(system, settled, state.kept)
    found = [
        Conflict(-1 - v, frozenset(tracer.facts_at(v).tolist()), frozenset(), int(gaps[v])) for v in apart.tolist()
    ]
    found = [c for c in found if c.head not in state.closed]
    return found + list(tracer.conflicts()), settled


def _explain(state: _State, conflicts: list[Conflict], rank: Rank) -> Cluster:
    hits = Counter(f for c in conflicts for f in c.cells)
    sole = _sole(state)
    singles: list[tuple[int, ...]] = [(f,) for f, _ in hits.most_common() if sole[f]]
    solved = _try(state, singles[:_TRIED], conflicts, rank)
    if solved is not None and solved.solved and len(solved.conflicts) == len(conflicts):
        return solved
    points = _points(state, hits, sole)
    wider = _try(state, points[:_TRIED], conflicts, rank) if points else None
    choices = [c for c in (solved, wider) if c is not None and c.solved]
    if choices:
        return max(choices, key=lambda c: len(c.conflicts))
    first = min(conflicts, key=lambda c: (len(c.cells), c.head))
    low, high = -FREE, FREE
    return Cluster((first,), tuple(Suspect((f,), low, high) for f in sorted(first.cells)), solved=False)


def _sole(state: _State) -> Flags:
    """The facts without which their variable would be bound less: no other cell of the point says the same."""
    system = state.system
    facts = np.flatnonzero(state.kept)
    sole = np.zeros(len(system.var_of), np.bool_)
    keys = np.stack([system.var_of[facts], system.low_of[facts], system.high_of[facts]], axis=1)
    _, at, size = np.unique(keys, axis=0, return_inverse=True, return_counts=True)
    sole[facts] = size[at.ravel()] == 1
    return sole


def _points(state: _State, hits: Counter[int], sole: Flags) -> list[tuple[int, ...]]:
    """All cells that say the same of one point, where there are several: they may have been copied off each other."""
    system = state.system
    found: dict[tuple[int, int, int], list[int]] = {}
    for f in hits:
        if not sole[f]:
            found.setdefault((int(system.var_of[f]), int(system.low_of[f]), int(system.high_of[f])), []).append(f)
    return [tuple(sorted(fs)) for fs in found.values()]


def _try(state: _State, choices: list[tuple[int, ...]], conflicts: list[Conflict], rank: Rank) -> Cluster | None:
    """Leave each choice out and see which contradictions stay; the choices that resolve most are the suspects."""
    if not choices:
        return None
    system = state.system
    size = max(1, _BATCH // max(1, len(system.var)))
    rows = [c.head for c in conflicts]
    best: list[tuple[frozenset[int], int, Suspect]] = []
    for start in range(0, len(choices), size):
        best += _batch(state, choices[start : start + size], rows)
    most = min(left for _, left, _ in best)
    leading = [(gone, s) for gone, left, s in best if left == most]
    gone = leading[0][0]
    if not gone:
        return Cluster(tuple(conflicts), tuple(s for _, s in leading), solved=False)
    # Errors far apart may resolve equally much; those that share nothing with the first are another cluster.
    suspects = rank([s for other, s in leading if other & gone])
    mine = next(other for other, s in leading if s.cells == suspects[0].cells)
    solved = tuple(c for c in conflicts if c.head in mine)
    return Cluster(solved, tuple(suspects), solved=True)


def _batch(state: _State, choices: list[tuple[int, ...]], rows: list[int]) -> list[tuple[frozenset[int], int, Suspect]]:
    """For each choice: the contradictions (of ``rows``) that it resolves, how many stay, and what it must be."""
    system = state.system
    low, high = initial(system, state.kept)
    lows, highs = np.repeat(low[:, None], len(choices), axis=1), np.repeat(high[:, None], len(choices), axis=1)
    apart = np.zeros(len(choices), np.int64)
    apart_heads: list[set[int]] = []
    for k, cells in enumerate(choices):
        kept = state.kept.copy()
        kept[list(cells)] = False
        own_low, own_high = initial(system, kept)
        torn = _hull(system, kept, own_low, own_high)
        lows[:, k], highs[:, k] = own_low, own_high
        heads = {-1 - v for v in torn.tolist()} - state.closed
        apart_heads.append(heads)
        apart[k] = len(heads)
    settled = propagate(system, lows, highs)
    left = (settled.dead > 0).sum(axis=0) + (settled.torn > 0).sum(axis=0) + apart
    found = []
    for k, cells in enumerate(choices):
        var = int(system.var_of[cells[0]])
        still = apart_heads[k] | set(np.flatnonzero(settled.dead[:, k]).tolist())
        gone = frozenset(r for r in rows if r not in still)
        suspect = Suspect(cells, int(settled.low[var, k]), int(settled.high[var, k]))
        found.append((gone, int(left[k]), suspect))
    return found
