"""The use case of ``yusuan check``: documents in, a report on each out."""

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from yusuan.app.options import Options
from yusuan.app.run import Advance, run
from yusuan.app.work import Unread
from yusuan.model.disclosure import Disclosure
from yusuan.report.document import DocumentReport, report


def check_paths(
    paths: Iterable[Path], options: Options | None = None, advance: Advance | None = None
) -> Iterator[DocumentReport]:
    """Check the documents under ``paths`` (files, and folders with all below them), one report for each.

    A file that cannot be read is a report with its ``failure``; the others are checked all the same.
    Raises KeyError for a rule in ``options`` that there is not.
    """
    chosen = options or Options()
    for answer in run(paths, chosen, partial(_check, chosen.rules), advance):
        yield DocumentReport(answer.paths, failure=answer.why) if isinstance(answer, Unread) else answer


def _check(words: tuple[str, ...], paths: tuple[str, ...], disclosure: Disclosure, _numbers: int) -> DocumentReport:
    from yusuan.check.engine import check  # noqa: PLC0415 - only workers load the rules
    from yusuan.check.rule import select  # noqa: PLC0415

    rules = select(words)
    names = tuple((r.code, r.name) for r in rules)
    return report(paths, disclosure, check(disclosure, rules), names)
