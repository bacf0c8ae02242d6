"""Which of the points under a point add up to it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from yusuan.catalog.trees import LISTED, is_whole
from yusuan.check.identities.cube import Key, ancestors
from yusuan.check.identities.order import Dims, disjoint
from yusuan.model.coordinate import DIMENSIONS

#: Beyond this many members a group of named nodes is not a partition that anybody printed.
_MANY = 200


@dataclass(frozen=True, slots=True)
class Group:
    """Members (by their index) under one point: ``whole`` where they add up to it, ``dims`` in which they differ."""

    members: tuple[int, ...]
    dims: Dims
    whole: bool


def groups_under(
    above: Key, keys: Sequence[Key], members: Sequence[int], subset: frozenset[int], dims: Dims
) -> list[Group]:
    """Sort the greatest keys under ``above`` into groups that each are a breakdown of it, or a part.

    ``subset``: members that the table calls 其中; they are a whole only where the trees say so.
    """
    if len(dims) == 1:
        return [_group(above, keys, list(members), subset, dims, dims)]
    by_dims: dict[Dims, list[int]] = defaultdict(list)
    for m in members:
        by_dims[tuple(d for d, a, b in zip(dims, above, keys[m], strict=True) if a != b)].append(m)
    if len(by_dims) > 1:
        united = [m for m in members if m not in subset]
        if len(united) > 1 and tiles(above, [keys[m] for m in united], dims):
            differing = tuple(sorted({d for ds in by_dims for d in ds}))
            return [Group(tuple(united), differing, True)]
    return [_group(above, keys, found, subset, differing, dims) for differing, found in by_dims.items()]


def _group(
    above: Key, keys: Sequence[Key], found: list[int], subset: frozenset[int], differing: Dims, dims: Dims
) -> Group:
    listed = all(DIMENSIONS[d] in LISTED for d in differing)
    if listed and subset.intersection(found):
        rest = [m for m in found if m not in subset]
        return Group(tuple(rest or found), differing, bool(rest))
    if listed and len(differing) == 1:
        return Group(tuple(found), differing, True)
    rest = [m for m in found if m not in subset]
    if len(rest) < len(found) and tiles(above, [keys[m] for m in rest], dims):
        return Group(tuple(rest), differing, True)
    return Group(tuple(found), differing, tiles(above, [keys[m] for m in found], dims))


def tiles(above: Key, keys: Sequence[Key], dims: Dims) -> bool:
    """Whether the distinct ``keys`` below ``above`` are pairwise apart and leave nothing of it out, as far as known."""
    differing = [i for i in range(len(dims)) if any(k[i] != above[i] for k in keys)]
    if all(DIMENSIONS[dims[i]] in LISTED for i in differing):
        return disjoint(keys, dims) and any(all(k[i] != above[i] for k in keys) for i in differing)
    return len(keys) <= _MANY and disjoint(keys, dims) and _covers(above, list(keys), dims)


def _covers(above: Key, keys: list[Key], dims: Dims) -> bool:
    if len(keys) == 1 and keys[0] == above:
        return True
    for i, d in enumerate(dims):
        if any(k[i] == above[i] for k in keys):
            continue
        parts = _by_greatest(d, i, keys)
        if is_whole(DIMENSIONS[d], above[i], frozenset(parts)):
            lifted = {n: (*above[:i], n, *above[i + 1 :]) for n in parts}
            if all(_covers(lifted[n], found, dims) for n, found in parts.items()):
                return True
    return False


def _by_greatest(d: int, i: int, keys: list[Key]) -> dict[str, list[Key]]:
    """The keys by the greatest node of dimension ``d`` that any of them has and that holds theirs."""
    nodes = {k[i] for k in keys}
    parts: dict[str, list[Key]] = defaultdict(list)
    for k in keys:
        greatest = next(n for n in ancestors(d, k[i]) if n in nodes)
        parts[greatest].append(k)
    return dict(parts)
