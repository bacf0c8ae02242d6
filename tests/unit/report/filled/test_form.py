"""Forms that a bureau hands out, filled with a ledger's amounts and read back."""

import hashlib
import io
from dataclasses import replace

import openpyxl
import pytest

from support.blank_forms import platform_form, target_sheet
from support.compose_samples import BODIES, ledger_in, other_money
from support.ledgers import example_ledger
from yusuan.compose import compose
from yusuan.model.ledger import Indicator, Origin
from yusuan.model.place import Source
from yusuan.publish.paged import stretches
from yusuan.publish.xlsx import xlsx
from yusuan.report.filled.form import fill
from yusuan.report.filled.gaps import Filled, FormError
from yusuan.report.filled.told import ranges, told

#: What a layout prints that no form can ask a ledger for: changes against last year, and items without a ledger's.
_APART = {"central-budget": 19, "chongqing-budget": 3}


def filled(data: bytes, ledger=None) -> Filled:
    return fill(data, Source(hashlib.sha256(data).hexdigest(), "表样.xlsx", "xlsx"), ledger or example_ledger())


def opened(form: Filled, *, values: bool = False) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(form.data), data_only=values)


@pytest.fixture(scope="module")
def platform() -> Filled:
    return filled(platform_form())


def test_nothing_contradicts_the_ledger(platform):
    assert not platform.wrong
    assert platform.amounts == 140


def test_rows_without_a_figure_are_filled_by_their_labels(platform):
    sheet = opened(platform)["2.15单位收支总表"]
    assert [sheet.cell(r, 2).value for r in range(5, 10)] == [66356.67, None, None, None, None]
    assert sheet["A2"].value == "填报单位：广州市数字政府运营中心"


def test_a_numbered_list_gets_the_classes_that_money_is_spent_on(platform):
    sheet = opened(platform)["2.15单位收支总表"]
    assert [(sheet.cell(r, 3).value, sheet.cell(r, 4).value) for r in range(5, 11)] == [
        ("一、一般公共服务支出", 3818.29), ("二、科学技术支出", 61418.07), ("三、社会保障和就业支出", 314.13),
        ("四、卫生健康支出", 0.04), ("五、住房保障支出", 806.15), (None, None),
    ]  # fmt: skip


def test_rows_are_put_in_as_they_are_drawn_and_formulas_go_with_them(platform):
    name = "3.21部门一般公共预算支出表"
    sheet, values = opened(platform)[name], opened(platform, values=True)[name]
    assert [sheet.cell(r, 1).value for r in (5, 6, 7)] == ["201", "20103", "2010350"]
    assert sheet["A23"].value == "合计"
    assert sheet["C22"].value == "=D22+E22"
    assert values["C23"].value == pytest.approx(663566749.99)
    assert sheet.print_area.endswith("$A$1:$E$24")
    assert [str(v.sqref) for v in sheet.data_validations.dataValidation] == ["D5:E22"]
    assert sheet["A24"].value.startswith("注")
    assert sheet["D15"].number_format == "#,##0.00"
    assert sheet["D15"].border.left.style == "thin"


def test_projects_come_with_their_targets_and_a_total_by_formula(platform):
    sheet = opened(platform)["2.19单位项目支出表"]
    values = opened(platform, values=True)
    assert sheet["A4"].value == "其他运行经费"
    assert sheet["B4"].value == 3261600
    assert sheet["E4"].value
    assert sheet["B25"].value == "=SUM(B4:B24)"
    assert values["2.19单位项目支出表"]["B25"].value == 630245800
    assert values["9.01补充表"]["C24"].value == 630245800  # a formula of another sheet that names it


def test_last_year_comes_from_the_ledger(platform):
    sheet = opened(platform)["2.20三公经费表"]
    assert [sheet.cell(5 + n, 2).value for n in (1, 2, 3)] == [25.4, 18, 7.4]
    assert [sheet.cell(5 + n, 3).value for n in (1, 2, 3)] == [7.8, 0, 7.8]


def test_what_is_not_understood_stays_blank_and_is_told(platform):
    left = {(x.sheet, x.why.zh): x.cells for x in platform.left}
    assert left["9.01补充表", "列的标题不认识：甲乙丙丁"][0] == "E4"
    assert "B7" in left["2.15单位收支总表", "台账里没有这一项的金额"]
    assert any("差在尾数" in why for sheet, why in left if sheet == "2.15单位收支总表")
    assert opened(platform)["9.01补充表"]["E4"].value is None
    lines = list(told("表样.xlsx", platform, "zh"))
    assert lines[0].startswith("表样 表样.xlsx：填了 140 个金额")
    assert any("9.01补充表!E4:E22" in line for line in lines)


def test_a_form_without_room_for_what_the_ledger_has_is_wrong():
    """The form's total is the sum of rows among which the ledger's carry-over has none."""
    form = filled(platform_form(), ledger_in("guangdong-budget", *other_money()))
    assert any(x.sheet == "2.15单位收支总表" and "表样的公式算得" in x.why.zh for x in form.wrong)


@pytest.mark.parametrize(("change", "why"), [({"year": 2023}, "表样是 2024 年的")])
def test_a_form_of_another_year_is_refused(change, why):
    with pytest.raises(FormError, match=why):
        filled(platform_form(), replace(example_ledger(), **change))


def test_a_workbook_without_statements_is_refused():
    book = openpyxl.Workbook()
    book.active["A1"] = "通知"
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(FormError, match="没有读到任何报表"):
        filled(out.getvalue())


def test_a_target_form_is_filled_for_each_project():
    ledger = example_ledger()
    here = Origin("绩效指标", "A4")
    one = Indicator("产出指标", "数量指标", "培训人次", "≥", "500", "人次", 2000, here)
    indicators = (
        one, replace(one, name="采购设备", value="3", unit="台"),
        replace(one, first="满意度指标", second="服务对象满意度指标", name="群众满意度", value="95", unit="%"),
        replace(one, first="成本指标", second="经济成本指标", name="单位成本", operator="≤"),
    )  # fmt: skip
    first = replace(ledger.projects[0], code="P-1", indicators=indicators, annual_target="年内做完")
    form = filled(target_sheet(), replace(ledger, projects=(first, *ledger.projects[1:])))
    assert form.targets == 21
    assert not form.wrong
    sheet = opened(form)["绩效目标申报表"]
    assert [sheet["B2"].value, sheet["E2"].value, sheet["B6"].value] == [first.name, "P-1", "年内做完"]
    assert [sheet["B4"].value, sheet["E4"].value] == [3261600, 3261600]
    rows = [[sheet.cell(r, c).value for c in range(2, 7)] for r in (8, 9, 14)]
    assert rows == [
        ["数量指标", "培训人次", "≥500", "人次", "20"], [None, "采购设备", "≥3", "台", "20"],
        ["服务对象满意度指标", "群众满意度", "≥95", "%", "20"],
    ]  # fmt: skip
    assert "A8:A11" in {str(m) for m in sheet.merged_cells.ranges}
    told_ = [x.why.zh for x in form.left if x.sheet == "绩效目标申报表"]
    assert "表里没有这些指标的行：单位成本" in told_
    assert opened(form)["绩效目标申报表(2)"]["B2"].value == ledger.projects[1].name


def emptied(data: bytes) -> tuple[bytes, dict[tuple[str, str], float]]:
    """A published workbook without its amounts, and where they stood."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    stood = {}
    for sheet in book:
        if sheet.freeze_panes is None:
            continue
        for row in sheet.iter_rows(min_row=int(sheet.freeze_panes.lstrip("A"))):
            for cell in row:
                if isinstance(cell.value, int | float):
                    stood[sheet.title, cell.coordinate] = cell.value
                    cell.value = None
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), stood


@pytest.mark.parametrize("layout", sorted(BODIES))
def test_a_published_workbook_that_is_emptied_is_a_form_and_filled_it_is_the_same_again(layout):
    ledger = ledger_in(layout, *other_money())
    document = compose(ledger)
    data, stood = emptied(xlsx(document, stretches(document)))
    form = filled(data, ledger)
    book = opened(form)
    lost = []
    for (sheet, cell), value in stood.items():
        now = book[sheet][cell].value
        if now is None and value:
            lost.append((sheet, cell, value))
        assert now is None or now == pytest.approx(value, abs=0.005), (sheet, cell)
    assert len(lost) <= _APART.get(layout, 0), lost[:5]
    assert not form.wrong


def test_cells_below_one_another_are_told_as_a_range():
    assert ranges(("E9", "E10", "E11", "F3", "F5")) == ["E9:E11", "F3", "F5"]


@pytest.mark.parametrize(
    ("layout", "part"),
    [
        ("guangdong-budget", "表5 "),
        ("china-budget", "表6 "),
        ("shanghai-budget", "支出功能分类"),
        ("fujian-budget", "支出经济分类"),
    ],
)
def test_a_list_that_is_all_blank_is_written_anew(layout, part):
    ledger = ledger_in(layout)
    document = compose(ledger)
    book = openpyxl.load_workbook(io.BytesIO(xlsx(document, stretches(document))))
    sheet = next(s for s in book if part in s.title)
    top = int(sheet.freeze_panes.lstrip("A"))
    listed = [r for r in range(top, sheet.max_row + 1) if str(sheet.cell(r, 1).value or "").lstrip("[")[:3].isdigit()]
    stood = {str(sheet.cell(r, 1).value): sheet.cell(r, 3).value or sheet.cell(r, 2).value for r in listed}
    for row in sheet.iter_rows(min_row=top):
        for cell in row:
            if isinstance(cell.value, int | float) or cell.row in listed:
                cell.value = None
    sheet.delete_rows(listed[2], len(listed) - 2)
    out = io.BytesIO()
    book.save(out)
    form = filled(out.getvalue(), ledger)
    now = opened(form)[sheet.title]
    said = {
        str(now.cell(r, 1).value): now.cell(r, 3).value or now.cell(r, 2).value for r in range(top, now.max_row + 1)
    }
    assert not form.wrong
    assert len(said) > 4
    assert all(said.get(key) == value for key, value in stood.items() if not isinstance(value, str)), (stood, said)
