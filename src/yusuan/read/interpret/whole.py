"""What a table by economic class is of, where its title leaves it open: 基本支出, or all expenditure of its fund."""

from collections.abc import Sequence
from dataclasses import replace

from yusuan.catalog.normal import plain
from yusuan.model.coordinate import Coordinate
from yusuan.model.disclosure import Statement
from yusuan.model.fact import Fact

_BASIC = ("general_basic", "grant_basic")
_PARTS = ("personnel", "public")


def settle_whole(
    statements: Sequence[Statement], facts: Sequence[Fact]
) -> tuple[tuple[Statement, ...], tuple[Fact, ...]]:
    """Take 基本支出 from the points of a table that adds up to all expenditure (太原 2016: 决算表（二）).

    Only where its title does not say 基本支出 and its figures decide: 人员经费 and 公用经费 together are what another
    table prints as its fund's whole expenditure, and not what that prints as 基本支出.
    """
    moved = {s.index for s in statements if s.kind in _BASIC and "基本" not in plain(s.title) and _is_whole(s, facts)}
    if not moved:
        return tuple(statements), tuple(facts)
    return (
        tuple(replace(s, fixed=s.fixed.at(nature="")) if s.index in moved else s for s in statements),
        tuple(replace(f, coordinate=_of_all(f)) if f.statement in moved else f for f in facts),
    )


def _is_whole(statement: Statement, facts: Sequence[Fact]) -> bool:
    point = statement.fixed.at(nature="")
    parts: dict[str, int] = {}
    printed: dict[str, set[int]] = {"": set(), "basic": set()}
    for f in facts:
        bare = f.coordinate.at(nature="")
        if bare == point and f.statement == statement.index and f.coordinate.nature in _PARTS:
            parts[f.coordinate.nature] = f.amount.value
        elif bare == point and f.statement != statement.index and f.coordinate.nature in printed:
            printed[f.coordinate.nature].add(f.amount.value)
    total = sum(parts.values())
    return len(parts) == len(_PARTS) and total in printed[""] and total not in printed["basic"]


def _of_all(fact: Fact) -> Coordinate:
    """Its point without 基本支出; the totals of the two sides are entries of their own."""
    c = fact.coordinate
    if c.nature in _PARTS and c == Coordinate(c.body, c.year, c.phase, c.flow, fund=c.fund, nature=c.nature):
        return c.at(nature="", item=f"whole:{c.nature}")
    return c.at(nature="") if c.nature in (*_PARTS, "basic") else c
