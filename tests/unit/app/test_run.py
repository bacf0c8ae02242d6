"""From paths to answers: order, failures, and files that break what reads them."""

import os
import signal
import time
from pathlib import Path

import pytest

from yusuan.app.check import check_paths
from yusuan.app.options import Options
from yusuan.app.read import read_paths
from yusuan.app.run import run
from yusuan.app.work import Unread

LINES = ["2024年示例局部门预算", "目录", "第一部分 概况", "示例局管事。"]


def document(home: Path, name: str, more: str = "") -> Path:
    path = home / name
    path.write_text("\n".join([*LINES, more]), encoding="utf-8")
    return path


def finish(paths, disclosure, numbers):
    """What the workers of these tests do with a disclosure; the file's name says what happens to them."""
    name = Path(paths[0]).name
    if "crash" in name:
        os.kill(os.getpid(), signal.SIGKILL)
    if "hang" in name:
        time.sleep(60)
    if "mistake" in name:
        raise LookupError("a mistake")
    return tuple(Path(p).name for p in paths), numbers


def names(answers) -> list[str]:
    return [Path(a.paths[0]).name if isinstance(a, Unread) else a[0][0] for a in answers]


@pytest.mark.parametrize("jobs", [0, 1, 3])
def test_answers_come_in_the_order_of_the_paths(tmp_path, jobs):
    paths = [document(tmp_path, f"{n}.txt") for n in (3, 1, 2)]
    assert names(run(paths, Options(jobs=jobs), finish)) == ["3.txt", "1.txt", "2.txt"]


def test_a_single_file_needs_no_other(tmp_path):
    answers = list(run([document(tmp_path, "1.txt", "预算 12,345.67 万元")], Options(), finish))
    assert answers == [(("1.txt",), 2)]


def test_files_that_break_their_worker_are_named_and_the_others_are_done(tmp_path):
    paths = [document(tmp_path, f"{n}.txt") for n in ("a", "crash", "b", "hang", "mistake", "c")]
    answers = list(run(paths, Options(jobs=2, seconds=2.0), finish))
    assert names(answers) == ["a.txt", "crash.txt", "b.txt", "hang.txt", "mistake.txt", "c.txt"]
    said = {Path(a.paths[0]).stem: a.why.zh for a in answers if isinstance(a, Unread)}
    assert sorted(said) == ["crash", "hang", "mistake"]
    assert "信号 9" in said["crash"]
    assert "2 秒" in said["hang"]
    assert "LookupError: a mistake" in said["mistake"]


def test_progress_is_told_from_nothing_to_all(tmp_path):
    told = []
    paths = [document(tmp_path, f"{n}.txt") for n in range(4)]
    list(run(paths, Options(), finish, lambda done, total: told.append((done, total))))
    assert told == [(n, 4) for n in range(5)]


def test_what_cannot_be_read_says_why_and_what_is_missing_too(tmp_path):
    (tmp_path / "empty.pdf").write_bytes(b"")
    (tmp_path / "page.pdf").write_text("<!DOCTYPE html><html><body>404</body></html>", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    good = document(tmp_path, "good.txt")
    reports = list(
        check_paths([tmp_path / "folder", tmp_path / "none.pdf", tmp_path / "empty.pdf", tmp_path / "page.pdf", good])
    )
    assert [r.failure is None for r in reports] == [False, False, False, False, True]
    assert "空的" in reports[2].failure.zh
    assert "HTML" in reports[3].failure.zh
    assert reports[4].summary.sources[0].name == "good.txt"


def test_a_report_has_the_rules_that_were_asked_for(tmp_path):
    report = next(check_paths([document(tmp_path, "a.txt")], Options(rules=("YS1", "-YS1-001"), jobs=0)))
    codes = [o.code for o in report.result.outcomes]
    assert codes
    assert all(c.startswith("YS1") and c != "YS1-001" for c in codes)
    assert set(report.rule_names) == set(codes)


def test_a_rule_that_is_none_is_refused(tmp_path):
    with pytest.raises(KeyError):
        list(check_paths([document(tmp_path, "a.txt")], Options(rules=("YS1-000",), jobs=0)))


def test_reading_keeps_the_disclosure(tmp_path):
    report = next(read_paths([document(tmp_path, "a.txt", "预算 12,345.67 万元")]))
    assert report.disclosure is not None
    assert report.numbers == 2


@pytest.mark.corpus
def test_narrative_and_statements_of_one_body_are_one_disclosure(shared: Path):
    found = sorted((shared / "corpus" / "beijing").glob("2026_北京市人力资源和社会保障局*.pdf"))
    other = next((shared / "corpus" / "guangzhou").glob("*信访局*.pdf"))
    assert len(found) == 2
    reports = list(read_paths([found[1], other, found[0]]))
    assert [len(r.paths) for r in reports] == [2, 1]
    assert reports[0].disclosure.claims
    assert reports[0].disclosure.facts
