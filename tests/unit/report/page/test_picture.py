"""Pages as small pictures: what a PNG of ours holds, and when it is another kind."""

import base64
import io

import numpy as np
from PIL import Image

from yusuan.report.page.picture import colourful, data_uri


def decoded(uri: str) -> Image.Image:
    head, _, body = uri.partition(",")
    assert head in ("data:image/png;base64", "data:image/jpeg;base64")
    image = Image.open(io.BytesIO(base64.b64decode(body)))
    image.load()
    return image


def page(width: int, height: int) -> "np.ndarray":
    pixels = np.full((height, width, 3), 255, np.uint8)
    pixels[10:12, 5:-5] = 0
    pixels[20:30, 20:40] = 128
    return pixels


def test_a_page_in_greys_has_sixteen_of_them() -> None:
    for width in (100, 101):
        pixels = page(width, 60)
        assert not colourful(pixels)
        image = decoded(data_uri(pixels[:, :, 1]))
        assert image.format == "PNG"
        assert image.size == (width, 60)
        found = np.asarray(image.convert("L")).astype(int)
        assert np.abs(found - pixels[:, :, 1]).max() <= 9
        assert found[11, 50] == 0
        assert found[0, 0] == 255


def test_a_coloured_page_keeps_its_colours() -> None:
    pixels = page(90, 60)
    pixels[40:50, 30:60] = (0, 0, 200)  # blue, green, red
    assert colourful(pixels)
    image = decoded(data_uri(pixels))
    assert image.mode == "P"
    assert image.convert("RGB").getpixel((45, 45)) == (204, 0, 0)
    assert image.convert("RGB").getpixel((0, 0)) == (255, 255, 255)


def test_a_scan_full_of_noise_is_a_jpeg() -> None:
    noise = np.random.default_rng(1).integers(180, 255, (900, 700)).astype(np.uint8)
    image = decoded(data_uri(noise))
    assert image.format == "JPEG"
    assert image.size == (700, 900)
