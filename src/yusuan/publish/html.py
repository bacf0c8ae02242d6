"""A document as one web page: tables that a screen reader can walk, charts drawn in it, no scripts, nothing fetched."""

from collections.abc import Iterator
from importlib.resources import files

from yusuan.model.document import Chart, Document, Prose
from yusuan.publish.charts import svg
from yusuan.publish.measure import At, lacking
from yusuan.publish.package import xml_text
from yusuan.publish.paged import Heading, Piece, Statement, Stretch, cover_lines, headings

#: Nothing but what stands in the file itself may be shown.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
_CLASSES = {"amount": "n", "code": "c", "text": "text"}
#: Characters from which a text has a column of its own width.
_LONG = 24


def html(document: Document, runs: tuple[Stretch, ...]) -> bytes:
    """The bytes of the page, in UTF-8."""
    style = files("yusuan.publish").joinpath("page.css").read_text(encoding="utf-8")
    title = xml_text(document.title)
    cover = "".join(f"<span>{xml_text(line)}</span>" for line in cover_lines(document))
    body = "".join(_pieces([p for s in runs for p in s.pieces]))
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>\n{style}{_paddings(runs)}</style>\n</head>\n<body>\n"
        f'<a class="skip" href="#main">跳到正文</a>\n<header><h1>{cover}</h1></header>\n'
        f'<nav aria-label="目录">\n{_contents(headings(runs))}</nav>\n<main id="main">\n{body}</main>\n'
        f"</body>\n</html>\n"
    ).encode()


def _contents(found: tuple[Heading, ...]) -> str:
    """The headings as nested lists of links."""
    made, inner = ["<ol>\n"], False
    open_item = False
    for heading in found:
        link = f'<a href="#{heading.anchor}">{xml_text(heading.text)}</a>'
        if heading.level == 1:
            made.append(("</ol>" if inner else "") + ("</li>\n" if open_item else "") + f"<li>{link}")
            inner, open_item = False, True
        else:
            made.append(("" if inner else "<ol>") + f"<li>{link}</li>")
            inner = True
    made.append(("</ol>" if inner else "") + ("</li>\n" if open_item else "") + "</ol>\n")
    return "".join(made)


def _paddings(runs: tuple[Stretch, ...]) -> str:
    """Rules for the indents and for the white behind shorter figures that the document has."""
    indents, missing = set(), set()
    for piece in (p.what for s in runs for p in s.pieces):
        if isinstance(piece, Statement):
            for at in piece.cells:
                if at.cell.indent:
                    indents.add(at.cell.indent)
                if at.cell.role == "amount" and (lack := lacking(at.cell.text, piece.points.get(at.column, 0))):
                    missing.add(len(lack))
    rules = [f".i{n} {{ padding-left: calc(.5rem + {n}em); }}\n" for n in sorted(indents)]
    rules += [f".l{n} {{ padding-right: calc(.5rem + {n}ch); }}\n" for n in sorted(missing)]
    return "".join(rules)


def _pieces(pieces: list[Piece]) -> Iterator[str]:
    level = 0
    for piece in pieces:
        match piece.what:
            case Heading(text, depth, anchor):
                # Sections nest as their headings do.
                yield "</section>\n" * max(0, level - depth + 1)
                yield "<section>\n" * max(0, depth - min(level, depth - 1))
                level = depth
                yield f'<h{depth + 1} id="{anchor}">{xml_text(text)}</h{depth + 1}>\n'
            case Prose(text):
                yield "".join(f"<p>{xml_text(x)}</p>\n" for x in text.split("\n"))
            case Chart() as chart:
                yield f'<figure class="chart" tabindex="0">{svg(chart)}</figure>\n'
            case Statement() as statement:
                yield from _statement(statement)
    yield "</section>\n" * level


def _statement(statement: Statement) -> Iterator[str]:
    table = statement.table
    wide = " wide" if statement.fitted.landscape else ""
    yield f'<div class="statement{wide}"><div class="scroll" role="region" tabindex="0" '
    yield f'aria-label="{xml_text(statement.label)}"><table>\n<caption>'
    if table.number:
        yield f'<div class="number">{xml_text(table.number)}</div>'
    if table.title and not statement.headed:
        yield f'<h3 id="{statement.anchor}">{xml_text(table.title)}</h3>'
    body = f"<div>单位名称：{xml_text(table.body)}</div>" if table.body else "<div></div>"
    unit = f"<div>单位：{xml_text(table.unit)}</div>" if table.unit else ""
    yield f'<div class="about">{body}{unit}</div></caption>\n'
    yield from _rows(statement)
    yield "</table></div>\n"
    yield from (f'<p class="note">{xml_text(n)}</p>\n' for n in table.notes)
    yield "</div>\n"


def _rows(statement: Statement) -> Iterator[str]:
    table, points = statement.table, statement.points
    height = len(table.head)
    rows: list[list[str]] = [[] for _ in range(height + len(table.rows))]
    named: set[int] = set()
    for at in statement.cells:
        if at.row < height:
            rows[at.row].append(_head(at))
            continue
        # The first name of a row is what its figures are of.
        names = at.cell.role == "name" and at.row not in named and bool(at.cell.text)
        if names:
            named.add(at.row)
        rows[at.row].append(_cell(at, points.get(at.column, 0), names=names))
    lines = [f"<tr>{''.join(r)}</tr>\n" for r in rows]
    if height:
        yield f"<thead>\n{''.join(lines[:height])}</thead>\n"
    yield f"<tbody>\n{''.join(lines[height:])}</tbody>\n"


def _spans(at: At) -> str:
    down = f' rowspan="{at.cell.row_span}"' if at.cell.row_span > 1 else ""
    return down + (f' colspan="{at.cell.column_span}"' if at.cell.column_span > 1 else "")


def _head(at: At) -> str:
    scope = "colgroup" if at.cell.column_span > 1 else "col"
    return f'<th scope="{scope}"{_spans(at)}>{_text(at.cell.text)}</th>'


def _cell(at: At, most: int, *, names: bool) -> str:
    cell = at.cell
    classes = [_CLASSES[cell.role]] if cell.role in _CLASSES else []
    if cell.role == "text" and len(cell.text) < _LONG:
        classes = []
    if cell.strong:
        classes.append("s")
    if cell.indent:
        classes.append(f"i{cell.indent}")
    if cell.role == "amount" and (lack := lacking(cell.text, most)):
        classes.append(f"l{len(lack)}")
    look = f' class="{" ".join(classes)}"' if classes else ""
    tag, scope = ("th", ' scope="row"') if names else ("td", "")
    return f"<{tag}{scope}{look}{_spans(at)}>{_text(cell.text)}</{tag}>"


def _text(text: str) -> str:
    return "<br>".join([xml_text(x) for x in text.split("\n")])
