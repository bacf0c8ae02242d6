"""Picture files (JPEG, PNG, TIFF) to grey pages, their size looked at before anything is unpacked."""

import io
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from yusuan.model.text import Text
from yusuan.read.errors import DamagedError, TooLargeError
from yusuan.read.limits import Limits

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Picture = NDArray[Any]

#: A picture has at most this many pixels: A3 at 600 to the inch.
_MOST = 80_000_000
#: Pages are looked at with at most this many.
_SEEN = 12_000_000
#: Less than this on a side is no page.
_LEAST = 100
#: Points. The long side of a page whose picture does not say how large it is.
_LONG = 842.0
#: Pixels to the inch that a picture may claim and be believed.
_PLAUSIBLE = (90.0, 1300.0)


def pictures(data: bytes, named: str, limits: Limits) -> "Iterator[tuple[Picture, float]]":
    """The pages of a picture file (``named`` in messages), their pixels a point. Raises DamagedError, TooLargeError."""
    from PIL import Image, ImageSequence  # noqa: PLC0415

    with warnings.catch_warnings():
        # Pillow warns of large pictures; they are measured here.
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "TIFF")) as image:
                for number, frame in enumerate(ImageSequence.Iterator(image), 1):
                    if number > limits.max_pages:
                        raise TooLargeError(_many(limits.max_pages))
                    yield _grey(frame, named)
        except Image.DecompressionBombError as error:
            raise TooLargeError(
                Text(f"文件内容是{named}，像素过多，未读取。", "The picture has too many pixels; it was not read.")
            ) from error
        except (OSError, SyntaxError, ValueError, EOFError) as error:
            raise DamagedError(
                Text(
                    f"文件内容是{named}，已损坏或不完整，无法打开。请重新下载或扫描。",
                    f"The picture is damaged or incomplete ({error}).",
                )
            ) from error


def _grey(image: object, named: str) -> "tuple[Picture, float]":
    """One picture upright, in grey, no larger than it need be."""
    import numpy as np  # noqa: PLC0415
    from PIL import Image, ImageOps  # noqa: PLC0415

    if not isinstance(image, Image.Image):
        raise TypeError(image)
    width, height = image.size
    if min(width, height) < _LEAST:
        raise DamagedError(
            Text(
                f"文件内容是{named}，只有 {width}×{height} 像素，不是一页文件。",
                f"The picture has {width}×{height} pixels: no page.",
            )
        )
    if width * height > _MOST or max(width, height) > 20 * min(width, height):
        raise TooLargeError(
            Text(
                f"文件内容是{named}，有 {width}×{height} 像素，过大，未读取。",
                f"The picture has {width}×{height} pixels; it was not read.",
            )
        )
    dpi = image.info.get("dpi", (0, 0))
    # A JPEG can be unpacked smaller.
    less = min(1.0, (_SEEN / (width * height)) ** 0.5)
    image.draft("L", (int(width * less), int(height * less)))
    clear = "A" in image.mode or "transparency" in image.info
    grey = ImageOps.exif_transpose(image).convert("RGBA" if clear else "L")
    if clear:
        paper = Image.new("RGBA", grey.size, "white")
        paper.alpha_composite(grey)
        grey = paper.convert("L")
    much = (_SEEN / (grey.width * grey.height)) ** 0.5
    if much < 1.0:
        grey = grey.resize((int(grey.width * much), int(grey.height * much)), Image.Resampling.BOX)
    return np.asarray(grey, np.uint8), _scale(max(grey.size), max(width, height), dpi)


def _scale(seen: int, long: int, dpi: object) -> float:
    """Pixels a point: as the picture says, or such that its long side is that of A4."""
    try:
        claimed = float(dpi[0])  # type: ignore[index]
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        claimed = 0.0
    if _PLAUSIBLE[0] <= claimed <= _PLAUSIBLE[1] and 400 <= long / claimed * 72 <= 2500:
        return claimed / 72 * seen / long
    return seen / _LONG


def _many(most: int) -> Text:
    return Text(f"图片超过 {most} 页，未读取。", f"The picture has more than {most} pages; it was not read.")
