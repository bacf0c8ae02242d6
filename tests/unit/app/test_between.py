"""What is found between documents stands in the list and the form of the one concerned, and comes back answered."""

import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from yusuan.app.between import check_pairs
from yusuan.app.check import check_paths, make_for_run
from yusuan.app.options import Options
from yusuan.app.rectify import rectify
from yusuan.check.rule import registry
from yusuan.cli.main import run

OPTIONS = Options(jobs=0, products=("list", "form"))


@pytest.fixture
def both(root: Path, tmp_path: Path) -> tuple[Path, Path]:
    """A department's document and that of a unit that has more than it."""
    text = (root / "examples" / "gzdgov-2024.txt").read_text(encoding="utf-8")
    unit = text.replace("部门预算", "单位预算").replace("本部门", "本单位")
    more = unit.replace("“三公”经费\t25.40\t25.40", "“三公”经费\t26.40\t26.40")
    assert more != unit
    paths = tmp_path / "部门.txt", tmp_path / "单位.txt"
    for path, written in zip(paths, (text, more), strict=True):
        path.write_text(written, encoding="utf-8")
    return paths


def values(path: Path) -> str:
    return "\n".join(
        str(c.value) for s in openpyxl.load_workbook(path) for row in s.iter_rows() for c in row if c.value
    )


def test_the_unit_s_list_and_form_have_it_and_the_department_s_have_not(both, tmp_path):
    options = replace(OPTIONS, folder=tmp_path / "out")
    reports = list(check_paths(both, options))
    make_for_run(reports, check_pairs(reports, options), options)
    made = {p.name: values(p) for p in (tmp_path / "out").iterdir()}
    assert set(made) == {f"{who}-{what}.xlsx" for who in ("部门", "单位") for what in ("整改清单", "检查表")}
    assert "YS5-001" in made["单位-整改清单.xlsx"]
    assert "比部门文本的" in made["单位-检查表.xlsx"]
    assert "YS5-001" not in made["部门-整改清单.xlsx"]


def test_a_member_of_an_archive_is_found_again(both, tmp_path):
    archive = tmp_path / "两份.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for path in both:
            packed.write(path, path.name)
    options = replace(OPTIONS, folder=tmp_path / "out")
    reports = list(check_paths([archive], options))
    make_for_run(reports, check_pairs(reports, options), options)
    (made,) = (p for p in (tmp_path / "out").iterdir() if "单位" in p.name and "清单" in p.name)
    assert "YS5-001" in values(made)


def listed(both, tmp_path) -> Path:
    options = replace(OPTIONS, folder=tmp_path / "out")
    reports = list(check_paths(both, options))
    make_for_run(reports, check_pairs(reports, options), options)
    return tmp_path / "out" / "单位-整改清单.xlsx"


def state(told) -> set[str]:
    return {e.state for d in told.documents for e in d.entries if e.code == "YS5-001"}


def test_the_list_comes_back(both, tmp_path):
    filled = listed(both, tmp_path)
    assert state(rectify([filled, *both], OPTIONS)) == {"still"}
    assert state(rectify([filled, both[1]], OPTIONS)) == {"unsure"}
    text = both[1].read_text(encoding="utf-8")
    both[1].write_text(text.replace("26.40", "25.40"), encoding="utf-8")
    assert state(rectify([filled, *both], OPTIONS)) == {"mended"}


def test_what_is_accepted_beside_the_unit_counts_no_more(both, tmp_path, capsys):
    reports = list(check_paths(both, OPTIONS))
    (pair,) = check_pairs(reports, OPTIONS)
    keys = [f.key for f in pair.findings]
    accepted = "".join(f'[[accept]]\nfinding = "{key}"\nreason = "口径不同"\n' for key in keys)
    Path(f"{both[1]}.yusuan.toml").write_text(accepted, encoding="utf-8")
    (pair,) = check_pairs(list(check_paths(both, OPTIONS)), OPTIONS)
    assert pair.findings == ()
    assert [a.acceptance.reason for a in pair.accepted] == ["口径不同"] * len(keys)
    assert run(["check", *map(str, both), "--rules", "YS5", "--jobs", "0"]) == 0
    assert "已接受 YS5-001" in capsys.readouterr().out
    options = replace(OPTIONS, folder=tmp_path / "out")
    reports = list(check_paths(both, options))
    make_for_run(reports, check_pairs(reports, options), options)
    assert "口径不同" in values(tmp_path / "out" / "单位-整改清单.xlsx")


@pytest.fixture
def broken(monkeypatch):
    """YS5-001 breaks; the other rules do not."""

    def breaks(_context):
        raise ZeroDivisionError("division by zero")

    rules = registry()
    monkeypatch.setitem(rules, "YS5-001", replace(rules["YS5-001"], check=breaks))


def test_a_rule_that_breaks_is_an_outcome_of_its_own(both, broken, capsys, tmp_path):
    (pair,) = check_pairs(list(check_paths(both, OPTIONS)), OPTIONS)
    assert {o.code: o.verdict for o in pair.outcomes} == {"YS5-001": "crashed", "YS5-002": "not applicable"}
    assert pair.findings == ()
    assert pair.points > 20
    saved = ["--save", str(tmp_path / "out"), "--make", "summary"]
    assert run(["check", *map(str, both), "--rules", "YS5", "--jobs", "0", *saved]) == 2
    out = capsys.readouterr().out
    assert "多份文本之间（1 组）" in out
    assert "规则 YS5-001 运行出错（ZeroDivisionError: division by zero" in out
    assert "规则 YS5-001 运行出错" in values(tmp_path / "out" / "汇总.xlsx")
    for form in ("json", "sarif", "junit"):
        assert run(["check", *map(str, both), "--rules", "YS5", "--format", form, "--jobs", "0"]) == 2
        told = capsys.readouterr().out
        assert form == "junit" or "rule YS5-001 crashed" in told or "规则 YS5-001 运行出错" in told
