"""``yusuan layout``: the layouts that are known, the draft of a new one, and a trial of one on documents."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from yusuan.app.options import Options
from yusuan.cli.main import FAILED, FINE, jobs_option, language_option
from yusuan.cli.output import opened
from yusuan.cli.speaking import Command
from yusuan.model.text import Language, Text

if TYPE_CHECKING:
    from yusuan.catalog.layouts import Layout

_HELP = Text(
    "版式：各地应公开哪些报表、用哪些词。列出、查看、从文件起草、在文件上试读。",
    "Layouts: which statements a place publishes, in which words. List, show, draft from files, try on files.",
)
_LIST = Text("列出已知的版式。", "List the known layouts.")
_SHOW = Text("查看一个版式：编号或 TOML 文件。", "Show one layout, by its id or its TOML file.")
_NEW = Text(
    "从公开文本起草一个版式文件：认出的报表按顺序列出，不认识的表题、列标题、行名列为 TODO 并给出建议。",
    "Draft a layout file from a disclosure: its statements in order; unknown titles, headers and labels as TODO.",
)
_TEST = Text(
    "试读文件：报表应有和认出多少，哪些列和行不认识，数字有着落的比例，等式有多少成立。第一个参数可以是版式文件"
    "（.toml），也可以用 --layout 给出。退出码：0 都读懂了；1 有缺表或不懂之处；2 有文件读不了。",
    "Read files and tell: statements expected and recognised, columns and rows not understood, numbers accounted for, "
    "identities that hold. A layout file (.toml) may come first, or after --layout. "
    "Exit code: 0 all understood; 1 something is missing or not understood; 2 a file could not be read.",
)


class _Group(Command, click.Group):
    """A command with commands below it."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options and the commands."""
        super().format_options(ctx, formatter)
        with formatter.section("命令" if self.language == "zh" else "Commands"):
            rows = ((name, self.commands[name]) for name in self.list_commands(ctx))
            formatter.write_dl([(name, command.get_short_help_str(60)) for name, command in rows])


def command(language: Language) -> click.Command:
    """Build ``yusuan layout`` in ``language``."""
    zh = language == "zh"
    files = click.Argument(
        ["paths"], nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件..." if zh else "FILE..."
    )
    made = _Group(
        "layout", language=language, help=_HELP.say(language), no_args_is_help=True,
        subcommand_metavar="命令 ..." if zh else "COMMAND ...",
        params=[language_option(language)], callback=lambda lang: None,  # noqa: ARG005
    )  # fmt: skip
    parts: tuple[tuple[str, Text, Callable[..., int], list[click.Parameter]], ...] = (
        ("list", _LIST, _list, []),
        ("show", _SHOW, _show, [click.Argument(["name"], metavar="编号" if zh else "ID")]),
        ("new", _NEW, _new, [files, _output(language), jobs_option(language)]),
        ("test", _TEST, _test, [files, layout_option(language), jobs_option(language)]),
    )
    for name, words, callback, params in parts:
        short = words.say(language).split("：" if zh else ": ")[0].split("。")[0].rstrip(".") + ("。" if zh else ".")
        made.add_command(Command(
            name, language=language, help=words.say(language), short_help=short, callback=callback,
            params=[*params, language_option(language)],
        ))  # fmt: skip
    return made


def layout_option(language: Language) -> click.Option:
    """Make the option of the commands that read with a person's own layout."""
    words = Text("用这个版式文件（TOML）读取，先于自带的版式。", "Read with this layout file (TOML) before the others.")
    return click.Option(["--layout"], type=click.Path(path_type=Path), metavar="FILE", help=words.say(language))


def loaded(path: Path | None, language: Language) -> "Layout | None":
    """Load a person's layout. Raises click.BadParameter that says what is wrong with the file."""
    if path is None:
        return None
    from yusuan.app.layout import load_layout  # noqa: PLC0415 - only where a layout was given
    from yusuan.catalog.layouts import LayoutError  # noqa: PLC0415

    try:
        return load_layout(path)
    except LayoutError as error:
        message = error.message.say(language).rstrip("。")
        raise click.BadParameter(message, param_hint="--layout") from error


def _output(language: Language) -> click.Option:
    words = "写入文件。" if language == "zh" else "Write to a file."
    return click.Option(["--output", "-o"], type=click.Path(path_type=Path), metavar="FILE", help=words)


def _list(*, lang: Language) -> int:
    from yusuan.catalog.layouts import layouts  # noqa: PLC0415
    from yusuan.report.layout import list_lines  # noqa: PLC0415

    return _echo(list_lines(layouts(), lang))


def _show(*, name: str, lang: Language) -> int:
    from yusuan.catalog.layouts import layout_by_id  # noqa: PLC0415
    from yusuan.report.layout import show_lines  # noqa: PLC0415

    if name.endswith(".toml"):
        layout = loaded(Path(name), lang)
    else:
        try:
            layout = layout_by_id(name)
        except KeyError as error:
            words = Text(f"没有版式“{name}”，用 yusuan layout list 列出全部版式", f"no layout {name!r}")
            raise click.BadParameter(words.say(lang), param_hint="编号" if lang == "zh" else "ID") from error
    return _echo(show_lines(layout, lang)) if layout else FAILED


def _echo(lines: Iterable[str]) -> int:
    for line in lines:
        click.echo(line)
    return FINE


def _new(*, paths: tuple[Path, ...], output: Path | None, jobs: int | None, lang: Language) -> int:
    from yusuan.app.layout import try_layout  # noqa: PLC0415
    from yusuan.report.layout import draft_lines  # noqa: PLC0415

    trials = list(try_layout(paths, Options(jobs=jobs)))
    good = [(t, t.identity) for t in trials if t.identity is not None]
    _say_failures(trials, lang)
    if not good:
        return FAILED
    identity = good[0][1]
    names = [Path(p).name for t, _ in good for p in t.paths]
    statements = [s for t, _ in good for s in t.statements]
    text = "".join(
        f"{x}\n" for x in draft_lines(identity, names, statements, [n for t, _ in good for n in t.not_understood])
    )
    if output is None:
        click.echo(text, nl=False)
    else:
        with opened(output) as out:
            out.write(text)
    return FAILED if len(good) < len(trials) else FINE


def _say_failures(trials: Iterable[object], lang: Language) -> None:
    from yusuan.app.layout import Trial  # noqa: PLC0415

    for one in trials:
        if isinstance(one, Trial) and one.failure is not None:
            joined = ("、" if lang == "zh" else ", ").join(one.paths)
            click.echo(f"{joined}{'：' if lang == 'zh' else ': '}{one.failure.say(lang)}", err=True)


def _test(*, paths: tuple[Path, ...], layout: Path | None, jobs: int | None, lang: Language) -> int:
    from yusuan.app.layout import try_layout  # noqa: PLC0415
    from yusuan.report.layout import figure_lines, trial_lines  # noqa: PLC0415

    if layout is None and paths[0].suffix.lower() == ".toml":
        layout, paths = paths[0], paths[1:]
    if not paths:
        words = Text("缺少要试读的文件", "no file to read")
        raise click.UsageError(words.say(lang) + ("。" if lang == "zh" else ""))
    code = FINE
    trials = list(try_layout(paths, Options(jobs=jobs, layout=loaded(layout, lang))))
    _say_failures(trials, lang)
    for one in trials:
        if one.identity is None or one.tokens is None or one.table_tokens is None:
            code = FAILED
            continue
        _echo(trial_lines(one.paths, one.identity, one.layout, one.expected, one.statements, lang))
        _echo(figure_lines(one.not_understood, one.tokens, one.table_tokens, one.derived, one.failed, lang))
        if one.missing or one.not_understood:
            code = max(code, 1)
    return code
