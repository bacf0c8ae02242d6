"""The way through a workbook: which cells are marked on which sheet, and the sheet that lists all findings."""

from collections import defaultdict
from posixpath import dirname

from lxml import etree

from yusuan.model.finding import Severity
from yusuan.model.text import Text
from yusuan.read.workbook.ooxml import WHAT
from yusuan.report.copies.excel.comments import Comments
from yusuan.report.copies.excel.listing import listing
from yusuan.report.copies.excel.names import Names, names_of
from yusuan.report.copies.excel.sheet import Worksheet
from yusuan.report.copies.excel.styles import Styles
from yusuan.report.copies.notes import Notes, Spot
from yusuan.report.copies.package import Package

_BOOK = "xl/workbook.xml"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_TITLE = Text("问题清单", "Findings")


def annotated_xlsx(data: bytes, notes: Notes) -> bytes:
    """``data`` with ``notes`` at its cells. Raises DamagedError, TooLargeError, EncryptedError, NoCopyError."""
    package = Package(data, WHAT)
    book_part = package.related("", "officeDocument") or _BOOK
    book = package.tree(book_part)
    names = names_of(book)
    sheets = _sheets(package, book_part, names)
    styles_part = package.related(book_part, "styles")
    styles = Styles(package.tree(styles_part) if styles_part else None, names)
    by_sheet: dict[str, list[Spot]] = defaultdict(list)
    for spot in notes.spots:
        if spot.place.cell is not None and spot.place.sheet in sheets:
            by_sheet[spot.place.sheet].append(spot)
    for name, spots in by_sheet.items():
        _mark(package, sheets[name], spots, styles, notes, names)
    _add_listing(package, book_part, set(sheets), styles, notes, names)
    return package.whole()


def _sheets(package: Package, book_part: str, names: Names) -> dict[str, str]:
    """The parts of the worksheets by the names of the sheets."""
    relations = package.archive.relations(book_part)
    found: dict[str, str] = {}
    for one in package.tree(book_part).iterfind(f"{names.tag('sheets')}/{names.tag('sheet')}"):
        kind, part = relations.get(one.get(names.id) or "", ("", ""))
        if kind == "worksheet" and part in package and part not in found.values():
            found.setdefault(one.get("name", ""), part)
    return found


def _mark(
    package: Package, part: str, spots: list[Spot], styles: Styles, notes: Notes, names: Names
) -> None:  # fmt: skip
    """Colour the cells of one worksheet and note what is found there."""
    sheet = Worksheet(package.tree(part), names)
    comments = Comments(package, part, sheet, names)
    for spot in spots:
        if spot.place.cell is None:
            continue
        row, column = spot.place.cell
        cell = sheet.cell(row, column)
        style = cell.get("s") or "0"
        number = int(style) if style.isdigit() and len(style) < 7 else 0
        cell.set("s", str(styles.coloured(number, spot.severity, own=bool(spot.own))))
        # Of a hint on rounding the colour is enough at the cells that it only names.
        if spot.own or spot.severity is not Severity.HINT:
            comments.add(row, column, spot.text(notes.language))


def _add_listing(
    package: Package, book_part: str, taken: set[str], styles: Styles, notes: Notes, names: Names
) -> None:  # fmt: skip
    """Add a sheet with all findings after the others."""
    book = package.tree(book_part)
    every = book.find(names.tag("sheets"))
    if every is None:
        return
    lower = {name.lower() for name in taken} | {(one.get("name") or "").lower() for one in every}
    title = _TITLE.say(notes.language)
    name = next(t for n in range(1, 10_000) if (t := title if n == 1 else f"{title} {n}").lower() not in lower)
    home = dirname(book_part)
    part = package.unused(f"{home}/worksheets/yusuan{{}}.xml")
    package.put(part, listing(notes, styles, names))
    package.declare(part, _SHEET_TYPE)
    identity = package.relate(book_part, f"{names.relations}/worksheet", part)
    used = [int(i) for one in every if (i := one.get("sheetId") or "").isdigit() and len(i) < 9]
    sheet = etree.SubElement(every, names.tag("sheet"), name=name, sheetId=str(max(used, default=0) + 1))
    sheet.set(names.id, identity)
