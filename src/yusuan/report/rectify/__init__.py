"""The list of what a unit has to mend, as a workbook that comes back filled in (``yusuan rectify``)."""

from pathlib import Path

from yusuan.model.text import Language
from yusuan.report.products import Examined
from yusuan.report.rectify.entry import entries
from yusuan.report.rectify.sheet import LIST, write

__all__ = ["make", "path_of"]


def make(examined: Examined, stem: Path, language: Language) -> list[Path]:
    """Write the list as ``<stem>-整改清单.xlsx``; its path. Raises OSError."""
    path = path_of(stem, language)
    write(path, examined.report, tuple(entries(examined.report, language)), language, again=False)
    return [path]


def path_of(stem: Path, language: Language) -> Path:
    """Where the list of a document is kept whose products are called ``stem``."""
    return stem.with_name(f"{stem.name}-{LIST.say(language)}.xlsx")
