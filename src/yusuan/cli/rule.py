"""``yusuan rule``: the rule book, and one rule of it in full."""

from collections.abc import Iterator

import click

from yusuan.check.rule import Rule, registry
from yusuan.cli.main import language_option
from yusuan.cli.speaking import Command
from yusuan.model.text import Language, Text
from yusuan.report.words import FAMILIES, KINDS, SEVERITIES

_HELP = Text(
    "列出规则；给出编号（如 YS1-001）时解释这条规则。",
    "List the rules; with a code such as YS1-001, explain that rule.",
)


def command(language: Language) -> click.Command:
    """Build ``yusuan rule`` in ``language``."""
    zh = language == "zh"

    def show(code: str | None, lang: str) -> int:  # noqa: ARG001 - found before parsing
        for line in explain(find(code, language), language) if code else book(language):
            click.echo(line)
        return 0

    return Command(
        "rule",
        language=language,
        callback=show,
        help=_HELP.say(language),
        params=[
            click.Argument(["code"], required=False, metavar="[编号]" if zh else "[CODE]"),
            language_option(language),
        ],
    )


def find(code: str, language: Language) -> Rule:
    """Look the rule up. Raises click.BadParameter where there is none of that code."""
    found = registry().get(code.upper())
    if found is None:
        words = Text(f"没有规则“{code}”，用 yusuan rule 列出全部规则", f"no rule {code!r}; yusuan rule lists them all")
        raise click.BadParameter(words.say(language), param_hint="编号" if language == "zh" else "CODE")
    return found


def book(language: Language) -> Iterator[str]:
    """List the rules by family."""
    family = ""
    for rule in registry().values():
        if rule.family != family:
            family = rule.family
            yield f"{family} {FAMILIES[family].say(language)}"
        off = "" if rule.default else ("（默认不运行）" if language == "zh" else " (off by default)")
        yield f"  {rule.code}  {SEVERITIES[rule.severity].say(language)}  {rule.name.say(language)}{off}"


def explain(rule: Rule, language: Language) -> Iterator[str]:
    """Tell all about ``rule``."""
    zh = language == "zh"
    percent = round(rule.certainty * 100)
    severity = SEVERITIES[rule.severity].say(language)
    kinds = ("、" if zh else ", ").join(KINDS[k].say(language) for k in sorted(rule.kinds))
    yield f"{rule.code} {rule.name.say(language)}"
    yield f"级别：{severity}（把握 {percent} %）" if zh else f"Severity: {severity} (certainty {percent} %)"
    yield f"适用：{kinds}" if zh else f"Applies to: {kinds}"
    yield ""
    parts = [
        ("为什么", "Why", rule.why),
        ("依据", "Basis", rule.basis),
        ("错", "Wrong", rule.wrong),
        ("对", "Right", rule.right),
    ]
    for name_zh, name_en, text in parts:
        yield f"{name_zh}：{text.zh}" if zh else f"{name_en}: {text.en}"
    if not zh:
        yield ""
        yield rule.doc
