"""Which of several files are one disclosure: some places publish the narrative and the statements as two files.

Told by what the files say, never by their names: the same body, year and kind, one with the text and without tables,
one with the tables and without the text, and the figures of the text found in the tables. Tables may come one a file:
those of one body, or out of one archive, are put together where each is another table.
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
    """What one file (or several that belong together) holds.

    ``said``/``printed``: amounts of the text and of the tables, in 0.01 万元. ``titles``: of its tables, squashed.
    ``archive``: the name of the archive that it came in, '' if none.
    """

    identity: Identification
    has_text: bool
    titles: frozenset[str]
    archive: str
    said: frozenset[int]
    printed: frozenset[int]

    @property
    def has_tables(self) -> bool:
        """Whether it holds so many tables that they may be all of a disclosure's."""
        return len(self.titles) > 2


def gather(items: Sequence[tuple[Stitched, Pages]]) -> tuple[tuple[int, ...], ...]:
    """The indexes of ``items`` in groups, one a disclosure, each in ascending order; every item is in one group.

    A file with both text and tables is a disclosure by itself. Different years, kinds or levels are never one.
    """
    files = [_file(stitched, pages) for stitched, pages in items]
    groups = _sets(files)
    parts = [_together([files[i] for i in group]) for group in groups]
    texts = [i for i, f in enumerate(parts) if f.has_text and not f.has_tables]
    tables = [i for i, f in enumerate(parts) if f.has_tables and not f.has_text]
    pairs = [(_score(parts[a], parts[b]), a, b) for a in texts for b in tables]
    taken: dict[int, int] = {}
    for score, a, b in sorted(pairs, key=lambda p: (-p[0], p[1], p[2])):
        if score > 0 and a not in taken and b not in taken:
            taken[a] = b
            taken[b] = a
    merged = {tuple(sorted({*groups[i], *groups[taken.get(i, i)]})) for i in range(len(groups))}
    return tuple(sorted(merged))


def _sets(files: Sequence[_File]) -> list[tuple[int, ...]]:
    """The files in sets, of which each is one file or several that print different tables of one disclosure."""
    sets: list[list[int]] = []
    for i, one in enumerate(files):
        if one.titles and not one.has_text:
            for group in sets:
                if all(_of_one_set(files[j], one) for j in group):
                    group.append(i)
                    break
            else:
                sets.append([i])
        else:
            sets.append([i])
    return [tuple(group) for group in sets]


def _of_one_set(a: _File, b: _File) -> bool:
    """Whether two files of tables belong together: nothing in them differs, and no table stands in both."""
    if a.has_text or b.has_text or not a.titles or not b.titles or a.titles & b.titles:
        return False
    # Two files with all their tables each are two documents; a set has at least one file with a few.
    if (a.has_tables and b.has_tables) or not _agree(a.identity, b.identity):
        return False
    if a.identity.body and b.identity.body:
        return squash(a.identity.body) == squash(b.identity.body)
    return a.archive != "" and a.archive == b.archive


def _together(files: Sequence[_File]) -> _File:
    """Files of one set as one: what any of them says of itself holds for all."""
    first = files[0]
    if len(files) == 1:
        return first
    best = max(files, key=lambda f: (bool(f.identity.body), f.identity.year > 0, f.identity.kind != "unknown"))
    return _File(
        identity=best.identity,
        has_text=any(f.has_text for f in files),
        titles=frozenset(t for f in files for t in f.titles),
        archive=first.archive,
        said=frozenset(x for f in files for x in f.said),
        printed=frozenset(x for f in files for x in f.printed),
    )


def _agree(a: Identification, b: Identification) -> bool:
    """Whether two identities do not contradict each other in year, kind and level."""
    if a.year and b.year and a.year != b.year:
        return False
    if "unknown" not in (a.kind, b.kind) and a.kind != b.kind:
        return False
    return "unknown" in (a.level, b.level) or a.level == b.level


def _score(text: _File, tables: _File) -> int:
    """How surely two files belong together; 0 where they do not."""
    a, b = text.identity, tables.identity
    if not _agree(a, b):
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
        titles=frozenset(squash(t.title) for t in titled),
        archive=pages.source.name.partition("!")[0] if "!" in pages.source.name else "",
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
