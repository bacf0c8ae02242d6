"""The containment order among points: for each the greatest ones below it, found by projection, never pair by pair."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from yusuan.check.identities.cube import Key, ancestors

Depths = tuple[int, ...]
Dims = tuple[int, ...]


def depths_of(key: Key, dims: Dims) -> Depths:
    """How deep the key's node stands in each dimension."""
    return tuple(len(ancestors(d, n)) - 1 for d, n in zip(dims, key, strict=True))


def project(key: Key, dims: Dims, depths: Depths) -> Key:
    """The key lifted to ``depths``, none of which may be deeper than its own."""
    return tuple(ancestors(d, n)[k] for d, n, k in zip(dims, key, depths, strict=True))


def at_most(a: Depths, b: Depths) -> bool:
    """Whether ``a`` is nowhere deeper than ``b``."""
    return all(x <= y for x, y in zip(a, b, strict=True))


def uppers_of(depths: set[Depths]) -> dict[Depths, list[Depths]]:
    """For each pattern of depths those strictly above it, the nearest first."""
    return {b: sorted((a for a in depths if a != b and at_most(a, b)), key=sum, reverse=True) for b in depths}


def nearest_above(key: Key, dims: Dims, uppers: Sequence[Depths], index: dict[Key, int]) -> list[int]:
    """The least of the indexed keys that strictly contain ``key``; more than one where they cross."""
    found: list[int] = []
    taken: list[Depths] = []
    for depths in uppers:
        if any(at_most(depths, t) for t in taken):
            continue
        at = index.get(project(key, dims, depths))
        if at is not None:
            found.append(at)
            taken.append(depths)
    return found


def children_of(keys: Sequence[Key], dims: Dims) -> tuple[dict[int, list[int]], list[Depths]]:
    """For each key that has any below it: the greatest of them; and the depths of all. The keys must be distinct."""
    index = {key: i for i, key in enumerate(keys)}
    depths = [depths_of(key, dims) for key in keys] if len(dims) > 1 else []
    children: dict[int, list[int]] = defaultdict(list)
    if len(dims) == 1:
        for i, (node,) in enumerate(keys):
            chain = ancestors(dims[0], node)
            depths.append((len(chain) - 1,))
            for above in chain[-2::-1] if node else ():
                parent = index.get((above,))
                if parent is not None:
                    children[parent].append(i)
                    break
        return dict(children), depths
    uppers = uppers_of(set(depths))
    for i, key in enumerate(keys):
        above_all = uppers[depths[i]]
        if above_all:
            for parent in nearest_above(key, dims, above_all, index):
                children[parent].append(i)
    return dict(children), depths


def disjoint(keys: Sequence[Key], dims: Dims) -> bool:
    """Whether no two of the distinct ``keys`` have anything in common."""
    by_depth: dict[Depths, list[Key]] = defaultdict(list)
    for key in keys:
        by_depth[depths_of(key, dims)].append(key)
    for a, b in combinations(by_depth, 2):
        meet = tuple(map(min, a, b))
        lifted = {project(k, dims, meet) for k in by_depth[a]}
        if any(project(k, dims, meet) in lifted for k in by_depth[b]):
            return False
    return True
