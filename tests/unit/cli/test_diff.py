"""``yusuan diff``: figures, words and findings of two versions."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yusuan.cli.main import run
from yusuan.report.diff import _words


@pytest.fixture
def example(root: Path) -> Path:
    return root / "examples" / "gzdgov-2024.txt"


def data(old: Path, new: Path, capsys: pytest.CaptureFixture[str]) -> dict:
    assert run(["diff", str(old), str(new), "--format", "json", "--jobs", "0"]) == 1
    return json.loads(capsys.readouterr().out)


def changed(example: Path, folder: Path, *changes: tuple[str, str]) -> Path:
    text = example.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = folder / "new.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_same_is_said_and_exits_with_0(example, capsys):
    assert run(["diff", str(example), str(example), "--jobs", "0"]) == 0
    assert "两个版本内容相同" in capsys.readouterr().out


def test_planted_errors_are_what_is_different(example, root, capsys):
    found = data(example, root / "examples" / "gzdgov-2024-planted.txt", capsys)
    figures = {(f["old"]["printed"], f["new"]["printed"]): f["change"] for f in found["figures"]}
    assert figures[("2,229.78", "2,299.78")] == 70_000_000
    assert figures[("309.30", "390.30")] == 81_000_000
    pieces = [(p["sign"], p["words"]) for passage in found["passages"] for p in passage["pieces"] if p["sign"] != "="]
    assert pieces == [("-", "458.83%"), ("+", "485.83%")]
    assert {f["code"] for f in found["findings"]["new"]} == {"YS1-005", "YS2-001", "YS3-001", "YS4-002"}
    assert found["findings"]["mended"] == []


def test_a_blank_for_a_zero_and_new_pages_are_no_difference(example, tmp_path, capsys):
    new = changed(example, tmp_path, ("四、上级补助收入\t0.00", "四、上级补助收入\t"))
    assert run(["diff", str(example), str(new), "--jobs", "0"]) == 0
    capsys.readouterr()


def test_a_year_is_compared_with_the_next(example, tmp_path, capsys):
    new = changed(example, tmp_path, ("2024", "2025"), ("2023", "2024"))
    found = data(example, new, capsys)
    assert [(i["field"], i["old"], i["new"]) for i in found["identity"]] == [("year", "2024", "2025")]
    assert found["same_figures"] > 650  # names of projects hold years
    # Names of projects hold years: in the lists of projects, and there alone, rows are others.
    assert all("20" in f["row"]["label"] for f in found["figures"])


def test_a_row_that_is_gone_and_a_paragraph_that_is_new(example, tmp_path, capsys):
    row = "[2100799]其他计划生育事务支出\t0.04\t0.04\t0.00\n"
    new = changed(
        example,
        tmp_path,
        (row, ""),
        ("本部门预算只有本级一家，没有下属单位。", "本部门预算只有本级一家。\n\n新增一段说明，以前没有。"),
    )
    found = data(example, new, capsys)
    gone = [f for f in found["figures"] if f["new"] is None]
    assert {f["row"]["code"] for f in gone} == {"2100799"}
    assert ["+"] in [[p["sign"] for p in passage["pieces"]] for passage in found["passages"]]


def test_what_cannot_be_compared_is_said(example, tmp_path, capsys):
    assert run(["diff", str(example), str(tmp_path / "none.txt")]) == 2
    assert "none.txt" in capsys.readouterr().err
    (tmp_path / "empty").mkdir()
    assert run(["diff", str(tmp_path / "empty"), str(example), "--jobs", "0"]) == 2
    capsys.readouterr()


@given(
    st.text(alphabet="增减支出预算0123.,% 万元", max_size=60), st.text(alphabet="增减支出预算0123.,% 万元", max_size=60)
)
def test_the_pieces_give_both_texts_back(old, new):
    pieces = list(_words(old, new))
    assert "".join(w for s, w in pieces if s != "+") == old
    assert "".join(w for s, w in pieces if s != "-") == new
