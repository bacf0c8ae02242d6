"""Which layout a ledger is begun in: by its id, by the name of a place, with a year behind it or not."""

import pytest

from yusuan.catalog.choice import DEFAULTS, chosen_layout, layout_choices, year_in
from yusuan.catalog.localities import localities


@pytest.mark.parametrize(
    ("words", "kind", "wanted"),
    [
        ("guangdong-budget", "budget", "guangdong-budget"), ("guangdong-budget-2024", "budget", "guangdong-budget"),
        ("广东-2024", "budget", "guangdong-budget"), ("广州市", "budget", "guangdong-budget"),
        ("无锡市", "budget", "jiangsu-budget"), ("福建省", "budget", "fujian-budget"),
        ("厦门市", "budget", "fujian-budget"), ("武汉市", "budget", "china-budget"),
        ("内蒙古2026", "budget", "china-budget"), ("全国", "budget", "china-budget"),
        ("国家", "budget", "central-budget"), ("国家", "final_accounts", "central-final-accounts"),
        ("上海市普陀区", "final_accounts", "shanghai-final-accounts"), ("武汉", "final_accounts", "final-accounts"),
        ("final-accounts", "budget", "final-accounts"), ("beijing-budget", "budget", "china-budget"),
    ],
)  # fmt: skip
def test_words_name_a_layout(words: str, kind: str, wanted: str) -> None:
    found = chosen_layout(words, kind)
    assert found is not None
    assert found.id == wanted


@pytest.mark.parametrize("words", ["火星", "", "china-budgets", "2024"])
def test_words_that_name_none(words: str) -> None:
    assert chosen_layout(words, "budget") is None


def test_every_place_of_the_nation_has_one() -> None:
    for kind in DEFAULTS:
        assert all((found := chosen_layout(name, kind)) and found.kind == kind for name, _, _ in localities())


def test_every_layout_has_a_name_to_choose_by() -> None:
    assert all(x.name.zh and x.name.zh != x.id for x in layout_choices())
    assert [x.id for x in layout_choices()][:2] == ["china-budget", "final-accounts"]


def test_the_year_behind_the_words() -> None:
    assert [year_in(w) for w in ("广东-2024", "广东2026年度", "广东", "2024-广东")] == [2024, 2026, 0, 0]
