"""What 收入 means in a table without a row for the balance carried in: all that comes in, last year's balance too."""

from collections.abc import Sequence
from dataclasses import replace

from yusuan.model.disclosure import Statement
from yusuan.model.fact import Fact

_CARRIED = ("carry_in", "use_surplus")


def settle_income(statements: Sequence[Statement], facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Move the income of tables that have no place for 上年结转 to the total (重庆), where another table prints one.

    A document in which nothing is carried over keeps its tables as they are: there both readings agree.
    """
    carried = {f.statement for f in facts if f.coordinate.flow in _CARRIED and f.amount.value}
    if not carried:
        return tuple(facts)
    silent = {s.index for s in statements if s.kind in ("summary", "income") and not _has_place(s)}
    return tuple(
        replace(f, coordinate=f.coordinate.at(flow="in_total"))
        if f.statement in silent and f.coordinate.flow == "income"
        else f
        for f in facts
    )


def _has_place(statement: Statement) -> bool:
    deltas = [c.delta for c in statement.columns] + [r.delta for r in statement.rows]
    return any(d == "flow" and n in _CARRIED for delta in deltas for d, n in delta)
