"""What a worker does with one task: read a file, find out which files are one disclosure, or build and finish it.

The readers are imported where they are used: a process that only hands out tasks does not pay for them.
"""

import pickle
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from yusuan.app.beside import beside
from yusuan.catalog.layouts import Layout, local_words, with_own
from yusuan.model.disclosure import Disclosure
from yusuan.model.grid import Pages
from yusuan.model.text import Text
from yusuan.read.table import Stitched

Answer = TypeVar("Answer")
#: Makes the answer out of a disclosure: its paths, itself, and the numeric tokens in its raw characters.
Finish = Callable[[tuple[str, ...], Disclosure, int], Answer]

#: A file with so many titled tables and so many paragraphs of narrative is plainly a whole disclosure.
_TABLES, _PARAGRAPHS = 6, 6


@dataclass(frozen=True, slots=True)
class Reading(Generic[Answer]):
    """A file to read, and to finish unless it may be only a part. ``alone``: there is no other file in the run.

    ``layout``: the person's own, which goes before those of the package.
    """

    paths: tuple[str, ...]
    finish: Finish[Answer]
    alone: bool
    layout: Layout | None = None


@dataclass(frozen=True, slots=True)
class Gathering:
    """Files as read, to be put together."""

    paths: tuple[str, ...]
    packed: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Building(Generic[Answer]):
    """The files of one disclosure as read, to be built and finished."""

    paths: tuple[str, ...]
    packed: tuple[bytes, ...]
    finish: Finish[Answer]
    layout: Layout | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A file that may be only a part of a disclosure: what was read of it, packed for the way."""

    path: str
    packed: bytes


@dataclass(frozen=True, slots=True)
class Groups:
    """Which of several files are one disclosure, by their numbers."""

    groups: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Unread:
    """Files that cannot be read or checked, and why."""

    paths: tuple[str, ...]
    why: Text


def work(task: Reading[Answer] | Gathering | Building[Answer]) -> Answer | Part | Groups | Unread:
    """Do ``task``: its answer; or a part that must wait for the others; or why it cannot be done."""
    if isinstance(task, Gathering):
        from yusuan.read.gather import gather  # noqa: PLC0415

        return Groups(gather([(stitched, pages) for pages, stitched in map(_unpack, task.packed)]))
    if isinstance(task, Building):
        with with_own(task.layout):
            return _finish(task.paths, task.finish, tuple(map(_unpack, task.packed)))
    with with_own(task.layout):
        return _read(task)


def _read(task: Reading[Answer]) -> Answer | Part | Unread:
    from yusuan.read.errors import ReadError  # noqa: PLC0415
    from yusuan.read.source import read_pages  # noqa: PLC0415
    from yusuan.read.stitch import stitch  # noqa: PLC0415

    try:
        pages = read_pages(Path(task.paths[0]))
    except ReadError as error:
        return Unread(task.paths, error.message)
    if not any(page.blocks for page in pages.pages):
        return Unread(task.paths, _nothing(pages))
    stitched = stitch(pages)
    if task.alone or _plainly_whole(stitched):
        return _finish(task.paths, task.finish, ((pages, stitched),))
    return Part(task.paths[0], pickle.dumps((pages, stitched), pickle.HIGHEST_PROTOCOL))


def _finish(
    paths: tuple[str, ...], finish: Finish[Answer], parts: tuple[tuple[Pages, Stitched], ...]
) -> Answer | Unread:
    from yusuan.read.disclosure import build  # noqa: PLC0415
    from yusuan.read.errors import ReadError  # noqa: PLC0415

    try:
        corrections = beside(paths).corrections
    except ReadError as error:
        return Unread(paths, error.message)

    def built(parts: Sequence[tuple[Pages, Stitched]]) -> Disclosure:
        return build([p for p, _ in parts], [s for _, s in parts], corrections)

    disclosure = built(parts)
    with local_words(disclosure.identity):
        if any(page.blocks and not page.has_text for pages, _ in parts for page in pages.pages):
            from yusuan.app.doubtful import judge_doubtful  # noqa: PLC0415

            disclosure, parts = judge_doubtful(parts, disclosure, built)
        return finish(paths, disclosure, sum(page.numbers for pages, _ in parts for page in pages.pages))


def _nothing(pages: Pages) -> Text:
    """Why there is nothing to check in a file that could be opened: a scan, or empty pages."""
    if pages.notes:
        return Text("".join(pages.notes), "The file has no text that could be read: a scan, a picture or empty pages.")
    return Text("文件里没有可读的文字，可能是空白页。", "The file has no text that could be read.")


def _plainly_whole(stitched: Stitched) -> bool:
    paragraphs = sum(len(s.paragraphs) for s in stitched.sections if s.kind == "narrative")
    tables = sum(1 for t in stitched.tables if t.title and t.grid.n_columns > 1)
    return paragraphs >= _PARAGRAPHS and tables >= _TABLES


def _unpack(packed: bytes) -> tuple[Pages, Stitched]:
    found: tuple[Pages, Stitched] = pickle.loads(packed)  # noqa: S301 - packed by another worker of ours
    return found
