"""From a path to pages, or to one clear sentence."""

import io
import zipfile

import pytest

from yusuan.model.text import Text
from yusuan.read import errors
from yusuan.read.limits import Limits
from yusuan.read.source import read_pages


def refused(path, kind, limits: Limits | None = None) -> Text:
    with pytest.raises(kind) as caught:
        read_pages(path, limits or Limits())
    assert isinstance(caught.value, errors.ReadError)
    return caught.value.message


@pytest.mark.parametrize(
    ("name", "data", "kind", "words"),
    [
        ("空.pdf", b"", errors.EmptyFileError, "空的"),
        (
            "错误页.pdf",
            b"<!DOCTYPE html><html></html>",
            errors.NotADocumentError,
            "文件名是 .pdf，但文件内容是HTML 网页",
        ),
        ("照片.pdf", b"\xff\xd8\xff\xe0" + bytes(50), errors.ReadError, "图片"),
        ("乱码.txt", bytes(range(256)), errors.NotADocumentError, "无法识别"),
        ("旧.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(50), errors.UnsupportedError, "暂不支持"),
        ("坏.pdf", b"%PDF-1.7\nnothing", errors.DamagedError, "不完整"),
    ],
)
def test_what_cannot_be_read_says_what_it_is_and_what_to_do(tmp_path, name, data, kind, words):
    path = tmp_path / name
    path.write_bytes(data)
    message = refused(path, kind)
    assert words in message.zh
    assert message.en.isascii()


@pytest.mark.parametrize(
    ("member", "words"), [("xl/workbook.xml", "Excel"), ("word/document.xml", "Word"), ("a", "解压")]
)
def test_archives(tmp_path, member, words):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(member, "x")
    (tmp_path / "表.xlsx").write_bytes(out.getvalue())
    assert words in refused(tmp_path / "表.xlsx", errors.ReadError).zh


def test_a_file_that_is_not_there_and_a_folder(tmp_path):
    assert "不存在" in refused(tmp_path / "无.pdf", errors.FileMissingError).zh
    assert "文件夹" in refused(tmp_path, errors.FileMissingError).zh


def test_a_file_beyond_the_limit_is_not_even_read(tmp_path):
    (tmp_path / "大.pdf").write_bytes(b"%PDF-1.7" + bytes(2_000_000))
    assert "超过上限 1 MB" in refused(tmp_path / "大.pdf", errors.TooLargeError, Limits(max_bytes=1_000_000)).zh


def test_the_source_is_known_by_its_bytes(tmp_path):
    path = tmp_path / "文本.pdf"
    path.write_text("单位：万元\n合计\t1.00\n", encoding="utf-8")
    pages = read_pages(path)
    assert (pages.source.kind, pages.source.name, len(pages.source.sha256)) == ("text", "文本.pdf", 64)
