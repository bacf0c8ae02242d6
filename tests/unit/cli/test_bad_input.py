"""Files that are no disclosure: each a clear Chinese word with its name, the others checked, exit code 2, in bounds."""

import io
import random
import resource
import time
import zipfile
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from yusuan.cli.main import run


def pdf() -> bytes:
    out = io.BytesIO()
    page = Canvas(out)
    page.drawString(72, 720, "1,234.56")
    page.showPage()
    page.save()
    return out.getvalue()


def with_password() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as document:
        document.save(out, encryption=pikepdf.Encryption(user="a", owner="b"))
    return out.getvalue()


def empty_pages(count: int) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(count):
            document.add_blank_page()
        document.save(out)
    return out.getvalue()


def bomb(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(name, b"\0" * 100_000_000)
    return out.getvalue()


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30)).save(out, "JPEG")
    return out.getvalue()


BAD = {
    "空.pdf": (lambda: b"", "文件是空的"),
    "截断.pdf": (lambda: pdf()[: len(pdf()) // 2], "不完整"),
    "加密.pdf": (with_password, "密码"),
    "网页.pdf": (lambda: b"<!DOCTYPE html><html><body>404</body></html>", "HTML"),
    "照片.pdf": (picture, "JPEG"),
    "炸弹.zip": (lambda: bomb("a.txt"), "ZIP"),
    "炸弹.docx": (lambda: bomb("word/document.xml"), "Word"),
    "空页.pdf": (lambda: empty_pages(3), "没有"),
    "五千页.pdf": (lambda: empty_pages(5000), "5000 页"),
    "乱码.pdf": (lambda: random.Random(1).randbytes(100_000), "无法识别"),
}


@pytest.mark.parametrize("name", BAD)
def test_one_bad_file(name, tmp_path, capsys):
    make, words = BAD[name]
    path = tmp_path / name
    path.write_bytes(make())
    began = time.monotonic()
    assert run(["check", str(path)]) == 2
    out, err = capsys.readouterr()
    assert err == ""
    assert out.startswith(f"■ {path}\n  未能检查：")
    assert words in out
    assert time.monotonic() - began < 30


def test_all_of_them_beside_a_good_one(tmp_path, root: Path, capsys):
    (tmp_path / "没有文件").mkdir()
    for name, (make, _) in BAD.items():
        (tmp_path / name).write_bytes(make())
    good = root / "examples" / "gzdgov-2024.txt"
    assert run(["check", *map(str, sorted(tmp_path.iterdir())), str(good)]) == 2
    out = capsys.readouterr().out
    assert all(f"{tmp_path / name}\n  未能检查：" in out for name in [*BAD, "没有文件"])
    assert "■ 广州市数字政府运营中心" in out
    assert f"未能检查 {len(BAD) + 1} 份" in out
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss  # KiB
    assert peak < 2 << 20
