"""Which of several files are one disclosure: some places publish the narrative and the statements as two files.

Told by what the files say, never by their names: the same body, year and kind, one with the text and without tables,
one with the tables and without the text, and the figures of the text found in the tables.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from yusuan.model.amount import FEN, parse_amount
from yusuan.model.disclosure import Identification
from yusuan.model.grid import Pages
from yusuan.read.identify import identify
from yusuan.read.stitch.line import squash
from yusuan.read.table import Stitched

_SAID = re.compile(r"(\d[\d,]{0,18}(?:\.\d{1,8})?)(万元|元|亿元)")
#: 分 in the unit in which figures are compared, 0.01 万元, and the least figure that is no coincidence.
_HUNDRED_YUAN = 10_000
_LEAST = 100
#: So many figures in common make two files one disclosure even where one does not name its body.
_ENOUGH = 3


@dataclass(frozen=True, slots=True)
class _File:
    """What one file holds. ``said``/``printed``: amounts of the text and of the tables, in 0.01 万元."""

    identity: Identification
    has_text: bool
    has_tables: bool
    said: frozenset[int]
    printed: frozenset[int]


def gather(items: Sequence[tuple[Stitched, Pages]]) -> tuple[tuple[int, ...], ...]:
    """The indexes of ``items`` in groups, one a disclosure, each in ascending order; every item is in one group.

    A file with both text and tables is a disclosure by itself. Different years, kinds or levels are never one.
    """
    parts = [_file(stitched, pages) for stitched, pages in items]
    texts = [i for i, f in enumerate(parts) if f.has_text and not f.has_tables]
    tables = [i for i, f in enumerate(parts) if f.has_tables and not f.has_text]
    pairs = [(_score(parts[a], parts[b]), a, b) for a in texts for b in tables]
    taken: dict[int, int] = {}
    for score, a, b in sorted(pairs, key=lambda p: (-p[0], p[1], p[2])):
        if score > 0 and a not in taken and b not in taken:
            taken[a] = b
            taken[b] = a
    groups = {tuple(sorted((i, taken.get(i, i)))) for i in range(len(items))}
    return tuple(sorted((g[0],) if g[0] == g[1] else g for g in groups))


def _score(text: _File, tables: _File) -> int:
    """How surely two files belong together; 0 where they do not."""
    a, b = text.identity, tables.identity
    if a.year and b.year and a.year != b.year:
        return 0
    if "unknown" not in (a.kind, b.kind) and a.kind != b.kind:
        return 0
    if "unknown" not in (a.level, b.level) and a.level != b.level:
        return 0
    common = len(text.said & tables.printed)
    if a.body and b.body:
        # The same body: figures that are said but nowhere printed would be another version of the document.
        return 1000 + common if squash(a.body) == squash(b.body) and (common or not text.said) else 0
    return common if common >= _ENOUGH else 0


def _file(stitched: Stitched, pages: Pages) -> _File:
    written = [p.text for s in stitched.sections if s.kind in ("narrative", "overview", "other") for p in s.paragraphs]
    titled = [t for t in stitched.tables if t.title and t.grid.n_columns > 1]
    said = frozenset(_said(written))
    return _File(
        identity=identify([stitched], [pages]),
        has_text=len(written) > 5,
        has_tables=len(titled) > 2,
        said=said,
        printed=frozenset(_printed(stitched)) if titled else frozenset(),
    )


def _said(paragraphs: Iterable[str]) -> Iterable[int]:
    for text in paragraphs:
        for m in _SAID.finditer(text.replace(" ", "")):
            amount = parse_amount(m.group(1), m.group(2))
            if amount is not None and amount.value >= _LEAST * _HUNDRED_YUAN:
                yield _rounded(amount.value)


def _printed(stitched: Stitched) -> Iterable[int]:
    for table in stitched.tables:
        unit = table.unit if table.unit in FEN else "万元"
        for cell in table.grid.cells:
            if cell.text and cell.text[-1].isdigit() and len(cell.text) > 2:
                amount = parse_amount(cell.text, unit)
                if amount is not None and amount.value >= _LEAST * _HUNDRED_YUAN:
                    yield _rounded(amount.value)


def _rounded(fen: int) -> int:
    return (fen + _HUNDRED_YUAN // 2) // _HUNDRED_YUAN
