"""Which cell is wrong: the one without which everything around it holds, found by leaving cells out in turn."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from yusuan.check.reconcile.combine import Proof, proofs, tiny
from yusuan.check.reconcile.defects import Defect, components
from yusuan.check.reconcile.propagate import Settled, propagate
from yusuan.check.reconcile.system import System
from yusuan.check.reconcile.trial import Bench, Cells, Suspect, Tried

#: Errors looked for in one document; what is left then is only counted.
_ERRORS, _PROOFS = 40, 4
Rank = Callable[[Sequence[Suspect]], list[Suspect]]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Defects with one explanation. ``suspects``: the likeliest first; none where no cell alone explains them.

    ``proof``: where nothing fails on its face, the cells and rows that contradict each other only together.
    """

    defects: tuple[Defect, ...]
    suspects: tuple[Suspect, ...]
    proof: Proof | None = None


def localise(system: System, found: Sequence[Defect], rank: Rank) -> tuple[list[Cluster], Settled]:
    """Explain the defects ``found`` one error at a time, then what only propagation shows.

    ``rank`` orders suspects that explain as much as each other. Returns with the clusters the bounds of all variables
    by the cells and rows that are not to blame.
    """
    bench = Bench(system)
    clusters: list[Cluster] = []
    for group in components(found):
        if len(clusters) < _ERRORS:
            clusters += _explain(bench, group, rank)
        left = [d for d in group if not any(c.suspects and d in c.defects for c in clusters)]
        bench.mute(r for d in left for r in d.rows)
        bench.free(v for d in left if d.identity < 0 for v in d.variables)
    settled = propagate(bench.net, bench.low, bench.high)
    for _ in range(_PROOFS):
        together = proofs(bench, settled)
        if not together:
            break
        real = [p for p in together if tiny(bench, p)]
        if real:
            clusters.append(_combined(bench, real, rank))
        bench.mute(r for p in together if p not in real for r in p.heads)
        settled = propagate(bench.net, bench.low, bench.high)
    return clusters, settled


def _explain(bench: Bench, group: list[Defect], rank: Rank) -> list[Cluster]:
    """Take the cells out that resolve most, one after another, until nothing is left or nothing resolves it."""
    left = list(group)
    found: list[Cluster] = []
    while left and len(found) < _ERRORS:
        cluster = _best(bench, left, rank)
        if cluster is None:
            return [*found, *(Cluster((d,), ()) for d in left)]
        found.append(cluster)
        bench.take_out(cluster.suspects[0].cells)
        left = [d for d in left if d not in cluster.defects]
    return found


def _best(bench: Bench, left: list[Defect], rank: Rank) -> Cluster | None:
    hits = Counter(c for d in left for c in d.cells)
    local = bench.local(v for d in left for v in d.variables)
    choices = bench.choices(hits)
    tried = bench.attempt(choices, left, local)
    clean = [t for t in tried if t.clean]
    if max((len(t.resolved) for t in clean), default=0) < len(left):
        copied = bench.equal_choices(choices)
        wide = bench.attempt(copied, left, local) if copied else []
        clean += [t for t in wide if t.clean and len(t.resolved) == len(left)]
    if not clean:  # two errors may stand in one sum: then one of them alone does not mend it
        known = frozenset(r for d in left for r in d.rows)
        clean = [t for t in tried if not t.torn and t.failing <= known and len(t.resolved) >= max(1, len(t.failing))]
    return _cluster(clean, left, rank) if clean else None


def _cluster(tried: list[Tried], left: Sequence[Defect], rank: Rank) -> Cluster:
    most = max(len(t.resolved) - len(t.failing) for t in tried)
    leading = [t for t in tried if len(t.resolved) - len(t.failing) == most]
    fewest = min(len(t.suspect.cells) for t in leading)
    # errors far apart may resolve equally many; those that share nothing with the first are another cluster
    first = next(t for t in leading if len(t.suspect.cells) == fewest)
    suspects = rank([t.suspect for t in leading if t.resolved & first.resolved])
    gone = next(t.resolved for t in leading if t.suspect.cells == suspects[0].cells)
    return Cluster(tuple(left[n] for n in sorted(gone)), tuple(suspects))


def _combined(bench: Bench, together: list[Proof], rank: Rank) -> Cluster:
    """Explain what only propagation shows: by the cell whose loss lets most of the failing rows hold."""
    shortest = min(together, key=lambda p: (len(p.cells), p.head))
    as_defects = [Defect(-2, p.cells, p.variables, p.heads) for p in together]
    hits = Counter(c for p in together for c in p.cells)
    local = bench.local(v for p in together for v in p.variables)
    choices: list[Cells] = [c for c in bench.choices(hits) if len(c) == 1]
    tried = [t for t in bench.attempt(choices, as_defects, local) if t.clean]
    if tried:
        cluster = _cluster(tried, as_defects, rank)
        bench.take_out(cluster.suspects[0].cells)
        return Cluster((), cluster.suspects, shortest)
    rows = sorted({r for p in together for r in p.heads})
    bench.mute(rows or sorted(shortest.rows))
    return Cluster((), (), shortest)
