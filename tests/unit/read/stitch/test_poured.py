"""Pages poured into one: their numbers and running heads no longer break the tables."""

import pytest

from yusuan.model.grid import Cell, Grid, TextLine
from yusuan.model.place import Place, Source
from yusuan.read.html import read_html
from yusuan.read.stitch import stitch
from yusuan.read.stitch.poured import poured

SOURCE = Source("0" * 64, "a.html", "html")
HEAD = "<tr><td>科目编码</td><td>科目名称</td><td>合计</td><td>基本支出</td></tr>"
ROWS = [
    ("201", "一般公共服务支出", "1,200.00", "900.00"),
    ("20101", "人大事务", "1,000.00", "800.00"),
    ("2010101", "行政运行", "1,000.00", "800.00"),
    ("20103", "政府办公厅", "200.00", "100.00"),
    ("2010301", "行政运行", "150.00", "60.00"),
    ("2010302", "一般行政管理事务", "50.00", "40.00"),
]


def rows(start, end):
    return "".join(f"<tr>{''.join(f'<td>{t}</td>' for t in row)}</tr>" for row in ROWS[start:end])


def page(broken):
    """A page with two tables, both broken after their third row by ``broken`` with the number of the page in it."""
    parts = ["<html><body><p>某市测绘局部门预算</p>"]
    for number, title in enumerate(("支出总体情况表", "一般公共预算支出情况表"), 3):
        parts.append(f"<p>表{number}</p><p>{title}</p><p>单位：万元</p><table>{HEAD}{rows(0, 3)}</table>")
        parts.append(broken.format(n=10 + 2 * number, head=HEAD))
        parts.append(f"{rows(3, 6)}</table><p>— {11 + 2 * number} —</p>")
    return stitch(read_html("".join([*parts, "</body></html>"]).encode(), SOURCE))


@pytest.mark.parametrize("again", ["<table>{head}", "<table>"], ids=["head again", "no head"])
@pytest.mark.parametrize(
    "between",
    [
        "<p>— {n} —</p>", "<p>{n}</p>", "<p>第 {n} 页 共 30 页</p>", "<p>— {n} —</p><p>某市测绘局2026年预算</p>",
        "<p>某市测绘局2026年预算</p><p>{n}</p>",
    ],
)  # fmt: skip
def test_tables_go_on_over_the_numbers_and_heads_of_pages(between, again):
    out = page(between + again)
    assert [(t.number, t.title, t.grid.n_rows) for t in out.tables] == [
        ("表3", "支出总体情况表", 7), ("表4", "一般公共预算支出情况表", 7),
    ]  # fmt: skip
    assert all("—" not in p.text for s in out.sections for p in s.paragraphs)


def test_words_between_tables_part_them():
    out = page("<p>本表无结转资金。</p><p>另见下表：</p><table>{head}")
    assert len(out.tables) == 4


def line(text):
    return TextLine(text, Place(SOURCE, line=1))


def table():
    cell = Cell("1.00", 0, 0, 1, 1, Place(SOURCE, line=1))
    return Grid((cell,), 1, 1, Place(SOURCE, line=1))


@pytest.mark.parametrize(
    "blocks",
    [
        [line("1"), line("2"), line("3"), line("4")],  # a column of numbers
        [line("收入情况"), line("12"), line("支出情况"), line("40"), line("其他")],  # that do not count on
        [table(), line("本表为空表"), line("— 3 —"), table(), line("本表为空表"), line("— 4 —"), table()],
        [table(), line("注：见附件"), table(), line("注：见附件"), table(), line("注：见附件"), table()],
    ],
)
def test_what_is_no_number_of_a_page_and_no_running_head(blocks):
    aside = poured(blocks)
    assert [b.text for b in blocks if id(b) in aside if not b.text.startswith("—")] == []


def test_heads_that_break_tables_without_a_number():
    head = [line("某市测绘局部门预算") for _ in range(3)]
    assert poured([table(), head[0], table(), head[1], table(), head[2], table()]) == {id(h) for h in head}
    assert poured([table(), head[0], table(), head[1], table()]) == set()
