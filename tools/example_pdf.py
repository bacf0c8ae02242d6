"""Sets the bundled example as a PDF, as a unit would publish it: for pictures in the documentation, and for tests."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from yusuan.model.amount import parse_number
from yusuan.model.grid import Grid, TextLine
from yusuan.read.source import read_pages

_FONT_FILE = Path("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc")
_MARGIN = 16 * mm
#: Characters of a title, and of a line that belongs to the table under it.
_HEADING, _SHORT = 24, 30


def set_as_pdf(source: Path, target: Path) -> None:
    """Set the text file ``source`` as a PDF at ``target``: each table from a page of its own, with rulings."""
    font = _font()
    parts: list[Any] = []
    caption: list[str] = []
    for block in _joined([b for p in read_pages(source).pages for b in p.blocks]):
        if isinstance(block, Grid):
            parts += [PageBreak(), *(_line(t, font) for t in caption), _table(block, font), Spacer(1, 4)]
            caption = []
        elif len(block.text) < _SHORT and not block.text.endswith("。"):
            caption.append(block.text.strip())
        else:
            parts += [_line(t.strip(), font) for t in (*caption, block.text)]
            caption = []
    parts += [_line(t, font) for t in caption]
    margins = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), _MARGIN)
    SimpleDocTemplate(str(target), pagesize=landscape(A4), title=source.stem, invariant=1, **margins).build(parts)


def _joined(blocks: list[TextLine | Grid]) -> list[TextLine | Grid]:
    """Tables that the text file breaks at its pages as one, the repeated heads dropped."""
    found: list[TextLine | Grid] = []
    for block in blocks:
        last = found[-1] if found else None
        if not (isinstance(block, Grid) and isinstance(last, Grid) and last.n_columns == block.n_columns):
            found.append(block)
            continue
        head = _head_rows(_texts(block))
        repeated = head if _texts(last)[:head] == _texts(block)[:head] else 0
        down = last.n_rows - repeated
        more = [replace(c, row=c.row + down) for c in block.cells if c.row >= repeated]
        found[-1] = replace(last, cells=(*last.cells, *more), n_rows=down + block.n_rows)
    return found


def _line(text: str, font: str) -> Paragraph:
    """A line: a title where it is short, the body's name and the unit small and to the sides."""
    body = ParagraphStyle("body", fontName=font, fontSize=11, leading=19, firstLineIndent=22, wordWrap="CJK")
    safe = text.replace("&", "&amp;").replace("<", "&lt;")
    if text.startswith(("单位名称", "单位：")):
        side = 2 if text.startswith("单位：") else 0
        return Paragraph(
            safe, ParagraphStyle("side", parent=body, fontSize=9, leading=12, firstLineIndent=0, alignment=side)
        )
    if len(text) < _HEADING and not text.endswith("。") and not text.startswith("注"):
        return Paragraph(
            safe, ParagraphStyle("head", parent=body, fontSize=13, leading=26, firstLineIndent=0, alignment=1)
        )
    return Paragraph(safe, body)


def _font() -> str:
    """A Chinese font in the file where this machine has one that can be; else one that the reader must have."""
    if _FONT_FILE.is_file():
        try:
            pdfmetrics.registerFont(TTFont("example", str(_FONT_FILE), subfontIndex=0))
        except TTFError:
            pass
        else:
            return "example"
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    return "STSong-Light"


def _table(grid: Grid, font: str) -> Table:
    texts = _texts(grid)
    head = _head_rows(texts)
    name = ParagraphStyle("cell", fontName=font, fontSize=8, leading=10, wordWrap="CJK")
    title = ParagraphStyle("title", parent=name, alignment=1)
    shown = [
        [Paragraph(t.strip(), title) if r < head else t if parse_number(t) else Paragraph(t.strip(), name) for t in row]
        for r, row in enumerate(texts)
    ]
    style = [
        ("FONT", (0, 0), (-1, -1), font, 8), ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("ALIGN", (0, 0), (-1, -1), "RIGHT"), ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("TOPPADDING", (0, 0), (-1, -1), 2), ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
        ("LEFTPADDING", (0, 0), (-1, -1), 3), ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        *_merges(texts, head),
    ]  # fmt: skip
    # A head may take two lines; an amount must not.
    wide = [max(_width(row[c]) // (2 if r < head else 1) for r, row in enumerate(texts)) for c in range(grid.n_columns)]
    room = landscape(A4)[0] - 2 * _MARGIN - 12
    each = [max(38.0, min(190.0, 4.6 * w + 10)) for w in wide]
    return Table(shown, [w * room / sum(each) for w in each], repeatRows=head, style=TableStyle(style))


def _texts(grid: Grid) -> list[list[str]]:
    texts = [["" for _ in range(grid.n_columns)] for _ in range(grid.n_rows)]
    for cell in grid.cells:
        texts[cell.row][cell.column] = cell.text.rstrip()
    return texts


def _head_rows(texts: list[list[str]]) -> int:
    """The rows before the first with an amount."""
    amounts = (r for r, row in enumerate(texts) if any("." in t and parse_number(t) for t in row))
    return next(amounts, min(2, len(texts)))


def _merges(texts: list[list[str]], head: int) -> list[tuple[str, tuple[int, int], tuple[int, int]]]:
    """The cells of a head that a text file cannot show as one: over the blanks to their right, or below them."""
    found = []
    for r in range(head):
        for c, text in enumerate(texts[r]):
            if not text:
                continue
            right = c
            while (
                right + 1 < len(texts[r])
                and not texts[r][right + 1]
                and any(texts[k][right + 1] for k in range(r + 1, head))
            ):
                right += 1
            down = r
            while right == c and down + 1 < head and not texts[down + 1][c]:
                down += 1
            if (right, down) != (c, r):
                found.append(("SPAN", (c, r), (right, down)))
    return found


def _width(text: str) -> int:
    return sum(1 if c.isascii() else 2 for c in text.strip())
