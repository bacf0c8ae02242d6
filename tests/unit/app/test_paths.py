"""Which files are read."""

import json
import os
import zipfile
from pathlib import Path

import jsonschema
import pytest

from yusuan.app.paths import find
from yusuan.cli.main import run
from yusuan.report.as_json import schema

TEXT = "2024年某局部门预算\n2024年收入预算66,356.67万元，支出预算66,356.67万元，增加17.62万元。\n"


def made(home: Path, *names: str) -> None:
    for name in names:
        file = home / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"x")


def test_folders_are_searched_all_the_way_down_in_order(tmp_path):
    made(tmp_path, "b.pdf", "a/1.pdf", "c/d/e.xlsx", "notes.md", ".hidden.pdf", "~$b.docx", ".git/x.pdf")
    (tmp_path / "a" / "2.TXT").write_text(TEXT, encoding="utf-8")
    found = find([tmp_path])
    assert [str(f.relative_to(tmp_path)) for f in found.files] == ["b.pdf", "a/1.pdf", "a/2.TXT", "c/d/e.xlsx"]
    assert found.refused == ()


def test_a_file_is_read_whatever_its_name_and_only_once(tmp_path):
    made(tmp_path, "a.bin", "b.pdf")
    found = find([tmp_path / "a.bin", tmp_path / "b.pdf", tmp_path, tmp_path / "." / "b.pdf"])
    assert [f.name for f in found.files] == ["a.bin", "b.pdf"]


def test_a_folder_without_documents_says_so(tmp_path):
    (tmp_path / "empty").mkdir()
    made(tmp_path, "pictures/one.jpg")
    found = find([tmp_path / "empty", tmp_path / "pictures"])
    assert found.files == ()
    assert [w.zh for _, w in found.refused] == [
        "文件夹里没有可检查的文件。",
        "文件夹里没有可检查的文件（只有 one.jpg 等 1 个其他文件：是图片；要识别请直接给出这个文件）。",
    ]


def test_a_path_that_is_not_there_is_named(tmp_path):
    found = find([tmp_path / "missing.pdf"])
    assert [(p, w.zh) for p, w in found.refused] == [(str(tmp_path / "missing.pdf"), "文件或文件夹不存在。")]


def passed(found, home: Path) -> dict[str, str]:
    return {str(Path(p).relative_to(home)): w.zh for p, w in found.passed}


def test_what_is_passed_over_is_told_with_the_reason(tmp_path):
    made(tmp_path, "a.pdf", ".DS_Store", "~$a.docx", ".git/x.pdf", "照片/one.jpg", "b.rar", "c.pptx", "README.txt")
    made(tmp_path, "a-整改清单.xlsx", "a.批注.pdf", "汇总.html", "a.pdf.yusuan.toml")
    (tmp_path / "报告.html").write_text('<html><meta name="generator" content="yusuan report">', encoding="utf-8")
    found = find([tmp_path])
    assert [f.name for f in found.files] == ["a.pdf"]
    why = passed(found, tmp_path)
    assert set(why) == {
        ".DS_Store", "~$a.docx", ".git", "照片/one.jpg", "b.rar", "c.pptx", "README.txt", "a-整改清单.xlsx",
        "a.批注.pdf", "汇总.html", "a.pdf.yusuan.toml", "报告.html",
    }  # fmt: skip
    assert why["照片/one.jpg"].startswith("是图片")
    assert why["报告.html"] == why["a-整改清单.xlsx"] == "yusuan 写出的结果或设置"


def test_a_text_of_a_folder_is_read_where_it_reads_as_a_disclosure(tmp_path):
    (tmp_path / "说明.md").write_text(TEXT, encoding="utf-8")
    (tmp_path / "说明.txt").write_bytes(TEXT.encode("gb18030"))
    (tmp_path / "表.txt").write_text("收支总表\n单位：万元\n收入\t1.00\t2.00\t3.00\n", encoding="utf-16")
    (tmp_path / "README.md").write_text(TEXT, encoding="utf-8")
    (tmp_path / "会议.txt").write_text("2024年预算工作会议纪要，参加人员名单如下。\n" * 50, encoding="utf-8")
    (tmp_path / "字节.txt").write_bytes(bytes(range(256)) * 10)
    found = find([tmp_path])
    assert [f.name for f in found.files] == ["表.txt", "说明.md", "说明.txt"]
    assert set(passed(found, tmp_path)) == {"README.md", "会议.txt", "字节.txt"}


def test_a_file_named_outright_is_read_and_not_told_as_passed_over(tmp_path):
    (tmp_path / "README.md").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    found = find([tmp_path, tmp_path / "README.md"])
    assert [f.name for f in found.files] == ["a.txt", "README.md"]
    assert found.passed == ()


def test_other_members_of_an_archive_are_told(tmp_path):
    with zipfile.ZipFile(tmp_path / "包.zip", "w") as packed:
        packed.writestr("说明.txt", TEXT)
        packed.writestr("图/章.jpg", b"\xff\xd8\xff")
    found = find([tmp_path])
    assert [f.name for f in found.files] == ["包.zip!说明.txt"]
    assert set(passed(found, tmp_path)) == {"包.zip!图/章.jpg"}


def test_the_command_tells_what_was_passed_over(tmp_path, capsys):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    made(tmp_path, "one.jpg", "two.jpg")
    saved = ["--save", str(tmp_path / "out"), "--make", "summary"]
    run(["check", str(tmp_path), "--jobs", "0", *saved])
    out = capsys.readouterr().out
    assert "没有检查的其他文件 2 个：" in out
    assert "two.jpg：是图片" in out
    assert "one.jpg" in (tmp_path / "out" / "汇总.html").read_text(encoding="utf-8")
    run(["check", str(tmp_path), "--jobs", "0", "--format", "json"])
    data = json.loads(capsys.readouterr().out)
    jsonschema.validate(data, schema(), cls=jsonschema.Draft202012Validator)
    assert [Path(p["file"]).name for p in data["passed_over"]] == ["one.jpg", "two.jpg", "汇总.html", "汇总.xlsx"]
    run(["check", str(tmp_path), "--jobs", "0", "--format", "sarif"])
    (invocation,) = json.loads(capsys.readouterr().out)["runs"][0]["invocations"]
    assert {n["level"] for n in invocation["toolExecutionNotifications"]} == {"note"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes and links of Unix")
def test_pipes_and_links_are_passed_over(tmp_path):
    made(tmp_path, "里/a.pdf", "别处/b.pdf")
    os.mkfifo(tmp_path / "里" / "管.pdf")
    (tmp_path / "里" / "断.pdf").symlink_to("nowhere.pdf")
    (tmp_path / "里" / "链").symlink_to(tmp_path / "别处")
    (tmp_path / "里" / "圈").symlink_to(tmp_path)
    found = find([tmp_path / "里"])
    assert [f.name for f in found.files] == ["a.pdf"]
    assert set(passed(found, tmp_path)) == {"里/管.pdf", "里/断.pdf", "里/链", "里/圈"}
