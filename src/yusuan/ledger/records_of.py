"""A ledger back into records: what is written into a workbook, a CSV folder or a JSON file."""

from collections.abc import Iterable, Iterator

from yusuan.ledger.form import FACTS, PHASES, WORDS, SheetForm, forms
from yusuan.ledger.records import Record
from yusuan.model.ledger import Entry, Ledger

_FIRST = 4


def records_of_ledger(ledger: Ledger) -> dict[str, list[Record]]:
    """Write ``ledger`` as records. Entries that differ by their phase only share a row."""
    by_id = {f.id: f for f in forms(ledger.kind)}
    entries = {
        "topics": [e for e in ledger.entries if e.coordinate.topic],
        "income": [e for e in ledger.entries if _is_in(e)],
        "expenditure": [e for e in ledger.entries if not e.coordinate.topic and not _is_in(e)],
    }
    rows: dict[str, Iterable[dict[str, str]]] = {
        "body": _body(ledger),
        **{name: _amounts(by_id[name], found, ledger) for name, found in entries.items()},
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


def _is_in(entry: Entry) -> bool:
    return entry.coordinate.flow in ("income", "carry_in", "use_surplus") and not entry.coordinate.topic


def _body(ledger: Ledger) -> Iterator[dict[str, str]]:
    values = {
        "body": ledger.body, "year": _whole(ledger.year), "kind": ledger.kind, "level": ledger.level,
        "layout": ledger.layout,
        "units": "\n".join(ledger.units), "rounding": ledger.rounding,
    }  # fmt: skip
    for key, *_ in FACTS:
        yield {"key": key, "value": values[key]}


def _amounts(form: SheetForm, entries: Iterable[Entry], ledger: Ledger) -> Iterator[dict[str, str]]:
    if ledger.kind == "budget":
        yield from ({**_nodes(e, form), "amount": yuan(e.fen)} for e in entries)
        return
    rows: dict[tuple[tuple[str, str], ...], list[dict[str, str]]] = {}
    ordered: list[dict[str, str]] = []
    for entry in entries:
        nodes = _nodes(entry, form)
        open_rows = rows.setdefault(tuple(nodes.items()), [])
        phase = entry.coordinate.phase
        row = next((r for r in open_rows if phase not in r), None)
        if row is None:
            row = dict(nodes)
            open_rows.append(row)
            ordered.append(row)
        row[phase if phase in PHASES else "final"] = yuan(entry.fen)
    yield from ordered


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
