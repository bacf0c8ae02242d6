"""``yusuan doctor``: what it says of the optional parts, there or not."""

import stat

import pytest

from yusuan.cli.main import run
from yusuan.read import convert
from yusuan.read.ocr import engine


def said(capsys, *words: str) -> str:
    assert run(["doctor", *words]) == 0
    return capsys.readouterr().out


@pytest.fixture
def no_office(monkeypatch):
    monkeypatch.setattr(convert, "installed", lambda: None)


@pytest.mark.usefixtures("no_office")
def test_what_is_missing_is_said_with_what_it_is_for_and_how_to_get_it(monkeypatch, capsys):
    monkeypatch.setattr(engine, "ready", lambda: False)
    out = said(capsys)
    assert "扫描件和图片的识别（读取没有文字层的文件）：未安装；需要时安装：pip install 'yusuan[ocr]'" in out
    assert "LibreOffice（读取 doc、wps、ods、rtf 等旧格式）：未找到；需要时从 libreoffice.org" in out
    out = said(capsys, "--lang", "en")
    assert "scans and pictures (files without text): missing; pip install 'yusuan[ocr]'" in out
    assert "LibreOffice (doc, wps, ods, rtf and the like): not found" in out


@pytest.mark.usefixtures("no_office")
def test_models_are_named_and_a_wheel_without_them_is_told(monkeypatch, tmp_path, capsys):
    model = tmp_path / "small_rec_.onnx"
    model.write_bytes(bytes(1_200_000))
    monkeypatch.setattr(engine, "ready", lambda: True)
    monkeypatch.setattr(engine, "models", lambda: (model,))
    out = said(capsys)
    assert "：已安装\n    rapidocr " in out
    assert "模型 small_rec_.onnx（1.2 MB）" in out

    def none() -> None:
        raise FileNotFoundError

    monkeypatch.setattr(engine, "models", none)
    assert "缺少模型" in said(capsys)


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("echo LibreOffice 24.8.1.2 abc", "：LibreOffice 24.8.1.2，"),
        ("exit 1", "装了但没有回应"),
    ],
)
def test_libreoffice_is_asked_for_its_version(script, words, monkeypatch, tmp_path, capsys):
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(convert, "installed", lambda: str(program))
    out = said(capsys)
    assert words in out
    assert str(program) in out


def test_fonts_and_typst_are_told(monkeypatch, tmp_path, capsys):
    out = said(capsys)
    assert "公开文本的 PDF（其他格式不需要）：typst " in out
    assert "    字体：" in out
    monkeypatch.setattr("yusuan.publish.fonts.find_spec", lambda _: None)
    monkeypatch.setattr("yusuan.publish.fonts._system", lambda: (tmp_path,))
    assert "没有找到可以嵌入的中文字体" in said(capsys)
