"""Points as numbers that can be compared with some dimensions left out, for a whole document at once."""

from dataclasses import dataclass

import numpy as np

from yusuan.check.identities.cube import Cube, Ints, Key
from yusuan.check.identities.order import Dims


@dataclass(frozen=True, slots=True)
class Hashes:
    """The random numbers of a cube's nodes, ready for look-ups.

    Two points are equal in a set of dimensions when their sums over that set are. ``of_node``: for each dimension the
    number of each node that occurs; ``order`` sorts the points by their sums, ``ordered``.
    """

    cube: Cube
    of_node: dict[int, dict[str, int]]
    order: Ints
    ordered: Ints

    @property
    def whole(self) -> Ints:
        """The sum of each point over all dimensions."""
        return self.cube.sum

    def without(self, dims: Dims) -> Ints:
        """The sum of each point over all dimensions but ``dims``."""
        left_out = [i for i, d in enumerate(self.cube.varying) if d in dims]
        return self.whole - self.cube.hashed[:, left_out].sum(axis=1) if left_out else self.whole

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
    """Make the look-ups of ``cube``."""
    of_node = {
        d: dict(zip(names, numbers.tolist(), strict=True))
        for d, names, numbers in zip(cube.varying, cube.names, cube.random, strict=True)
    }
    order = np.argsort(cube.sum, kind="stable")
    return Hashes(cube, of_node, order, cube.sum[order])
