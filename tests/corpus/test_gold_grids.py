"""Tables put down by looking at the page (tests/gold): every cell exact, every merge, every amount in its place."""

import json
import re
from itertools import zip_longest
from pathlib import Path

import pytest

from yusuan.model.amount import parse_number
from yusuan.model.grid import Grid, Pages
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


def tables(pages: Pages, gold: dict[str, object]) -> list[Grid]:
    """The grids of the page or the sheet; the one meant, where the file says which of them (from 1)."""
    if "sheet" in gold:
        found = [b for p in pages.pages for b in p.blocks if isinstance(b, Grid) and b.place.sheet == gold["sheet"]]
    else:
        found = [b for b in pages.pages[gold["page"] - 1].blocks if isinstance(b, Grid)]
    return found[gold["table"] - 1 : gold["table"]] if "table" in gold else found


def as_seen(read: list[list[str]], typed: list[list[str]]) -> list[list[str]]:
    """The cells read, written as typed where they say what can be seen of a text that its cell cuts off (…)."""
    return [
        [
            seen if "…" in seen and re.fullmatch(re.escape(seen).replace("…", ".*"), cell) else cell
            for cell, seen in zip_longest(row, line, fillvalue="")
        ]
        for row, line in zip_longest(read, typed, fillvalue=[])
    ]


@pytest.mark.parametrize("path", GOLD, ids=lambda p: p.stem)
def test_a_table_is_read_as_it_looks(shared, path):
    gold = json.loads(path.read_text(encoding="utf-8"))
    found = [laid_out(b) for b in tables(read_pages(shared / "corpus" / gold["document"]), gold)]
    assert [as_seen(rows, gold["grid"]) for rows, _ in found] == [gold["grid"]]
    assert found[0][1] == sorted(gold["covered"])


def test_the_gold_tables_are_of_many_places():
    gold = [json.loads(p.read_text(encoding="utf-8")) for p in GOLD]
    assert len({g["document"].split("/")[0] for g in gold}) >= 12
    assert sum(parse_number(c) is not None for g in gold for row in g["grid"] for c in row) >= 400
