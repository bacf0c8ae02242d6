"""The parts of the documentation that the program itself knows: written by ``make docs``, compared by the tests.

``python tools/docs.py`` writes what has changed; with ``--check`` it writes nothing, names what has drifted and exits
with 1.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import click
import precision

from yusuan.catalog.layouts import kind_by_id, layouts, statement_kinds
from yusuan.check.rule import Rule, registry
from yusuan.cli.main import COMMANDS, group
from yusuan.model.text import Language
from yusuan.report.as_json import schema
from yusuan.report.words import FAMILIES, KINDS, SEVERITIES

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "docs" / "reference"
OPEN, CLOSE = "<!-- demo -->\n", "<!-- /demo -->"
GENERATED = "<!-- written by `make docs` -->\n"


def rules() -> str:
    """The rule book: every rule in Chinese, with its English name and its notes for developers."""
    lines = ["# 规则 · Rules", "", GENERATED, "| 编号 | 规则 | rule | 级别 |", "|---|---|---|---|"]
    for rule in registry().values():
        name = f"[{rule.code}](#{rule.code.lower()})"
        lines.append(f"| {name} | {rule.name.zh} | {rule.name.en} | {SEVERITIES[rule.severity].zh} |")
    family = ""
    for rule in registry().values():
        if rule.family != family:
            family = rule.family
            lines += ["", f"## {family} {FAMILIES[family].zh} · {FAMILIES[family].en}"]
        lines += ["", *_rule(rule)]
    return "\n".join(lines) + "\n"


def _rule(rule: Rule) -> Iterator[str]:
    kinds = "、".join(KINDS[k].zh for k in sorted(rule.kinds))
    off = "；默认不运行" if not rule.default else ""
    yield f"### {rule.code}"
    yield ""
    yield f"**{rule.name.zh}** · {rule.name.en}"
    yield ""
    yield f"{SEVERITIES[rule.severity].zh}，把握 {round(rule.certainty * 100)} %，适用于{kinds}{off}。"
    yield ""
    for word, text in (("为什么", rule.why), ("依据", rule.basis), ("错", rule.wrong), ("对", rule.right)):
        yield f"- {word}：{text.zh}"
    yield ""
    yield from (f"> {line.strip()}".rstrip() for line in rule.doc.splitlines())


def cli() -> str:
    """Every command's help page, in Chinese and in English."""
    lines = ["# 命令 · Commands", "", GENERATED, "退出码 · exit codes: 0 没有达到 `--fail-on` 的问题 · nothing found;"]
    lines += ["1 有问题 · findings; 2 未能完成 · yusuan could not do its work."]
    for name in ("", *(words for command in COMMANDS for words in (command, *_below(command)))):
        lines += ["", f"## yusuan {name}".rstrip()]
        for language in ("zh", "en"):
            lines += ["", "```", _help(name, language), "```"]
    return "\n".join(lines) + "\n"


def _below(name: str) -> list[str]:
    """The commands below the command ``name``, each with it, as in ``layout new``."""
    command = group("zh").get_command(click.Context(group("zh")), name)
    return [f"{name} {part}" for part in command.commands] if isinstance(command, click.Group) else []


def _help(name: str, language: Language) -> str:
    command: click.Command = group(language)
    context = click.Context(command, info_name="yusuan", terminal_width=100, max_content_width=100)
    for word in name.split():
        below = command.get_command(context, word) if isinstance(command, click.Group) else None
        if below is None:
            raise KeyError(name)
        command, context = below, click.Context(below, parent=context, info_name=word)
    return command.get_help(context)


def layout_pages() -> str:
    """The layouts that are known, and the kinds of statement."""
    lines = ["# Layouts", "", GENERATED, "Which statements a disclosure must hold, by locality"]
    lines += ["([how to add one](../howto/add-a-locality.md)). Where none applies, none counts as missing.", ""]
    lines += ["| layout | locality | kind | years | statements | basis |", "|---|---|---|---|---|---|"]
    for one in sorted(layouts(), key=lambda x: x.id):
        last = str(one.to_year) if one.to_year < 9999 else ""
        names = "、".join(kind_by_id(s).name.zh for s in one.statements)
        lines.append(
            f"| {one.name.zh} · {one.name.en} | {one.locality or 'any'} | {one.kind} | {one.from_year}–{last} "
            f"| {len(one.statements)}: {names} | {one.basis} |"
        )
    lines += ["", "## Kinds of statement", "", "In the order in which a title is tried on them.", ""]
    lines += ["| id | name | 名称 |", "|---|---|---|"]
    lines += [f"| `{k.id}` | {k.name.en} | {k.name.zh} |" for k in statement_kinds()]
    return "\n".join(lines) + "\n"


def report_json() -> str:
    """The fields of the JSON report, out of its schema."""
    top = schema()
    lines = ["# JSON report", "", GENERATED, "What `yusuan check --format json` prints. Amounts are integers in 分;"]
    lines += ["`printed` and `expected` are as they stand in the document. The schema itself is"]
    lines += ["[`report-1.json`](../../src/yusuan/report/schema/report-1.json); a field is never renamed or removed"]
    lines += ["without a new number.", "", "## report", "", *_fields(top)]
    for name, definition in top.get("$defs", {}).items():
        said = definition.get("description", "")
        lines += ["", f"## {name}", "", *([said, ""] if said else [])]
        lines += _fields(definition) if definition.get("properties") else [f"Type: {_type(definition)}."]
    return "\n".join(lines) + "\n"


def _fields(definition: dict[str, Any], prefix: str = "") -> Iterator[str]:
    if not prefix:
        yield "| field | type | |"
        yield "|---|---|---|"
    for name, field in definition["properties"].items():
        yield f"| `{prefix}{name}` | {_type(field)} | {field.get('description', '')} |"
        inner = field.get("items", field)
        if isinstance(inner, dict) and "properties" in inner:
            dots = "[]." if "items" in field else "."
            yield from _fields(inner, f"{prefix}{name}{dots}")


def _type(field: dict[str, Any]) -> str:
    if "$ref" in field:
        name = field["$ref"].rpartition("/")[2]
        return f"[{name}](#{name})"
    for word in ("oneOf", "anyOf"):
        if word in field:
            return " or ".join(_type(f) for f in field[word])
    if "const" in field or "enum" in field:
        values = [field["const"]] if "const" in field else field["enum"]
        return ", ".join("null" if v is None else f"`{v}`" for v in values)
    if field.get("type") == "array":
        return f"array of {_type(field['items'])}" if isinstance(field.get("items"), dict) else "array"
    kind = field.get("type", "any")
    return " or ".join(kind) if isinstance(kind, list) else str(kind)


class DemoFailedError(RuntimeError):
    """The demo did not find what it should; a README must not show that as it were right."""


@cache
def demo() -> str:
    """What ``make demo`` prints, as a block of Markdown."""
    done = subprocess.run(
        [sys.executable, "examples/demo.py"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise DemoFailedError(f"the demo failed:\n{done.stdout}{done.stderr}")
    return f"```\n{done.stdout.rstrip()}\n```\n"


def with_demo(path: Path) -> str:
    """The page at ``path`` with the demo's output between its marks. Raises ValueError where it has no marks."""
    text = path.read_text(encoding="utf-8")
    before, _, rest = text.partition(OPEN)
    _, mark, after = rest.partition(CLOSE)
    if not mark:
        raise ValueError(f"{path.name} has no place for the demo's output")
    return before + OPEN + demo() + CLOSE + after


PAGES: dict[Path, Callable[[], str]] = {
    REFERENCE / "rules.md": rules,
    REFERENCE / "cli.md": cli,
    REFERENCE / "layouts.md": layout_pages,
    REFERENCE / "report-json.md": report_json,
    REFERENCE / "precision.md": precision.page,
    ROOT / "README.md": lambda: with_demo(ROOT / "README.md"),
    ROOT / "README.zh-CN.md": lambda: with_demo(ROOT / "README.zh-CN.md"),
}


def main() -> int:
    """Write or check the pages."""
    check, bad = "--check" in sys.argv[1:], 0
    for path, make in PAGES.items():
        name = path.relative_to(ROOT)
        try:
            text = make()
        except DemoFailedError as error:
            print(f"{name}: {error}")
            bad += 1
            continue
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        print(f"{name} {'has drifted: run make docs' if check else 'written'}")
        bad += check
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
