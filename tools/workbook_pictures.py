"""Makes docs/images/rectify.png and form.png out of the bundled example with planted errors. Needs LibreOffice."""

import datetime as dt
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
from example_pdf import set_as_pdf
from PIL import Image, ImageChops

from yusuan.app.check import check_paths
from yusuan.app.options import Options
from yusuan.app.rectify import rectify as check_again
from yusuan.app.rectify import save

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
EXAMPLE = ROOT / "examples" / "gzdgov-2024-planted.txt"
_NAME = "广州市数字政府运营中心2024年部门预算"
#: Dots to the inch of the printed page, the margin left around it, and the colours of its picture.
_DPI, _MARGIN, _COLOURS = 130, 16, 64
#: What a unit might answer to the first findings, and say.
_ANSWERS = (
    ("已整改", "录入时多打一位，已改正文本。"),
    ("已整改", "数字颠倒，已改。"),
    ("不属实", "该表由建设中心编制，名称无误，附编制说明。"),
    ("待核实", ""),
    ("接受", "两表口径不同，已在项目说明中写明。"),
)  # fmt: skip


def office() -> str | None:
    """The path of LibreOffice on this machine; None without one."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def form(target: Path) -> None:
    """The filled check form: its first page."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        document = folder / f"{_NAME}.pdf"
        set_as_pdf(EXAMPLE, document)
        (told,) = check_paths([document], Options(jobs=0, folder=folder, products=("form",)))
        printed(Path(told.made[0]), target)


def rectify(target: Path) -> None:
    """The list after a round: answered by the unit, one error mended, checked again."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        document = folder / f"{_NAME}.txt"
        text = EXAMPLE.read_text(encoding="utf-8")
        document.write_text(text, encoding="utf-8")
        (told,) = check_paths([document], Options(jobs=0, folder=folder, products=("list",)))
        _answer(Path(told.made[0]))
        document.write_text(text.replace("2,299.78", "2,229.78", 1).replace("390.30", "309.30", 1), encoding="utf-8")
        (path,) = save(check_again([Path(told.made[0]), document], Options(jobs=0)), folder / "again", "zh")
        printed(path, target)


def _answer(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    sheet: Any = book.worksheets[0]
    at = {cell.value: cell.column for cell in sheet[3]}
    for row, (answer, words) in enumerate(_ANSWERS, 4):
        for head, value in (("处理情况", answer), ("单位说明", words), ("责任人", "张三")):
            sheet.cell(row, at[head]).value = value
        sheet.cell(row, at["日期"]).value = dt.date(2024, 2, 20)
    book.save(path)


def printed(book: Path, target: Path) -> None:
    """The first page of a workbook as it prints, without its blank margins."""
    program = office()
    if program is None:
        raise FileNotFoundError("LibreOffice")
    with tempfile.TemporaryDirectory() as name:
        profile = f"-env:UserInstallation={(Path(name) / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", name, str(book)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        opened: Any = pypdfium2.PdfDocument  # without types
        document = opened(Path(name) / f"{book.stem}.pdf")
        image = document[0].render(scale=_DPI / 72).to_pil().convert("RGB")
        document.close()
    box = ImageChops.difference(image, Image.new("RGB", image.size, "white")).crop(
        (0, 0, image.width, int(image.height * 0.955))  # without the foot
    ).getbbox()  # fmt: skip
    if box is not None:
        left, top, right, bottom = box
        image = image.crop((left - _MARGIN, top - _MARGIN, right + _MARGIN, bottom + _MARGIN))
    image.quantize(_COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)


if __name__ == "__main__":
    IMAGES.mkdir(parents=True, exist_ok=True)
    for make in (rectify, form):
        path = IMAGES / f"{make.__name__}.png"
        make(path)
        print(f"{path}: {path.stat().st_size // 1000} kB")
