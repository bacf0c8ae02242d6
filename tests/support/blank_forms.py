"""Empty forms as a platform hands them out: sheets by table code, heads of several rows, formulas, blank rows."""

import io
from typing import Any

import xlsxwriter


def platform_form(year: int = 2024, *, blanks: int = 3) -> bytes:
    """A workbook of five sheets in the manner of a platform; ``blanks``: rows left open in its lists."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        pen = {"border": 1, "font_name": "宋体", "font_size": 10}
        looks = {
            "title": book.add_format({"bold": True, "font_size": 16, "align": "center"}),
            "head": book.add_format({**pen, "bold": True, "align": "center", "text_wrap": True}),
            "text": book.add_format(pen),
            "money": book.add_format({**pen, "num_format": "#,##0.00"}),
        }
        _summary(book, looks, year)
        _functions(book, looks, year, blanks)
        _projects(book, looks, year, blanks)
        _topics(book, looks, year)
        _unknown(book, looks, year)
    return out.getvalue()


def _sheet(book: Any, looks: dict[str, Any], name: str, title: str, last: int, unit: str) -> Any:
    sheet = book.add_worksheet(name)
    sheet.merge_range(0, 0, 0, last, title, looks["title"])
    sheet.write(1, 0, "填报单位：")
    sheet.write(1, last, f"金额单位：{unit}")
    return sheet


def _boxes(sheet: Any, looks: dict[str, Any], rows: range, texts: int, last: int) -> None:
    for row in rows:
        for column in range(last + 1):
            sheet.write_blank(row, column, None, looks["text" if column < texts else "money"])


def _summary(book: Any, looks: dict[str, Any], year: int) -> None:
    sheet = _sheet(book, looks, "2.15单位收支总表", f"{year}年单位收支预算总表", 3, "万元")
    sheet.merge_range(2, 0, 2, 1, "收入", looks["head"])
    sheet.merge_range(2, 2, 2, 3, "支出", looks["head"])
    for column, text in enumerate(("项目", "预算数", "项目", "预算数")):
        sheet.write(3, column, text, looks["head"])
    _boxes(sheet, looks, range(4, 13), 1, 3)
    labels = ("一般公共预算拨款收入", "政府性基金预算拨款收入", "国有资本经营预算拨款收入", "事业收入", "其他收入")
    for n, label in enumerate(labels):
        sheet.write(4 + n, 0, label, looks["text"])
    for row in range(4, 13):
        sheet.write_blank(row, 2, None, looks["text"])
    sheet.write(4, 2, "一、一般公共服务支出", looks["text"])
    sheet.write(5, 2, "二、……", looks["text"])
    sheet.write(12, 0, "收入总计", looks["head"])
    sheet.write(12, 2, "支出总计", looks["head"])
    sheet.write_formula(12, 1, "=SUM(B5:B12)", looks["money"])
    sheet.write_formula(12, 3, "=SUM(D5:D12)", looks["money"])
    sheet.write(13, 0, "注：金额保留两位小数。")


def _functions(book: Any, looks: dict[str, Any], year: int, blanks: int) -> None:
    sheet = _sheet(book, looks, "3.21部门一般公共预算支出表", f"{year}年一般公共预算支出表", 4, "元")
    sheet.merge_range(2, 0, 3, 0, "科目编码", looks["head"])
    sheet.merge_range(2, 1, 3, 1, "科目名称", looks["head"])
    sheet.merge_range(2, 2, 2, 4, "一般公共预算支出", looks["head"])
    for column, text in enumerate(("合计", "基本支出", "项目支出"), 2):
        sheet.write(3, column, text, looks["head"])
    _boxes(sheet, looks, range(4, 5 + blanks), 2, 4)
    for row in range(4, 5 + blanks):
        sheet.write_formula(row, 2, f"=D{row + 1}+E{row + 1}", looks["money"])
    sheet.write(4 + blanks, 0, "合计", looks["text"])
    sheet.write(5 + blanks, 0, "注：功能分类列至项级。")
    sheet.data_validation(4, 3, 3 + blanks, 4, {"validate": "decimal", "criteria": ">=", "value": 0})
    sheet.print_area(0, 0, 5 + blanks, 4)


def _projects(book: Any, looks: dict[str, Any], year: int, blanks: int) -> None:
    sheet = _sheet(book, looks, "2.19单位项目支出表", f"{year}年项目支出预算表", 4, "元")
    for column, text in enumerate(("项目名称", "合计", "一般公共预算", "政府性基金预算", "项目绩效目标")):
        sheet.write(2, column, text, looks["head"])
    _boxes(sheet, looks, range(3, 3 + blanks), 1, 4)
    sheet.write(3 + blanks, 0, "合计", looks["text"])
    for column in (1, 2, 3):
        letter = "ABCD"[column]
        sheet.write_formula(3 + blanks, column, f"=SUM({letter}4:{letter}{3 + blanks})", looks["money"])
    sheet.write_blank(3 + blanks, 4, None, looks["text"])


def _topics(book: Any, looks: dict[str, Any], year: int) -> None:
    sheet = _sheet(book, looks, "2.20三公经费表", f"{year}年财政拨款“三公”经费预算表", 3, "万元")
    for column, text in enumerate(("项目", "本年预算数", "上年预算数", "增减额")):
        sheet.write(2, column, text, looks["head"])
    labels = (
        "合计", "一、因公出国（境）费", "二、公务用车购置及运行费", "其中：公务用车购置费", "公务用车运行维护费",
        "三、公务接待费",
    )  # fmt: skip
    _boxes(sheet, looks, range(3, 3 + len(labels)), 1, 3)
    for n, label in enumerate(labels):
        sheet.write(3 + n, 0, label, looks["text"])
        sheet.write_formula(3 + n, 3, f"=B{4 + n}-C{4 + n}", looks["money"])


def _unknown(book: Any, looks: dict[str, Any], year: int) -> None:
    sheet = _sheet(book, looks, "9.01补充表", f"{year}年单位支出预算总表", 4, "元")
    for column, text in enumerate(("科目编码", "科目名称", "合计", "基本支出", "甲乙丙丁")):
        sheet.write(2, column, text, looks["head"])
    _boxes(sheet, looks, range(3, 6), 2, 4)
    sheet.write(5, 0, "合计", looks["text"])
    sheet.write(7, 0, "核对")
    sheet.write_formula(7, 2, "='2.19单位项目支出表'!B7")


def target_sheet(year: int = 2024) -> bytes:
    """A workbook of one form for a project's target: labels above, indicators by level below."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        box = book.add_format({"border": 1, "text_wrap": True})
        sheet = book.add_worksheet("绩效目标申报表")
        sheet.merge_range(0, 0, 0, 5, f"{year}年项目支出绩效目标申报表", book.add_format({"bold": True}))
        for row in range(1, 14):
            for column in range(6):
                sheet.write_blank(row, column, None, box)
        for row, label in enumerate(("项目名称", "主管部门", "年度资金总额（元）", "总体目标", "年度目标"), 1):
            sheet.write(row, 0, label, box)
            sheet.merge_range(row, 1, row, 2 if row < 4 else 5, "", box)
        sheet.write(1, 3, "项目编码", box)
        sheet.merge_range(1, 4, 1, 5, "", box)
        sheet.write(2, 3, "实施单位", box)
        sheet.merge_range(2, 4, 2, 5, "", box)
        sheet.write(3, 3, "其中：财政拨款（元）", box)
        sheet.merge_range(3, 4, 3, 5, "", box)
        for column, head in enumerate(("一级指标", "二级指标", "三级指标", "指标值", "计量单位", "权重")):
            sheet.write(6, column, head, box)
        sheet.merge_range(7, 0, 9, 0, "产出指标", box)
        sheet.merge_range(10, 0, 11, 0, "效益指标", box)
        sheet.write(12, 0, "满意度指标", box)
        seconds = ("数量指标", "质量指标", "时效指标", "社会效益指标", "可持续影响指标", "服务对象满意度指标")
        for row, second in enumerate(seconds, 7):
            sheet.write(row, 1, second, box)
    return out.getvalue()
