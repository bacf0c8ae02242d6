"""The pages of one document drawn in another format, for the law that the format does not change what is read."""

from collections.abc import Sequence
from html import escape
from itertools import accumulate

from support.ofd import Leaf, package, width_of
from yusuan.model.grid import Grid, Pages, TextLine

_SIZE = 3.5
_ROW = 5.0
_WIDTH, _HEIGHT = 700.0, 420.0
_LEFT = 20.0


def as_html(pages: Pages) -> str:
    """The blocks as a web page: lines as paragraphs, grids as tables."""
    return (
        "<!DOCTYPE html><html><head><meta charset=utf-8></head><body><div id=menu><a href=/>首页</a></div><div>"
        + "".join(
            _table(b) if isinstance(b, Grid) else f"<p>{escape(b.text)}</p>\n" for p in pages.pages for b in p.blocks
        )
        + "</div></body></html>"
    )


def _table(grid: Grid) -> str:
    rows: list[str] = [""] * grid.n_rows
    for c in grid.cells:
        spans = f' rowspan="{c.row_span}" colspan="{c.column_span}"' if c.row_span + c.column_span > 2 else ""
        blanks = "&nbsp;" * (len(c.text) - len(c.text.lstrip()))
        rows[c.row] += f"<td{spans}>{blanks}{escape(c.text.lstrip())}</td>"
    return "<table border=1><tbody>" + "".join(f"<tr>{r}</tr>\n" for r in rows) + "</tbody></table>\n"


def as_ofd(pages: Pages, style: str = "runs", draw: str = "line") -> bytes:
    """The blocks as OFD pages: lines as text, grids ruled."""
    leaves = [Leaf(_WIDTH, _HEIGHT)]
    top = 15.0
    before: TextLine | Grid | None = None
    for block in (b for p in pages.pages for b in p.blocks):
        need = _ROW * block.n_rows if isinstance(block, Grid) else _ROW * (1 + len(block.text) // 150)
        # Two grids with nothing between them are a table that a page break cut.
        if top + need > _HEIGHT - 20 or (isinstance(block, Grid) and isinstance(before, Grid)):
            leaves.append(Leaf(_WIDTH, _HEIGHT))
            top = 15.0
        if isinstance(block, Grid):
            _draw(leaves[-1], block, top, style, draw)
        else:
            _write(leaves[-1], block, top, style)
        top += need + 3.0
        before = block
    return package(leaves)


def _write(leaf: Leaf, line: TextLine, top: float, style: str) -> None:
    indent = 0 if len(line.text) < 30 else 2
    for i in range(0, len(line.text), 150):
        leaf.text(
            _LEFT + (indent * _SIZE if i == 0 else 0), top + _ROW * (i // 150), line.text[i : i + 150], _SIZE, style
        )


def _draw(leaf: Leaf, grid: Grid, top: float, style: str, draw: str) -> None:
    widths = _widths(grid)
    xs = list(accumulate(widths, initial=_LEFT))
    ys = [top + _ROW * i for i in range(grid.n_rows + 1)]
    leaf.rules(xs, ys, draw)
    for c in grid.cells:
        if c.text:
            width = sum(width_of(x) for x in c.text) * _SIZE
            right = c.text[-1].isdigit() and "." in c.text
            x = xs[c.column + 1] - width - 1 if right else xs[c.column] + 1
            leaf.text(x, ys[c.row] + 0.8, c.text, _SIZE, style)


def _widths(grid: Grid) -> Sequence[float]:
    widths = [8.0] * grid.n_columns
    for c in grid.cells:
        widths[c.column] = max(widths[c.column], sum(width_of(x) for x in c.text) * _SIZE + 2.5)
    return widths
