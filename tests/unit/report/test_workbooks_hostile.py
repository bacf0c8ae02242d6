"""A hostile document harms no workbook: no formula is live, no name leads out of the folder, nothing is endless."""

from pathlib import Path

import openpyxl
import pytest

from yusuan.app.between import check_pairs
from yusuan.app.check import check_paths, make_for_run
from yusuan.app.options import Options

NASTY = '=HYPERLINK("http://a.example","点")\u202e<img src=x>'
LONG = "长" * 150_000


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    home = tmp_path_factory.mktemp("hostile")
    (home / "=1+1.txt").write_text(
        f"2024年\n{NASTY}局部门预算\n第一部分 {NASTY}概况\n一、主要职责\n{NASTY}本部门预算100万元。。\n"
        f"表1 收支总体情况表\n单位：万元\n收入\t\t支出\t\n项目\t预算\t项目\t预算\n"
        f"一、一般公共预算\t10.00\t一、{NASTY}支出\t9.00\n{LONG}\t1.00\t\t\n收入总计\t10.00\t支出总计\t9.00\n"
        f"第三部分 部门预算情况说明\n一、收支情况\n{NASTY}2024年收入预算11万元，{NASTY}增加1万元，增长50%。\n",
        encoding="utf-8",
    )
    options = Options(jobs=0, folder=home / "out", products=("list", "form", "summary"))
    reports = list(check_paths([home / "=1+1.txt"], options))
    assert reports[0].failure is None
    of_run = make_for_run(reports, check_pairs(reports, options), options)
    return [Path(p) for p in (*reports[0].made, *of_run)]


def test_all_are_made_in_their_folder(made: list[Path]) -> None:
    assert [p.name for p in made] == ["=1+1-整改清单.xlsx", "=1+1-检查表.xlsx", "汇总.xlsx", "汇总.html"]
    assert {p.parent.name for p in made} == {"out"}


def test_no_formula_no_link_no_turned_text(made: list[Path]) -> None:
    for path in made:
        assert path.stat().st_size < 200_000
        if path.suffix != ".xlsx":
            continue
        for sheet in openpyxl.load_workbook(path):
            for row in sheet.iter_rows():
                for cell in row:
                    assert cell.data_type != "f"
                    assert cell.hyperlink is None
                    assert "\u202e" not in str(cell.value)
                    assert len(str(cell.value)) <= 2_000
