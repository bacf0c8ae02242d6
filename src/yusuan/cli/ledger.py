"""``yusuan ledger``: begin a ledger, check it, convert it between its forms."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from yusuan.cli.main import FINDINGS, FINE, language_option
from yusuan.cli.speaking import Command, Number, OneOf
from yusuan.model.text import Language, Text

if TYPE_CHECKING:
    from yusuan.app.ledger import Loaded

_HELP = Text(
    "台账：单位填写预算、决算数据的工作簿。新建、由上年文本起草、检查、在工作簿、CSV、JSON 之间转换。",
    "The ledger that a unit keeps its figures in: begin one, check it, convert it between workbook, CSV and JSON.",
)
_SHOWN = 200


class _Group(Command, click.Group):
    """The ledger commands."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options and the subcommands."""
        super().format_options(ctx, formatter)
        with formatter.section("命令" if self.language == "zh" else "Commands"):
            formatter.write_dl([(n, c.help or "") for n, c in self.commands.items()])


def command(language: Language) -> click.Command:
    """Build ``yusuan ledger`` in ``language``."""

    def say(zh: str, en: str) -> str:
        return zh if language == "zh" else en

    path = click.Path(path_type=Path)
    file = click.Argument(["path"], required=True, type=path, metavar=say("台账", "LEDGER"))
    out = click.Option(
        ["--output", "-o"], type=path, required=True, metavar="FILE",
        help=say("写到这里：.xlsx 工作簿，.json，或 CSV 文件夹。", "Write here: .xlsx, .json, or a CSV folder."),
    )  # fmt: skip
    layout = click.Option(
        ["--layout"], default="", metavar="ID", help=say("版式，见 yusuan layout list。", "The layout.")
    )

    def sub(name: str, words: str, callback: Callable[..., Any], params: Sequence[click.Parameter]) -> Command:
        options = [*params, language_option(language)]
        return Command(name, language=language, callback=callback, help=words, params=options)

    group = _Group(
        "ledger", language=language, help=_HELP.say(language), no_args_is_help=True,
        subcommand_metavar=say("命令 ...", "COMMAND ..."), params=[language_option(language)],
        callback=lambda lang: None,  # noqa: ARG005 - --lang was looked for before anything was parsed
    )  # fmt: skip
    group.add_command(sub("new", say("新建一本空台账。", "Begin an empty ledger."), new, [
        click.Option(["--body"], required=True, metavar=say("名称", "NAME"), help=say("单位名称。", "The body.")),
        click.Option(["--year"], type=Number(2000, language), required=True, metavar="YYYY",
                     help=say("年度。", "The fiscal year.")),
        click.Option(["--kind"], type=OneOf(("budget", "final_accounts"), language), default="budget",
                     help=say("budget 预算（默认），final_accounts 决算。", "budget (default) or final_accounts.")),
        click.Option(["--level"], type=OneOf(("department", "unit"), language), default="unit",
                     help=say("department 部门，unit 单位（默认）。", "department or unit (default).")),
        layout, out]))  # fmt: skip
    words = say(
        "由上年公开的文本起草：数字填入“上年数”，文字待确认。", "Begin one from last year's published document."
    )
    document = click.Argument(["path"], required=True, type=path, metavar=say("上年文本", "DOCUMENT"))
    group.add_command(sub("from", words, begin, [document, layout, out]))
    group.add_command(
        sub("check", say("检查台账：缺什么、哪里不一致。", "What is missing or inconsistent."), check, [file])
    )
    group.add_command(
        sub(
            "convert",
            say("在工作簿、JSON、CSV 文件夹之间转换。", "Between workbook, JSON, CSV folder."),
            convert,
            [file, out],
        )
    )
    return group


def new(*, body: str, year: int, kind: str, level: str, layout: str, output: Path, lang: Language) -> int:
    """Write an empty ledger."""
    from yusuan.app.ledger import records_for, save  # noqa: PLC0415 - --help needs none of it
    from yusuan.model.ledger import Ledger  # noqa: PLC0415

    ledger = Ledger(body, year, kind, level, layout, (), (), (), (), (), (), ())  # type: ignore[arg-type]
    _written(lambda: save(records_for(ledger), output, ledger))
    click.echo(Text(f"已新建 {output}", f"wrote {output}").say(lang))
    return FINE


def begin(*, path: Path, layout: str, output: Path, lang: Language) -> int:
    """Begin a ledger from last year's document, and say what had no place in it."""
    from yusuan.app.ledger import begin_from, records_for, save  # noqa: PLC0415
    from yusuan.ledger.flat import LedgerFileError  # noqa: PLC0415

    try:
        begun = begin_from(path, layout)
    except LedgerFileError as error:
        raise click.ClickException(error.message.say(lang)) from error
    _written(lambda: save(records_for(begun.ledger), output, begun.ledger))
    n, texts = len(begun.ledger.last_year), len(begun.ledger.words)
    click.echo(
        Text(
            f"已写入 {output}：上年数 {n} 个，项目 {len(begun.ledger.projects)} 个，待确认的文字 {texts} 段；"
            f"未放入 {len(begun.left)} 个数",
            f"wrote {output}: {n} figures of last year, {len(begun.ledger.projects)} projects, {texts} texts to be "
            f"confirmed; {len(begun.left)} figures had no place",
        ).say(lang)
    )
    for fact, why in begun.left[:_SHOWN]:
        where = f"第 {fact.place.page} 页 " if fact.place.page else ""
        click.echo(f"  {where}{fact.amount.printed}{fact.amount.unit}：{why}")
    if len(begun.left) > _SHOWN:
        click.echo(f"  …… {len(begun.left) - _SHOWN}")
    return FINE


def check(*, path: Path, lang: Language) -> int:
    """Say what is missing or inconsistent in a ledger."""
    loaded = _load(path, lang)
    from yusuan.model.finding import Severity  # noqa: PLC0415
    from yusuan.report.words import SEVERITIES  # noqa: PLC0415

    for problem in loaded.problems:
        where = f"{problem.origin.sheet}!{problem.origin.cell}"
        click.echo(f"{SEVERITIES[problem.severity].say(lang)}  {where}  {problem.message.say(lang)}")
    errors = sum(p.severity is Severity.ERROR for p in loaded.problems)
    others = len(loaded.problems) - errors
    good = Text(f"可以编制（警告 {others}）", f"can be composed ({others} warnings)")
    bad = Text(f"错误 {errors}，警告 {others}；改好错误才能编制", f"{errors} errors, {others} warnings")
    click.echo((good if loaded.good else bad).say(lang))
    return FINE if loaded.good else FINDINGS


def convert(*, path: Path, output: Path, lang: Language) -> int:
    """Write a ledger in another form."""
    from yusuan.app.ledger import save  # noqa: PLC0415

    loaded = _load(path, lang)
    _written(lambda: save(loaded.records, output, loaded.ledger))
    click.echo(Text(f"已写入 {output}", f"wrote {output}").say(lang))
    return FINE


def _load(path: Path, language: Language) -> "Loaded":
    from yusuan.app.ledger import load  # noqa: PLC0415 - --help needs none of it
    from yusuan.ledger.flat import LedgerFileError  # noqa: PLC0415
    from yusuan.read.errors import ReadError  # noqa: PLC0415

    try:
        return load(path)
    except (LedgerFileError, ReadError) as error:
        raise click.ClickException(f"{path}：{error.message.say(language)}") from error
    except OSError as error:
        raise click.FileError(str(path), error.strerror) from error


def _written(write: Callable[[], None]) -> None:
    try:
        write()
    except OSError as error:
        raise click.FileError(str(error.filename), error.strerror) from error
