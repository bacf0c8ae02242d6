"""The use cases of ``yusuan ledger``: begin, read, check and convert what a unit keeps its figures in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from yusuan.app.options import Options
from yusuan.app.read import read_paths
from yusuan.catalog.choice import LayoutChoice, chosen_layout, layout_choices
from yusuan.catalog.designs import design_of
from yusuan.ledger.check import check_ledger
from yusuan.ledger.clean import cleaned
from yusuan.ledger.excel import LISTS, workbook
from yusuan.ledger.flat import LedgerFileError, from_csv, from_json, to_csv, to_json
from yusuan.ledger.form import WORDS, forms
from yusuan.ledger.from_facts import Imported, import_disclosure, records_of_import
from yusuan.ledger.last_year import Begun, begin
from yusuan.ledger.parse import parse
from yusuan.ledger.records import Problem, Record, Records
from yusuan.ledger.records_of import records_of_ledger
from yusuan.ledger.sheets import Cells, records_of
from yusuan.model.disclosure import Disclosure
from yusuan.model.finding import Severity
from yusuan.model.ledger import Ledger, Origin
from yusuan.model.text import Text
from yusuan.report.written import write

#: No ledger is larger: 200,000 rows of a workbook are some 20 MB.
_MOST = 100_000_000
#: Topics that no subject of expenditure gives.
_BY_ITSELF = ("agency_running", "goods", "works", "services")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A ledger with everything that is wrong or missing in it, errors first."""

    ledger: Ledger
    records: Records
    problems: tuple[Problem, ...]

    @property
    def good(self) -> bool:
        """Whether something can be composed of it."""
        return not any(p.severity is Severity.ERROR for p in self.problems)


def load(path: Path) -> Loaded:
    """Load the ledger at ``path``: a workbook (XLSX), a JSON file or a folder of CSV files.

    Raises LedgerFileError where it is none; ReadError, OSError where it cannot be read.
    """
    given, problems = _records(path)
    records, unseen = cleaned(given)
    problems += unseen
    ledger, wrong = parse(records)
    # What was not understood makes a whole that does not agree; that follows, and is told when the rest is mended.
    whole = all(p.blank for p in wrong) and not any(p.severity is Severity.ERROR for p in problems)
    told = {p.origin.sheet for p in wrong}
    # A sheet whose rows say what is missing is not told to be empty.
    found = [p for p in check_ledger(ledger) if p.origin.cell != "A4" or p.origin.sheet not in told] if whole else []
    order = {form.name: n for n, form in enumerate(forms(ledger.kind))}
    every = sorted((*problems, *wrong, *found), key=lambda p: (-p.severity, order.get(p.origin.sheet, len(order))))
    return Loaded(ledger, records, tuple(every))


def _records(path: Path) -> tuple[dict[str, list[Record]], list[Problem]]:
    if path.is_dir():
        files = {f.name: _text(f) for f in sorted(path.glob("*.csv"))}
        return from_csv(files)
    if path.suffix.lower() == ".json":
        return from_json(_text(path))
    return _workbook(_bytes(path))


def _bytes(path: Path) -> bytes:
    if path.stat().st_size > _MOST:
        raise LedgerFileError(Text(f"{path.name} 太大，不是台账", f"{path.name} is too large for a ledger"))
    return path.read_bytes()


def _text(path: Path) -> str:
    return _bytes(path).decode("utf-8-sig", errors="replace")


def _workbook(data: bytes) -> tuple[dict[str, list[Record]], list[Problem]]:
    from yusuan.read.limits import DEFAULT  # noqa: PLC0415 - only for workbooks
    from yusuan.read.workbook.pages import sheets_of  # noqa: PLC0415

    if data[:2] != b"PK":
        raise LedgerFileError(
            Text("台账应为 XLSX 工作簿、JSON 文件或 CSV 文件夹", "a ledger is an XLSX, JSON or CSV folder")
        )
    sheets = list(sheets_of(data, "xlsx", DEFAULT))
    return from_cells({s.name: s.cells for s in sheets}, {s.name: s.uncached for s in sheets})


def from_cells(
    cells: Mapping[str, Cells], uncached: Mapping[str, Sequence[tuple[int, int]]] | None = None
) -> tuple[dict[str, list[Record]], list[Problem]]:
    """Read the records out of a workbook's cells, by the sheets' names. Raises LedgerFileError.

    ``uncached``: cells with a formula that was never calculated.
    """
    if "单位信息" not in cells:
        raise LedgerFileError(Text("工作簿里没有“单位信息”表，不是台账", "the workbook has no sheet 单位信息"))
    words = set(cells["单位信息"].values())
    records: dict[str, list[Record]] = {}
    problems: list[Problem] = []
    known = forms("final_accounts" if "决算" in words else "budget")
    for form in known:
        if form.name in cells:
            records[form.id], found = records_of(form, cells[form.name], (uncached or {}).get(form.name, ()))
            problems += found
        elif not form.optional:
            zh = f"没有“{form.name}”表（删掉了，或者改了名字），请从新建的台账里补回来，没有内容也要留着空表"
            missing = Text(zh, f"the sheet {form.name} is missing: removed or renamed")
            problems.append(Problem(Severity.ERROR, Origin(form.name, "A1"), missing))
    for name, others in cells.items():
        if others and name not in {LISTS, *(f.name for f in known)}:
            strange = Text(f"“{name}”表不在格式中，没有读入", f"the sheet {name!r} is not in the form and was not read")
            problems.append(Problem(Severity.WARNING, Origin(name, "A1"), strange))
    return records, problems


def save(records: Records, path: Path, ledger: Ledger) -> None:
    """Save ``records`` in the form that ``path`` names: .xlsx, .json, or else a folder of CSV files. Raises OSError."""
    records, _ = cleaned(records)  # they may come out of a document that was made to hurt
    suffix = path.suffix.lower()
    if suffix == ".xlsx":
        write(path, workbook(records, ledger.kind))
    elif suffix == ".json":
        write(path, to_json(records))
    else:
        path.mkdir(parents=True, exist_ok=True)
        for name, text in to_csv(records, ledger.kind).items():
            write(path / name, text)


def begin_from(path: Path, layout: str, options: Options | None = None) -> Begun:
    """Begin next year's ledger from the document at ``path`` (or its files in a folder). Raises LedgerFileError."""
    disclosure = _one(path, options)
    return begin(disclosure, _layout_for(disclosure, layout))


def import_from(path: Path, layout: str, options: Options | None = None) -> Imported:
    """Make this year's ledger from the platform's export, or a document, at ``path``. Raises LedgerFileError."""
    disclosure = _one(path, options)
    return import_disclosure(disclosure, _layout_for(disclosure, layout))


def _layout_for(disclosure: Disclosure, words: str) -> str:
    """The layout that was asked for, or that of the document's own place. Raises LedgerFileError."""
    kind = "final_accounts" if disclosure.identity.kind == "final_accounts" else "budget"
    found = choose_layout(words, kind, disclosure.identity.body)
    if isinstance(found, Text):
        raise LedgerFileError(found)
    return found.id


def _one(path: Path, options: Options | None) -> Disclosure:
    reports = list(read_paths([path], options))
    if len(reports) == 1 and reports[0].disclosure is not None:
        return reports[0].disclosure
    why = next((r.failure for r in reports if r.failure is not None), None)
    raise LedgerFileError(
        why
        or Text(
            f"{path} 里有 {len(reports)} 份文本，应只有一份", f"{path} holds {len(reports)} disclosures, one is wanted"
        )
    )


def begun_records(ledger: Ledger) -> Records:
    """The records of an empty ledger, with a row for everything that its layout asks for by name, to be filled in.

    Topics that subjects give by themselves (三公) are not: they need no row.
    """
    from yusuan.compose.template import parse_template, slots_of  # noqa: PLC0415 - only for a new one

    records = dict(records_of_ledger(ledger))
    design = design_of(ledger.layout)
    if design is None:
        return records
    asked = list(slots_of(parse_template(design.template)))
    names = dict(design.words)
    columns = (c.field for s in design.statements for side in s.sides for c in side.columns if c.role == "words")
    texts = dict.fromkeys([*(s.of for s in asked if s.name == "words"), *columns])
    words = ({"name": WORDS.get(t, names.get(t, (t,))[0]), "confirmed": "no"} for t in texts)
    counts = dict.fromkeys(s.of for s in asked if s.name == "count")
    wanted = {dict(p.at).get("topic") for p in design.points if p.id in {s.name for s in asked}}
    bought = any(r.each == "purchase" for s in design.statements for side in s.sides for r in side.rows)
    topics = [t for t in _BY_ITSELF if t in wanted and not (bought and t != "agency_running")]
    rows = {"words": words, "counts": ({"name": c} for c in counts), "topics": ({"topic": t} for t in topics)}
    for sheet, values in rows.items():
        records[sheet] = [Record(sheet, n, v) for n, v in enumerate(values, 4)]
    return records


def begun_ledger(chosen: LayoutChoice, body: str, year: int, level: str) -> Ledger:
    """An empty ledger of ``body``: in it the texts that the layout asks for, to be written."""
    kind: Literal["budget", "final_accounts"] = "final_accounts" if chosen.kind == "final_accounts" else "budget"
    rank: Literal["department", "unit"] = "department" if level == "department" else "unit"
    return Ledger(body, year, kind, rank, chosen.id, (), (), (), (), (), (), ())


def records_for(ledger: Ledger) -> Records:
    """The records of ``ledger``, to be saved."""
    return records_of_ledger(ledger)


def records_imported(imported: Imported) -> Records:
    """The records of an imported ledger, each amount with the statements it came from."""
    return records_of_import(imported)


def choose_layout(words: str, kind: str, body: str = "") -> LayoutChoice | Text:
    """The layout that ``words`` mean, or where there are none the one of the place that ``body`` is named after.

    Words that mean none are answered by what there is, by province.
    """
    if not words:
        return chosen_layout(body, kind) or chosen_layout("全国", kind) or Text("没有版式", "no layout")
    found = chosen_layout(words, kind)
    if found is not None:
        return found
    lines = "\n".join(f"  {x.id:26}{x.name.zh}" for x in layout_choices())
    zh = f"没有版式“{words}”。写版式的名称，或者写地名（如 广东、武汉市，没有专门版式的地方用全国通用的）：\n{lines}"
    return Text(zh, f"there is no layout {words!r}; name one of these, or a place:\n{lines}")
