"""How many cells must be wrong at least for some identities to fail together."""

from collections import Counter

from yusuan.check.identities import Derived


def wrong_cells(derived: Derived, rows: list[int]) -> int:
    """How many cells must be wrong for all these identities to fail: points, taken greedily, up to 3."""
    table, point = derived.table, derived.cube.point
    left = [frozenset((int(point[table.total[r]]), *point[table.parts(r)].tolist())) for r in rows]
    n = 0
    while left and n < 3:
        most = Counter(p for cells in left for p in cells).most_common(1)[0][0]
        left = [cells for cells in left if most not in cells]
        n += 1
    return n
