"""Makes the pictures in docs/images of what yusuan makes of the bundled example. Needs Chromium for the report."""

import tempfile
from pathlib import Path

from chromium import browser
from example_pdf import set_as_pdf
from PIL import Image

from yusuan.app.check import check_paths
from yusuan.app.options import Options

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
EXAMPLE = ROOT / "examples" / "gzdgov-2024-planted.txt"
#: The window that is shown, in pixels, and the colours of its picture: enough for text and fewer bytes.
_WIDTH, _HEIGHT, _COLOURS = 1640, 900, 96


def report(target: Path) -> None:
    """The report of the example as a page: a finding opened, the figure chosen, its equations beside it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        document = folder / "广州市数字政府运营中心2024年部门预算.pdf"
        set_as_pdf(EXAMPLE, document)
        options = Options(jobs=0, folder=folder, products=("html",))
        (told,) = check_paths([document], options)
        with browser(_WIDTH, _HEIGHT) as page:
            page.open(Path(told.made[0]))
            page.until("document.documentElement.dataset.ready === 'yes'")
            page.press("j")
            page.click("#finding-0 .details .buttons button:nth-child(2)")
            # The frame that shows where it is goes out after a while.
            page.until("!document.querySelector('.light, .lit')")
            page.picture(folder / "page.png")
        small(folder / "page.png", target)


def small(source: Path, target: Path) -> None:
    """Save a picture with a palette, which is a third of its bytes."""
    with Image.open(source) as image:
        image.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)


if __name__ == "__main__":
    IMAGES.mkdir(parents=True, exist_ok=True)
    report(IMAGES / "report.png")
    print(f"{IMAGES / 'report.png'}: {(IMAGES / 'report.png').stat().st_size // 1000} kB")
