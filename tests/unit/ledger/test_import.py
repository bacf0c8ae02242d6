"""A ledger out of published figures: entered once, all sums met, and what is not known is said."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.platform_export import BODY, ECONOMY, export
from yusuan.app.ledger import import_from, load, records_imported, save
from yusuan.app.read import read_paths
from yusuan.cli.main import run
from yusuan.ledger.from_facts import Imported, import_disclosure
from yusuan.ledger.peel import peel
from yusuan.ledger.records_of import origins_of
from yusuan.model.disclosure import Disclosure
from yusuan.model.finding import Severity


def read(path: Path) -> Disclosure:
    disclosure = next(iter(read_paths([path]))).disclosure
    assert disclosure is not None
    return disclosure


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(tmp_path_factory.mktemp("export") / "导出.xlsx", "2.15")


def spent(made: Imported) -> dict[tuple[str, ...], int]:
    return {
        (e.coordinate.function, e.coordinate.fund, e.coordinate.nature, e.coordinate.economy): e.fen
        for e in made.ledger.entries
        if e.coordinate.flow == "expenditure" and not e.coordinate.topic
    }


def test_all_amounts_of_an_export_are_met_and_none_is_entered_twice(exported: Path):
    disclosure = read(exported)
    made = import_disclosure(disclosure)
    assert made.left == ()
    assert made.met == len(disclosure.facts) > 100
    assert (made.ledger.body, made.ledger.year, made.ledger.layout) == (BODY, 2026, "shanghai-budget")
    assert spent(made) == {
        ("2010301", "general", "personnel", "30101"): 90_000_000,
        ("2010301", "general", "public", "30201"): 109_900_000,
        ("2010301", "general", "public", "30217"): 100_000,
        ("2010302", "general", "project", ""): 45_000_025,
        ("2010302", "other", "project", ""): 5_000_000,
        ("2080505", "general", "personnel", "30108"): 30_000_050,
        ("2210201", "general", "personnel", "30113"): 20_000_000,
        ("2120801", "govfund", "project", ""): 10_000_000,
    }
    topics = {e.coordinate.topic: e.fen for e in made.ledger.entries if e.coordinate.topic}
    assert topics["reception"] == 100_000
    assert topics["abroad"] == 0
    assert "three_public" not in topics  # the sum of the others


def test_it_is_said_where_an_amount_came_from_and_what_is_open(exported: Path, tmp_path: Path):
    made = import_from(exported, "")
    assert any("单位收入总表!F" in s for s in made.sources)
    path = tmp_path / "台账.xlsx"
    save(records_imported(made), path, made.ledger)
    loaded = load(path)
    assert [replace(e, origin=o) for e, o in zip(made.ledger.entries, origins_of(made.ledger), strict=True)] == list(
        made.ledger.entries
    )
    assert set(loaded.ledger.entries) == set(made.ledger.entries)
    open_ = {f"{p.origin.sheet}!{p.origin.cell}" for p in made.problems if p.severity is Severity.ERROR}
    said = {f"{p.origin.sheet}!{p.origin.cell[0]}{p.origin.cell[1:]}" for p in loaded.problems if not loaded.good}
    assert len(open_) == 3  # three projects without their names
    assert {c.replace("!I", "!J") for c in open_} <= {c for c in said if c.startswith("支出")}
    assert any("来自" in r.get("source") or "表" in r.get("source") for r in records_imported(made)["expenditure"])


def test_what_two_divisions_would_do_for_is_left_open(tmp_path: Path):
    # Two functions have personnel left, and no statement says which of three subjects is whose.
    others = (
        ("30101", "基本工资", "850000"),
        ("30112", "其他社会保障缴费", "100000"),
        ("30113", "住房公积金", "150000"),
    )
    items = (others[0], ECONOMY[1], *others[1:], *ECONOMY[3:])
    made = import_disclosure(read(export(tmp_path / "a.xlsx", economy=items)))
    entered = spent(made)
    assert sum(entered.values()) == 310_000_075
    assert entered["2210201", "general", "personnel", ""] == 20_000_000
    assert entered["2080505", "general", "personnel", "30108"] == 30_000_050
    assert {f.coordinate.economy for f, _ in made.left} >= {"30112", "30113"}
    assert all("还差" in why for _, why in made.left)
    assert [p for p in made.problems if "没有写明部门经济科目" in p.message.zh]


def test_a_statement_that_does_not_agree_is_listed(tmp_path: Path):
    items = (*ECONOMY[:-1], ("30217", "公务接待费", "2000"))
    made = import_disclosure(read(export(tmp_path / "a.xlsx", economy=items)))
    assert made.left
    assert sum(spent(made).values()) == 310_000_075


def test_the_command(exported: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    out = tmp_path / "台账.xlsx"
    assert run(["ledger", "import", str(exported), "-o", str(out)]) == 0
    said = capsys.readouterr().out
    assert "与报表的 140 个数一致" in said
    assert "支出!I7" in said
    assert run(["ledger", "check", str(out)]) == 1
    assert run(["ledger", "import", str(tmp_path), "--layout", "火星", "-o", str(out)]) == 2
    assert "guangdong-budget" in capsys.readouterr().err
    assert run(["ledger", "import", str(tmp_path / "none.pdf"), "-o", str(out)]) == 2


AMOUNTS = st.lists(st.integers(1, 10**9), min_size=1, max_size=6)


@given(st.lists(AMOUNTS, min_size=1, max_size=4))
def test_what_is_divided_keeps_its_sums(table: list[list[int]]):
    width = max(map(len, table))
    rows = [sum(r) for r in table]
    items = [sum(r[i] for r in table if i < len(r)) for i in range(width)]
    shares = peel(rows, items, lambda _r, _i: True, 1)
    assert shares is not None
    for n, row in enumerate(rows):
        assert sum(s.fen for s in shares if s.row == n) <= row
    for n, item in enumerate(items):
        assert sum(s.fen for s in shares if s.item == n) <= item
    if len(rows) == 1 or len(items) == 1:
        assert sum(s.fen for s in shares) == sum(rows)


def test_rounded_sums_divide_too():
    step = 10_000  # 0.01 万元 in 分
    shares = peel([100 * step], [34 * step, 67 * step], lambda _r, _i: True, step)
    assert shares is not None
    assert [s.fen for s in shares] == [34 * step, 67 * step]
