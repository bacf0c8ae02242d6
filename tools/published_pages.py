"""Makes the pictures in docs/images of what yusuan publishes: three pages of the PDF, three of the DOCX by LibreOffice.

python tools/published_pages.py             # of the bundled example's ledger
"""

import subprocess
import tempfile
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from PIL import Image
from screenshots import IMAGES, ROOT, small

from yusuan.app.ledger import load
from yusuan.compose import compose
from yusuan.publish import publish
from yusuan.read.convert import installed

LEDGER = ROOT / "examples" / "gzdgov-2024.ledger.json"
#: What the three pages are known by: a statement, a wide one, the narrative.
_PAGES = ("收支总体情况表单位名称", "部门预算项目支出及其他支出预算表单位名称", "第三部分2024年部门预算情况说明一、")
#: Pixels a point, and of white around a page.
_SCALE, _FRAME = 0.95, 14


def pages_of(file: Path, marks: Sequence[str] = _PAGES) -> list[Image.Image]:
    """The first page that holds each of ``marks`` (without blanks). Raises LookupError where none does."""
    pdf: Any = import_module("pypdfium2").PdfDocument(file)
    texts = ["".join(pdf[i].get_textpage().get_text_range().split()) for i in range(len(pdf))]
    found = []
    for mark in marks:
        number = next((i for i, text in enumerate(texts) if mark in text), None)
        if number is None:
            raise LookupError(f"{file.name}: no page with {mark}")
        found.append(pdf[number].render(scale=_SCALE).to_pil().convert("RGB"))
    return found


def strip(pages: Sequence[Image.Image], target: Path) -> None:
    """Save the pages side by side on grey."""
    width = sum(p.width for p in pages) + _FRAME * (len(pages) + 1)
    height = max(p.height for p in pages) + 2 * _FRAME
    whole = Image.new("RGB", (width, height), "#8c9096")
    left = _FRAME
    for page in pages:
        whole.paste(page, (left, (height - page.height) // 2))
        left += page.width + _FRAME
    whole.save(target)
    small(target, target)


def by_libreoffice(file: Path, folder: Path) -> Path:
    """The file as PDF, as LibreOffice sees it. Raises FileNotFoundError where it is not installed."""
    program = installed()
    if program is None:
        raise FileNotFoundError("LibreOffice is not installed")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        program,
        profile,
        "--headless",
        "--convert-to",
        "pdf:writer_pdf_Export",
        "--outdir",
        str(folder),
        str(file),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / f"{file.stem}.pdf"


def main() -> None:
    """Make both pictures."""
    document = compose(load(LEDGER).ledger)
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pdf, docx = publish(document, folder, "example", ["pdf", "docx"])
        (folder / "office").mkdir()
        pictures = {"published-pdf.png": pdf, "published-docx.png": by_libreoffice(docx, folder / "office")}
        for target, file in pictures.items():
            strip(pages_of(file), IMAGES / target)
            print(f"{IMAGES / target}: {(IMAGES / target).stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
