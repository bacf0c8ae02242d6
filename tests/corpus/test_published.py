"""Statements of real documents, wide and long, published anew in every format and read back: the same figures."""

from collections import Counter
from pathlib import Path

import pytest

from support.composed import composed
from yusuan.model.document import Part, Table
from yusuan.publish import publish
from yusuan.read.disclosure import build
from yusuan.read.source import read_pages

#: The smallest PDF of a locality, each with a look of its own.
LOCALITIES = ("beijing", "guangzhou", "hangzhou", "shanghai", "shenzhen", "yantai")


def tables(part: Part) -> list[Table]:
    return [b for b in part.blocks if isinstance(b, Table)] + [t for p in part.parts for t in tables(p)]


@pytest.mark.corpus
@pytest.mark.parametrize("locality", LOCALITIES)
def test_the_figures_come_back(locality: str, shared: Path, tmp_path: Path) -> None:
    pytest.importorskip("typst")
    path = min((shared / "corpus" / locality).glob("*.pdf"), key=lambda p: (p.stat().st_size, p.name))
    document = composed(build([read_pages(path)]))
    printed = Counter(
        (c.coordinate, c.fen)
        for p in document.parts
        for t in tables(p)
        for row in (*t.head, *t.rows)
        for c in row
        if c.coordinate is not None
    )
    assert printed
    for file in publish(document, tmp_path, "x", ["docx", "pdf", "xlsx", "html"]):
        again = build([read_pages(file)])
        assert Counter((f.coordinate, f.amount.value) for f in again.facts) == printed, file.suffix
