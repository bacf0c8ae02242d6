"""Page numbers and running heads in formats without pages, where a document's pages were poured into one another.

A web page or a text that was made of a PDF keeps them as lines between its paragraphs, and in the middle of its tables.
"""

import re
from collections import Counter
from collections.abc import Sequence

from yusuan.model.grid import Grid, TextLine
from yusuan.read.stitch.caption import caption
from yusuan.read.stitch.furniture import page_number
from yusuan.read.stitch.line import squash

Blocks = Sequence[TextLine | Grid]

#: Plain numbers are page numbers where at least so many of them count on.
_FEWEST = 3
#: Pages without a number of their own (empty ones, large tables) may be skipped.
_SKIPPED = 3
#: What is said under a table recurs too, and is no running head.
_SAID = re.compile(r"空|无|没有|未|注|说明|[。；：;:]$")


def poured(blocks: Blocks) -> set[int]:
    """The ids of the lines of one page without boxes that are page numbers or running heads of pages that once were."""
    lines = [(i, b) for i, b in enumerate(blocks) if isinstance(b, TextLine) and b.place.box is None]
    said = [(i, number) for i, line in lines if (number := page_number(squash(line.text))) is not None]
    marked = _rising([(i, n) for i, (n, is_marked) in said if is_marked], 2)
    plain = _rising([(i, n) for i, (n, is_marked) in said if is_marked or _stands_apart(blocks, i)], _FEWEST)
    # Between two tables no number stands but a page's; one in the form of a page number beside one table.
    single = {i for i, (_, is_marked) in said if _grids_beside(blocks, i) > (not is_marked)}
    numbers = marked | plain | single
    return {id(blocks[i]) for i in numbers | _heads(blocks, numbers) | _between(blocks, [i for i, _ in lines])}


def _rising(found: list[tuple[int, int]], fewest: int) -> set[int]:
    """The longest run of numbers that count on from one to the next, if it has at least ``fewest``."""
    best: list[int] = []
    run: list[int] = []
    before = 0
    for i, number in found:
        if run and not 1 <= number - before <= 1 + _SKIPPED:
            run = []
        run.append(i)
        before = number
        if len(run) > len(best):
            best = list(run)
    return set(best) if len(best) >= fewest else set()


def _stands_apart(blocks: Blocks, i: int) -> bool:
    """Whether what stands beside the line is no number too: numbers under each other are a column or an axis."""
    beside = [blocks[k] for k in (i - 1, i + 1) if 0 <= k < len(blocks)]
    return not any(isinstance(b, TextLine) and page_number(squash(b.text)) is not None for b in beside)


def _grids_beside(blocks: Blocks, i: int) -> int:
    """How many of the two blocks beside a line are tables."""
    return sum(isinstance(blocks[k], Grid) for k in (i - 1, i + 1) if 0 <= k < len(blocks))


def _between(blocks: Blocks, lines: Sequence[int]) -> set[int]:
    """Lines that break tables and say the same at least three times: the heads of pages without numbers."""
    broken = [i for i in lines if _grids_beside(blocks, i) == 2]
    texts = {i: squash(b.text) for i in broken if isinstance(b := blocks[i], TextLine)}
    count = Counter(texts.values())
    return {i for i, text in texts.items() if count[text] > 2 and _may_be_head(text)}


def _may_be_head(text: str) -> bool:
    return 3 <= len(text) <= 60 and not _SAID.search(text) and caption(text) is None


def _heads(blocks: Blocks, numbers: set[int]) -> set[int]:
    """Lines right beside page numbers that say the same at several of them."""
    beside = [k for i in numbers for k in (i - 1, i + 1) if 0 <= k < len(blocks) and k not in numbers]
    texts = {k: squash(b.text) for k in beside if isinstance(b := blocks[k], TextLine) and b.place.box is None}
    count = Counter(texts.values())
    return {k for k, text in texts.items() if count[text] > 1 and _may_be_head(text)}
