"""Workbooks that people work in: one look, text that never becomes a formula, the same bytes for the same content."""

import datetime as dt
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yusuan import __version__
from yusuan.model.finding import Severity
from yusuan.model.text import Language
from yusuan.report.written import write

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

#: Characters of a cell: Excel takes 32,767, a reader far fewer.
LONGEST = 2_000
#: What no XML may hold, and the marks that turn the direction of writing, by which a name can be made to lie.
_UNFIT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
_SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
#: A workbook made twice is the same to the byte: it bears no time of its own.
_CREATED = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_A4, _FONT = 9, "宋体"
#: Points: a line of text, and the highest row that Excel takes.
LINE, _HIGHEST = 13.5, 409.0
#: What a cell holds; money is a fraction, which Excel shows to the 分.
Value = str | int | float | Fraction
_BOX = {"border": 1, "valign": "top"}
#: The prefix keeps a text that begins with = or + a text also when its cell is edited.
_WORDS = {**_BOX, "text_wrap": True, "quote_prefix": True}
_CENTRE = {**_WORDS, "align": "center"}
_STYLES: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "valign": "vcenter"},
    "note": {"font_color": "#555555", "text_wrap": True, "valign": "top"},
    "head": {**_CENTRE, "bold": True, "valign": "vcenter", "bg_color": "#D9E2EC"},
    "strong": {"bold": True},
    "plain": {},
    "text": _WORDS,
    "centre": _CENTRE,
    "small": {**_WORDS, "font_size": 9, "font_color": "#444444"},
    "answer": {**_WORDS, "bg_color": "#FFF9DB"},
    "money": {**_BOX, "num_format": "#,##0.00"},
    "date": {**_CENTRE, "bg_color": "#FFF9DB", "num_format": "yyyy-mm-dd"},
    "number": {**_BOX, "num_format": "#,##0"},
    "share": {**_BOX, "num_format": "0.0%"},
    "part": {**_WORDS, "bold": True, "bg_color": "#EEF2F6"},
    "sum": {**_BOX, "bold": True, "num_format": "#,##0", "bg_color": "#EEF2F6"},
    "error": {**_CENTRE, "bg_color": "#F8D7DA", "font_color": "#8B1A1A"},
    "warning": {**_CENTRE, "bg_color": "#FFE8CC", "font_color": "#7A4100"},
    "hint": {**_CENTRE, "bg_color": "#DCEBFA", "font_color": "#123C69"},
    "good": {**_CENTRE, "bg_color": "#DDF3E1", "font_color": "#14532D"},
    "unknown": {**_CENTRE, "bg_color": "#ECECEC", "font_color": "#444444"},
}
SEVERITY_STYLES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "hint"}


def clean(text: str, longest: int = LONGEST) -> str:
    """Make ``text`` fit for a cell: without what no cell can hold, and not longer than a reader can read."""
    fit = _UNFIT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return fit if len(fit) <= longest else fit[: longest - 1] + "…"


class Book:
    """A workbook being made: its sheets, and its styles by name."""

    def __init__(self, book: "Workbook") -> None:
        self.book = book
        self._styles: dict[str, Format] = {}

    def style(self, name: str) -> "Format":
        """The style called ``name``, made when it is first asked for."""
        if name not in self._styles:
            self._styles[name] = self.book.add_format({"font_name": _FONT, "font_size": 10, **_STYLES[name]})
        return self._styles[name]

    def sheet(self, name: str, widths: Sequence[float], *, landscape: bool = True) -> "Worksheet":
        """Add a sheet with columns of these ``widths`` (characters) that prints on A4, as wide as one page."""
        sheet = self.book.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        if landscape:
            sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer("&L&9&A&R&9&P / &N")
        sheet.hide_gridlines(2)
        return sheet

    def row(self, sheet: "Worksheet", row: int, values: Sequence[Value], styles: Sequence[str]) -> None:
        """Write ``values``, each with the style of that name: text as text whatever it begins with."""
        for column, (value, style) in enumerate(zip(values, styles, strict=True)):
            self.put(sheet, row, column, value, style)

    def put(self, sheet: "Worksheet", row: int, column: int, value: Value, style: str) -> None:
        """Write one cell."""
        if not isinstance(value, str):
            sheet.write_number(row, column, value, self.style(style))
        elif value:
            sheet.write_string(row, column, clean(value), self.style(style))
        else:
            sheet.write_blank(row, column, None, self.style(style))

    def rich(self, sheet: "Worksheet", row: int, column: int, bold: str, rest: str, style: str) -> None:
        """Write one cell of two parts, the first one bold."""
        first, second = clean(bold), clean(rest)
        if not (first and second):
            self.put(sheet, row, column, first or second, style)
            return
        sheet.write_rich_string(
            row, column, self.style("strong"), first, self.style("plain"), second, self.style(style)
        )

    def height(self, sheet: "Worksheet", row: int, values: Sequence[Value], widths: Sequence[float]) -> None:
        """Make a row as high as its texts: programs do not do it by themselves for a workbook that no one has seen."""
        most = max((lines_of(v, w) for v, w in zip(values, widths, strict=True) if isinstance(v, str)), default=1)
        sheet.set_row(row, min(_HIGHEST, most * LINE + 3))

    def table(self, sheet: "Worksheet", top: int, heads: Sequence[str], last: int) -> None:
        """Write the head of a table: it stays in sight, is repeated in print, and filters the rows down to ``last``."""
        self.row(sheet, top, heads, ["head"] * len(heads))
        sheet.freeze_panes(top + 1, 0)
        sheet.repeat_rows(top)
        sheet.autofilter(top, 0, max(last, top + 1), len(heads) - 1)


@contextmanager
def opened(path: Path, title: str, language: Language) -> Iterator[Book]:
    """Make a workbook at ``path``. Raises OSError where it cannot be written."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - only where a workbook is made

    data = io.BytesIO()
    book = Workbook(data, _SAFE)
    book.set_properties({"title": clean(title, 200), "author": f"yusuan {__version__}", "created": _CREATED,
                         "language": "zh-CN" if language == "zh" else "en"})  # fmt: skip
    yield Book(book)
    book.close()
    write(path, data.getvalue())


def lines_of(text: str, width: float) -> int:
    """How many lines ``text`` takes in a column of ``width`` characters, where a Chinese one is two wide."""
    room = max(1, int(width) - 2)
    return sum(max(1, -(-_wide(line) // room)) for line in clean(text).split("\n"))


def _wide(text: str) -> int:
    return sum(1 if c < "\u2e80" else 2 for c in text)
