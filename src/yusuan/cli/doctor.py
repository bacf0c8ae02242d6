"""``yusuan doctor``: versions, what is available on this machine, and the limits."""

import os
import platform
import sys
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

import click

from yusuan import __version__
from yusuan.cli.main import FAILED, FINE, language_option
from yusuan.cli.speaking import Command
from yusuan.model.text import Language, Text

_LIBRARIES = ("click", "lxml", "numpy", "pyarrow", "pypdfium2", "rich", "selectolax", "xlrd", "xlsxwriter")
#: What the extra yusuan[ocr] brings; OpenCV comes as one of several packages.
_OCR = (("rapidocr",), ("onnxruntime",), ("opencv-python-headless", "opencv-python"), ("pillow",))
_HELP = Text(
    "查看版本、可用功能（含扫描件识别、LibreOffice）、规则和各项上限；缺少必需的组件时退出码为 2。",
    "Show versions, what is available (recognising scans, LibreOffice), the rules and the limits; exits with 2 where "
    "something needed is missing.",
)


def command(language: Language) -> click.Command:
    """Build ``yusuan doctor`` in ``language``."""

    def doctor(lang: Language) -> int:
        missing = [name for name in _LIBRARIES if _version(name) is None]
        for line in _lines(lang):
            click.echo(line)
        return FAILED if missing else FINE

    options = [language_option(language)]
    return Command("doctor", language=language, callback=doctor, help=_HELP.say(language), params=list(options))


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _lines(language: Language) -> Iterator[str]:
    zh = language == "zh"
    yield f"yusuan {__version__}"
    yield (
        f"Python {platform.python_version()}（{platform.platform()}）"
        if zh
        else (f"Python {platform.python_version()} ({platform.platform()})")
    )
    yield "组件：" if zh else "Libraries:"
    for name in _LIBRARIES:
        yield f"  {name} {_version(name) or ('缺少，请重新安装 yusuan' if zh else 'missing: install yusuan again')}"
    yield "可选功能：" if zh else "Optional:"
    yield from _recognising(zh=zh)
    yield from _office(zh=zh)
    yield from _publishing(zh=zh)
    yield from _rules(zh=zh)
    yield from _protection(zh=zh)
    yield from _corpus(zh=zh)


def _recognising(*, zh: bool) -> Iterator[str]:
    """The extra for scans: what it is for, its parts and models, or how to get it."""
    from yusuan.read.ocr.engine import models, ready  # noqa: PLC0415

    title = "扫描件和图片的识别（读取没有文字层的文件）" if zh else "scans and pictures (files without text)"
    if not ready():
        todo = "未安装；需要时安装：pip install 'yusuan[ocr]'" if zh else "missing; pip install 'yusuan[ocr]'"
        yield f"  {title}{'：' if zh else ': '}{todo}"
        return
    yield f"  {title}{'：已安装' if zh else ': installed'}"
    for names in _OCR:
        found = next(((n, v) for n in names if (v := _version(n)) is not None), (names[0], "?"))
        yield f"    {found[0]} {found[1]}"
    try:
        files = models()
    except FileNotFoundError:
        yield (
            "    缺少模型：安装的 rapidocr 不带模型，请安装 3.10 以上：pip install 'yusuan[ocr]'"
            if zh
            else "    the installed rapidocr holds no models; 3.10 does: pip install 'yusuan[ocr]'"
        )
        return
    for file in files:
        size = f"{file.stat().st_size / 1e6:.1f} MB"
        yield f"    模型 {file.name}（{size}）" if zh else f"    model {file.name} ({size})"


def _office(*, zh: bool) -> Iterator[str]:
    """LibreOffice: what it is for, where and which, or how to get it."""
    from yusuan.read.convert import installed, version  # noqa: PLC0415

    title = "LibreOffice（读取 doc、wps、ods、rtf 等旧格式）" if zh else "LibreOffice (doc, wps, ods, rtf and the like)"
    program = installed()
    if program is None:
        todo = (
            "未找到；需要时从 libreoffice.org 或系统软件源安装，或把文件另存为 docx、xlsx、PDF"
            if zh
            else "not found; install it from libreoffice.org or your system, or save such files as docx, xlsx or PDF"
        )
        yield f"  {title}{'：' if zh else ': '}{todo}"
        return
    said = version(program) or ("装了但没有回应，请重新安装" if zh else "there, but does not answer: install it again")
    yield f"  {title}：{said}，{program}" if zh else f"  {title}: {said}, {program}"


def _publishing(*, zh: bool) -> Iterator[str]:
    """What a PDF needs: typst, and fonts that may be embedded; which there are, or how to get them."""
    from yusuan.publish.errors import FontsMissingError  # noqa: PLC0415
    from yusuan.publish.fonts import find_fonts  # noqa: PLC0415

    title = "公开文本的 PDF（其他格式不需要）" if zh else "disclosures as PDF (the other formats need nothing)"
    colon = "：" if zh else ": "
    typst = _version("typst")
    missing = "未安装；需要时安装：pip install 'yusuan[publish]'" if zh else "missing; pip install 'yusuan[publish]'"
    yield f"  {title}{colon}{f'typst {typst}' if typst else missing}"
    try:
        fonts = find_fonts()
    except FontsMissingError as error:
        yield f"    {error.message.zh if zh else error.message.en}"
        return
    yield f"    {'字体' if zh else 'fonts'}{colon}{fonts.about}"


def _rules(*, zh: bool) -> Iterator[str]:
    from yusuan.check.rule import registry  # noqa: PLC0415 - one import for one line

    count = Counter(r.family for r in registry().values())
    families = ("、" if zh else ", ").join(f"{f} {n}" for f, n in sorted(count.items()))
    yield (f"规则：{count.total()} 条（{families}）" if zh else f"Rules: {count.total()} ({families})")


def _protection(*, zh: bool) -> Iterator[str]:
    from yusuan.app.options import Options, cores  # noqa: PLC0415
    from yusuan.app.pool import start_method  # noqa: PLC0415
    from yusuan.read.limits import DEFAULT  # noqa: PLC0415

    options = Options()
    memory = (options.memory or 0) >> 30
    limited = find_spec("resource") is not None
    yield (
        f"进程：{cores()} 个核，{start_method()} 方式启动" if zh else f"Processes: {cores()} cores, by {start_method()}"
    )
    yield "上限：" if zh else "Limits:"
    mega = DEFAULT.max_bytes // 1_000_000
    rows = [
        (f"文件 {mega} MB，{DEFAULT.max_pages} 页", f"a file: {mega} MB, {DEFAULT.max_pages} pages"),
        (
            f"每页 {DEFAULT.max_chars} 个字符、{DEFAULT.max_paths} 个图形",
            f"a page: {DEFAULT.max_chars} characters, {DEFAULT.max_paths} drawn objects",
        ),
        (
            f"每份 {options.seconds:.0f} 秒（读取 {DEFAULT.max_seconds:.0f} 秒）",
            f"a document: {options.seconds:.0f} s (reading: {DEFAULT.max_seconds:.0f} s)",
        ),
        (
            f"每个进程内存 {memory} GiB" if limited else "本系统不能限制内存",
            f"a process: {memory} GiB" if limited else "memory cannot be limited on this system",
        ),
    ]
    yield from (f"  {row[0] if zh else row[1]}" for row in rows)


def _corpus(*, zh: bool) -> Iterator[str]:
    named = os.environ.get("YUSUAN_CORPUS")
    home = Path(named) if named else None
    if home and (home / "corpus" / "INDEX.tsv").is_file():
        yield f"测试用真实文本：{home}" if zh else f"Real documents for tests: {home}"
    else:
        yield "测试用真实文本：无（YUSUAN_CORPUS 未指向）" if zh else "Real documents for tests: none (YUSUAN_CORPUS)"
    encoding = sys.stdout.encoding or "?"
    yield f"输出编码：{encoding}" if zh else f"Output encoding: {encoding}"
