"""Formulas of a form: their references moved where rows are put in, and their value where it is plain arithmetic."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from yusuan.read.workbook.sheet import Spot, spot_name

#: A value by sheet and cell: a blank is 0, None is what cannot be calculated.
Look = Callable[[str, Spot], Fraction | None]

_TOKEN = re.compile(
    r"(?P<text>\"(?:[^\"]|\"\")*\")"
    r"|(?P<ref>(?:(?P<sheet>'(?:[^']|'')+'|[\w.]+)!)?(?<![A-Za-z0-9_.$])"
    r"(?P<a>\$?[A-Z]{1,3}\$?[0-9]{1,7})(?::(?P<b>\$?[A-Z]{1,3}\$?[0-9]{1,7}))?(?![\w(.]))"
)
_CELL = re.compile(r"(\$?)([A-Z]{1,3})(\$?)([0-9]{1,7})")
_LEX = re.compile(r"\s*(?:(?P<number>[0-9]+(?:\.[0-9]+)?)|(?P<name>[A-Z]+)(?=\()|(?P<sign>[-+*/(),]))")
#: Cells of one range that are added up.
_MOST = 20_000
_DEEPEST = 60


@dataclass(frozen=True, slots=True)
class Inserted:
    """``count`` rows put in after the row ``after`` (from 0) of ``sheet``."""

    sheet: str
    after: int
    count: int

    def row(self, row: int, *, end: bool = False) -> int:
        """Where ``row`` is now; the ``end`` of a range that ends with the row before the new ones takes them in."""
        return row + self.count if row > self.after or (end and row == self.after) else row


def moved(formula: str, own: str, inserted: Inserted) -> str:
    """``formula`` of a cell of the sheet ``own`` after rows were put in."""

    def one(found: re.Match[str]) -> str:
        sheet = _sheet(found.group("sheet"), own)
        if found.group("ref") is None or sheet != inserted.sheet:
            return found.group()
        prefix = found.group()[: found.start("a") - found.start()]
        a, b = found.group("a"), found.group("b")
        if b is None:
            return prefix + _with_row(a, inserted.row)
        return f"{prefix}{_with_row(a, inserted.row)}:{_with_row(b, lambda r: inserted.row(r, end=True))}"

    return _TOKEN.sub(one, formula)


def copied(formula: str, down: int, right: int) -> str:
    """``formula`` as it is in a cell so many rows below and columns to the right: what has no $ moves along."""

    def one(found: re.Match[str]) -> str:
        if found.group("ref") is None:
            return found.group()
        prefix = found.group()[: found.start("a") - found.start()]
        cells = [_beside(x, down, right) for x in (found.group("a"), found.group("b")) if x]
        return prefix + ":".join(cells)

    return _TOKEN.sub(one, formula)


def spot_of(name: str) -> Spot:
    """B3 (or $B$3) as (2, 1). Raises ValueError."""
    found = _CELL.fullmatch(name)
    if found is None:
        raise ValueError(name)
    return int(found.group(4)) - 1, _column(found.group(2))


def cells_in(formula: str, own: str) -> tuple[tuple[str, Spot], ...]:
    """The cells that a formula of the sheet ``own`` names, those of ranges one by one."""
    found: list[tuple[str, Spot]] = []
    for one in _TOKEN.finditer(formula):
        if one.group("ref") is not None:
            first = spot_of(one.group("a"))
            last = spot_of(one.group("b") or one.group("a"))
            sheet = _sheet(one.group("sheet"), own)
            if (last[0] - first[0] + 1) * (last[1] - first[1] + 1) <= _MOST:
                found += [(sheet, s) for s in _within(first, last)]
    return tuple(found)


def value_of(formula: str, own: str, look: Look) -> Fraction | None:
    """The value of a formula of sums, differences, products, ROUND and ABS; None for any other."""
    try:
        return _Reader(formula, own, look).whole()
    except (ValueError, ZeroDivisionError, RecursionError):
        return None


def _sheet(prefix: str | None, own: str) -> str:
    if prefix is None:
        return own
    return prefix[1:-1].replace("''", "'") if prefix.startswith("'") else prefix


def _with_row(name: str, change: Callable[[int], int]) -> str:
    found = _CELL.fullmatch(name)
    if found is None:
        return name
    return f"{found.group(1)}{found.group(2)}{found.group(3)}{change(int(found.group(4)) - 1) + 1}"


def _beside(name: str, down: int, right: int) -> str:
    found = _CELL.fullmatch(name)
    if found is None:
        return name
    row = int(found.group(4)) - 1 + (0 if found.group(3) else down)
    column = _column(found.group(2)) + (0 if found.group(1) else right)
    letters = spot_name((0, max(column, 0)))[:-1]
    return f"{found.group(1)}{letters}{found.group(3)}{max(row, 0) + 1}"


def _column(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column - 1


class _Reader:
    """Reads a formula from the left; raises ValueError for what it does not know."""

    def __init__(self, formula: str, own: str, look: Look) -> None:
        self._text, self._own, self._look, self._at, self._depth = formula.lstrip("="), own, look, 0, 0

    def whole(self) -> Fraction:
        found = self._sum()
        if self._text[self._at :].strip():
            raise ValueError(self._text)
        return found

    def _peek(self) -> str:
        found = _LEX.match(self._text, self._at)
        return found.group("sign") or "" if found else ""

    def _take(self, sign: str) -> bool:
        found = _LEX.match(self._text, self._at)
        if found is None or found.group("sign") != sign:
            return False
        self._at = found.end()
        return True

    def _sum(self) -> Fraction:
        found = self._product()
        while True:
            if self._take("+"):
                found += self._product()
            elif self._take("-"):
                found -= self._product()
            else:
                return found

    def _product(self) -> Fraction:
        found = self._one()
        while True:
            if self._take("*"):
                found *= self._one()
            elif self._take("/"):
                found /= self._one()
            else:
                return found

    def _one(self) -> Fraction:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ValueError(self._text)
        try:
            if self._take("-"):
                return -self._one()
            if self._take("+"):
                return self._one()
            if self._take("("):
                found = self._sum()
                self._close()
                return found
            return self._plain()
        finally:
            self._depth -= 1

    def _plain(self) -> Fraction:
        cells = self._cells()
        if cells is not None:
            values = list(cells)
            if len(values) != 1:
                raise ValueError(self._text)
            return values[0]
        found = _LEX.match(self._text, self._at)
        if found is None or found.group("sign"):
            raise ValueError(self._text)
        self._at = found.end()
        if found.group("number"):
            return Fraction(found.group("number"))
        return self._function(found.group("name"))

    def _function(self, name: str) -> Fraction:
        if name not in ("SUM", "ROUND", "ABS") or not self._take("("):
            raise ValueError(name)
        arguments: list[Fraction] = []
        while True:
            cells = self._cells() if name == "SUM" else None
            if cells is None or self._peek() not in (",", ")"):
                arguments.append(self._sum() if cells is None else next(iter(cells)) + self._rest())
            else:
                arguments.extend(cells)
            if not self._take(","):
                break
        self._close()
        if name == "SUM":
            return sum(arguments, Fraction(0))
        if name == "ABS":
            return abs(arguments[0])
        return _rounded(arguments[0], int(arguments[1]) if len(arguments) > 1 else 0)

    def _rest(self) -> Fraction:
        """What follows a single cell inside SUM: SUM(A1+A2)."""
        found = Fraction(0)
        while self._peek() in ("+", "-"):
            found += self._product() if self._take("+") else -self._product() if self._take("-") else 0
        if self._peek() not in (",", ")"):
            raise ValueError(self._text)
        return found

    def _close(self) -> None:
        if not self._take(")"):
            raise ValueError(self._text)

    def _cells(self) -> list[Fraction] | None:
        """The values of the reference at this place, None where there is none."""
        start = self._at + len(self._text[self._at :]) - len(self._text[self._at :].lstrip())
        found = _TOKEN.match(self._text, start)
        if found is None or found.group("ref") is None:
            return None
        self._at = found.end()
        sheet = _sheet(found.group("sheet"), self._own)
        first = spot_of(found.group("a"))
        values = [self._look(sheet, s) for s in _within(first, spot_of(found.group("b") or found.group("a")))]
        if any(v is None for v in values):
            raise ValueError(self._text)
        return [v for v in values if v is not None]


def _within(first: Spot, last: Spot) -> Iterator[Spot]:
    (r0, c0), (r1, c1) = first, last
    if (r1 - r0 + 1) * (c1 - c0 + 1) > _MOST:
        raise ValueError(first)
    yield from ((r, c) for r in range(r0, r1 + 1) for c in range(c0, c1 + 1))


def _rounded(value: Fraction, places: int) -> Fraction:
    """Half away from zero, as Excel's ROUND."""
    power = Fraction(10) ** places
    scaled = abs(value) * power
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(whole if value >= 0 else -whole) / power
