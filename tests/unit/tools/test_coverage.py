"""The coverage page: what is not accounted for is listed by its cause."""

import coverage as page
import pytest

from yusuan.app.layout import Trial
from yusuan.model.disclosure import Token
from yusuan.model.place import Place, Source
from yusuan.report.account import account, on_table_pages

PLACE = Place(Source("0" * 64, "a.pdf", "pdf"), 1)


def locality(name: str, *whys: tuple[str, bool]) -> page.Locality:
    tokens = [Token("1", "unaccounted", why, PLACE, in_table) for why, in_table in whys]
    trial = Trial(("a.pdf",), tokens=account(tokens), table_tokens=account(on_table_pages(tokens)))
    return page.Locality(name, (trial,), 1.0)


def test_the_rest_by_cause():
    rows = list(
        page.the_rest([locality("a", ("行的名称不认识", True), ("某因", False)), locality("b", ("某因", False))])
    )
    assert rows[-2:] == ["| 某因 | 2 | 1 | a, b |", "| 行的名称不认识 (a row's label is not known) | 1 | 1 | a |"]


def test_nothing_is_left():
    assert list(page.the_rest([locality("a")]))[-1] == "None."


@pytest.mark.parametrize(("part", "whole", "said"), [(1, 1, "100"), (9_999_999, 10_000_000, "99.99"), (0, 0, "–")])
def test_only_all_of_it_is_a_hundred(part, whole, said):
    assert page.percent(part, whole) == said
