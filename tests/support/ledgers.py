"""The example's ledger, and a composed document written as a web page and read back."""

import html
from pathlib import Path

from yusuan.ledger.flat import from_json
from yusuan.ledger.parse import parse
from yusuan.model.disclosure import Disclosure
from yusuan.model.document import Chart, Document, Part, Prose, Table, TableCell
from yusuan.model.ledger import Ledger
from yusuan.read.disclosure import build
from yusuan.read.source import read_pages

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def example_ledger() -> Ledger:
    """The ledger of 广州市数字政府运营中心 2024."""
    records, found = from_json((EXAMPLES / "gzdgov-2024.ledger.json").read_text(encoding="utf-8"))
    ledger, problems = parse(records)
    assert not found
    assert not problems
    return ledger


def read_back(document: Document, folder: Path) -> Disclosure:
    """What the reader makes of ``document``, written as a web page into ``folder``."""
    path = folder / f"{document.title}.html"
    path.write_text(as_html(document), encoding="utf-8")
    return build([read_pages(path)])


def as_html(document: Document) -> str:
    """A plain web page of the document: cover, contents, parts."""
    lines = [f"<h1>{_text(document.title)}</h1>", "<h2>目 录</h2>"]
    lines += [f"<p>{_text(h)}</p>" for h in _contents(document)]
    for part in document.parts:
        lines += _part(part)
    body = "\n".join(lines)
    return f"<!DOCTYPE html><html><head><title>{_text(document.title)}</title></head><body>{body}</body></html>"


def _contents(document: Document) -> list[str]:
    out = []
    for part in document.parts:
        out.append(part.heading)
        out += [p.heading for p in part.parts]
        out += [b.title for b in part.blocks if isinstance(b, Table) and b.title]
    return out


def _part(part: Part) -> list[str]:
    lines = [f"<h{part.level + 1}>{_text(part.heading)}</h{part.level + 1}>"]
    for block in part.blocks:
        if isinstance(block, Prose):
            lines.append(f"<p>{_text(block.text)}</p>")
        elif isinstance(block, Table):
            lines += _table(block)
        else:
            assert isinstance(block, Chart)
    for below in part.parts:
        lines += _part(below)
    return lines


def _table(table: Table) -> list[str]:
    lines = []
    if table.title:
        lines += [f"<p>{_text(x)}</p>" for x in (table.number, table.title) if x]
        lines += [f"<p>单位名称：{_text(table.body)}</p>", f"<p>单位：{table.unit}</p>"]
    lines.append("<table border=1>")
    lines += [_row(row, "th") for row in table.head] + [_row(row, "td") for row in table.rows]
    lines.append("</table>")
    return lines + [f"<p>{_text(n)}</p>" for n in table.notes]


def _row(row: tuple[TableCell, ...], tag: str) -> str:
    cells = (f"<{tag} rowspan={c.row_span} colspan={c.column_span}>{_text(c.text)}</{tag}>" for c in row)
    return f"<tr>{''.join(cells)}</tr>"


def _text(text: str) -> str:
    return html.escape(text)
