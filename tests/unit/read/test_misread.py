"""Head words that a picture left in doubt: one character away from what the lexicon knows, in one way only."""

import pytest

from yusuan.model.grid import Cell, Grid
from yusuan.model.place import Place, Source
from yusuan.read.interpret.misread import mended

PLACE = Place(Source("0", "scan.pdf", "pdf"), 1)


def grid(*rows: tuple[str, ...], confidence: float = 0.5) -> Grid:
    cells = [Cell(text, r, c, 1, 1, PLACE, confidence) for r, row in enumerate(rows) for c, text in enumerate(row)]
    return Grid(tuple(cells), len(rows), len(rows[0]), PLACE)


def head(word: str, **options: float) -> str:
    return mended(grid(("科目名称", word), ("行政运行", "1.00"), ("事业运行", "2.00"), **options)).cells[1].text


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("一股公共预算", "一般公共预算"),
        ("政府性墓金预算", "政府性基金预算"),
        ("R基本支出", "基本支出"),
        ("财政拨款收入1", "财政拨款收入"),
    ],
)
def test_a_word_one_character_away_is_put_right(read, meant):
    assert head(read) == meant


@pytest.mark.parametrize("word", ["一般公共预算", "项目编码", "某某某某某", "1,234.56", "公甲"])
def test_what_is_known_far_off_or_a_figure_stays(word):
    assert head(word) == word


def test_what_may_be_two_things_stays():
    assert head("某般公某预算") == "某般公某预算"
    assert head("张财政拨款收入") == "张财政拨款收入", "or is it 非财政拨款收入"


def test_what_is_plain_on_the_paper_stays():
    assert head("一股公共预算", confidence=0.99) == "一股公共预算"


def test_below_the_head_nothing_is_touched():
    found = mended(grid(("科目名称", "合计"), ("一股公共预算", "1.00"), ("事业运行", "2.00")))
    assert found.cells[2].text == "一股公共预算"
