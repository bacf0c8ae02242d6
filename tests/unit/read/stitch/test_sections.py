import pytest

from yusuan.model.place import Source
from yusuan.read.stitch import stitch
from yusuan.read.stitch.heading import kind_of
from yusuan.read.text import read_text


def _paths(out):
    return [(s.kind, s.path) for s in out.sections]


def test_parts_and_headings_make_paths(draft):
    draft.centred("第三部分 2026年部门预算情况说明").line("一、收支增减变化情况", 114)
    draft.full("2026年本部门收入预算3,944.08万元，比上年增加", 24).line("286.07万元，增长7.8%。")
    draft.line("（一）机关运行经费", 114).full("2026年，本部门机关运行经费安排444.39万元，比上", 24).line("年减少。")
    out = draft.stitched()
    part, first = "第三部分 2026年部门预算情况说明", "一、收支增减变化情况"
    assert _paths(out) == [
        ("narrative", (part,)),
        ("narrative", (part, first)),
        ("narrative", (part, first, "（一）机关运行经费")),
    ]
    assert [p.text for p in out.sections[1].paragraphs] == [
        "2026年本部门收入预算3,944.08万元，比上年增加286.07万元，增长7.8%。"
    ]
    assert [(t.text, t.use) for t in out.tokens] == [("2026", "year")]


def test_each_printed_line_keeps_its_place(draft):
    draft.line("一、收支情况", 114).full("2026年本部门收入预算3,944.08万元，比上年增加", 24)
    draft.foot("— 1 —").page().line("286.07万元，增长7.8%。").full("各项工作按照计划有序开展，取得了阶段性成果。", 24)
    paragraph = draft.stitched().sections[0].paragraphs[0]
    assert paragraph.text.endswith("比上年增加286.07万元，增长7.8%。")
    assert paragraph.place_of(0).page == 1
    assert paragraph.place_of(paragraph.text.index("286")).page == 2


def test_a_numbered_sentence_is_a_paragraph_and_no_heading(draft):
    draft.line("一、主要职能", 114).line("一、加强党的建设。", 114).full(
        "二、统筹社区发展，参与辖区公共服务设施建设规划", 24
    ).line("工作。")
    out = draft.stitched()
    assert _paths(out) == [("overview", ("一、主要职能",))]
    assert [p.text for p in out.sections[0].paragraphs] == [
        "一、加强党的建设。",
        "二、统筹社区发展，参与辖区公共服务设施建设规划工作。",
    ]


def test_an_item_with_an_amount_is_no_heading(draft):
    draft.line("一、收入预算说明", 114).line("（一）本年财政拨款收入9142.56万元", 114)
    out = draft.stitched()
    assert len(out.sections) == 1
    assert out.sections[0].paragraphs[0].text == "（一）本年财政拨款收入9142.56万元"


def test_a_heading_over_two_lines(draft):
    draft.line("一、收支情况", 114).full("各项工作按照计划有序开展，取得了阶段性的成果。", 24).full(
        "全年目标任务已经完成，各项指标好于预期情况。", 24
    )
    draft.full("九、一般公共预算“三公”经费、会议费支出预算情", 24).line("况说明").line(
        "“三公”经费支出预算38.27万元。", 114
    )
    assert draft.stitched().sections[1].path == ("九、一般公共预算“三公”经费、会议费支出预算情况说明",)


def test_a_title_page_gives_its_part_its_name(draft):
    draft.full("各项工作按照计划有序开展，取得了阶段性的成果。", 24).full(
        "全年目标任务已经完成，各项指标好于预期的要求。", 24
    ).full("下一步继续做好各项工作，确保完成全年目标任务。", 24)
    draft.page().line("第二部分", 200, 400, 36).line("2026年部门预算表", 120, 480, 36)
    assert draft.stitched().sections[-1].path == ("第二部分2026年部门预算表",)
    assert draft.pages


def test_cover_contents_and_the_return_of_the_first_entry(draft):
    draft.centred("2026年", 30).centred("某市某局部门预算", 30).page().centred("目录")
    draft.line("第一部分 部门概况 ........ 1").line("一、主要职责 ........ 1").line(
        "第二部分 2026年部门预算表 ........ 5"
    )
    draft.page().centred("第一部分 部门概况").line("一、主要职责", 114).full("贯彻执行有关方针政策。", 24)
    out = draft.stitched()
    assert [s.kind for s in out.sections] == ["cover", "contents", "overview", "overview"]
    assert len(out.sections[1].paragraphs) == 3
    assert [t.use for t in out.tokens] == ["contents"] * 4


def test_contents_without_leaders_end_with_their_page(draft):
    draft.centred("目 录").line("一、部门主要职能").line("二、名词解释")
    draft.page().centred("某市某局主要职能", 16).full("贯彻执行有关的方针政策和法律法规，组织实施。", 24)
    assert [s.kind for s in draft.stitched().sections] == ["contents", "overview"]


def test_titled_tables_after_the_narrative_are_statements(draft):
    draft.centred("2026年部门预算编制说明", 16).full("2026年，收入预算15621.11万元。", 24).page()
    draft.centred("2026年部门收入预算总表", 16).line("单位：元", 450).grid(["项目", "预算数"], ["合计", "156,211,123"])
    draft.page().centred("其他相关情况说明", 16).line("二、机关运行经费预算", 114)
    out = draft.stitched()
    assert [s.kind for s in out.sections] == ["narrative", "statements", "narrative", "narrative"]
    assert out.tables[0].section == 1


def test_a_glossary_has_no_other_sections(draft):
    draft.centred("第四部分 名词解释").line("九、机关运行经费", 114).full(
        "指用于购买货物和服务的各项资金，包括办公费等。", 24
    )
    assert {s.kind for s in draft.stitched().sections} == {"glossary"}


@pytest.mark.parametrize(
    ("text", "above", "kind"),
    [
        ("第二部分2026年部门预算表", None, "statements"),
        ("一、收支总表", "statements", "statements"),
        ("七、名词解释", "narrative", "glossary"),
        ("二、机构设置情况", None, "overview"),
        ("一、项目概况", "narrative", "narrative"),
        ("五、国有资产占有使用情况", "narrative", "narrative"),
        ("六、有关建议", None, "other"),
    ],
)
def test_kinds(text, above, kind):
    assert kind_of(text, above) == kind


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("二、支出说明\n行政运行 1,215,970\n2121999 其他支出 30", ["行政运行 1,215,970", "2121999 其他支出 30"]),
        (f"二、支出说明\n{'本部门按照年初计划安排' * 3}一般公共服务支出0\n2121999其他支出30元。", 2),
        ("二、支出说明\n单位：万元 合计 8.00 8.00 0\n221 住房保障支出 9.10 9.10\n注：略", 3),
        (f"二、支出说明\n{'本部门按照年初计划安排' * 3}一般公共服务支出12\n34.50万元。", 1),
    ],
)
def test_a_line_that_begins_with_a_code_does_not_go_on_with_an_amount(text, parts):
    out = stitch(read_text(text.encode(), Source("0" * 64, "a.txt", "text")))
    found = [p.text for s in out.sections for p in s.paragraphs]
    assert (found if isinstance(parts, list) else len(found)) == parts


def test_contents_with_page_numbers_after_a_tab_go_on_where_numbers_begin_again(draft):
    draft.centred("目 录").line("一、单位主要职能 1").line("二、其他情况说明 2").line("一、政府采购情况说明 2")
    draft.page().line("一、单位主要职能", 114).full("贯彻执行有关的方针政策和法律法规，组织实施。", 24)
    assert [s.kind for s in draft.stitched().sections] == ["contents", "overview"]


def test_a_part_over_two_lines(draft):
    draft.centred("第二部分 某某市西湖区人民代表大会常务委员会", 16).centred("办公室2022年度部门决算情况说明", 16)
    draft.line("一、收入情况", 114).full("2022年收入总计5万元，与上年持平，没有变化，一切正常。", 24)
    assert draft.stitched().sections[0].path == (
        "第二部分 某某市西湖区人民代表大会常务委员会办公室2022年度部门决算情况说明",
    )


def test_a_year_cut_between_the_lines_of_a_heading(draft):
    draft.centred("第三部分 某某市西湖区文化广电旅游体育局2023", 16).centred("年度部门决算情况说明", 16)
    draft.full("收入总计5万元，与上年持平，没有变化，一切正常的。", 24)
    assert [t.use for t in draft.stitched().tokens] == ["year"]


def test_the_second_line_of_a_heading_right_under_its_first(draft):
    draft.full("2022年收入总计5万元，与上年持平，没有变化，一切正常，以", 24).line("上是全部的情况，没有其他的事项。")
    draft.full("八、关于政府性基金预算支出表和国有资本经营预算支出表", 24).line("的说明", 114)
    draft.full("2022年政府性基金预算支出0万元，国有资本经营预算支出0", 24).line("万元，没有别的支出。")
    assert draft.stitched().sections[-1].path == ("八、关于政府性基金预算支出表和国有资本经营预算支出表的说明",)


def test_the_longest_line_of_a_page_of_short_lines_is_not_full(draft):
    for _ in range(2):
        draft.full("贯彻执行有关的方针政策和法律法规，组织实施规划的", 24)
        draft.full("各项任务，并且负责日常的管理和服务工作，完成上级").line("交办的事项。")
    draft.page()
    draft.line("一、机构设置及预算单位构成情况", 114).line("没有下属的单位，只有本级一家。", 114)
    draft.line("三、年度主要工作任务", 114).line("办好各项事情，做好各种服务。", 114)
    draft.line("四、其他重要事项的情况说明", 114)
    assert [s.path[-1] for s in draft.stitched().sections if s.path] == [
        "一、机构设置及预算单位构成情况", "三、年度主要工作任务", "四、其他重要事项的情况说明",
    ]  # fmt: skip
