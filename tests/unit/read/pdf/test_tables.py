"""Rulings to grids: which lines are a table, which cells it has, and what stands in which."""

import random
import time
from itertools import pairwise

import pytest
from drawing import Sheet, lines, rows

XS, YS = [50.0, 150.0, 250.0, 350.0], [100.0, 120.0, 140.0, 160.0]


def test_every_cell_of_a_ruled_table_with_its_place():
    sheet = Sheet().ruled(XS, YS).text(55, 105, "科目名称").number(245, 125, "1,234.50").text(55, 145, "合计")
    grid = sheet.grid()
    assert rows(grid) == [["科目名称", "", ""], ["", "1,234.50", ""], ["合计", "", ""]]
    cell = next(c for c in grid.cells if c.text == "1,234.50")
    assert cell.place.page == 1
    assert cell.place.cell == (1, 1)
    assert cell.place.box == pytest.approx((150, 120, 250, 140), abs=1)
    assert [(c.row, c.column) for c in grid.cells] == [(r, c) for r in range(3) for c in range(3)]


def test_merged_cells_stand_once_with_their_spans():
    sheet = Sheet()
    for y in YS:
        sheet.line(150 if y == 120 else 50, y, 350, y)
    sheet.line(50, 100, 50, 160).line(150, 100, 150, 160).line(250, 120, 250, 160).line(350, 100, 350, 160)
    sheet.text(55, 115, "项目").text(200, 105, "本年支出").text(155, 125, "合计").text(255, 125, "基本支出")
    grid = sheet.grid()
    spans = {c.text: (c.row, c.column, c.row_span, c.column_span) for c in grid.cells if c.text}
    assert spans == {
        "项目": (0, 0, 2, 1),
        "本年支出": (0, 1, 1, 2),
        "合计": (1, 1, 1, 1),
        "基本支出": (1, 2, 1, 1),
    }
    assert len(grid.cells) == 7


def bars(sheet):
    for x in XS:
        sheet.bar(x - 0.25, 100, x + 0.25, 160)
    for y in YS:
        sheet.bar(50, y - 0.25, 350, y + 0.25)


def frames(sheet):
    for y0, y1 in pairwise(YS):
        for x0, x1 in pairwise(XS):
            sheet.frame(x0, y0, x1, y1)


def strokes_by_cell(sheet):
    for y0, y1 in pairwise(YS):
        for x0, x1 in pairwise(XS):
            sheet.line(x0, y0, x1, y0).line(x0, y1, x1, y1).line(x0, y0, x0, y1).line(x1, y0, x1, y1)


def dashes(sheet):
    for x in XS:
        for k in range(30):
            sheet.line(x, 100 + 2 * k, x, 101 + 2 * k)
    for y in YS:
        for k in range(150):
            sheet.bar(50 + 2 * k, y - 0.25, 50.5 + 2 * k, y + 0.25)


@pytest.mark.parametrize("draw", [bars, frames, strokes_by_cell, dashes])
def test_rulings_drawn_in_other_ways(draw):
    sheet = Sheet()
    draw(sheet)
    for r in range(3):
        for c in range(3):
            sheet.number(XS[c + 1] - 3, YS[r] + 5, f"{r}{c}.50")
    assert rows(sheet.grid()) == [[f"{r}{c}.50" for c in range(3)] for r in range(3)]


def test_white_and_transparent_rulings_are_none():
    sheet = Sheet().ruled(XS, YS)
    sheet.canvas.setStrokeColorRGB(1, 1, 1)
    sheet.line(200, 100, 200, 160)
    sheet.canvas.setStrokeColorRGB(0, 0, 0, alpha=0)
    sheet.line(100, 100, 100, 160)
    sheet.text(90, 105, "跨线文字").text(190, 105, "又一个")
    assert rows(sheet.grid())[0] == ["跨线文字", "又一个", ""]


def test_white_rulings_on_a_coloured_head_part_its_cells():
    sheet = Sheet()
    sheet.canvas.setFillColorRGB(0.1, 0.3, 0.6)
    sheet.bar(50, 100, 350, 120)
    sheet.canvas.setStrokeColorRGB(1, 1, 1)
    sheet.line(150, 100, 150, 160).line(250, 100, 250, 160)
    sheet.canvas.setStrokeColorRGB(0, 0, 0)
    sheet.canvas.setFillColorRGB(0, 0, 0)
    sheet.line(50, 100, 50, 160).line(350, 100, 350, 160)
    for y in YS:
        sheet.line(50, y, 350, y)
    sheet.line(150, 120, 150, 160).line(250, 120, 250, 160)
    sheet.text(55, 105, "科目编码").text(155, 105, "科目名称").text(255, 105, "合计")
    assert rows(sheet.grid())[0] == ["科目编码", "科目名称", "合计"]


def test_thick_outer_borders():
    sheet = Sheet().ruled([52, 150, 250, 348], [102, 120, 140, 158]).text(58, 106, "甲")
    sheet.bar(48, 98, 352, 102).bar(48, 158, 352, 162).bar(48, 98, 52, 162).bar(348, 98, 352, 162)
    grid = sheet.grid()
    assert (grid.n_rows, grid.n_columns) == (3, 3)


def test_a_watermark_is_in_no_cell():
    sheet = Sheet().ruled(XS, YS).text(55, 105, "甲").number(245, 105, "12.50")
    sheet.canvas.saveState()
    sheet.canvas.translate(60, 400 - 170)
    sheet.canvas.rotate(35)
    sheet.canvas.setFont("STSong-Light", 30)
    sheet.canvas.drawString(0, 0, "内部资料2024")
    sheet.canvas.restoreState()
    page = sheet.page()
    [grid] = [block for block in page.blocks if hasattr(block, "cells")]
    assert rows(grid) == [["甲", "12.50", ""], ["", "", ""], ["", "", ""]]
    assert lines(page) == ["内部资料2024"]


@pytest.mark.parametrize("count", [40, 4000])
def test_a_drawing_of_many_lines_is_no_table_and_takes_no_time(count):
    sheet = Sheet().text(50, 50, "图")
    rng = random.Random(count)
    for _ in range(count):
        x, y, length = rng.uniform(0, 500), rng.uniform(0, 300), rng.uniform(5, 90)
        sheet.line(x, y, x + length, y).line(y, x, y, x + length)
    start = time.perf_counter()
    assert lines(sheet.page()) == ["图"]
    assert time.perf_counter() - start < 3


def test_a_double_line_is_one():
    sheet = Sheet().ruled(XS, YS).line(48, 98, 352, 98).line(48, 162, 352, 162).line(48, 98, 48, 162)
    sheet.line(352, 98, 352, 162).line(252.2, 100, 252.2, 160).text(55, 105, "甲")
    grid = sheet.grid()
    assert (grid.n_rows, grid.n_columns) == (3, 3)
    assert rows(grid)[0] == ["甲", "", ""]


def test_sides_that_are_not_drawn_are_where_the_lines_end():
    sheet = Sheet()
    for y in YS:
        sheet.line(50, y, 350, y)
    sheet.line(150, 100, 150, 160).line(250, 100, 250, 160)
    sheet.text(55, 105, "左").text(155, 105, "中").text(255, 105, "右")
    grid = sheet.grid()
    assert (grid.n_rows, grid.n_columns) == (3, 3)
    assert rows(grid)[0] == ["左", "中", "右"]


def test_a_last_row_without_its_bottom_line():
    sheet = Sheet()
    for y in YS[:3]:
        sheet.line(50, y, 350, y)
    for x in XS:
        sheet.line(x, 100, x, 160)
    sheet.text(55, 145, "续")
    assert rows(sheet.grid())[2] == ["续", "", ""]


def test_sides_of_a_cell_that_goes_on_over_the_whole_page_belong_to_the_table_beside_it():
    sheet = Sheet().ruled([250, 350, 450], YS).line(50, 100, 50, 160).line(150, 100, 150, 160)
    sheet.text(55, 120, "项目甲").number(245, 120, "374.40").text(255, 105, "产出指标")
    grid = sheet.grid()
    assert grid.n_columns == 4
    assert {c.text: c.row_span for c in grid.cells if c.column < 2} == {"项目甲": 3, "374.40": 3}


@pytest.mark.parametrize("what", ["frame", "rules", "underline", "page border", "axis"])
def test_lines_that_are_no_table(what):
    sheet = Sheet().text(60, 110, "职责：12.50").text(60, 130, "二")
    if what == "frame":
        sheet.frame(50, 100, 350, 160)
    elif what == "rules":
        sheet.line(50, 30, 550, 30).line(50, 370, 550, 370)
    elif what == "underline":
        sheet.line(60, 122, 100, 122).line(60, 142, 70, 142)
    elif what == "page border":
        sheet.frame(10, 10, 590, 390)
    else:
        sheet.line(50, 100, 50, 160).line(50, 160, 350, 160)
    assert lines(sheet.page()) == ["职责：12.50", "二"]


def test_a_table_inside_a_page_border_and_two_tables_on_a_page():
    sheet = Sheet().frame(10, 10, 590, 390).ruled([50, 150, 250], [100, 120, 140])
    sheet.ruled([50, 120, 190, 250], [200, 220, 240])
    sheet.text(55, 105, "上").text(55, 205, "下").text(55, 170, "中间的话").text(55, 50, "标题")
    blocks = sheet.page().blocks
    assert [type(b).__name__ for b in blocks] == ["TextLine", "Grid", "TextLine", "Grid"]
    assert [b.n_columns for b in blocks if hasattr(b, "n_columns")] == [2, 3]


def test_a_turned_page_is_read_as_shown():
    sheet = Sheet(400, 600)
    sheet.turns = 90
    sheet.canvas.saveState()
    sheet.canvas.rotate(90)
    sheet.canvas.translate(0, -400)
    sheet.height = 400
    sheet.ruled(XS, YS).text(55, 105, "名称").number(245, 105, "12.00")
    sheet.canvas.restoreState()
    page = sheet.page()
    assert (page.width, page.height) == (600, 400)
    assert page.blocks[0].place.box == pytest.approx((50, 100, 350, 160), abs=1)
    assert rows(page.blocks[0])[0] == ["名称", "12.00", ""]


def test_a_table_printed_sideways_on_an_upright_page():
    sheet = Sheet(400, 600)
    sheet.canvas.rotate(90)
    sheet.canvas.translate(0, -400)
    sheet.height = 400
    sheet.ruled(XS, YS).text(55, 105, "名称").number(245, 105, "12.00").text(55, 125, "合计").number(245, 125, "12.00")
    page = sheet.page()
    assert (page.width, page.height) == (400, 600)
    assert rows(page.blocks[0])[:2] == [["名称", "12.00", ""], ["合计", "12.00", ""]]
    assert page.blocks[0].place.box == pytest.approx((100, 250, 160, 550), abs=1)


def test_what_stands_in_a_form_is_read_through_its_matrix():
    sheet = Sheet()
    sheet.canvas.beginForm("F")
    sheet.ruled(XS, YS).text(55, 105, "表内").clipped(51, 121, 149, 139, (55, 125, "太长的文字排到了旁边的格"))
    sheet.canvas.endForm()
    sheet.canvas.saveState()
    sheet.canvas.translate(20, -30)
    sheet.canvas.doForm("F")
    sheet.canvas.restoreState()
    grid = sheet.grid()
    assert grid.place.box == pytest.approx((70, 130, 370, 190), abs=1)
    assert rows(grid)[:2] == [["表内", "", ""], ["太长的文字排到了旁边的格", "", ""]]
