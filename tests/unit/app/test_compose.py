"""``yusuan compose``: what is published, what is refused and why."""

import json
from pathlib import Path

import pytest

from yusuan.cli.main import run

NAME = "2024年广州市数字政府运营中心部门预算"


@pytest.fixture
def ledger(root: Path) -> dict:
    return json.loads((root / "examples" / "gzdgov-2024.ledger.json").read_text(encoding="utf-8"))


def saved(data: dict, path: Path) -> str:
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return str(path)


def composed(path: str, folder: Path, *more: str, formats: str = "html") -> int:
    return run(["compose", path, "-o", str(folder), "--format", formats, *more])


def test_the_example_is_published_with_its_report_beside_it(ledger, tmp_path, capsys):
    out = tmp_path / "公开"
    assert composed(saved(ledger, tmp_path / "a.json"), out, formats="docx,xlsx,html,json,csv") == 0
    assert sorted(p.name for p in out.iterdir()) == sorted(
        [*(f"{NAME}.{s}" for s in ("docx", "xlsx", "html", "json", "csv")), f"{NAME}.检查.txt"]
    )
    report = (out / f"{NAME}.检查.txt").read_text(encoding="utf-8")
    assert "广州市数字政府运营中心 2024 年度部门预算" in report
    assert "错误（" not in report
    assert "已公开 5 个文件" in capsys.readouterr().out


def test_the_same_ledger_gives_the_same_bytes(ledger, tmp_path):
    path = saved(ledger, tmp_path / "a.json")
    for folder in ("one", "two"):
        assert composed(path, tmp_path / folder, formats="docx,xlsx,html,json,csv,parquet") == 0
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes(), file.name


def test_an_error_in_what_was_composed_is_not_published(ledger, tmp_path, capsys):
    for words in ledger["words"]:
        if words["name"] == "国有资产":
            words["text"] = "2024年固定资产100万元，较上年增加10万元，增长5.00%。"
    out = tmp_path / "公开"
    assert composed(saved(ledger, tmp_path / "a.json"), out) == 1
    assert [p.name for p in out.iterdir()] == [f"{NAME}.检查.txt"]
    assert "YS4-002" in (out / f"{NAME}.检查.txt").read_text(encoding="utf-8")
    assert "检查有错误，未公开" in capsys.readouterr().out


def test_data_alone_passes_the_gate_too(ledger, tmp_path):
    out = tmp_path / "公开"
    assert composed(saved(ledger, tmp_path / "a.json"), out, formats="json,csv") == 0
    assert sorted(p.suffix for p in out.iterdir()) == [".csv", ".json", ".txt"]
    for words in ledger["words"]:
        if words["name"] == "国有资产":
            words["text"] = "2024年固定资产100万元，较上年增加10万元，增长5.00%。"
    assert composed(saved(ledger, tmp_path / "a.json"), tmp_path / "不公开", formats="json") == 1
    assert [p.suffix for p in (tmp_path / "不公开").iterdir()] == [".txt"]


def test_what_is_missing_is_named_by_sheet_and_cell_and_never_printed_as_0(ledger, tmp_path, capsys):
    del ledger["expenditure"][0]["amount"]
    out = tmp_path / "公开"
    assert composed(saved(ledger, tmp_path / "a.json"), out) == 1
    assert list(out.iterdir()) == []
    assert "支出!" in capsys.readouterr().out


def test_an_older_publication_stays_where_the_new_one_is_refused(ledger, tmp_path):
    out, path = tmp_path / "公开", tmp_path / "a.json"
    assert composed(saved(ledger, path), out) == 0
    before = (out / f"{NAME}.html").read_bytes()
    ledger["income"].pop()
    assert composed(saved(ledger, path), out) == 1
    assert (out / f"{NAME}.html").read_bytes() == before


def test_many_ledgers_and_two_of_one_name(ledger, tmp_path, capsys):
    folder = tmp_path / "台账"
    folder.mkdir()
    saved(ledger, folder / "甲.json")
    saved(ledger, folder / "乙.json")
    (folder / "丙.json").write_text("{}", encoding="utf-8")
    (folder / "说明.txt").write_text("不是台账", encoding="utf-8")
    out = tmp_path / "公开"
    assert composed(str(folder), out, "--many") == 2
    names = {p.name for p in out.iterdir()}
    assert f"{NAME}.html" in names
    assert names & {f"{NAME}（甲）.html", f"{NAME}（乙）.html"}
    assert {"汇总.xlsx", "汇总.html"} <= names
    said = capsys.readouterr().out
    assert "共 3 本台账，已公开 2 份" in said
    assert "丙.json" in said


def test_units_are_held_against_their_department(ledger, tmp_path, capsys):
    unit, department = tmp_path / "单位.json", tmp_path / "部门.json"
    saved(ledger, department)
    assert composed(saved(ledger, unit), tmp_path / "out", "--department", str(department)) == 0
    assert "所属单位之和与部门一致" in capsys.readouterr().out
    ledger["expenditure"][0]["amount"] = "1.00"
    ledger["income"][0]["amount"] = "1.00"
    saved(ledger, unit)
    assert composed(str(unit), tmp_path / "out", "--department", str(department)) == 1
    assert "所属单位之和与部门不一致（2 处）" in capsys.readouterr().out


@pytest.mark.parametrize("more", [["--format", "odt"], ["--format", ""], ["--template", "none.txt"], ["--many"]])
def test_a_bad_command_line(more, ledger, tmp_path, capsys):
    path = saved(ledger, tmp_path / "a.json")
    assert run(["compose", path, "-o", str(tmp_path / "out"), *more]) == 2
    assert capsys.readouterr().err
