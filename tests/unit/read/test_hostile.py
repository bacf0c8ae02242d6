"""What fuzzing found, one test each: small files that took long."""

import time
import zipfile

from yusuan.read.disclosure import build
from yusuan.read.source import read_pages


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
