"""Target forms out of grids: sheets, lists, heads over two rows, what a page parts."""

from yusuan.check.targets.forms import forms_of
from yusuan.check.targets.model import Form, Measure
from yusuan.check.targets.words import measure_of, nothing, role_of
from yusuan.model.coordinate import Coordinate
from yusuan.model.disclosure import Disclosure, Identification, Statement
from yusuan.model.grid import Cell, Grid
from yusuan.model.place import Place, Source

SOURCE = Source("0" * 64, "表.txt", "text")
PLACE = Place(SOURCE, line=1)


def forms(
    *rows: str, spans: dict[tuple[int, int], tuple[int, int]] | None = None, kind: str = "targets_project"
) -> tuple[Form, ...]:
    """The forms of one table: a row a line, cells between bars, ~ for what a cell spans over."""
    cells = []
    split = [[c.strip() for c in row.split("|")] for row in rows]
    for r, texts in enumerate(split):
        for c, text in enumerate(texts):
            if text != "~":
                down, right = (spans or {}).get((r, c), (1, 1))
                cells.append(Cell(text, r, c, down, right, Place(SOURCE, line=r + 1, cell=(r, c))))
    grid = Grid(tuple(cells), len(rows), max(map(len, split)), PLACE)
    statement = Statement(0, kind, "绩效目标表", "", Coordinate(), "万元", (), (), grid, (), PLACE)
    identity = Identification("某局", 2026, "budget", "department", "")
    return forms_of(Disclosure(identity, (SOURCE,), (statement,), (), (), (), (), (), ()))


def test_a_sheet_with_labels_above_its_indicators() -> None:
    (form,) = forms(
        "项目名称 | 统计调查 | | |",
        "资金（万元） | 年度资金总额 | 1,000.00 | |",
        "年度目标 | 完成全年调查 | | |",
        "绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值",
        " | 产出指标 | 数量指标 | 指标1：企业数 | ≥300家",
        " | | 质量指标 | 差错率 | ≤1%",
        "备注 | | | |",
    )
    assert (form.project.text, [g.text for g in form.goals]) == ("统计调查", ["完成全年调查"])
    assert [(m.label, m.amount.printed) for m in form.money] == [("年度资金总额", "1,000.00")]
    assert [(i.first, i.second, i.name) for i in form.indicators] == [
        ("产出指标", "数量指标", "企业数"),
        ("产出指标", "质量指标", "差错率"),
    ]
    assert form.indicators[0].measure == Measure("≥", (300, 0), "家")


def test_a_list_has_a_block_for_each_amount_and_goals_run_over_pages() -> None:
    found = forms(
        "项目名称 | 项目总额 | 绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 本年绩效指标值 | 绩效度量单位",
        "甲 | 10 | 建成 | 产出指标 | 数量指标 | 系统 | ≥ | 8 | 个",
        "~ | ~ | 并验收 | 产出指标 | 质量指标 | 合格率 | ＝ | 100 | %",
        "~ | 20 | 维护 | 效益指标 | 社会效益指标 | 便民 | 定性 | 优 |",
        spans={(1, 0): (3, 1), (1, 1): (2, 1)},
    )
    assert [(f.project.text, f.money[0].amount.printed, f.goals[0].text) for f in found] == [
        ("甲", "10", "建成并验收"),
        ("甲", "20", "维护"),
    ]
    assert found[0].indicators[1].measure == Measure("=", (100, 0), "%")
    assert found[1].indicators[0].qualitative


def test_a_head_of_values_with_heads_of_its_own() -> None:
    (form,) = forms(
        "项目名称 | 甲 | | | |",
        "一级指标 | 二级指标 | 三级指标 | 指标值 | ~ | ~",
        "~ | ~ | ~ | 符号 | 值 | 单位",
        "产出指标 | 数量指标 | 培训人数 | ≥ | 300 | 人",
        spans={(1, 0): (2, 1), (1, 1): (2, 1), (1, 2): (2, 1), (1, 3): (1, 3)},
    )
    assert [(i.value, i.measure) for i in form.indicators] == [("300", Measure("≥", (300, 0), "人"))]


def test_a_head_that_is_repeated_goes_on_with_the_form() -> None:
    (form,) = forms(
        "项目名称 | 甲 | | ",
        "指标名称 | 指标性质 | 指标值 | 指标权重(%)",
        "产量 | ≥ | 8 | 60",
        "指标名称 | 指标性质 | 指标值 | 指标权重(%)",
        "销量 | ≥ | 7 | 40",
    )
    assert [i.weight for i in form.indicators] == ["60", "40"]


def test_a_head_that_was_lost_is_told_by_the_levels() -> None:
    (form,) = forms(
        "项目名称 | 甲 | |",
        "产出指标 | 数量指标 | 产量 | 8个",
        "效益指标 | 社会效益指标 | 便民 | 提高",
        "满意度指标 | 服务对象满意度指标 | 满意度 | ≥95%",
    )
    assert [i.level for i in form.indicators] == ["output", "benefit", "satisfaction"]


def test_a_weight_over_several_rows_is_not_known_for_each() -> None:
    (form,) = forms(
        "项目名称 | 甲 | |",
        "二级指标 | 三级指标 | 指标值 | 分值",
        "数量指标 | 产量 | 8个 | 50",
        "数量指标 | 销量 | 7个 | ~",
        spans={(2, 3): (2, 1)},
    )
    assert [i.weight for i in form.indicators] == ["", ""]


def test_the_name_of_a_form_whose_first_rows_were_dropped_is_that_of_the_form_before() -> None:
    found = forms(
        "项目名称 | 甲 | |",
        "一级指标 | 二级指标 | 三级指标 | 指标值",
        "产出指标 | 数量指标 | 产量 | 8个",
        "年度目标 | 另一个目标 | |",
        "一级指标 | 二级指标 | 三级指标 | 指标值",
        "产出指标 | 数量指标 | 产量 | 9个",
    )
    assert [(f.project.text, f.indicators[0].value) for f in found] == [("甲", "8个"), ("甲", "9个")]


def test_two_goals_side_by_side_have_their_words_below() -> None:
    (form,) = forms(
        "项目名称 | 甲 | | |",
        "实施期总目标 | 年度总体目标 | | |",
        "三年内完成全部 | 完成一半 | | |",
        "一级指标 | 二级指标 | 三级指标 | 实施期指标值 | 年度指标值",
        "产出指标 | 数量指标 | 学校数 | ≥150所 | ≥50所",
    )
    assert [g.text for g in form.goals] == ["三年内完成全部", "完成一半"]
    assert form.indicators[0].measure == Measure("≥", (50, 0), "所")


def test_a_table_without_values_is_no_form() -> None:
    assert forms("单位名称 | 项目名称 | 金额 | 绩效目标", "某局 | 甲 | 1.00 | 完成指标") == ()


def test_values_with_signs_units_and_words() -> None:
    assert measure_of("≧95%", "", "", "满意度") == Measure("≥", (95, 0), "%")
    assert measure_of("不超过3.5万元", "", "", "成本") == Measure("≤", (35, 1), "万元")
    assert measure_of("100", "＝", "", "合格率（%）") == Measure("=", (100, 0), "%")
    assert measure_of("1,200", "≥", "人次", "服务") == Measure("≥", (1200, 0), "人次")
    assert measure_of("98%；96%", "", "", "达标率").number is None
    assert measure_of("2026年12月", "", "", "完成时间").number is None
    assert measure_of("有所提高", "", "", "水平") == Measure("", None, "")


def test_heads_and_blanks() -> None:
    heads = {
        "三级指标": "name",
        "指标值类型": "operator",
        "本年绩效指标值": "value",
        "分值权重（90分）": "weight",
        "专项（项目）名称": "project",
    }
    assert {text: role_of(text) for text in heads} == heads
    assert role_of("年度总体目标") == "goal"
    assert [nothing(t) for t in ("", " / ", "无", "--", "无线网络")] == [True, True, True, True, False]
