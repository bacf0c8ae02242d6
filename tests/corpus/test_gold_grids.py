"""Tables put down by looking at the page (tests/gold): every cell exact, every merge, every amount in its place."""

import json
from pathlib import Path

import pytest

from yusuan.model.amount import parse_number
from yusuan.model.grid import Grid
from yusuan.read.source import read_pages

pytestmark = pytest.mark.corpus

FOLDER = Path(__file__).resolve().parents[1] / "gold"
GOLD = sorted(FOLDER.glob("*.json"))


def squash(text: str) -> str:
    return "".join(text.split())


def laid_out(grid: Grid) -> tuple[list[list[str]], list[list[int]]]:
    """The grid's rows of text, and what merges cover: row, column, row and column of the merged cell."""
    rows = [[""] * grid.n_columns for _ in range(grid.n_rows)]
    covered = []
    for cell in grid.cells:
        rows[cell.row][cell.column] = squash(cell.text)
        inside = (
            (r, c)
            for r in range(cell.row, cell.row + cell.row_span)
            for c in range(cell.column, cell.column + cell.column_span)
        )
        covered += [[r, c, cell.row, cell.column] for r, c in inside if (r, c) != (cell.row, cell.column)]
    return rows, sorted(covered)


@pytest.mark.parametrize("path", GOLD, ids=lambda p: p.stem)
def test_a_table_is_read_as_it_looks(shared, path):
    gold = json.loads(path.read_text(encoding="utf-8"))
    pages = read_pages(shared / "corpus" / gold["document"])
    found = [laid_out(b) for b in pages.pages[gold["page"] - 1].blocks if isinstance(b, Grid)]
    assert [rows for rows, _ in found] == [gold["grid"]]
    assert found[0][1] == sorted(gold["covered"])


def test_the_gold_tables_are_of_many_places():
    gold = [json.loads(p.read_text(encoding="utf-8")) for p in GOLD]
    assert len({g["document"].split("/")[0] for g in gold}) >= 12
    assert sum(parse_number(c) is not None for g in gold for row in g["grid"] for c in row) >= 400
