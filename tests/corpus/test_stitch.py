"""Real documents to tables, sections and an identity: what a reader sees on the pages, one document a locality."""

import csv
import tomllib
from functools import cache
from pathlib import Path

import pytest

from yusuan.model.grid import Pages
from yusuan.read.gather import gather
from yusuan.read.identify import identify
from yusuan.read.numbers import tokens
from yusuan.read.source import read_pages
from yusuan.read.stitch import stitch
from yusuan.read.table import RawTable, Stitched

pytestmark = pytest.mark.corpus

DOCUMENTS = tomllib.loads((Path(__file__).parent / "tables.toml").read_text(encoding="utf-8"))["document"]
FILES = [document["file"] for document in DOCUMENTS]


@cache
def read(path: Path) -> tuple[Pages, Stitched]:
    pages = read_pages(path)
    return pages, stitch(pages)


@pytest.fixture(scope="module")
def index(shared):
    with (shared / "corpus" / "INDEX.tsv").open(encoding="utf-8") as file:
        return {row["file"]: row for row in csv.DictReader(file, delimiter="\t")}


def summary(table: RawTable) -> list[str | int]:
    pages = sorted({c.place.page for c in table.grid.cells if c.place.page}) or [0]
    return [table.number, table.title, table.unit, table.grid.n_rows, pages[0], pages[-1]]


@pytest.mark.parametrize("document", DOCUMENTS, ids=FILES)
def test_tables(shared, document):
    _, stitched = read(shared / "corpus" / document["file"])
    assert [summary(t) for t in stitched.tables] == document["tables"]


@pytest.mark.parametrize("file", FILES)
def test_every_number_is_in_one_place(shared, file):
    pages, stitched = read(shared / "corpus" / file)
    blocks = [b for page in pages.pages for b in page.blocks]
    printed = sum(len(tokens(c.text)) for b in blocks for c in getattr(b, "cells", (b,)))
    told = sum(len(tokens(c.text)) for t in stitched.tables for c in t.grid.cells)
    told += sum(len(tokens(p.text)) for s in stitched.sections if s.kind != "contents" for p in s.paragraphs)
    # Two halves of a number that a line break cut are one again in a paragraph.
    assert printed - 3 <= told + len(stitched.tokens) <= printed


@pytest.mark.parametrize("file", FILES)
def test_identity(shared, index, file):
    pages, stitched = read(shared / "corpus" / file)
    row = index[file]
    found = identify([stitched], [pages])
    assert (found.body, found.year) == (row["organisation"], int(row["fiscal_year"]))
    assert found.kind == ("final_accounts" if "决算" in row["kind"] else "budget")
    assert found.level == ("unit" if "单位" in row["kind"] else "department")
    assert found.locality


def test_text_and_statements_are_gathered(shared):
    folder = shared / "corpus" / "beijing"
    paths = sorted(p for p in folder.glob("*.pdf") if "政务服务" not in p.name)
    groups = gather([(stitched, pages) for pages, stitched in map(read, paths)])
    assert groups == tuple((i, i + 1) for i in range(0, len(paths), 2))
