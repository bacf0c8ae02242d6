"""Rows put into a worksheet: everything that names a cell below them moves, in all parts of the workbook."""

import re
from collections.abc import Iterable
from copy import deepcopy

from lxml import etree

from yusuan.read.archive import Element
from yusuan.read.workbook.sheet import spot_name
from yusuan.report.copies.excel.names import Names
from yusuan.report.filled.formula import Inserted, copied, moved, spot_of

_RANGES = ("ref", "sqref")
#: Elements of a worksheet whose ``ref`` or ``sqref`` names cells (merges are looked at by themselves).
_NAMING = frozenset(
    {"dimension", "dataValidation", "conditionalFormatting", "hyperlink", "autoFilter", "protectedRange",
     "ignoredError", "sortState", "selection"}
)  # fmt: skip
_FORMULAS = frozenset({"formula", "formula1", "formula2", "f"})
_VML_ROW = "{urn:schemas-microsoft-com:office:excel}Row"


def numbered(root: Element, names: Names) -> None:
    """Give every row and cell its name, which a writer may leave out, and every shared formula its own text."""
    at = -1
    shared: dict[str, tuple[tuple[int, int], str]] = {}
    for row in root.iterfind(f"{names.tag('sheetData')}/{names.tag('row')}"):
        said = row.get("r") or ""
        at = int(said) - 1 if said.isdigit() else at + 1
        row.set("r", str(at + 1))
        column = -1
        for cell in row.iterfind(names.tag("c")):
            name = cell.get("r")
            column = spot_of(name)[1] if name else column + 1
            cell.set("r", _name(at, column))
            formula = cell.find(names.tag("f"))
            if formula is not None and formula.get("t") == "shared":
                _own_formula(formula, (at, column), shared)


def _own_formula(formula: Element, spot: tuple[int, int], shared: dict[str, tuple[tuple[int, int], str]]) -> None:
    index = formula.get("si") or ""
    if formula.text:
        shared[index] = (spot, formula.text)
    elif index in shared:
        (row, column), text = shared[index]
        formula.text = copied(text, spot[0] - row, spot[1] - column)
    for key in ("t", "si", "ref"):
        formula.attrib.pop(key, None)


def put_rows(root: Element, names: Names, inserted: Inserted, like: int) -> None:
    """Put rows into a worksheet, each drawn as the row ``like`` (from 0), without what stands in it."""
    data = root.find(names.tag("sheetData"))
    if data is None:
        return
    template = None
    for row in data.iterfind(names.tag("row")):
        number = int(row.get("r") or "0") - 1
        if number == like:
            template = deepcopy(row)
        if number > inserted.after:
            _move_row(row, names, number + inserted.count)
    _merges(root, names, inserted, like)
    for element in root.iter(etree.Element):
        if etree.QName(element).localname in _NAMING:
            _move_ranges(element, inserted)
    for brk in root.iterfind(f"{names.tag('rowBreaks')}/{names.tag('brk')}"):
        if (brk.get("id") or "").isdigit() and int(brk.get("id") or 0) > inserted.after:
            brk.set("id", str(int(brk.get("id") or 0) + inserted.count))
    if template is None:
        return
    place = sum(1 for row in data if int(row.get("r") or "0") - 1 <= inserted.after)
    for n in range(1, inserted.count + 1):
        data.insert(place + n - 1, _copy(template, names, like, inserted.after + n))


def move_formulas(root: Element, own: str, inserted: Inserted) -> None:
    """Move the references in all formulas of a part: a worksheet called ``own``, or the workbook's names ('')."""
    for element in root.iter(etree.Element):
        local = etree.QName(element).localname
        if element.text and (local in _FORMULAS or local == "definedName"):
            element.text = moved(element.text, own, inserted)
            if local == "f" and element.get("ref"):
                _move_ranges(element, inserted)


def move_anchors(root: Element, inserted: Inserted) -> None:
    """Move drawings, comments and the boxes of comments that stand below."""
    for element in root.iter(etree.Element):
        local = etree.QName(element).localname
        if local in ("comment", "table", "autoFilter"):
            _move_ranges(element, inserted)
        elif (local == "row" or element.tag == _VML_ROW) and (element.text or "").strip().isdigit():
            element.text = str(inserted.row(int(element.text or "0")))


def _move_row(row: Element, names: Names, number: int) -> None:
    row.set("r", str(number + 1))
    for cell in row.iterfind(names.tag("c")):
        cell.set("r", _name(number, spot_of(cell.get("r") or "A1")[1]))


def _copy(template: Element, names: Names, like: int, number: int) -> Element:
    row = deepcopy(template)
    _move_row(row, names, number)
    for cell in row.iterfind(names.tag("c")):
        formula = cell.find(names.tag("f"))
        text = formula.text if formula is not None else None
        for child in list(cell):
            cell.remove(child)
        cell.attrib.pop("t", None)
        if text:
            names.new(cell, "f").text = copied(text, number - like, 0)
    return row


def _merges(root: Element, names: Names, inserted: Inserted, like: int) -> None:
    every = root.find(names.tag("mergeCells"))
    if every is None:
        return
    for merge in list(every):
        ref = merge.get("ref") or ""
        first, _, last = ref.partition(":")
        try:
            (r0, c0), (r1, c1) = spot_of(first), spot_of(last or first)
        except ValueError:
            continue
        if r0 == r1 == like:
            for n in range(1, inserted.count + 1):
                row = inserted.after + n
                names.new(every, "mergeCell", ref=f"{_name(row, c0)}:{_name(row, c1)}")
        merge.set("ref", f"{_name(inserted.row(r0), c0)}:{_name(inserted.row(r1), c1)}")
    every.set("count", str(len(every)))


def _move_ranges(element: Element, inserted: Inserted) -> None:
    for key in _RANGES:
        said = element.get(key)
        if said and re.fullmatch(r"[A-Z0-9$: ]+", said):
            element.set(key, " ".join(_moved_all(said.split(), inserted)))


def _moved_all(ranges: Iterable[str], inserted: Inserted) -> Iterable[str]:
    return (moved(one, inserted.sheet, inserted) for one in ranges)


def _name(row: int, column: int) -> str:
    return spot_name((row, column))
