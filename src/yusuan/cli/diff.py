"""``yusuan diff``: what is different between two versions of a document, or between a year's and the next."""

import json
from contextlib import nullcontext
from pathlib import Path

import click

from yusuan.app.options import Options
from yusuan.cli.main import FINDINGS, FINE, jobs_option, language_option
from yusuan.cli.output import opened
from yusuan.cli.speaking import Command, OneOf
from yusuan.model.text import Language, Text

_HELP = Text(
    "比较同一公开文本的两个版本（或上年与本年的文本）：身份、报表、每一个数、每一段文字、问题的增减。"
    "两边可以是不同格式的文件，说明和报表分成两个文件的给文件夹。\n\n"
    "退出码：0 相同；1 有不同；2 有文件读不了或选项有误。",
    "Compare two versions of a disclosure (or a year's with the next): identity, statements, every figure, every "
    "paragraph, findings. The two may be of different formats; give a folder where it comes as several files.\n\n"
    "Exit code: 0 the same; 1 different; 2 a file could not be read, or a bad option.",
)


def command(language: Language) -> click.Command:
    """Build ``yusuan diff`` in ``language``."""

    def say(zh: str, en: str) -> str:
        return zh if language == "zh" else en

    path = click.Path(path_type=Path)
    return Command(
        "diff",
        language=language,
        callback=diff,
        help=_HELP.say(language),
        params=[
            click.Argument(["old"], required=True, type=path, metavar=say("旧版", "OLD")),
            click.Argument(["new"], required=True, type=path, metavar=say("新版", "NEW")),
            click.Option(
                ["--format", "form"], type=OneOf(("text", "json"), language), default="text",
                help=say("输出格式：text 文字（默认），json 数据。", "Output format: text (default) or json."),
            ),
            click.Option(
                ["--output", "-o"], type=path, metavar="FILE", help=say("写入文件。", "Write to a file.")
            ),
            jobs_option(language),
            click.Option(["--verbose", "-v"], is_flag=True, help=say("列出全部不同的数。", "List all figures.")),
            language_option(language),
        ],
    )  # fmt: skip


def diff(
    *, old: Path, new: Path, form: str, output: Path | None, jobs: int | None, verbose: bool, lang: Language
) -> int:
    """Compare ``old`` and ``new``, print what is different, and return the exit code."""
    from yusuan.app.diff import DiffError, diff_paths  # noqa: PLC0415 - --help needs none of it
    from yusuan.cli.terminal import Screen  # noqa: PLC0415
    from yusuan.report.diff_words import diff_json, diff_lines  # noqa: PLC0415
    from yusuan.report.text import Style  # noqa: PLC0415

    try:
        found = diff_paths(old, new, Options(jobs=jobs))
    except DiffError as error:
        raise click.ClickException(error.message.say(lang)) from error
    with opened(output) if output else nullcontext() as out:
        if form == "json":
            text = json.dumps(diff_json(found), ensure_ascii=False, indent=2) + "\n"
            if out is None:
                click.echo(text, nl=False)
            else:
                out.write(text)
        else:
            Screen(out).show(diff_lines(found, Style(lang, int(verbose))))
    return FINE if found.nothing else FINDINGS
