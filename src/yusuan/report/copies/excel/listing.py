"""The sheet that lists every finding, each with a link to its cell. All that it says is text; nothing is a formula."""

from lxml import etree

from yusuan.model.place import Place
from yusuan.model.text import Text
from yusuan.read.archive import Element
from yusuan.report.copies.excel.names import Names, cell_name
from yusuan.report.copies.excel.styles import COLOURS, Styles
from yusuan.report.copies.notes import Notes, Remark
from yusuan.report.words import SEVERITIES

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_COLUMNS = (
    (Text("序号", "No."), 6), (Text("级别", "Severity"), 8), (Text("规则", "Rule"), 22), (Text("位置", "Where"), 36),
    (Text("问题", "Finding"), 60), (Text("印出", "Printed"), 18), (Text("应为", "Expected"), 18),
    (Text("依据", "Basis"), 40),
)  # fmt: skip
#: Points: a line, and the most that Excel gives a row.
_LINE, _HIGHEST = 15.0, 400.0
_CLICK = Text("点击序号到所在单元格", "click a number to go to its cell")


def listing(notes: Notes, styles: Styles, names: Names) -> Element:
    """The worksheet, the titles in its second row."""
    root = etree.Element(names.tag("worksheet"), nsmap={None: names.main, "r": names.relations})
    names.new(names.new(root, "sheetPr"), "pageSetUpPr", fitToPage="1")
    view = names.new(names.new(root, "sheetViews"), "sheetView", workbookViewId="0")
    names.new(view, "pane", ySplit="2", topLeftCell="A3", activePane="bottomLeft", state="frozen")
    columns = names.new(root, "cols")
    for n, (_, width) in enumerate(_COLUMNS, 1):
        names.new(columns, "col", min=str(n), max=str(n), width=str(width), customWidth="1")
    data = names.new(root, "sheetData")
    # The first row is as long as its words, over all columns.
    said = notes.summary().partition("\n\n")[0].replace("\n", "　")
    _row(data, 0, [f"{said}　（{_CLICK.say(notes.language)}）"], [0], names)
    wrap = styles.wrapped()
    head = styles.wrapped("FFE7E6E6")
    _row(data, 1, [t.say(notes.language) for t, _ in _COLUMNS], [head] * len(_COLUMNS), names)
    links: list[tuple[str, Place]] = []
    here = {r.number for s in notes.spots for r in s.own}
    for at, remark in enumerate(notes.remarks, 2):
        own = styles.wrapped(COLOURS[remark.severity, True])
        _row(data, at, _words(remark, notes), [wrap, own, *[wrap] * (len(_COLUMNS) - 2)], names)
        if remark.number in here and remark.place is not None and remark.place.cell is not None and remark.place.sheet:
            links.append((cell_name(at, 0), remark.place))
    if links:
        every = names.new(root, "hyperlinks")
        for name, place in links:
            names.new(every, "hyperlink", ref=name, location=_target(place))
    names.new(root, "printOptions", gridLines="1")
    names.new(root, "pageMargins", left="0.4", right="0.4", top="0.5", bottom="0.5", header="0.3", footer="0.3")
    names.new(root, "pageSetup", orientation="landscape", fitToHeight="0")
    return root


def _words(remark: Remark, notes: Notes) -> list[str]:
    severity = SEVERITIES[remark.severity].say(notes.language)
    return [
        str(remark.number), severity, f"{remark.code} {remark.name}", remark.where, remark.message, remark.printed,
        remark.expected, remark.basis,
    ]  # fmt: skip


def _row(data: Element, at: int, words: list[str], styles: list[int], names: Names) -> None:
    row = names.new(data, "row", r=str(at + 1))
    if at > 0:
        # Not every program makes a row as high as the lines that its words take.
        lines = max(_lines(t, width) for t, (_, width) in zip(words, _COLUMNS, strict=True))
        row.set("ht", f"{min(lines * _LINE + 2, _HIGHEST):.1f}")
        row.set("customHeight", "1")
    for column, (text, style) in enumerate(zip(words, styles, strict=True)):
        cell = names.new(row, "c", r=cell_name(at, column), s=str(style), t="inlineStr")
        written = names.new(names.new(cell, "is"), "t")
        written.set(_SPACE, "preserve")
        written.text = text


def _lines(text: str, width: int) -> int:
    """The lines that ``text`` takes in a column of ``width`` digits."""
    return -(-sum(1 if c.isascii() else 2 for c in text) // (width - 1)) or 1


def _target(place: Place) -> str:
    sheet = (place.sheet or "").replace("'", "''")
    return f"'{sheet}'!{cell_name(*(place.cell or (0, 0)))}"
