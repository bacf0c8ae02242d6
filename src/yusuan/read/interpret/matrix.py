"""A grid as a matrix: which cell covers each row and column, and where merges must be inferred."""

from dataclasses import dataclass

from yusuan.model.grid import Cell, Grid
from yusuan.model.place import Place


@dataclass(frozen=True, slots=True)
class Matrix:
    """``cover[r][c]``: the cell that covers (r, c), None where nothing is drawn; shapes as the grid's."""

    grid: Grid
    cover: tuple[tuple[Cell | None, ...], ...]

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

    def row_cells(self, r: int) -> list[Cell]:
        """The cells that begin in row ``r``, from the left."""
        return [x for c, x in enumerate(self.cover[r]) if x is not None and x.row == r and x.column == c]

    def row_place(self, r: int) -> Place:
        """The place of the first cell of row ``r`` that holds text, else of the grid."""
        cells = self.row_cells(r)
        return next((c.place for c in cells if c.text), cells[0].place if cells else self.grid.place)


def matrix_of(grid: Grid) -> Matrix:
    """Spread the cells over what they span. A cell that lies beyond the grid's shape is cut to it."""
    cover: list[list[Cell | None]] = [[None] * grid.n_columns for _ in range(grid.n_rows)]
    for cell in grid.cells:
        for r in range(cell.row, min(cell.row + cell.row_span, grid.n_rows)):
            line = cover[r]
            for c in range(cell.column, min(cell.column + cell.column_span, grid.n_columns)):
                if line[c] is None:
                    line[c] = cell
    return Matrix(grid, tuple(map(tuple, cover)))
