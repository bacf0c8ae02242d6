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

_LIBRARIES = ("click", "numpy", "pyarrow", "pypdfium2", "rich", "xlsxwriter")
_HELP = Text(
    "查看版本、可用功能、规则和各项上限；缺少必需的组件时退出码为 2。",
    "Show versions, what is available, the rules and the limits; exits with 2 where something needed is missing.",
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
    yield from _rules(zh=zh)
    yield from _protection(zh=zh)
    yield from _corpus(zh=zh)


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
