"""The web page: no scripts, nothing fetched, tables that say what belongs to what."""

import re

from selectolax.lexbor import LexborHTMLParser

from yusuan.model.document import Document, Prose
from yusuan.publish.html import html
from yusuan.publish.paged import stretches

from .samples import CHART, HOSTILE, document, table


def page(made: Document) -> str:
    return html(made, stretches(made)).decode()


def test_nothing_runs_and_nothing_is_fetched() -> None:
    text = page(document(Prose(HOSTILE), CHART, table(text=HOSTILE)))
    assert "<script" not in text
    assert "default-src 'none'" in text
    assert not re.search(r"(?:src|href)=\"(?!#)", text)
    assert "url(" not in text
    assert "@import" not in text


def test_tables_say_what_belongs_to_what() -> None:
    tree = LexborHTMLParser(page(document(table(), table(wide=True, number="表2"))))
    for found in tree.css("table"):
        assert found.css_first("caption").text(strip=True).startswith("表")
        assert [h.attributes["scope"] for h in found.css("thead th")] == ["colgroup", "col", "colgroup", *["col"] * 4]
        assert all(h.attributes["scope"] == "row" for h in found.css("tbody th"))
        assert all(len(r.css("th")) == 1 for r in found.css("tbody tr"))
    assert [n.attributes["class"] for n in tree.css(".statement")] == ["statement", "statement wide"]
    # The white behind a shorter figure keeps the points in one line.
    assert tree.css_first("td.l1") is not None
    assert ".l1 { padding-right: calc(.5rem + 1ch); }" in page(document(table()))


def test_links_lead_somewhere_and_names_are_single() -> None:
    tree = LexborHTMLParser(page(document(table(), table(number="表2"))))
    names = [n.attributes["id"] for n in tree.css("[id]")]
    assert len(set(names)) == len(names)
    assert {a.attributes["href"][1:] for a in tree.css("a")} <= set(names)


def test_a_chart_has_its_words() -> None:
    tree = LexborHTMLParser(page(document(CHART)))
    assert "教育支出：本年 12.35，上年 0.00" in tree.css_first("svg desc").text()
    assert tree.css_first("svg").attributes["role"] == "img"
