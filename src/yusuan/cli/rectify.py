"""``yusuan rectify``: filled lists and the new versions in; what is mended, disputed, accepted and new out."""

import json
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from yusuan.app.options import Options
from yusuan.cli.check import chosen
from yusuan.cli.layout import layout_option, loaded
from yusuan.cli.main import FAILED, FINDINGS, FINE, jobs_option, language_option
from yusuan.cli.output import opened
from yusuan.cli.speaking import Command, OneOf
from yusuan.model.finding import Severity
from yusuan.model.text import Language, Text

if TYPE_CHECKING:
    from yusuan.app.rectify import Round
    from yusuan.cli.terminal import Screen

FORMATS = ("text", "json")
LEVELS = {"error": Severity.ERROR, "warning": Severity.WARNING, "hint": Severity.HINT}
_HELP = Text(
    "给出填好的整改清单（yusuan check --save 所做的 XLSX，可以几份）和改过的文件：重新检查，列出哪些已改好、仍存在、"
    "单位说不属实、接受的和新增的。\n\n"
    "退出码：0 没有达到 --fail-on 级别的遗留；1 有遗留（新增、仍存在、不属实待核、未能复核）；"
    "2 有文件读不了或选项有误。",
    "Give filled lists (XLSX, made by yusuan check --save) and the new versions of their documents: they are checked "
    "anew, and what is mended, still there, disputed, accepted and new is told.\n\n"
    "Exit code: 0 nothing left at or above --fail-on; 1 something is; 2 a file could not be read, or a bad option.",
)


def command(language: Language) -> click.Command:
    """Build ``yusuan rectify`` in ``language``."""

    def say(zh: str, en: str) -> str:
        return zh if language == "zh" else en

    path = click.Path(path_type=Path)
    return Command(
        "rectify",
        language=language,
        callback=rectify,
        help=_HELP.say(language),
        params=[
            click.Argument(
                ["paths"], nargs=-1, required=True, type=path,
                metavar=say("整改清单.xlsx... 新文件...", "LIST.xlsx... NEW-FILE..."),
            ),
            click.Option(
                ["--format", "form"], type=OneOf(FORMATS, language), default="text",
                help=say("输出格式：text 文字（默认），json 数据。", "Output format: text (default) or json."),
            ),
            click.Option(
                ["--output", "-o"], type=path, metavar="FILE", help=say("写入文件。", "Write to a file.")
            ),
            click.Option(
                ["--save", "folder"], type=path, metavar=say("文件夹", "FOLDER"),
                help=say("把带复核结果的新清单存入此文件夹。", "Write the list anew, with the results, into FOLDER."),
            ),
            click.Option(
                ["--accept"], is_flag=True,
                help=say("把单位接受并写明理由的问题写进“文件名.yusuan.toml”，以后不再计入。",
                         "Write what is accepted with a reason into FILE.yusuan.toml: it counts no more."),
            ),
            click.Option(
                ["--fail-on"], type=OneOf(tuple(LEVELS), language), default="error",
                help=say("遗留此级别及以上的问题时退出码为 1（默认 error）。", "Exit with 1 from here up (error)."),
            ),
            click.Option(
                ["--rules"], metavar="RULES", default="",
                help=say("只用这些规则，见 yusuan check。", "Only these rules, as in yusuan check."),
            ),
            layout_option(language),
            jobs_option(language),
            click.Option(["--verbose", "-v"], is_flag=True, help=say("也列出已改好的。", "List the mended ones too.")),
            language_option(language),
        ],
    )  # fmt: skip


def rectify(  # noqa: PLR0913 - one for each option
    *,
    paths: tuple[Path, ...],
    form: str,
    output: Path | None,
    folder: Path | None,
    accept: bool,
    fail_on: str,
    rules: str,
    layout: Path | None,
    jobs: int | None,
    verbose: bool,
    lang: Language,
) -> int:
    """Check the new versions, say what became of each row of the lists, and return the exit code."""
    from yusuan.app.rectify import rectify as run  # noqa: PLC0415 - --help needs none of it
    from yusuan.cli.terminal import Screen  # noqa: PLC0415
    from yusuan.read.errors import ReadError  # noqa: PLC0415

    options = Options(rules=chosen(rules, lang), jobs=jobs, layout=loaded(layout, lang), language=lang)
    with ExitStack() as stack:
        out = stack.enter_context(opened(output)) if output else None
        screen = Screen(out)
        try:
            with screen.progress("复核" if lang == "zh" else "Checking again", wanted=True) as advance:
                told = run(paths, options, advance)
        except ReadError as error:
            raise click.UsageError(error.message.say(lang)) from error
        # Before anything is told: whoever reads that may stop reading.
        _keep(told, folder, lang, accept=accept)
        _tell(told, form, screen, lang, verbose=verbose)
    if told.failed or told.without or any(d.report.crashed for d in told.documents):
        return FAILED
    return FINDINGS if any(d.left(LEVELS[fail_on]) for d in told.documents) else FINE


def _tell(told: "Round", form: str, screen: "Screen", lang: Language, *, verbose: bool) -> None:
    from yusuan.report.rectify.told import failed_lines, lines, rectify_json  # noqa: PLC0415
    from yusuan.report.text import Style  # noqa: PLC0415

    without = [a.path.name for a in told.without]
    if form == "json":
        data = rectify_json(told.documents, told.failed, without, lang)
        screen.show([((line, ""),) for line in json.dumps(data, ensure_ascii=False, indent=2).split("\n")])
        return
    style = Style(lang, int(verbose))
    for n, one in enumerate(told.documents):
        screen.show([*([()] if n else []), *lines(one, style)])
    rest = list(failed_lines(told.failed, without, style))
    if rest:
        screen.show([*([()] if told.documents else []), *rest])


def _keep(told: "Round", folder: Path | None, lang: Language, *, accept: bool) -> None:
    """Write what was asked for, and say so on the error stream. Raises click.FileError."""
    from yusuan.app.rectify import keep_accepted, save  # noqa: PLC0415
    from yusuan.read.errors import ReadError  # noqa: PLC0415

    def say(zh: str, en: str) -> None:
        click.echo(zh if lang == "zh" else en, err=True)

    try:
        if folder is not None:
            for path in save(told, folder, lang):
                say(f"新清单：{path}", f"list: {path}")
        if accept:
            for path, n in keep_accepted(told):
                say(f"已接受 {n} 条，写入 {path}", f"{n} accepted, written to {path}")
    except OSError as error:
        raise click.FileError(str(error.filename or folder or ""), error.strerror or str(error)) from error
    except ReadError as error:
        raise click.UsageError(error.message.say(lang)) from error
    waiting = sum(
        d.count("accepted") - len(d.report.result.accepted if d.report.result else ()) for d in told.documents
    )
    if waiting > 0 and not accept:
        say(f"有 {waiting} 条单位要求接受；同意的话加 --accept 写入文件旁的 .yusuan.toml",
            f"{waiting} to be accepted; with --accept they are written beside the file")  # fmt: skip
