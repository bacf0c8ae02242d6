"""The plain twins of the workbook: a folder of CSV files and a JSON file, which hold the same and convert both ways."""

import csv
import io
import json
import re
from collections.abc import Mapping
from typing import Any, Literal

from yusuan.ledger.form import FACTS, fact_key, fact_value, fact_words, forms
from yusuan.ledger.records import Problem, Record, Records
from yusuan.ledger.sheets import records_of, table_cells
from yusuan.model.finding import Severity
from yusuan.model.ledger import Origin
from yusuan.model.text import Text

FORMAT = "yusuan-ledger/1"
Kind = Literal["budget", "final_accounts"]
#: What a spreadsheet would run when it opens a CSV file: all that begins so and is no number; and what would be bared.
_FORMULA = re.compile(r"[=+@\t\r\n＝＋＠']|[-－](?![\d,.]+%?$)")


class LedgerFileError(ValueError):
    """The file is no ledger; ``message`` says so to the user."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message


def to_csv(records: Records, kind: Kind) -> dict[str, str]:
    """Write the text of each sheet's CSV file by its name; a byte order mark lets Excel read them."""
    made = {}
    for form in forms(kind):
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow([c.head for c in form.columns])
        for record in records.get(form.id, ()):
            values = [c.words_of(record.get(c.key)) if c.choices else record.get(c.key) for c in form.columns]
            if form.id == "body":
                values = list(fact_words(fact_key(values[0]) or values[0], values[1]))
            writer.writerow([_safe(v) for v in values])
        made[f"{form.name}.csv"] = "\ufeff" + out.getvalue()
    return made


def _safe(text: str) -> str:
    """A cell that a spreadsheet would take for a formula gets an apostrophe; numbers keep their sign."""
    return f"'{text}" if _FORMULA.match(text) else text


def from_csv(files: Mapping[str, str]) -> tuple[dict[str, list[Record]], list[Problem]]:
    """Read the CSV files of a folder, by name. Raises LedgerFileError where none of them is a sheet of a ledger."""
    records: dict[str, list[Record]] = {}
    problems: list[Problem] = []
    kind = _kind_of_csv(files)
    for form in forms(kind):
        text = files.get(f"{form.name}.csv", files.get(f"{form.id}.csv"))
        if text is None:
            continue
        table = _table(text, form.name)
        records[form.id], found = records_of(form, table_cells(table))
        problems += found
    if "body" not in records:
        raise LedgerFileError(Text("文件夹里没有“单位信息.csv”", "the folder holds no 单位信息.csv"))
    return records, problems


def _table(text: str, name: str) -> list[list[str]]:
    """The rows of a CSV file. Raises LedgerFileError for one that is none."""
    try:
        return [[_bare(v) for v in row] for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))]
    except csv.Error as error:
        raise LedgerFileError(
            Text(f"{name}.csv 不是有效的 CSV 文件（{error}）", f"{name}.csv is no CSV file ({error})")
        ) from error


def _bare(text: str) -> str:
    return text[1:] if text[:1] == "'" else text


def _kind_of_csv(files: Mapping[str, str]) -> Kind:
    text = files.get("单位信息.csv", files.get("body.csv", ""))
    return "final_accounts" if "决算" in text or "final_accounts" in text else "budget"


def to_json(records: Records) -> str:
    """Write the records as JSON: a list of rows a sheet, the body's facts as an object."""
    sheets = {name: [dict(r.values) for r in rows] for name, rows in records.items() if name != "body"}
    body = {}
    for record in records.get("body", ()):
        key = fact_key(record.get("key")) or record.get("key")
        value = fact_value(key, record.get("value"))
        body[key] = record.get("value") if value is None else value
    return json.dumps({"format": FORMAT, "body": body, **sheets}, ensure_ascii=False, indent=1) + "\n"


def from_json(text: str) -> tuple[dict[str, list[Record]], list[Problem]]:
    """Read a ledger's JSON. Raises LedgerFileError where it is none."""
    try:
        data: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise LedgerFileError(Text("不是 JSON 文件，或嵌套过深", "not a JSON file, or nested too deep")) from error
    if not isinstance(data, dict) or data.get("format") != FORMAT or not isinstance(data.get("body"), dict):
        raise LedgerFileError(Text("不是 yusuan 台账的 JSON 文件", "not a ledger of yusuan"))
    body = data["body"]
    kind: Kind = "final_accounts" if body.get("kind") == "final_accounts" else "budget"
    rows = [Record("body", n, {"key": k, "value": str(body.get(k) or "")}) for n, (k, *_) in enumerate(FACTS, 4)]
    records = {"body": rows}
    problems: list[Problem] = []
    for form in forms(kind):
        if form.id == "body":
            continue
        given = data.get(form.id, [])
        if not isinstance(given, list) or not all(isinstance(r, dict) for r in given):
            raise LedgerFileError(Text(f"“{form.id}”应为一组对象", f"{form.id!r} must be a list of objects"))
        known = {c.key for c in form.columns}
        records[form.id] = [
            Record(form.id, n, {k: str(v) for k, v in row.items() if k in known and v not in (None, "")})
            for n, row in enumerate(given, 4)
        ]
        strange = sorted({k for row in given for k in row} - known)
        problems += [
            Problem(
                Severity.WARNING, Origin(form.name, k), Text(f"“{k}”不在格式中，没有读入", f"{k!r} is not in the form")
            )
            for k in strange
        ]
    return records, problems
