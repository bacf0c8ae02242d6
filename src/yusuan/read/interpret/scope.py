"""What 收入 and 支出 take in, where one table of a document says it and another leaves it open."""

from collections.abc import Sequence
from dataclasses import replace

from yusuan.model.coordinate import Coordinate
from yusuan.model.disclosure import Statement
from yusuan.model.fact import Fact

_CARRIED = ("carry_in", "use_surplus")
_BESIDE = {
    ("income", "superior"): "in_superior",
    ("income", "affiliated"): "in_affiliated",
    ("expenditure", "to_superior"): "out_superior",
    ("expenditure", "to_affiliated"): "out_affiliated",
}

#: A fund, and the part of it that is the year's own.
_CURRENT = {"general": "general_current", "govfund": "govfund_current", "capital": "capital_current"}


def settle_income(statements: Sequence[Statement], facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Move the income of a table that has no place for 上年结转 to the total where its figures say so (重庆).

    They say so where they agree with another table's income and balance together and not with its income alone.
    """
    silent = {s.index for s in statements if s.kind in ("summary", "income") and not _has_place(s)}
    income = _by_fund(facts, ("income",), silent)
    carried = {k: v for k, v in _by_fund(facts, _CARRIED, silent).items() if v[0]}
    moved = {s for s in silent if _balance(facts, s, income, carried) > 0}
    if not moved:
        return tuple(facts)
    return tuple(
        replace(f, coordinate=f.coordinate.at(flow="in_total"))
        if f.statement in moved and f.coordinate.flow == "income"
        else f
        for f in facts
    )


def settle_beside(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """上级补助收入 printed below 本年收入合计 in one table is beside the year's income in all (烟台, 广州 2024)."""
    beside = {f.coordinate.flow for f in facts if f.coordinate.flow in _BESIDE.values()}
    if not beside:
        return tuple(facts)
    out = []
    for f in facts:
        c = f.coordinate
        flow = _BESIDE.get((c.flow, c.fund)) or _BESIDE.get((c.flow, c.nature)) or ""
        if flow in beside and not c.topic:
            point = c.at(flow=flow, fund="") if flow.startswith("in_") else c.at(flow=flow, nature="")
            out.append(replace(f, coordinate=point))
        else:
            out.append(f)
    return tuple(out)


def settle_current(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """A fund's column beside one for 上年结转 is the year's own money where the figures say so (深圳 表5).

    They say so where another table prints more of that fund, by what may have been carried in at the most.
    """
    carried: dict[int, int] = {}
    for f in facts:
        c = f.coordinate
        if c.fund == "carried" and c.flow == "expenditure" and f.amount.value > 0 and _is_root(c):
            carried[f.statement] = f.amount.value
    if not carried:
        return tuple(facts)
    elsewhere: dict[Coordinate, set[int]] = {}
    for f in facts:
        if f.coordinate.fund in _CURRENT and f.statement not in carried and _is_root(f.coordinate):
            elsewhere.setdefault(f.coordinate, set()).add(f.amount.value)
    moved = {
        (f.statement, f.coordinate.fund)
        for f in facts
        if f.statement in carried
        and _is_root(f.coordinate)
        and (found := elsewhere.get(f.coordinate))
        and f.amount.value not in found
        and any(0 < value - f.amount.value <= carried[f.statement] for value in found)
    }
    return tuple(
        replace(f, coordinate=f.coordinate.at(fund=_CURRENT[f.coordinate.fund]))
        if (f.statement, f.coordinate.fund) in moved and f.coordinate.flow == "expenditure"
        else f
        for f in facts
    )


def _is_root(c: Coordinate) -> bool:
    return not (c.body or c.function or c.economy or c.gov_economy or c.project or c.topic or c.item)


def _has_place(statement: Statement) -> bool:
    deltas = [c.delta for c in statement.columns] + [r.delta for r in statement.rows]
    return any(d == "flow" and n in _CARRIED for delta in deltas for d, n in delta)


def _is_plain(fact: Fact) -> bool:
    c = fact.coordinate
    return not (c.body or c.function or c.economy or c.nature or c.project or c.topic or c.item)


def _by_fund(facts: Sequence[Fact], flows: Sequence[str], silent: set[int]) -> dict[str, tuple[int, int]]:
    """(value, step) in 分 of each fund's total under ``flows``, out of the tables that are not silent."""
    found: dict[str, tuple[int, int]] = {}
    for f in facts:
        if f.coordinate.flow in flows and f.statement not in silent and _is_plain(f):
            found.setdefault(f.coordinate.fund, (f.amount.value, f.amount.step))
    return found


def _balance(
    facts: Sequence[Fact], statement: int, income: dict[str, tuple[int, int]], carried: dict[str, tuple[int, int]]
) -> int:
    """How many of the table's funds agree with income and balance together, less those that agree with income alone."""
    score = 0
    for f in facts:
        fund = f.coordinate.fund
        if f.statement != statement or f.coordinate.flow != "income" or not _is_plain(f):
            continue
        if fund in income and fund in carried:
            slack = f.amount.step + income[fund][1] + carried[fund][1]
            score += abs(f.amount.value - income[fund][0] - carried[fund][0]) <= slack
            score -= abs(f.amount.value - income[fund][0]) <= slack
    return score
