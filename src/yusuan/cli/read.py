"""``yusuan read``: all that a document says, as data; and what became of every number in it."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from yusuan.app.options import Options
from yusuan.cli.layout import layout_option, loaded
from yusuan.cli.main import FAILED, FINE, jobs_option, language_option
from yusuan.cli.output import opened
from yusuan.cli.speaking import Command, OneOf
from yusuan.model.text import Language, Text

if TYPE_CHECKING:
    from yusuan.app.read import ReadReport

_HELP = Text(
    "读出文件里的全部数据及其位置。CSV、JSON、Parquet 是一行一项数据；XLSX 是一张表一个工作表。"
    "金额以分为单位的整数（fen）和原样文字（printed）并存。",
    "Read all facts with their places. CSV, JSON and Parquet hold one fact a row; XLSX one statement a sheet. "
    "Amounts are integers in 分 (fen) beside the text as printed.",
)
FORMATS = ("table", "csv", "json", "parquet", "xlsx")
_BINARY = frozenset({"parquet", "xlsx"})


def command(language: Language) -> click.Command:
    """Build ``yusuan read`` in ``language``."""

    def say(zh: str, en: str) -> str:
        return zh if language == "zh" else en

    path = click.Path(path_type=Path)
    return Command(
        "read",
        language=language,
        callback=read,
        help=_HELP.say(language),
        params=[
            click.Argument(["paths"], nargs=-1, required=True, type=path, metavar=say("路径...", "PATH...")),
            click.Option(
                ["--format", "form"], type=OneOf(FORMATS, language), default=None,
                help=say("格式（默认按输出文件的后缀，否则 table）。", "Format (default: FILE's suffix, else table)."),
            ),
            click.Option(
                ["--output", "-o"], type=path, metavar="FILE", help=say("写入文件。", "Write to a file.")
            ),
            click.Option(
                ["--account"], is_flag=True,
                help=say("列出每个数字的去向：各类用途的个数、交代率和没有交代的数字。",
                         "What every number was taken for: counts by use, the share, and each one unaccounted for."),
            ),
            layout_option(language),
            jobs_option(language),
            language_option(language),
        ],
    )  # fmt: skip


def read(
    *,
    paths: tuple[Path, ...],
    form: str | None,
    output: Path | None,
    account: bool,
    layout: Path | None,
    jobs: int | None,
    lang: Language,
) -> int:
    """Read ``paths``, write what is asked for, and return the exit code."""
    from yusuan.app.read import read_paths  # noqa: PLC0415 - --help needs none of it
    from yusuan.cli.terminal import Screen  # noqa: PLC0415

    options = Options(jobs=jobs, layout=loaded(layout, lang))
    chosen = form or _by_suffix(output)
    if chosen in _BINARY and output is None and not account:
        words = Text(f"{chosen} 格式要用 -o 指定输出文件", f"{chosen} needs a file to write to: -o FILE")
        raise click.BadParameter(words.say(lang), param_hint="--format")
    with Screen().progress("读取" if lang == "zh" else "Reading", wanted=True) as advance:
        reports = list(read_paths(paths, options, advance))
    for report in reports:
        if report.failure is not None:
            joined = ("、" if lang == "zh" else ", ").join(report.paths)
            click.echo(f"{joined}{'：' if lang == 'zh' else ': '}{report.failure.say(lang)}", err=True)
    good = [r for r in reports if r.disclosure is not None]
    if good:
        try:
            _write(good, "account" if account else chosen, output, lang)
        except OSError as error:
            raise click.FileError(str(output or "-"), error.strerror) from error
    return FAILED if len(good) < len(reports) else FINE


def _by_suffix(output: Path | None) -> str:
    suffix = output.suffix.lower().removeprefix(".") if output else ""
    return suffix if suffix in FORMATS else "table"


def _write(reports: "list[ReadReport]", form: str, output: Path | None, lang: Language) -> None:
    disclosures = [r.disclosure for r in reports if r.disclosure is not None]
    if form == "parquet" and output:
        from yusuan.report.facts import write_parquet  # noqa: PLC0415 - each format loads its own

        write_parquet(disclosures, output)
    elif form == "xlsx" and output:
        from yusuan.report.sheets import write_xlsx  # noqa: PLC0415

        write_xlsx(disclosures, output)
    else:
        text = _text(reports, form, lang)
        if output is None:
            click.echo(text, nl=False)
        else:
            # Excel takes a CSV file for the system's legacy encoding unless a mark at its beginning says UTF-8.
            with opened(output, "utf-8-sig" if form == "csv" else "utf-8") as out:
                out.write(text)


def _text(reports: "list[ReadReport]", form: str, lang: Language) -> str:
    import io  # noqa: PLC0415

    from yusuan.report import facts, table  # noqa: PLC0415
    from yusuan.report.text import harmless  # noqa: PLC0415

    disclosures = [r.disclosure for r in reports if r.disclosure is not None]
    if form == "json":
        return json.dumps(facts.facts_json(disclosures), ensure_ascii=False, indent=1) + "\n"
    if form == "csv":
        out = io.StringIO()
        facts.write_csv(disclosures, out)
        return out.getvalue()
    if form == "account":
        lines = [line for r in reports if r.disclosure for line in table.account_lines(r.disclosure, r.numbers, lang)]
    else:
        lines = [line for d in disclosures for line in table.fact_lines(d, lang)]
    return "".join(f"{harmless(line)}\n" for line in lines)
