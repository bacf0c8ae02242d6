"""Text outside tables: reading order, blanks, tabs, radicals."""

import pytest
from drawing import Sheet, lines


def test_lines_from_the_top_down_with_their_boxes():
    page = Sheet().text(50, 200, "第二行").text(50, 100, "第一行").page()
    assert lines(page) == ["第一行", "第二行"]
    assert page.blocks[0].place.box == pytest.approx((50, 100, 80, 110), abs=2)


def test_no_blank_between_ideographs_one_between_words_a_tab_for_a_wide_gap():
    sheet = Sheet().text(50, 100, "预  算 表").text(50, 120, "Budget 2024 of A", font="Helvetica")
    sheet.text(50, 140, "合计").number(300, 140, "156,211,123").number(400, 140, "0")
    assert lines(sheet.page()) == ["预算表", "Budget 2024 of A", "合计\t156,211,123\t0"]


def test_letterspaced_text_is_one_word():
    assert lines(Sheet().text(50, 100, "部门预算", space=4).page()) == ["部门预算"]


def test_a_page_number_whose_digits_are_set_apart_is_one_number():
    sheet = Sheet().letters(50, 100, "—", 10, "STSong-Light").text(62, 100, "1", font="Helvetica")
    page = sheet.text(73, 100, "0", font="Helvetica").letters(82, 100, "—", 10, "STSong-Light").page()
    assert lines(page) == ["—10—"]


def test_radicals_are_read_as_the_ideographs_that_they_look_like():
    assert lines(Sheet().text(50, 100, "⼀般公共预算").page()) == ["一般公共预算"]


def test_numbers_are_counted_as_printed():
    sheet = Sheet().text(50, 100, "2024年支出12,345.67万元，增长5.5%")
    assert sheet.page().numbers == 3


def test_a_page_without_anything():
    page = Sheet().next().page()
    assert page.blocks == ()
    assert page.has_text


def test_different_words_printed_over_each_other_are_lines_of_their_own():
    sheet = Sheet().text(50, 100, "（二）部门预算项目绩效目标表").text(110, 100, "政策和项目预算绩效目标表")
    assert lines(sheet.page()) == ["（二）部门预算项目绩效目标表", "政策和项目预算绩效目标表"]


def test_words_printed_again_over_themselves_to_look_bold_are_one():
    sheet = Sheet().text(50, 100, "部门预算项目").text(50.4, 100, "部门预算项目").text(80, 100, "算项目绩效")
    assert lines(sheet.page()) == ["部门预算项目绩效"]


def test_thousands_of_words_on_one_spot_are_not_compared_with_each_other(monkeypatch):
    monkeypatch.setattr("yusuan.read.pdf.lines._STACKED", 3)
    sheet = Sheet()
    for n, words in enumerate(("部门预算项目", "政策和任务", "绩效的目标", "资金与来源")):
        sheet = sheet.text(50 + 2 * n, 100, words)
    assert len(lines(sheet.page())) == 1
