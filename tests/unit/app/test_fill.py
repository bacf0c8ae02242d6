"""``yusuan compose --form`` and ``--formulas``: forms beside the disclosure, or nothing at all."""

import io
import json
import os
from pathlib import Path

import openpyxl
import pytest

from support.blank_forms import platform_form
from support.office import resaved
from yusuan.app.compose import _TEMPORARY
from yusuan.cli.main import run
from yusuan.read.convert import installed

NAME = "2024年广州市数字政府运营中心部门预算"


@pytest.fixture
def ledger(root: Path) -> Path:
    return root / "examples" / "gzdgov-2024.ledger.json"


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "一体化表样.xlsx"
    path.write_bytes(platform_form())
    return path


def composed(ledger: Path, folder: Path, *more: str) -> int:
    return run(["compose", str(ledger), "-o", str(folder), "--format", "html,xlsx", *more])


def test_a_filled_form_lies_beside_the_disclosure_and_what_was_left_is_told(ledger, form, tmp_path, capsys):
    out, before = tmp_path / "公开", form.read_bytes()
    assert composed(ledger, out, "--form", str(form)) == 0
    book = openpyxl.load_workbook(out / f"{NAME}.一体化表样.xlsx", data_only=True)
    assert book["2.15单位收支总表"]["B13"].value == pytest.approx(66356.67)
    said = capsys.readouterr().out
    assert "表样 一体化表样.xlsx：填了 140 个金额，列了 62 行" in said
    assert "未填  9.01补充表!E4:E22" in said
    assert form.read_bytes() == before


def test_two_forms_of_one_name_do_not_overwrite_each_other(ledger, form, tmp_path):
    other = tmp_path / "b" / form.name
    other.parent.mkdir()
    other.write_bytes(platform_form(blanks=5))
    out = tmp_path / "公开"
    assert composed(ledger, out, "--form", str(form), "--form", str(other)) == 0
    assert len([p for p in out.iterdir() if "一体化表样" in p.name]) == 2


def test_a_form_that_contradicts_the_ledger_keeps_all_back(ledger, form, tmp_path, capsys):
    book = openpyxl.load_workbook(form)
    book["2.15单位收支总表"]["B13"] = "=SUM(B6:B12)"
    book.save(form)
    out = tmp_path / "公开"
    assert composed(ledger, out, "--form", str(form)) == 1
    assert [p.name for p in out.iterdir()] == [f"{NAME}.检查.txt"]
    assert "2.15单位收支总表!B13" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (lambda p: p.write_text("表样", encoding="utf-8"), "表样应为 Excel 工作簿"),
        (lambda p: p.write_bytes(platform_form(2023)), "表样是 2023 年的，台账是 2024 年的"),
        (lambda p: None, "打不开文件"),
    ],
)
def test_a_form_that_cannot_be_filled_is_told(ledger, tmp_path, capsys, made, said):
    form = tmp_path / "坏.xlsx"
    made(form)
    out = tmp_path / "公开"
    assert composed(ledger, out, "--form", str(form)) in (1, 2)
    assert [p.name for p in out.iterdir()] == [f"{NAME}.检查.txt"]
    assert said in capsys.readouterr().out


def test_totals_as_formulas_pass_the_gate(ledger, tmp_path):
    assert composed(ledger, tmp_path / "公开", "--formulas") == 0
    book = openpyxl.load_workbook(tmp_path / "公开" / f"{NAME}.xlsx")
    formulas = [c for s in book for row in s.iter_rows() for c in row if str(c.value).startswith("=")]
    assert len(formulas) > 100


@pytest.mark.skipif(installed() is None, reason="LibreOffice is not installed")
def test_formulas_calculated_anew_give_what_was_written(ledger, form, tmp_path):
    out = tmp_path / "公开"
    assert composed(ledger, out, "--formulas", "--form", str(form)) == 0
    for file in out.glob("*.xlsx"):
        shown = openpyxl.load_workbook(file, data_only=True)
        bare = io.BytesIO()
        openpyxl.load_workbook(file).save(bare)  # without the values, so that they must be calculated
        again = resaved(bare.getvalue(), "xlsm", "xlsx", tmp_path)
        told = openpyxl.load_workbook(io.BytesIO(again), data_only=True)
        formulas = openpyxl.load_workbook(file)
        count = 0
        for sheet in formulas:
            for row in sheet.iter_rows():
                for cell in row:
                    if isinstance(cell.value, str) and cell.value.startswith("="):
                        count += 1
                        value = told[sheet.title][cell.coordinate].value
                        assert shown[sheet.title][cell.coordinate].value == pytest.approx(value), cell
        assert count > 25


def test_what_a_killed_run_left_goes_with_the_next_one(ledger, tmp_path):
    out = tmp_path / "公开"
    out.mkdir()
    dead, alive = out / f"{_TEMPORARY}999999999-x", out / f"{_TEMPORARY}{os.getpid()}-x"
    for left in (dead, alive):
        left.mkdir()
        (left / "a.pdf").write_text("half", encoding="utf-8")
    assert run(["compose", str(ledger), "-o", str(out), "--format", "json"]) == 0
    assert not dead.exists()
    assert alive.exists()


def test_the_list_of_a_run_names_every_ledger(ledger, tmp_path, capsys):
    folder = tmp_path / "台账"
    folder.mkdir()
    data = json.loads(ledger.read_text(encoding="utf-8"))
    for name, change in (("好", {}), ("缺", {"words": []})):
        body = {**data["body"], "body": f"某市{name}局"}
        (folder / f"{name}.json").write_text(json.dumps({**data, **change, "body": body}), encoding="utf-8")
    (folder / "坏.json").write_text("{}", encoding="utf-8")
    out = tmp_path / "公开"
    assert run(["compose", "--many", str(folder), "-o", str(out), "--format", "json"]) == 2
    book = openpyxl.load_workbook(out / "编制情况.xlsx")
    rows = [[c.value for c in row] for row in book["编制情况"].iter_rows(min_row=2)]
    assert {(r[1], r[2]) for r in rows[:-1]} == {("某市好局", "已公开"), ("某市缺局", "未公开"), ("坏.json", "未公开")}
    assert rows[-1][5] == pytest.approx(2 * 663566749.99)
    assert "缺少" in next(r[9] for r in rows if r[1] == "某市缺局")
    assert any(row[2].value == "文字!A4" for row in book["问题"].iter_rows(min_row=2))
    assert "共 3 本台账，已公开 1 份；见 编制情况.xlsx" in capsys.readouterr().out


def test_figures_that_were_made_to_add_up_stand_in_the_form_as_they_were_published(ledger, form, tmp_path, capsys):
    data = json.loads(ledger.read_text(encoding="utf-8"))
    data["body"]["rounding"] = "controlled"
    path = tmp_path / "a.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    out = tmp_path / "公开"
    assert composed(path, out, "--form", str(form)) == 0
    assert "尾数" not in capsys.readouterr().out.split("表样", 1)[1]
    book = openpyxl.load_workbook(out / f"{NAME}.一体化表样.xlsx", data_only=True)
    sheet = book["2.15单位收支总表"]
    assert round(sum(sheet.cell(r, 4).value for r in range(5, 10)), 2) == sheet["D13"].value == 66356.67
