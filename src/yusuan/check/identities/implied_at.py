"""The amount at a point that no table prints, from what some table lists under it."""

from yusuan.check.identities import Derived
from yusuan.check.identities.cube import Ints, Key
from yusuan.check.identities.inside import Breakdown
from yusuan.check.identities.order import at_most, depths_of, nearest_above, project, uppers_of


def implied_at(derived: Derived, key: Key, low: Ints, high: Ints) -> tuple[int, int] | None:
    """The bounds (分, inclusive) of ``key`` as a sum over the first table whose rows or columns make it up.

    ``low``/``high``: of each point. None where no table lists it as a whole.
    """
    cube = derived.cube
    for breakdown in derived.breakdowns:
        lines = breakdown.lines
        rest = [d for d in range(len(key)) if d not in lines.dims]
        for j in range(lines.cells.shape[1]):
            printed = lines.cells[:, j]
            head = next((int(f) for f in printed if f >= 0), None)
            own = cube.key(int(cube.point[head])) if head is not None else key
            if head is None or any(own[d] != key[d] for d in rest):
                continue
            members = _members(breakdown, tuple(key[d] for d in lines.dims))
            facts = [int(printed[m]) for m in members or () if printed[m] >= 0]
            if facts:
                points = cube.point[facts]
                return int(low[points].sum()), int(high[points].sum())
    return None


def _members(breakdown: Breakdown, key: Key) -> list[int] | None:
    keys, dims = breakdown.lines.keys, breakdown.lines.dims
    depths = depths_of(key, dims)
    patterns = {depths_of(k, dims) for k in keys} | {depths}
    for parent in nearest_above(key, dims, uppers_of(patterns)[depths], {k: i for i, k in enumerate(keys)}):
        for at, group in breakdown.groups:
            if at != parent or not group.whole:
                continue
            inside = []
            for m in group.members:
                own = depths_of(keys[m], dims)
                meet = tuple(map(min, own, depths))
                if project(keys[m], dims, meet) != project(key, dims, meet):
                    continue
                if not at_most(depths, own):
                    break
                inside.append(m)
            else:
                return inside
    return None
