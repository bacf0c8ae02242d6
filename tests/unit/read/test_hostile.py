"""What fuzzing found, one test each: small files that took long."""

import sys
import time
import zipfile
import zlib
from pathlib import Path

import pytest

from yusuan.model.disclosure import Paragraph
from yusuan.model.place import Place, Source
from yusuan.read.disclosure import build
from yusuan.read.errors import TooLargeError
from yusuan.read.limits import DEFAULT
from yusuan.read.pdf.guard import check_bytes
from yusuan.read.source import read_pages

sys.path.insert(0, str(Path(__file__).parents[2]))

from support.ofd import Leaf, package


def soon(path, seconds=3.0):
    start = time.process_time()
    build([read_pages(path)])
    assert time.process_time() - start < seconds


def test_a_label_of_thousands_of_characters(tmp_path):
    path = tmp_path / "长.txt"
    head = "表3\n部门支出总体情况表\n单位：万元\n科目编码\t科目名称\t合计\n"
    path.write_text(f"2024年某市某局部门预算\n{head}\t{'甲乙' * 20_000}丙\t1.00\n\t合计\t1.00\n", encoding="utf-8")
    soon(path)


def test_a_worksheet_that_is_named_a_thousand_times(tmp_path):
    path = tmp_path / "同.xlsx"
    spread = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    row = "<row><c><v>2010301</v></c><c><v>1.5</v></c><c><v>2.5</v></c></row>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        sheets = f'<sheet name="甲" sheetId="1" r:id="a" xmlns:r="{office}"/>' * 1_500
        made.writestr("xl/workbook.xml", f'<workbook xmlns="{spread}"><sheets>{sheets}</sheets></workbook>')
        made.writestr(
            "xl/_rels/workbook.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="a" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        )
        made.writestr(
            "xl/worksheets/sheet1.xml", f'<worksheet xmlns="{spread}"><sheetData>{row * 50}</sheetData></worksheet>'
        )
    assert len(read_pages(path).pages) == 1
    soon(path)


def test_an_ofd_that_names_its_document_a_thousand_times(tmp_path):
    body = "<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>" * 1_000
    main = f'<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016">{body}</ofd:OFD>'
    path = tmp_path / "同.ofd"
    path.write_bytes(package([Leaf().text(20, 20, "2024年某市某局部门预算")], parts={"OFD.xml": main}))
    assert len(read_pages(path).pages) == 1


def test_an_operator_a_million_times():
    packed = zlib.compress(b"q " * 10_000_000)
    data = b"%PDF-1.7\n1 0 obj\n<</Filter/FlateDecode>>stream\n" + packed + b"\nendstream\nendobj\n%%EOF\n"
    with pytest.raises(TooLargeError, match="炸弹"):
        check_bytes(data, DEFAULT)


def test_the_place_in_a_paragraph_of_many_lines():
    source = Source("0" * 64, "a", "text")
    places = [Place(source, line=i) for i in range(20_000)]
    paragraph = Paragraph("1元" * 20_000, tuple((2 * i, place) for i, place in enumerate(places)))
    start = time.process_time()
    assert [paragraph.place_of(i) for i in range(0, 40_000, 2)] == places
    assert (paragraph.place_of(1), paragraph.place_of(99_999)) == (places[0], places[-1])
    assert time.process_time() - start < 2
