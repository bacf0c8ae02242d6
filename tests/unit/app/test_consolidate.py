"""A department's ledger out of its units': added up, refused, and what is paid within it."""

import json
from pathlib import Path

import pytest

from yusuan.app.consolidate import consolidated, unit_sums
from yusuan.app.ledger import load, save
from yusuan.cli.main import run
from yusuan.ledger.consolidate import UnitsError, records_consolidated

INNER = 12_345_600


@pytest.fixture
def data(root: Path) -> dict:
    return json.loads((root / "examples" / "gzdgov-2024.ledger.json").read_text(encoding="utf-8"))


def unit(data: dict, folder: Path, name: str, **changes: object) -> Path:
    """A unit's ledger; ``changes`` of its sheets, or of its body's facts."""
    made = {k: changes.get(k, v) for k, v in data.items()}
    facts = {k: v for k, v in changes.items() if k not in data}
    made["body"] = {**data["body"], "body": name, "level": "unit", **facts}
    path = folder / f"{name}.json"
    path.write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")
    return path


def paying(data: dict, folder: Path) -> list[Path]:
    """Two units, of which one pays the other 123,456 元."""
    at = {"function": "2010399", "amount": "123456.00"}
    to = {**at, "flow": "expenditure", "fund": "general", "nature": "to_affiliated"}
    spent = {**at, "flow": "expenditure", "fund": "superior", "nature": "public", "economy": "30299"}
    more = {**at, "flow": "income", "fund": "general"}
    had = {**at, "flow": "income", "fund": "superior"}
    return [
        unit(
            data, folder, "甲市数据局（本级）", income=[*data["income"], more], expenditure=[*data["expenditure"], to]
        ),
        unit(data, folder, "甲市数据中心", income=[*data["income"], had], expenditure=[*data["expenditure"], spent]),
    ]


def test_amounts_are_added_up_and_their_units_are_named(data, tmp_path):
    units = [unit(data, tmp_path, n) for n in ("甲市数据局（本级）", "甲市数据中心")]
    made = consolidated(units, "甲市数据局")
    one = load(units[0]).ledger
    assert made.ledger.level == "department"
    assert made.ledger.units == ("甲市数据局（本级）", "甲市数据中心")
    assert sum(e.fen for e in made.ledger.entries) == 2 * sum(e.fen for e in one.entries)
    assert sum(e.fen for e in made.ledger.last_year) == 2 * sum(e.fen for e in one.last_year)
    assert len(made.ledger.projects) == len(one.projects)
    assert not any(w.confirmed for w in made.ledger.words)
    path = tmp_path / "部门.xlsx"
    save(records_consolidated(made), path, made.ledger)
    again = load(path)
    assert again.records["income"][0].get("source") == "甲市数据局（本级） 22297750.00；甲市数据中心 22297750.00"
    assert unit_sums(units, path) == ()
    errors = {p.origin.sheet for p in again.problems if p.severity == 3}
    assert errors == {"原因"}  # the units' reasons side by side are to be rewritten before anything is published


def test_what_is_paid_within_the_department_is_listed_and_not_hidden(data, tmp_path, capsys):
    units = paying(data, tmp_path)
    made = consolidated(units, "甲市数据局")
    assert [(t.unit, t.entry.fen) for t in made.transfers] == [
        ("甲市数据局（本级）", INNER), ("甲市数据中心", INNER),
    ]  # fmt: skip
    assert not made.eliminated
    out = tmp_path / "部门.xlsx"
    assert run(["ledger", "consolidate", *map(str, units), "-o", str(out), "--body", "甲市数据局"]) == 1
    assert "内部往来，合并时要抵销：甲市数据局（本级） 对附属单位补助支出 123456.00 元" in capsys.readouterr().out


def test_eliminated_it_counts_once_and_still_agrees_with_the_units(data, tmp_path):
    units = paying(data, tmp_path)
    made = consolidated(units, "甲市数据局", eliminate=True)
    assert made.eliminated
    assert not any(
        e.coordinate.fund == "superior" or e.coordinate.nature == "to_affiliated" for e in made.ledger.entries
    )
    plain = consolidated(units, "甲市数据局")
    gone = sum(e.fen for e in plain.ledger.entries) - sum(e.fen for e in made.ledger.entries)
    assert gone == 2 * INNER
    path = tmp_path / "部门.xlsx"
    save(records_consolidated(made), path, made.ledger)
    assert not any(p.origin.sheet in ("收入", "支出") and p.severity == 3 for p in load(path).problems)
    (said,) = unit_sums(units, path)
    assert said.severity == 1
    assert "已抵销内部往来 123456.00 元" in said.message.zh


def test_sides_that_do_not_agree_are_not_taken_out(data, tmp_path):
    units = paying(data, tmp_path)
    text = units[1].read_text(encoding="utf-8").replace("123456.00", "90000.00")
    units[1].write_text(text, encoding="utf-8")
    made = consolidated(units, "甲市数据局", eliminate=True)
    assert not made.eliminated
    assert any("不能抵销" in p.message.zh for p in made.problems)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"year": "2023"}, "年度是 2023，其他单位是 2024"),
        ({"layout": "china-budget"}, "版式是 china-budget，其他单位是 guangdong-budget"),
        ({"topics": []}, "没有填“货物”（没有就填 0），其他单位填了"),
        ({"income": [], "expenditure": [], "projects": []}, "一笔都没有"),
        ({"level": "department"}, "是部门的台账"),
    ],
)
def test_units_that_cannot_be_added_up_are_refused_by_name(data, tmp_path, changes, why):
    units = [unit(data, tmp_path, n) for n in ("甲市数据中心", "甲市信息中心")]
    units.append(unit(data, tmp_path, "甲市档案馆", **changes))
    with pytest.raises(UnitsError) as caught:
        consolidated(units, "甲市数据局")
    assert {u for u, _ in caught.value.refused} == {"甲市档案馆"}
    assert any(why in reason.zh for _, reason in caught.value.refused)


def test_a_ledger_with_errors_is_refused_with_its_cells(data, tmp_path, capsys):
    good = unit(data, tmp_path, "甲市数据中心")
    rows = [{**data["expenditure"][0], "amount": "三百万"}, *data["expenditure"][1:]]
    bad = unit(data, tmp_path, "甲市档案馆", expenditure=rows)
    out = tmp_path / "部门.xlsx"
    assert run(["ledger", "consolidate", str(good), str(bad), "-o", str(out), "--body", "甲市数据局"]) == 1
    said = capsys.readouterr().out
    assert "甲市档案馆（甲市档案馆.json）" in said
    assert "不是金额" in said
    assert not out.exists()


def test_a_units_ledger_that_cannot_be_read_is_named_and_the_others_go_on(data, tmp_path, capsys):
    folder = tmp_path / "单位"
    folder.mkdir()
    unit(data, folder, "甲市数据中心")
    (folder / "坏.json").write_text("{}", encoding="utf-8")
    department = unit(data, tmp_path, "甲市数据局", level="department")
    assert run(["compose", "--many", str(folder), "--department", str(department), "-o", str(tmp_path / "out"),
                "--format", "json"]) == 2  # fmt: skip
    said = capsys.readouterr().out
    assert "坏.json  没有计入" in said
    assert "已公开 2 份" in said
