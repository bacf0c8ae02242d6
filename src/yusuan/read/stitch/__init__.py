"""Pages to whole tables and the text between them.

A table that a page break cuts is put together again (``join``), with its captions (``caption``) and notes; all other
text goes into headed sections (``section``); page numbers and running heads are set aside (``furniture``).

Every numeric token is accounted for by exactly one module. Stitching accounts, in ``Stitched.tokens``, for those in
furniture, captions, headings, notes under tables, tables of contents, repeated heads and rows printed twice. Tokens in
the cells of ``RawTable.grid`` are the business of interpretation; tokens in the paragraphs of every section but those
of the kind ``contents`` are the business of the narrative.
"""

from collections.abc import Sequence

from yusuan.model.grid import Grid, Page, Pages, TextLine
from yusuan.model.quick import many_values
from yusuan.read.stitch.account import account_furniture
from yusuan.read.stitch.assemble import Assembler
from yusuan.read.stitch.furniture import furniture
from yusuan.read.stitch.line import line_of, margins_of
from yusuan.read.stitch.part import is_box
from yusuan.read.stitch.poured import poured
from yusuan.read.table import Stitched

__all__ = ["stitch"]


@many_values()
def stitch(pages: Pages) -> Stitched:
    """Put the tables of ``pages`` together over page breaks and the text between them into sections."""
    blocks = [_unboxed(page) for page in pages.pages]
    aside = furniture([_texts(page) for page in blocks], [page.height for page in pages.pages])
    aside = [found | poured(page) for found, page in zip(aside, blocks, strict=True)]
    set_aside = [line for page, found in zip(blocks, aside, strict=True) for line in page if id(line) in found]
    blocks = [[b for b in page if id(b) not in found] for page, found in zip(blocks, aside, strict=True)]
    margins = margins_of([page.width for page in pages.pages], [_texts(page) for page in blocks])
    assembler = Assembler()
    for p, page_blocks in enumerate(blocks):
        for i, block in enumerate(page_blocks):
            if isinstance(block, Grid):
                assembler.grid(block, p)
            else:
                assembler.line(line_of(p, margins[p], block, first=i == 0))
    assembler.finish()
    sections = assembler.sections.finished()
    set_aside += [line for page in pages.pages for line in page.furniture]
    found = [t for line in set_aside if isinstance(line, TextLine) for t in account_furniture(line)]
    found += assembler.sections.tokens
    found += assembler.tokens()
    furnishing = [line for line in set_aside if isinstance(line, TextLine)]
    tables = tuple(table.finished() for table in assembler.tables)
    return Stitched(tables, sections, (*furnishing, *assembler.repeated_lines, *assembler.again_lines), tuple(found))


def _texts(blocks: Sequence[TextLine | Grid]) -> list[TextLine]:
    return [b for b in blocks if isinstance(b, TextLine)]


def _unboxed(page: Page) -> list[TextLine | Grid]:
    """The page's blocks that have text; a frame around text is text."""
    out: list[TextLine | Grid] = []
    for block in page.blocks:
        if isinstance(block, TextLine):
            if block.text.strip():
                out.append(block)
        elif is_box(block):
            out.extend(TextLine(c.text, c.place) for c in block.cells if c.text)
        else:
            out.append(block)
    return out
