"""The check form that a district bureau fills in for each document, filled in by what was checked."""

from pathlib import Path

from yusuan.model.text import Language
from yusuan.report.form.fill import filled
from yusuan.report.form.sheet import TITLE, write
from yusuan.report.products import Examined

__all__ = ["make"]


def make(examined: Examined, stem: Path, language: Language) -> list[Path]:
    """Write the form as ``<stem>-检查表.xlsx``; its path. Raises OSError."""
    path = stem.with_name(f"{stem.name}-{TITLE.say(language).replace(' ', '-')}.xlsx")
    write(path, examined, filled(examined, language), language)
    return [path]
