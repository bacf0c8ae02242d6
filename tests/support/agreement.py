"""What a composed document says, against what was read back out of it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from unittest.mock import patch

from yusuan.catalog.normal import plain
from yusuan.check.engine import check
from yusuan.check.rule import select
from yusuan.compose import compose
from yusuan.compose.book import Book
from yusuan.compose.slots import Slots
from yusuan.compose.template import Slot
from yusuan.model.amount import FEN, parse_number
from yusuan.model.coordinate import Coordinate
from yusuan.model.disclosure import Disclosure
from yusuan.model.document import Document, Part, Table, TableCell
from yusuan.model.fact import Claim
from yusuan.model.finding import Severity
from yusuan.model.ledger import Ledger
from yusuan.publish import publish
from yusuan.read.disclosure import build
from yusuan.read.source import read_pages

_CHANGE = re.compile(r"(增加|减少)([\d,.]+)万元，(?:增长|下降)(?:([\d.]+)%)?")
_AMOUNT = re.compile(r"-?[\d,]+\.\d+")


@dataclass(frozen=True, slots=True, order=True)
class Said:
    """What one figure of the narrative states: a claim's kind, point and figure (分, hundredths of a percent)."""

    kind: str
    point: Coordinate
    figure: int


@dataclass(frozen=True, slots=True)
class Telling:
    """A document, and what its narrative states."""

    document: Document
    said: tuple[Said, ...]


def told(ledger: Ledger) -> Telling:
    """Compose ``ledger`` and listen to what its narrative is filled with."""
    passes: list[list[Said]] = []

    class Listening(Slots):
        def __init__(self, book: Book) -> None:
            super().__init__(book)
            self.heard: list[Said] = []
            passes.append(self.heard)

        def _amount(self, slot: Slot, point: Coordinate, names: tuple[str, ...]) -> str:
            text = super()._amount(slot, point, names)
            self.heard.extend(_stated(slot, point, text))
            return text

    with patch("yusuan.compose.document.Slots", Listening):
        document = compose(ledger)
    # Controlled rounding writes twice, and the title is written by itself.
    return Telling(document, tuple(next(h for h in reversed(passes) if h)))


def _stated(slot: Slot, point: Coordinate, text: str) -> Iterator[Said]:
    if slot.filter in ("", "at"):
        yield Said("amount", point.at(phase=slot.argument) if slot.argument else point, _fen(text))
    elif slot.filter in ("share", "done") and "不可比" not in text:
        yield Said("share" if slot.filter == "share" else "completion", point, _hundredths(text))
    elif slot.filter == "versus" and "持平" in text:
        yield Said("change", point, 0)
    elif slot.filter in ("change", "compared", "executed") and text:
        found = _CHANGE.search(text)
        if found is None:
            yield Said("change", point, 0)
            return
        sign = 1 if found[1] == "增加" else -1
        yield Said("change", point, sign * _fen(found[2]))
        if found[3]:
            yield Said("growth", point, sign * _hundredths(found[3]))


def _fen(text: str) -> int:
    found = _AMOUNT.search(text)
    assert found, text
    return _value(found[0], "万元")


def _value(text: str, unit: str) -> int:
    number = parse_number(text)
    assert number is not None, text
    return number[0] * FEN[unit] // 10 ** number[1]


def _hundredths(text: str) -> int:
    return round(float(text.rstrip("%")) * 100)


def read_through(document: Document, form: str, folder: Path) -> Disclosure:
    """What the reader makes of ``document``, published in ``form``."""
    return build([read_pages(publish(document, folder, "公开", (form,))[0])])


def disagreements(telling: Telling, read: Disclosure) -> list[str]:
    """Every difference between what was composed and what was read, in words; none where they agree."""
    document = telling.document
    return [
        *_identity(document, read), *_statements(document, read), *_facts(document, read), *_claims(telling, read),
        *_projects(document, read), *_sections(document, read), *_not_understood(read), *_errors(read),
    ]  # fmt: skip


def tables(parts: Iterable[Part]) -> Iterator[Table]:
    """All tables in order."""
    for part in parts:
        yield from (b for b in part.blocks if isinstance(b, Table))
        yield from tables(part.parts)


def _identity(document: Document, read: Disclosure) -> Iterator[str]:
    for name in ("body", "year", "kind", "level"):
        wanted, found = getattr(document, name), getattr(read.identity, name)
        if plain(str(wanted)) != plain(str(found)):
            yield f"identity: {name} {wanted} read as {found}"


def _statements(document: Document, read: Disclosure) -> Iterator[str]:
    wanted = [(t.kind, plain(t.title), t.unit) for t in tables(document.parts) if t.title]
    found = [(s.kind, plain(s.title), s.unit) for s in read.statements if s.title]
    if wanted != found:
        yield f"statements: {sorted(set(wanted) - set(found))} read as {sorted(set(found) - set(wanted))}, {len(found)}"


def _facts(document: Document, read: Disclosure) -> Iterator[str]:
    cells = ((t, c) for t in tables(document.parts) for row in t.rows for c in row)
    wanted = Counter((c.coordinate, _value(c.text, t.unit)) for t, c in cells if c.coordinate and c.fen is not None)
    found = Counter((f.coordinate, f.amount.value) for f in read.facts)
    yield from _difference("fact", wanted, found)


def _difference(what: str, wanted: Counter, found: Counter) -> Iterator[str]:  # type: ignore[type-arg]
    for key, n in (wanted - found).items():
        yield f"{what} lost ×{n}: {_words(key)}"
    for key, n in (found - wanted).items():
        yield f"{what} invented ×{n}: {_words(key)}"


def _words(key: object) -> str:
    if isinstance(key, Said):
        return f"{key.kind} {_point(key.point)} {key.figure}"
    if isinstance(key, tuple):
        return " ".join(_point(k) if isinstance(k, Coordinate) else str(k) for k in key)
    return str(key)


def _point(c: Coordinate) -> str:
    return "/".join(f"{d}={getattr(c, d)}" for d in Coordinate.__slots__ if getattr(c, d) and d != "year")


def _claims(telling: Telling, read: Disclosure) -> Iterator[str]:
    wanted = Counter(Said(s.kind, _general(s.point), s.figure) for s in telling.said)
    found = Counter(s for c in read.claims if (s := _claimed(c)) is not None)
    yield from (f"claim lost ×{n}: {_words(s)}" for s, n in (wanted - found).items())
    # What the unit's own words state, and a base of zero, are claims too: they may be more than was composed.
    for s, n in (found - wanted).items():
        if s.kind in ("change", "growth", "share", "completion"):
            yield f"claim invented ×{n}: {_words(s)}"
    stated = {_general(p) for p, _ in telling.document.amounts}
    for c in read.claims:
        own = c.kind == "amount" and c.coordinate and c.coordinate.year == str(telling.document.year)
        if own and c.coordinate and _general(c.coordinate) not in stated:
            yield f"claim at a point that was not stated: {_point(c.coordinate)} {c.sentence[:60]}"


def _claimed(claim: Claim) -> Said | None:
    if claim.coordinate is None:
        return None
    point = _general(claim.coordinate)
    sign = -1 if claim.direction == -1 else 1
    if claim.kind in ("growth", "share", "completion"):
        return Said(claim.kind, point, sign * round(claim.ratio.value / 10_000)) if claim.ratio else None
    if claim.kind not in ("amount", "change"):
        return None
    if claim.amount is None:
        return Said(claim.kind, point, 0) if claim.direction == 0 else None
    return Said(claim.kind, point, sign * claim.amount.value)


def _general(point: Coordinate) -> Coordinate:
    """A topic's point without its fund: the tables name it, the sentences need not."""
    return point.at(fund="") if point.topic else point


def _projects(document: Document, read: Disclosure) -> Iterator[str]:
    wanted: Counter[tuple[str, str]] = Counter()
    # A project of which nothing is printed has no point.
    blank: Counter[tuple[str, str]] = Counter()
    for table in tables(document.parts):
        for row in table.rows:
            named = any(c.coordinate and c.coordinate.project for c in row)
            (wanted if named else blank)[plain(_label(row)), plain(_target(row))] += 1
    found = Counter((plain(p.name), plain(p.target)) for p in read.projects)
    yield from _difference("project", wanted, found - (blank & (found - wanted)))


def _label(row: tuple[TableCell, ...]) -> str:
    return next((c.text for c in row if c.role == "name"), "")


def _target(row: tuple[TableCell, ...]) -> str:
    return next((c.text for c in row if c.role == "text"), "")


def _sections(document: Document, read: Disclosure) -> Iterator[str]:
    wanted = [plain(h) for h in _headings(document.parts)]
    # After a table of its own, or on a new sheet, a section goes on under the same heading.
    paths = dict.fromkeys(s.path for s in read.sections if s.path and s.kind not in ("cover", "contents"))
    found = [plain(p[-1]) for p in paths]
    if wanted != found:
        yield f"sections: {[h for h in wanted if h not in found]} read as {[h for h in found if h not in wanted]}"


def _headings(parts: Iterable[Part]) -> Iterator[str]:
    for part in parts:
        yield part.heading
        yield from _headings(part.parts)


def _not_understood(read: Disclosure) -> Iterator[str]:
    yield from (f"not understood: {n.what} {n.text[:60]} ({n.why.zh})" for n in read.not_understood)
    yield from (f"unaccounted: {t.text} ({t.why})" for t in read.tokens if t.use == "unaccounted")


_check = partial(check, rules=select())


def _errors(read: Disclosure) -> Iterator[str]:
    for finding in _check(read).findings:
        if finding.severity is Severity.ERROR:
            yield f"error {finding.code}: {finding.message.zh[:200]}"
