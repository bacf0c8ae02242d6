"""Grain is no ink: what is left of a shaded head, and of small type."""

import pytest

from yusuan.read.ocr import ready

pytestmark = pytest.mark.skipif(not ready(), reason="the extra yusuan[ocr] is not installed")


def cleaned(grey):
    from yusuan.read.ocr.rulings import ink
    from yusuan.read.ocr.specks import without_specks

    return without_specks(ink(grey, 200 / 72), grey, 200 / 72)


def test_grain_of_a_shaded_cell_is_gone():
    import numpy as np

    random = np.random.default_rng(7)
    grey = np.clip(random.normal(236, 9, (200, 400)), 0, 255).astype(np.uint8)
    assert not cleaned(grey).any()


def test_a_decimal_point_and_faint_strokes_stay():
    import numpy as np

    grey = np.full((120, 200), 250, np.uint8)
    grey[60:62, 50:52] = 90
    grey[40:60, 100:103] = 215
    kept = cleaned(grey)
    assert kept[60:62, 50:52].all()
    assert kept[45:55, 101].all()
