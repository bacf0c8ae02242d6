"""Points as numbers that can be compared with some dimensions left out, for a whole document at once."""

from dataclasses import dataclass

import numpy as np

from yusuan.check.identities.cube import Cube, Ints, Key
from yusuan.check.identities.order import Dims

_SEED = 20240106


@dataclass(frozen=True, slots=True)
class Hashes:
    """A random number for each node in each varying dimension (0 for the root); a point's is their sum.

    Two points are equal in a set of dimensions when the sums over that set are; that two different points share a sum
    has odds of one in 2^64 a pair. ``by_point``: point × varying dimension; ``whole``: its sums by point;
    ``of_node``: for each dimension the number of each node that occurs; ``order`` sorts ``whole``.
    """

    cube: Cube
    by_point: Ints
    whole: Ints
    of_node: dict[int, dict[str, int]]
    order: Ints
    ordered: Ints

    def without(self, dims: Dims) -> Ints:
        """The sum of each point over all dimensions but ``dims``."""
        left_out = [i for i, d in enumerate(self.cube.varying) if d in dims]
        return self.whole - self.by_point[:, left_out].sum(axis=1) if left_out else self.whole

    def of_key(self, key: Key, dims: Dims) -> int | None:
        """The sum over ``dims`` at ``key``'s nodes; None where one of them occurs nowhere in the document."""
        total = 0
        for d, node in zip(dims, key, strict=True):
            number = self.of_node[d].get(node)
            if number is None:
                return None
            total += number
        return (total + 2**63) % 2**64 - 2**63

    def find(self, sums: Ints) -> Ints:
        """The point of each sum, -1 where no point has it."""
        at = np.searchsorted(self.ordered, sums)
        at[at == len(self.ordered)] = 0
        found: Ints = np.where(self.ordered[at] == sums, self.order[at], -1)
        return found


def hashes_of(cube: Cube) -> Hashes:
    """Number the points of ``cube``."""
    random = np.random.default_rng(_SEED)
    columns = []
    of_node: dict[int, dict[str, int]] = {}
    for i, d in enumerate(cube.varying):
        number = cube.nodes[:, i]
        size = int(number.max()) + 1
        numbers = random.integers(-(2**62), 2**62, size=size, dtype=np.int64)
        example = np.zeros(size, np.int64)
        example[number] = np.arange(len(number))
        numbers[[not cube.keys[p][d] for p in example]] = 0
        columns.append(numbers[number])
        of_node[d] = {cube.keys[p][d]: int(numbers[n]) for n, p in enumerate(example)}
    by_point = np.stack(columns, axis=1) if columns else np.zeros((cube.n_points, 0), np.int64)
    whole = by_point.sum(axis=1)
    order = np.argsort(whole, kind="stable")
    return Hashes(cube, by_point, whole, of_node, order, whole[order])
