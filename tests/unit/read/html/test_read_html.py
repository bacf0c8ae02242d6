"""Web pages to grids and lines: real tables, tables for layout, text without a table, pages that hold nothing."""

import pytest

from yusuan.model.grid import Grid, TextLine
from yusuan.model.place import Source
from yusuan.read.errors import NotADocumentError, ReadError, TooLargeError
from yusuan.read.html import read_html

SOURCE = Source("0" * 64, "页.html", "html")
SENTENCE = "<p>2024年收入预算66,356.67万元，比上年增加17.62万元；支出预算66,356.67万元。</p>"
TABLE = (
    "<table><tr><th rowspan=2>科目</th><th colspan=2>预算数</th></tr><tr><th>基本支出</th><th>项目支出</th></tr>"
    "<tr><td>合计</td><td>1,234.50</td><td>5.00</td></tr></table>"
)


def read(body: str, head: str = "<meta charset=utf-8>", source: Source = SOURCE, encoding: str = "utf-8"):
    pages = read_html(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(encoding), source)
    assert pages is not None
    return pages


def grids(pages) -> list[Grid]:
    return [b for p in pages.pages for b in p.blocks if isinstance(b, Grid)]


def texts(pages) -> list[str]:
    return [b.text for p in pages.pages for b in p.blocks if isinstance(b, TextLine)]


def cells(grid: Grid) -> list[tuple[str, int, int, int, int]]:
    return [(c.text, c.row, c.column, c.row_span, c.column_span) for c in grid.cells]


def test_spans_and_the_head():
    (grid,) = grids(read(SENTENCE + TABLE))
    assert cells(grid)[:4] == [
        ("科目", 0, 0, 2, 1), ("预算数", 0, 1, 1, 2), ("基本支出", 1, 1, 1, 1), ("项目支出", 1, 2, 1, 1),
    ]  # fmt: skip
    assert (grid.head, grid.n_rows, grid.n_columns) == (2, 3, 3)
    assert grid.cells[5].place.cell == (2, 1)


@pytest.mark.parametrize("span", ["999999999999", "-3", "x", "", "1e9", "٣"])
def test_spans_that_make_no_sense(span):
    table = TABLE.replace("rowspan=2", f'rowspan="{span}"').replace("colspan=2", f'colspan="{span}"')
    (grid,) = grids(read(SENTENCE + table))
    assert grid.n_rows <= 3
    assert grid.n_columns <= 4


def test_short_rows_are_filled_up_and_empty_tracks_left_out():
    (grid,) = grids(read("<table><tr><td colspan=4>项目</td><td>预算</td></tr><tr></tr><tr><td>合计</td></tr>"
                         "<tr><td colspan=4>结余</td><td>12,345.00</td></tr></table>"))  # fmt: skip
    assert cells(grid) == [
        ("项目", 0, 0, 1, 1), ("预算", 0, 1, 1, 1), ("合计", 1, 0, 1, 1), ("", 1, 1, 1, 1), ("结余", 2, 0, 1, 1),
        ("12,345.00", 2, 1, 1, 1),
    ]  # fmt: skip


def test_a_table_that_lays_out_the_page_is_no_grid():
    pages = read(f"<table width=100%><tr><td>栏目</td><td><p>支出预算表</p>{TABLE}{SENTENCE}</td></tr></table>")
    assert [g.n_columns for g in grids(pages)] == [3]
    assert "支出预算表" in texts(pages)


def test_a_row_of_captions_is_a_line():
    pages = read(f"<table><tr><td>编制单位：某局</td><td>单位：万元</td></tr></table>{TABLE}{SENTENCE}")
    assert texts(pages)[0] == "编制单位：某局\t单位：万元"


def test_indents_are_blanks():
    table = "<table>" + "".join(
        f"<tr><td{style}>{blanks}{name}</td><td>{amount}</td></tr>"
        for style, blanks, name, amount in (
            ("", "", "教育支出", "12,345.00"),
            ("", "&nbsp;&nbsp;", "普通教育", "12,345.00"),
            ("", "\u3000\u3000", "小学教育", "12,345.00"),
            (' style="padding-left:28px"', "", "初中教育", "0.00"),
        )
    )
    (grid,) = grids(read(table))
    assert [c.text for c in grid.cells if c.column == 0] == ["教育支出", "  普通教育", "    小学教育", "    初中教育"]


def test_what_is_not_shown_is_not_read():
    pages = read(
        "<script>document.write('9,999.99')</script><style>.x{display:none}</style><!-- 8,888.88 -->"
        f"<p style='display: none'>7,777.77</p><p class=x>6,666.66</p><p hidden>5,555.55</p>{SENTENCE}{TABLE}",
        head="<meta charset=utf-8><style>.x{display:none}</style>",
    )
    shown = "".join(texts(pages))
    assert not any(n in shown for n in ("9,999", "8,888", "7,777", "6,666", "5,555"))
    assert any("不显示" in n for n in pages.notes)
    assert pages.pages[0].numbers == 6


def test_entities_breaks_and_headings():
    pages = read(f"<h2>一、收支&#24773;&#x51b5;</h2>{SENTENCE}<p>甲&lt;乙&gt;<br>丙&amp;丁</p><p>&nbsp;&nbsp;戊</p>")
    assert texts(pages)[0] == "一、收支情况"
    assert texts(pages)[2:] == ["甲<乙>", "丙&丁", "戊"]
    lines = [b.place.line for b in pages.pages[0].blocks]
    assert lines == sorted(lines)  # type: ignore[type-var]


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("gb18030", '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'),
        ("gb18030", ""),
        ("utf-8", "<meta charset=gb2312>"),
        ("gb18030", "<meta charset=utf-8>"),
        ("utf-8-sig", ""),
        ("utf-16", ""),
    ],
)
def test_charsets(encoding, head):
    assert texts(read(SENTENCE, head, encoding=encoding))[0].startswith("2024年收入预算")


def test_menus_and_feet_are_left_out_and_counted():
    menu = "<div class=nav><ul>" + "".join(f"<li><a href=/{i}>栏目{i}</a></li>" for i in range(9)) + "</ul></div>"
    foot = "<div class=footer>版权所有：某局 网站标识码3100000001 沪ICP备05000001号</div>"
    pages = read(f"{menu}<h1>某局2024年部门预算</h1><div class=article>{SENTENCE}{TABLE}</div>{foot}")
    assert texts(pages)[0] == "某局2024年部门预算"
    assert not any("栏目" in t or "ICP" in t for t in texts(pages))
    assert any("正文以外" in n and "个数字" in n for n in pages.notes)
    assert pages.pages[0].numbers == 7


def test_a_page_that_only_links_to_files_names_them():
    page = (
        "<html><body><h1>某局2024年部门预算</h1><p>现将2024年部门预算公开如下。</p>"
        '<a href="/upload/1.pdf">某局2024年部门预算</a><a href="down.jsp?id=3">附件2.xlsx</a>'
        "<a href=/index.html>首页</a>"
    )
    with pytest.raises(NotADocumentError) as caught:
        read_html(page.encode(), SOURCE)
    zh = caught.value.message.zh
    assert "某局2024年部门预算（/upload/1.pdf）" in zh
    assert "附件2.xlsx（down.jsp?id=3）" in zh
    assert "index" not in zh


@pytest.mark.parametrize(
    "body",
    ["", "<h1>404 Not Found</h1>", "<form>用户名<input name=u>密码<input type=password><button>登录</button></form>",
     "<p>您访问的页面不存在或已被删除，请联系管理员。</p><p>错误代码：500</p>"],
)  # fmt: skip
def test_pages_that_are_none(body):
    assert read_html(f"<!DOCTYPE html><html><body>{body}".encode(), SOURCE) is None


def test_a_page_named_pdf_says_so():
    pages = read(SENTENCE + TABLE, source=Source("0" * 64, "预算.pdf", "html"))
    assert any("已按网页读取" in n for n in pages.notes)
    assert any("附件 1 个" in n for n in read(SENTENCE + TABLE + "<a href=a.doc>附件</a>").notes)


def test_nesting_without_end():
    for tag in ("<div>", "<table><tr><td>", "<span>"):
        with pytest.raises(TooLargeError):
            read(tag * 5000 + SENTENCE)
    with pytest.raises(ReadError):
        read("".join(f"<font a={i}>" for i in range(500)) + "<p>" * 100_000 + SENTENCE)
    assert read("<div>" * 400 + SENTENCE + TABLE).pages
    assert read("<b>" * 400 + SENTENCE + TABLE).pages
