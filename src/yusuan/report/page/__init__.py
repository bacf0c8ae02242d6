"""The report as one page for a browser: the document as it looks, each figure with its equations, each finding marked.

One file, opened from disk without a server: pictures, data, style and script are inside, and nothing is ever fetched.
"""

from pathlib import Path

from yusuan.model.text import Language
from yusuan.report.page.data import collected
from yusuan.report.page.shell import page
from yusuan.report.page.views import views
from yusuan.report.products import Examined
from yusuan.report.written import write

__all__ = ["make", "page_of"]


def make(examined: Examined, stem: Path, language: Language) -> list[Path]:
    """Write the page as ``<stem>.html``; its path. Raises OSError."""
    path = stem.with_name(f"{stem.name}.html")
    write(path, page_of(examined, language))
    return [path]


def page_of(examined: Examined, language: Language) -> str:
    """The page as HTML."""
    shown = views(examined, language)
    return page(collected(examined, shown, language), shown, language)
