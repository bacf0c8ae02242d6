"""What a worker does with one task: read a file, or put a disclosure together and finish it."""

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from yusuan.model.disclosure import Disclosure, Identification
from yusuan.model.grid import Pages
from yusuan.model.text import Text
from yusuan.read.table import Stitched

Answer = TypeVar("Answer")
#: Makes the answer out of a disclosure: its paths, itself, and the numeric tokens in its raw characters.
Finish = Callable[[tuple[str, ...], Disclosure, int], Answer]


@dataclass(frozen=True, slots=True)
class Task(Generic[Answer]):
    """Files to read and finish. ``alone``: there is no other file that could belong to them.

    ``parts``: what was read of each already; then they are put together and nothing is read again.
    """

    paths: tuple[str, ...]
    finish: Finish[Answer]
    alone: bool
    parts: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A file that may be only a part of a disclosure: who it is of, and what was read, packed for the way.

    ``tables``/``words``: whether it holds statements, and a narrative.
    """

    path: str
    identity: Identification
    tables: bool
    words: bool
    packed: bytes


@dataclass(frozen=True, slots=True)
class Unread:
    """Files that cannot be read, and why."""

    paths: tuple[str, ...]
    why: Text


def work(task: Task[Answer]) -> Answer | Part | Unread:
    """Do ``task``: the answer, or a part that must wait for the others, or why it cannot be done."""
    from yusuan.read.disclosure import build  # noqa: PLC0415 - only workers load the readers
    from yusuan.read.errors import ReadError  # noqa: PLC0415
    from yusuan.read.source import read_pages  # noqa: PLC0415

    if task.parts:
        read: list[tuple[Pages, Stitched]] = [pickle.loads(p) for p in task.parts]  # noqa: S301 - packed by us
        pages = tuple(p for p, _ in read)
        return task.finish(task.paths, build(pages, tuple(s for _, s in read)), _numbers(pages))
    try:
        one = read_pages(Path(task.paths[0]))
    except ReadError as error:
        return Unread(task.paths, error.message)
    if task.alone:
        return task.finish(task.paths, build((one,)), _numbers((one,)))
    return _part_or_whole(task, one)


def _part_or_whole(task: Task[Answer], pages: Pages) -> Answer | Part:
    """Finish a file that holds both statements and narrative; one that lacks either may belong to another."""
    from yusuan.read.disclosure import build  # noqa: PLC0415
    from yusuan.read.identify import identify  # noqa: PLC0415
    from yusuan.read.stitch import stitch  # noqa: PLC0415

    stitched = stitch(pages)
    tables = bool(stitched.tables)
    words = any(s.kind == "narrative" and s.paragraphs for s in stitched.sections)
    if tables and words:
        return task.finish(task.paths, build((pages,), (stitched,)), _numbers((pages,)))
    identity = identify((stitched,), (pages,))
    return Part(task.paths[0], identity, tables, words, pickle.dumps((pages, stitched), pickle.HIGHEST_PROTOCOL))


def _numbers(pages: tuple[Pages, ...]) -> int:
    return sum(page.numbers for one in pages for page in one.pages)
