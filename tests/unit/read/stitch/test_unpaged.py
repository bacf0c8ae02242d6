"""Formats without pages (Word, HTML, text): what no page break tells is told by the words."""

import pytest

from yusuan.model.grid import Cell, Grid, Page, Pages, TextLine
from yusuan.model.place import Place, Source
from yusuan.read.numbers import tokens
from yusuan.read.stitch import stitch
from yusuan.read.stitch.counting import counts_on
from yusuan.read.table import Stitched

SOURCE = Source("0" * 64, "说明.docx", "docx")


def unpaged(*blocks: str | list[list[str]]) -> Stitched:
    """Lines and tables of a document of one page."""
    made: list[TextLine | Grid] = []
    for at, block in enumerate(blocks, 1):
        place = Place(SOURCE, line=at)
        if isinstance(block, str):
            made.append(TextLine(block, place))
            continue
        cells = tuple(
            Cell(text, r, c, 1, 1, Place(SOURCE, line=at, column=1, cell=(r, c)))
            for r, row in enumerate(block)
            for c, text in enumerate(row)
        )
        made.append(Grid(cells, len(block), len(block[0]), place))
    numbers = sum(len(tokens(b.text)) for b in made if isinstance(b, TextLine))
    return stitch(Pages(SOURCE, (Page(1, tuple(made), numbers),)))


CONTENTS = ("某市2025年单位预算", "目录", "一、单位主要职能", "二、名词解释", "三、单位预算编制说明")
SENTENCE = "本局主管全市有关工作，研究起草有关地方性法规草案并组织实施。"


def test_contents_end_at_a_heading_above_a_sentence():
    out = unpaged(*CONTENTS, "某局（单位）主要职能", SENTENCE)
    assert [(s.kind, s.path) for s in out.sections][1:] == [
        ("contents", ("目录",)),
        ("overview", ("某局（单位）主要职能",)),
    ]
    assert len(out.sections[1].paragraphs) == 3


def test_contents_end_at_a_sentence():
    out = unpaged(*CONTENTS, SENTENCE)
    assert out.sections[-1].kind != "contents"
    assert [p.text for p in out.sections[-1].paragraphs] == [SENTENCE]


def test_the_notes_on_the_budget_follow_the_glossary():
    out = unpaged(
        "名词解释", "（一）财政拨款收入：指取得的拨款。", "2025年单位预算编制说明", "2025年收入预算17,192万元。"
    )
    assert [s.kind for s in out.sections] == ["glossary", "narrative"]
    assert out.sections[1].path == ("2025年单位预算编制说明",)


def test_a_word_that_is_explained_is_no_heading():
    out = unpaged("名词解释", "机关运行情况说明", "指保障单位运行的经费。")
    assert [s.kind for s in out.sections] == ["glossary"]


HEAD = ["收入", "预算数", "支出", "预算数"]


@pytest.mark.parametrize(
    ("last", "first"),
    [
        (["", "", "二十五、债务付息支出", ""], ["", "", "二十六、债务发行费用支出", ""]),
        (["", "", "（九）卫生健康支出", ""], ["", "", "（十）节能环保支出", ""]),
        (["31008", "物资储备", "", ""], ["31009", "土地补偿", "", ""]),
    ],
)
def test_a_table_without_a_head_that_counts_on_goes_on(last, first):
    out = unpaged(
        "收支总表", [HEAD, ["一、拨款", "5.00", "一、服务", "5.00"], last], [first, ["合计", "5.00", "合计", "5.00"]]
    )
    assert len(out.tables) == 1
    assert out.tables[0].grid.n_rows == 5


def test_a_table_with_a_head_of_its_own_does_not():
    out = unpaged("收支总表", [HEAD, ["一、拨款", "5.00", "一、服务", "5.00"]], [["项目", "数量", "单位", "备注"]])
    assert len(out.tables) == 2


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("二十五、其他支出", "二十六、转移性支出", True),
        ("十、x", "十一、y", True),
        ("十九、x", "二十、y", True),
        ("二十五、x", "二十七、y", False),
        ("一、x", "(二)y", False),
        ("201", "20101", True),
        ("20101", "202", True),
        ("31009", "31008", False),
        ("1.5", "2.5", False),
        ("", "一、x", False),
    ],
)
def test_counting_on(before, after, expected):
    assert counts_on(before, after) is expected
