"""Files are whole or not there; names for them lead nowhere."""

import os
import stat
from pathlib import Path

import pytest

from yusuan.report.products import stem
from yusuan.report.written import file_name, write, writing


def test_what_fails_in_the_middle_leaves_what_was_there(tmp_path):
    path = tmp_path / "报告.txt"
    path.write_text("旧", encoding="utf-8")

    def interrupted() -> None:
        with writing(path) as out:
            out.write("新" * 100_000)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert path.read_text(encoding="utf-8") == "旧"
    assert os.listdir(tmp_path) == ["报告.txt"]
    with writing(path) as out:
        out.write("新\ud800")
    assert path.read_text(encoding="utf-8") == "新?"


def test_it_has_the_rights_that_any_file_has(tmp_path):
    write(tmp_path / "a", b"x")
    (tmp_path / "b").write_bytes(b"x")
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == stat.S_IMODE((tmp_path / "b").stat().st_mode)


def test_a_link_stays_one(tmp_path):
    (tmp_path / "真").write_text("旧", encoding="utf-8")
    (tmp_path / "链").symlink_to(tmp_path / "真")
    write(tmp_path / "链", "新")
    assert (tmp_path / "链").is_symlink()
    assert (tmp_path / "真").read_text(encoding="utf-8") == "新"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no such device")
def test_a_full_disk_is_said_with_the_file_s_name():
    with pytest.raises(OSError, match="No space left") as error:
        write(Path("/dev/full"), "x" * 100_000)
    assert error.value.filename in (None, "/dev/full")


def test_a_folder_that_is_none_is_said_with_the_file_s_name(tmp_path):
    (tmp_path / "文件").write_text("", encoding="utf-8")
    with pytest.raises(OSError, match="文件/a") as error:
        write(tmp_path / "文件" / "a", "x")
    assert error.value.filename == str(tmp_path / "文件" / "a")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("某市教育局", "某市教育局"), ("../../escaped", "escaped"), ("..", ""), ("甲. ", "甲"),
        ("a\x00b\x1b[31m", "ab[31m"),
        ("\u202e局务政", "局务政"), ("\ud800甲", "甲"), ('a<b>:"|?*', "ab"), ("C:\\x", "Cx"), ("　甲　", "甲"),
    ],
)  # fmt: skip
def test_names(words, name):
    assert file_name(words) == name


@pytest.mark.parametrize("words", ["长" * 300, "𠀀" * 100, "e\u0301" * 400])
def test_long_names_are_cut_and_stay_apart(words):
    made = file_name(words), file_name(words + "x")
    assert all(len(n.encode()) <= 180 for n in made)
    assert made[0] != made[1]


def test_the_products_of_a_document_have_a_name_that_leads_nowhere():
    assert stem(("a/../..\\..\\x.pdf",)) == "x"
    assert stem(("包.zip!甲/\u202e乙.pdf",)) == "乙"
    assert stem(("a/...pdf",)) == "pdf"
    assert stem(("/",)) == "document"
