"""Grain is no ink: what is left of a shaded head, and of small type."""

import pytest

np = pytest.importorskip("numpy")
pytest.importorskip("cv2")

from yusuan.read.ocr.rulings import ink  # noqa: E402
from yusuan.read.ocr.specks import without_specks  # noqa: E402
from yusuan.read.ocr.strips import Sheet, outside  # noqa: E402

SCALE = 200 / 72


def cleaned(grey):
    return without_specks(ink(grey, SCALE), grey, SCALE)


@pytest.mark.parametrize("grain", [6.0, 9.0])
def test_grain_of_a_shaded_cell_is_gone(grain):
    random = np.random.default_rng(7)
    grey = np.clip(random.normal(236, grain, (200, 400)), 0, 255).astype(np.uint8)
    assert np.count_nonzero(ink(grey, SCALE)) > 100
    assert not cleaned(grey).any()


def test_a_decimal_point_and_faint_strokes_stay():
    grey = np.full((120, 200), 250, np.uint8)
    grey[60:62, 50:52] = 90
    grey[40:60, 100:103] = 215
    kept = cleaned(grey)
    assert kept[60:62, 50:52].all()
    assert kept[45:55, 101].all()


def test_what_covers_a_page_is_no_line():
    dark = np.zeros((1000, 1400), np.uint8)
    dark[20, 20:1300] = dark[20:900, 20] = dark[899, 20:1300] = 255
    assert outside(Sheet(255 - dark, dark, SCALE), np.full((500, 700), 0.9, np.float32)) == []
