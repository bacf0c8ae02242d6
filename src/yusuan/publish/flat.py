"""The amounts of a document as flat rows, for CSV, Parquet and a Fiscal Data Package."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from operator import attrgetter
from typing import Any

from yusuan.model.coordinate import DIMENSIONS
from yusuan.model.document import Document, Part, Table
from yusuan.publish.measure import placed

#: The columns. ``amount``: exact, in 元; ``fen``: the same in 分; ``printed``: as it stands in ``unit``;
#: ``table``/``row``/``column``: where, from 1; the rest is the point of the cube, each at its root where it is blank.
COLUMNS: tuple[str, ...] = (
    "publisher", "fiscal_year", "kind", "level", "table", "number", "title", "statement", "row", "column", "code",
    "label", "header", *DIMENSIONS, "amount", "fen", "unit", "printed",
)  # fmt: skip
_INTEGERS = frozenset({"fiscal_year", "table", "row", "column", "fen"})
#: What a spreadsheet would run as a formula when it opens a CSV file.
_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋＠](?![\d,.]+%?$)|－(?=[^\s\d,.%－—-])")
_nodes_of = attrgetter(*DIMENSIONS)

Value = str | int
Row = tuple[Value, ...]


def flat(document: Document) -> Iterator[Row]:
    """Lay out every cell that has an amount and a point as a row of ``COLUMNS``."""
    common = (document.body, document.year, document.kind, document.level)
    for number, table in enumerate(_tables(document.parts), 1):
        about = (number, table.number, table.title, table.kind)
        heads = _headers(table)
        names: dict[int, str] = {}
        codes: dict[int, str] = {}
        for at in placed(table):
            cell, row = at.cell, at.row - len(table.head)
            if row < 0:
                continue
            # A statement of two sides has a name before each side's amounts: the last one counts.
            if cell.role == "name":
                names[row] = cell.text
            elif cell.role == "code" and cell.text:
                codes[row] = cell.text
            elif cell.fen is not None and cell.coordinate is not None:
                where = (row + 1, at.column + 1, codes.get(row, ""), names.get(row, ""), heads.get(at.column, ""))
                what = (yuan(cell.fen), cell.fen, table.unit, cell.text)
                yield (*common, *about, *where, *_nodes_of(cell.coordinate), *what)


def yuan(fen: int) -> str:
    """``fen`` (分) as an exact plain number in 元."""
    whole, rest = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{whole}.{rest:02d}"


def amounts_csv(rows: Sequence[Row], *, marked: bool) -> bytes:
    """The amounts as CSV, texts guarded from programs that would run them; ``marked``: begun as Excel knows UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(_guarded(rows))
    return out.getvalue().encode("utf-8-sig" if marked else "utf-8")


def amounts_parquet(rows: Sequence[Row]) -> bytes:
    """The amounts as Parquet: ``fen`` as int64, numbers of rows as int32, ``amount`` as decimal, the rest as text."""
    # 100 ms that only Parquet needs; pyarrow has no types of its own.
    pa: Any = import_module("pyarrow")
    parquet: Any = import_module("pyarrow.parquet")
    columns = list(zip(*rows, strict=True)) or [()] * len(COLUMNS)
    arrays = []
    for name, values in zip(COLUMNS, columns, strict=True):
        if name == "amount":
            # 元 to two places are 分 as 16 bytes: nothing is parsed, and nothing rounded.
            fen = b"".join([int(v).to_bytes(16, "little", signed=True) for v in columns[COLUMNS.index("fen")]])
            made = pa.Array.from_buffers(pa.decimal128(20, 2), len(rows), [None, pa.py_buffer(fen)])
        else:
            kind = pa.int64() if name == "fen" else pa.int32() if name in _INTEGERS else pa.string()
            made = pa.array(values, kind)
        arrays.append(made)
    out = pa.BufferOutputStream()
    parquet.write_table(pa.Table.from_arrays(arrays, names=list(COLUMNS)), out, compression="zstd")
    made_bytes: bytes = out.getvalue().to_pybytes()
    return made_bytes


def package(document: Document, rows: Sequence[Row]) -> Iterable[tuple[str, bytes]]:
    """A Fiscal Data Package (0.3): its descriptor, and the amounts as CSV."""
    data = amounts_csv(rows, marked=False)
    fields: list[dict[str, object]] = [_field(name) for name in COLUMNS]
    resource = {
        "name": "amounts", "path": "amounts.csv", "format": "csv",
        "mediatype": "text/csv", "encoding": "utf-8", "bytes": len(data), "dialect": {"lineTerminator": "\r\n"},
        "schema": {"fields": fields, "primaryKey": ["table", "row", "column"], "missingValues": [""]},
    }  # fmt: skip
    descriptor = {
        "profiles": {"fiscal": "*", "tabular": "*"},
        "name": f"yusuan-{document.kind.replace('_', '-')}-{document.year}",
        "title": document.title,
        "description": "Amounts as published, each at its point of the budget: 部门预决算公开数据",
        "countryCode": "CN",
        "fiscalPeriod": {"start": f"{document.year}-01-01", "end": f"{document.year}-12-31"},
        "resources": [resource],
        "model": _model(),
    }
    yield "datapackage.json", (json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n").encode()
    yield "amounts.csv", data


#: What each column says, for the descriptor.
_SAID = {
    "publisher": "公开单位", "fiscal_year": "年度", "kind": "预算或决算", "level": "部门或单位", "table": "第几张表",
    "number": "表号", "title": "表名", "statement": "报表种类", "row": "行", "column": "列", "code": "行的编码",
    "label": "行的名称", "header": "列的表头", "body": "所属单位", "year": "数据年度", "phase": "预算数、执行数",
    "flow": "收入、支出、结转", "function": "支出功能分类", "economy": "部门预算支出经济分类",
    "gov_economy": "政府预算支出经济分类", "fund": "资金性质", "nature": "基本支出、项目支出", "project": "项目",
    "topic": "专题（三公、机关运行经费、政府采购等）", "item": "表中的一行", "amount": "金额（元）",
    "fen": "金额（分）", "unit": "印出的单位", "printed": "印出的数",
}  # fmt: skip


def _field(name: str) -> dict[str, object]:
    kind = "integer" if name in _INTEGERS else "number" if name == "amount" else "string"
    made: dict[str, object] = {"name": name, "type": kind, "title": _SAID[name]}
    if name in _INTEGERS or name == "amount":
        made["constraints"] = {"required": True}
    return made


def _model() -> dict[str, object]:
    """The columns as measures and dimensions; classifications have the type that the specification names."""
    classes = {"function": "functional", "economy": "economic", "gov_economy": "economic"}
    dimensions: dict[str, object] = {
        "entity": _dimension("entity", {"publisher": "publisher"}),
        "fiscal-year": _dimension("datetime", {"fiscal_year": "fiscal_year"}),
        "place": _dimension("other", {"table": "table", "row": "row", "column": "column"}),
    }
    for name in DIMENSIONS:
        kind = "activity" if name == "project" else "fact" if name == "item" else "classification"
        extra = {"classificationType": classes[name]} if name in classes else {}
        dimensions[name.replace("_", "-")] = _dimension(kind, {name: name}) | extra
    return {"measures": {"amount": {"source": "amount", "currency": "CNY", "factor": 1}}, "dimensions": dimensions}


def _dimension(kind: str, attributes: dict[str, str]) -> dict[str, object]:
    sources = {n: {"source": s} for n, s in attributes.items()}
    return {"dimensionType": kind, "primaryKey": list(attributes), "attributes": sources}


def _tables(parts: tuple[Part, ...]) -> Iterator[Table]:
    for part in parts:
        yield from (b for b in part.blocks if isinstance(b, Table))
        yield from _tables(part.parts)


def _headers(table: Table) -> dict[int, str]:
    """The phrases over each column from the top down."""
    found: dict[int, list[str]] = {}
    for at in placed(table):
        if at.row >= len(table.head):
            break
        for column in range(at.column, at.column + at.cell.column_span):
            if at.cell.text and at.cell.text not in found.setdefault(column, []):
                found[column].append(at.cell.text)
    return {column: " / ".join(words) for column, words in found.items()}


def _guarded(rows: Sequence[Row]) -> Iterable[Row]:
    """Keep a spreadsheet from running a text of the document as a formula."""
    texts = [i for i, name in enumerate(COLUMNS) if name not in _INTEGERS and name != "amount"]
    # Texts stand in many rows: each is looked at once.
    risky = {v for i in texts for v in {row[i] for row in rows} if isinstance(v, str) and _FORMULA.match(v)}
    if not risky:
        return rows
    free = COLUMNS.index("amount")
    return (tuple(f"'{v}" if v in risky and i != free else v for i, v in enumerate(row)) for row in rows)
