"""Writes Word documents (DOCX): paragraphs, headings, page breaks, and tables with their merges, as Word does."""

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

from support.flowed import Block, Break, Heading, Table
from yusuan.catalog.normal import LIST_NUMBER, plain
from yusuan.model.grid import Cell, Grid

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>'
)
_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="{}/{}" Target="{}"/></Relationships>'
)
_FONT = '<w:rFonts w:ascii="WenQuanYi Micro Hei" w:hAnsi="WenQuanYi Micro Hei" w:eastAsia="WenQuanYi Micro Hei"/>'
#: A3 across, in twentieths of a point; and half points of the type in tables.
_PAGE = (23811, 16838)
_WIDTH = _PAGE[0] - 2 * 1000
_SMALL = 13
#: Twentieths of a point that one blank of indent stands for.
_BLANK = 105
_LONGEST = 30


def docx(blocks: Sequence[Block]) -> bytes:
    """The bytes of a document of ``blocks``."""
    body = "".join(_block(b) for b in blocks)
    section = f'<w:sectPr><w:pgSz w:w="{_PAGE[0]}" w:h="{_PAGE[1]}" w:orient="landscape"/>'
    margins = '<w:pgMar w:top="1000" w:bottom="1000" w:left="1000" w:right="1000" w:header="500" w:footer="500"/>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", _TYPES)
        made.writestr("_rels/.rels", _RELATIONS.format(_RELATION, "officeDocument", "word/document.xml"))
        made.writestr("word/_rels/document.xml.rels", _RELATIONS.format(_RELATION, "styles", "styles.xml"))
        made.writestr("word/styles.xml", _styles())
        text = f"{_HEAD}<w:document {_W}><w:body>{body}{section}{margins}</w:sectPr></w:body></w:document>"
        made.writestr("word/document.xml", text)
    return out.getvalue()


def _styles() -> str:
    headings = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{i}"><w:name w:val="heading {i}"/>'
        f'<w:pPr><w:outlineLvl w:val="{i - 1}"/></w:pPr><w:rPr><w:b/><w:sz w:val="{34 - 2 * i}"/></w:rPr></w:style>'
        for i in range(1, 7)
    )
    defaults = f'<w:docDefaults><w:rPrDefault><w:rPr>{_FONT}<w:sz w:val="24"/></w:rPr></w:rPrDefault></w:docDefaults>'
    return f"{_HEAD}<w:styles {_W}>{defaults}{headings}</w:styles>"


def _block(block: Block) -> str:
    if isinstance(block, Break):
        return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    if isinstance(block, Table):
        # Word keeps a paragraph between two tables: without one they would be one table.
        return _table(block) + "<w:p/>"
    if isinstance(block, Heading):
        # A title without a number stands in the middle, as it does in the documents themselves.
        middle = "" if LIST_NUMBER.match(plain(block.text)) else '<w:jc w:val="center"/>'
        return _paragraph(block.text, f'<w:pStyle w:val="Heading{min(block.level, 6)}"/>{middle}')
    return _paragraph(block.text)


def _paragraph(text: str, properties: str = "", run: str = "") -> str:
    own = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    parts = '</w:t><w:tab/><w:t xml:space="preserve">'.join(escape(t) for t in text.split("\t"))
    return f'<w:p>{own}<w:r>{run}<w:t xml:space="preserve">{parts}</w:t></w:r></w:p>'


def _table(table: Table) -> str:
    grid = table.grid
    widths = _widths(grid)
    at: dict[tuple[int, int], Cell] = {}
    for cell in grid.cells:
        for i in range(cell.row_span):
            at[cell.row + i, cell.column] = cell
    rows = []
    for r in range(grid.n_rows):
        cells, c = [], 0
        while c < grid.n_columns:
            found = at.get((r, c))
            span = found.column_span if found else 1
            cells.append(_cell(found, sum(widths[c : c + span]), first=found is not None and found.row == r))
            c += span
        head = "<w:tblHeader/>" if r < table.head else ""
        rows.append(f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{''.join(cells)}</w:tr>")
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    columns = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def _cell(cell: Cell | None, width: int, *, first: bool) -> str:
    span = f'<w:gridSpan w:val="{cell.column_span}"/>' if cell and cell.column_span > 1 else ""
    merge = "" if cell is None or cell.row_span == 1 else '<w:vMerge w:val="restart"/>' if first else "<w:vMerge/>"
    text = cell.text if cell and first else ""
    bare = text.lstrip(" ")
    indent = f'<w:ind w:left="{(len(text) - len(bare)) * _BLANK}"/>' if len(bare) < len(text) else ""
    right = '<w:jc w:val="right"/>' if bare[-3:-2] == "." else ""
    run = f'<w:rPr><w:sz w:val="{_SMALL}"/></w:rPr>'
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}</w:tcPr>'
        f"{_paragraph(bare, indent or right, run)}</w:tc>"
    )


def _widths(grid: Grid) -> list[int]:
    """Columns as wide as their texts need, made to fit the page."""
    need = [400] * grid.n_columns
    for cell in grid.cells:
        if cell.column_span == 1 and cell.text:
            length = sum(1.0 if c > "\u2e7f" else 0.56 for c in cell.text)
            # A figure is never broken; a long name may be.
            most = length if cell.text[-1].isdigit() else min(length, _LONGEST)
            need[cell.column] = max(need[cell.column], int((most + 1) * _SMALL * 10) + 240)
    scale = min(1.0, _WIDTH / sum(need))
    return [int(w * scale) for w in need]
