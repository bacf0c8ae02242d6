"""Annotated PDF files, read back by qpdf (pikepdf) and drawn by pdfium."""

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from support.noted import SOURCE, notes, remark
from yusuan.model.finding import Severity
from yusuan.model.grid import TextLine
from yusuan.model.place import Place
from yusuan.read.source import read_pages
from yusuan.report.copies.errors import NoCopyError
from yusuan.report.copies.notes import Spot
from yusuan.report.copies.pdf.annotate import annotated_pdf
from yusuan.report.copies.pdf.file import PdfFile
from yusuan.report.copies.pdf.syntax import OddPdfError, parse, text, written

#: Where the figure stands in the page's own space, and how wide and high it is about.
_X, _Y, _WIDE, _HIGH = 200.0, 600.0, 50.0, 9.0


def plain(pages: int = 2) -> bytes:
    """Pages of letter size with a figure on each."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=1)
    for number in range(pages):
        canvas.setFont("Helvetica", 12)
        canvas.drawString(_X, _Y, f"12345.6{number}")
        canvas.drawString(100, 300, "words below")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def saved(change: Callable[[pikepdf.Pdf], None] = lambda _: None, **how: object) -> bytes:
    """The plain pages after ``change``, written by qpdf as ``how`` says."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(plain())) as pdf:
        change(pdf)
        pdf.save(out, **how)  # type: ignore[arg-type]
    return out.getvalue()


def figure(data: bytes, folder: Path) -> Place:
    """Where the reader sees the figure of the first page."""
    path = folder / "read.pdf"
    path.write_bytes(data)
    lines = [b for b in read_pages(path).pages[0].blocks if isinstance(b, TextLine)]
    return next(line.place for line in lines if "12345" in line.text)


def marks(page: pikepdf.Page, subtype: str = "/Highlight") -> list[pikepdf.Object]:
    return [a for a in page.get("/Annots", []) if a.Subtype == subtype]  # type: ignore[union-attr]


BOX = Place(SOURCE, page=1, box=(200.0, 180.0, 250.0, 195.0))


def test_the_file_is_kept_byte_for_byte_and_the_copy_is_sound() -> None:
    data = plain()
    made = annotated_pdf(data, notes(BOX, Place(SOURCE, page=2, box=(10, 10, 60, 30)), None))
    assert made.startswith(data)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert pdf.get_warnings() == []
        assert pdf.check_pdf_syntax() == []
        assert [len(marks(p)) for p in pdf.pages] == [1, 1]
        (mark,) = marks(pdf.pages[0])
        assert str(mark.T) == "yusuan"
        assert str(mark.Contents).startswith("1. 错误 YS2-001 合计\n合计不等于所属各项之和")
        assert mark.Popup.Parent.objgen == mark.objgen
        (note,) = marks(pdf.pages[0], "/Text")
        assert "3. 错误 YS2-001" in str(note.Contents)


@pytest.mark.parametrize("turned", [0, 90, 180, 270, -90, 450])
@pytest.mark.parametrize("crop", [None, (50, 100, 500, 700)])
def test_a_mark_is_where_the_figure_is(turned: int, crop: tuple[int, ...] | None, tmp_path: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Rotate = turned
        if crop:
            pdf.pages[0].CropBox = pikepdf.Array(crop)

    data = saved(change)
    made = annotated_pdf(data, notes(figure(data, tmp_path)))
    with pikepdf.open(io.BytesIO(made)) as pdf:
        (mark,) = marks(pdf.pages[0])
        points = [float(n) for n in mark.QuadPoints]  # type: ignore[union-attr]
    left, right, low, high = min(points[::2]), max(points[::2]), min(points[1::2]), max(points[1::2])
    assert left == pytest.approx(_X, abs=2)
    assert right == pytest.approx(_X + _WIDE, abs=5)
    assert low == pytest.approx(_Y - 2.5, abs=3)
    assert high == pytest.approx(_Y + _HIGH, abs=4)
    assert reddened(data, made) == pytest.approx((_WIDE + 4) * (_HIGH + 10), rel=0.6)


def reddened(before: bytes, after: bytes) -> float:
    """How many square points of the first page, outside the note in its corner, look different."""
    drawn = [
        pypdfium2.PdfDocument(d)[0].render(scale=1, may_draw_forms=False).to_numpy().astype(int)
        for d in (before, after)
    ]
    changed = np.abs(drawn[0] - drawn[1]).sum(axis=2) > 30
    changed[:40, :40] = False
    return float(changed.sum())


@pytest.mark.parametrize(
    "how",
    [
        {"object_stream_mode": pikepdf.ObjectStreamMode.generate},
        {"linearize": True},
        {"linearize": True, "object_stream_mode": pikepdf.ObjectStreamMode.generate},
        {"qdf": True},
    ],
)
def test_every_way_of_writing_a_file_is_kept(how: dict[str, object]) -> None:
    data = saved(**how)
    made = annotated_pdf(annotated_pdf(data, notes(BOX)), notes(BOX))
    assert made.startswith(data)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert len(marks(pdf.pages[0])) == 2


def test_notes_and_bookmarks_of_the_file_stay() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9])
        pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(link)]))
        with pdf.open_outline() as outline:
            outline.root.extend([pikepdf.OutlineItem("第一部分", 0), pikepdf.OutlineItem("第二部分", 1)])

    made = annotated_pdf(saved(change), notes(BOX, Place(SOURCE, page=2, box=(1, 1, 50, 20))))
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert len(marks(pdf.pages[0], "/Link")) == 1
        with pdf.open_outline() as outline:
            assert [i.title for i in outline.root] == ["yusuan 问题清单（错误 2）", "第一部分", "第二部分"]
            (group,) = outline.root[0].children
            assert [i.title[:10] for i in group.children] == ["1. YS2-001", "2. YS2-001"]
            assert group.children[1].destination[0].objgen == pdf.pages[1].obj.objgen  # type: ignore[index]


def test_findings_at_one_place_share_a_mark_and_named_places_are_dashed() -> None:
    base = notes(BOX)
    second = remark(2, BOX, "另一个问题", severity=Severity.HINT)
    other = Place(SOURCE, page=1, box=(20, 20, 90, 40))
    every = Spot(BOX, [base.remarks[0], second]), Spot(other, [], [second])
    made = annotated_pdf(plain(), type(base)(base.title, (*base.remarks, second), every, (), "zh", base.when))
    with pikepdf.open(io.BytesIO(made)) as pdf:
        named, both = marks(pdf.pages[0])
        assert str(both.Contents).count("YS2-001") == 2
        assert str(named.Contents).startswith("问题 2 与此处有关")
        assert b"(1,2) Tj" in both.AP.N.read_bytes()
        assert b"Tj" not in named.AP.N.read_bytes()


@pytest.mark.parametrize("place", [Place(SOURCE, page=9, box=(1, 1, 2, 2)), Place(SOURCE), Place(SOURCE, page=1)])
def test_a_place_that_is_on_no_page_is_noted_on_the_first(place: Place) -> None:
    with pikepdf.open(io.BytesIO(annotated_pdf(plain(), notes(place)))) as pdf:
        assert any("YS2-001" in str(a.Contents) for a in marks(pdf.pages[0], "/Text"))


def test_an_encrypted_file_that_opens_is_written_anew() -> None:
    data = saved(encryption=pikepdf.Encryption(owner="x", user="", R=6))
    with pikepdf.open(io.BytesIO(annotated_pdf(data, notes(BOX)))) as pdf:
        assert not pdf.is_encrypted
        assert len(marks(pdf.pages[0])) == 1


def test_a_file_with_broken_references_is_written_anew() -> None:
    data = plain()
    at = data.rindex(b"startxref")
    broken = data[:at] + b"startxref\n17\n%%EOF\n"
    with pytest.raises(OddPdfError):
        PdfFile(broken)
    with pikepdf.open(io.BytesIO(annotated_pdf(broken, notes(BOX)))) as pdf:
        assert len(marks(pdf.pages[0])) == 1


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4\nnothing", plain()[:300]])
def test_what_is_no_pdf_gives_no_copy(data: bytes) -> None:
    with pytest.raises(NoCopyError):
        annotated_pdf(data, notes(BOX))


def test_a_password_gives_no_copy() -> None:
    with pytest.raises(NoCopyError):
        annotated_pdf(saved(encryption=pikepdf.Encryption(owner="x", user="y")), notes(BOX))


@given(message=st.text(max_size=300))
@settings(max_examples=40, deadline=None)
def test_any_words_can_be_noted(message: str) -> None:
    made = annotated_pdf(plain(1), notes(BOX, None, message=message))
    with pikepdf.open(io.BytesIO(made)) as pdf:
        (mark,) = marks(pdf.pages[0])
        assert str(mark.Contents).startswith("1. 错误 YS2-001 合计")


@given(st.binary(max_size=200))
@settings(max_examples=200, deadline=None)
def test_rubbish_is_refused_or_read(data: bytes) -> None:
    try:
        value, end = parse(data, 0)
    except OddPdfError:
        return
    assert end <= len(data)
    assert parse(written(value), 0)[0] == value


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_damaged_file_gives_a_copy_or_none_and_nothing_else(draw: st.DataObject) -> None:
    data = bytearray(plain(1))
    for _ in range(draw.draw(st.integers(1, 12))):
        data[draw.draw(st.integers(0, len(data) - 1))] = draw.draw(st.integers(0, 255))
    try:
        made = annotated_pdf(bytes(data), notes(BOX))
    except NoCopyError:
        return
    assert made.startswith(b"%PDF-")


def test_a_string_keeps_every_character() -> None:
    assert text("a（\n") == b"<FEFF0061FF08000A>"
