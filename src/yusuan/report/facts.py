"""The facts of documents as flat rows, for CSV, JSON, Parquet and the terminal; amounts are integers in 分."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import IO, Any

from yusuan.model.amount import FEN
from yusuan.model.coordinate import DIMENSIONS
from yusuan.model.disclosure import Disclosure, Statement
from yusuan.model.fact import Claim, Fact
from yusuan.report.as_json import FORMAT, Json, account_json, place_json, point_json
from yusuan.report.document import summarise
from yusuan.report.words import title_of
from yusuan.report.written import write

#: The columns of a flat fact. ``amount``: as a plain number in ``unit``; ``fen``: the same in 分.
COLUMNS: tuple[str, ...] = (
    "document", "file", "page", "line", "field", "statement", "title", "kind", "row_code", "row", "column",
    *DIMENSIONS, "amount", "unit", "fen", "printed",
)  # fmt: skip
_INTEGERS = frozenset({"page", "line", "field", "fen"})
#: What a spreadsheet would run as a formula when it opens a CSV file.
_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋＠]")

Value = str | int | None


class _Heads:
    """Row labels and column headers of a statement by index, looked up once."""

    def __init__(self, statement: Statement) -> None:
        self.columns = {c.index: c for c in statement.columns}
        self.rows = {(r.index, r.side): r for r in reversed(statement.rows)}

    def of(self, fact: Fact) -> tuple[str, str, str]:
        """Code and label of the fact's row, header of its column."""
        column = self.columns.get(fact.column)
        row = self.rows.get((fact.row, column.side if column else 0)) or self.rows.get((fact.row, 0))
        header = " / ".join(dict.fromkeys(h for h in column.header if h)) if column else ""
        return row.code if row else "", row.label if row else "", header


def flat(disclosure: Disclosure) -> Iterator[tuple[Value, ...]]:
    """Lay the facts of ``disclosure`` out as rows of ``COLUMNS``."""
    title = title_of(disclosure.identity, "zh")
    heads = [_Heads(s) for s in disclosure.statements]
    for fact in disclosure.facts:
        statement = disclosure.statements[fact.statement]
        place, point, amount = fact.place, fact.coordinate, fact.amount
        yield (
            title, place.source.name, place.page, place.line, place.column,
            statement.number, statement.title, statement.kind, *heads[fact.statement].of(fact),
            *(getattr(point, d) for d in DIMENSIONS),
            plain_number(amount.value, amount.unit), amount.unit, amount.value, amount.printed,
        )  # fmt: skip


def plain_number(fen: int, unit: str) -> str:
    """Write ``fen`` (分) as an exact plain number in ``unit``: no separators, no trailing zeros."""
    whole, rest = divmod(abs(fen), FEN[unit])
    decimals = f"{rest:0{len(str(FEN[unit])) - 1}d}".rstrip("0")
    return f"{'-' if fen < 0 else ''}{whole}{f'.{decimals}' if decimals else ''}"


def guarded(value: Value) -> Value:
    """Keep a spreadsheet from running a text of the document as a formula."""
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def write_csv(disclosures: Iterable[Disclosure], out: IO[str]) -> None:
    """Write the facts as CSV with a head row; texts of documents are guarded, amounts stay numbers."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    amount = COLUMNS.index("amount")
    for disclosure in disclosures:
        for row in flat(disclosure):
            writer.writerow([v if i == amount else guarded(v) for i, v in enumerate(row)])


def facts_json(disclosures: Iterable[Disclosure]) -> Json:
    """Give the facts, claims and projects of documents as data."""
    return {"format": FORMAT.replace("report", "facts"), "documents": [_document(d) for d in disclosures]}


def _document(disclosure: Disclosure) -> Json:
    identity, summary = disclosure.identity, summarise(disclosure)
    sources = {s: i for i, s in enumerate(disclosure.sources)}
    heads = [_Heads(s) for s in disclosure.statements]
    return {
        "body": identity.body, "year": identity.year, "kind": identity.kind, "level": identity.level,
        "locality": identity.locality,
        "sources": [{"name": s.name, "kind": s.kind, "sha256": s.sha256} for s in disclosure.sources],
        "statements": [
            {"number": s.number, "title": s.title, "kind": s.kind, "unit": s.unit, "body": s.body_name}
            for s in disclosure.statements
        ],
        "facts": [_fact(f, heads[f.statement], sources) for f in disclosure.facts],
        "claims": [_claim(c, sources) for c in disclosure.claims],
        "projects": [
            {"name": p.name, "target": p.target, "place": place_json(p.place, sources)} for p in disclosure.projects
        ],
        "tokens": account_json(summary.all_tokens),
        "tokens_on_table_pages": account_json(summary.table_tokens),
    }  # fmt: skip


def _fact(fact: Fact, heads: _Heads, sources: dict[Any, int]) -> Json:
    code, label, header = heads.of(fact)
    amount = {"fen": fact.amount.value, "printed": fact.amount.printed, "unit": fact.amount.unit}
    return {
        "statement": fact.statement, "row": {"code": code, "label": label}, "column": header,
        "point": point_json(fact.coordinate), "amount": amount, "place": place_json(fact.place, sources),
    }  # fmt: skip


def _claim(claim: Claim, sources: dict[Any, int]) -> Json:
    amount, ratio = claim.amount, claim.ratio
    return {
        "kind": claim.kind, "subject": claim.subject, "sentence": claim.sentence, "direction": claim.direction,
        "point": None if claim.coordinate is None else point_json(claim.coordinate),
        "base": None if claim.base is None else point_json(claim.base),
        "amount": None if amount is None else {"fen": amount.value, "printed": amount.printed, "unit": amount.unit},
        "percent": None if ratio is None else {"millionths": ratio.value, "printed": ratio.printed},
        "place": place_json(claim.place, sources),
    }  # fmt: skip


def write_parquet(disclosures: Sequence[Disclosure], path: Path) -> None:
    """Write the facts as Parquet: ``fen`` as int64, places as int32, everything else as dictionary-coded text."""
    # 100 ms that only Parquet needs; pyarrow has no types of its own.
    pa: Any = import_module("pyarrow")
    parquet: Any = import_module("pyarrow.parquet")
    rows = [row for d in disclosures for row in flat(d)]
    arrays, out = [], pa.BufferOutputStream()
    for n, name in enumerate(COLUMNS):
        kind = pa.int64() if name == "fen" else pa.int32() if name in _INTEGERS else pa.string()
        arrays.append(pa.array([row[n] for row in rows], kind))
    parquet.write_table(pa.Table.from_arrays(arrays, names=list(COLUMNS)), out, compression="zstd")
    write(path, out.getvalue().to_pybytes())
