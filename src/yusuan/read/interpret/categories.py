"""Categories over the projects of a list, where nothing but the figures shows the levels (西安: 专用项目 over its own).

A list of projects that prints 通用项目, 专项购置 and 办公设备购置经费 one under the other in one column is a tree: each
category prints what follows under it. Its rows are then parts that are looked at besides, as those called 其中 are.
"""

from collections.abc import Sequence
from dataclasses import replace

from yusuan.model.amount import Amount, parse_amount
from yusuan.model.disclosure import Row

#: Rows under one body, and readings of them, beyond which no tree is looked for.
_MOST, _TRIES = 300, 20_000
#: Levels of categories.
_DEEPEST = 5
#: So many categories must the figures show, and so many rows must there be, before any is taken for one.
_FEWEST, _LEAST = 2, 4


def mark_categories(rows: list[Row], figures: dict[int, tuple[str, ...]]) -> list[Row]:
    """Mark the categories among the projects of each body; ``figures``: the printed amounts of each row.

    Only where a body's projects do not add up as a plain list and do as a tree. What is a category for one body is one
    for the others, so that a wrong figure of theirs is found.
    """
    names: set[str] = set()
    nested: set[int] = set()
    proved: set[int] = set()
    blocks = [b for b in _blocks(rows) if len(b) > 1]
    for block in blocks:
        found = [_amount(figures, rows[i]) for i in block]
        amounts = [a for a in found if a is not None]
        values = [a.value for a in amounts]
        if len(amounts) < len(found) or len(values) > _MOST or min(values) <= 0:
            continue
        # A plain list of rounded figures may miss its total by its last places.
        if abs(sum(values[1:]) - values[0]) <= sum(a.step for a in amounts):
            continue
        parents = _parents(values)
        names.update(rows[block[k]].label for k in parents)
        nested.update(block[k] for k in parents)
        proved.update(block if parents else ())
    if len(nested) < _FEWEST or sum(len(b) - 1 for b in blocks) < _LEAST:
        return rows
    # A category may be called as the only project in it is: where the figures tell them apart, names do not count.
    marked = nested | {i for block in blocks for i in block[1:] if i not in proved and rows[i].label in names}
    return [replace(row, subset=True) if i in marked else row for i, row in enumerate(rows)]


def _blocks(rows: Sequence[Row]) -> list[list[int]]:
    """The numbers of the rows under each body or total, its own first."""
    out: list[list[int]] = []
    for i, row in enumerate(rows):
        dims = {d for d, _ in row.delta if d != "flow"}
        if row.role in ("total", "data") and dims <= {"body"}:
            out.append([i])
        elif row.role == "data" and "project" in dims and out:
            out[-1].append(i)
    return out


def _amount(figures: dict[int, tuple[str, ...]], row: Row) -> Amount | None:
    """The row's first amount, as if its unit were 元: only sums are asked for."""
    return parse_amount(next((f for f in figures.get(row.index, ()) if f), ""), "元")


def _parents(values: Sequence[int]) -> set[int]:
    """Which of ``values`` are the sums of what follows them, so that all make up the first; none if they do not."""
    seen: set[tuple[int, int, tuple[int, ...]]] = set()
    # The next value, what is still to come for the innermost category, for those around it, and the categories so far.
    stack: list[tuple[int, int, tuple[int, ...], frozenset[int]]] = [(1, values[0], (), frozenset())]
    while stack and len(seen) < _TRIES:
        at, left, around, found = stack.pop()
        while left == 0 and around:
            left, around = around[-1], around[:-1]
        if at == len(values):
            if left == 0:
                return set(found)
            continue
        value = values[at]
        if value > left or (at, left, around) in seen or len(around) > _DEEPEST:
            continue
        seen.add((at, left, around))
        stack.append((at + 1, left - value, around, found))
        stack.append((at + 1, value, (*around, left - value), found | {at}))
    return set()
