"""The summary of a run over many documents: who has how many findings of what kind, and what could not be read."""

from collections.abc import Sequence
from pathlib import Path

from yusuan.check.several.engine import PairResult
from yusuan.model.text import Language, Text
from yusuan.report import written
from yusuan.report.document import DocumentReport
from yusuan.report.overview.page import page
from yusuan.report.overview.sheets import TITLE, write
from yusuan.report.overview.tally import tally

__all__ = ["make_run"]


def make_run(
    reports: Sequence[DocumentReport], pairs: Sequence[PairResult], folder: Path, language: Language,
    passed: Sequence[tuple[str, Text]] = (),
) -> list[Path]:  # fmt: skip
    """Write ``汇总.xlsx`` and ``汇总.html``; their paths. Raises OSError."""
    told = tally(reports, pairs, language, passed)
    book, html = (folder / f"{TITLE.say(language)}{suffix}" for suffix in (".xlsx", ".html"))
    write(book, told, language)
    written.write(html, page(told, language))
    return [book, html]
