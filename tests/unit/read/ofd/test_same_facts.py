"""The same disclosure as text, web page and OFD: the same facts."""

from pathlib import Path

import pytest

from support.redrawn import as_html, as_ofd
from yusuan.model.grid import Pages
from yusuan.model.place import Source
from yusuan.read.disclosure import build
from yusuan.read.html import read_html
from yusuan.read.ofd import read_ofd
from yusuan.read.text import read_text

SOURCE = Source("0" * 64, "预算", "text")


@pytest.fixture(scope="module")
def example(root: Path) -> Pages:
    return read_text((root / "examples" / "gzdgov-2024.txt").read_bytes(), SOURCE)


def facts(pages: Pages) -> list[tuple[str, int, int]]:
    found = build([pages])
    return sorted((str(f.coordinate), f.amount.value, f.amount.step) for f in found.facts)


@pytest.fixture(scope="module")
def expected(example: Pages) -> list[tuple[str, int, int]]:
    return facts(example)


def test_as_a_web_page(example, expected):
    pages = read_html(as_html(example).encode(), SOURCE)
    assert pages is not None
    assert facts(pages) == expected
    assert sum(p.numbers for p in pages.pages) == sum(p.numbers for p in example.pages)


@pytest.mark.parametrize(("style", "draw"), [("runs", "line"), ("none", "bar"), ("single", "line")])
def test_as_ofd(example, expected, style, draw):
    pages = read_ofd(as_ofd(example, style, draw), SOURCE)
    assert facts(pages) == expected
    assert sum(p.numbers for p in pages.pages) == sum(p.numbers for p in example.pages)
