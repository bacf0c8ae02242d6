"""Makes the picture of the annotated PDF in docs/images: the example's copy as a viewer shows it.

The page is drawn by pdfium with its annotations; the bookmarks beside it and the note are read back out of the file.
"""

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
from example_pdf import set_as_pdf
from PIL import Image, ImageDraw, ImageFont

from yusuan.app.check import check_paths
from yusuan.app.options import Options

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "gzdgov-2024-planted.txt"
IMAGE = ROOT / "docs" / "images" / "annotated-pdf.png"
_FONTS = (
    Path("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc"),
    Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),
    Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"),
)
#: Pixels: of the picture, of the bookmarks, of the note; a line of text. The page's code that is looked for.
_SIZE, _SIDE, _NOTE, _LINE = (1440, 860), 330, 400, 24
_SHOWN = "YS2-001"
_COLOURS = 240


@dataclass(frozen=True, slots=True)
class _Shown:
    """What is in the picture: the page, where on it (as shown, points) the note belongs, its words, the bookmarks."""

    page: Image.Image
    scale: float
    spot: tuple[float, float]
    words: str
    bookmarks: list[tuple[int, str]]


def annotated_page_png(target: Path = IMAGE) -> None:
    """Annotate the example, set as a PDF, and save a picture of the page of its first error of sums."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        document = folder / "广州市数字政府运营中心2024年部门预算.pdf"
        set_as_pdf(EXAMPLE, document)
        (told,) = check_paths([document], Options(jobs=0, folder=folder, products=("copy",)))
        shown = _read_back(Path(told.made[0]))
    image = _drawn(shown)
    target.parent.mkdir(parents=True, exist_ok=True)
    image.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(target, optimize=True)


def _read_back(path: Path) -> _Shown:
    with pikepdf.open(path) as pdf:
        number, mark = next(
            (n, a) for n, page in enumerate(pdf.pages) for a in page.get("/Annots", [])
            if a.Subtype == "/Highlight" and _SHOWN in str(a.Contents).partition("\n")[0]
        )  # fmt: skip
        box = [float(n) for n in mark.Rect]
        words = str(mark.Contents)
        high = float(pdf.pages[number].MediaBox[3])
        with pdf.open_outline() as outline:
            marks = [(0, outline.root[0].title)]
            for group in outline.root[0].children:
                marks += [(1, group.title), *((2, child.title) for child in group.children)]
    opened: Any = pypdfium2.PdfDocument  # untyped
    with opened(path) as document:
        page = document[number]
        scale = (_SIZE[0] - _SIDE - 40) / page.get_width()
        drawn = page.render(scale=scale).to_pil().convert("RGB")
    return _Shown(drawn, scale, (box[2], high - box[3]), words, marks)


def _drawn(shown: _Shown) -> Image.Image:
    image = Image.new("RGB", _SIZE, "#d8dade")
    draw = ImageDraw.Draw(image)
    font, small = _font(16), _font(15)
    draw.rectangle((0, 0, _SIDE, _SIZE[1]), fill="#f7f7f8")
    for n, (depth, title) in enumerate(shown.bookmarks):
        ink = "#222222" if depth < 2 else "#1c4f86"
        draw.text((16 + 18 * depth, 18 + n * (_LINE + 6)), _cut(title, small, _SIDE - 40 - 18 * depth), ink, small)
    left, top = _SIDE + 20, 20
    image.paste(shown.page, (left, top))
    x, y = int(left + shown.spot[0] * shown.scale + 16), int(top + shown.spot[1] * shown.scale)
    lines = [part for line in shown.words.split("\n") for part in _wrapped(line, font, _NOTE - 24)]
    draw.rectangle((x + 4, y + 4, x + _NOTE + 4, y + 46 + len(lines) * _LINE), fill="#9a9ca0")
    draw.rectangle((x, y, x + _NOTE, y + 42 + len(lines) * _LINE), fill="#fffbe6", outline="#c79a2a")
    draw.rectangle((x, y, x + _NOTE, y + 28), fill="#f3d98b")
    draw.text((x + 12, y + 4), "yusuan", "#333333", font)
    for n, line in enumerate(lines):
        draw.text((x + 12, y + 34 + n * _LINE), line, "#222222", font)
    return image


def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(next(p for p in _FONTS if p.is_file())), size)


def _cut(text: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    if font.getlength(text) <= width:
        return text
    while text and font.getlength(text + "…") > width:
        text = text[:-1]
    return text + "…"


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines, line = [], ""
    # Few fonts have the cross that says that an equation does not hold. A number stays in one piece.
    for piece in re.findall(r"[!-~]+|.", text.replace("✗", "×")):
        if font.getlength(line + piece) > width:
            lines.append(line)
            line = ""
        line += piece
    return [*lines, line]


if __name__ == "__main__":
    annotated_page_png()
    print(f"{IMAGE}: {IMAGE.stat().st_size // 1000} kB")
