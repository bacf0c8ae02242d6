"""Makes all the pictures in docs/images; what wants a program that is not installed is named and keeps its old one."""

import shutil
import sys
from collections.abc import Callable
from functools import partial

import annotated
import published_pages
import screenshots
import workbook_pictures

IMAGES = screenshots.IMAGES
#: Each picture, the programs that it wants (one of them), and what makes it.
PICTURES: tuple[tuple[str, tuple[str, ...], Callable[[], object]], ...] = (
    (
        "report.png",
        ("chromium", "chromium-browser", "google-chrome"),
        partial(screenshots.report, IMAGES / "report.png"),
    ),
    ("annotated-pdf.png", (), annotated.annotated_page_png),
    ("rectify.png", ("soffice", "libreoffice"), partial(workbook_pictures.rectify, IMAGES / "rectify.png")),
    ("form.png", ("soffice", "libreoffice"), partial(workbook_pictures.form, IMAGES / "form.png")),
    ("published-pdf.png and published-docx.png", ("soffice", "libreoffice"), published_pages.main),
)


def main() -> int:
    """Make them; say which could not be made."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    for name, programs, make in PICTURES:
        if programs and not any(map(shutil.which, programs)):
            print(f"{name}: skipped, it wants {programs[0]}")
            continue
        make()
        print(f"{name} made")
    return 0


if __name__ == "__main__":
    sys.exit(main())
