"""A grid as a matrix: which cell covers each row and column, and where merges must be inferred."""

from dataclasses import dataclass
from operator import attrgetter

from yusuan.model.grid import Cell, Grid
from yusuan.model.place import Place

_COLUMN = attrgetter("column")


@dataclass(frozen=True, slots=True)
class Matrix:
    """``cover[r][c]``: the cell that covers (r, c), None where nothing is drawn; shapes as the grid's.

    ``begun[r]``: the cells that begin in row r, from the left.
    """

    grid: Grid
    cover: tuple[tuple[Cell | None, ...], ...]
    begun: tuple[tuple[Cell, ...], ...]

    @property
    def n_rows(self) -> int:
        """Number of rows."""
        return self.grid.n_rows

    @property
    def n_columns(self) -> int:
        """Number of columns."""
        return self.grid.n_columns

    def text(self, r: int, c: int) -> str:
        """Text of the cell that covers (r, c), '' for none."""
        cell = self.cover[r][c]
        return cell.text if cell is not None else ""

    def own(self, r: int, c: int) -> Cell | None:
        """The cell whose top left is (r, c); None where it is covered by another or empty."""
        cell = self.cover[r][c]
        return cell if cell is not None and cell.row == r and cell.column == c else None

    def row_cells(self, r: int) -> tuple[Cell, ...]:
        """The cells that begin in row ``r``, from the left."""
        return self.begun[r]

    def row_place(self, r: int) -> Place:
        """The place of the first cell of row ``r`` that holds text, else of the grid."""
        cells = self.row_cells(r)
        return next((c.place for c in cells if c.text), cells[0].place if cells else self.grid.place)


def matrix_of(grid: Grid) -> Matrix:
    """Spread the cells over what they span. A cell that lies beyond the grid's shape is cut to it."""
    n_rows, n_columns = grid.n_rows, grid.n_columns
    cover: list[list[Cell | None]] = [[None] * n_columns for _ in range(n_rows)]
    begun: list[list[Cell]] = [[] for _ in range(n_rows)]
    for cell in grid.cells:
        row, column = cell.row, cell.column
        if row >= n_rows or column >= n_columns:
            continue
        free = cover[row][column] is None
        for r in range(row, min(row + cell.row_span, n_rows)):
            line = cover[r]
            for c in range(column, min(column + cell.column_span, n_columns)):
                if line[c] is None:
                    line[c] = cell
        if free and cover[row][column] is cell:
            begun[row].append(cell)
    for cells in begun:
        cells.sort(key=_COLUMN)
    return Matrix(grid, tuple(map(tuple, cover)), tuple(map(tuple, begun)))
