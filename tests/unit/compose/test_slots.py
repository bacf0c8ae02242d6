"""Changes, growth and shares in words."""

from yusuan.compose.slots import change_words, percent

WAN = 1_000_000


def test_changes() -> None:
    assert change_words(105 * WAN, 100 * WAN, "上年") == "较上年增加5.00万元，增长5.00%"
    assert change_words(5 * WAN, 10 * WAN, "上年预算") == "较上年预算减少5.00万元，下降50.00%"
    assert change_words(5 * WAN, 5 * WAN, "上年") == "与上年持平"
    assert change_words(18 * WAN, 0, "上年") == "较上年增加18.00万元，增长--（基数为0，不可比）"


def test_percentages_are_rounded_half_up() -> None:
    assert percent(1, 3) == "33.33"
    assert percent(2, 3) == "66.67"
    assert percent(12_345, 1_000_000) == "1.23"
    assert percent(125, 1_000_000) == "0.01"
    assert percent(0, 5) == "0.00"
