"""A document as data and back: everything that it holds, amounts as integers in 分; nothing is lost on the way."""

import json
from importlib.resources import files
from json.encoder import encode_basestring
from operator import attrgetter
from typing import Any

from yusuan.model.coordinate import DIMENSIONS, Coordinate
from yusuan.model.document import Chart, Document, Part, Prose, Table, TableCell
from yusuan.model.text import Text
from yusuan.publish.errors import PublishError

FORMAT = "yusuan-document/1"

Json = dict[str, Any]


def schema() -> Json:
    """Load the JSON schema that every document keeps to."""
    text = files("yusuan.publish").joinpath("schema/document-1.json").read_text(encoding="utf-8")
    loaded: Json = json.loads(text)
    return loaded


def dump(document: Document) -> bytes:
    """The document as JSON in UTF-8, a line a row of a table."""
    return (_lines(_document(document)) + "\n").encode()


def load(data: bytes) -> Document:
    """The document that ``dump`` wrote. Raises PublishError where ``data`` is none."""
    try:
        read = json.loads(data)
        if read.get("format") != FORMAT:
            raise PublishError(
                Text(f"不是 {FORMAT} 格式的公开文本：{read.get('format')!r}", f"not {FORMAT}: {read.get('format')!r}")
            )
        return _read_document(read)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise PublishError(
            Text(f"JSON 文件不完整或不是公开文本：{error}", f"the JSON is damaged or no document: {error}")
        ) from error


class _Written(str):
    """JSON that is written already."""

    __slots__ = ()


class _Points(dict[Coordinate, str]):
    """Points as JSON, each written once: a disclosure states one in several tables."""

    def __missing__(self, coordinate: Coordinate) -> str:
        nodes = zip(_NAMES, _nodes_of(coordinate), strict=True)
        self[coordinate] = made = "{" + ",".join([name + encode_basestring(node) for name, node in nodes if node]) + "}"
        return made


_NAMES = tuple(f'"{d}":' for d in DIMENSIONS)
_nodes_of = attrgetter(*DIMENSIONS)


def _document(document: Document) -> Json:
    where = _Points()
    return {
        "format": FORMAT, "title": document.title, "body": document.body, "year": document.year,
        "kind": document.kind, "level": document.level, "layout": document.layout,
        "parts": [_part(p, where) for p in document.parts],
        "amounts": [_Written(f'{{"point":{where[c]},"fen":{fen}}}') for c, fen in document.amounts],
    }  # fmt: skip


def _part(part: Part, where: _Points) -> Json:
    made: Json = {"level": part.level, "heading": part.heading}
    if part.blocks:
        made["blocks"] = [_block(b, where) for b in part.blocks]
    if part.parts:
        made["parts"] = [_part(p, where) for p in part.parts]
    return made


def _block(block: Prose | Table | Chart, where: _Points) -> Json:
    match block:
        case Prose(text, still_open):
            return {"type": "prose", "text": text} | ({"open": still_open} if still_open else {})
        case Chart(title, shape, labels, series):
            lines = [{"name": n, "fen": list(a)} for n, a in series]
            return {"type": "chart", "title": title, "shape": shape, "labels": list(labels), "series": lines}
        case Table() as table:
            return {
                "type": "table", "kind": table.kind, "number": table.number, "title": table.title,
                "body": table.body, "unit": table.unit, "widths": list(table.widths), "notes": list(table.notes),
                "wide": table.wide, "head": [_row(row, where) for row in table.head],
                "rows": [_row(row, where) for row in table.rows],
            }  # fmt: skip


def _row(row: tuple[TableCell, ...], where: _Points) -> _Written:
    return _Written(f"[{','.join([_cell(c, where) for c in row])}]")


def _cell(cell: TableCell, where: _Points) -> str:
    made = f'{{"text":{encode_basestring(cell.text)},"role":"{cell.role}"'
    if cell.fen is not None:
        made += f',"fen":{cell.fen}'
    if cell.coordinate is not None:
        made += f',"point":{where[cell.coordinate]}'
    if cell.row_span != 1:
        made += f',"row_span":{cell.row_span}'
    if cell.column_span != 1:
        made += f',"column_span":{cell.column_span}'
    if cell.indent:
        made += f',"indent":{cell.indent}'
    return made + (',"strong":true}' if cell.strong else "}")


def _lines(value: Any, depth: int = 0) -> str:  # noqa: ANN401 - any JSON
    """JSON with a line an item down to the rows of tables, which are one line each: readable, and it diffs well."""
    if isinstance(value, _Written):
        return value
    white, end = " " * (depth + 1), f"\n{' ' * depth}"
    if isinstance(value, dict) and any(_holds_items(v) for v in value.values()):
        items = [f"{white}{json.dumps(k, ensure_ascii=False)}: {_lines(v, depth + 1)}" for k, v in value.items()]
        return "{\n" + ",\n".join(items) + end + "}"
    if _holds_items(value):
        return "[\n" + ",\n".join([f"{white}{_lines(v, depth + 1)}" for v in value]) + end + "]"
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _holds_items(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict | list | _Written)


def _read_document(data: Json) -> Document:
    return Document(
        data["title"], data["body"], data["year"], data["kind"], data["level"], data["layout"],
        tuple(_read_part(p) for p in data["parts"]),
        tuple((Coordinate(**a["point"]), a["fen"]) for a in data["amounts"]),
    )  # fmt: skip


def _read_part(data: Json) -> Part:
    return Part(
        data["level"],
        data["heading"],
        tuple(_read_block(b) for b in data.get("blocks", ())),
        tuple(_read_part(p) for p in data.get("parts", ())),
    )


def _read_block(data: Json) -> Prose | Table | Chart:
    match data["type"]:
        case "prose":
            return Prose(data["text"], data.get("open", ""))
        case "chart":
            series = tuple((s["name"], tuple(s["fen"])) for s in data["series"])
            return Chart(data["title"], data["shape"], tuple(data["labels"]), series)
        case "table":
            head, rows = (tuple(tuple(_read_cell(c) for c in r) for r in data[n]) for n in ("head", "rows"))
            return Table(
                data["kind"], data["number"], data["title"], data["body"], data["unit"], head, rows,
                tuple(data["widths"]), tuple(data["notes"]), data["wide"],
            )  # fmt: skip
        case other:
            raise ValueError(f"no such block: {other}")


def _read_cell(data: Json) -> TableCell:
    where = data.get("point")
    return TableCell(
        data["text"], data["role"], data.get("fen"), None if where is None else Coordinate(**where),
        data.get("row_span", 1), data.get("column_span", 1), data.get("indent", 0), data.get("strong", False),
    )  # fmt: skip
