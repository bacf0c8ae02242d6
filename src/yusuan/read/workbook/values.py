"""Stored values of one sheet collected, then shown: General figures of one column get the same decimals.

A column of General figures (2229.7 under 66356.67) stores exact amounts; shown alike they say how exact they are.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from yusuan.read.workbook.number import date_text, decimals_of, number_text
from yusuan.read.workbook.sheet import MAX_CELLS, Sheet, Spot, too_many_cells
from yusuan.read.workbook.styles import Style

#: Decimals up to which a column's General figures are made alike.
_ALIKE = 6
_PLAIN = Style()


@dataclass(slots=True)
class Values:
    """What a reader has found in one sheet so far."""

    name: str
    hidden: bool = False
    from_1904: bool = False
    zeros: bool = True
    texts: dict[Spot, str] = field(default_factory=dict)
    numbers: dict[Spot, tuple[float, Style]] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    uncached: list[Spot] = field(default_factory=list)
    errors: list[Spot] = field(default_factory=list)

    def text(self, spot: Spot, text: str, style: Style = _PLAIN) -> None:
        """A text cell; a blank one is left out."""
        if text.strip():
            self.texts[spot] = " " * style.indent + text
            self._guard()

    def number(self, spot: Spot, value: float, style: Style) -> None:
        """A cell with a number."""
        self.numbers[spot] = (value, style)
        self._guard()

    def error(self, spot: Spot, text: str) -> None:
        """A cell that shows an error."""
        self.errors.append(spot)
        self.text(spot, text)

    def sheet(self) -> Sheet:
        """The sheet as it is now."""
        least = self._decimals()
        cells = dict(self.texts)
        for spot, (value, style) in self.numbers.items():
            text = self._shown(value, style, least.get(spot[1], 0))
            if text:
                cells[spot] = " " * style.indent + text
        rows = {r for r, _ in cells} & self.hidden_rows
        columns = {c for _, c in cells} & self.hidden_columns
        return Sheet(
            self.name, cells, tuple(self.merges), self.hidden, frozenset(rows), frozenset(columns),
            tuple(self.uncached), tuple(self.errors),
        )  # fmt: skip

    def _shown(self, value: float, style: Style, least: int) -> str:
        if not value and not self.zeros:
            return ""
        try:
            if style.form.is_date:
                return date_text(value, from_1904=self.from_1904)
            return number_text(value, style.form, least if _is_fraction_of(value) else 0)
        except (ValueError, OverflowError):
            return str(value)

    def _decimals(self) -> dict[int, int]:
        """For each column the decimals of its General figures, where it has any with decimals."""
        out: dict[int, int] = {}
        for (_, column), (value, style) in self.numbers.items():
            if style.form.general and value % 1:
                out[column] = max(out.get(column, 0), min(_ALIKE, decimals_of(Decimal(repr(value)))))
        return out

    def _guard(self) -> None:
        if len(self.texts) + len(self.numbers) > MAX_CELLS:
            raise too_many_cells()


def _is_fraction_of(value: float) -> bool:
    """Whether a General number may be an amount in a column of amounts with decimals: any that is no huge code."""
    return abs(value) < 10**12
