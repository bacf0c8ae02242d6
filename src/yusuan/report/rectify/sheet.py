"""The list as a workbook: a row a finding, cells for the unit's answer, and a sheet that says whose list it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from yusuan import __version__
from yusuan.model.text import Language, Text
from yusuan.report.book import SEVERITY_STYLES, Book, opened
from yusuan.report.document import DocumentReport
from yusuan.report.rectify.entry import ANSWERS, STATES, Entry
from yusuan.report.words import KINDS, LEVELS, SEVERITIES, title_of

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

FORMAT = "yusuan-list/1"
LIST, ABOUT, UNCHECKED = Text("整改清单", "list"), Text("文件", "document"), Text("未核对", "not checked")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the list: the field of ``Entry`` that it shows, its head, width in characters and style.

    ``printed``: it is within the area that is printed.
    """

    field: str
    head: Text
    width: float
    style: str
    printed: bool = True


COLUMNS = (
    Column("number", Text("序号", "no."), 5, "centre"),
    Column("rule", Text("规则", "rule"), 13, "text"),
    Column("severity", Text("级别", "severity"), 6, "centre"),
    Column("place", Text("位置", "place"), 20, "text"),
    Column("section", Text("报表或章节", "table or section"), 20, "text"),
    Column("printed", Text("原文／印为", "printed"), 14, "text"),
    Column("expected", Text("应为", "expected"), 14, "text"),
    Column("message", Text("问题说明", "what is wrong"), 42, "text"),
    Column("answer", Text("处理情况", "answer"), 10, "answer"),
    Column("words", Text("单位说明", "the unit's words"), 22, "answer"),
    Column("person", Text("责任人", "person"), 9, "answer"),
    Column("date", Text("日期", "date"), 11, "date"),
    Column("state", Text("复核结果", "checked again"), 13, "centre"),
    Column("why", Text("为什么", "why"), 60, "small", printed=False),
    Column("basis", Text("依据", "basis"), 60, "small", printed=False),
    Column("mark", Text("问题标识", "key"), 20, "small", printed=False),
)
#: The rows over the table: a title, and what to do.
_TOP = 2
_STATE_STYLES = {"mended": "good", "still": "error", "new": "error", "denied": "warning", "unsure": "unknown"}
_HOW = Text(
    "请在“处理情况”中选：已整改（已改正文本）、不属实（请说明理由）、待核实、接受（维持原文，请说明理由）；可增加行、列，"
    "请勿删改最右的隐藏列。填好后：yusuan rectify 本清单.xlsx 新文件。右侧另有“为什么”“依据”两列，不打印。",
    "Choose an answer: mended, not so (say why), to be looked into, accepted (say why). Keep the hidden column at the "
    "right. Then: yusuan rectify LIST.xlsx NEW-FILE. Why and basis are further to the right and are not printed.",
)


def write(path: Path, report: DocumentReport, rows: Sequence[Entry], language: Language, *, again: bool) -> None:
    """Write the list of ``report`` with ``rows``; ``again``: with what became of each. Raises OSError."""
    if report.summary is None:
        raise ValueError("a document that could not be read has no list")
    title = f"{LIST.say(language)} · {title_of(report.summary.identity, language)}"
    with opened(path, title, language) as book:
        _list(book, title, rows, language, again=again)
        _about(book, report, language)
        _unchecked(book, report, language)


def _list(book: Book, title: str, rows: Sequence[Entry], language: Language, *, again: bool) -> None:
    columns = [c for c in COLUMNS if again or c.field != "state"]
    sheet = book.sheet(LIST.say(language), [c.width for c in columns])
    printed = sum(c.printed for c in columns)
    sheet.set_row(0, 26)
    sheet.merge_range(0, 0, 0, printed - 1, "", book.style("title"))
    book.put(sheet, 0, 0, title, "title")
    sheet.set_row(1, 42)
    sheet.merge_range(1, 0, 1, printed - 1, "", book.style("note"))
    book.put(sheet, 1, 0, _HOW.say(language), "note")
    book.table(sheet, _TOP, [c.head.say(language) for c in columns], _TOP + len(rows))
    styles = {SEVERITIES[s].say(language): name for s, name in SEVERITY_STYLES.items()}
    for n, entry in enumerate(rows, 1):
        values = [_shown(entry, c.field, n, language) for c in columns]
        special = {"severity": styles.get(entry.severity), "state": _STATE_STYLES.get(entry.state)}
        book.row(sheet, _TOP + n, values, [special.get(c.field) or c.style for c in columns])
        book.height(sheet, _TOP + n, values, [c.width for c in columns])
    if not rows:
        book.put(sheet, _TOP + 1, 0, Text("没有发现问题。", "Nothing wrong was found.").say(language), "note")
    last = _TOP + max(1, len(rows))
    _choices(sheet, [c.field for c in columns], last, language)
    sheet.freeze_panes(_TOP + 1, 3)
    sheet.print_area(0, 0, last, printed - 1)


def _choices(sheet: "Worksheet", fields: list[str], last: int, language: Language) -> None:
    """The drop-down list of answers, their colours, and the hidden column."""
    at, answers = fields.index("answer"), [a.say(language) for a in ANSWERS.values()]
    sheet.data_validation(_TOP + 1, at, last, at, {
        "validate": "list", "source": answers,
        "error_title": Text("处理情况", "answer").say(language), "error_message": "、".join(answers),
    })  # fmt: skip
    mark = fields.index("mark")
    sheet.set_column(mark, mark, COLUMNS[-1].width, None, {"hidden": True})
    sheet.ignore_errors({"number_stored_as_text": f"A1:Z{last + 1}"})


def _shown(entry: Entry, field: str, number: int, language: Language) -> str | int:
    if field == "number":
        return number
    if field == "rule":
        return f"{entry.code}\n{entry.rule}".strip()
    if field == "answer":
        return ANSWERS[entry.answer].say(language) if entry.answer else ""
    if field == "state":
        state = STATES[entry.state].say(language) if entry.state else ""
        return f"{state}\n{entry.note}".strip()
    return str(getattr(entry, field))


def _about(book: Book, report: DocumentReport, language: Language) -> None:
    """Of which document this is the list: for people, and in the third column by names for programs."""
    if report.summary is None:
        return
    identity, zh = report.summary.identity, language == "zh"
    rows = [
        ("单位" if zh else "body", identity.body, "body"),
        ("年度" if zh else "year", str(identity.year or ""), "year"),
        ("种类" if zh else "kind", KINDS[identity.kind].say(language), f"kind={identity.kind}"),
        ("部门或单位" if zh else "level", LEVELS[identity.level].say(language), f"level={identity.level}"),
    ]
    for source in report.summary.sources:
        rows += [("文件" if zh else "file", source.name, "file"), ("SHA-256", source.sha256, "sha256")]
    rows += [("yusuan", __version__, "yusuan"), ("格式" if zh else "format", FORMAT, "format")]
    sheet = book.sheet(ABOUT.say(language), (14, 80, 24), landscape=False)
    for n, row in enumerate(rows):
        book.row(sheet, n, row, ("part", "text", "small"))


def _unchecked(book: Book, report: DocumentReport, language: Language) -> None:
    """Rules that gave no verdict, and why: what this list says nothing on."""
    outcomes = report.result.outcomes if report.result else ()
    silent = [o for o in outcomes if o.verdict in ("not checked", "crashed")]
    if not silent:
        return
    sheet = book.sheet(UNCHECKED.say(language), (12, 30, 90))
    heads = Text("规则", "rule"), Text("名称", "name"), Text("为什么没有核对", "why it was not checked")
    book.table(sheet, 0, [h.say(language) for h in heads], len(silent))
    for n, outcome in enumerate(silent, 1):
        name = report.rule_names.get(outcome.code)
        why = outcome.why.say(language) if outcome.why else ""
        values = (outcome.code, name.say(language) if name else "", why)
        book.row(sheet, n, values, ("text", "text", "text"))
        book.height(sheet, n, values, (12, 30, 90))
