"""Pictures of pages end to end, and pictures that are none: needs the extra, says so where it is not installed."""

import io
import struct
import zlib

import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from yusuan.model.grid import Grid
from yusuan.model.place import Source
from yusuan.read import ocr
from yusuan.read.errors import DamagedError, ReadError, TooLargeError, UnsupportedError
from yusuan.read.limits import DEFAULT, Limits
from yusuan.read.source import read_pages

needs_ocr = pytest.mark.skipif(not ocr.ready(), reason="the extra yusuan[ocr] is not installed")

ROWS = (
    ("2010301", "1,234.56", "0.78", "1,235.34"),
    ("2010302", "90.00", "12.30", "102.30"),
    ("2080505", "345.67", "8.90", "354.57"),
    ("2101101", "67.89", "0.00", "67.89"),
    ("2210201", "5.43", "21,987.60", "21,993.03"),
)
SOURCE = Source("0", "page.png", "png")


def drawn(lean: float = 0.0, blur: float = 0.0):
    """An A4 page at 200 to the inch with ROWS in a ruled table and a line above and below."""
    page = Image.new("L", (1654, 2339), 255)
    pen, font = ImageDraw.Draw(page), ImageFont.load_default(size=30)
    pen.text((200, 200), "Budget 2026", fill=0, font=font)
    for r in range(len(ROWS) + 1):
        pen.line((200, 300 + 60 * r, 1400, 300 + 60 * r), fill=0, width=2)
    for c in range(5):
        pen.line((200 + 300 * c, 300, 200 + 300 * c, 300 + 60 * len(ROWS)), fill=0, width=2)
    for r, row in enumerate(ROWS):
        for c, text in enumerate(row):
            at = (200 + 300 * c + 15, 312 + 60 * r) if c == 0 else (200 + 300 * (c + 1) - 15, 312 + 60 * r)
            pen.text(at, text, fill=0, font=font, anchor="la" if c == 0 else "ra")
    pen.text((200, 700), "Total 23,753.13", fill=0, font=font)
    page = page.rotate(lean, resample=Image.Resampling.BICUBIC, fillcolor=255)
    return page.filter(ImageFilter.GaussianBlur(blur)) if blur else page


def saved(page, kind: str, **options) -> bytes:
    out = io.BytesIO()
    page.save(out, kind, **options)
    return out.getvalue()


def check(pages) -> None:
    (page,) = pages.pages
    (grid,) = [block for block in page.blocks if isinstance(block, Grid)]
    assert (grid.n_rows, grid.n_columns) == (5, 4)
    texts = [[c.text.strip() for c in grid.cells if c.row == r] for r in range(5)]
    assert texts == [list(row) for row in ROWS]
    lines = [block.text for block in page.blocks if not isinstance(block, Grid)]
    assert [line.replace(" ", "") for line in lines] == ["Budget2026", "Total23,753.13"]
    assert page.numbers == 22
    assert not page.has_text
    assert all(0.0 <= c.confidence <= 1.0 for c in grid.cells)
    assert any("图像识别" in note for note in pages.notes)


@needs_ocr
def test_a_picture_of_a_table(tmp_path):
    (tmp_path / "page.jpg").write_bytes(saved(drawn(0.7, 0.8), "JPEG", quality=60, dpi=(200, 200)))
    pages = read_pages(tmp_path / "page.jpg")
    check(pages)
    grid = next(b for b in pages.pages[0].blocks if isinstance(b, Grid))
    x0, top, x1, bottom = grid.cells[0].place.box
    # Turned by 0.7 degrees about the middle of the page: the upper left corner comes down, by a few points.
    assert (x0 + x1) / 2 == pytest.approx(126 - 3.7, abs=3)
    assert (top + bottom) / 2 == pytest.approx(119 + 2.1, abs=3)


@needs_ocr
def test_a_pdf_of_pictures_reads_alike(tmp_path):
    (tmp_path / "scan.pdf").write_bytes(saved(drawn(-0.5), "PDF", resolution=200))
    pages = read_pages(tmp_path / "scan.pdf")
    check(pages)
    assert pages.pages[0].width == pytest.approx(595, abs=1)


@needs_ocr
def test_a_png_without_its_resolution_and_with_transparency(tmp_path):
    page = drawn()
    clear = Image.new("LA", page.size, (0, 0))
    clear.paste(0, mask=page.point(lambda v: 255 - v))
    clear.putalpha(page.point(lambda v: 255 - v))
    (tmp_path / "page.png").write_bytes(saved(clear, "PNG"))
    check(read_pages(tmp_path / "page.png"))


@needs_ocr
def test_pages_beyond_the_time_are_said(tmp_path):
    pages = [drawn(), drawn()]
    (tmp_path / "scan.pdf").write_bytes(saved(pages[0], "PDF", resolution=200, save_all=True, append_images=pages[1:]))
    read = read_pages(tmp_path / "scan.pdf", Limits(max_ocr_seconds=0.01))
    assert any("识别超过" in note for note in read.notes)
    assert len(read.pages) == 2


def png(width: int, height: int, rows: bytes = b"") -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@needs_ocr
@pytest.mark.parametrize(
    ("data", "error"),
    [
        (png(1, 1, b"\0\0"), DamagedError),
        (png(30_000, 30_000), TooLargeError),
        (png(100_000, 200), TooLargeError),
        (png(1000, 1000, b"\0"), DamagedError),
        (b"\xff\xd8\xff\xe0 no picture", DamagedError),
        (b"II*\x00" + b"\xff" * 50, DamagedError),
    ],
    ids=["one pixel", "bomb", "strip", "cut short", "no JPEG", "no TIFF"],
)
def test_hostile_pictures(data, error):
    with pytest.raises(error):
        ocr.read_image(data, SOURCE, DEFAULT)


@needs_ocr
def test_a_truncated_jpeg():
    data = saved(drawn(), "JPEG")
    with pytest.raises(DamagedError):
        ocr.read_image(data[: len(data) // 2], SOURCE, DEFAULT)


@needs_ocr
@pytest.mark.parametrize("grey", [0, 128, 255])
def test_pages_without_text(grey):
    pages = ocr.read_image(saved(Image.new("L", (600, 800), grey), "PNG"), SOURCE, DEFAULT)
    assert pages.pages[0].blocks == ()


def test_without_the_extra_a_picture_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr(ocr, "ready", lambda: False)
    (tmp_path / "page.png").write_bytes(png(1000, 1000))
    with pytest.raises(UnsupportedError) as found:
        read_pages(tmp_path / "page.png")
    assert "yusuan[ocr]" in found.value.message.zh
    assert isinstance(found.value, ReadError)


@needs_ocr
@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_that_lies_on_its_side(tmp_path, quarters):
    page = drawn(0.4)
    flat = page.rotate(-90 * quarters, expand=True)
    (tmp_path / "page.png").write_bytes(saved(flat, "PNG", dpi=(200, 200)))
    pages = read_pages(tmp_path / "page.png")
    check(pages)
    grid = next(b for b in pages.pages[0].blocks if isinstance(b, Grid))
    x0, top, x1, bottom = grid.cells[0].place.box
    x, y = 126 - 2.1, 119 + 1.2
    expected = [(842 - y, x), (595.4 - x, 842 - y), (y, 595.4 - x)][quarters - 1]
    assert ((x0 + x1) / 2, (top + bottom) / 2) == pytest.approx(expected, abs=3)
