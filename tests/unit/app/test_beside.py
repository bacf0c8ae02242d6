"""What people keep beside a document: findings that may stand, and what was known before."""

import json
from pathlib import Path

import jsonschema
import pytest

from yusuan.app.baseline import BaselineError, load_baseline
from yusuan.app.beside import beside, parse_acceptances
from yusuan.cli.main import run
from yusuan.model.finding import Acceptance
from yusuan.read.errors import ReadError
from yusuan.report.as_json import schema

CELL = "YS2-001 year=2024 phase=budget flow=income function=2010350 fund=general"


@pytest.fixture
def planted(root: Path, tmp_path: Path) -> Path:
    file = tmp_path / "甲.txt"
    file.write_bytes((root / "examples" / "gzdgov-2024-planted.txt").read_bytes())
    return file


def keep(file: Path, text: str) -> None:
    Path(f"{file}.yusuan.toml").write_text(text, encoding="utf-8")


def checked(file: Path, capsys: pytest.CaptureFixture[str], *more: str) -> dict:
    assert run(["check", str(file), "--format", "json", "--jobs", "0", *more]) in (0, 1)
    made = json.loads(capsys.readouterr().out)
    jsonschema.validate(made, schema(), cls=jsonschema.Draft202012Validator)
    return made["documents"][0]


def test_an_accepted_finding_counts_no_more_but_is_told(planted, capsys):
    before = checked(planted, capsys)
    keep(planted, f'[[accept]]\nfinding = "{CELL}"\nreason = "财政局已核实"\nby = "张三"\ndate = 2026-01-31\n')
    after = checked(planted, capsys)
    gone = {f["key"] for f in before["findings"]} - {f["key"] for f in after["findings"]}
    assert gone == {CELL}
    assert [(a["key"], a["reason"], a["by"], a["date"]) for a in after["accepted"]] == [
        (CELL, "财政局已核实", "张三", "2026-01-31")
    ]


def test_an_acceptance_that_nothing_answers_to_is_a_finding(planted, capsys):
    keep(planted, '[[accept]]\nfinding = "YS2-001 elsewhere"\nreason = "x"\n')
    after = checked(planted, capsys)
    assert [f["code"] for f in after["findings"] if f["code"] == "YS1-014"] == ["YS1-014"]


def test_the_text_says_that_findings_were_accepted(planted, capsys):
    keep(planted, f'[[accept]]\nfinding = "{CELL}"\nreason = "财政局已核实"\n')
    run(["check", str(planted), "--jobs", "0", "--verbose"])
    out = capsys.readouterr().out
    assert "（另有已接受 1）" in out
    assert "理由：财政局已核实" in out


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("accept = 1", "[[accept]]"),
        ('[[accept]]\nfinding = "x"', "reason"),
        ('[[accept]]\nfinding = "x"\nreason = " "', "reason"),
        ('[[accept]]\nfinding = 1\nreason = "x"', "finding"),
        ('[[accept]]\nfinding = "x"\nreason = "x"\nwho = "y"', "who"),
        ("[[accept", "TOML"),
    ],
)
def test_a_wrong_entry_is_said(text, words):
    with pytest.raises(ReadError) as error:
        list(parse_acceptances(text, "甲.txt.yusuan.toml"))
    assert words in error.value.message.zh


def test_acceptances_of_several_files_are_put_together(tmp_path):
    for name in "甲乙":
        keep(tmp_path / name, f'[[accept]]\nfinding = "{name}"\nreason = "r"\n')
    found = beside((str(tmp_path / "甲"), str(tmp_path / "乙"), str(tmp_path / "丙")))
    assert found.acceptances == (Acceptance("甲", "r"), Acceptance("乙", "r"))


def test_a_baseline_leaves_only_what_is_new(planted, capsys, tmp_path):
    before = tmp_path / "before.json"
    whole = checked(planted, capsys)
    run(["check", str(planted), "--format", "json", "--jobs", "0", "-o", str(before)])
    assert run(["check", str(planted), "--jobs", "0", "--baseline", str(before)]) == 0
    capsys.readouterr()
    again = checked(planted, capsys, "--baseline", str(before))
    assert again["findings"] == []
    assert again["known"] == len(whole["findings"]) > 0
    data = json.loads(before.read_text(encoding="utf-8"))
    data["documents"][0]["findings"] = [f for f in data["documents"][0]["findings"] if f["key"] != CELL]
    before.write_text(json.dumps(data), encoding="utf-8")
    assert [f["key"] for f in checked(planted, capsys, "--baseline", str(before))["findings"]] == [CELL]


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "[]",
        "{}",
        '{"format": "yusuan-report/1"}',
        '{"format": "yusuan-report/1", "documents": [{"identity": {}}]}',
    ],
)
def test_what_is_no_report_is_no_baseline(text, tmp_path, capsys):
    file = tmp_path / "b.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BaselineError):
        load_baseline(file)
    assert run(["check", str(file), "--baseline", str(file)]) == 2
    assert "b.json" in capsys.readouterr().err
