"""What a reader is told."""

from yusuan.model.text import Text
from yusuan.report.document import DocumentReport, report
from yusuan.report.text import Style, lines, plain, total_lines

from . import report_samples as samples

MADE = report(("in/示例局2024年预算.pdf",), samples.disclosure(), samples.result(), samples.NAMES)
ZH = """\
■ 示例局 2024 年度部门预算
  文件：in/示例局2024年预算.pdf（广东省广州市，12 页）
  读出：1 张报表、6 项数据、0 条文字陈述；数字有着落 7/8（87.5 %，表格页 100 %）
  核对：等式 40 个，成立 39 个；规则 7 条（通过 1、有问题 3、不适用 1、未核对 1、出错 1）
    出错 YS4-003：规则 YS4-003 运行出错
    未核对 YS4-002：没有读到“三公”经费表
  结论：错误 1，警告 1，提示 1

  错误（1）
  1. YS2-001 合计等于各项之和  第 7 页，表3 支出总表，合计，基本支出
     基本支出合计不等于各类之和。
     印为 12.53 → 应为 12.35
     ✗ 合计 12.53 = [205] 教育支出 2.35 + [208] 社会保障和就业支出（第 8 页） 10.00（差 0.18 万元）——各类之和
     ✓ 合计 12.53 = 合计 12.53
     另见：第 8 页

  警告（1）
  1. YS4-001 文字与表一致  第 9 页，第三部分 情况说明 > 一、收支情况
     文字与表不符。

  提示（1）
  1. YS1-009 应有的说明齐全
     没有名词解释。
"""


def told(made: DocumentReport, style: Style) -> str:
    return "".join(plain(line) + "\n" for line in lines(made, style))


def test_the_report_in_chinese():
    assert told(MADE, Style()) == ZH


def test_the_report_in_english_has_no_chinese_words_of_its_own():
    text = told(MADE, Style("en"))
    assert text.startswith("■ 示例局 2024 budget\n")
    assert "Result: 1 error, 1 warning, 1 hint" in text
    assert "printed 12.53 → expected 12.35" in text
    assert "(off by 0.18 万元)" in text
    assert not any(word in text for word in ("错误", "第 7 页", "核对", "未能"))


def test_quiet_tells_findings_alone_and_verbose_tells_all():
    quiet, verbose = told(MADE, Style(detail=-1)), told(MADE, Style(detail=1))
    assert "核对：" not in quiet
    assert "YS2-001" in quiet
    assert "通过 YS1-001：看了 12 处" in verbose
    assert "舍入方式：表3 支出总表：四舍五入，依据 6 处" in verbose


def test_styles_stand_beside_the_words_not_in_them():
    assert "\x1b" not in told(MADE, Style())
    assert any(style == "bold red" for line in lines(MADE, Style()) for _, style in line)


def test_a_file_that_could_not_be_read_says_why():
    failed = DocumentReport(("a.pdf",), failure=Text("文件是空的。", "The file is empty."))
    assert told(failed, Style()) == "■ a.pdf\n  未能检查：文件是空的。\n"
    assert plain(next(iter(total_lines([MADE, failed], Style())))) == "共检查 1 份：有错误的 1 份；未能检查 1 份"


def test_nothing_wrong_is_said():
    clean = report(("a.pdf",), samples.disclosure(), type(samples.result())((), ()))
    assert "结论：未发现问题" in told(clean, Style())


def test_nothing_of_a_document_commands_a_terminal():
    line = (("甲\x1b]0;x\x07\u202e乙", "bold"), ("\t丙\x9b31m", ""))
    assert plain(line) == "甲\ufffd]0;x\ufffd\ufffd乙\t丙\ufffd31m"
