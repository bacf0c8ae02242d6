"""Dividing rows among items by what can be known: no amount is divided where two divisions would do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

#: An amount of so many printed steps that stands once on each side is one amount: 10.00 万元, 10 元 and more.
_TELLING = 1_000


@dataclass(frozen=True, slots=True)
class Share:
    """``fen`` 分 of row number ``row`` belong to item number ``item``; ``equal``: known by equal amounts only."""

    row: int
    item: int
    fen: int
    equal: bool


def peel(
    rows: Sequence[int], items: Sequence[int], fits: Callable[[int, int], bool], step: int
) -> tuple[Share, ...] | None:
    """Divide ``rows`` among ``items`` (both in 分, of the same sum but for rounding at ``step``), as far as is known.

    ``fits(row, item)``: whether the item may hold the row. None where they cannot agree.
    """
    peeling = _Peeling(rows, items, fits, step)
    while peeling.one():
        pass
    return None if peeling.broken else tuple(peeling.shares)


class _Peeling:
    def __init__(self, rows: Sequence[int], items: Sequence[int], fits: Callable[[int, int], bool], step: int) -> None:
        self.shares: list[Share] = []
        self.broken = False
        self._rows, self._items = list(rows), list(items)
        self._step = step
        # Each sum of rounded figures is off by half a step for every figure in it.
        self._slack = 0 if step <= 1 else step * (len(rows) + len(items)) // 2
        live = [i for i, fen in enumerate(items) if fen]
        self._of_row = {r: {i for i in live if fits(r, i)} for r, fen in enumerate(rows) if fen}
        self._of_item = {i: {r for r, found in self._of_row.items() if i in found} for i in live}

    def one(self) -> bool:
        """Find one more share; False where nothing more is known."""
        if self.broken:
            return False
        for row, found in self._of_row.items():
            if len(found) == 1:
                return self._take(row, next(iter(found)), equal=False, all_of_row=True)
            if not found:
                return self._break()
        for item, found in self._of_item.items():
            if len(found) == 1:
                return self._take(next(iter(found)), item, equal=False, all_of_row=False)
            if not found:
                return self._break()
        return self._equal()

    def _equal(self) -> bool:
        by_fen: dict[int, list[int]] = {}
        for item in self._of_item:
            by_fen.setdefault(self._items[item], []).append(item)
        for row, found in self._of_row.items():
            fen = self._rows[row]
            same = [i for i in by_fen.get(fen, ()) if i in found]
            if len(same) == 1 and fen >= _TELLING * self._step:
                rivals = [r for r in self._of_item[same[0]] if self._rows[r] == fen]
                if len(rivals) == 1:
                    return self._take(row, same[0], equal=True, all_of_row=True)
        return False

    def _take(self, row: int, item: int, *, equal: bool, all_of_row: bool) -> bool:
        of_row, of_item = self._rows[row], self._items[item]
        # The figures of the two may differ by rounding only; the finer statement is the items'.
        near = abs(of_row - of_item) <= self._slack
        fen = of_item if near else of_row if all_of_row else of_item
        if not near and (abs(fen) > abs(of_row) or abs(fen) > abs(of_item) or of_row * of_item < 0):
            return self._break()
        self.shares.append(Share(row, item, fen, equal))
        self._rows[row] = 0 if near else of_row - fen
        self._items[item] = 0 if near else of_item - fen
        if not self._rows[row]:
            for i in self._of_row.pop(row):
                self._of_item[i].discard(row)
        if not self._items[item]:
            for r in self._of_item.pop(item):
                self._of_row[r].discard(item)
        self._forget()
        return True

    def _forget(self) -> None:
        """What is left over on the one side when the other is used up is rounding, if it is as small as that."""
        if self._slack:
            for row in [r for r, found in self._of_row.items() if not found and abs(self._rows[r]) <= self._slack]:
                del self._of_row[row]
            for item in [i for i, found in self._of_item.items() if not found and abs(self._items[i]) <= self._slack]:
                del self._of_item[item]

    def _break(self) -> bool:
        self.broken = True
        return False
