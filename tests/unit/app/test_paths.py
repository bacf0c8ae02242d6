"""Which files are read."""

from pathlib import Path

from yusuan.app.paths import find


def made(home: Path, *names: str) -> None:
    for name in names:
        file = home / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"x")


def test_folders_are_searched_all_the_way_down_in_order(tmp_path):
    made(tmp_path, "b.pdf", "a/2.TXT", "a/1.pdf", "c/d/e.xlsx", "notes.md", ".hidden.pdf", "~$b.docx", ".git/x.pdf")
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
        "文件夹里没有可检查的文件（只有 one.jpg 等 1 个其他文件）。",
    ]


def test_a_path_that_is_not_there_is_named(tmp_path):
    found = find([tmp_path / "missing.pdf"])
    assert [(p, w.zh) for p, w in found.refused] == [(str(tmp_path / "missing.pdf"), "文件或文件夹不存在。")]
