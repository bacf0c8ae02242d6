from collections import Counter

from yusuan.model.grid import Grid, Page, Pages
from yusuan.read.stitch import stitch

HEAD = (["科目编码", "科目名称", "支出", "<"], ["^", "^", "基本支出", "项目支出"])


def test_titles_unit_and_body_above_a_table(draft, texts):
    draft.line("公开表1", 450).centred("收支总体情况表").line("部门（单位）：某市信访局\t单位：万元", 90, 505)
    draft.grid(["项目", "预算数"], ["收入总计", "1,717.85"]).line("注：无。")
    (table,) = draft.stitched().tables
    assert (table.number, table.title, table.unit, table.body_name) == (
        "公开表1",
        "收支总体情况表",
        "万元",
        "某市信访局",
    )
    assert texts(table) == [["项目", "预算数"], ["收入总计", "1,717.85"]]
    assert [n.text for n in table.notes] == ["注：无。"]


def test_a_title_over_two_lines(draft):
    draft.line("一般公共预算财政拨款“三公”经费支出决算表及机关运行", 100, 500).line("经费支出表（含上年）", 240, 360)
    draft.line("单位：万元", 450).grid(["项目", "金额"], ["合计", "1.50"])
    assert draft.stitched().tables[0].title == "一般公共预算财政拨款“三公”经费支出决算表及机关运行经费支出表（含上年）"


def test_captions_printed_inside_the_ruling_are_taken_out(draft, texts):
    draft.grid(
        ["表3", "", ""],
        ["2026年支出总表", "<", "<"],
        ["编制部门：某局", "<", "单位：元"],
        ["科目", "基本支出", "项目支出"],
        ["合计", "12,000", "3,400"],
        ["注：单位换算可能有尾差", "<", "<"],
    )
    (table,) = draft.stitched().tables
    assert (table.number, table.title, table.unit, table.body_name) == ("表3", "2026年支出总表", "元", "某局")
    assert texts(table) == [["科目", "基本支出", "项目支出"], ["合计", "12,000", "3,400"]]
    assert [n.text for n in table.notes] == ["注：单位换算可能有尾差"]
    assert table.grid.cells[0].row == 0


def test_the_title_nearest_to_the_table_wins_over_a_sheet_name(draft):
    draft.line("表11-结转支出表").grid(
        ["表11", ""], ["2019年部门综合预算财政拨款结转资金支出表", "<"], ["项目", "金额"], ["某项目", "5.60"]
    )
    assert draft.stitched().tables[0].title == "2019年部门综合预算财政拨款结转资金支出表"


def test_the_next_page_repeats_title_and_head(draft, texts):
    for number, row in enumerate(
        (["208", "社会保障和就业支出", "1.00", "2.00"], ["210", "卫生健康支出", "3.00", "4.00"])
    ):
        draft.line("公开表3", 450).centred("支出总体情况表").line("单位：万元", 440)
        draft.grid(*HEAD, row).foot(f"— {number + 1} —").page()
    out = draft.stitched()
    (table,) = out.tables
    assert [r[0] for r in texts(table)[2:]] == ["208", "210"]
    assert {c.place.page for c in table.grid.cells} == {1, 2}
    assert [t.use for t in out.tokens].count("table_number") == 2
    assert "支出总体情况表" in [f.text for f in out.furniture]


def test_the_next_page_has_neither_title_nor_head(draft, texts):
    edges = (50, 100, 300, 400, 500)
    draft.centred("支出总表").line("单位：万元", 440).grid(
        *HEAD, ["208", "社会保障和就业支出", "1.00", "2.00"], edges=edges
    )
    draft.page().grid(["210", "卫生健康支出", "3.00", "4.00"], edges=edges)
    draft.page().grid(["合计", "4.00", "6.00"], edges=(50, 300, 400, 500))
    (table,) = draft.stitched().tables
    assert texts(table)[-2:] == [["210", "卫生健康支出", "3.00", "4.00"], ["合计", "4.00", "6.00"]]
    total = next(c for c in table.grid.cells if c.text == "合计")
    assert (total.column, total.column_span) == (0, 2)


def test_another_title_begins_another_table(draft):
    draft.centred("收入总表").line("单位：万元", 440).grid(["项目", "金额"], ["合计", "1.00"])
    draft.page().centred("支出总表").line("单位：万元", 440).grid(["项目", "金额"], ["合计", "1.00"])
    assert [t.title for t in draft.stitched().tables] == ["收入总表", "支出总表"]


def test_other_columns_without_a_title_are_another_table(draft):
    draft.centred("收入总表").grid(["项目", "金额"], ["合计", "1.00"], edges=(60, 300, 500))
    draft.page().grid(["单位", "人数", "车辆", "设备"], ["某局", "3", "4", "5"], edges=(90, 150, 250, 350, 450))
    assert [t.grid.n_columns for t in draft.stitched().tables] == [2, 4]


def test_each_form_under_one_title_is_a_table(draft):
    form = [["年度资金总额", "15.00"], ["其中：财政拨款", "15.00"]]
    draft.centred("项目支出绩效目标表").grid(["项目名称", "甲项目"], *form, ["项目名称", "乙项目"], *form)
    draft.page().grid(["项目名称", "丙项目"], *form)
    out = draft.stitched()
    assert [[c.text for c in t.grid.cells][1] for t in out.tables] == ["甲项目", "乙项目", "丙项目"]
    assert {t.title for t in out.tables} == {"项目支出绩效目标表"}


def test_the_same_title_over_another_form_is_a_new_table(draft):
    for name in ("甲项目", "乙项目"):
        draft.centred("政策和项目预算绩效目标表").centred("(2026年度)").grid(
            ["项目名称", name], ["年度资金总额", "15.00"]
        ).page()
    assert len(draft.stitched().tables) == 2


def test_prose_goes_on_in_the_first_row_of_the_next_page(draft, texts):
    edges = (50, 200, 280, 500)
    draft.centred("部门预算项目支出预算表").grid(
        ["项目名称", "预算数", "绩效目标"],
        ["甲项目", "252.28", "组建专业的客服团队，为群众提供咨询，按期完成上级下"],
        edges=edges,
    )
    draft.page().grid(["", "", "达的任务。"], ["乙项目", "100.00", "开展培训。"], edges=edges)
    (table,) = draft.stitched().tables
    assert texts(table)[1:] == [
        ["甲项目", "252.28", "组建专业的客服团队，为群众提供咨询，按期完成上级下达的任务。"],
        ["乙项目", "100.00", "开展培训。"],
    ]


def test_a_row_printed_again_after_the_break_counts_once(draft, texts):
    edges = (50, 200, 280, 500)
    goal = "保障网络、机房、公共平台稳定运行，增加归集数据集数"
    draft.centred("部门预算项目支出预算表").grid(
        ["项目名称", "预算数", "绩效目标"], ["甲项目", "252.28", goal], edges=edges
    )
    draft.page().grid(["甲项目", "252.28", "增加归集数据集数量2万个。"], ["乙项目", "9.00", "培训。"], edges=edges)
    out = draft.stitched()
    assert texts(out.tables[0])[1] == ["甲项目", "252.28", goal + "量2万个。"]
    assert [(t.text, t.use) for t in out.tokens] == [("252.28", "fact")]


def test_a_row_without_amounts_is_a_row_of_its_own(draft, texts):
    edges = (50, 200, 280, 400, 500)
    draft.centred("收支总表").grid(
        ["项目", "预算数", "项目", "预算数"], ["", "", "十八、援助其他地区支出", "502.00"], edges=edges
    )
    draft.page().grid(
        ["", "", "十九、自然资源海洋气象等支出", ""], ["收入总计", "502.00", "支出总计", "502.00"], edges=edges
    )
    assert [r[2] for r in texts(draft.stitched().tables[0])][2] == "十九、自然资源海洋气象等支出"


def test_a_merged_cell_goes_on_over_the_break(draft):
    edges = (50, 200, 280, 400, 500)
    head = ["项目名称", "总额", "指标", "指标值"]
    draft.centred("项目支出绩效目标表").grid(
        head, ["", "438.50", "数量指标", "300"], ["^", "^", "质量指标", "100"], edges=edges
    )
    draft.page().grid(head, ["甲项目", "78.52", "时效指标", "100"], ["^", "^", "成本指标", "90"], edges=edges)
    (table,) = draft.stitched().tables
    name = next(c for c in table.grid.cells if c.text == "甲项目")
    assert (name.row, name.row_span) == (1, 4)


def test_a_page_without_rules_at_its_left_is_a_piece_of_the_table(draft):
    edges = (50, 200, 280, 400, 500)
    draft.centred("项目支出绩效目标表").grid(
        ["项目名称", "总额", "指标", "指标值"], ["", "", "数量指标", "300"], ["^", "^", "质量指标", "100"], edges=edges
    )
    draft.page().grid(["时效指标", "100"], ["成本指标", "90"], edges=(280, 400, 500), height=40)
    block = draft._blocks[0].place.box
    assert block is not None
    draft._at = block[1] + 4
    draft.line("甲项目", 60, 120).line("374.40", 210, 250)
    draft.page().grid(
        ["", "", "满意度指标", "95"], ["^", "^", "效益指标", "90"], ["乙项目", "9.00", "数量指标", "1"], edges=edges
    )
    (table,) = draft.stitched().tables
    name = next(c for c in table.grid.cells if c.text == "甲项目")
    amount = next(c for c in table.grid.cells if c.text == "374.40")
    assert (name.row, name.row_span, name.column) == (1, 6, 0)
    assert (amount.row, amount.row_span, amount.column) == (1, 6, 1)


def test_an_unruled_total_is_put_under_its_columns(draft, texts):
    draft.centred("收入预算总表").grid(
        ["类", "款", "名称", "合计", "拨款"],
        ["201", "05", "统计事务", "257,700", "257,700"],
        ["201", "", "一般公共服务", "257,700", "257,700"],
    )
    draft.page().line("合计\t156,211,123\t156,211,123", 90, 505).page().centred("支出预算总表").grid(
        ["项目", "数"], ["合计", "1,000"]
    )
    first = draft.stitched().tables[0]
    assert texts(first)[-1] == ["", "", "合计", "156,211,123", "156,211,123"]


def test_an_unruled_total_that_does_not_fit_is_left_alone(draft, texts):
    draft.centred("收入预算总表").grid(["名称", "合计", "拨款"], ["统计事务", "257,700", "257,700"])
    draft.line("合计\t156,211,123", 90, 505)
    out = draft.stitched()
    assert len(texts(out.tables[0])) == 2
    assert any("156,211,123" in p.text for s in out.sections for p in s.paragraphs)


def test_page_numbers_agree_from_page_to_page(draft):
    for number in (7, 8, 9):
        draft.full("本部门认真贯彻落实各项方针政策和决策部署。" * 2).foot(str(number)).page()
    out = draft.stitched()
    assert Counter(t.use for t in out.tokens) == {"page_number": 3}


def test_a_lone_number_is_no_page_number(draft):
    draft.full("本部门认真贯彻落实各项方针政策和决策部署。" * 2).foot("25").page().full("各项工作有序开展。" * 4)
    out = draft.stitched()
    assert not out.tokens
    assert any(p.text == "25" for s in out.sections for p in s.paragraphs)


def test_a_running_head_is_set_aside_but_a_repeated_title_is_not(draft):
    for _ in range(4):
        draft.line("某市某局2025年度部门预算公开", 200, 400).centred("支出总表").grid(
            ["项目", "金额"], ["合计", "1.00"]
        ).page()
    out = draft.stitched()
    assert [f.text for f in out.furniture].count("某市某局2025年度部门预算公开") == 4
    assert out.tables[0].title == "支出总表"
    assert {(t.text, t.use) for t in out.tokens} == {("2025", "year")}


def test_a_paragraph_between_tables_is_no_caption(draft):
    draft.full("2026年，本部门重点项目绩效目标情况如下：", 24).grid(
        ["项目", "预算数", "绩效目标"], ["甲", "1.00", "完成"]
    )
    out = draft.stitched()
    assert out.tables[0].title == ""
    assert [p.text for s in out.sections for p in s.paragraphs] == ["2026年，本部门重点项目绩效目标情况如下："]


def test_a_frame_around_text_is_text(draft):
    draft.grid(["本部门没有使用政府性基金预算安排的支出。"])
    out = draft.stitched()
    assert not out.tables
    assert out.sections[0].paragraphs[0].text == "本部门没有使用政府性基金预算安排的支出。"


def test_a_blank_grid_says_nothing(draft):
    draft.centred("收支总表").grid(["项目", "金额"], ["合计", "1.00"]).page().grid(["", ""]).page()
    assert [t.grid.n_rows for t in draft.stitched().tables] == [2]


def test_nothing_on_the_pages(draft):
    out = stitch(Pages(draft.source, (Page(1, (), 0, 595, 842, has_text=False),)))
    assert (out.tables, out.sections, out.furniture, out.tokens) == ((), (), (), ())


def test_cells_keep_the_place_of_their_own_page(draft):
    draft.centred("收支总表").grid(["项目", "金额"], ["甲", "1.00"]).page().grid(["项目", "金额"], ["乙", "2.00"])
    table = draft.stitched().tables[0]
    cell = next(c for c in table.grid.cells if c.text == "2.00")
    assert (cell.row, cell.place.page, cell.place.cell) == (2, 2, (1, 1))
    assert isinstance(table.grid, Grid)


def test_a_title_at_the_foot_of_the_page_before(draft):
    draft.full("各项工作按照计划有序开展，取得了阶段性的成果。").line("表11").line("国有资本经营预算支出表").page()
    draft.line("部门名称：某局　单位：万元").grid(["科目", "合计"], ["教育支出", "0.00"])
    (table,) = draft.stitched().tables
    assert (table.title, table.number, table.unit) == ("国有资本经营预算支出表", "表11", "万元")


def test_a_form_goes_on_below_its_first_rows_printed_again(draft, texts):
    head = [["项目名称", "信息化运行维护"], ["主管部门", "某局"]]
    draft.centred("绩效目标表").grid(*head, ["年度资金总额", "12.00"]).page().grid(*head, ["财政拨款", "12.00"])
    (table,) = draft.stitched().tables
    assert texts(table) == [*head, ["年度资金总额", "12.00"], ["财政拨款", "12.00"]]
