"""From the platform's export to the published document: the same amounts, entered once and added up again."""

from dataclasses import replace
from pathlib import Path

from support.ledgers import read_back
from support.platform_export import export
from yusuan.app.read import read_paths
from yusuan.compose import compose
from yusuan.ledger.from_facts import import_disclosure
from yusuan.ledger.last_year import begin
from yusuan.model.coordinate import Coordinate
from yusuan.model.disclosure import Disclosure
from yusuan.model.ledger import Entry, Ledger, LedgerProject, Origin, Words

HERE = Origin("", "")
TEXTS = ("duties", "organisation", "composition", "assets", "performance", "tasks")


def completed(disclosure: Disclosure) -> Ledger:
    """The ledger of ``disclosure``, with what its statements do not tell filled in."""
    ledger = import_disclosure(disclosure).ledger
    entries = [
        replace(e, coordinate=e.coordinate.at(project="示例项目")) if e.coordinate.nature == "project" else e
        for e in ledger.entries
    ]
    entries += [
        Entry(Coordinate(year="2026", phase="budget", flow="expenditure", topic=t), 0, HERE)
        for t in ("goods", "works", "services")
    ]
    last = [
        *begin(disclosure).ledger.last_year,
        Entry(Coordinate(year="2026", phase="budget", flow="expenditure", fund="grant"), 305_000_075, HERE),
    ]
    return replace(
        ledger,
        entries=tuple(entries),
        last_year=tuple(replace(e, coordinate=e.coordinate.at(year="2025")) for e in last),
        projects=(LedgerProject("示例项目", "", 2026, 2026, None, "完成示例工作。", "", (), HERE),),
        words=tuple(Words(n, "本单位负责示例工作。", confirmed=True, origin=HERE) for n in TEXTS),
    )


def amounts(disclosure: Disclosure) -> dict[Coordinate, set[int]]:
    found: dict[Coordinate, set[int]] = {}
    for fact in disclosure.facts:
        if fact.coordinate.year == "2026":
            found.setdefault(fact.coordinate, set()).add(fact.amount.value)
    return found


def test_what_the_platform_exports_is_what_is_published(tmp_path: Path):
    disclosure = next(iter(read_paths([export(tmp_path / "导出.xlsx")]))).disclosure
    assert disclosure is not None
    published = amounts(read_back(compose(completed(disclosure)), tmp_path))
    wanted = {at: found for at, found in amounts(disclosure).items() if any(found)}
    assert len(wanted) > 100
    assert {at: published.get(at) for at in wanted} == wanted
