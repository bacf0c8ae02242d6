"""Draws the merged heads of a table out of a text file, which cannot show them, before it goes into another format."""

from dataclasses import replace

from yusuan.model.grid import Cell, Grid


def laid_out(grid: Grid, head: int) -> Grid:
    """``grid`` with the merges of its first ``head`` rows."""
    texts = [["" for _ in range(grid.n_columns)] for _ in range(grid.n_rows)]
    at: dict[tuple[int, int], Cell] = {}
    for cell in grid.cells:
        texts[cell.row][cell.column] = cell.text
        at[cell.row, cell.column] = cell
    covered: set[tuple[int, int]] = set()
    for r in range(head):
        for c in range(grid.n_columns):
            if (r, c) in covered or not texts[r][c]:
                continue
            right, down = 1, 1
            while (
                c + right < grid.n_columns
                and not texts[r][c + right]
                and any(texts[k][c + right] for k in range(r + 1, head))
            ):
                right += 1
            while right == 1 and r + down < head and not texts[r + down][c]:
                down += 1
            covered |= {(r + i, c + j) for i in range(down) for j in range(right)} - {(r, c)}
            at[r, c] = replace(at[r, c], row_span=down, column_span=right)
    cells = tuple(cell for spot, cell in sorted(at.items()) if spot not in covered)
    return replace(grid, cells=cells)
