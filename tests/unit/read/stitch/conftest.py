"""A draft of pages for tests of stitching: lines and ruled tables put down one under the other."""

from collections.abc import Callable, Sequence

import pytest

from yusuan.model.grid import Cell, Grid, Page, Pages, TextLine
from yusuan.model.place import Place, Source
from yusuan.read.numbers import tokens
from yusuan.read.stitch import stitch
from yusuan.read.table import RawTable, Stitched

LEFT, RIGHT, SIZE = 90.0, 505.0, 12.0


class Draft:
    """Pages in the making. In a table '<' goes on with the cell at its left, '^' with the one above."""

    def __init__(self) -> None:
        self.source = Source("0" * 64, "草稿.pdf", "pdf")
        self._pages: list[Page] = []
        self._blocks: list[TextLine | Grid] = []
        self._at = 80.0
        self._number = 1

    def line(self, text: str, x0: float = LEFT, x1: float | None = None, size: float = SIZE, gap: float = 6) -> "Draft":
        """A line that begins at ``x0``; by default as wide as its characters."""
        right = x1 if x1 is not None else x0 + size * len(text.replace("\t", "    "))
        place = Place(self.source, page=self._number, box=(x0, self._at, right, self._at + size))
        self._blocks.append(TextLine(text, place))
        self._at += size + gap
        return self

    def centred(self, text: str, size: float = SIZE) -> "Draft":
        """A line in the middle of the page."""
        half = size * len(text) / 2
        return self.line(text, 297.5 - half, 297.5 + half, size)

    def full(self, text: str, indent: float = 0) -> "Draft":
        """A line that runs to the right margin."""
        return self.line(text, LEFT + indent, RIGHT)

    def foot(self, text: str) -> "Draft":
        """A line at the foot of the page."""
        place = Place(self.source, page=self._number, box=(290.0, 790.0, 305.0, 800.0))
        self._blocks.append(TextLine(text, place))
        return self

    def grid(self, *rows: Sequence[str], edges: Sequence[float] = (), height: float = 16) -> "Draft":
        """A ruled table; ``edges`` are its columns' (by default even between the margins)."""
        n = len(rows[0])
        xs = list(edges) or [LEFT + (RIGHT - LEFT) * i / n for i in range(n + 1)]
        cells = [
            self._cell(rows, r, c, xs, height)
            for r in range(len(rows))
            for c in range(n)
            if rows[r][c] not in "<^" or not rows[r][c]
        ]
        place = Place(self.source, page=self._number, box=(xs[0], self._at, xs[-1], self._at + height * len(rows)))
        self._blocks.append(Grid(tuple(cells), len(rows), n, place))
        self._at += height * len(rows) + 8
        return self

    def _cell(self, rows: Sequence[Sequence[str]], r: int, c: int, xs: Sequence[float], height: float) -> Cell:
        columns, down = 1, 1
        while c + columns < len(rows[r]) and rows[r][c + columns] == "<":
            columns += 1
        while r + down < len(rows) and rows[r + down][c] == "^":
            down += 1
        box = (xs[c], self._at + r * height, xs[c + columns], self._at + (r + down) * height)
        return Cell(rows[r][c], r, c, down, columns, Place(self.source, page=self._number, box=box, cell=(r, c)))

    def page(self) -> "Draft":
        """Begin the next page."""
        self._close()
        return self

    def _close(self) -> None:
        texts = [c.text for b in self._blocks for c in (b.cells if isinstance(b, Grid) else (b,))]
        numbers = sum(len(tokens(t)) for t in texts)
        self._pages.append(Page(self._number, tuple(self._blocks), numbers, 595.0, 842.0))
        self._blocks, self._at, self._number = [], 80.0, self._number + 1

    def pages(self) -> Pages:
        """The pages put down so far."""
        self._close()
        return Pages(self.source, tuple(self._pages))

    def stitched(self) -> Stitched:
        """The pages stitched; every numeric token is accounted for once, or the test fails here."""
        pages = self.pages()
        out = stitch(pages)
        told = sum(len(tokens(c.text)) for t in out.tables for c in t.grid.cells)
        told += sum(len(tokens(p.text)) for s in out.sections if s.kind != "contents" for p in s.paragraphs)
        assert told + len(out.tokens) == sum(page.numbers for page in pages.pages)
        return out


@pytest.fixture
def draft() -> Draft:
    """An empty draft."""
    return Draft()


@pytest.fixture
def texts() -> Callable[[RawTable], list[list[str]]]:
    """The rows of a table as texts."""

    def rows(table: RawTable) -> list[list[str]]:
        out: list[list[str]] = [[] for _ in range(table.grid.n_rows)]
        for cell in table.grid.cells:
            out[cell.row].append(cell.text)
        return out

    return rows
