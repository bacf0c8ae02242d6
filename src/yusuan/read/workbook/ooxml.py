"""XLSX and XLSM by their XML: values with their number formats, merges, hidden rows, formulas without a value.

A reader of our own because the libraries give the stored numbers alone, tell nothing of what is hidden or of formulas
that were never calculated, and make room for a whole sheet where one cell stands at its far end.
"""

import io
from collections.abc import Iterator

from lxml import etree

from yusuan.model.text import Text
from yusuan.read.archive import Archive, Element, damaged
from yusuan.read.limits import Limits
from yusuan.read.workbook.sheet import MAX_COLUMN, MAX_ROW, Sheet
from yusuan.read.workbook.styles import Style, read_styles
from yusuan.read.workbook.values import Values

WHAT = Text("Excel 工作簿（xlsx）", "The Excel workbook (xlsx)")
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_ID = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_WORKBOOK = "xl/workbook.xml"
_PARTS = ("{*}row", "{*}mergeCell", "{*}sheetView", "{*}col")
_TRUE = frozenset({"1", "true"})
#: Bytes of a part in which a DTD would stand.
_HEAD = 4_096
_PLAIN = Style()


def read_xlsx(data: bytes, limits: Limits) -> Iterator[Sheet]:
    """The sheets in their order. Raises DamagedError, TooLargeError or EncryptedError."""
    archive = Archive(data, WHAT, limits)
    book = archive.xml(_WORKBOOK)
    relations = archive.relations(_WORKBOOK)
    by_type: dict[str, str] = {}
    for kind, path in relations.values():
        by_type.setdefault(kind, path)
    strings = _strings(archive, by_type.get("sharedStrings", "xl/sharedStrings.xml"))
    styles_part = by_type.get("styles", "xl/styles.xml")
    styles = read_styles(archive.xml(styles_part)) if styles_part in archive else ()
    properties = book.find("{*}workbookPr")
    from_1904 = properties is not None and properties.get("date1904", "") in _TRUE
    seen: set[str] = set()
    for one in book.iterfind("{*}sheets/{*}sheet"):
        kind, path = relations.get(one.get(_ID) or one.get(_STRICT_ID) or "", ("", ""))
        # No program lets two sheets have one part; a part named a thousand times would be read as often.
        if kind != "worksheet" or path not in archive or path in seen:
            continue
        seen.add(path)
        values = Values(one.get("name", ""), one.get("state", "visible") != "visible", from_1904)
        _Worksheet(values, strings, styles).read(archive.read(path))
        yield values.sheet()


def active_sheet(data: bytes, limits: Limits) -> int:
    """The index of the sheet that the workbook opens with. Raises as ``read_xlsx``."""
    view = Archive(data, WHAT, limits).xml(_WORKBOOK).find("{*}bookViews/{*}workbookView")
    index = view.get("activeTab", "0") if view is not None else "0"
    return int(index) if index.isdigit() and len(index) < 6 else 0


def _strings(archive: Archive, part: str) -> list[str]:
    """The shared strings; the readings printed over characters (rPh) are no part of them."""
    if part not in archive:
        return []
    return [_string(one) for one in archive.xml(part).iterfind("{*}si")]


def _string(item: Element) -> str:
    return "".join(t.text or "" for t in (*item.iterfind("{*}t"), *item.iterfind("{*}r/{*}t")))


class _Worksheet:
    """Reads one worksheet's XML row by row into ``values``."""

    def __init__(self, values: Values, strings: list[str], styles: tuple[Style, ...]) -> None:
        self._values = values
        self._strings = strings
        self._styles = styles
        self._row = -1

    def read(self, data: bytes) -> None:
        """Read the whole part. Raises DamagedError, also for one with a DTD: no program writes one."""
        if b"<!DOCTYPE" in data[:_HEAD]:
            raise damaged(WHAT)
        try:
            events = etree.iterparse(
                io.BytesIO(data), tag=_PARTS, resolve_entities=False, no_network=True, load_dtd=False,
                remove_comments=True, remove_pis=True,
            )  # fmt: skip
            for _, element in events:
                self._part(element)
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
        except (etree.XMLSyntaxError, ValueError) as error:
            raise damaged(WHAT) from error

    def _part(self, element: Element) -> None:
        kind = etree.QName(element).localname
        if kind == "row":
            self._one_row(element)
        elif kind == "mergeCell":
            first, _, last = (element.get("ref") or "").partition(":")
            (r0, c0), (r1, c1) = _position(first), _position(last or first)
            if min(r0, c0) >= 0 and r1 >= r0 and c1 >= c0:
                self._values.merges.append((r0, c0, r1, c1))
        elif kind == "sheetView":
            self._values.zeros = element.get("showZeros", "1") in _TRUE
        elif element.get("hidden", "0") in _TRUE:
            first, last = _whole(element.get("min")), _whole(element.get("max"))
            self._values.hidden_columns.update(range(max(first - 1, 0), min(last, MAX_COLUMN)))

    def _one_row(self, row: Element) -> None:
        number = _whole(row.get("r"))
        self._row = number - 1 if number else self._row + 1
        if not 0 <= self._row < MAX_ROW:
            raise damaged(WHAT)
        if row.get("hidden", "0") in _TRUE:
            self._values.hidden_rows.add(self._row)
        column = -1
        for cell in row.iterfind("{*}c"):
            at = _position(cell.get("r") or "")
            column = at[1] if at[1] >= 0 else column + 1
            if column >= MAX_COLUMN:
                raise damaged(WHAT)
            self._cell(cell, (self._row, column))

    def _cell(self, cell: Element, spot: tuple[int, int]) -> None:
        kind = cell.get("t", "n")
        value = cell.find("{*}v")
        text = (value.text or "") if value is not None else ""
        index = _whole(cell.get("s"))
        style = self._styles[index] if index < len(self._styles) else _PLAIN
        if not text:
            if kind == "inlineStr":
                inline = cell.find("{*}is")
                self._values.text(spot, _string(inline) if inline is not None else "", style)
            elif kind != "str" and cell.find("{*}f") is not None:
                self._values.uncached.append(spot)
        elif kind == "s":
            at = _whole(text)
            self._values.text(spot, self._strings[at] if at < len(self._strings) else "", style)
        elif kind == "b":
            self._values.text(spot, "TRUE" if text in _TRUE else "FALSE", style)
        elif kind == "e":
            self._values.error(spot, text)
        elif kind == "n":
            self._number(spot, text, style)
        else:
            self._values.text(spot, text[:10] if kind == "d" else text, style)

    def _number(self, spot: tuple[int, int], text: str, style: Style) -> None:
        try:
            self._values.number(spot, float(text), style)
        except ValueError:
            self._values.text(spot, text, style)


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


def _position(name: str) -> tuple[int, int]:
    """B1 as (0, 1); -1 for a part that is missing."""
    bare = name.replace("$", "").upper()
    letters = bare.rstrip("0123456789")
    column = 0
    for letter in letters[:4]:
        if not "A" <= letter <= "Z":
            return -1, -1
        column = column * 26 + ord(letter) - 64
    return _whole(bare[len(letters) :]) - 1, column - 1
