"""``yusuan check``: documents in, findings and an exit code out."""

import json
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from yusuan.app.options import Options
from yusuan.cli.layout import layout_option, loaded
from yusuan.cli.main import FAILED, FINDINGS, FINE, jobs_option, language_option
from yusuan.cli.output import opened
from yusuan.cli.speaking import Command, OneOf
from yusuan.model.finding import Severity
from yusuan.model.text import Language, Text
from yusuan.report.document import DocumentReport
from yusuan.report.products import IDS, PRODUCTS

if TYPE_CHECKING:
    from yusuan.app.baseline import Baseline
    from yusuan.app.paths import Why
    from yusuan.check.several.engine import PairResult

FORMATS = ("text", "json", "sarif", "junit")
_HELP = Text(
    "检查文件或文件夹（含子文件夹），可以同时给出多个；同一公开文本的说明和报表分成两个文件时会合在一起核对。\n\n"
    "退出码：0 没有达到 --fail-on 级别的问题；1 有问题；2 有文件读不了、选项有误或程序出错。",
    "Check files or folders (with all below them), several at a time; narrative and statements published as two files "
    "are put together.\n\n"
    "Exit code: 0 nothing at or above --fail-on; 1 findings; 2 a file could not be read, a bad option, or a crash.",
)
_NAMES = Text(
    "，".join(f"{p.id} {p.name.zh}" for p in PRODUCTS) + "。", ", ".join(f"{p.id} {p.name.en}" for p in PRODUCTS)
)
_LEVELS = {"error": Severity.ERROR, "warning": Severity.WARNING, "hint": Severity.HINT}


def command(language: Language) -> click.Command:
    """Build ``yusuan check`` in ``language``."""

    def say(zh: str, en: str) -> str:
        return zh if language == "zh" else en

    path = click.Path(path_type=Path)
    return Command(
        "check",
        language=language,
        callback=check,
        help=_HELP.say(language),
        params=[
            click.Argument(["paths"], nargs=-1, required=True, type=path, metavar=say("路径...", "PATH...")),
            click.Option(
                ["--format", "form"], type=OneOf(FORMATS, language), default="text",
                help=say("输出格式：text 文字（默认），json 数据，sarif 和 junit 供代码平台和持续集成系统读取。",
                         "Output format: text (default), json, sarif or junit."),
            ),
            click.Option(
                ["--output", "-o"], type=path, metavar="FILE", help=say("写入文件。", "Write to a file.")
            ),
            click.Option(
                ["--save", "folder"], type=path, metavar=say("文件夹", "FOLDER"),
                help=say("把结果文件存入此文件夹，种类见 --make。", "Save results in this folder; see --make."),
            ),
            click.Option(
                ["--make"], metavar="WHAT", default="",
                help=say("与 --save 同用，逗号分隔；默认全部：", "With --save (all): ") + _NAMES.say(language),
            ),
            click.Option(
                ["--fail-on"], type=OneOf(tuple(_LEVELS), language), default="error",
                help=say("有此级别及以上的问题时退出码为 1（默认 error）。", "Exit with 1 from here up (error)."),
            ),
            click.Option(
                ["--rules"], metavar="RULES", default="",
                help=say("只用这些规则，逗号分隔，如 YS1,YS4-003；-YS1-005 表示不用。",
                         "Only these rules, separated by commas: YS1,YS4-003; -YS1-005 leaves one out."),
            ),
            click.Option(
                ["--baseline"], type=path, metavar="FILE",
                help=say("以前的 JSON 报告：只列其中没有的问题。", "An earlier JSON report: tell only what is new."),
            ),
            layout_option(language),
            jobs_option(language),
            click.Option(["--quiet", "-q"], is_flag=True, help=say("只列问题。", "List findings only.")),
            click.Option(
                ["--verbose", "-v"], is_flag=True,
                help=say("列出每条规则的结果、舍入方式和全部等式。", "Every rule's outcome, rounding, all equations."),
            ),
            language_option(language),
        ],
    )  # fmt: skip


def check(  # noqa: PLR0913 - one for each option
    *,
    paths: tuple[Path, ...],
    form: str,
    output: Path | None,
    fail_on: str,
    rules: str,
    layout: Path | None,
    jobs: int | None,
    quiet: bool,
    verbose: bool,
    lang: Language,
    folder: Path | None,
    make: str,
    baseline: Path | None,
) -> int:
    """Check ``paths``, print what was found, and return the exit code."""
    from yusuan.app.between import check_pairs  # noqa: PLC0415 - --help needs none of it
    from yusuan.app.check import check_paths, make_for_run  # noqa: PLC0415
    from yusuan.app.paths import find  # noqa: PLC0415
    from yusuan.cli.terminal import Screen  # noqa: PLC0415
    from yusuan.report.text import Style, lines, pair_lines, passed_lines, total_lines  # noqa: PLC0415

    options = Options(
        rules=chosen(rules, lang), jobs=jobs, layout=loaded(layout, lang), folder=folder, language=lang,
        products=products(make, lang, saved=folder is not None), baseline=known(baseline, lang),
    )  # fmt: skip
    style = Style(lang, -1 if quiet else int(verbose))
    reports: list[DocumentReport] = []
    if folder is not None:
        made(folder)
    found = find(paths)
    with ExitStack() as stack:
        out = stack.enter_context(opened(output)) if output else None
        screen = Screen(out)
        words = "检查" if lang == "zh" else "Checking"
        with screen.progress(words, wanted=not quiet) as advance:
            for report in check_paths(found, options, advance):
                if form == "text" and not (quiet and report.failure is None and report.worst is None):
                    if reports:
                        screen.show([()])
                    screen.show(lines(report, style))
                reports.append(report)
        pairs = check_pairs(reports, options)
        if form != "text":
            _write(as_data(form, reports, (pairs, found.passed), _LEVELS[fail_on], lang), out)
        else:
            if len(reports) > 1:
                between = list(pair_lines(pairs, reports, style))
                if between:
                    screen.show([(), *between])
                screen.show([(), *total_lines(reports, style)])
            if found.passed and not quiet:
                screen.show([(), *passed_lines(found.passed, style)])
    if folder is not None:
        try:
            of_the_run = make_for_run(reports, pairs, options, found.passed)
        except OSError as error:
            raise click.FileError(str(error.filename or folder), error.strerror or str(error)) from error
        _say_what_was_made(reports, of_the_run, folder, lang)
    return exit_code(reports, _LEVELS[fail_on], pairs)


def exit_code(reports: list[DocumentReport], level: Severity, pairs: "Sequence[PairResult]" = ()) -> int:
    """Work out the exit code: 2 if anything could not be checked, else 1 for findings from ``level`` up, else 0."""
    if any(r.failure is not None or r.crashed for r in reports) or any(p.crashed for p in pairs):
        return FAILED
    worst = [r.worst for r in reports if r.worst is not None] + [f.severity for p in pairs for f in p.findings]
    return FINDINGS if any(w >= level for w in worst) else FINE


def made(folder: Path) -> None:
    """Make ``folder`` where there is none. Raises click.FileError: before the work is done, not after."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise click.FileError(str(folder), error.strerror or str(error)) from error


def chosen(rules: str, language: Language) -> tuple[str, ...]:
    """Split ``rules`` at its commas. Raises click.BadParameter for what is neither a code nor a family."""
    words = tuple(w for w in rules.replace("，", ",").replace(",", " ").split() if w)
    if words:
        from yusuan.check.rule import select  # noqa: PLC0415 - only where rules were asked for

        try:
            select(words)
        except KeyError as error:
            word = error.args[0]
            message = Text(f"没有规则或规则族“{word}”，见 yusuan rule", f"no rule or family {word!r}; see yusuan rule")
            raise click.BadParameter(message.say(language), param_hint="--rules") from error
    return words


def products(words: str, language: Language, *, saved: bool) -> tuple[str, ...]:
    """Split the ids of products at their commas; all where none are named. Raises click.BadParameter."""
    chosen = tuple(w for w in words.replace("，", ",").replace(",", " ").lower().split() if w)
    unknown = next((w for w in chosen if w not in IDS), None)
    if unknown is not None:
        message = Text(f"没有“{unknown}”，可选：{'、'.join(IDS)}", f"there is no {unknown!r}: {', '.join(IDS)}")
        raise click.BadParameter(message.say(language), param_hint="--make")
    if chosen and not saved:
        message = Text("要与 --save 同用，以指明存到哪里", "goes with --save, which says where to")
        raise click.BadParameter(message.say(language), param_hint="--make")
    return (chosen or IDS) if saved else ()


def _say_what_was_made(
    reports: list[DocumentReport], of_the_run: tuple[str, ...], folder: Path, language: Language
) -> None:
    """Say on the error stream, which is not part of the report, what was written and where."""
    n = sum(len(r.made) for r in reports) + len(of_the_run)
    click.echo(Text(f"已写入 {n} 个文件：{folder}", f"{n} files written: {folder}").say(language), err=True)


def known(path: Path | None, language: Language) -> "Baseline | None":
    """Load the baseline, if there is one. Raises click.BadParameter, click.FileError."""
    if path is None:
        return None
    from yusuan.app.baseline import BaselineError, load_baseline  # noqa: PLC0415 - only where asked for

    try:
        return load_baseline(path)
    except BaselineError as error:
        raise click.BadParameter(error.message.say(language), param_hint="--baseline") from error
    except OSError as error:
        raise click.FileError(str(path), error.strerror) from error


def as_data(
    form: str, reports: list[DocumentReport], besides: "tuple[Sequence[PairResult], Sequence[Why]]", level: Severity,
    language: Language,
) -> str:  # fmt: skip
    """Tell of the run in a format for programs; ``besides``: what is between documents, and what is passed over."""
    pairs, passed = besides
    if form == "junit":
        from yusuan.report.junit import junit  # noqa: PLC0415 - only where asked for

        return junit(reports, level, language)
    if form == "sarif":
        from yusuan.report.sarif import sarif  # noqa: PLC0415 - only where asked for

        return json.dumps(sarif(reports, language, pairs, passed), ensure_ascii=False, indent=2) + "\n"
    from yusuan.report.as_json import check_json  # noqa: PLC0415 - only where asked for

    return json.dumps(check_json(reports, pairs, passed), ensure_ascii=False, indent=2) + "\n"


def _write(text: str, out: IO[str] | None) -> None:
    if out is None:
        click.echo(text, nl=False)
    else:
        out.write(text)
