"""A page's pixels as a small picture: greys or a palette in a PNG of our own, or a JPEG where that is much smaller."""

import base64
import struct
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Pixels = NDArray[Any]

#: A channel may differ so much from another in what is still grey: the fringes of letters.
_GREYISH = 24
#: Bytes. Only a photograph or a scan is larger as a PNG of sixteen greys.
_LARGE = 120_000
_LEVEL, _QUALITY = 6, 55
_LEVELS = 16


def data_uri(pixels: "Pixels") -> str:
    """``pixels`` (height × width greys, or × 3 as blue, green, red; 0 to 255) as the address of an image."""
    made, kind = encoded(pixels)
    return f"data:image/{kind};base64,{base64.b64encode(made).decode('ascii')}"


def encoded(pixels: "Pixels") -> tuple[bytes, str]:
    """``pixels`` as the bytes of a file, and whether it is a png or a jpeg."""
    made, kind = (_grey_png(pixels) if pixels.ndim == 2 else _paletted(pixels)), "png"
    if len(made) > _LARGE:
        smaller = _jpeg(pixels)
        if smaller is not None and len(smaller) < len(made):
            made, kind = smaller, "jpeg"
    return made, kind


def colourful(pixels: "Pixels") -> bool:
    """Whether something in blue, green and red ``pixels`` is not grey."""
    some = pixels.astype(np.int16)
    blue, green, red = some[:, :, 0], some[:, :, 1], some[:, :, 2]
    return bool((np.abs(blue - green) > _GREYISH).any() or (np.abs(red - green) > _GREYISH).any())


def _grey_png(grey: "Pixels") -> bytes:
    """Sixteen greys, two pixels a byte."""
    even = grey if grey.shape[1] % 2 == 0 else np.pad(grey, ((0, 0), (0, 1)), mode="edge")
    levels = (even - (even >> 4) + 8) >> 4  # the nearest of sixteen
    return _png(grey.shape[1], grey.shape[0], 4, 0, (levels[:, 0::2] << 4) | levels[:, 1::2])


def _paletted(pixels: "Pixels") -> bytes:
    """The most used colours of 4,096; each other becomes the nearest of them."""
    steps = ((pixels - (pixels >> 4) + 8) >> 4).astype(np.uint16)
    codes = (steps[:, :, 2] << 8) | (steps[:, :, 1] << 4) | steps[:, :, 0]
    counts = np.bincount(codes.ravel(), minlength=_LEVELS**3)
    used = np.argsort(counts)[::-1][: min(256, int((counts > 0).sum()))]
    every = np.arange(_LEVELS**3)
    channels = [(every >> shift) & 15 for shift in (8, 4, 0)]
    far = np.zeros((_LEVELS**3, len(used)), np.int32)
    for channel in channels:
        far += (channel[:, None] - channel[used][None, :]) ** 2
    colours = np.stack([channel[used] * 17 for channel in channels], axis=1).astype(np.uint8)
    nearest = far.argmin(axis=1).astype(np.uint8)
    return _png(pixels.shape[1], pixels.shape[0], 8, 3, nearest[codes], colours.tobytes())


def _png(width: int, height: int, bits: int, colour: int, rows: "Pixels", palette: bytes = b"") -> bytes:
    """A PNG of packed ``rows``; ``colour``: 0 greys, 3 a palette."""
    raw = np.zeros((height, rows.shape[1] + 1), np.uint8)
    raw[:, 1:] = rows
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0))]
    if palette:
        chunks.append((b"PLTE", palette))
    chunks += [(b"IDAT", zlib.compress(raw.tobytes(), _LEVEL)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    )


def _jpeg(pixels: "Pixels") -> bytes | None:
    """A JPEG, where Pillow is there: it comes with what reading scans needs."""
    try:
        from PIL import Image  # noqa: PLC0415 - an extra
    except ImportError:
        return None
    out = BytesIO()
    ordered = pixels if pixels.ndim == 2 else pixels[:, :, ::-1]
    Image.fromarray(np.ascontiguousarray(ordered)).save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()
