"""Categories over the projects of a list are found by the figures alone."""

import time

import pytest

from yusuan.model.disclosure import Row
from yusuan.read.interpret.categories import mark_categories


def marked(text):
    """``text``: 'name amount' a line; a name that begins with 局 is a body. The names that are categories."""
    rows, figures = [], {}
    for index, line in enumerate(text.split("\n")):
        name, amount = line.split()
        delta = (("body", name),) if name[0] == "局" else (("project", name),) if name != "合计" else ()
        rows.append(Row(index, name, "", "data" if delta else "total", delta))
        figures[index] = (f"{amount}.00",)
    return [r.label for r in mark_categories(rows, figures) if r.subset]


TREE = """合计 80
局一 50
通用 20
购置 20
电脑 12
家具 8
专用 30
履职 30
调查 30
局二 30
专用 30
履职 30
宣传 10
调查 {}"""


def test_a_tree_that_only_its_figures_show():
    assert marked(TREE.format(20)) == ["通用", "购置", "专用", "履职", "专用", "履职"]


def test_what_is_a_category_for_one_body_is_one_for_another_whose_figures_are_wrong():
    assert marked(TREE.format(21)) == ["通用", "购置", "专用", "履职", "专用", "履职"]


@pytest.mark.parametrize(
    "text",
    [
        "合计 50\n局一 30\n甲 10\n乙 20\n局二 20\n丙 5\n丁 15",  # a plain list
        "合计 50\n局一 50\n甲 50\n乙 50",  # one category is too few
        "合计 50\n局一 51\n甲 10\n乙 20\n丙 25\n丁 17",  # neither
    ],
)
def test_lists_that_show_no_tree_stay_as_they_are(text):
    assert marked(text) == []


def test_a_project_called_as_its_category_is_counted_once():
    assert marked("合计 40\n局一 40\n通用 10\n活动 10\n活动 10\n专用 30\n甲 10\n乙 20") == ["通用", "活动", "专用"]


def test_a_list_with_endless_readings_is_given_up():
    began = time.monotonic()
    assert marked("合计 1000\n局一 1000\n" + "\n".join(f"甲{i} {1 + i % 3}" for i in range(250))) == []
    assert time.monotonic() - began < 2
