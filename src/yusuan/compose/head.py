"""The head of a statement: its columns' phrases from the top down, equal ones side by side as one merged cell."""

from collections.abc import Sequence

from yusuan.model.document import TableCell

Path = tuple[int, tuple[str, ...]]


def head_rows(paths: Sequence[Path]) -> tuple[tuple[TableCell, ...], ...]:
    """The head's rows; a path is (side, phrases), and what two sides share is not merged."""
    depth = max(len(phrases) for _, phrases in paths)
    rows: list[tuple[TableCell, ...]] = []
    for level in range(depth):
        cells = []
        at = 0
        while at < len(paths):
            side, phrases = paths[at]
            if level >= len(phrases):
                at += 1
                continue
            last = level == len(phrases) - 1
            end = at + 1
            while not last and end < len(paths) and _alike(paths[end], (side, phrases), level):
                end += 1
            down = depth - level if last else 1
            cells.append(TableCell(phrases[level], "head", row_span=down, column_span=end - at, strong=True))
            at = end
        rows.append(tuple(cells))
    return tuple(rows)


def index_row(keys: Sequence[bool], word: str) -> tuple[TableCell, ...]:
    """The row of numbers under a head: the amounts' columns numbered, the others (True in ``keys``) under ``word``."""
    cells: list[TableCell] = []
    number = 0
    for i, key in enumerate(keys):
        if not key:
            number += 1
            cells.append(TableCell(str(number), "head"))
        elif word == "**":
            cells.append(TableCell(word, "head"))
        elif not i or not keys[i - 1]:
            span = next((j for j, k in enumerate(keys[i:]) if not k), len(keys) - i)
            cells.append(TableCell(word if not i else "", "head", column_span=span))
    return tuple(cells)


def _alike(one: Path, other: Path, level: int) -> bool:
    """Whether two columns stand under one cell at ``level``, and go on below it."""
    return one[0] == other[0] and one[1][: level + 1] == other[1][: level + 1] and len(one[1]) > level + 1
