"""Identities between printed amounts, derived from where they stand in the cube; none of them is written down."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from yusuan.check.identities.alias import aliases
from yusuan.check.identities.collapse import collapse
from yusuan.check.identities.cube import Cube, build_cube
from yusuan.check.identities.hashing import hashes_of
from yusuan.check.identities.implied import implied
from yusuan.check.identities.inside import Breakdown, inside
from yusuan.check.identities.lines import lines_of
from yusuan.check.identities.table import Collector, IdentityTable
from yusuan.check.identities.wholes import balance, narrower, wholes
from yusuan.model.disclosure import Statement
from yusuan.model.fact import Fact


@dataclass(frozen=True, slots=True)
class Derived:
    """The facts as a cube, how the statements break them down, and all identities between them."""

    cube: Cube
    table: IdentityTable
    breakdowns: tuple[Breakdown, ...]


def derive(facts: Sequence[Fact], statements: Sequence[Statement]) -> Derived:
    """Derive every identity between ``facts``; that cells of one point agree is in the cube itself.

    ``statements``: those that the facts were printed in, by number.
    """
    cube = build_cube(facts)
    out = Collector()
    if not facts:
        return Derived(cube, out.table(), ())
    breakdowns = _inside(cube, statements, out)
    hashes = hashes_of(cube)
    within = out.table()
    for breakdown in breakdowns:
        implied(cube, hashes, breakdown, out)
    wholes(cube, hashes, within, out)
    narrower(cube, hashes, out)
    balance(cube, hashes, out)
    aliases(cube, breakdowns, out)
    collapse(cube, hashes, out)
    return Derived(cube, out.table(), tuple(breakdowns))


def _inside(cube: Cube, statements: Sequence[Statement], out: Collector) -> list[Breakdown]:
    order = np.argsort(cube.statement, kind="stable")
    cuts = np.flatnonzero(np.diff(cube.statement[order])) + 1
    found: list[Breakdown] = []
    for start, end in pairwise([0, *cuts.tolist(), len(order)]):
        facts = order[start:end]
        number = int(cube.statement[facts[0]])
        statement = statements[number] if 0 <= number < len(statements) else None
        found += [inside(lines, number, out) for lines in lines_of(cube, facts, statement)]
    return found
