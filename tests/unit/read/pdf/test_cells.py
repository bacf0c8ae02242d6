"""Text to cells: what runs on, what touches, what is hidden, what is printed twice."""

import io

import pikepdf
import pytest
from drawing import SOURCE, Sheet, lines, rows

from yusuan.read.pdf import read_pdf

XS, YS = [50.0, 110.0, 170.0, 230.0], [100.0, 120.0, 140.0]


def first_row(sheet):
    return rows(sheet.grid())[0]


@pytest.mark.parametrize("left", ["82,096,797.42", "1", "184375", "6669667.67"])
@pytest.mark.parametrize("right", ["12,029,501.84", "302", "一般公共服务支出"])
def test_an_amount_that_touches_its_neighbour(left, right):
    sheet = Sheet().ruled([50, 120, 220], YS)
    width = sheet.canvas.stringWidth(left, "Helvetica", 10)
    sheet.letters(119.3 - width, 105, left)
    sheet.letters(121.2, 105, right, font="Helvetica" if right[0].isdigit() else "STSong-Light")
    assert first_row(sheet) == [left, right]


def test_two_amounts_without_any_gap_are_parted_at_the_ruling():
    sheet = Sheet().ruled([50, 120, 220], YS)
    width = sheet.canvas.stringWidth("161,603.34", "Helvetica", 10)
    sheet.letters(120 - width, 105, "161,603.34147,502.38")
    assert first_row(sheet) == ["161,603.34", "147,502.38"]


def test_one_amount_that_is_too_wide_stays_whole_in_its_cell():
    sheet = Sheet().ruled(XS, YS).letters(52, 105, "123,456,789.01")
    assert first_row(sheet) == ["123,456,789.01", "", ""]
    sheet = Sheet().ruled(XS, YS)
    width = sheet.canvas.stringWidth("123,456,789.01", "Helvetica", 10)
    sheet.letters(168 - width, 105, "123,456,789.01")
    assert first_row(sheet) == ["", "123,456,789.01", ""]


@pytest.mark.parametrize("clipped", [True, False])
def test_text_that_runs_on_under_its_neighbour_stays_with_its_own_cell(clipped):
    sheet = Sheet().ruled(XS, YS).text(172, 105, "左邻")
    name = (52.0, 105.0, "机关事业单位基本养老保险缴费支出")
    if clipped:
        sheet.clipped(50.5, 100.5, 109.5, 119.5, name)
        assert first_row(sheet) == [name[2], "", "左邻"]
    else:
        sheet.text(52, 105, "城乡社区公共设施支出")
        assert first_row(sheet) == ["城乡社区公共设施支出", "", "左邻"]


def test_lines_hidden_below_a_row_stay_with_its_cell():
    sheet = Sheet().ruled(XS, [100, 120, 140, 160])
    sheet.clipped(50.5, 100.5, 109.5, 119.5, (52, 98, "第一行文字"), (52, 109, "第二行文字"), (52, 121, "第三行"))
    sheet.clipped(50.5, 120.5, 109.5, 139.5, (52, 125, "下一格"))
    assert [row[0] for row in rows(sheet.grid())] == ["第一行文字第二行文字第三行", "下一格", ""]


def test_a_row_cut_by_a_page_break_is_read_where_it_shows():
    sheet = Sheet().ruled(XS, [300, 320, 340])
    sheet.clipped(49, 299, 231, 341, (52, 305, "甲"), (52, 334, "乙一"), (52, 348, "乙二"), (112, 352, "99.50"))
    sheet.next().ruled(XS, [20, 40, 60])
    sheet.clipped(49, 19, 231, 61, (52, 14, "乙一"), (52, 28, "乙二"), (112, 32, "99.50"), (52, 45, "丙"))
    pages = sheet.read().pages
    assert [rows(page.blocks[0]) for page in pages] == [
        [["甲", "", ""], ["乙一", "", ""]],
        [["乙二", "99.50", ""], ["丙", "", ""]],
    ]
    assert [page.numbers for page in pages] == [0, 1]


def test_text_off_the_page_is_not_there():
    assert lines(Sheet().text(700, 100, "页外").text(50, 100, "页内").page()) == ["页内"]


@pytest.mark.parametrize("copies", [2, 9])
def test_bold_by_overprinting_is_one_text(copies):
    sheet = Sheet().ruled(XS, YS)
    for k in range(copies):
        sheet.text(55 + 0.05 * k, 105 - 0.03 * k, "合计").letters(112 + 0.1 * k, 105, "1,100.00")
    sheet.text(50, 60, "标题").text(50.3, 60, "标题")
    page = sheet.page()
    assert rows(page.blocks[1])[0] == ["合计", "1,100.00", ""]
    assert lines(page) == ["标题"]
    assert page.numbers == 1


def test_an_amount_broken_over_two_lines_is_one():
    sheet = Sheet().ruled([50, 82, 150], [100, 130, 160])
    sheet.text(53, 103, "1,234,", font="Helvetica").text(53, 115, "567.00", font="Helvetica")
    sheet.text(90, 103, "完成投资").text(90, 115, "1234.5万元")
    page = sheet.page()
    assert rows(page.blocks[0])[0] == ["1,234,567.00", "完成投资1234.5万元"]
    assert page.numbers == 2


@pytest.mark.parametrize(
    ("upper", "lower", "text"),
    [
        ("2080", "505", "2080505"),
        ("5074.", "38", "5074.38"),
        ("12.50", "13.50", "12.50 13.50"),
        ("2023", "2024", "2023 2024"),
        ("12,3", "45.6", "12,345.6"),
        ("1.", "2024年", "1. 2024年"),
        ("Grade", "A", "Grade A"),
    ],
)
def test_what_two_lines_of_a_narrow_cell_are(upper, lower, text):
    sheet = Sheet().ruled([50, 82, 150], [100, 130, 160])
    sheet.text(53, 103, upper, font="Helvetica").text(
        53, 115, lower, font="Helvetica" if lower.isascii() else "STSong-Light"
    )
    assert rows(sheet.grid())[0][0] == text


def test_two_numbers_one_above_the_other_in_a_wide_cell_are_two():
    sheet = (
        Sheet().ruled(XS, [100, 130, 160]).text(53, 103, "12", font="Helvetica").text(53, 115, "345", font="Helvetica")
    )
    assert rows(sheet.grid())[0][0] == "12 345"


def test_a_number_broken_at_the_end_of_a_full_line_of_prose_is_one():
    sheet = Sheet().ruled([50, 118, 200], [100, 130, 160])
    sheet.text(53, 103, "及时受理率9").text(53, 115, "5%以上得满分")
    sheet.text(53, 133, "率9").text(53, 145, "5%以上得满分")
    assert [row[0] for row in rows(sheet.grid())] == ["及时受理率95%以上得满分", "率9 5%以上得满分"]


def test_digits_off_their_line_stay_in_their_number():
    sheet = Sheet().ruled(XS, YS)
    x = 60.0
    for k, character in enumerate("9,142.55"):
        sheet.text(x, 105 + (2.5 if k in (2, 5) else 0), character, font="Helvetica")
        x += sheet.canvas.stringWidth(character, "Helvetica", 10)
    assert first_row(sheet) == ["9,142.55", "", ""]


def wide(data: bytes) -> bytes:
    """The PDF with Helvetica saying 1 em for every character."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for font in pdf.pages[0].Resources.Font.values():
            if font.BaseFont == "/Helvetica":
                font.FirstChar, font.LastChar, font.Widths = 0, 255, pikepdf.Array([1000] * 256)
        pdf.save(out)
    return out.getvalue()


def test_a_font_that_lies_about_its_widths():
    """Each digit says 1 em and is set at half: the boxes overlap, the last one reaches over the ruling."""
    sheet = Sheet().ruled([50, 112, 170, 228], [100, 120, 140, 160, 180]).text(50, 60, "合计").text(75, 60, "12.50")
    for top in (105, 125, 145, 165):
        for right in (110, 168, 226):
            sheet.text(right - 55, top, "101,833.841", font="Helvetica", space=-5)
    page = read_pdf(wide(sheet.data()), SOURCE).pages[0]
    [grid] = [block for block in page.blocks if hasattr(block, "cells")]
    assert rows(grid) == [["101,833.841"] * 3] * 4


def test_indents_of_names_become_blanks_and_centred_texts_do_not():
    sheet = Sheet().ruled([50, 200, 260], [100 + 20 * k for k in range(9)])
    sheet.text(105, 105, "科目名称")
    for k, (indent, name) in enumerate(
        [
            (0, "社会保障和就业支出"),
            (1, "行政事业单位养老支出"),
            (2, "行政单位离退休"),
            (2, "其他支出"),
            (0, "住房保障支出"),
            (1, "住房改革支出"),
            (2, "住房公积金"),
        ]
    ):
        sheet.text(52 + 10 * indent, 125 + 20 * k, name).number(258, 125 + 20 * k, "1.00")
    table = rows(sheet.grid())
    assert [len(row[0]) - len(row[0].lstrip()) for row in table] == [0, 0, 2, 4, 4, 0, 2, 4]
    assert not any(row[1].startswith(" ") for row in table)
