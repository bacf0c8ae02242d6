"""The command line: words, exit codes, and what is loaded for them."""

import json
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import openpyxl
import pytest
from pyarrow import parquet

from yusuan.cli.main import COMMANDS, run
from yusuan.cli.speaking import spoken
from yusuan.report.as_json import schema

GOLDEN = Path(__file__).parent / "golden"
HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture
def example(root: Path) -> str:
    return str(root / "examples" / "gzdgov-2024.txt")


@pytest.fixture
def planted(root: Path) -> str:
    return str(root / "examples" / "gzdgov-2024-planted.txt")


def golden(name: str, text: str) -> None:
    """Compare with the file of that name; where it is missing, write it, for a person to read and to commit."""
    path = GOLDEN / f"{name}.txt"
    if not path.exists():
        path.write_text(text, encoding="utf-8")
        pytest.fail(f"wrote {path.name}: read it")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "command",
    [
        "",
        *COMMANDS,
        "layout list",
        "layout show",
        "layout new",
        "layout test",
        "ledger new",
        "ledger from",
        "ledger check",
        "ledger consolidate",
        "ledger convert",
        "ledger import",
    ],
)
def test_help(command, language, capsys):
    assert run([*command.split(), "--help", "--lang", language]) == 0
    golden(f"help {language} {command}".strip(), capsys.readouterr().out)


@pytest.mark.parametrize(
    "line",
    [
        "", "chekc", "check", "check a.pdf --format xml", "check a.pdf --nonsense", "check a.pdf --output",
        "check a.pdf --jobs -1", "check a.pdf --rules YS1,YS0-123", "rule YS1-000", "rule a b", "doctor x",
        "read a.pdf --format xlsx", "layout", "layout shwo", "layout show x", "layout test a.toml",
        "check a.pdf --layout none.toml", "check a.pdf --verbose=1", "check a.pdf --lang fr",
    ],
)  # fmt: skip
def test_a_bad_command_line_is_said_in_chinese_and_exits_with_2(line, capsys):
    assert run(line.split()) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert not re.search(r"Usage|Error|Try|Missing|Invalid|No such", err)
    golden("error " + (re.sub(r"[^\w-]+", " ", line).strip() or "nothing"), err)


def test_errors_in_english_are_clicks_own(capsys):
    assert run(["check", "a.pdf", "--format", "xml", "--lang", "en"]) == 2
    err = capsys.readouterr().err
    assert "Error: Invalid value for '--format': 'xml' is not one of text, json" in err
    assert not HAN.search(err)


@pytest.mark.parametrize(
    ("line", "language"),
    [("check a", "zh"), ("--lang en check", "en"), ("check --lang=EN", "en"), ("check -- --lang en", "zh")],
)
def test_the_language_is_found_before_anything_is_parsed(line, language):
    assert spoken(line.split()) == language


def test_version(capsys):
    assert run(["--version"]) == 0
    assert re.fullmatch(r"yusuan \d+\.\d+\.\d+\n", capsys.readouterr().out)


def test_a_clean_document_exits_with_0_and_a_wrong_one_with_1(example, planted, capsys):
    assert run(["check", example]) == 0
    assert run(["check", planted]) == 1
    assert run(["check", example, planted, "-q"]) == 1
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "错误 5" in out


def test_fail_on_says_from_which_severity_up(example, capsys):
    assert run(["check", example, "--fail-on", "hint", "--rules", "YS2"]) == 1
    assert run(["check", example, "--fail-on", "warning", "--rules", "YS2"]) == 0
    assert capsys.readouterr().err == ""


def test_a_file_that_cannot_be_read_makes_it_2_and_the_others_are_checked(example, tmp_path, capsys):
    empty = tmp_path / "空.pdf"
    empty.write_bytes(b"")
    assert run(["check", str(empty), example, str(tmp_path / "没有.pdf")]) == 2
    out = capsys.readouterr().out
    assert "空.pdf\n  未能检查：文件是空的" in out
    assert "没有.pdf\n  未能检查：文件或文件夹不存在" in out
    assert "广州市数字政府运营中心" in out
    assert out.endswith("共检查 1 份：只有提示的 1 份；未能检查 2 份\n")


def test_json_keeps_to_its_schema(planted, tmp_path, capsys):
    empty = tmp_path / "空.pdf"
    empty.write_bytes(b"")
    assert run(["check", planted, str(empty), "--format", "json"]) == 2
    made = json.loads(capsys.readouterr().out)
    jsonschema.validate(made, schema(), cls=jsonschema.Draft202012Validator)
    assert made["summary"]["not_checked"] == 1
    assert made["summary"]["findings"]["error"] == 5


def test_output_goes_to_a_file(planted, tmp_path, capsys):
    path = tmp_path / "report.txt"
    assert run(["check", planted, "-o", str(path)]) == 1
    assert capsys.readouterr().out == ""
    assert "错误 5" in path.read_text(encoding="utf-8")
    assert run(["check", planted, "-o", str(tmp_path / "no" / "such.txt")]) == 2
    assert "打不开文件" in capsys.readouterr().err


def test_a_report_in_english(planted, capsys):
    assert run(["check", planted, "--lang", "en"]) == 1
    assert "Result: 5 errors" in capsys.readouterr().out


def test_reading_gives_facts_in_every_format(example, tmp_path, capsys):
    assert run(["read", example]) == 0
    assert "66,356.67" in capsys.readouterr().out
    assert run(["read", example, "--format", "csv"]) == 0
    assert capsys.readouterr().out.startswith("document,file,page,")
    assert run(["read", example, "--format", "json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["documents"][0]["facts"]) > 700
    for suffix in ("csv", "parquet", "xlsx", "json"):
        assert run(["read", example, "-o", str(tmp_path / f"facts.{suffix}")]) == 0
    assert (tmp_path / "facts.csv").read_bytes().startswith(b"\xef\xbb\xbfdocument,")
    assert 66_356_670_000 in parquet.read_table(tmp_path / "facts.parquet").column("fen").to_pylist()
    book = openpyxl.load_workbook(tmp_path / "facts.xlsx")
    assert len(book.sheetnames) >= 12
    assert any(c.value == 66356.67 for row in book[book.sheetnames[0]].iter_rows() for c in row)


def test_account_says_what_became_of_every_number(example, capsys):
    assert run(["read", example, "--account"]) == 0
    out = capsys.readouterr().out
    assert re.search(r"表中数据 +\d+ +\d+", out)
    assert re.search(r"交代率 +100 % +100 %", out)


def test_reading_what_cannot_be_read(tmp_path, capsys):
    (tmp_path / "a.pdf").write_bytes(b"")
    assert run(["read", str(tmp_path / "a.pdf")]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "a.pdf：文件是空的" in err


def test_every_rule_is_listed_and_explained(capsys):
    assert run(["rule"]) == 0
    listed = re.findall(r"YS\d-\d{3}", capsys.readouterr().out)
    assert listed == sorted(set(listed))
    for code in listed:
        assert run(["rule", code.lower()]) == 0
        out = capsys.readouterr().out
        assert all(f"\n{part}：" in out for part in ("级别", "为什么", "依据", "错", "对"))
        assert run(["rule", code, "--lang", "en"]) == 0
        capsys.readouterr()


def test_doctor(capsys):
    assert run(["doctor"]) == 0
    out = capsys.readouterr().out
    assert all(word in out for word in ("yusuan", "Python", "pypdfium2", "规则：", "上限："))


def test_a_mistake_of_ours_is_said_as_one(monkeypatch, capsys):
    monkeypatch.delenv("YUSUAN_DEBUG", raising=False)
    monkeypatch.setitem(COMMANDS, "broken", COMMANDS["check"])
    assert run(["broken"]) == 2
    assert capsys.readouterr().err.startswith("内部错误：ModuleNotFoundError")


def test_help_loads_nothing_heavy():
    heavy = ["numpy", "pyarrow", "rich", "pypdfium2", "xlsxwriter", "multiprocessing", "yusuan.read", "yusuan.check"]
    code = "import sys; from yusuan.cli.main import run; run(['check', '--help']); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=30)
    assert not set(done.stdout.splitlines()[-1].split()) & set(heavy)


def test_a_closed_pipe_is_no_error(example):
    command = f'"{sys.executable}" -m yusuan.cli read "{example}" | head -n 1'
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=True, timeout=60)
    assert done.stderr == ""
    assert "广州市数字政府运营中心" in done.stdout
