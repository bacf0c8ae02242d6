"""A statement as a native table: head rows that repeat, rows that never split, styles for every cell."""

from collections.abc import Iterable

from yusuan.model.document import TableCell
from yusuan.publish.docx.styles import CellLook, CellStyle, table_style, twips
from yusuan.publish.measure import LONG, At, ems, lacking
from yusuan.publish.package import xml_text
from yusuan.publish.paged import Statement

_LOOKS: dict[str, CellLook] = {"head": "head", "amount": "amount", "code": "code", "name": "name"}


def table_xml(statement: Statement, styles: set[CellStyle]) -> str:
    """The ``w:tbl`` of a statement; the styles that its cells need are put into ``styles``."""
    table, widths = statement.table, [twips(w) for w in statement.fitted.widths]
    height = len(table.head) + len(table.rows)
    grid: list[dict[int, At]] = [{} for _ in range(height)]
    for at in statement.cells:
        for row in range(at.row, min(height, at.row + at.cell.row_span)):
            grid[row][at.column] = at
    points, size = statement.points, round(statement.fitted.size * 2)
    known: dict[tuple[object, ...], str] = {}
    rows = []
    for number, spots in enumerate(grid):
        head = number < len(table.head)
        cells = []
        for column in sorted(spots):
            at = spots[column]
            cell, span = at.cell, at.cell.column_span
            missing = lacking(cell.text, points.get(column, 0)) if cell.role == "amount" and not head else ""
            key = (cell.role, cell.indent, cell.strong, missing, head)
            if key not in known:
                style = _style(cell, size, missing, head=head)
                styles.add(style)
                known[key] = f'<w:p><w:pPr><w:pStyle w:val="{style.id}"/></w:pPr>'
            width = widths[column] if span == 1 else sum(widths[column : column + span])
            cells.append(_cell(cell, width, known[key], first=at.row == number))
        rows.append(_row(cells, spots.values(), head=head))
    columns = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    caption = f'<w:tblCaption w:val="{xml_text(statement.label)}"/>'
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{table_style(statement.fitted.white)}"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020"/>{caption}</w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _style(cell: TableCell, size: int, missing: str, *, head: bool) -> CellStyle:
    look: CellLook = "head" if head else _LOOKS.get(cell.role, "text")
    return CellStyle(look, size, 0 if head else cell.indent, cell.strong or head, round(ems(missing) * size / 2))


def _row(cells: list[str], row: Iterable[At], *, head: bool) -> str:
    # A text longer than a page is the only thing that may break.
    whole = "" if any(ems(at.cell.text) > LONG for at in row) and not head else "<w:cantSplit/>"
    properties = f"{whole}{'<w:tblHeader/>' if head else ''}"
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{''.join(cells)}</w:tr>"


def _cell(cell: TableCell, width: int, opened: str, *, first: bool) -> str:
    span = f'<w:gridSpan w:val="{cell.column_span}"/>' if cell.column_span > 1 else ""
    merge = "" if cell.row_span == 1 else '<w:vMerge w:val="restart"/>' if first else "<w:vMerge/>"
    text = lines(cell.text) if first and cell.text else ""
    run = f"<w:r>{text}</w:r>" if text else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}</w:tcPr>{opened}{run}</w:p></w:tc>'


def lines(text: str) -> str:
    """``text`` as the content of a run; what stands on lines of its own stays so."""
    return "<w:br/>".join([f'<w:t xml:space="preserve">{xml_text(x)}</w:t>' for x in text.split("\n")])
