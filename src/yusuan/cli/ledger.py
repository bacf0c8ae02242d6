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
    from yusuan.catalog.choice import LayoutChoice
    from yusuan.ledger.records import Problem
    from yusuan.model.fact import Fact

_HELP = Text(
    "台账：单位填写预算、决算数据的工作簿。新建、由上年文本起草、由一体化平台的导出表导入、检查，"
    "在工作簿、CSV、JSON 之间转换。",
    "The ledger that a unit keeps its figures in: begin one, import one, check it, convert it between workbook, CSV "
    "and JSON.",
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
        ["--layout"],
        default="",
        metavar="ID",
        help=say(
            "版式的名称或地名：广东、武汉市；不写就按单位名称选。",
            "The layout or a place; by the body's name if not given.",
        ),
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
        click.Option(["--year"], type=Number(2000, language), metavar="YYYY",
                     help=say("年度；写在 --layout 里也行：广东-2026。", "The year, or as in --layout 广东-2026.")),
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
    words = say(
        "由一体化平台导出的报表（或本年的公开文本）导入：明细填入“收入”“支出”等表，列出要补全的格子。",
        "Import the platform's export, or a document of the year itself; says what has to be completed.",
    )
    export = click.Argument(["path"], required=True, type=path, metavar=say("导出表", "EXPORT"))
    group.add_command(sub("import", words, import_, [export, layout, out]))
    words = say(
        "由所属单位的台账合并成部门的台账：金额相加，文字并列待确认；内部往来会列出来。",
        "Make a department's ledger out of its units': amounts added up, texts side by side, inner payments listed.",
    )
    group.add_command(sub("consolidate", words, consolidate, [
        click.Argument(["paths"], nargs=-1, required=True, type=path, metavar=say("台账...", "LEDGER...")),
        click.Option(["--body"], required=True, metavar=say("名称", "NAME"), help=say("部门名称。", "The department.")),
        click.Option(["--eliminate"], is_flag=True, help=say(
            "抵销所属单位之间的往来（对附属单位补助、上级补助等），两边相等才抵销。",
            "Take out what the units pay one another, where both sides agree.")),
        out]))  # fmt: skip
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


def new(*, body: str, year: int | None, kind: str, level: str, layout: str, output: Path, lang: Language) -> int:
    """Write an empty ledger."""
    from yusuan.app.ledger import begun_ledger, begun_records, save  # noqa: PLC0415 - --help needs none of it
    from yusuan.catalog.choice import year_in  # noqa: PLC0415

    chosen = _chosen(layout, kind, body, lang)
    number = year or year_in(layout)
    if not number:
        raise click.UsageError(
            Text("缺少年度：加上 --year 2026，或写 --layout 广东-2026", "which year? --year 2026").say(lang)
        )
    ledger = begun_ledger(chosen, body, number, level)
    _written(lambda: save(begun_records(ledger), output, ledger))
    said = chosen.name
    click.echo(
        Text(
            f"已新建 {output}：{number} 年，版式 {chosen.id}（{said.zh}）。填好后：yusuan ledger check {output}",
            f"wrote {output}: {number}, layout {chosen.id} ({said.en}); next: yusuan ledger check {output}",
        ).say(lang)
    )
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
    ledger = begun.ledger
    n, texts, things = len(ledger.last_year), len(ledger.words), len(ledger.counts)
    click.echo(
        Text(
            f"已写入 {output}：上年数 {n} 个（文本中的 {begun.held} 处），项目 {len(ledger.projects)} 个，"
            f"数量 {things} 个，待确认的文字 {texts} 段；未放入 {len(begun.left)} 个数",
            f"wrote {output}: {n} figures of last year ({begun.held} cells), {len(ledger.projects)} projects, "
            f"{things} numbers of things, {texts} texts to be confirmed; {len(begun.left)} figures had no place",
        ).say(lang)
    )
    _list_left(begun.left)
    return FINE


def import_(*, path: Path, layout: str, output: Path, lang: Language) -> int:
    """Import the platform's export or a document of the year; say what is to be completed and what had no place."""
    from yusuan.app.ledger import import_from, records_imported, save  # noqa: PLC0415
    from yusuan.ledger.flat import LedgerFileError  # noqa: PLC0415

    try:
        made = import_from(path, layout)
    except LedgerFileError as error:
        raise click.ClickException(error.message.say(lang)) from error
    _written(lambda: save(records_imported(made), output, made.ledger))
    click.echo(
        Text(
            f"已写入 {output}：{len(made.ledger.entries)} 笔，与报表的 {made.met} 个数一致；"
            f"要补全或核对 {len(made.problems)} 处，未放入 {len(made.left)} 个数",
            f"wrote {output}: {len(made.ledger.entries)} entries, which agree with {made.met} published amounts; "
            f"{len(made.problems)} places to complete or confirm, {len(made.left)} amounts had no place",
        ).say(lang)
    )
    for problem in made.problems[:_SHOWN]:
        _echo_problem(problem, lang)
    if len(made.problems) > _SHOWN:
        click.echo(f"  …… {len(made.problems) - _SHOWN}")
    _list_left(made.left)
    return FINE


def consolidate(*, paths: tuple[Path, ...], body: str, eliminate: bool, output: Path, lang: Language) -> int:
    """Make a department's ledger out of its units', and say what has to be confirmed."""
    from yusuan.app.compose import ledgers_under  # noqa: PLC0415
    from yusuan.app.consolidate import consolidated  # noqa: PLC0415
    from yusuan.app.ledger import save  # noqa: PLC0415
    from yusuan.ledger.consolidate import UnitsError, records_consolidated  # noqa: PLC0415

    units: list[Path] = []
    for path in paths:
        found = ledgers_under(path) if path.is_dir() else ()
        units += [p for p in found if p.resolve() != output.resolve()] or [path]
    try:
        made = consolidated(units, body, eliminate=eliminate)
    except UnitsError as error:
        click.echo(Text("没有合并，先改好这些单位的台账：", "not consolidated; to be mended first:").say(lang))
        for unit, why in error.refused[:_SHOWN]:
            click.echo(f"  {unit}  {why.say(lang)}")
        if len(error.refused) > _SHOWN:
            click.echo(f"  …… {len(error.refused) - _SHOWN}")
        return FINDINGS
    _written(lambda: save(records_consolidated(made), output, made.ledger))
    n, entries, projects = len(units), len(made.ledger.entries), len(made.ledger.projects)
    taken = "，内部往来已抵销" if made.eliminated and made.transfers else ""
    click.echo(
        Text(
            f"已写入 {output}：{n} 个单位，{entries} 笔，项目 {projects} 个{taken}；要确认 {len(made.problems)} 处",
            f"wrote {output}: {n} units, {entries} entries, {projects} projects; {len(made.problems)} to be confirmed",
        ).say(lang)
    )
    for problem in made.problems[:_SHOWN]:
        _echo_problem(problem, lang)
    if len(made.problems) > _SHOWN:
        click.echo(f"  …… {len(made.problems) - _SHOWN}")
    open_ = made.transfers and not made.eliminated
    return FINDINGS if open_ else FINE


def _list_left(left: "Sequence[tuple[Fact, str]]") -> None:
    """The amounts that had no place, by the page or sheet that they stand on, gathered by the reason."""
    from yusuan.ledger.describe import point_words, spot_words  # noqa: PLC0415

    by_reason: dict[str, list[Fact]] = {}
    for fact, why in left:
        by_reason.setdefault(why, []).append(fact)
    shown = 0
    for why, facts in sorted(by_reason.items(), key=lambda x: -len(x[1])):
        click.echo(f"  {why}（{len(facts)} 个）")
        for fact in facts[: max(0, _SHOWN - shown)]:
            click.echo(f"    {spot_words(fact)} {point_words(fact)} {fact.amount.printed}{fact.amount.unit}")
        shown += len(facts)
    if shown > _SHOWN:
        click.echo(f"  …… {shown - _SHOWN}")


def _echo_problem(problem: "Problem", lang: Language) -> None:
    from yusuan.report.words import SEVERITIES  # noqa: PLC0415

    where = f"{problem.origin.sheet}!{problem.origin.cell}" if problem.origin.cell else problem.origin.sheet
    click.echo(f"{SEVERITIES[problem.severity].say(lang)}  {where}  {problem.message.say(lang)}")


def _chosen(layout: str, kind: str, body: str, lang: Language) -> "LayoutChoice":
    from yusuan.app.ledger import choose_layout  # noqa: PLC0415

    found = choose_layout(layout, kind, body)
    if isinstance(found, Text):
        raise click.ClickException(found.say(lang))
    return found


def check(*, path: Path, lang: Language) -> int:
    """Say what is missing or inconsistent in a ledger."""
    loaded = _load(path, lang)
    from yusuan.model.finding import Severity  # noqa: PLC0415

    for problem in loaded.problems:
        _echo_problem(problem, lang)
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
