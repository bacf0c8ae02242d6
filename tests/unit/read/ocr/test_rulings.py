"""Rulings out of pictures, and by how much a page leans."""

import pytest

pytest.importorskip("cv2", reason="the extra yusuan[ocr] is not installed")
import cv2
import numpy as np

from yusuan.read.ocr.rulings import _faint, _joined, _seen_whole, ink, rulings
from yusuan.read.ocr.skew import lean, turn

SCALE = 200 / 72


def page(*boxes: tuple[int, int, int, int], grey: int = 0, size: tuple[int, int] = (800, 1000)):
    """A white page (pixels) with boxes (x0, top, x1, bottom) in one grey."""
    picture = np.full(size, 255, np.uint8)
    for x0, top, x1, bottom in boxes:
        picture[top:bottom, x0:x1] = grey
    return picture


def table(columns: int = 4, rows: int = 6, grey: int = 0, thick: int = 2):
    across = [(100, 100 + 60 * i, 900 + thick, 100 + 60 * i + thick) for i in range(rows + 1)]
    step = 800 // columns
    down = [(100 + step * i, 100, 100 + step * i + thick, 100 + 60 * rows) for i in range(columns + 1)]
    return page(*across, *down, grey=grey)


def noisy(picture, strength: float = 3.0):
    noise = np.random.default_rng(1).normal(0, strength, picture.shape)
    return np.clip(picture + noise, 0, 255).astype(np.uint8)


def lines(picture):
    found = rulings(picture, ink(picture, SCALE), SCALE)
    return found.across, found.down


@pytest.mark.parametrize("grey", [0, 120, 170])
def test_a_table(grey):
    across, down = lines(noisy(table(grey=grey)))
    assert [y * SCALE for y, _, _ in across] == pytest.approx([101 + 60 * i for i in range(7)], abs=1)
    assert [x * SCALE for x, _, _ in down] == pytest.approx([101 + 200 * i for i in range(5)], abs=1)
    assert all(abs(x0 * SCALE - 100) < 3 and abs(x1 * SCALE - 902) < 4 for _, x0, x1 in across)


def test_strokes_of_characters_are_no_rulings():
    strokes = [(x, y, x + 2, y + 24) for x in range(120, 860, 17) for y in (120, 240, 300)]
    strokes += [(x, y, x + 14, y + 2) for x in range(120, 860, 17) for y in (130, 250, 310)]
    picture = table()
    for x0, top, x1, bottom in strokes:
        picture[top:bottom, x0:x1] = 0
    across, down = lines(noisy(picture))
    assert (len(across), len(down)) == (7, 5)


def test_what_is_cut_off_by_noise_is_whole():
    picture = table()
    picture[:, 400:404] = 255
    across, _ = lines(picture)
    assert len(across) == 7


def test_a_shaded_head_has_no_line_at_its_edge():
    picture = table()
    picture[102:160, 100:900] = np.minimum(picture[102:160, 100:900], 225)
    across, down = lines(noisy(picture))
    assert (len(across), len(down)) == (7, 5)


def test_an_empty_page_has_none():
    assert lines(noisy(page())) == ((), ())


@pytest.mark.parametrize("angle", [-2.0, -0.7, 0.0, 0.5, 1.0, 3.0])
def test_lean(angle):
    assert lean(ink(turn(table(), angle, 255), SCALE)) == pytest.approx(-angle, abs=0.06)


def test_a_side_that_goes_beyond_the_corner_is_a_ruling():
    picture = page(
        *[(100, y, 900, y + 2) for y in (100, 170, 240)], *[(x, 100, x + 2, 242) for x in (100, 500)], grey=120
    )
    picture[100:245, 898:900] = 120
    _, down = lines(noisy(picture))
    assert [x * SCALE for x, _, _ in down] == pytest.approx([101, 501, 899], abs=1)


def test_a_ruling_in_several_pieces_is_crossed_once():
    stroke = ((420.3, 101.2, 115.2), 2.5)
    row = [(101.15, 300.0, 800.0), (101.16, 310.0, 780.0), (101.17, 320.0, 780.0), (115.2, 300.0, 800.0)]
    assert _faint([stroke], [], row) == []
    assert _faint([((420.3, 101.2, 143.2), 2.5)], [], [*row, (129.2, 300.0, 800.0), (143.2, 300.0, 800.0)])


def test_a_broken_side_is_one_ruling():
    picture = table()
    for y in (230, 330, 382):
        picture[y : y + 14, 895:905] = 255
    _, down = lines(noisy(picture))
    side = [line for line in down if line[0] * SCALE > 890]
    assert len(side) == 1
    assert [v * SCALE for v in side[0][1:]] == pytest.approx([100, 461], abs=3)


def test_strokes_drawn_aslant_do_not_turn_a_page():
    picture = page()
    for x in range(150, 850, 100):
        for y in (200, 212, 224, 236):
            cv2.line(picture, (x, y + 4), (x + 90, y - 4), 0, 3)
    assert abs(lean(ink(picture, SCALE))) < 1.0


def test_a_line_of_which_an_end_is_faint_is_a_ruling():
    row = [(71.1, 50.0, 800.0), (144.5, 50.0, 800.0)]
    line, far = (259.0, 85.3, 144.9), (259.0, 70.2, 145.4)
    assert _seen_whole([line], [far], row) == [far]
    assert _seen_whole([line], [(259.0, 79.0, 145.4)], row) == [line]
    stroke = (300.0, 75.0, 84.0)
    assert _seen_whole([stroke], [(300.0, 71.0, 144.0)], row) == [stroke]


def test_a_hole_between_two_rulings_is_the_tables_own():
    row = [(y, 50.0, 800.0) for y in (100.0, 150.0, 170.0, 220.0)]
    apart = [(300.0, 100.0, 150.0), (300.0, 170.0, 220.0)]
    assert _joined(apart, row) == apart
    broken = [(300.0, 100.0, 141.0), (300.1, 163.0, 220.0)]
    assert [(start, end) for _, start, end in _joined(broken, row)] == [(100.0, 220.0)]
