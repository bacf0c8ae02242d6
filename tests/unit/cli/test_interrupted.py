"""Runs that are cut short, that meet one another, or that cannot write: nothing half-written, and a plain word."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from yusuan.cli.main import run

unix = pytest.mark.skipif(os.name != "posix", reason="signals and processes of Unix")
YUSUAN = [sys.executable, "-m", "yusuan.cli"]


@pytest.fixture
def ledger(root: Path) -> Path:
    return root / "examples" / "gzdgov-2024.ledger.json"


@pytest.fixture
def folder(root: Path, tmp_path: Path) -> Path:
    """Thirty documents: some seconds of work."""
    made = tmp_path / "公开"
    made.mkdir()
    text = (root / "examples" / "gzdgov-2024.txt").read_text(encoding="utf-8")
    for n in range(30):
        (made / f"{n}.txt").write_text(text.replace("广州市数字政府运营中心", f"某市第{n}中心"), encoding="utf-8")
    return made


def started(*arguments: object) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [*YUSUAN, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True, env={**os.environ, "COVERAGE_PROCESS_START": ""},
    )  # fmt: skip


def workers(session: int) -> list[int]:
    """The processes of a session that still run."""
    found = []
    for entry in Path("/proc").iterdir() if Path("/proc/self/stat").exists() else ():
        try:
            fields = (entry / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except (OSError, ValueError):
            continue
        if entry.name.isdigit() and fields[3] == str(session) and fields[0] not in "ZX":
            found.append(int(entry.name))
    return found


def ended(process: "subprocess.Popen[str]", how: signal.Signals) -> str:
    os.killpg(process.pid, how) if how is signal.SIGINT else os.kill(process.pid, how)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    for _ in range(50):
        if not workers(process.pid):
            break
        time.sleep(0.1)
    assert workers(process.pid) == []
    return said


@unix
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_check_that_is_interrupted(folder, tmp_path, how):
    out = tmp_path / "结果.json"
    process = started("check", folder, "--format", "json", "-o", out, "--jobs", 1)
    while not workers(process.pid) or not list(tmp_path.glob(".yusuan-*.tmp")):
        assert process.poll() is None
        time.sleep(0.02)
    time.sleep(0.5)
    assert ended(process, how).strip() == "已中断。"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["公开"]


@unix
def test_a_composition_that_is_interrupted(ledger, tmp_path):
    many, out = tmp_path / "台账", tmp_path / "成果"
    many.mkdir()
    for n in range(8):
        shutil.copy(ledger, many / f"{n}.json")
    process = started("compose", many, "--many", "-o", out, "--format", "html,xlsx,docx", "--jobs", 1)
    while not list(out.glob(".*")):
        assert process.poll() is None
        time.sleep(0.02)
    time.sleep(0.5)
    ended(process, signal.SIGINT)
    assert [p.name for p in out.iterdir() if p.name.startswith(".")] == []


@unix
def test_two_compositions_into_one_folder(ledger, tmp_path):
    def made(folder: Path) -> dict[str, bytes]:
        return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}

    formats = ["--format", "html,csv,datapackage"]
    assert run(["compose", str(ledger), "-o", str(tmp_path / "一"), *formats]) == 0
    both = [started("compose", ledger, "-o", tmp_path / "二", *formats) for _ in range(2)]
    assert [p.communicate(timeout=60) and p.returncode for p in both] == [0, 0]
    assert made(tmp_path / "二") == made(tmp_path / "一")


def test_what_cannot_be_written_is_said_before_the_work(root, ledger, tmp_path, capsys):
    (tmp_path / "文件").write_text("旧", encoding="utf-8")
    inside = str(tmp_path / "文件" / "里")
    example = str(root / "examples" / "gzdgov-2024.txt")
    for arguments in (
        ["check", example, "--save", inside], ["check", example, "-o", f"{inside}.txt"],
        ["read", example, "-o", f"{inside}.csv"], ["read", example, "-o", f"{inside}.xlsx"],
        ["compose", str(ledger), "-o", inside, "--format", "html"],
        ["ledger", "convert", str(ledger), "-o", f"{inside}.json"],
        ["diff", example, example, "-o", f"{inside}.txt"], ["layout", "new", example, "-o", f"{inside}.toml"],
    ):  # fmt: skip
        assert run([*arguments]) == 2, arguments
        told = capsys.readouterr().err
        assert "内部错误" not in told, (arguments, told)
        assert "文件" in told
    assert (tmp_path / "文件").read_text(encoding="utf-8") == "旧"
    assert os.listdir(tmp_path) == ["文件"]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no such device")
def test_a_full_disk_is_said(root, capsys):
    example = str(root / "examples" / "gzdgov-2024.txt")
    for arguments in (["check", example, "-o", "/dev/full", "--jobs", "0"], ["read", example, "-o", "/dev/full"]):
        assert run(arguments) == 2
        assert "No space left" in capsys.readouterr().err
