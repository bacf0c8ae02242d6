"""Word documents: what is read, in which order, and what is told instead."""

import io
import zipfile
from functools import partial

import pytest
from compound import compound
from openpyxl import Workbook
from words import SOURCE, blocks, p, part, read, shown, tbl, tc

from yusuan.model.grid import Grid, TextLine
from yusuan.read import errors
from yusuan.read.disclosure import build
from yusuan.read.docx import read_docx
from yusuan.read.docx.counting import chinese, counted
from yusuan.read.numbers import tokens
from yusuan.read.stitch import stitch

SPAN = '<w:gridSpan w:val="{}"/>'
DOWN, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def test_paragraphs_and_tables_in_order_with_their_places():
    pages = read(p("一、收支情况") + tbl(["项目", "金额"], ["甲", "1.50"]) + p("注：无。"))
    assert shown(pages) == ["一、收支情况", [["项目", "金额"], ["甲", "1.50"]], "注：无。"]
    first, grid, last = blocks(pages)
    assert (first.place.line, grid.place.line, last.place.line) == (1, 2, 3)
    assert grid.cells[3].place.cell == (1, 1)
    assert len({c.place for c in grid.cells}) == 4


def test_merges_both_ways():
    pages = read(
        tbl(
            [tc("科目", DOWN), tc("支出", SPAN.format(2))],
            [tc("盖住", ON), "基本", "项目"],
            ["行政运行", "1.00", "2.00"],
        )
    )
    assert shown(pages) == [[["科目", "支出", "^"], ["^", "基本", "项目"], ["行政运行", "1.00", "2.00"]]]
    spans = {c.text: (c.row_span, c.column_span) for c in blocks(pages)[0].cells}
    assert (spans["科目"], spans["支出"]) == ((2, 1), (1, 2))


def test_slivers_of_columns_are_none():
    rows = [[tc("项目", SPAN.format(2)), tc("金额")], [tc("甲"), tc("1.00", SPAN.format(2))]]
    assert shown(read(tbl(*rows, widths=(2000, 30, 2000)))) == [[["项目", "金额"], ["甲", "1.00"]]]


def test_rows_that_begin_late_and_marked_heads():
    late = '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>' + tc("1.00") + "</w:tr>"
    head = "<w:tr><w:trPr><w:tblHeader/></w:trPr>" + tc("项目") + tc("金额") + "</w:tr>"
    pages = read(tbl(head, late))
    assert shown(pages) == [[["项目", "金额"], ["", "1.00"]]]
    assert blocks(pages)[0].head == 1


def test_a_table_in_a_table_comes_after_it_and_a_frame_is_no_table():
    inner = tbl(["项目", "金额"], ["甲", "1.00"])
    assert shown(read(tbl(["外", tc(p("说明") + inner)], ["a", "b"]))) == [
        [["外", "说明"], ["a", "b"]],
        [["项目", "金额"], ["甲", "1.00"]],
    ]
    assert shown(read(tbl([tc(p("第一段") + inner + p("第二段"))]))) == [
        "第一段",
        [["项目", "金额"], ["甲", "1.00"]],
        "第二段",
    ]


def test_tracked_changes_and_hidden_text():
    deleted = "<w:del><w:r><w:delText>旧100</w:delText></w:r></w:del>"
    inserted = "<w:ins><w:r><w:t>新200</w:t></w:r></w:ins>"
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r>"
    gone = '<w:tr><w:trPr><w:del w:id="1"/></w:trPr>' + tc("删") + tc("9") + "</w:tr>"
    pages = read(p("共", deleted, inserted, hidden, "万元") + tbl(["甲", "1"], gone, ["乙", "2"]))
    assert shown(pages) == ["共新200万元", [["甲", "1"], ["乙", "2"]]]
    assert pages.notes == ("文档中有 1 个隐藏的字符，没有读入。",)


def test_text_boxes_once_in_either_form():
    box = "<w:txbxContent>" + p("框中字1") + "</w:txbxContent>"
    drawn = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:shape>{box}</v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    pages = read(p("前", drawn))
    assert shown(pages) == ["前", "框中字1"]
    assert pages.pages[0].numbers == 1


def test_fields_links_and_special_characters():
    link = "<w:hyperlink><w:r><w:t>链接文字</w:t></w:r></w:hyperlink>"
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGEREF 123 \\h</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    text = "a\u00adb\u00a0c"
    assert shown(read(p("目录项", "<w:r><w:tab/></w:r>", field) + p(link, text))) == ["目录项\t7", "链接文字ab c"]


NUMBERING = part(
    "numbering",
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>',
)


def numbered(text: str, level: int, number: int = 1) -> str:
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def test_list_numbers_are_put_back():
    body = (
        numbered("职能", 0) + numbered("甲", 1) + numbered("乙", 1) + numbered("2024年", 2) + numbered("机构", 0)
        + numbered("丙", 1) + numbered("另起", 0, 2)
    )  # fmt: skip
    pages = read(body, {"numbering1": ("numbering.xml", NUMBERING)})
    assert shown(pages) == ["一、职能", "（一）甲", "（二）乙", "1. 2024年", "二、机构", "（一）丙", "一、另起"]


def test_styles_number_their_paragraphs():
    styles = part(
        "styles",
        '<w:style w:styleId="a"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>',
    )
    parts = {"numbering1": ("numbering.xml", NUMBERING), "styles1": ("styles.xml", styles)}
    assert shown(read(p("概况", properties='<w:pStyle w:val="b"/>'), parts)) == ["（一）概况"]


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [
        (12, "chineseCounting", "十二"),
        (21, "japaneseCounting", "二十一"),
        (3, "decimalEnclosedCircle", "③"),
        (3, "chineseLegalSimplified", "叁"),
        (2, "ideographTraditional", "乙"),
        (28, "lowerLetter", "bb"),
        (9, "upperRoman", "IX"),
        (7, "decimalZero", "07"),
        (7, "bullet", ""),
    ],
)
def test_formats_of_list_numbers(number, form, text):
    assert counted(number, form) == text


def test_numbers_in_chinese():
    assert [chinese(n) for n in (1, 10, 11, 20, 99, 100, 101, 110, 305)] == [
        "一", "十", "十一", "二十", "九十九", "一百", "一百零一", "一百一十", "三百零五",
    ]  # fmt: skip


def test_running_heads_are_furniture():
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="header1"/><w:footerReference r:id="footer1"/></w:sectPr>'
    )
    parts = {
        "header1": ("header1.xml", part("hdr", p("某局2024年部门预算"))),
        "footer1": ("footer1.xml", part("ftr", p("— 3 —"))),
    }
    pages = read(p("正文") + section, parts)
    (page,) = pages.pages
    assert [x.text for x in page.furniture] == ["某局2024年部门预算", "— 3 —"]
    stitched = stitch(pages)
    assert [x.text for x in stitched.furniture] == ["某局2024年部门预算", "— 3 —"]
    assert page.numbers == len(stitched.tokens) == 2


def test_footnotes_stand_after_their_paragraph():
    notes = part(
        "footnotes",
        '<w:footnote w:id="1" w:type="separator"/><w:footnote w:id="2">' + p("数据截至3月") + "</w:footnote>",
    )
    body = p("共5辆", '<w:r><w:footnoteReference w:id="2"/></w:r>') + p("完")
    assert shown(read(body, {"footnotes1": ("footnotes.xml", notes)})) == ["共5辆", "数据截至3月", "完"]


@pytest.mark.parametrize("packed", [bytes, partial(compound, "Package")], ids=["as a file", "as an object"])
def test_an_embedded_workbook_is_read_in_place(packed):
    made = Workbook()
    made.active.append(("项目", "金额"))
    made.active.append(("甲", 1.25))
    out = io.BytesIO()
    made.save(out)
    body = p("收入总表") + p('<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12" r:id="package1"/></w:object></w:r>')
    pages = read(body, {"package1": ("embeddings/表.bin", packed(out.getvalue()))})
    assert shown(pages) == ["收入总表", [["项目", "金额"], ["甲", "1.25"]]]
    assert pages.pages[0].numbers == 1
    assert not pages.notes


def test_a_statement_that_is_an_embedded_object_becomes_facts():
    made = Workbook()
    for row in (
        ("科目编码", "科目名称", "合计", "基本支出"),
        ("201", "一般公共服务支出", 5.5, 4),
        ("", "合计", 5.5, 4),
    ):
        made.active.append(row)
    out = io.BytesIO()
    made.save(out)
    shape = '<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12" r:id="oleObject1"/></w:object></w:r>'
    body = p("某市测绘局2024年部门预算") + p("表3") + p("支出总体情况表") + p("单位：万元") + p(shape)
    done = build([read(body, {"oleObject1": ("embeddings/oleObject1.bin", compound("Package", out.getvalue()))})])
    assert [(s.number, s.kind) for s in done.statements] == [("表3", "expenditure")]
    assert {f.amount.printed for f in done.facts if f.coordinate.function == "201"} == {"5.5", "4"}
    assert not done.not_understood


def test_text_boxes_nested_tables_and_contents_together():
    box = f"<w:r><w:pict><v:textbox><w:txbxContent>{p('单位：万元')}</w:txbxContent></v:textbox></w:pict></w:r>"
    nested = tbl([tc(p("甲")), tc(tbl([tc(p("子项")), tc(p("1.00"))]) + p(""))], [tc(p("乙")), tc(p("2.00"))])
    entry = "<w:r><w:t>一、收支总表</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t>3</w:t></w:r>"
    done = stitch(read(p("目录") + p(entry) + p("表1") + p("收支总表") + p(box) + nested))
    assert [s.kind for s in done.sections][:1] == ["contents"]
    assert done.tables[0].unit == "万元"
    assert {"1.00", "2.00"} <= {c.text for t in done.tables for c in t.grid.cells}


@pytest.mark.parametrize("data", [b"x", compound("Package", b"x"), compound("Equation Native", b"x")])
def test_an_object_that_cannot_be_read_is_named(data):
    body = p("图") + p('<w:r><w:object><o:OLEObject ProgID="Equation.3" r:id="oleObject1"/></w:object></w:r>')
    (note,) = read(body, {"oleObject1": ("embeddings/a.bin", data)}).notes
    assert "1 个嵌入对象无法读取（Equation.3）" in note


def test_paragraphs_stay_apart_and_head_their_sections():
    body = "".join(map(p, ("第一部分", "单位概况", "一、主要职责", "本单位负责某事", "另一段没有句号")))
    stitched = stitch(read(body))
    assert stitched.sections[-1].path == ("第一部分单位概况", "一、主要职责")
    assert [x.text for x in stitched.sections[-1].paragraphs] == ["本单位负责某事", "另一段没有句号"]


def test_a_table_split_in_two_is_one():
    head = ["科目编码", "科目名称", "合计"]
    body = (
        p("部门支出总表")
        + tbl(head, ["201", "一般公共服务支出", "2.00"])
        + p("")
        + tbl(head, ["20103", "政府办公厅", "2.00"])
    )
    (table,) = stitch(read(body)).tables
    assert table.grid.n_rows == 3


def test_every_token_is_in_one_block():
    body = numbered("共12辆3.5万元", 2) + tbl(["2024年", "1,234.50"], [tc(p("100") + p("200")), "—"])
    pages = read(body, {"numbering1": ("numbering.xml", NUMBERING)})
    found = 0
    for block in blocks(pages):
        texts = [block.text] if isinstance(block, TextLine) else [c.text for c in block.cells]
        found += sum(len(tokens(t)) for t in texts)
    assert isinstance(block, Grid)
    assert pages.pages[0].numbers == found == 7


def test_a_strict_document():
    strict = part("document", "<w:body>" + p("正文1") + "</w:body>").replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("word/document.xml", strict)
    assert [b.text for b in read_docx(out.getvalue(), SOURCE).pages[0].blocks] == ["正文1"]


def test_entities_and_doctypes_are_refused():
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "' + b"z" * 50_000 + b'">]><x>' + b"&a;" * 50_000 + b"</x>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("word/document.xml", bomb)
    with pytest.raises(errors.DamagedError):
        read_docx(out.getvalue(), SOURCE)


def test_an_empty_document():
    with pytest.raises(errors.EmptyFileError):
        read(p(""))


def test_millions_of_empty_paragraphs_are_refused(monkeypatch):
    monkeypatch.setattr("yusuan.read.docx.document._MAX_PARAGRAPHS", 50)
    with pytest.raises(errors.TooLargeError):
        read(tbl([tc("<w:p/>" * 60)]))
    assert read(p("甲") * 40)
