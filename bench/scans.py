"""Scans of real pages, drawn at 200 dpi, turned a little, noisy, JPEG 80; and how exactly they are read."""

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pypdfium2
from PIL import Image

from yusuan.app.doubtful import judge_doubtful
from yusuan.catalog.layouts import local_words
from yusuan.model.amount import parse_number
from yusuan.model.disclosure import Disclosure
from yusuan.model.grid import Grid, Pages
from yusuan.read.disclosure import build
from yusuan.read.stitch import stitch
from yusuan.read.table import Stitched

DPI = 200
#: Degrees by which the pages are turned, one after the other.
TURNS = (0.0, 0.3, -0.4, 0.0, 0.6)
NOISE = 6.0
QUALITY = 80

#: Page and mantissa and decimals of a number in a table.
Number = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Exactness:
    """Numbers in tables, digit by digit the same, before and after the arithmetic; wrong ones that are still doubted.

    ``wrong``: what stood there and what was read, for those that are wrong in the end.
    """

    numbers: int
    before: int
    after: int
    pages: int
    wrong: tuple[str, ...]


def scanned(data: bytes) -> bytes:
    """A PDF of nothing but grey pictures of the pages of the PDF ``data``."""
    random = np.random.default_rng(20260101)
    pictures = []
    with pypdfium2.PdfDocument(data) as document:
        for i in range(len(document)):
            grey = document[i].render(scale=DPI / 72, grayscale=True).to_pil().convert("L")
            turned = grey.rotate(TURNS[i % len(TURNS)], Image.Resampling.BICUBIC, fillcolor=255)
            noisy = np.asarray(turned, np.float32) + random.normal(0.0, NOISE, (turned.height, turned.width))
            pictures.append(Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8)))
    out = io.BytesIO()
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], resolution=float(DPI), quality=QUALITY)
    return out.getvalue()


def judged(pages: Pages) -> tuple[Disclosure, Pages]:
    """What ``yusuan`` makes of a scan's pages: the disclosure after the arithmetic, and the pages as corrected."""

    def built(parts: Sequence[tuple[Pages, Stitched]]) -> Disclosure:
        return build([p for p, _ in parts], [s for _, s in parts])

    parts = ((pages, stitch(pages)),)
    read = built(parts)
    with local_words(read.identity):
        done, after = judge_doubtful(parts, read, built)
    return done, after[0][0]


def exactness(true: Pages, before: Pages, after: Pages) -> Exactness:
    """Compare the numbers in tables page by page, whatever their cells."""
    known, first, last = (Counter(_numbers(p)) for p in (true, before, after))
    missing, extra = known - last, last - known
    wrong = [f"p{p} {_text(*n)}" for p, *n in sorted(missing.elements())]
    wrong += [f"p{p} +{_text(*n)}" for p, *n in sorted(extra.elements())]
    return Exactness(known.total(), (known & first).total(), (known & last).total(), len(true.pages), tuple(wrong))


def _numbers(pages: Pages) -> Iterator[Number]:
    for page in pages.pages:
        for block in page.blocks:
            for cell in block.cells if isinstance(block, Grid) else ():
                number = parse_number(cell.text.strip().rstrip("%％"))
                if number is not None:
                    yield page.number, *number


def _text(mantissa: int, places: int) -> str:
    return f"{mantissa / 10**places:.{places}f}"
