"""Whole PDFs: what cannot be read says why, and nothing takes for ever."""

import io
import random
import zlib

import pikepdf
import pytest
from drawing import SOURCE, Sheet

from yusuan.read import ocr
from yusuan.read.errors import DamagedError, EncryptedError, ReadError, TooLargeError
from yusuan.read.limits import Limits
from yusuan.read.pdf import read_pdf


def sheet(pages: int = 1) -> bytes:
    made = Sheet()
    for number in range(pages - 1):
        made.text(50, 50, f"第{number + 1}页").next()
    return made.text(50, 50, "末页").ruled([50, 100, 150], [100, 120, 140]).number(98, 105, "12.50").data()


def refused(data: bytes, kind: type[ReadError], limits: Limits | None = None) -> str:
    with pytest.raises(kind) as caught:
        read_pdf(data, SOURCE, limits or Limits())
    assert caught.value.message.en
    return caught.value.message.zh


def test_pages_are_numbered_from_one():
    assert [page.number for page in read_pdf(sheet(3), SOURCE).pages] == [1, 2, 3]


def test_a_pdf_with_a_password():
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(sheet())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    assert "密码" in refused(out.getvalue(), EncryptedError)


def test_a_pdf_that_only_forbids_changes_is_read():
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(sheet())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="o", user=""))
    assert read_pdf(out.getvalue(), SOURCE).pages[0].numbers == 1


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9, 0.99])
def test_a_truncated_pdf(part):
    data = sheet(40)
    assert "不完整" in refused(data[: int(len(data) * part)], DamagedError)


def test_rubbish_behind_a_header():
    assert "损坏" in refused(b"%PDF-1.7\n" + bytes(range(256)) * 40 + b"\n%%EOF", DamagedError)


def test_too_many_pages():
    assert "5000 页" in refused(empty_pages(5000), TooLargeError)


def empty_pages(count: int) -> bytes:
    pdf = pikepdf.new()
    for _ in range(count):
        pdf.add_blank_page(page_size=(100, 100))
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def test_two_thousand_empty_pages_are_read():
    assert len(read_pdf(empty_pages(2000), SOURCE).pages) == 2000


def test_too_much_on_a_page_and_too_slow():
    assert "字符" in refused(sheet(), TooLargeError, Limits(max_chars=3))
    assert "图形" in refused(sheet(), TooLargeError, Limits(max_paths=3))
    assert "秒" in refused(sheet(), TooLargeError, Limits(max_seconds=-1))


def test_a_stream_that_explodes():
    packed = zlib.compress(b" " * 30_000_000, 9)
    head, _, tail = sheet().partition(b"endstream")
    bomb = b"endstream\nendobj\n99 0 obj\n<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (
        len(packed),
        packed,
    )
    assert "炸弹" in refused(head + bomb + tail, TooLargeError, Limits(max_stream=20_000_000))


def test_a_page_that_is_a_picture_says_so():
    made = Sheet().text(50, 50, "有字")
    made.next().canvas.drawInlineImage(picture(), 0, 0, 600, 400)
    pages = read_pdf(made.data(), SOURCE)
    assert [page.has_text for page in pages.pages] == [True, False]
    assert "第 2 页没有文字层" in pages.notes[0]


def test_a_document_of_pictures_says_so_once(monkeypatch):
    monkeypatch.setattr(ocr, "ready", lambda: False)
    made = Sheet()
    made.canvas.drawInlineImage(picture(), 0, 0, 600, 400)
    made.next().canvas.drawInlineImage(picture(), 0, 0, 600, 400)
    said = "全文没有文字层（扫描件或图片），无法读取。请公开可检索文字的版本。"
    assert read_pdf(made.data(), SOURCE).notes == (f"{said}安装识别组件后可读取：pip install 'yusuan[ocr]'。",)


def test_a_font_without_codes_says_so():
    """The numbers of its glyphs come out as characters of any script."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(Sheet().text(50, 50, "部").data())) as pdf:
        name, font = next((n, f) for n, f in pdf.pages[0].Resources.Font.items() if "/DescendantFonts" in f)
        font.Encoding = pikepdf.Name("/Identity-H")
        font.DescendantFonts[0].CIDSystemInfo.Ordering = pikepdf.String("Identity")
        glyphs = "".join(f"{0x0400 + 37 * k:04x}" for k in range(60))
        pdf.pages[0].Contents = pdf.make_stream(f"BT {name} 9 Tf 50 300 Td <{glyphs}> Tj ET".encode())
        pdf.save(out)
    assert "第 1 页的字体没有文字编码" in read_pdf(out.getvalue(), SOURCE).notes[0]


def picture():
    from PIL import Image  # noqa: PLC0415 - reportlab's own dependency

    return Image.new("L", (8, 8), 128)


@pytest.mark.parametrize("number", ["1e38", "-99999999999999999999", "3.4e39", "1e-45", "0"])
def test_positions_beyond_all_pages(number):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(sheet())) as pdf:
        odd = f"\n{number} 0 m {number} {number} l S 0 {number} {number} 5 re f q {number} 0 0 {number} 0 0 cm 1 0 0 1 "
        odd += f"5 5 cm 1 1 m 90 {number} l 7 8 9 10 {number} 12 c B BT /F1 {number} Tf {number} {number} Td "
        odd += f"(12.50) Tj ET Q q {number} 0 0 {number} {number} {number} cm /X Do Q"
        form = pdf.make_stream(f"0 0 9 1 re f 0 0 m 9 9 l 5 5 l S {number} 0 m 5 {number} l S".encode())
        form.Type, form.Subtype, form.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, pikepdf.Array([0, 0, 9, 9])
        form.Matrix = pikepdf.Array([10**18, 0, 0, 10**18, 0, 0])
        pdf.pages[0].Resources.XObject = pikepdf.Dictionary(X=form)
        pdf.pages[0].Contents = pdf.make_stream(pdf.pages[0].Contents.read_bytes() + odd.encode())
        pdf.save(out)
    assert any(hasattr(block, "cells") for block in read_pdf(out.getvalue(), SOURCE).pages[0].blocks)


def test_no_damage_does_more_than_a_read_error():
    data = sheet(4)
    rng = random.Random(20240601)
    for _ in range(150):
        broken = bytearray(data)
        for _ in range(rng.choice([1, 5, 50])):
            broken[rng.randrange(len(broken))] = rng.randrange(256)
        if rng.random() < 0.3:
            start = rng.randrange(len(broken))
            del broken[start : start + rng.randrange(200)]
        try:
            read_pdf(bytes(broken), SOURCE, Limits(max_seconds=5))
        except ReadError as error:
            assert error.message.zh  # noqa: PT017 - either way is right, but no other error is
