"""ZIPs that hold a disclosure's files."""

import io
import zipfile
from pathlib import Path

import pytest

from yusuan.app.paths import find
from yusuan.read import bundle
from yusuan.read.errors import DamagedError, EncryptedError, FileMissingError, TooLargeError
from yusuan.read.limits import Limits
from yusuan.read.source import read_pages

TABLE = "表1\n收支总表\n单位：万元\n项目\t预算\n合计\t1.00\n".encode()


class OldInfo(zipfile.ZipInfo):
    """An entry whose name is written in GBK without saying so, as old Chinese programs do."""

    def _encodeFilenameFlags(self):  # noqa: N802
        return self.filename.encode("gb18030"), self.flag_bits & ~0x800


def packed(files: dict[str, bytes], info: type[zipfile.ZipInfo] = zipfile.ZipInfo) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(info(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def test_members_are_read_by_name(tmp_path):
    path = tmp_path / "公开.zip"
    path.write_bytes(packed({"b/说明.txt": TABLE, "a.txt": TABLE, "照片.jpg": b"x", "__MACOSX/a.txt": b"x"}))
    found = find([path])
    assert [str(f.relative_to(tmp_path)) for f in found.files] == ["公开.zip!a.txt", "公开.zip!b/说明.txt"]
    assert found.refused == ()
    pages = read_pages(found.files[1])
    assert (pages.source.name, pages.source.kind) == ("公开.zip!b/说明.txt", "text")
    assert pages.pages[0].numbers == 2


def test_names_in_gbk():
    data = packed({"决算/收支总表.txt": TABLE}, OldInfo)
    assert bundle.contents(data).names == ("决算/收支总表.txt",)
    assert bundle.member(data, "决算/收支总表.txt") == TABLE


def test_archives_in_archives_and_archives_of_nothing(tmp_path):
    (tmp_path / "套.zip").write_bytes(packed({"里.zip": packed({"a.txt": TABLE})}))
    (tmp_path / "图.zip").write_bytes(packed({"a.jpg": b"x"}))
    (tmp_path / "坏.zip").write_bytes(b"PK\x03\x04rubbish")
    (tmp_path / "表.xlsx.zip").write_bytes(packed({"xl/workbook.xml": b"x"}))
    found = find([tmp_path])
    assert [f.name for f in found.files] == ["表.xlsx.zip"]
    said = {Path(p).name: w.zh for p, w in found.refused}
    assert "又有压缩包" in said["套.zip!里.zip"]
    assert "没有可检查的文件" in said["图.zip"]
    assert "已损坏" in said["坏.zip"]


def test_limits():
    with pytest.raises(TooLargeError):
        bundle.contents(packed({f"{i}.txt": b"x" for i in range(bundle.MOST_DOCUMENTS + 1)}))
    with pytest.raises(TooLargeError):
        bundle.contents(packed({"a.txt": bytes(2000)}), Limits(max_stream=1000))
    with pytest.raises(TooLargeError):
        bundle.member(packed({"a.txt": bytes(30_000_000)}), "a.txt")
    with pytest.raises(FileMissingError):
        bundle.member(packed({"a.txt": TABLE}), "b.txt")


def test_a_name_that_climbs_out_is_only_a_name(tmp_path):
    data = packed({"../../../etc/a.txt": TABLE, "/b.txt": TABLE, "c\\d.txt": TABLE})
    assert bundle.contents(data).names == ("b.txt", "c/d.txt", "etc/a.txt")
    assert bundle.member(data, "etc/a.txt") == TABLE


def test_a_password():
    data = bytearray(packed({"a.txt": TABLE}))
    data[data.find(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(EncryptedError):
        bundle.member(bytes(data), "a.txt")


@pytest.mark.parametrize("cut", [10, 40, 100, 150])
def test_what_is_cut_short(cut):
    with pytest.raises(DamagedError):
        bundle.contents(packed({"a.txt": TABLE * 50})[:cut])


def test_a_file_with_the_mark_in_its_own_name(tmp_path):
    path = tmp_path / "要!闻.txt"
    path.write_bytes(TABLE)
    assert bundle.split(path) is None
    assert read_pages(path).source.name == "要!闻.txt"


def test_a_name_without_a_letter():
    data = packed({"Q": b"x", "a.txt": TABLE}).replace(b"Q", b"\0")
    assert bundle.contents(data).names == ("a.txt",)
