"""Two texts of one target, and names that are one."""

from yusuan.check.targets.aims import alike, name_key
from yusuan.check.targets.compare import Difference, differences, likeness, same


def test_signs_and_cut_ends_make_no_other_target() -> None:
    assert same("维护8个系统，保障安全。", "维护 8 个系统、保障安全")
    assert same("维护8个系统，保障安全", "维护8个系统")
    assert not same("维护8个系统", "维护6个系统")


def test_numbers_and_words_part_as_wholes() -> None:
    assert differences("截至2025年底完成", "截至2026年底完成") == (Difference("截至", "2025", "2026"),)
    assert differences("改善人民生活and环境", "改善人民生活和环境") == (Difference("人民生活", "and", "和"),)
    assert differences("保障各项业务工作", "保障各项业务") == (Difference("各项业务", "工作", ""),)


def test_a_word_that_both_have_by_chance_is_no_seam() -> None:
    (only,) = differences("通过外包的运维保障系统安全稳定", "通过开展的巡检保障系统安全稳定")
    assert (only.here, only.there) == ("外包的运维", "开展的巡检")


def test_likeness_is_in_percent() -> None:
    assert likeness("甲乙丙丁", "甲乙丙丁") == 100
    assert likeness("甲乙丙丁", "子丑寅卯") == 0
    assert likeness("", "") == 0


def test_names_without_their_number_and_cut_off() -> None:
    assert name_key("11000022T000000391740-因公出国（境）类项目") == "因公出国(境)类项目"
    long = "矿山生态修复及监管项目2026年度双随机一公开检查项目"
    assert alike(long, long[:20])
    assert not alike("运维", "运维项目")


def test_a_difference_far_into_long_texts_is_found_and_does_not_take_long() -> None:
    (only,) = differences("很长的目标" * 20_000 + "维护2025个", "很长的目标" * 20_000 + "维护2026个")
    assert (only.here, only.there) == ("2025", "2026")
    assert likeness("长" * 100_000, "短" * 100_000) == 0
