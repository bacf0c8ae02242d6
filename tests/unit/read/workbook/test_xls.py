"""Old workbooks, with OLE around their records and without."""

from dataclasses import replace

import pytest
from books import SOURCE, grids, lines, small_xls, texts

from yusuan.read import errors
from yusuan.read.ole import Compound, top_streams
from yusuan.read.sniff import sniff
from yusuan.read.source import read_pages
from yusuan.read.workbook import read_workbook

XLS = replace(SOURCE, kind="xls")


@pytest.fixture
def data() -> bytes:
    return small_xls()


def test_an_old_workbook(tmp_path, data):
    path = tmp_path / "旧表.xls"
    path.write_bytes(data)
    pages = read_pages(path)
    assert (pages.source.kind, sniff(data)) == ("xls", "xls")
    first, second = grids(pages)
    assert texts(first) == [
        ["科目编码", "科目名称", "合计", "基本支出"],
        ["2010301", "行政运行", "110.5", "100"],
        ["", "合计", "4257.51", "#DIV/0!"],
    ]
    assert texts(second) == [["项目", "金额"], ["甲", "1.5"]]
    assert lines(pages) == ["部门支出总表", "单位：万元", "注：无。"]
    assert "隐藏行（第 4 行）" in pages.notes[0]
    assert "#DIV/0!（D5）" in pages.notes[1]


def test_records_without_ole_around_them(data):
    bare = Compound(data).stream("Workbook")
    assert bare is not None
    assert sniff(bare) == "xls"
    pages = read_workbook(bare, XLS)
    assert grids(pages) == grids(read_workbook(data, XLS))


def test_the_streams_of_a_compound_file(data):
    assert "Workbook" in top_streams(data)
    assert top_streams(data[:1000]) == top_streams(b"") == frozenset()
    assert Compound(data).stream("WordDocument") is None


def test_a_chain_that_runs_in_a_circle_ends(data):
    table = int.from_bytes(data[76:80], "little")
    start = (table + 1) * 512
    circle = b"".join((i ^ 1).to_bytes(4, "little") for i in range(128))
    looped = data[:start] + circle + data[start + 512 :]
    try:
        read_workbook(looped, XLS)
    except errors.ReadError as error:
        assert "xls" in error.message.zh  # noqa: PT017
