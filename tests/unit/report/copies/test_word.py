"""Annotated Word documents: comments at their paragraphs and cells, everything else as it was."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from support.flowed import flowed
from support.noted import notes
from support.office import resaved
from support.word import docx
from yusuan.model.place import Place, Source
from yusuan.read.convert import installed
from yusuan.read.docx.names import w
from yusuan.read.errors import DamagedError
from yusuan.read.source import read_pages
from yusuan.report.copies.notes import clean
from yusuan.report.copies.word import annotated_docx

SOURCE = Source("0" * 64, "样本.docx", "docx")
TEXT = "某局部门预算\n\n支出增加 12.50 万元，增长 9.9%。\n\n"
TEXT += "| 科目 | 金额 |\n|---|---|\n| 一 | 1.00 |\n| 二 | 2.00 |\n\n完。\n"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("word") / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return docx(flowed(read_pages(path)))


def part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return etree.fromstring(archive.read(name))


def comments(data: bytes, name: str = "word/comments1.xml") -> dict[str, str]:
    """The words of each comment by its id."""
    return {
        c.get(w("id")): "\n".join("".join(t.text or "" for t in p.iter(w("t"))) for p in c.iter(w("p")))
        for c in part(data, name).iter(w("comment"))
    }


def commented(data: bytes) -> dict[str, str]:
    """The text that each comment spans, by its id."""
    open_: set[str] = set()
    found: dict[str, str] = {}
    for element in part(data, "word/document.xml").iter():
        if element.tag == w("commentRangeStart"):
            open_.add(element.get(w("id")))
            found[element.get(w("id"))] = ""
        elif element.tag == w("commentRangeEnd"):
            open_.remove(element.get(w("id")))
        elif element.tag == w("t"):
            for one in open_:
                found[one] += element.text or ""
    assert not open_
    return found


def text(data: bytes, folder: Path) -> list[str]:
    path = folder / "a.docx"
    path.write_bytes(data)
    return [repr(b) for b in read_pages(path).pages[0].blocks]


def test_comments_stand_at_their_paragraph_and_cell(document: bytes, tmp_path: Path) -> None:
    path = tmp_path / "b.docx"
    path.write_bytes(document)
    blocks = read_pages(path).pages[0].blocks
    line = next(b.place for b in blocks if "增长" in getattr(b, "text", ""))
    grid = next(b for b in blocks if hasattr(b, "cells"))
    cell = next(c.place for c in grid.cells if c.text == "2.00")
    made = annotated_docx(document, notes(line, cell, None))
    spans, words = commented(made), comments(made)
    assert [spans[i] for i in sorted(words)] == ["某局部门预算", "支出增加 12.50 万元，增长 9.9%。", "2.00"]
    assert words["0"].startswith("yusuan：某局 2024 年度部门决算\n错误 3")
    assert "3. 错误 YS2-001" in words["0"]
    assert words["2"].startswith("2. 错误 YS2-001 合计")
    # What is read of the copy is what is read of the document.
    assert [b.split("sha256")[0] for b in text(made, tmp_path)] == [
        b.split("sha256")[0] for b in text(document, tmp_path)
    ]
    references = [r.get(w("id")) for r in part(made, "word/document.xml").iter(w("commentReference"))]
    assert sorted(references) == sorted(words)


def test_a_comment_stands_at_the_runs_that_hold_the_figure() -> None:
    runs = "".join(f"<w:r><w:t>{t}</w:t></w:r>" for t in ("增长", "1", "%，占", "5%"))
    data = package(f"<w:p><w:pPr/>{runs}</w:p>")
    made = annotated_docx(data, notes(Place(SOURCE, line=1), printed="占5%"))
    assert commented(made)["1"] == "占5%"
    assert commented(annotated_docx(data, notes(Place(SOURCE, line=1), printed="9")))["1"] == "增长1%，占5%"


def test_a_run_is_cut_around_the_figure_and_looks_the_same() -> None:
    data = package("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>支出 12.50 万元，增长 9.9%。</w:t></w:r></w:p>")
    made = annotated_docx(data, notes(Place(SOURCE, line=1), printed="12.50 万元"))
    assert commented(made)["1"] == "12.50 万元"
    runs = [r for r in part(made, "word/document.xml").iter(w("r")) if r.find(w("t")) is not None]
    assert ["".join(t.text or "" for t in r.iter(w("t"))) for r in runs] == ["支出 ", "12.50 万元", "，增长 9.9%。"]
    assert all(r.find(f"{w('rPr')}/{w('b')}") is not None for r in runs)
    twice = annotated_docx(data, notes(Place(SOURCE, line=1), Place(SOURCE, line=1), printed="9.9%"))
    assert commented(twice)["1"] == commented(twice)["2"] == "9.9%"


def package(body: str, more: dict[str, str] | None = None) -> bytes:
    """A document of ``body`` with further parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx([]))) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in (more or {}) and name != "word/document.xml":
                new.writestr(name, old.read(name))
        new.writestr("word/document.xml", f"<w:document {_W}><w:body>{body}</w:body></w:document>")
        for name, content in (more or {}).items():
            new.writestr(name, content)
    return out.getvalue()


def test_comments_of_the_document_stay() -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId7" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/>'
        "</Relationships>"
    )
    one = '<w:comment w:id="4" w:author="张"><w:p><w:r><w:t>请核</w:t></w:r></w:p></w:comment>'
    old = f"<w:comments {_W}>{one}</w:comments>"
    body = (
        '<w:p><w:commentRangeStart w:id="4"/><w:r><w:t>甲</w:t></w:r><w:commentRangeEnd w:id="4"/>'
        '<w:r><w:commentReference w:id="4"/></w:r></w:p>'
    )
    made = annotated_docx(
        package(body, {"word/_rels/document.xml.rels": relations, "word/comments.xml": old}),
        notes(Place(SOURCE, line=1)),
    )
    words = comments(made, "word/comments.xml")
    assert words["4"] == "请核"
    assert sorted(words) == ["4", "5", "6"]
    assert sorted(commented(made)) == ["4", "5", "6"]


def test_a_place_in_a_text_box_is_noted_at_its_paragraph() -> None:
    cell = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>1.00</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    box = f"<w:r><w:t>外</w:t><w:pict><w:txbxContent>{cell}<w:p/></w:txbxContent></w:pict></w:r>"
    made = annotated_docx(package(f"<w:p/><w:p>{box}</w:p>"), notes(Place(SOURCE, line=2, column=1, cell=(0, 0))))
    body = part(made, "word/document.xml")
    (start,) = [e for e in body.iter(w("commentRangeStart")) if e.get(w("id")) == "1"]
    assert start.getparent().getparent().tag == w("body")


def test_macros_stay_behind() -> None:
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Override '
        'PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/>'
        "</Relationships>"
    )
    more = {"[Content_Types].xml": types, "word/_rels/document.xml.rels": relations, "word/vbaProject.bin": "x"}
    made = annotated_docx(package("<w:p/>", more), notes(None))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert "word/vbaProject.bin" not in archive.namelist()
        assert b"macroEnabled" not in archive.read("[Content_Types].xml")
        assert b"vbaProject.bin" not in archive.read("word/_rels/document.xml.rels")


def test_a_document_without_a_paragraph_gets_one() -> None:
    assert len(comments(annotated_docx(package(""), notes(None)))) == 1


def test_what_is_no_document_is_refused() -> None:
    with pytest.raises(DamagedError):
        annotated_docx(b"PK\3\4 not much", notes(None))


@given(message=st.text(max_size=300))
@settings(max_examples=40, deadline=None)
def test_any_words_can_be_noted(message: str) -> None:
    made = annotated_docx(package("<w:p/>"), notes(Place(SOURCE, line=1), message=clean(message)))
    assert len(comments(made)) == 2


@pytest.mark.skipif(installed() is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_the_comments(document: bytes, tmp_path: Path) -> None:
    made = annotated_docx(document, notes(Place(SOURCE, line=3), None))
    with zipfile.ZipFile(io.BytesIO(resaved(made, "docx", "odt", tmp_path))) as archive:
        read = archive.read("content.xml").decode("utf-8")
    assert read.count("<office:annotation ") == 2
    assert "合计不等于所属各项之和" in read
