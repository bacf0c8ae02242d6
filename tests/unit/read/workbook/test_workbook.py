"""Workbooks read whole: merges, what is hidden, formulas, errors, several statements a sheet."""

import datetime as dt

import pytest
from books import SOURCE, book, grids, lines, read, repacked, rows, texts

from yusuan.read import errors
from yusuan.read.disclosure import build
from yusuan.read.numbers import tokens
from yusuan.read.stitch import stitch
from yusuan.read.workbook import read_workbook
from yusuan.read.workbook.layout import sheet_title

HEAD = ("科目编码", "科目名称", "合计", "基本支出", "项目支出")
ROW = (2010301, "行政运行", 110.5, 100, 10.5)


def test_a_statement_with_its_captions_and_note():
    def fill(sheet):
        rows(("部门支出总表",), ("编制单位：某局", None, None, None, "单位：万元"), HEAD, ROW, ("注：无。",))(sheet)
        sheet.merge_cells("A1:E1")

    pages = read(book(fill))
    (grid,) = grids(pages)
    assert texts(grid) == [list(HEAD), ["2010301", "行政运行", "110.5", "100", "10.5"]]
    assert lines(pages) == ["部门支出总表", "编制单位：某局\t单位：万元", "注：无。"]
    (table,) = stitch(pages).tables
    assert (table.title, table.unit, table.body_name) == ("部门支出总表", "万元", "某局")
    assert [n.text for n in table.notes] == ["注：无。"]
    assert grid.cells[-1].place.sheet == "Sheet1"
    assert grid.cells[-1].place.cell == (3, 4)


def test_the_total_of_a_table_without_amounts_is_its_last_row():
    def fill(sheet):
        head = ("类", "款", "科目名称", "合计")
        rows(("政府性基金预算支出表",), head, (229, None, "其他支出"), (), ("合计",), ("本单位无此项支出",))(sheet)
        for merge in ("A1:D1", "A5:C5", "A6:D6"):
            sheet.merge_cells(merge)

    pages = read(book(fill))
    (grid,) = grids(pages)
    assert texts(grid)[-1] == ["合计", "^", "^", ""]
    assert lines(pages) == ["政府性基金预算支出表", "本单位无此项支出"]


def test_every_token_is_in_one_block():
    pages = read(book(rows(("2024年收入总表", None), ("项目", "2024年预算"), ("一、拨款", 12.5)), names=("2.11收入",)))
    (page,) = pages.pages
    found = sum(len(tokens(text)) for text in lines(pages))
    found += sum(len(tokens(c.text)) for g in grids(pages) for c in g.cells)
    assert page.numbers == found == 3


def test_merged_cells_span_and_what_they_cover_is_dropped():
    def fill(sheet):
        rows(("项目", "收入", "支出", None), (None, "合计", "基本", "项目"), ("甲", 3, 2, 1))(sheet)
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("C1:D1")

    data = book(fill)
    under = repacked(
        data, {"xl/worksheets/sheet1.xml": lambda d: d.replace(b'<c r="D1" />', b'<c r="D1"><v>99</v></c>')}
    )
    assert under != data
    (grid,) = grids(read(under))
    assert texts(grid) == [["项目", "收入", "支出", "^"], ["^", "合计", "基本", "项目"], ["甲", "3", "2", "1"]]
    spans = {(c.row, c.column): (c.row_span, c.column_span) for c in grid.cells}
    assert (spans[0, 0], spans[0, 2]) == ((2, 1), (1, 2))


def test_general_figures_of_one_column_show_how_exact_they_are():
    (grid,) = grids(read(book(rows(("项目", "金额"), ("合计", 66356.67), ("甲", 66356.6), ("乙", 0), ("代码", 201)))))
    assert [row[1] for row in texts(grid)] == ["金额", "66356.67", "66356.60", "0.00", "201.00"]


def test_figures_stored_as_text_and_dates_and_booleans():
    line = ("1,234.50", dt.date(2025, 8, 31), True, "—")
    (grid,) = grids(read(book(rows(("金额", "日期", "是否", "无"), line))))
    assert texts(grid)[1] == ["1,234.50", "2025-08-31", "TRUE", "—"]


def test_hidden_rows_columns_and_sheets_are_read_and_told():
    def fill(sheet):
        rows(("项目", "金额", "备注"), ("甲", 1, "x"), ("乙", 2, "y"))(sheet)
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["C"].hidden = True

    def other(sheet):
        rows(("项目", "金额"), ("丙", 3))(sheet)
        sheet.sheet_state = "hidden"

    pages = read(book(fill, other))
    assert [r[0] for g in grids(pages) for r in texts(g)] == ["项目", "甲", "乙", "项目", "丙"]
    assert pages.notes == (
        "工作表“Sheet1”有 1 个隐藏行（第 3 行），内容已读入。",
        "工作表“Sheet1”有 1 个隐藏列（C），内容已读入。",
        "工作表“Sheet2”是隐藏的，内容已读入。",
    )


def test_formulas_show_their_cached_value_or_a_note():
    data = book(rows(("项目", "金额"), ("甲", 1.5), ("合计", "=SUM(B2:B2)"), ("错", "=1/0")))
    cached = repacked(
        data,
        {
            "xl/worksheets/sheet1.xml": lambda d: d.replace(
                b'<c r="B4"><f>1/0</f><v></v></c>', b'<c r="B4" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
            ).replace(b'<c r="B4"><f>1/0</f><v /></c>', b'<c r="B4" t="e"><f>1/0</f><v>#DIV/0!</v></c>')
        },
    )
    pages = read(cached)
    assert texts(grids(pages)[0])[-1] == ["错", "#DIV/0!"]
    assert "1 个公式没有保存计算结果（B3）" in pages.notes[0]
    assert "显示公式错误 #DIV/0!（B4）" in pages.notes[1]


def test_several_statements_on_one_sheet():
    one = (("表1",), ("部门收入总表",), ("单位：万元",), ("项目", "金额"), ("甲", 1), (), ())
    two = (("部门支出总表",), ("单位：元",), HEAD, ROW)
    tables = stitch(read(book(rows(*one, *two)))).tables
    assert [(t.number, t.title, t.unit) for t in tables] == [
        ("表1", "部门收入总表", "万元"),
        ("", "部门支出总表", "元"),
    ]
    assert [t.grid.n_rows for t in tables] == [2, 2]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("2.15单位收支总表", "2.15单位收支总表"),
        ("3.21部门一般公共预算", "3.21部门一般公共预算"),
        ("GK05 2016年一般公共预算财政拨款支出决算表（一）(公开", "2016年一般公共预算财政拨款支出决算表（一）"),
        ("Sheet1", ""),
        ("工作表 (2)", ""),
        ("封面", ""),
    ],
)
def test_the_title_that_a_sheets_name_gives(name, title):
    assert sheet_title(name) == title


def test_a_sheet_without_a_title_has_its_name():
    fills = (rows(("单位：万元",), HEAD, ROW), rows(HEAD, ROW))
    tables = stitch(read(book(*fills, names=("2.15单位支出总表", "3.21部门一般公共预算支出")))).tables
    assert [(t.number, t.title) for t in tables] == [("2.15", "单位支出总表"), ("", "3.21部门一般公共预算支出")]


def test_a_title_that_does_not_end_in_the_word_table():
    (table,) = stitch(read(book(rows(("部门支出总体情况",), HEAD, ROW)))).tables
    assert table.title == "部门支出总体情况"


def test_sheets_of_one_shape_stay_apart():
    tables = stitch(read(book(rows(HEAD, ROW), rows(HEAD, ROW)))).tables
    assert len(tables) == 2


def test_prose_on_a_sheet_is_paragraphs():
    pages = read(book(rows(("部门职能",), (), ("一、负责某事。\n二、共有3个内设机构。",))))
    assert lines(pages) == ["部门职能", "一、负责某事。", "二、共有3个内设机构。"]
    assert not grids(pages)


def test_a_lone_cell_at_the_far_end_takes_no_room():
    def fill(sheet):
        rows(("项目", "金额"), ("甲", 1))(sheet)
        sheet.cell(1_048_576, 16_384, 7)

    (grid,) = grids(read(book(fill)))
    assert (grid.n_rows, grid.n_columns) == (3, 3)


def test_an_empty_workbook():
    with pytest.raises(errors.EmptyFileError):
        read(book(rows()))


def test_rows_and_cells_without_their_numbers():
    data = repacked(
        book(rows(("项目", "金额"), ("甲", 1))),
        {
            "xl/worksheets/sheet1.xml": lambda d: (
                d.replace(b' r="1"', b"").replace(b' r="2"', b"").replace(b' r="B2"', b"")
            )
        },
    )
    assert texts(grids(read(data))[0]) == [["项目", "金额"], ["甲", "1"]]


def test_indent_of_a_cell_is_blanks():
    from openpyxl.styles import Alignment  # noqa: PLC0415

    def fill(sheet):
        rows(("项目", "金额"), ("工资", 1))(sheet)
        sheet["A2"].alignment = Alignment(indent=2)

    assert texts(grids(read(book(fill)))[0])[1][0] == "    工资"


def test_an_archive_without_a_workbook():
    with pytest.raises(errors.DamagedError, match="已损坏"):
        read_workbook(b"PK\x05\x06" + bytes(18), SOURCE)


def test_a_formula_in_error_is_not_understood():
    lines_ = (("2024年部门支出总表",), ("单位：万元",), HEAD, (2010301, "行政运行", "#REF!", 100, 10.5))
    (said,) = build([read(book(rows(*lines_)))]).not_understood
    assert (said.what, said.text, said.why.zh) == ("cell", "#REF!", "公式出错，没有数值")


def test_a_list_of_tables_is_one_table_and_begins_none():
    listed = (("报表目录",), ("报表", "报表名称", "是否空表"), ("表1", "收支总表"), ("表2", "收入总表"),
              ("表9", "政府性基金收支表", "是"), ("表10", "项目支出表"), ("表11", "结转资金支出表", "是"))  # fmt: skip
    (grid,) = grids(read(book(rows(*listed))))
    assert [row[0] for row in texts(grid)] == ["报表", "表1", "表2", "表9", "表10", "表11"]


def test_the_last_line_of_a_cover_is_no_title_of_the_next_sheet():
    pages = read(
        book(rows(("2026年部门预算公开说明",)), rows(("序号", "单位名称"), (1, "某局")), names=("封面", "Sheet2"))
    )
    (table,) = stitch(pages).tables
    assert table.title == ""
