"""Which entries count in which printed sums: the equations that controlled rounding has to keep."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from yusuan.catalog.trees import contains
from yusuan.compose.cube import ROLLED, Cube, Key, Leaf, chain
from yusuan.model.coordinate import Coordinate

#: Funds by which income and expenditure are both printed.
_BALANCED = ("", "grant", "general", "govfund", "capital")

#: A printed figure: the points whose amounts it adds up, with their signs (most often one point).
Figure = tuple[tuple[Coordinate, int], ...]
#: (column, how often it counts) of a sum; (sum, how often the column counts in it) of a column.
Terms = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums of leaves: ``rows[r]`` says which leaves (by number) make up sum r, ``exact[r]`` what they add up to in 分.

    ``figures[r]``: what prints it; none for a balance, which is exact to the last digit.
    """

    rows: tuple[Terms, ...]
    exact: tuple[int, ...]
    figures: tuple[tuple[Figure, ...], ...]


@dataclass(frozen=True, slots=True)
class Tied:
    """A leaf that is what others add up to: ``leaf`` = the sum of ``others`` (number, sign)."""

    leaf: int
    others: Terms


def printed_sums(leaves: Sequence[Leaf], figures: Iterable[Figure]) -> Sums:
    """The sums of ``figures``, each set of leaves once, and the balances of what comes in and goes out."""
    found: dict[Terms, list[Figure]] = {}
    wanted = tuple(dict.fromkeys(figures))
    for figure, counted in zip(wanted, _members(leaves, wanted), strict=True):
        if counted:
            found.setdefault(tuple(counted.items()), []).append(figure)
    rows, of = list(found), [tuple(f) for f in found.values()]
    exact = [sum(n * leaves[i].fen for i, n in row) for row in rows]
    for row in dict.fromkeys(_balances(leaves)):
        if not sum(sign * leaves[i].fen for i, sign in row):
            rows.append(row)
            of.append(())
            exact.append(0)
    return Sums(tuple(rows), tuple(exact), tuple(of))


def _members(leaves: Sequence[Leaf], figures: Sequence[Figure]) -> list[dict[int, int]]:
    """For each figure how often each leaf counts in it."""
    cube = Cube(leaves)
    wanted: dict[tuple[str, ...], dict[Key, list[tuple[int, int]]]] = {}
    for number, figure in enumerate(figures):
        for point, sign in figure:
            for term in cube.terms(point):
                dims = tuple(d for d in ROLLED if getattr(term, d))
                key = (term.year, term.phase, term.flow, term.topic, term.item, *[getattr(term, d) for d in dims])
                wanted.setdefault(dims, {}).setdefault(key, []).append((number, sign))
    found: list[dict[int, int]] = [{} for _ in figures]
    for dims, keys in wanted.items():
        hit: dict[Key, tuple[tuple[int, int], ...]] = {}
        for i, leaf in enumerate(leaves):
            c = leaf.coordinate
            own = (c.year, c.phase, c.flow, c.topic, c.item, *[getattr(c, d) for d in dims])
            if own not in hit:
                hit[own] = tuple(_counted(own, dims, keys))
            for number, sign in hit[own]:
                found[number][i] = found[number].get(i, 0) + sign
    return [{i: n for i, n in counted.items() if n} for counted in found]


def _counted(own: Key, dims: Sequence[str], keys: Mapping[Key, Sequence[tuple[int, int]]]) -> Iterator[tuple[int, int]]:
    """The figures that a leaf at ``own`` counts in, with the sign: those above it along every dimension."""
    year, phase, flow, topic, item, *nodes = own
    for up, *above in product((*chain("flow", flow), ""), *map(chain, dims, nodes)):
        yield from keys.get((year, phase, up, topic, item, *above), ())


def _balances(leaves: Sequence[Leaf]) -> Iterator[Terms]:
    """What comes in less what goes out, by fund, in all and for each subject."""
    found: dict[tuple[str, str, str], dict[int, int]] = {}
    for i, leaf in enumerate(leaves):
        c = leaf.coordinate
        sign = _sign(c)
        for fund in _BALANCED if sign else ():
            if contains("fund", fund, c.fund):
                for function in ("", *chain("function", c.function)):
                    found.setdefault((c.year, fund, function), {})[i] = sign
    yield from (tuple(row.items()) for row in found.values())


def tied_leaves(leaves: Sequence[Leaf]) -> tuple[Tied, ...]:
    """The largest income of each subject and fund of which as much comes in as goes out: it follows from the rest."""
    sides: dict[tuple[str, ...], tuple[list[int], list[int]]] = {}
    for i, leaf in enumerate(leaves):
        c, sign = leaf.coordinate, _sign(leaf.coordinate)
        if sign:
            sides.setdefault((c.year, c.body, c.function, c.fund), ([], []))[sign < 0].append(i)
    found = []
    for into, out in sides.values():
        if into and out and sum(leaves[i].fen for i in into) == sum(leaves[i].fen for i in out):
            largest = max(into, key=lambda i: leaves[i].fen)
            others = [(i, 1) for i in out] + [(i, -1) for i in into if i != largest]
            found.append(Tied(largest, tuple(others)))
    return tuple(found)


def _sign(point: Coordinate) -> int:
    """1 for what comes in, -1 for what goes out, 0 for what is neither."""
    if point.topic:
        return 0
    return {"in_total": 1, "out_total": -1}.get((chain("flow", point.flow) or ("",))[-1], 0)
