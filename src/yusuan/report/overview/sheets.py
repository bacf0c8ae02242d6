"""The summary of a run as a workbook: counts with charts, documents, rules, all findings, pairs, failures."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yusuan import __version__
from yusuan.model.text import Language, Text
from yusuan.report.book import SEVERITY_STYLES, Book, opened
from yusuan.report.overview.tally import SEVERITIES, Row, Tally
from yusuan.report.words import FAMILIES
from yusuan.report.words import SEVERITIES as NAMES

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

TITLE = Text("汇总", "summary")
COLOURS = ("#C0392B", "#E08A1E", "#3B7DB8")
#: Findings that the sheet of findings holds, and documents that a chart can show.
_FINDINGS, _BARS = 50_000, 25
#: The first of the columns of severities in the sheet of documents.
_COUNTS_AT = 5
_Cells = tuple[str | int | float, ...]


def write(path: Path, told: Tally, language: Language) -> None:
    """Write the workbook. Raises OSError."""
    with opened(path, TITLE.say(language), language) as book:
        _Summary(book, told, language).write()


class _Summary:
    """The workbook being made."""

    def __init__(self, book: Book, told: Tally, language: Language) -> None:
        self.book, self.told, self.language = book, told, language
        self.names = [NAMES[s].say(language) for s in SEVERITIES]

    def say(self, zh: str, en: str) -> str:
        return zh if self.language == "zh" else en

    def write(self) -> None:
        """Write every sheet; those that would be empty are left out."""
        self._front()
        self._documents()
        self._rules()
        self._findings()
        self._pairs()
        self._failures()
        self._passed()

    def _front(self) -> None:
        """The counts, families by severity, and the charts."""
        front = self.say("概况", "overview")
        sheet = self.book.sheet(front, (20, 12, 12, 12, 12, 12, 12, 12))
        self.book.put(sheet, 0, 0, f"{TITLE.say(self.language)} · yusuan {__version__}", "title")
        sheet.set_row(0, 26)
        sheet.fit_to_pages(1, 1)
        told = self.told
        lines: list[tuple[str, int]] = [
            (self.say("检查的文本", "documents checked"), len(told.rows)),
            (self.say("没有错误和警告的", "without errors or warnings"), told.clean),
            (self.say("未能读取的", "that could not be read"), len(told.failures)),
            (self.say("比对的成对文本", "pairs compared"), len(told.pairs)),
            *((name, told.total(s)) for name, s in zip(self.names, SEVERITIES, strict=True)),
        ]
        for n, (name, value) in enumerate(lines, 2):
            self.book.row(sheet, n, (name, value), ("part", "number"))
        top = len(lines) + 3
        self.book.row(sheet, top, (self.say("规则族", "family"), *self.names), ["head"] * 4)
        for n, (code, family, counts) in enumerate(told.matrix, top + 1):
            self.book.row(sheet, n, (f"{code} {family.say(self.language)}", *counts), ("text", *["number"] * 3))
        last = top + len(told.matrix)
        sums = [sum(c[k] for _, _, c in told.matrix) for k in range(3)]
        self.book.row(sheet, last + 1, (self.say("合计", "all"), *sums), ("part", *["sum"] * 3))
        self._chart(sheet, (2, 4), front, top, (top + 1, last), (0, 1), "各类规则的问题", "findings by family")
        if told.rows:
            name = self.say("各文件", "documents")
            rows = (1, min(len(told.rows), _BARS))
            self._chart(
                sheet, (last + 4, 0), name, 0, rows, (0, _COUNTS_AT), "问题最多的文本", "documents with most findings"
            )

    def _chart(
        self, sheet: "Worksheet", at: tuple[int, int], source: str, head: int, rows: tuple[int, int],
        columns: tuple[int, int], zh: str, en: str,
    ) -> None:  # fmt: skip
        """Stacked bars: names out of the first of ``columns``, the three severities from the second one on."""
        chart: Any = self.book.book.add_chart({"type": "bar", "subtype": "stacked"})
        names, first = columns
        for k, colour in enumerate(COLOURS):
            chart.add_series({
                "name": [source, head, first + k],
                "categories": [source, rows[0], names, rows[1], names],
                "values": [source, rows[0], first + k, rows[1], first + k],
                "fill": {"color": colour}, "gap": 40,
            })  # fmt: skip
        chart.set_title({"name": self.say(zh, en), "name_font": {"size": 12}})
        chart.set_y_axis({"reverse": True, "num_font": {"size": 9}})
        chart.set_x_axis({"num_format": "0", "major_gridlines": {"visible": True, "line": {"color": "#DDDDDD"}}})
        chart.set_legend({"position": "top"})
        high = 120 + 26 * (rows[1] - rows[0] + 1)
        chart.set_size({"width": 560 if at[1] else 900, "height": max(260, high)})
        sheet.insert_chart(at[0], at[1], chart, {"x_offset": 12, "description": self.say(zh, en)})

    def _documents(self) -> None:
        heads = [
            self.say(*pair) for pair in (
                ("文本", "document"), ("地方", "place"), ("年度", "year"), ("种类", "kind"),
                ("层级", "level"),
            )
        ]  # fmt: skip
        heads += [*self.names, *(f"{c} {n.say(self.language)}" for c, n in FAMILIES.items())]
        heads += [
            self.say(*pair) for pair in (
                ("已接受", "accepted"), ("页", "pages"), ("报表", "tables"), ("未识别的表", "not recognised"),
                ("数据", "facts"), ("文字陈述", "claims"), ("数字", "numbers"), ("有着落", "accounted for"),
                ("等式", "equations"), ("不成立", "failing"), ("未核对的规则", "rules without verdict"),
                ("单位", "body"), ("文件", "files"),
            )
        ]  # fmt: skip
        widths = (40, 12, 7, 9, 9, *[7] * 3, *[9] * len(FAMILIES), *[8] * 7, 9, *[8] * 3, 26, 50)
        styles = ["text"] * 2 + ["centre"] * 3 + ["number"] * (3 + len(FAMILIES) + 7) + ["share"] + ["number"] * 3
        rows = [self._row(r) for r in self.told.rows]
        sheet = self._table(self.say("各文件", "documents"), heads, widths, [*styles, "text", "small"], rows)
        if sheet is not None:
            sheet.print_area(0, 0, len(rows), _COUNTS_AT + len(SEVERITIES) + len(FAMILIES) - 1)

    def _row(self, row: Row) -> _Cells:
        return (
            row.title, row.place, str(row.year or ""), row.kind, row.level, *row.severities, *row.families,
            row.accepted, row.pages, row.statements, row.unrecognised, row.facts, row.claims, row.tokens[1],
            row.share, row.equations, row.failed_equations, row.silent, row.body, "\n".join(row.files),
        )  # fmt: skip

    def _rules(self) -> None:
        heads = [
            self.say("规则", "rule"), self.say("名称", "name"), self.say("级别", "severity"),
            self.say("问题", "findings"), self.say("文本", "documents"),
        ]  # fmt: skip
        rows: list[_Cells] = [(c, n, NAMES[s].say(self.language), k, d) for c, n, s, k, d in self.told.rules]
        styles = ("text", "text", "centre", "number", "number")
        self._table(self.say("规则", "rules"), heads, (12, 40, 9, 9, 9), styles, rows)

    def _findings(self) -> None:
        heads = [
            self.say("文本", "document"), self.say("规则", "rule"), self.say("级别", "severity"),
            self.say("位置", "place"), self.say("问题说明", "what is wrong"),
        ]  # fmt: skip
        found = [*self.told.findings, *(t for p in self.told.pairs for t in p.findings)]
        rows: list[_Cells] = [
            (t.document, t.code, NAMES[t.severity].say(self.language), t.where, t.message) for t in found[:_FINDINGS]
        ]
        special = [{2: SEVERITY_STYLES[t.severity]} for t in found[:_FINDINGS]]
        styles = ("text", "text", "centre", "small", "text")
        self._table(self.say("问题", "findings"), heads, (34, 10, 7, 40, 70), styles, rows, special)

    def _pairs(self) -> None:
        heads = [
            self.say("怎样成对", "how"), self.say("前", "first"), self.say("后", "second"),
            self.say("共有的数", "figures of both"), self.say("问题", "findings"),
        ]  # fmt: skip
        rows: list[_Cells] = [(p.how, p.first, p.second, p.points, len(p.findings)) for p in self.told.pairs]
        styles = ("text", "text", "text", "number", "number")
        self._table(self.say("文本之间", "between documents"), heads, (28, 45, 45, 10, 8), styles, rows)

    def _failures(self) -> None:
        heads = [self.say("文件", "file"), self.say("为什么读不了", "why it could not be read")]
        self._table(self.say("未能读取", "not read"), heads, (60, 80), ("text", "text"), list(self.told.failures))

    def _passed(self) -> None:
        heads = [self.say("文件", "file"), self.say("为什么没有检查", "why it was not checked")]
        rows = list(self.told.passed)
        self._table(self.say("没有检查的文件", "passed over"), heads, (60, 80), ("text", "text"), rows)

    def _table(
        self, name: str, heads: Sequence[str], widths: Sequence[float],
        styles: Sequence[str], rows: Sequence[_Cells], special: Sequence[dict[int, str]] = (),
    ) -> "Worksheet | None":  # fmt: skip
        """A sheet with one table, none without rows; ``styles`` of its columns, ``special``: others, of each row."""
        if not rows:
            return None
        sheet = self.book.sheet(name, widths)
        self.book.table(sheet, 0, heads, len(rows))
        sheet.set_row(0, 32)
        sheet.freeze_panes(1, 1)
        for n, row in enumerate(rows):
            other = special[n] if special else {}
            self.book.row(sheet, n + 1, row, [other.get(k, s) for k, s in enumerate(styles)])
            self.book.height(sheet, n + 1, row, widths)
        return sheet
