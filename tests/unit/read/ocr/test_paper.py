"""Grey paper becomes white, ink stays; white paper is left alone."""

import pytest

np = pytest.importorskip("numpy")
pytest.importorskip("cv2", reason="the extra yusuan[ocr] is not installed")

from yusuan.read.ocr.paper import whitened  # noqa: E402

SCALE = 200 / 72


def test_unevenly_grey_paper_becomes_white():
    page = np.tile(np.linspace(235, 190, 900), (700, 1)).astype(np.uint8)
    page[300:320, 100:800] = 60
    white = whitened(page, SCALE)
    assert white[:250].min() > 240
    assert white[400:].min() > 240
    assert white[300:320, 100:800].max() < 110


def test_white_paper_is_left_alone():
    page = np.full((400, 600), 252, np.uint8)
    page[100:110, 50:500] = 0
    assert whitened(page, SCALE) is page


def test_a_black_page_stays_black():
    assert whitened(np.full((400, 600), 20, np.uint8), SCALE).max() < 60
