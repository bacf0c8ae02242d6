"""Files by their bytes."""

import io
import zipfile

import pytest

from yusuan.read.sniff import decode, sniff


def archive(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in names:
            made.writestr(zipfile.ZipInfo(name), "x")  # no time of day, which would make every run another test
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "empty"),
        (b" \r\n\t\x00\x00", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"%PDF-1.7\n", "pdf"),
        (b"\xef\xbb\xbf\r\n%PDF-1.4\n", "pdf"),
        (b"<!DOCTYPE html><html><body>404</body></html>", "html"),
        (b"\xef\xbb\xbf\r\n  <HTML><head>", "html"),
        ("<div>页面不存在</div>".encode(), "html"),
        (b"<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC ''><html>", "html"),
        (b"<html><embed src='x.pdf'>%PDF-1.7 is what we have no more</html>", "html"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "jpeg"),
        (b"\x89PNG\r\n\x1a\n\x00", "png"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "ole"),
        (b"Rar!\x1a\x07\x01\x00", "rar"),
        (archive("xl/workbook.xml", "[Content_Types].xml"), "xlsx"),
        (archive("word/document.xml"), "docx"),
        (archive("OFD.xml", "Doc_0/Document.xml"), "ofd"),
        (archive("2024年部门预算.pdf"), "zip"),
        (archive("xl/workbook.xml")[:60], "zip"),
        ("单位：万元\t2024\n".encode(), "text"),
        ("\ufeff单位：万元".encode(), "text"),
        ("单位：万元\t合计\r\n".encode("gb18030"), "text"),
        ("单位：万元".encode("utf-16"), "text"),
        (bytes(range(256)) * 8, "unknown"),
        (b"\x00\x01\x02\x03\x80\x81" * 50, "unknown"),
        (bytes((7 * k * k + 13 * k) % 251 for k in range(4000)), "unknown"),
    ],
)
def test_kinds(data, kind):
    assert sniff(data) == kind


def test_a_zip_bomb_is_not_unpacked():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a.txt", b"0" * 50_000_000)
    assert sniff(out.getvalue()) == "zip"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_texts_in_the_encodings_of_the_trade(encoding):
    text = "一、收入总计\t66,356.67\r\n注：本表“三公”经费——无\n"
    assert decode(text.encode(encoding)) == text


def test_pdftotext_output_with_form_feeds_is_text():
    assert sniff("第一页\n\f第二页\n\f".encode()) == "text"
