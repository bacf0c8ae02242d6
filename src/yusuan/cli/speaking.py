"""Click in Chinese: help pages and usage errors, for which click itself has English words only."""

import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

import click

from yusuan.model.text import Language

LANGUAGES = ("zh", "en")


def spoken(arguments: Sequence[str], default: str = "") -> Language:
    """Find the language that ``--lang`` asks for, wherever it stands: help and errors come before it is parsed."""
    said = default
    for n, word in enumerate(arguments):
        if word == "--":
            break
        if word == "--lang" and n + 1 < len(arguments):
            said = arguments[n + 1]
        elif word.startswith("--lang="):
            said = word.removeprefix("--lang=")
    return "en" if said.lower() == "en" else "zh"


class OneOf(click.ParamType[str]):
    """One of a few words."""

    name = "choice"

    def __init__(self, words: Sequence[str], language: Language) -> None:
        self.words, self.language = tuple(words), language

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str | None:  # noqa: ARG002 - click's signature
        """The words themselves."""
        return "[" + "|".join(self.words) + "]"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Take a word whatever its case; anything else is a usage error."""
        word = str(value).lower()
        if word not in self.words:
            known = ("、" if self.language == "zh" else ", ").join(self.words)
            zh, en = f"“{value}”不在可选值（{known}）之中", f"{value!r} is not one of {known}"
            self.fail(zh if self.language == "zh" else en, param, ctx)
        return word


class Number(click.ParamType[int]):
    """A whole number of at least ``least``."""

    name = "integer"

    def __init__(self, least: int, language: Language) -> None:
        self.least, self.language = least, language

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Take a whole number in bounds; anything else is a usage error."""
        try:
            number = int(str(value))
        except ValueError:
            number = self.least - 1
        if number < self.least:
            zh, en = (
                f"“{value}”不是不小于 {self.least} 的整数",
                f"{value!r} is not a whole number of {self.least} or more",
            )
            self.fail(zh if self.language == "zh" else en, param, ctx)
        return number


class Command(click.Command):
    """A command whose help page is in ``language``."""

    def __init__(self, *args: Any, language: Language = "zh", **kwargs: Any) -> None:  # noqa: ANN401 - click's own
        super().__init__(*args, **kwargs)
        self.language = language
        if language == "zh" and self.options_metavar:
            self.options_metavar = "[选项]..."

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        prefix = "用法：" if self.language == "zh" else None
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, and the arguments that say what they are."""
        records = [(p, p.get_help_record(ctx)) for p in self.get_params(ctx)]
        options = [r for p, r in records if r and not isinstance(p, click.Argument)]
        with formatter.section("选项" if self.language == "zh" else "Options"):
            formatter.write_dl(options)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Make ``--help`` speak the language too."""
        option = super().get_help_option(ctx)
        if option is not None and self.language == "zh":
            option.help = "显示本帮助。"
        return option


def error_words(error: click.ClickException, language: Language) -> str:
    """Say in ``language`` what is wrong with the command line."""
    if language == "en":
        return f"Error: {error.format_message()}"
    return f"错误：{_chinese(error)}"


def _chinese(error: click.ClickException) -> str:
    message = error.message
    if isinstance(error, click.MissingParameter):
        kind = "选项" if isinstance(error.param, click.Option) else "参数"
        return f"缺少{kind} {_hint(error).rstrip('.')}。"
    if isinstance(error, click.BadParameter):
        return f"{_hint(error)} 的值无效：{message}。"
    if isinstance(error, click.NoSuchOption):
        return f"没有选项 {error.option_name}。" + _meant(error.possibilities)
    if isinstance(error, click.exceptions.NoSuchCommand):
        known = error.possibilities
        if error.ctx is not None and isinstance(error.ctx.command, click.Group):
            known = get_close_matches(error.command_name, error.ctx.command.list_commands(error.ctx))
        return f"没有命令“{error.command_name}”。" + _meant(known)
    if isinstance(error, click.BadOptionUsage):
        without = "does not take" in message
        return f"选项 {error.option_name} {'不带值' if without else '后面缺少值'}。"
    if isinstance(error, click.FileError):
        return f"打不开文件“{error.ui_filename}”：{message}"
    extra = re.fullmatch(r"Got unexpected extra arguments? \((.*)\)", message, re.DOTALL)
    if extra:
        return f"多余的参数：{extra[1]}。"
    return "缺少命令。" if message == "Missing command." else message


def _hint(error: click.BadParameter) -> str:
    hint = error.param_hint if error.param_hint is not None else error.param and error.param.get_error_hint(error.ctx)
    words = [hint] if isinstance(hint, str) else list(hint or ())
    return " / ".join(words).replace("'", "")


def _meant(possibilities: list[str] | None) -> str:
    return f"是否想用 {'、'.join(possibilities)}？" if possibilities else ""
