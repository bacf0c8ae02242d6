import pytest

from yusuan.model.grid import Grid, TextLine
from yusuan.model.place import Source
from yusuan.read import text as reader
from yusuan.read.errors import EmptyFileError, ReadError, TooLargeError
from yusuan.read.stitch import stitch
from yusuan.read.text import read_text

SOURCE = Source("0" * 64, "预算.txt", "text")


def read(text: str, encoding: str = "utf-8"):
    return read_text(text.encode(encoding), SOURCE)


def laid_out(grid: Grid) -> list[list[str]]:
    cells = {(c.row, c.column): c.text for c in grid.cells}
    return [[cells[r, c] for c in range(grid.n_columns)] for r in range(grid.n_rows)]


def test_tabbed_lines_are_a_grid_and_the_others_are_lines():
    page = read("单位：万元\n\n收入\t\t支出\n项目\t预算\t项目\n一、拨款\t66,356.67\t\n\n注：无。\n").pages[0]
    unit, grid, note = page.blocks
    assert isinstance(unit, TextLine)
    assert isinstance(note, TextLine)
    assert isinstance(grid, Grid)
    assert (grid.n_rows, grid.n_columns) == (3, 3)
    assert [c.text for c in grid.cells][:3] == ["收入", "", "支出"]
    amount = grid.cells[7]
    assert (amount.text, amount.place.line, amount.place.column, amount.place.cell) == ("66,356.67", 5, 2, (2, 1))
    assert page.numbers == 1


def test_short_lines_are_filled_up():
    grid = read("功能科目\t小计\t项目支出\n[201]公共服务\t1.00\n合计\t1.00\t\n").pages[0].blocks[0]
    assert isinstance(grid, Grid)
    assert len(grid.cells) == 9


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(encoding):
    assert read("项目\t预算\n合计\t1.00\n", encoding).pages[0].blocks[0].n_rows == 2


def test_marks_are_stripped_and_a_sign_is_kept():
    page = read("## **第一部分** 概况\n- 一、主要职责\n\n项目\t预算\n结余\t- 5.20\n<p>说明</p>\n").pages[0]
    assert [b.text for b in page.blocks if isinstance(b, TextLine)] == ["第一部分 概况", "一、主要职责", "说明"]
    assert page.blocks[2].cells[3].text == "- 5.20"


def test_a_markdown_table():
    grid = read("| 项目 | 预算数 |\n|------|-----:|\n| 合计 | 1,234.50 |\n").pages[0].blocks[0]
    assert isinstance(grid, Grid)
    assert (grid.n_rows, grid.head) == (2, 1)
    assert [c.text for c in grid.cells] == ["项目", "预算数", "合计", "1,234.50"]


def test_blank_cells_that_a_markdown_row_begins_or_ends_with_are_cells():
    page = read("|收入||支出||\n|---|---|---|---|\n||| 外交支出 |0.00|\n|合计|1.00|||\n").pages[0]
    [grid] = page.blocks
    assert laid_out(grid) == [["收入", "", "支出", ""], ["", "", "外交支出", "0.00"], ["合计", "1.00", "", ""]]


def test_marks_that_are_all_a_cell_says_are_kept():
    [grid] = read("科目\t合计\t**重点**\n**\t1\t2\n").pages[0].blocks
    assert laid_out(grid) == [["科目", "合计", "重点"], ["**", "1", "2"]]


def test_rows_without_an_amount_and_blank_rows_do_not_cut_a_table_pasted_from_a_sheet():
    text = "项目\t预算数\n外交支出\t\n国防支出\t\n教育支出\t5.00\n\t\n结转下年\t0.00\n合计\t5.00\n备注\t\n"
    grid, line = read(text).pages[0].blocks
    assert [row[0] for row in laid_out(grid)] == [
        "项目", "外交支出", "国防支出", "教育支出", "", "结转下年", "合计"
    ]  # fmt: skip
    assert line.text == "备注"


@pytest.mark.parametrize("between", ["注：无。\t\t", "表2\t\t\n收入预算表\t\t", "单位：万元\t\t", "三公经费\t\t"])
def test_what_stands_between_two_tables_pasted_from_a_sheet_parts_them(between):
    text = f"项目\t预算数\t备注\n合计\t5.00\t\n\t\t\n{between}\n单位\t金额\t备注\n合计\t7.00\t\n"
    grids = [b for b in read(text).pages[0].blocks if isinstance(b, Grid)]
    assert [laid_out(g)[1] for g in grids] == [["合计", "5.00", ""], ["合计", "7.00", ""]]


def test_columns_aligned_by_blanks():
    grid = (
        read("科目    合计    基本支出\n行政运行    12.50    12.50\n事业运行    7.00    7.00\n合计    19.50    19.50\n")
        .pages[0]
        .blocks[0]
    )
    assert isinstance(grid, Grid)
    assert (grid.n_rows, grid.n_columns) == (4, 3)


def test_columns_parted_by_one_blank_are_not_guessed():
    rows = "科目编码 科目名称 合计 基本支出 项目支出\n2070104 图书馆 3,070.63 2,362.21\n"
    rows += "2070105 展馆 1,700.57 1,700.57\n2070108 活动 5.19 5.19\n"
    pages = read(rows)
    assert all(isinstance(b, TextLine) for b in pages.pages[0].blocks)
    assert pages.notes


def test_columns_parted_by_one_blank_are_read_where_every_row_is_full():
    rows = "科目编码 科目名称 合计 基本支出 项目支出\n合计 30.00 20.00 10.00\n"
    rows += "2070104 图书馆 12.00 10.00 2.00\n2070105 展馆 18.00 10.00 8.00\n注：无。\n"
    grid, note = read(rows).pages[0].blocks
    assert isinstance(grid, Grid)
    assert (grid.n_rows, grid.n_columns) == (4, 5)
    assert [c.text for c in grid.cells][5:10] == ["", "合计", "30.00", "20.00", "10.00"]
    assert isinstance(note, TextLine)


def test_a_caption_with_its_unit_at_the_right_is_a_line():
    assert isinstance(read("单位名称：某局\t单位：万元\n").pages[0].blocks[0], TextLine)


def test_limits(monkeypatch):
    monkeypatch.setattr(reader, "MAX_LINE", 10)
    with pytest.raises(TooLargeError):
        read("一" * 11)


@pytest.mark.parametrize("data", [b"\x00\x01\x02\xff" * 20, b"\xff\xff\xff\xff"], ids=["zeros", "no encoding"])
def test_rubbish(data):
    with pytest.raises(ReadError):
        read_text(data, SOURCE)


def test_white_space_alone():
    with pytest.raises(EmptyFileError):
        read(" \n\t\n")


def test_tables_cut_by_page_breaks_are_put_together():
    head = "支出项目类别\t总计\t财政拨款\t\t绩效目标\n\t\t合计\t一般公共预算\t\n"
    text = (
        "### 项目支出预算表\n\n单位名称：某中心\n\n单位：万元\n\n"
        f"{head}合计\t30.00\t30.00\t30.00\t\n甲项目\t10.00\t10.00\t10.00\t按期完成。\n\n"
        f"{head}乙项目\t20.00\t20.00\t20.00\t按期完成。\n\n注：无。\n\n"
        "## 支出表\n\n单位：元\n\n项目\t预算\n合计\t5.00\n"
    )
    first, second = stitch(read(text)).tables
    assert (first.title, first.unit, first.body_name, first.grid.n_rows) == ("项目支出预算表", "万元", "某中心", 5)
    assert [n.text for n in first.notes] == ["注：无。"]
    assert (second.title, second.unit, second.grid.n_rows) == ("支出表", "元", 2)


def test_a_sentence_broken_by_a_page_break_is_one_paragraph():
    text = "## 一、经费情况\n\n比上年增加17.6万元，主要原因是本单位按规定程序报废处置了一辆公务用车，于\n\n"
    text += "2023年7月需再购置一辆公务用车。\n\n二、采购安排62.3万元。\n"
    sections = stitch(read(text)).sections
    assert [len(s.paragraphs) for s in sections] == [2]
    assert sections[0].paragraphs[0].text.endswith("一辆公务用车，于2023年7月需再购置一辆公务用车。")
