"""Real documents as web pages and OFD: the published page whole, and PDFs written in the other formats."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from support.html_of_pdf import html_of_pdf
from support.ofd_of_pdf import ofd_of_pdf
from yusuan.model.grid import Pages
from yusuan.model.place import Source
from yusuan.read.disclosure import build
from yusuan.read.html import read_html
from yusuan.read.ofd import read_ofd
from yusuan.read.pdf import read_pdf
from yusuan.read.source import read_pages

pytestmark = pytest.mark.corpus

SOURCE = Source("0" * 64, "预算", "pdf")
#: Of each locality one document, by the beginning of its name: with right-aligned amounts that touch their neighbours,
#: without codes, with white rulings, sideways, with merged cells over pages.
DOCUMENTS = ["shanghai/2026_上海市住房和城乡建设管理委员会人才开发评价中心", "hangzhou/2026_杭州市司法局",
             "beijing/2026_中共北京市委军民融合发展委员会办公室_部门预算报表", "yantai/2026_烟台市人力资源和社会保障局",
             "wuxi/2025_无锡市发展和改革委员会"]  # fmt: skip


def facts(pages: Pages) -> list[tuple[str, int]]:
    return sorted((str(f.coordinate), f.amount.value) for f in build([pages]).facts)


def numbers(pages: Pages) -> int:
    return sum(p.numbers for p in pages.pages)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_pdf_written_in_other_formats_has_the_same_facts(shared, name):
    folder, start = name.split("/")
    (path,) = [p for p in (shared / "corpus" / folder).iterdir() if p.name.startswith(start) and p.suffix == ".pdf"]
    data = path.read_bytes()
    expected = read_pdf(data, SOURCE)
    known = facts(expected)
    assert known
    ofd = read_ofd(ofd_of_pdf(data), SOURCE)
    assert facts(ofd) == known
    assert numbers(ofd) == numbers(expected)
    page = read_html(html_of_pdf(data).encode(), SOURCE)
    assert page is not None
    assert facts(page) == known
    assert numbers(page) == numbers(expected)


def test_the_published_web_page_is_read_whole(shared):
    (path,) = (shared / "corpus" / "chongqing").glob("*.html")
    pages = read_pages(path)
    read = build([pages])
    assert (read.identity.year, read.identity.kind) == (2018, "budget")
    assert "".join(read.identity.body.split()).endswith("交通委员会")
    assert numbers(pages) == len(read.tokens) == 64
    assert [t.text for t in read.tokens if t.use == "unaccounted"] == []
    assert len(read.claims) >= 20
    assert any("正文以外" in note for note in pages.notes)
