"""The list of a run over many ledgers: which were published, their totals, and for the others what is to be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from yusuan.model.finding import Severity
from yusuan.model.text import Language, Text
from yusuan.report.book import SEVERITY_STYLES, Book, opened
from yusuan.report.words import SEVERITIES

TITLE = Text("编制情况", "composed")
_HEADS = (
    Text("序号", "no."), Text("单位", "body"), Text("结果", "result"), Text("错误", "errors"), Text("警告", "warnings"),
    Text("收入总计（元）", "funds in (元)"), Text("支出总计（元）", "funds out (元)"), Text("文件", "files"),
    Text("台账", "ledger"), Text("要做什么", "to do"),
)  # fmt: skip
_WIDTHS = (6, 34, 10, 8, 8, 20, 20, 8, 34, 70)
_TODO_HEADS = (Text("单位", "body"), Text("严重性", "severity"), Text("位置", "place"), Text("问题", "problem"))
_TODO_WIDTHS = (34, 10, 18, 90)
#: Problems that the second sheet holds.
_MOST = 50_000


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one ledger. ``came``, ``went``: its totals in 分, None where it could not be read.

    ``problems``: (severity, place, words). ``why``: why nothing was published, '' where it was. ``department``: it is
    the department's, whose totals are those of its units.
    """

    ledger: str
    body: str
    published: bool
    files: int
    came: int | None
    went: int | None
    problems: tuple[tuple[Severity, str, str], ...]
    why: str = ""
    department: bool = False


def write_list(lines: Sequence[Line], folder: Path, language: Language) -> Path:
    """Write ``编制情况.xlsx`` into ``folder``: a sheet of all ledgers, those not published first. Raises OSError."""
    path = folder / f"{TITLE.say(language)}.xlsx"
    ordered = sorted(lines, key=lambda x: (x.published, not _count(x, Severity.WARNING)))
    with opened(path, TITLE.say(language), language) as book:
        _ledgers(book, ordered, language)
        _problems(book, ordered, language)
    return path


def _count(line: Line, severity: Severity) -> int:
    return sum(s is severity for s, *_ in line.problems)


def _ledgers(book: Book, lines: Sequence[Line], language: Language) -> None:
    sheet = book.sheet(TITLE.say(language), _WIDTHS)
    book.table(sheet, 0, [h.say(language) for h in _HEADS], len(lines))
    yes, no = Text("已公开", "published"), Text("未公开", "not published")
    for n, line in enumerate(lines, 1):
        errors, warnings = _count(line, Severity.ERROR), _count(line, Severity.WARNING)
        todo = line.why or next((w for s, _, w in line.problems if s > Severity.HINT), "")
        values: tuple[str | int | Fraction, ...] = (
            n, line.body, (yes if line.published else no).say(language), errors, warnings, _yuan(line.came),
            _yuan(line.went), line.files, line.ledger, todo,
        )  # fmt: skip
        good = "good" if line.published else "error"
        styles = ("centre", "text", good, "number", "number", "money", "money", "number", "text", "text")
        book.row(sheet, n, values, styles)
        book.height(sheet, n, values, _WIDTHS)
    done = sum(x.published for x in lines)
    units = [x for x in lines if not x.department]
    sums: tuple[str | int | Fraction, ...] = (
        "", Text("单位合计", "the units").say(language), f"{done} / {len(lines)}",
        sum(_count(x, Severity.ERROR) for x in lines), sum(_count(x, Severity.WARNING) for x in lines),
        _yuan(sum(x.came or 0 for x in units)), _yuan(sum(x.went or 0 for x in units)), sum(x.files for x in lines),
        "", "",
    )  # fmt: skip
    styles = ("part", "part", "part", "sum", "sum", "money", "money", "sum", "part", "part")
    book.row(sheet, len(lines) + 1, sums, styles)


def _yuan(fen: int | None) -> str | Fraction:
    return "" if fen is None else Fraction(fen, 100)


def _problems(book: Book, lines: Sequence[Line], language: Language) -> None:
    rows = [
        (line.body, SEVERITIES[severity].say(language), place, words, SEVERITY_STYLES[severity])
        for line in lines
        for severity, place, words in (
            *([(Severity.ERROR, "", line.why)] if line.why else []),
            *sorted(line.problems, key=lambda p: -p[0]),
        )
    ][:_MOST]
    if not rows:
        return
    sheet = book.sheet(Text("问题", "problems").say(language), _TODO_WIDTHS)
    book.table(sheet, 0, [h.say(language) for h in _TODO_HEADS], len(rows))
    for n, (body, severity, place, words, style) in enumerate(rows, 1):
        book.row(sheet, n, (body, severity, place, words), ("text", style, "text", "text"))
        book.height(sheet, n, (body, severity, place, words), _TODO_WIDTHS)
