"""Small Word documents for the tests, their XML written out."""

import io
import zipfile

from yusuan.model.grid import Grid, Pages, TextLine
from yusuan.model.place import Source
from yusuan.read.docx import read_docx

SOURCE = Source("0" * 64, "文.docx", "docx")
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = (
    f'xmlns:w="{_W}" xmlns:r="{_R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_RELATION = f'<Relationship Id="{{0}}" Type="{_R}/{{1}}" Target="{{2}}"/>'


def document(body: str, parts: dict[str, tuple[str, bytes]] | None = None) -> bytes:
    """A document of ``body``; ``parts``: relation id (its letters are the type) → (member under word/, its bytes)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("word/document.xml", part("document", f"<w:body>{body}</w:body>"))
        relations = ""
        for name, (member, data) in (parts or {}).items():
            relations += _RELATION.format(name, name.rstrip("0123456789"), member)
            made.writestr(f"word/{member}", data)
        made.writestr("word/_rels/document.xml.rels", f'<Relationships xmlns="{_PACKAGE}">{relations}</Relationships>')
    return out.getvalue()


_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def part(root: str, inner: str) -> bytes:
    return f"<?xml version='1.0' encoding='UTF-8'?><w:{root} {_NAMES}>{inner}</w:{root}>".encode()


def p(*texts: str, properties: str = "") -> str:
    runs = "".join(t if t.startswith("<") else f'<w:r><w:t xml:space="preserve">{t}</w:t></w:r>' for t in texts)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def tc(content: str, properties: str = "") -> str:
    inner = content if content.startswith("<w:") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def tbl(*rows: str | list[str], widths: tuple[int, ...] = ()) -> str:
    made = "".join(
        r if isinstance(r, str) else "<w:tr>" + "".join(c if c.startswith("<w:tc>") else tc(c) for c in r) + "</w:tr>"
        for r in rows
    )
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{made}</w:tbl>"


def read(body: str, parts: dict[str, tuple[str, bytes]] | None = None) -> Pages:
    return read_docx(document(body, parts), SOURCE)


def blocks(pages: Pages) -> list[TextLine | Grid]:
    return list(pages.pages[0].blocks)


def shown(pages: Pages) -> list[object]:
    """Lines as strings and grids as rows of strings, what a merge covers being '^'."""
    out: list[object] = []
    for block in blocks(pages):
        if isinstance(block, TextLine):
            out.append(block.text)
        else:
            lines = [["^"] * block.n_columns for _ in range(block.n_rows)]
            for cell in block.cells:
                lines[cell.row][cell.column] = cell.text
            out.append(lines)
    return out
