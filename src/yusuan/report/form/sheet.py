"""The filled form as a workbook: three columns, the problems numbered, and under each a picture of its place."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from yusuan import __version__
from yusuan.model.finding import Severity
from yusuan.model.text import Language, Text
from yusuan.report.book import LINE, Book, lines_of, opened
from yusuan.report.crop import Crop, Crops, crops
from yusuan.report.form.fill import ANSWERS, Filled, Problem
from yusuan.report.products import Examined
from yusuan.report.words import title_of

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

TITLE = Text("检查表", "check form")
_HEADS = Text("检查内容", "what is checked"), Text("符合要求", "in order"), Text("问题", "problems")
_WIDTHS = (28.0, 9.0, 86.0)
_STYLES = {"yes": "good", "no": "error", "not checked": "unknown"}
#: Pictures of one item and of one form, and the sentences of one item; the list of what is to be mended has them all.
_PICTURES, _ALL_PICTURES, _SENTENCES = 6, 60, 40
#: Pixels at 96 to the inch: the room for a picture in the third column, and the highest picture.
_ROOM, _HIGHEST = 585, 380
#: A picture is shown no larger than the page itself is printed beside it.
_LARGEST = 0.68
_POINTS = 72 / 96


def write(path: Path, examined: Examined, rows: Sequence[Filled], language: Language) -> None:
    """Write the form. Raises OSError."""
    title = f"{TITLE.say(language)} · {title_of(examined.disclosure.identity, language)}"
    with opened(path, title, language) as book, crops(examined.paths, examined.disclosure) as pictures:
        _Sheet(book, pictures, language).write(title, examined, rows)


class _Sheet:
    """The sheet being written, from the top down."""

    def __init__(self, book: Book, pictures: Crops, language: Language) -> None:
        self.book, self.pictures, self.language = book, pictures, language
        self.sheet: Worksheet = book.sheet(TITLE.say(language), _WIDTHS, landscape=False)
        self.at = 0
        self.drawn = 0

    def write(self, title: str, examined: Examined, rows: Sequence[Filled]) -> None:
        """Write all of it."""
        self._across(title, "title", 28.0)
        self._across(self._about(examined), "note", LINE * (2 + len(examined.disclosure.sources)))
        self.book.row(self.sheet, self.at, [h.say(self.language) for h in _HEADS], ["head"] * 3)
        self.sheet.set_row(self.at, 22)
        self.sheet.freeze_panes(self.at + 1, 0)
        self.sheet.repeat_rows(self.at)
        self.at += 1
        part = last = ""
        for row in rows:
            if row.item.part.say(self.language) != part:
                part = row.item.part.say(self.language)
                self._across(part, "part", 20.0)
            if row.item.id != last and row.item.kinds == ("*",):
                each = Text("各表：", "each table: ").say(self.language) + row.item.check.say(self.language)
                self._across(each, "small", _height(each, sum(_WIDTHS)))
            last = row.item.id
            self._item(row)
        zh = self.language == "zh"
        self._across(
            "检查人：              复核人：              日期：" if zh else "Checked by:      Date:", "note", 36.0
        )
        self.sheet.print_area(0, 0, self.at - 1, 2)

    def _about(self, examined: Examined) -> str:
        files = [f"{s.name}（SHA-256 {s.sha256}）" for s in examined.disclosure.sources]
        how = Text(
            "由 yusuan 填写；“未核对”须由人核对；及时性不能从文本判定。",
            "Filled in by yusuan; what is “not checked” is left to a person.",
        )
        return "\n".join([f"{how.say(self.language)} yusuan {__version__}", *files])

    def _across(self, text: str, style: str, height: float) -> None:
        self.sheet.merge_range(self.at, 0, self.at, 2, "", self.book.style(style))
        self.book.put(self.sheet, self.at, 0, text, style)
        self.sheet.set_row(self.at, height)
        self.at += 1

    def _item(self, row: Filled) -> None:
        """One item: what is checked and the answer over all its rows, a row a sentence, a row a picture."""
        first = self.at
        # What is checked of each table stands once over all of them.
        check = "" if row.item.kinds == ("*",) else row.item.check.say(self.language)
        wanted = _height(f"{row.name}\n{check}".strip(), _WIDTHS[0])
        shown = row.problems[:_SENTENCES]
        heights: list[float] = []
        taken = self.drawn
        for number, problem in enumerate(shown, 1):
            heights.append(self._sentence(f"{number}. {problem.text}", "text"))
            wanting = problem.finding.severity > Severity.HINT
            if wanting and self.drawn - taken < _PICTURES and self.drawn < _ALL_PICTURES:
                heights += self._picture(problem)
        rest = len(row.problems) - len(shown)
        more = [self._more(rest)] if rest else []
        if more or row.notes or not shown:
            heights.append(self._sentence("\n".join([*more, *row.notes]), "small"))
        if sum(heights) < wanted:
            self.sheet.set_row(self.at - 1, min(409.0, heights[-1] + wanted - sum(heights)))
        self._over(first, 0, "text")
        self.book.rich(self.sheet, first, 0, row.name, f"\n{check}" if check else "", "text")
        self._over(first, 1, _STYLES[row.answer])
        self.book.put(self.sheet, first, 1, ANSWERS[row.answer].say(self.language), _STYLES[row.answer])

    def _over(self, first: int, column: int, style: str) -> None:
        """One cell over all rows of an item."""
        if self.at - first > 1:
            self.sheet.merge_range(first, column, self.at - 1, column, "", self.book.style(style))

    def _sentence(self, text: str, style: str) -> float:
        height = _height(text, _WIDTHS[2])
        self.book.put(self.sheet, self.at, 2, text, style)
        self.sheet.set_row(self.at, height)
        self.at += 1
        return height

    def _picture(self, problem: Problem) -> list[float]:
        crop = self.pictures.of(problem.finding.place, problem.finding.also)
        if crop is None:
            return []
        scale = min(_ROOM / crop.width, _HIGHEST / crop.height, _LARGEST)
        height = crop.height * scale * _POINTS + 8
        self.book.put(self.sheet, self.at, 2, "", "text")
        self.sheet.set_row(self.at, height)
        self._insert(crop, scale, problem)
        self.at += 1
        self.drawn += 1
        return [height]

    def _insert(self, crop: Crop, scale: float, problem: Problem) -> None:
        self.sheet.insert_image(self.at, 2, "picture.png", {
            "image_data": BytesIO(crop.data), "x_scale": scale, "y_scale": scale, "x_offset": 5, "y_offset": 5,
            "object_position": 1, "description": problem.text[:200],
        })  # fmt: skip

    def _more(self, rest: int) -> str:
        return Text(f"另有 {rest} 条，见整改清单。", f"{rest} more: see the list.").say(self.language)


def _height(text: str, width: float) -> float:
    return min(409.0, lines_of(text, width) * LINE + 4)
