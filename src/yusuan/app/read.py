"""The use case of ``yusuan read``: documents in, all that they say out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from yusuan.app.options import Options
from yusuan.app.run import Advance, run
from yusuan.app.work import Unread
from yusuan.model.disclosure import Disclosure
from yusuan.model.text import Text


@dataclass(frozen=True, slots=True)
class ReadReport:
    """A disclosure as read out of ``paths``, or why there is none.

    ``numbers``: numeric tokens in the raw characters of its pages, before anything was made of them.
    """

    paths: tuple[str, ...]
    disclosure: Disclosure | None = None
    numbers: int = 0
    failure: Text | None = None


def read_paths(
    paths: Iterable[Path], options: Options | None = None, advance: Advance | None = None
) -> Iterator[ReadReport]:
    """Read the documents under ``paths`` (files, and folders with all below them), one report for each."""
    for answer in run(paths, options or Options(), _keep, advance):
        yield ReadReport(answer.paths, failure=answer.why) if isinstance(answer, Unread) else answer


def _keep(paths: tuple[str, ...], disclosure: Disclosure, numbers: int) -> ReadReport:
    return ReadReport(paths, disclosure, numbers)
