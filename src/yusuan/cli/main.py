"""The command ``yusuan``: finds the subcommand, loads it and nothing else, and turns what happens into an exit code."""

import gc
import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

import click

from yusuan import __version__
from yusuan.cli.speaking import LANGUAGES, Command, Number, OneOf, error_words, spoken
from yusuan.model.text import Language, Text

#: Exit codes: nothing at or above --fail-on; findings; yusuan could not do its work.
FINE, FINDINGS, FAILED = 0, 1, 2
_INTERRUPTED = 130

_HELP = Text(
    "检查部门预算、部门决算公开文本：读出每一个数字及其位置，逐一核对勾稽关系，用中文说明哪里有问题、为什么。",
    "Check the budget disclosures of China's government departments: every figure with its place, reconciled exactly.",
)
#: The subcommands: each a module of this package with a function ``command(language)``.
COMMANDS: dict[str, Text] = {
    "check": Text("检查文件或文件夹，列出问题。", "Check files or folders and list what is wrong."),
    "read": Text(
        "读出全部数据，输出为表格、CSV、JSON、Parquet 或 XLSX。", "Read all facts: table, CSV, JSON, Parquet, XLSX."
    ),
    "diff": Text("比较同一文本的两个版本。", "Compare two versions of a document."),
    "rectify": Text("复核填好的整改清单和改过的文件。", "Check filled lists and new versions again."),
    "compose": Text("由台账编制并公开整份文本。", "Compose and publish a disclosure of a ledger."),
    "ledger": Text("台账：新建、起草、检查、转换。", "Ledgers: begin, check, convert."),
    "layout": Text("列出、查看、起草和试用各地版式。", "List, show, draft and try the layouts of localities."),
    "rule": Text("列出规则，或解释一条规则。", "List the rules, or explain one."),
    "doctor": Text("查看版本、可用功能和各项上限。", "Show versions, what is available, and the limits."),
}


class _Group(Command, click.Group):
    """The top command; its subcommands are loaded when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Name the subcommands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load a subcommand; None where there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        made: click.Command = import_module(f"yusuan.cli.{cmd_name}").command(self.language)
        return made

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options and the subcommands, without loading any of them."""
        super().format_options(ctx, formatter)
        with formatter.section("命令" if self.language == "zh" else "Commands"):
            formatter.write_dl([(name, text.say(self.language)) for name, text in COMMANDS.items()])


def group(language: Language) -> click.Group:
    """Build the top command in ``language``."""
    zh = language == "zh"

    def show_version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
        if value:
            click.echo(f"yusuan {__version__}")
            ctx.exit()

    return _Group(
        "yusuan",
        language=language,
        help=_HELP.say(language),
        no_args_is_help=True,
        subcommand_metavar="命令 ..." if zh else "COMMAND ...",
        params=[
            click.Option(
                ["--version"], is_flag=True, is_eager=True, expose_value=False, callback=show_version,
                help="显示版本。" if zh else "Show the version.",
            ),
            language_option(language),
        ],
        callback=lambda lang: None,  # noqa: ARG005 - --lang was looked for before anything was parsed
    )  # fmt: skip


def language_option(language: Language) -> click.Option:
    """Make the option that every command has."""
    words = "语言：zh 中文（默认），en 英文。" if language == "zh" else "Language: zh (default) or en."
    return click.Option(["--lang"], type=OneOf(LANGUAGES, language), default="zh", help=words)


def jobs_option(language: Language) -> click.Option:
    """Make the option of the commands that work in several processes."""
    words = Text(
        "同时使用的进程数（默认每核一个；0 在本进程内运行）。", "Processes (default: one a core; 0: work in this one)."
    )
    return click.Option(["--jobs", "-j"], type=Number(0, language), metavar="N", help=words.say(language))


def run(arguments: Sequence[str]) -> int:
    """Run the command line ``arguments`` and return the exit code."""
    language = spoken(arguments, os.environ.get("YUSUAN_LANG", ""))
    try:
        code: Any = group(language).main(list(arguments), prog_name="yusuan", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return FAILED
    except click.UsageError as error:
        if error.ctx is not None:
            click.echo(error.ctx.get_usage(), err=True)
        click.echo(error_words(error, language), err=True)
        return FAILED
    except click.ClickException as error:
        click.echo(error_words(error, language), err=True)
        return FAILED
    except (click.Abort, KeyboardInterrupt):
        click.echo("已中断。" if language == "zh" else "Interrupted.", err=True)
        return _INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has seen enough; Python must not complain when it flushes at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except Exception as error:
        # The last line of defence: a mistake of ours, said as one.
        if os.environ.get("YUSUAN_DEBUG"):
            raise
        what = f"{type(error).__name__}: {error}"
        words = Text(f"内部错误：{what}（设 YUSUAN_DEBUG=1 看详情）", f"Internal error: {what} (set YUSUAN_DEBUG=1)")
        click.echo(words.say(language), err=True)
        return FAILED
    return code if isinstance(code, int) else FINE


def main() -> NoReturn:
    """Run as a program."""
    # What is read and composed are values without cycles: looking for those in them again and again takes a tenth of
    # the time. Workers inherit it.
    gc.set_threshold(100_000, 20, 100)
    # Being told to end is being interrupted: what is half-written is removed, and the workers go.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    for stream in (sys.stdout, sys.stderr):
        # A console that cannot show a character must not stop the report.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")
    code = run(sys.argv[1:])
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)
