"""A ledger back into records: what is written into a workbook, a CSV folder or a JSON file."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from yusuan.ledger.form import FACTS, FLOWS_IN, PHASES, WORDS, SheetForm, forms
from yusuan.ledger.records import Record, cell_of
from yusuan.model.ledger import Entry, Ledger, Origin

_FIRST = 4
_SHEETS = ("income", "expenditure", "topics")


def records_of_ledger(ledger: Ledger) -> dict[str, list[Record]]:
    """Write ``ledger`` as records. Entries that differ by their phase only share a row."""
    by_id = {f.id: f for f in forms(ledger.kind)}
    entries = {name: [e for e in ledger.entries if sheet_of(e) == name] for name in _SHEETS}
    rows: dict[str, Iterable[dict[str, str]]] = {
        "body": _body(ledger),
        **{name: (row for row, _ in _amounts(by_id[name], found, ledger)) for name, found in entries.items()},
        "projects": (
            {
                "name": p.name, "code": p.code, "first_year": _whole(p.first_year), "last_year": _whole(p.last_year),
                "total": "" if p.total_fen is None else yuan(p.total_fen), "target": p.target,
                "annual_target": p.annual_target,
            }
            for p in ledger.projects
        ),
        "indicators": (
            {
                "project": p.name, "first": i.first, "second": i.second, "name": i.name, "operator": i.operator,
                "value": i.value, "unit": i.unit, "weight": _weight(i.weight),
            }
            for p in ledger.projects
            for i in p.indicators
        ),
        "purchases": (
            {
                "topic": p.topic, "project": p.project, "economy": p.economy, "item": p.item, "way": p.way,
                "fund": p.fund, "function": p.function, "amount": yuan(p.fen),
            }
            for p in ledger.purchases
        ),
        "counts": ({"name": c.name, "value": str(c.value), "unit": c.unit} for c in ledger.counts),
        "last_year": ({**_nodes(e), "phase": e.coordinate.phase, "amount": yuan(e.fen)} for e in ledger.last_year),
        "reasons": ({"point": r.point.removeprefix("function="), "text": r.text} for r in ledger.reasons),
        "words": (
            {"name": WORDS.get(w.name, w.name), "text": w.text, "confirmed": "yes" if w.confirmed else "no"}
            for w in ledger.words
        ),
    }  # fmt: skip
    return {
        name: [Record(name, n, {k: v for k, v in values.items() if v}) for n, values in enumerate(rows[name], _FIRST)]
        for name in by_id
    }


def yuan(fen: int) -> str:
    """An amount in 元 with its 分: 12345 分 is 123.45."""
    sign, (whole, rest) = "-" if fen < 0 else "", divmod(abs(fen), 100)
    return f"{sign}{whole}.{rest:02d}"


def sheet_of(entry: Entry) -> str:
    """The id of the sheet that an entry of the year stands on."""
    if entry.coordinate.topic:
        return "topics"
    return "income" if entry.coordinate.flow in FLOWS_IN else "expenditure"


def origins_of(ledger: Ledger) -> tuple[Origin, ...]:
    """For each entry of ``ledger`` the cell that ``records_of_ledger`` writes it in."""
    by_id = {f.id: f for f in forms(ledger.kind)}
    found: dict[int, Origin] = {}
    for name in _SHEETS:
        mine = [(n, e) for n, e in enumerate(ledger.entries) if sheet_of(e) == name]
        rows = _amounts(by_id[name], [e for _, e in mine], ledger)
        for number, (_, held) in enumerate(rows, _FIRST):
            for at, phase in held:
                key = "amount" if ledger.kind == "budget" else phase
                found[mine[at][0]] = cell_of(by_id[name], key, number)
    return tuple(found[n] for n in range(len(ledger.entries)))


def with_sources(records: dict[str, list[Record]], ledger: Ledger, sources: Sequence[str]) -> dict[str, list[Record]]:
    """``records`` of ``ledger`` with what each of its entries was taken from, in the column 来源."""
    said: dict[tuple[str, int], list[str]] = {}
    for entry, source in zip(ledger.entries, sources, strict=True):
        row = int(entry.origin.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        said.setdefault((sheet_of(entry), row), []).append(source)
    for (sheet, row), found in said.items():
        at = row - records[sheet][0].row
        record = records[sheet][at]
        records[sheet][at] = replace(record, values={**record.values, "source": "；".join(dict.fromkeys(found))})
    return records


def _body(ledger: Ledger) -> Iterator[dict[str, str]]:
    values = {
        "body": ledger.body, "year": _whole(ledger.year), "kind": ledger.kind, "level": ledger.level,
        "layout": ledger.layout,
        "units": "\n".join(ledger.units), "rounding": ledger.rounding,
    }  # fmt: skip
    for key, *_ in FACTS:
        yield {"key": key, "value": values[key]}


def _amounts(
    form: SheetForm, entries: Sequence[Entry], ledger: Ledger
) -> list[tuple[dict[str, str], list[tuple[int, str]]]]:
    """The rows of a sheet of amounts, each with the entries in it: their number, from 0, and phase."""
    if ledger.kind == "budget":
        return [({**_nodes(e, form), "amount": yuan(e.fen)}, [(n, "budget")]) for n, e in enumerate(entries)]
    rows: dict[tuple[tuple[str, str], ...], list[int]] = {}
    ordered: list[tuple[dict[str, str], list[tuple[int, str]]]] = []
    for n, entry in enumerate(entries):
        nodes = _nodes(entry, form)
        phase = entry.coordinate.phase if entry.coordinate.phase in PHASES else "final"
        open_rows = rows.setdefault(tuple(nodes.items()), [])
        at = next((r for r in open_rows if phase not in ordered[r][0]), None)
        if at is None:
            at = len(ordered)
            open_rows.append(at)
            ordered.append((dict(nodes), []))
        ordered[at][0][phase] = yuan(entry.fen)
        ordered[at][1].append((n, phase))
    return ordered


def _nodes(entry: Entry, form: SheetForm | None = None) -> dict[str, str]:
    at = entry.coordinate
    keys = ("flow", "fund", "function", "economy", "gov_economy", "nature", "project", "topic")
    wanted = {c.key for c in form.columns} if form else set(keys)
    return {k: getattr(at, k) for k in keys if k in wanted and getattr(at, k)}


def _whole(number: int) -> str:
    return str(number) if number else ""


def _weight(hundredths: int) -> str:
    if not hundredths:
        return ""
    whole, rest = divmod(hundredths, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".")
