"""A sheet as all readers of workbooks hand it on: texts by position, merges, and what its reader noticed."""

from dataclasses import dataclass

from yusuan.model.text import Text
from yusuan.read.errors import TooLargeError

#: Cells with a value in one workbook, rows and columns of one sheet that are looked at.
MAX_CELLS = 1_000_000
MAX_ROW = 1_048_576
MAX_COLUMN = 16_384

Spot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet.

    ``cells``: the shown text by (row, column) from 0; blank cells have none. ``merges``: (first row, first column,
    last row, last column), inclusive. ``hidden``: the sheet itself. ``hidden_rows``/``hidden_columns``: those with a
    value. ``uncached``: cells with a formula and no value. ``errors``: cells that show #REF! and the like.
    """

    name: str
    cells: dict[Spot, str]
    merges: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    uncached: tuple[Spot, ...] = ()
    errors: tuple[Spot, ...] = ()


def too_many_cells() -> TooLargeError:
    """The error for a workbook beyond ``MAX_CELLS``."""
    return TooLargeError(
        Text(
            f"工作簿的单元格超过 {MAX_CELLS} 个，未读取。",
            f"The workbook has more than {MAX_CELLS} cells; it was not read.",
        )
    )


def spot_name(spot: Spot) -> str:
    """(0, 1) as B1."""
    letters, column = "", spot[1] + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{spot[0] + 1}"
