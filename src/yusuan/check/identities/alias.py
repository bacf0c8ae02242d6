"""Topics that are another name for an economic code: 公务接待费 is 30217 of basic and project expenditure together."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from yusuan.catalog.trees import contains, trees
from yusuan.check.identities.cube import DIM, Cube, Key
from yusuan.check.identities.inside import Breakdown
from yusuan.check.identities.table import Collector, Family
from yusuan.model.coordinate import DIMENSIONS

_FUNCTION, _ECONOMY, _NATURE = DIM["function"], DIM["economy"], DIM["nature"]
_TOPIC, _FLOW, _FUND = DIM["topic"], DIM["flow"], DIM["fund"]
_CROSSED = (_FUNCTION, DIM["gov_economy"])
#: A table of expenditure may call its flow by any of these.
_SPENT = frozenset({"", "expenditure", "out_total"})
#: Functions and economic codes that usually carry the same amount; only to tell suspects apart.
USUAL = (("2080505", "30108"), ("2080506", "30109"), ("2210201", "30113"), ("2101103", "30111"))


def moved(key: Key, **nodes: str) -> Key:
    """The key with some dimensions at other nodes."""
    changed = list(key)
    for name, node in nodes.items():
        changed[DIM[name]] = node
    return tuple(changed)


@dataclass(slots=True)
class Listing:
    """What one statement says by economic code ``at`` one point: the facts of each code down to 款.

    ``facts``: one of the code alone, or those of the code under every function or 政府预算支出经济分类 that it is
    listed with, which are its parts; ``depths``: how deep those are.
    """

    at: Key
    statement: int
    facts: dict[str, list[int]] = field(default_factory=dict)
    depths: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def add(self, key: Key, fact: int) -> None:
        """Take in the ``fact`` at ``key``; what is less broken down stands for what is more."""
        code, depth = key[_ECONOMY], tuple(len(key[d]) for d in _CROSSED)
        known = self.depths.get(code)
        if known is None or sum(depth) < sum(known):
            self.facts[code], self.depths[code] = [fact], depth
        elif depth == known and any(depth):
            self.facts[code].append(fact)


def _plain(key: Key) -> Key:
    """The key without its codes and with one word for expenditure."""
    flow = "" if key[_FLOW] in _SPENT else key[_FLOW]
    return moved(key, economy="", gov_economy="", function="", flow=flow)


def listings(cube: Cube, breakdowns: list[Breakdown]) -> dict[Key, Listing]:
    """The economic codes that statements list, by the point (economy at its root) that they are listed at."""
    found: dict[Key, Listing] = {}
    for breakdown in breakdowns:
        if _ECONOMY not in breakdown.lines.dims:
            continue
        cells = breakdown.lines.cells
        for fact in cells[cells >= 0]:
            key = cube.key(cube.point[fact])
            at = _plain(key)
            listing = found.setdefault(at, Listing(at, breakdown.statement))
            if listing.statement == breakdown.statement:
                listing.add(key, int(fact))
    return {k: x for k, x in found.items() if "" in x.facts and any(len(c) >= 5 for c in x.facts)}


def aliases(cube: Cube, breakdowns: list[Breakdown], out: Collector) -> None:
    """Write the identities of topics against the codes of the economic tables."""
    codes = dict(trees().aliases)
    topics = np.flatnonzero(cube.at_node(_TOPIC, frozenset(codes))).tolist()
    if not topics or _ECONOMY not in cube.varying:
        return
    listed = listings(cube, breakdowns)
    nearby: dict[Key, list[Listing]] = {}
    for listing in listed.values():
        nearby.setdefault(_wide(listing.at), []).append(listing)
    for point in topics:
        key = cube.key(point)
        at = _plain(moved(key, topic=""))
        _equal(int(cube.first[point]), at, codes[key[_TOPIC]], listed, out)
        for facts in _parts(at, codes[key[_TOPIC]], nearby):
            out.add(int(cube.first[point]), facts, Family("part", -1, (_ECONOMY, _TOPIC), "usual"))


def _equal(fact: int, at: Key, codes: tuple[str, ...], listed: dict[Key, Listing], out: Collector) -> None:
    """The topic equals its codes where a table lists them for all expenditure, or two for 基本 and for 项目."""
    whole = [listed[at]] if at in listed else []
    halves = [listed.get(moved(at, nature=n)) for n in ("basic", "project")] if not at[_NATURE] else []
    tables = whole or ([x for x in halves if x] if all(halves) else [])
    if tables and halves:
        parts = [f for x in tables for c in codes for f in x.facts.get(c, ())]
        out.add(fact, parts, Family("alias" if parts else "none", -1, (_ECONOMY, _TOPIC), "usual"))


def _parts(at: Key, codes: tuple[str, ...], listed: dict[Key, list[Listing]]) -> Iterator[list[int]]:
    """The facts of each code in tables of only a part: 基本支出, or one fund of several."""
    for listing in listed.get(_wide(at), ()):
        key = listing.at
        narrower = key != at and all(contains(DIMENSIONS[d], at[d], key[d]) for d in (_NATURE, _FUND))
        if narrower and key[_NATURE] == "basic":
            yield from (listing.facts[c] for c in codes if c in listing.facts)


def _wide(key: Key) -> Key:
    return moved(key, nature="", fund="")


def usual(cube: Cube) -> dict[int, list[int]]:
    """Points that usually carry the same amount: 住房公积金 as a function and as an economic code."""
    pairs = {**dict(USUAL), **{b: a for a, b in USUAL}}
    codes = frozenset(pairs)
    found: dict[str, list[int]] = {}
    for p in np.flatnonzero(cube.at_node(_FUNCTION, codes) ^ cube.at_node(_ECONOMY, codes)).tolist():
        key = cube.key(p)
        code = key[_FUNCTION] if key[_FUNCTION] in codes else key[_ECONOMY]
        if not (key[_FUNCTION] and key[_ECONOMY]):
            found.setdefault(code, []).append(p)
    return {p: found[pairs[c]] for c, points in found.items() if pairs[c] in found for p in points}
