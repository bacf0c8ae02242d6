"""Writes what was read out of one format into another, merged heads and all, with no reader's code involved."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from openpyxl import Workbook

from yusuan.model.amount import parse_number
from yusuan.model.grid import Grid, TextLine

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

#: A cell as (row span, column span, text); None where another one covers.
Laid = list[list[tuple[int, int, str] | None]]


def laid_out(grid: Grid, head: int) -> Laid:
    """The cells with the merges of the first ``head`` rows drawn, which a text file cannot show."""
    texts = [["" for _ in range(grid.n_columns)] for _ in range(grid.n_rows)]
    for cell in grid.cells:
        texts[cell.row][cell.column] = cell.text
    out: Laid = [[(1, 1, t) for t in row] for row in texts]
    for r in range(head):
        for c in range(grid.n_columns):
            if out[r][c] is None or not texts[r][c]:
                continue
            right, down = 1, 1
            while (
                c + right < grid.n_columns
                and not texts[r][c + right]
                and any(texts[k][c + right] for k in range(r + 1, head))
            ):
                right += 1
            while right == 1 and r + down < head and not texts[r + down][c]:
                down += 1
            for i in range(down):
                for j in range(right):
                    out[r + i][c + j] = None
            out[r][c] = (down, right, texts[r][c])
    return out


def xlsx(sheets: Sequence[tuple[str, Sequence[str], Laid | None]]) -> bytes:
    """Sheets of (name, lines, table): figures are stored as numbers in the format that shows their decimals."""
    made = Workbook()
    made.remove(made.active)
    for name, lines, table in sheets:
        sheet = made.create_sheet(name)
        for line in lines:
            sheet.append([line])
        if table is None:
            continue
        sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(table[0]))
        for r, row in enumerate(table, len(lines) + 1):
            for c, laid in enumerate(row, 1):
                if laid is None or not laid[2]:
                    continue
                number = parse_number(laid[2])
                cell = sheet.cell(r, c, laid[2] if number is None else number[0] / 10 ** number[1])
                cell.number_format = "General" if number is None else "#,##0." + "0" * number[1] if number[1] else "0"
                if laid[0] > 1 or laid[1] > 1:
                    sheet.merge_cells(start_row=r, end_row=r + laid[0] - 1, start_column=c, end_column=c + laid[1] - 1)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def docx(blocks: Iterable[TextLine | Laid]) -> bytes:
    """Paragraphs and tables in order."""
    body = "".join(_p(b.text) if isinstance(b, TextLine) else _tbl(b) for b in blocks)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("word/document.xml", f"<w:document {_W}><w:body>{body}</w:body></w:document>")
    return out.getvalue()


def _p(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _tbl(table: Laid) -> str:
    rows = ""
    covered: dict[tuple[int, int], int] = {}
    for r, row in enumerate(table):
        cells, c = "", 0
        while c < len(row):
            laid = row[c]
            span, down, text = (laid[1], laid[0], laid[2]) if laid else (covered[r, c], 0, "")
            merge = '<w:vMerge w:val="restart"/>' if down > 1 else "" if down else "<w:vMerge/>"
            for i in range(1, down):
                covered[r + i, c] = span
            cells += f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{merge}</w:tcPr>{_p(text)}</w:tc>'
            c += span
        rows += f"<w:tr>{cells}</w:tr>"
    return f"<w:tbl>{rows}</w:tbl>"
