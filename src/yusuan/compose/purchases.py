"""The items of government procurement in a statement: 货物, 工程, 服务, below each the body and what it buys."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from yusuan.catalog.normal import plain
from yusuan.catalog.trees import contains, label
from yusuan.compose.book import Book
from yusuan.compose.rows import BodyRow, Bought
from yusuan.model.coordinate import Coordinate
from yusuan.model.ledger import Purchase


def field(book: Book, purchase: Purchase, name: str) -> str:
    """What stands in a column of an item: its project, subject, name, way of buying, or the kind it is of."""
    if name == "economy":
        return book.name("economy", purchase.economy) if purchase.economy else ""
    if name == "kind":
        return label("topic", purchase.topic).zh
    return {"project": purchase.project, "item": purchase.item, "way": purchase.way}.get(name, "")


def itemised(rows: Sequence[BodyRow], labels: Sequence[str], kind: str, first: int) -> list[BodyRow]:
    """The rows with what tells each from the others: its words, and its number in the table where they are alike.

    ``labels``: the words of each row; ``first``: the table's row (from 0) that the first of them is.
    """
    keys = [(r.at, w if r.bought and r.bought.purchase else "") for r, w in zip(rows, labels, strict=True)]
    alike = Counter(k for r, k in zip(rows, keys, strict=True) if r.bought)
    out = []
    for n, (row, key) in enumerate(zip(rows, keys, strict=True), first):
        # 货物 and the body under it, which buys all of them, are one figure.
        item = f"{plain(key[1])}#{n}" if alike[key] > 1 else plain(key[1])
        out.append(replace(row, item=f"{kind}:{item}" if row.bought and key[1] else ""))
    return out


def amount_of(book: Book, row: Bought, point: Coordinate) -> int | None:
    """The amount in 分 that a row prints at ``point``, None where it has none of that fund."""
    mine = [row.purchase] if row.purchase else [p for p in book.ledger.purchases if p.topic == row.topic]
    found = [p.fen for p in mine if contains("fund", point.fund, p.fund)]
    return sum(found) if found else None
