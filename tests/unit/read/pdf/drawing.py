"""Small PDFs drawn to measure: positions in points from the top left, the way the reader reports them."""

import io

import pikepdf
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

from yusuan.model.grid import Grid, Page, Pages, TextLine
from yusuan.model.place import Source
from yusuan.read.limits import DEFAULT, Limits
from yusuan.read.pdf import read_pdf

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
SOURCE = Source("0" * 64, "试.pdf", "pdf")


class Sheet:
    """A PDF under construction."""

    def __init__(self, width: float = 600, height: float = 400) -> None:
        self.buffer = io.BytesIO()
        self.width, self.height = width, height
        self.turns = 0
        self.canvas = canvas.Canvas(self.buffer, pagesize=(width, height), pageCompression=0, invariant=1)

    def text(self, x: float, top: float, text: str, size: float = 10, font: str = "STSong-Light", space: float = 0):
        """``text`` as one text object, its line's top at ``top``."""
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.height - top - 0.88 * size, text, charSpace=space)
        return self

    def number(self, right: float, top: float, text: str, size: float = 10):
        """``text`` in Helvetica, ending at ``right``."""
        self.canvas.setFont("Helvetica", size)
        self.canvas.drawRightString(right, self.height - top - 0.88 * size, text)
        return self

    def letters(self, x: float, top: float, text: str, size: float = 10, font: str = "Helvetica"):
        """``text`` with a text object for each character, the way word processors print."""
        for character in text:
            self.text(x, top, character, size, font)
            x += pdfmetrics.stringWidth(character, font, size)
        return self

    def line(self, x0: float, y0: float, x1: float, y1: float):
        """A stroked line."""
        self.canvas.line(x0, self.height - y0, x1, self.height - y1)
        return self

    def bar(self, x0: float, y0: float, x1: float, y1: float):
        """A filled box."""
        self.canvas.rect(x0, self.height - y1, x1 - x0, y1 - y0, stroke=0, fill=1)
        return self

    def frame(self, x0: float, y0: float, x1: float, y1: float):
        """A box's outline."""
        self.canvas.rect(x0, self.height - y1, x1 - x0, y1 - y0, stroke=1, fill=0)
        return self

    def ruled(self, xs: list[float], ys: list[float]):
        """A table with all its lines."""
        for x in xs:
            self.line(x, ys[0], x, ys[-1])
        for y in ys:
            self.line(xs[0], y, xs[-1], y)
        return self

    def clipped(self, x0: float, y0: float, x1: float, y1: float, *texts: tuple[float, float, str]):
        """Texts (x, top, text) under a clip."""
        self.canvas.saveState()
        path = self.canvas.beginPath()
        path.rect(x0, self.height - y1, x1 - x0, y1 - y0)
        self.canvas.clipPath(path, stroke=0, fill=0)
        for text in texts:
            self.text(*text)
        self.canvas.restoreState()
        return self

    def next(self):
        """Another page."""
        self.canvas.showPage()
        return self

    def data(self) -> bytes:
        """The PDF's bytes."""
        self.canvas.showPage()
        self.canvas.save()
        return turned(self.buffer.getvalue(), self.turns) if self.turns else self.buffer.getvalue()

    def read(self, limits: Limits = DEFAULT) -> Pages:
        """The PDF as read."""
        return read_pdf(self.data(), SOURCE, limits)

    def page(self) -> Page:
        """The first page as read."""
        return self.read().pages[0]

    def grid(self) -> Grid:
        """The only grid of the first page."""
        grids = [block for block in self.page().blocks if isinstance(block, Grid)]
        assert len(grids) == 1, grids
        return grids[0]


def rows(grid: Grid) -> list[list[str]]:
    """A grid's texts; what a merge covers is blank."""
    out = [[""] * grid.n_columns for _ in range(grid.n_rows)]
    for cell in grid.cells:
        out[cell.row][cell.column] = cell.text
    return out


def lines(page: Page) -> list[str]:
    """The texts of a page's lines outside tables."""
    return [block.text for block in page.blocks if isinstance(block, TextLine)]


def turned(data: bytes, turns: int) -> bytes:
    """A PDF with its pages shown turned clockwise by ``turns`` degrees."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.Rotate = turns
        pdf.save(out, deterministic_id=True)
    return out.getvalue()
