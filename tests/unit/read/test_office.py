"""Office files that need LibreOffice, and broken ones: only a ReadError comes out, and soon."""

import io
import re
import shutil
import sys
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yusuan.model.grid import Grid
from yusuan.model.place import Source
from yusuan.read import convert, errors
from yusuan.read.limits import DEFAULT, Limits
from yusuan.read.office import OFFICE, read_office
from yusuan.read.sniff import sniff
from yusuan.read.source import read_pages
from yusuan.read.stitch import stitch

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE / "docx"), str(HERE / "workbook")]

from books import book, rows, small_xls  # noqa: E402
from words import document, p, tbl, tc  # noqa: E402

XLS = small_xls()
XLSX = book(rows(("部门支出总表",), ("科目编码", "科目名称", "合计"), (2010301, "行政运行", 110.5)), rows(("封面",)))
DOCX = document(
    p("一、收支情况", properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    + tbl([tc("甲", '<w:gridSpan w:val="2"/>'), "乙"], [tc("丙", '<w:vMerge w:val="restart"/>'), "1.00", "2.00"])
    + p('<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12" r:id="package1"/></w:object></w:r>'),
    {"package1": ("embeddings/a.xlsx", XLSX)},
)
RTF = rb"{\rtf1\ansi\ansicpg936 2024\par}"


def test_without_libreoffice_the_message_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setattr(convert, "installed", lambda: None)
    path = tmp_path / "文.rtf"
    path.write_bytes(RTF)
    with pytest.raises(errors.UnsupportedError) as caught:
        read_pages(path)
    assert "需要 LibreOffice，本机没有安装" in caught.value.message.zh
    assert "另存为 docx 或 PDF" in caught.value.message.zh


def test_a_program_that_hangs_is_ended(monkeypatch, tmp_path):
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nsleep 60 & sleep 60\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(convert, "installed", lambda: str(program))
    began = time.monotonic()
    with pytest.raises(errors.TooLargeError, match="超过"):
        convert.convert(RTF, "rtf", "docx", Limits(max_seconds=0.3))
    assert time.monotonic() - began < 5


def test_a_program_that_makes_nothing(monkeypatch, tmp_path):
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(convert, "installed", lambda: str(program))
    with pytest.raises(errors.DamagedError, match="LibreOffice 打不开"):
        convert.convert(RTF, "rtf", "docx", DEFAULT)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["ods", "xls"])
def test_other_workbooks_by_way_of_libreoffice(kind):
    made = convert.convert(XLSX, "xls", kind, DEFAULT)
    assert sniff(made) == kind
    pages = read_office(made, Source("", "表", kind), DEFAULT)
    grid = next(b for page in pages.pages for b in page.blocks if isinstance(b, Grid))
    assert [c.text for c in grid.cells][3:] == ["2010301", "行政运行", "110.5"]


def test_an_unknown_compound_file_is_told():
    with pytest.raises(errors.UnsupportedError, match="旧版 Office"):
        read_office(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), Source("", "a", "ole"), DEFAULT)


def test_an_encrypted_file_is_told(monkeypatch):
    monkeypatch.setattr("yusuan.read.office.top_streams", lambda _: frozenset({"EncryptedPackage", "EncryptionInfo"}))
    with pytest.raises(errors.EncryptedError, match="密码"):
        read_office(b"", Source("", "a", "ole"), DEFAULT)


def refused_or_read(data: bytes, kind: str) -> None:
    began = time.monotonic()
    said = sniff(data)
    try:
        stitch(read_office(data, Source("", "a", said if said in OFFICE else kind), DEFAULT))
    except errors.ReadError as error:
        assert error.message.zh.endswith("。")  # noqa: PT017
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    "sheet",
    [
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>' * 3,
        b'<row r="99999999999"><c r="A1"><v>1</v></c></row>',
        b'<row r="0"><c r="ZZZZZ1"><v>1e999</v></c></row>',
        b'<row><c t="s"><v>-5</v></c><c t="s"><v>99999999</v></c><c t="n"><v>nan</v></c><c><v>0x1</v></c></row>',
        b"<row><c><v>1</v></c></row>" + b"<x>" * 400 + b"</x>" * 400,
        b'<row><c t="inlineStr"><is><t>a</t></is></c></row>' * 20_000,
    ],
)
@pytest.mark.parametrize("merges", [b"", b'<mergeCell ref="A1:XFD1048576"/>' * 500, b'<mergeCell ref="B:2"/>'])
def test_sheets_made_to_hurt(sheet, merges):
    xml = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>' + sheet
        + b"</sheetData><mergeCells>" + merges + b"</mergeCells></worksheet>"
    )  # fmt: skip
    refused_or_read(packed(XLSX, {"xl/worksheets/sheet1.xml": xml}), "xlsx")


@pytest.mark.parametrize(
    "body",
    [
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr></w:tc></w:tr></w:tbl>',
        "<w:tbl><w:tr>" + "<w:tc/>" * 5_000 + "</w:tr></w:tbl>",
        '<w:tbl><w:tr><w:trPr><w:gridBefore w:val="-7"/></w:trPr></w:tr></w:tbl>',
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="-1"/></w:tcPr></w:tc></w:tr></w:tbl>',
        "<w:tbl><w:tr><w:tc>" * 80 + p("底") + "</w:tc></w:tr></w:tbl>" * 80,
        "<w:sdt><w:sdtContent>" * 120 + p("底") + "</w:sdtContent></w:sdt>" * 120,
        "<w:p><w:r>" * 300 + "</w:r></w:p>" * 300,
    ],
)
def test_documents_made_to_hurt(body):
    refused_or_read(document(p("文") + body), "docx")


def test_entities_are_not_expanded_in_a_workbook():
    bomb = b'<!DOCTYPE sst [<!ENTITY a "' + b"z" * 100_000 + b'">]><sst>' + b"<si><t>&a;</t></si>" * 5_000 + b"</sst>"
    with pytest.raises(errors.DamagedError):
        read_office(packed(XLSX, {"xl/workbook.xml": bomb}), Source("", "a", "xlsx"), DEFAULT)


def test_a_part_that_unpacks_to_too_much():
    with pytest.raises(errors.TooLargeError, match="解压后过大"):
        read_office(packed(XLSX, {"xl/worksheets/sheet1.xml": b" " * 100_000_000}), Source("", "a", "xlsx"), DEFAULT)


def packed(data: bytes, changes: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changes.get(name, old.read(name)))
    return out.getvalue()


_VALUES = (b"0", b"-1", b"1048576", b"99999999", b"2147483648", b"XFD1048576", b"1e308", b"nan", b"")
_SLOT = re.compile(rb'"[^"<]{0,12}"|>[^<]{0,12}<')


@st.composite
def broken(draw: st.DrawFn) -> tuple[bytes, str]:
    """One of the files with bytes flipped, cut out, doubled, or a value of its XML changed; packed anew or not."""
    data, kind = draw(st.sampled_from([(XLSX, "xlsx"), (DOCX, "docx"), (XLS, "xls")]))
    if kind == "xls" or draw(st.integers(0, 3)) == 0:
        return hurt(draw, data), kind
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        name = draw(st.sampled_from(old.namelist()))
        return packed(data, {name: hurt(draw, old.read(name))}), kind


def hurt(draw: st.DrawFn, data: bytes) -> bytes:
    at = draw(st.integers(0, max(len(data) - 1, 0)))
    size = draw(st.integers(1, 400))
    how = draw(st.integers(0, 4))
    if how == 0:
        return data[:at] + draw(st.binary(min_size=1, max_size=8)) + data[at + 1 :]
    if how == 1:
        return data[:at]
    if how == 2:
        return data[:at] + data[at + size :]
    if how == 3:
        return data[: at + size] + data[at : at + size] * draw(st.sampled_from([1, 30])) + data[at + size :]
    slots = [m.span() for m in _SLOT.finditer(data)]
    if not slots:
        return data[::-1]
    start, end = slots[at % len(slots)]
    return data[: start + 1] + draw(st.sampled_from(_VALUES)) + data[end - 1 :]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(broken())
def test_broken_files_are_read_or_refused(made):
    before = convert.installed
    convert.installed = lambda: None
    try:
        refused_or_read(*made)
    finally:
        convert.installed = before
