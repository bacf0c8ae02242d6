"""Tables put down by looking at the page (tests/gold): every cell exact, every merge, every amount in its place."""

import hashlib
import json
import re
import string
import sys
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from support.redrawn import as_html
from yusuan.model.amount import parse_number
from yusuan.model.grid import Cell, Grid, Page, Pages, TextLine
from yusuan.model.place import Place, Source
from yusuan.read.source import read_pages

pytestmark = pytest.mark.corpus

FOLDER = Path(__file__).resolve().parents[1] / "gold"
GOLD = sorted(FOLDER.glob("*.json"))
#: A web page without any amount is no document.
WITH_AMOUNTS = [p for p in GOLD if re.search(r"\d[.,]\d", p.read_text(encoding="utf-8"))]
#: The least part of the cells that must be exact, and of the numeric ones that must be in their row and column.
EXACT = PLACED = 0.999
#: The full-width forms of ASCII's marks.
WIDE = {0xFEE0 + ord(c): c for c in string.punctuation}
#: Tables that go on, under a title amid them, with another head.
SEVERAL = {"taiyuan-doc-08"}

Laid = tuple[list[list[str]], list[list[int]]]


@dataclass
class Tally:
    """What the cells of a table came to: all of them, those exact, the numeric ones, those in their place."""

    cells: int = 0
    exact: int = 0
    numbers: int = 0
    placed: int = 0

    def add(self, other: "Tally") -> None:
        self.cells += other.cells
        self.exact += other.exact
        self.numbers += other.numbers
        self.placed += other.placed


def squash(text: str) -> str:
    return "".join(text.split())


def laid_out(grid: Grid) -> Laid:
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


def seen(laid: Laid, *, blank: bool = False) -> Laid:
    """The table without rows and columns that merges cover wholly, which nobody sees.

    With ``blank`` (a sheet has no end) without those that hold no text either, and without merges of blank cells.
    """
    rows, covered = laid
    owner = {(r, c): (row, column) for r, c, row, column in covered}
    down, right = range(len(rows)), range(len(rows[0]))
    if blank:
        kept = [r for r in down if any(rows[r])], [c for c in right if any(row[c] for row in rows)]
    else:
        kept = (
            [r for r in down if any(owner.get((r, c), (r, c))[0] == r for c in right)],
            [c for c in right if any(owner.get((r, c), (r, c))[1] == c for r in down)],
        )
    row_at, column_at = ({old: new for new, old in enumerate(some)} for some in kept)
    merged = [
        [row_at[r], column_at[c], row_at[row], column_at[column]]
        for r, c, row, column in covered
        if {r, row} <= row_at.keys() and {c, column} <= column_at.keys() and (rows[row][column] or not blank)
    ]
    return [[rows[r][c] for c in kept[1]] for r in kept[0]], sorted(merged)


def typed(gold: dict[str, Any]) -> Laid:
    """What was typed; of a sheet without what is blank and without the thousands separators of its number formats."""
    if "sheet" not in gold:
        return gold["grid"], sorted(gold["covered"])
    rows, covered = seen((gold["grid"], gold["covered"]), blank=True)
    return [[c if parse_number(c) is None else c.replace(",", "") for c in row] for row in rows], covered


def tables(pages: Pages, gold: dict[str, Any]) -> list[Grid]:
    """The grids of the page or the sheet; the one meant, where the file says which of them (from 1) of how many."""
    if "sheet" in gold:
        found = [b for p in pages.pages for b in p.blocks if isinstance(b, Grid) and b.place.sheet == gold["sheet"]]
    else:
        found = [b for b in pages.pages[gold["page"] - 1].blocks if isinstance(b, Grid)]
    if len(found) != gold.get("of", len(found)):
        return []
    return found[gold["table"] - 1 : gold["table"]] if "table" in gold else found


def says(cell: str, seen: str) -> bool:
    """Whether a cell read says what was typed: its text, what is left of one cut off (…), or a sentence's digest.

    Of a punctuation mark the eye does not tell the full-width form from the other in a font that draws both alike.
    """
    narrow = cell.translate(WIDE)
    if seen.startswith("sha256:"):
        return seen[7:] in {hashlib.sha256(x.encode()).hexdigest()[:16] for x in (cell, narrow)}
    cell, seen = narrow, seen.translate(WIDE)
    cut_off = "…" in seen and seen.strip("…")
    return cell == seen or (bool(cut_off) and re.fullmatch(re.escape(seen).replace("…", ".*"), cell) is not None)


def as_seen(read: list[list[str]], typed: list[list[str]]) -> list[list[str]]:
    """The cells read, written as typed where they say the same."""
    return [
        [seen if says(cell, seen) else cell for cell, seen in zip_longest(row, line, fillvalue="")][: len(row)]
        for row, line in zip_longest(read, typed, fillvalue=[])
    ][: len(read)]


@cache
def pages_of(path: Path) -> Pages:
    return read_pages(path)


def read_of(corpus: Path, gold: dict[str, Any]) -> list[Laid]:
    """The tables read where one was typed, their cells written as typed where they say the same."""
    found = [seen(laid_out(b)) for b in tables(pages_of(corpus / gold["document"]), gold)]
    return [(as_seen(rows, typed(gold)[0]), covered) for rows, covered in found]


def tally(gold: dict[str, Any], found: list[Laid]) -> Tally:
    """Every cell of what was typed or read counted; where there is not one table, none is exact."""
    rows, covered = found[0] if len(found) == 1 else ([], [])
    right = typed(gold)
    cells = {(r, c): text for r, row in enumerate(right[0]) for c, text in enumerate(row)}
    read = {(r, c): text for r, row in enumerate(rows) for c, text in enumerate(row)}
    moved = {(r, c) for r, c, *_ in (set(map(tuple, covered)) ^ set(map(tuple, right[1])))}
    every = cells.keys() | read.keys()
    exact = [at for at in every if at not in moved and cells.get(at) == read.get(at)]
    numbers = [at for at, text in cells.items() if parse_number(text) is not None]
    return Tally(len(every), len(exact), len(numbers), sum(read.get(at) == cells[at] for at in numbers))


@pytest.mark.parametrize("path", GOLD, ids=lambda p: p.stem)
def test_a_table_is_read_as_it_looks(shared, path):
    gold = json.loads(path.read_text(encoding="utf-8"))
    found = read_of(shared / "corpus", gold)
    assert found == [typed(gold)]


def test_the_rates_over_all_tables(shared):
    """Cells exact and numbers in their place, over everything typed; ``pytest -s`` prints them by place and format."""
    by: dict[str, Tally] = {}
    documents = Counter()
    for path in GOLD:
        gold = json.loads(path.read_text(encoding="utf-8"))
        place, _, name = gold["document"].partition("/")
        one = tally(gold, read_of(shared / "corpus", gold))
        for key in (f"{place} {name.rpartition('.')[2].upper()}", "all"):
            by.setdefault(key, Tally()).add(one)
            documents[key] += 1
    for key, one in by.items():
        print(f"{key:16} tables {documents[key]:3}  cells {one.cells:6}  exact {one.exact:6}", end="  ")
        print(f"numbers {one.numbers:5}  in place {one.placed:5}")
    assert by["all"].exact >= EXACT * by["all"].cells
    assert by["all"].placed >= PLACED * by["all"].numbers


def test_the_gold_tables_are_of_many_places():
    gold = [json.loads(p.read_text(encoding="utf-8")) for p in GOLD]
    places = Counter(g["document"].split("/")[0] for g in gold)
    assert len(places) >= 14
    assert min(places.values()) >= 3
    assert len({(g["document"], g.get("page"), g.get("sheet"), g.get("table")) for g in gold}) == len(gold) >= 60
    assert sum(parse_number(c) is not None for g in gold for row in g["grid"] for c in row) >= 3000


def typed_grid(gold: dict[str, Any]) -> Grid:
    """What was typed, as a grid, to be written in a format that no real document with such a table is at hand in."""
    place = Place(Source("", "typed", "html"))
    ends = {(r, c): (r, c) for r, row in enumerate(gold["grid"]) for c in range(len(row))}
    covered = {(r, c) for r, c, _, _ in gold["covered"]}
    for r, c, row, column in gold["covered"]:
        ends[row, column] = max(ends[row, column], (r, c))
    cells = [
        Cell(gold["grid"][r][c], r, c, end[0] - r + 1, end[1] - c + 1, place)
        for (r, c), end in ends.items()
        if (r, c) not in covered
    ]
    return Grid(tuple(cells), len(gold["grid"]), len(gold["grid"][0]), place)


@pytest.mark.parametrize("path", WITH_AMOUNTS, ids=lambda p: p.stem)
def test_a_table_typed_is_read_of_a_web_page(tmp_path, path):
    gold = json.loads(path.read_text(encoding="utf-8"))
    page = tmp_path / "typed.html"
    grid = typed_grid(gold)
    # A page with a few figures only must have some text to be taken for a disclosure.
    heading = TextLine("本表为二〇二六年度部门预算。" * 30, grid.place)
    page.write_text(as_html(Pages(grid.place.source, (Page(1, (heading, grid), 0),))), encoding="utf-8")
    found = [laid_out(b) for p in read_pages(page).pages for b in p.blocks if isinstance(b, Grid)]
    assert found == [(gold["grid"], sorted(gold["covered"]))]


@pytest.mark.parametrize("path", GOLD, ids=lambda p: p.stem)
@pytest.mark.parametrize("piped", [False, True], ids=["tabs", "Markdown"])
def test_a_table_typed_is_read_of_a_text(tmp_path, path, piped):
    """Such a text says nothing of merges: what they cover is blank.

    Where it begins or ends with rows of one label, nothing tells them from captions and notes: they are left out, as
    are blank columns at the right end.
    """
    typed = json.loads(path.read_text(encoding="utf-8"))["grid"]
    width = max(c + 1 for row in typed for c, text in enumerate(row) if text)
    typed = [row[:width] for row in typed]
    if not piped and path.stem in SEVERAL:
        pytest.skip("a table with a title and a head inside: as text it is two")
    full = [r for r, row in enumerate(typed) if piped or any(row[1:])]
    typed = typed[full[0] : full[-1] + 1]
    lines = [f"|{'|'.join(row)}|" if piped else "\t".join(row) for row in typed]
    if piped:
        lines.insert(1, "|" + "---|" * len(typed[0]))
    text = tmp_path / ("typed.md" if piped else "typed.txt")
    text.write_text("\n".join(["收支总表", "", *lines, "", "注：无。"]), encoding="utf-8")
    found = [laid_out(b)[0] for p in read_pages(text).pages for b in p.blocks if isinstance(b, Grid)]
    assert found == [typed]
