"""Last year out of real documents: every figure is in the ledger or listed, and the texts are carried over."""

from pathlib import Path

import pytest

from yusuan.app.ledger import begin_from, load, records_for, save
from yusuan.ledger.from_facts import import_disclosure
from yusuan.model.disclosure import Disclosure
from yusuan.read.disclosure import build
from yusuan.read.source import read_pages

pytestmark = pytest.mark.corpus

DOCUMENTS = (
    "shanghai/2026_上海市花卉良种试验场_单位预算.pdf",
    "wuxi/2026_无锡市应急管理综合行政执法监督局_单位预算.pdf",
    "changsha/2026_长沙市信访局_部门预算.pdf",
    "central/2024_国家信访局_部门决算.pdf",
    "guangzhou/2026_广州市信访局_部门预算.pdf",
    "yantai/2026_烟台市信访局_部门预算.pdf",
)
BEIJING = "2026_中共北京市委军民融合发展委员会办公室_*.pdf"


def read(shared: Path, name: str) -> Disclosure:
    return build([read_pages(shared / "corpus" / name)])


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_figure_of_last_year_is_held_or_listed(shared: Path, tmp_path: Path, name: str):
    disclosure = read(shared, name)
    begun = begin_from(shared / "corpus" / name, "")
    assert begun.held + len(begun.left) == len(disclosure.facts)
    assert begun.held > len(disclosure.facts) // 2
    assert all(why for _, why in begun.left)
    ledger = begun.ledger
    assert ledger.year == disclosure.identity.year + 1
    assert {"duties", "organisation", "composition"} & {w.name for w in ledger.words}
    assert not any(w.confirmed for w in ledger.words)
    headed = [s for s in disclosure.sections if s.kind in ("overview", "narrative") and s.path and s.paragraphs]
    assert sum(len(p.text) for s in headed for p in s.paragraphs) <= sum(len(w.text) for w in ledger.words)
    path = tmp_path / "台账.xlsx"
    save(records_for(ledger), path, ledger)
    assert load(path).ledger.last_year == ledger.last_year


def test_a_disclosure_of_two_files_is_taken_from_a_folder(shared: Path, tmp_path: Path):
    for file in (shared / "corpus" / "beijing").glob(BEIJING):
        (tmp_path / file.name).symlink_to(file)
    begun = begin_from(tmp_path, "beijing-budget")
    assert begun.ledger.last_year
    assert "assets" in {w.name for w in begun.ledger.words}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_an_import_meets_or_lists_every_figure(shared: Path, name: str):
    disclosure = read(shared, name)
    made = import_disclosure(disclosure)
    assert len(made.ledger.entries) == len(made.sources)
    points = [e.coordinate for e in made.ledger.entries]
    assert len(points) == len(set(points))
    listed = {id(f) for f, _ in made.left}
    assert len(listed) == len(made.left)
    # What was spent is entered once: the largest published total is the sum of the entries.
    phase = "final" if disclosure.identity.kind == "final_accounts" else "budget"
    out = [e for e in made.ledger.entries if e.coordinate.flow == "expenditure" and not e.coordinate.topic]
    total = max(
        f.amount.value for f in disclosure.facts
        if f.coordinate.flow == "expenditure" and f.coordinate.phase == phase and not f.coordinate.body
        and f.coordinate.year == str(disclosure.identity.year)
    )  # fmt: skip
    entered = sum(e.fen for e in out if e.coordinate.phase == phase)
    assert abs(entered - total) <= 10_000 * (len(out) + 1) // 2
