"""``yusuan compose``: a ledger in, the whole disclosure out, past the gate or not at all."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from yusuan.cli.main import FAILED, FINDINGS, FINE, jobs_option, language_option
from yusuan.cli.speaking import Command
from yusuan.model.text import Language, Text

if TYPE_CHECKING:
    from yusuan.app.compose import Outcome
    from yusuan.ledger.records import Problem

_HELP = Text(
    "由台账编制整份公开文本（报表、情况说明、名词解释），以 PDF、DOCX、XLSX、网页和数据公开。\n\n"
    "编好的文本先按全部规则检查一遍，有错误就不公开，检查报告放在旁边。缺少的数不会印成 0：会列出该填在哪里。\n\n"
    "退出码：0 已公开；1 台账有缺漏或检查有错误，未公开；2 文件读不了、选项有误或程序出错。",
    "Compose the whole disclosure (statements, narrative, glossary) of a ledger, and publish it as PDF, DOCX, XLSX, a "
    "page and data.\n\n"
    "What was composed is checked by all rules first; with an error in it nothing is published, and the report lies "
    "beside it. A missing figure is never printed as 0: the cell that wants it is named.\n\n"
    "Exit code: 0 published; 1 the ledger lacks something, or the check found errors; 2 a file could not be read, "
    "a bad option, or a crash.",
)
FORMATS = ("pdf", "docx", "xlsx", "html", "json", "csv", "parquet", "datapackage")
_SHOWN = 100


def command(language: Language) -> click.Command:
    """Build ``yusuan compose`` in ``language``."""

    def say(zh: str, en: str) -> str:
        return zh if language == "zh" else en

    path = click.Path(path_type=Path)
    return Command(
        "compose",
        language=language,
        callback=compose,
        help=_HELP.say(language),
        params=[
            click.Argument(["paths"], nargs=-1, required=True, type=path, metavar=say("台账...", "LEDGER...")),
            click.Option(
                ["--output", "-o", "folder"], type=path, required=True, metavar=say("文件夹", "FOLDER"),
                help=say("公开文本存到这里。", "Publish into this folder."),
            ),
            click.Option(
                ["--format", "formats"], metavar="FORMATS", default=",".join(FORMATS),
                help=say(f"格式，逗号分隔（默认全部：{','.join(FORMATS)}）。", f"Formats (all: {','.join(FORMATS)})."),
            ),
            click.Option(
                ["--many"], is_flag=True,
                help=say("所给的是文件夹，编制其中每一本台账。", "Compose every ledger of the folders given."),
            ),
            click.Option(
                ["--department"], type=path, metavar=say("台账", "LEDGER"),
                help=say("部门的台账：与所属单位台账之和核对，一并编制。",
                         "The department's ledger: held against the sum of its units', and composed too."),
            ),
            click.Option(
                ["--template"], type=path, metavar="FILE",
                help=say("用这个文字模板写情况说明。", "Write the narrative by this template."),
            ),
            click.Option(
                ["--form", "forms"], type=path, multiple=True, metavar=say("表样", "WORKBOOK"),
                help=say("照表样（人大、一体化平台发下的空表）填好，一并存放；可多次使用。",
                         "Fill in this form (an empty workbook as it was handed out) too; may be repeated."),
            ),
            click.Option(
                ["--formulas"], is_flag=True,
                help=say("工作簿里的合计写成公式（各数相加正好等于合计的）。",
                         "Totals of the workbook as formulas, where the figures add up exactly."),
            ),
            click.Option(
                ["--fonts"], type=path, metavar="DIR", help=say("字体所在的文件夹（PDF 用）。", "Fonts for the PDF.")
            ),
            jobs_option(language),
            language_option(language),
        ],
    )  # fmt: skip


def compose(  # noqa: PLR0913 - one for each option
    *,
    paths: tuple[Path, ...],
    folder: Path,
    formats: str,
    many: bool,
    department: Path | None,
    template: Path | None,
    forms: tuple[Path, ...],
    formulas: bool,
    fonts: Path | None,
    jobs: int | None,
    lang: Language,
) -> int:
    """Compose the ledgers at ``paths``, say what became of each, and return the exit code."""
    from yusuan.app.compose import Publishing, compose_many  # noqa: PLC0415 - --help needs none of it

    how = Publishing(folder, _formats(formats, lang), _template(template), fonts, lang, jobs, forms, formulas)
    ledgers = _ledgers(paths, lang, many=many)
    good = True
    if department is not None:
        good = _adds_up(ledgers, department, lang)
        ledgers = (*ledgers, department)
    outcomes = []
    try:
        for outcome in compose_many(ledgers, how):
            _tell(outcome, lang)
            outcomes.append(outcome)
    except OSError as error:
        raise click.FileError(str(folder), error.strerror) from error
    if len(outcomes) > 1:
        _sum_up(outcomes, department, how.folder, lang)
    if any(o.failure is not None and o.report is None for o in outcomes):
        return FAILED
    return FINE if good and all(o.published for o in outcomes) else FINDINGS


def _formats(words: str, language: Language) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(w for w in words.replace("，", ",").replace(",", " ").lower().split() if w))
    unknown = next((w for w in chosen if w not in FORMATS), None)
    if unknown is not None or not chosen:
        message = Text(f"没有“{unknown}”，可选：{'、'.join(FORMATS)}", f"there is no {unknown!r}: {', '.join(FORMATS)}")
        raise click.BadParameter(message.say(language), param_hint="--format")
    return chosen


def _template(path: Path | None) -> str | None:
    if path is None:
        return None
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise click.FileError(str(path), str(error)) from error


def _ledgers(paths: Sequence[Path], language: Language, *, many: bool) -> tuple[Path, ...]:
    from yusuan.app.compose import ledgers_under  # noqa: PLC0415

    if not many:
        return tuple(paths)
    found: list[Path] = []
    for path in paths:
        try:
            found += ledgers_under(path)
        except OSError as error:
            raise click.FileError(str(path), error.strerror) from error
    if not found:
        message = Text("文件夹里没有台账（.xlsx、.json 或 CSV 文件夹）", "no ledger in the folder")
        raise click.BadParameter(message.say(language), param_hint="--many")
    return tuple(found)


def _adds_up(units: Sequence[Path], department: Path, language: Language) -> bool:
    from yusuan.app.consolidate import unit_sums  # noqa: PLC0415
    from yusuan.ledger.flat import LedgerFileError  # noqa: PLC0415
    from yusuan.read.errors import ReadError  # noqa: PLC0415

    try:
        found = unit_sums([u for u in units if u != department], department)
    except (LedgerFileError, ReadError) as error:
        raise click.ClickException(f"{department}：{error.message.say(language)}") from error
    except OSError as error:
        raise click.FileError(str(error.filename), error.strerror) from error
    if not any(p.severity > 1 for p in found):
        click.echo(Text("所属单位之和与部门一致", "the units add up to the department").say(language))
        _list(found, language)
        return True
    head = Text(f"所属单位之和与部门不一致（{len(found)} 处）：", f"the units do not add up ({len(found)}):")
    click.echo(head.say(language))
    _list(found, language)
    return False


def _tell(outcome: "Outcome", language: Language) -> None:
    from yusuan.report.filled.told import told  # noqa: PLC0415

    title = outcome.title or outcome.ledger
    if outcome.published:
        click.echo(
            Text(f"■ {title}：已公开 {len(outcome.files)} 个文件", f"■ {title}: {len(outcome.files)} files").say(
                language
            )
        )
        for file in outcome.files:
            click.echo(f"  {file}")
    else:
        why = (
            outcome.failure.say(language)
            if outcome.failure
            else Text("台账有缺漏，未公开", "not published").say(language)
        )
        click.echo(f"■ {title}：{why}")
    for form in outcome.forms:
        if form.failure is not None and form.failure != outcome.failure:
            click.echo(f"  {form.failure.say(language)}")
        if form.filled is not None:
            for line in told(form.name, form.filled, language, _SHOWN):
                click.echo(f"  {line}")
        for doubt in form.doubts[:_SHOWN]:
            label = Text("填好后不平，请核对", "does not add up").say(language)
            click.echo(f"    {label}  {doubt.say(language)}")
    _list([p for p in outcome.problems if not outcome.published or p.severity > 1], language)
    if outcome.deviations:
        n = len(outcome.deviations)
        click.echo(
            Text(f"  为使各表相加相等，有 {n} 个数与四舍五入差一个末位", f"  {n} figures one last place off").say(
                language
            )
        )


def _list(problems: "Sequence[Problem]", language: Language) -> None:
    from yusuan.report.words import SEVERITIES  # noqa: PLC0415

    for problem in problems[:_SHOWN]:
        words = problem.message.say(language)
        click.echo(f"  {SEVERITIES[problem.severity].say(language)}  {_place(problem)}  {words}")
    if len(problems) > _SHOWN:
        click.echo(f"  …… {len(problems) - _SHOWN}")


def _sum_up(outcomes: "Sequence[Outcome]", department: Path | None, folder: Path, language: Language) -> None:
    """Say how many were published, list all ledgers, and write the summary of the checks of all of them."""
    from yusuan.report.composed import Line, write_list  # noqa: PLC0415
    from yusuan.report.overview import make_run  # noqa: PLC0415

    done = sum(o.published for o in outcomes)
    n = len(outcomes)
    lines = []
    for o in outcomes:
        found = tuple((p.severity, _place(p), p.message.say(language)) for p in o.problems)
        came, went = o.totals or (None, None)
        why = o.failure.say(language) if o.failure else ""
        name = Path(o.ledger).name
        whole = department is not None and Path(o.ledger) == department
        lines.append(Line(name, o.body or name, o.published, len(o.files), came, went, found, why, whole))
    listed = write_list(lines, folder, language)
    made = make_run([o.report for o in outcomes if o.report is not None], (), folder, language)
    files = "、".join(p.name for p in (listed, *made))
    said = Text(f"共 {n} 本台账，已公开 {done} 份；见 {files}", f"{n} ledgers, {done} published; see {files}")
    click.echo(said.say(language))
    for line in [x for x in lines if not x.published][:_SHOWN]:
        todo = line.why or next((w for _, _, w in line.problems), "")
        click.echo(f"  {Text('未公开', 'not published').say(language)}  {line.body}（{line.ledger}）  {todo}")


def _place(problem: "Problem") -> str:
    return f"{problem.origin.sheet}!{problem.origin.cell}" if problem.origin.cell else problem.origin.sheet
