"""A workbook in the form that the budget platform exports for a unit in Shanghai, filled in by a few amounts in 元."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

import openpyxl

Cell = str | Decimal | None
#: (功能科目, 名称, 基本, 项目): of the general budget and of government funds.
GENERAL = (
    ("2010301", "行政运行", "2000000", "0"), ("2010302", "一般行政管理事务", "0", "450000.25"),
    ("2080505", "机关事业单位基本养老保险缴费支出", "300000.50", "0"), ("2210201", "住房公积金", "200000", "0"),
)  # fmt: skip
FUNDS = (("2120801", "征地和拆迁补偿支出", "0", "100000"),)
#: Other income, spent on a project of this function.
OTHER = ("2010302", "50000")
ECONOMY = (
    ("30101", "基本工资", "900000"), ("30108", "机关事业单位基本养老保险缴费", "300000.50"),
    ("30113", "住房公积金", "200000"), ("30201", "办公费", "1099000"), ("30217", "公务接待费", "1000"),
)  # fmt: skip
NAMES = {
    "201": "一般公共服务支出", "20103": "政府办公厅（室）及相关机构事务", "208": "社会保障和就业支出",
    "20805": "行政事业单位养老支出", "221": "住房保障支出", "22102": "住房改革支出", "212": "城乡社区支出",
    "21208": "国有土地使用权出让收入安排的支出", "301": "工资福利支出", "302": "商品和服务支出",
}  # fmt: skip
BODY = "上海市普陀区示例服务中心"
HEAD = ["功能分类科目编码", None, None, "功能分类科目名称"]


def export(path: Path, prefix: str = "", economy: Sequence[tuple[str, str, str]] = ECONOMY) -> Path:
    """Write the workbook to ``path``; ``prefix``: what stands before the sheets' names (2.15)."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    sheets = {
        "封面": [["上海市普陀区2026年区级单位预算"], [], [f"预算单位：{BODY}"]],
        "单位收支总表": _summary(),
        "单位收入总表": [
            *_title("收入预算总表", 9), ["项目", None, None, None, "收入预算"],
            [*HEAD, "合计", "财政拨款收入", "事业收入", "事业单位经营收入", "其他收入"], ["类", "款", "项"],
            *_by_function((*GENERAL, *FUNDS), lambda c, b, p: [b + p + _other(c), b + p, None, None, _other(c)]),
        ],
        "单位支出总表": [
            *_title("支出预算总表", 7), ["项目", None, None, None, "支出预算"], [*HEAD, "合计", "基本支出", "项目支出"],
            ["类", "款", "项"],
            *_by_function((*GENERAL, *FUNDS), lambda c, b, p: [b + p + _other(c), b, p + _other(c)]),
        ],
        "单位一般公共预算拨款表": _fund("一般公共预算支出", GENERAL),
        "单位政府性基金拨款表": _fund("政府性基金预算支出", FUNDS),
        "单位一般公共预算拨款基本支出明细表": _economy(economy),
        "单位“三公”经费和机关运行费预算表": [
            [], ["2026年单位“三公”经费和机关运行经费预算表"], [f"编制单位：{BODY}", *[None] * 5, "单位:万元"],
            ["“三公”经费预算数", *[None] * 5, "机关运行经费预算数"],
            ["合计", "因公出国(境)费", "公务接待费", "公务用车购置及运行费"],
            [None, None, None, "小计", "购置费", "运行费"],
            [Decimal(x) for x in ("0.1", "0", "0.1", "0", "0", "0", "110")],
        ],
    }  # fmt: skip
    for name, rows in sheets.items():
        sheet = book.create_sheet(f"{prefix}{name}" if name != "封面" else name)
        for row in rows:
            sheet.append(row)
        _merge(sheet, name)
    book.save(path)
    return path


def _merge(sheet: openpyxl.worksheet.worksheet.Worksheet, name: str) -> None:
    merged = {
        "单位收支总表": ("A5:B5", "C5:G5", "D6:G6"),
        "单位收入总表": ("A5:D5", "E5:I5", "A6:C6"), "单位支出总表": ("A5:D5", "E5:G5", "A6:C6"),
        "单位一般公共预算拨款表": ("A5:D5", "E5:G5", "A6:C6"), "单位政府性基金拨款表": ("A5:D5", "E5:G5", "A6:C6"),
        "单位一般公共预算拨款基本支出明细表": ("A5:C5", "D5:F5", "A6:B6"),
        "单位“三公”经费和机关运行费预算表": ("A4:F4", "G4:G6", "A5:A6", "B5:B6", "C5:C6", "D5:F5"),
    }  # fmt: skip
    for area in merged.get(name, ()):
        sheet.merge_cells(area)


def _title(name: str, width: int) -> list[list[Cell]]:
    return [[], [f"2026年预算单位{name}"], [], [f"编制单位：{BODY}", *[None] * (width - 2), "单位：元"]]


def _other(code: str) -> Decimal:
    return Decimal(OTHER[1]) if OTHER[0].startswith(code) else Decimal(0)


def _by_function(items: Iterable[tuple[str, str, str, str]], cells: object) -> list[list[Cell]]:
    rows: dict[str, list] = {}
    total = [Decimal(0), Decimal(0)]
    for code, name, basic, project in items:
        amounts = Decimal(basic), Decimal(project)
        total = [a + b for a, b in zip(total, amounts, strict=True)]
        for node in (code[:3], code[:5], code):
            row = rows.setdefault(node, [name if node == code else NAMES[node], Decimal(0), Decimal(0)])
            row[1], row[2] = row[1] + amounts[0], row[2] + amounts[1]
    made = [
        [c[:3], c[3:5] or None, c[5:] or None, name, *[x or None for x in cells(c, basic, project)]]
        for c, (name, basic, project) in sorted(rows.items())
    ]
    return [*made, ["合计", None, None, None, *cells("", *total)]]


def _fund(name: str, items: Iterable[tuple[str, str, str, str]]) -> list[list[Cell]]:
    return [
        *_title(f"{name}功能分类预算表", 7), ["项目", None, None, None, name], [*HEAD, "合计", "基本支出", "项目支出"],
        ["类", "款", "项"], *_by_function(items, lambda _, b, p: [b + p, b, p]),
    ]  # fmt: skip


def _economy(items: Sequence[tuple[str, str, str]]) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    sums = {"301": Decimal(0), "302": Decimal(0)}
    for code, _, amount in items:
        sums[code[:3]] += Decimal(amount)
    for klass, whole in sums.items():
        rows.append([klass, None, NAMES[klass], *_two(klass, whole)])
        rows += [[klass, c[3:], name, *_two(klass, Decimal(a))] for c, name, a in items if c.startswith(klass)]
    total = ["合计", None, None, sum(sums.values()), *sums.values()]
    return [
        *_title("一般公共预算基本支出部门预算经济分类预算表", 6), ["项目", None, None, "一般公共预算基本支出"],
        ["经济分类科目编码", None, "部门经济分类科目名称", "合计", "人员经费", "公用经费"], ["类", "款"], *rows, total,
    ]  # fmt: skip


def _two(klass: str, amount: Decimal) -> list[Cell]:
    return [amount, amount if klass == "301" else None, amount if klass == "302" else None]


def _summary() -> list[list[Cell]]:
    def d(text: str) -> Decimal:
        return Decimal(text)

    return [
        *_title("财务收支预算总表", 7), ["本年收入", None, "本年支出"],
        ["项目", "预算数", "项目", "预算数"], [None, None, None, "合计", "基本支出", None, "项目支出"],
        [None, None, None, None, "人员经费", "公用经费"], [],
        ["一、财政拨款收入", d("3050000.75"), "一、一般公共服务支出", d("2500000.25"), d("900000"), d("1100000"),
         d("500000.25")],
        ["1、一般公共预算", d("2950000.75"), "二、社会保障和就业支出", d("300000.50"), d("300000.50")],
        ["2、政府性基金预算", d("100000"), "三、城乡社区支出", d("100000"), None, None, d("100000")],
        ["3、国有资本经营预算", None, "四、住房保障支出", d("200000"), d("200000")],
        ["二、事业收入"], ["三、事业单位经营收入"], ["四、其他收入", d("50000")],
        ["收入总计", d("3100000.75"), "支出总计", d("3100000.75"), d("1400000.50"), d("1100000"), d("600000.25")],
    ]  # fmt: skip
