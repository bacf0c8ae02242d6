"""A form's workbook, changed in place: cells written, rows put in, formulas with their values, all else as it was."""

from copy import deepcopy
from fractions import Fraction

from yusuan.read.archive import Element
from yusuan.read.workbook.ooxml import WHAT
from yusuan.read.workbook.sheet import Spot
from yusuan.report.copies.excel.names import Names, names_of
from yusuan.report.copies.excel.sheet import Worksheet
from yusuan.report.copies.package import Package
from yusuan.report.filled.formula import Inserted, cells_in, spot_of, value_of
from yusuan.report.filled.rows import move_anchors, move_formulas, numbered, put_rows

_BOOK = "xl/workbook.xml"
_TYPES = "[Content_Types].xml"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_ANCHORED = ("drawing", "comments", "vmlDrawing", "table")
#: Formulas that name formulas that name formulas.
_DEEPEST = 30
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class FormBook:
    """The workbook ``data`` (XLSX). Raises DamagedError, TooLargeError, EncryptedError."""

    def __init__(self, data: bytes) -> None:
        self._package = Package(data, WHAT)
        self._book_part = self._package.related("", "officeDocument") or _BOOK
        self._names: Names = names_of(self._package.tree(self._book_part))
        self._parts = self._sheets()
        self._open: dict[str, Worksheet] = {}
        self._filled: dict[str, set[Spot]] = {}
        for part in self._parts.values():
            numbered(self._package.tree(part), self._names)
        self._formulas = {name: self._formulas_of(name) for name in self._parts}

    def formulas(self, sheet: str) -> dict[Spot, str]:
        """The formulas of ``sheet`` by their cells."""
        return self._formulas.get(sheet, {})

    def drawn(self, sheet: str) -> set[int]:
        """The rows of ``sheet`` that have cells, if only blank ones."""
        return {spot_of(cell.get("r") or "A1")[0] for cell in self._cells(sheet)} if sheet in self._parts else set()

    def copy_sheet(self, sheet: str, name: str) -> None:
        """Add a copy of ``sheet`` called ``name`` after the others, without its pictures and notes."""
        root = deepcopy(self._package.tree(self._parts[sheet]))
        for element in list(root):
            if any(key.startswith(f"{{{self._names.relations}}}") for key in element.attrib):
                if element.tag == self._names.tag("pageSetup"):
                    element.attrib.pop(self._names.id, None)
                else:
                    root.remove(element)
            elif element.tag in [self._names.tag(t) for t in ("oleObjects", "controls", "tableParts")]:
                root.remove(element)
        for view in root.iter(self._names.tag("sheetView")):
            view.attrib.pop("tabSelected", None)
        part = self._package.unused(f"{self._book_part.rpartition('/')[0]}/worksheets/copy{{}}.xml")
        self._package.put(part, root)
        self._package.declare(part, _SHEET_TYPE)
        identity = self._package.relate(self._book_part, f"{self._names.relations}/worksheet", part)
        every = self._package.tree(self._book_part).find(self._names.tag("sheets"))
        if every is not None:
            used = [int(i) for one in every if (i := one.get("sheetId") or "").isdigit() and len(i) < 9]
            made = self._names.new(every, "sheet", sheetId=str(max(used, default=0) + 1))
            made.set("name", name)
            made.set(self._names.id, identity)
        self._parts[name] = part
        self._formulas[name] = self._formulas_of(name)

    def put_rows(self, sheet: str, after: int, count: int, like: int) -> None:
        """Put ``count`` rows in after the row ``after``, drawn as the row ``like`` is (both from 0)."""
        inserted = Inserted(sheet, after, count)
        part = self._parts[sheet]
        for name, other in self._parts.items():
            move_formulas(self._package.tree(other), name, inserted)
        move_formulas(self._package.tree(self._book_part), "", inserted)
        put_rows(self._package.tree(part), self._names, inserted, like)
        for kind in _ANCHORED:
            anchored = self._package.related(part, kind)
            if anchored is not None:
                move_anchors(self._package.tree(anchored), inserted)
        self._open.pop(sheet, None)
        self._formulas = {name: self._formulas_of(name) for name in self._parts}

    def number(self, sheet: str, spot: Spot, text: str) -> None:
        """Write a number, as ``text`` without separators."""
        cell = self._emptied(sheet, spot)
        self._names.new(cell, "v").text = text

    def text(self, sheet: str, spot: Spot, text: str) -> None:
        """Write a text, or nothing."""
        cell = self._emptied(sheet, spot)
        if text:
            cell.set("t", "inlineStr")
            inner = self._names.new(self._names.new(cell, "is"), "t")
            inner.text = "".join(c for c in text if c >= " " or c in "\n\t")
            inner.set(_SPACE, "preserve")

    def summands(self, sheet: str, spot: Spot, depth: int = 0) -> int:
        """How many cells with a figure a formula adds up, those of the formulas that it names too."""
        formula = self._formulas.get(sheet, {}).get(spot)
        if formula is None or depth > _DEEPEST:
            return 1
        named = [at for at in cells_in(formula, sheet) if self._holds(*at)]
        return sum(self.summands(s, c, depth + 1) for s, c in named)

    def _holds(self, sheet: str, spot: Spot) -> bool:
        if sheet not in self._filled:
            self._filled[sheet] = {*self._values(sheet), *self._formulas[sheet]} if sheet in self._parts else set()
        return spot in self._filled[sheet]

    def settle(self) -> dict[str, dict[Spot, Fraction | None]]:
        """Give every formula the value that it has now; those that are not plain arithmetic are left to Excel."""
        known: dict[tuple[str, Spot], Fraction | None] = {}
        values = {name: self._values(name) for name in self._parts}
        self._filled.clear()
        under: set[tuple[str, Spot]] = set()

        def look(sheet: str, spot: Spot) -> Fraction | None:
            formula = self._formulas.get(sheet, {}).get(spot)
            if formula is None:
                return values.get(sheet, {}).get(spot, Fraction(0))
            key = (sheet, spot)
            if key not in known:
                if key in under or len(under) > 200:
                    return None
                under.add(key)
                known[key] = value_of(formula, sheet, look)
                under.discard(key)
            return known[key]

        found: dict[str, dict[Spot, Fraction | None]] = {}
        for name, formulas in self._formulas.items():
            found[name] = {spot: look(name, spot) for spot in formulas}
            for spot, value in found[name].items():
                self._cache(name, spot, value)
        return found

    def whole(self) -> bytes:
        """The bytes of the workbook, which calculates its formulas anew when it is opened. Raises NoCopyError."""
        book = self._package.tree(self._book_part)
        calc = book.find(self._names.tag("calcPr"))
        if calc is not None:
            calc.set("fullCalcOnLoad", "1")
        self._without_chain()
        return self._package.whole()

    def _sheets(self) -> dict[str, str]:
        relations = self._package.archive.relations(self._book_part)
        found: dict[str, str] = {}
        path = f"{self._names.tag('sheets')}/{self._names.tag('sheet')}"
        for one in self._package.tree(self._book_part).iterfind(path):
            kind, part = relations.get(one.get(self._names.id) or "", ("", ""))
            if kind == "worksheet" and part in self._package and part not in found.values():
                found.setdefault(one.get("name", ""), part)
        return found

    def _cells(self, sheet: str) -> "list[Element]":
        path = f"{self._names.tag('sheetData')}/{self._names.tag('row')}/{self._names.tag('c')}"
        return list(self._package.tree(self._parts[sheet]).iterfind(path))

    def _formulas_of(self, sheet: str) -> dict[Spot, str]:
        found = {}
        for cell in self._cells(sheet):
            formula = cell.find(self._names.tag("f"))
            if formula is not None and formula.text:
                found[spot_of(cell.get("r") or "A1")] = formula.text
        return found

    def _values(self, sheet: str) -> dict[Spot, Fraction]:
        found = {}
        for cell in self._cells(sheet):
            value = cell.find(self._names.tag("v"))
            if value is not None and value.text and cell.get("t", "n") == "n":
                try:
                    found[spot_of(cell.get("r") or "A1")] = Fraction(value.text)
                except ValueError:
                    continue
        return found

    def _worksheet(self, sheet: str) -> Worksheet:
        if sheet not in self._open:
            self._open[sheet] = Worksheet(self._package.tree(self._parts[sheet]), self._names)
        return self._open[sheet]

    def _emptied(self, sheet: str, spot: Spot) -> Element:
        cell = self._worksheet(sheet).cell(*spot)
        for child in list(cell):
            cell.remove(child)
        cell.attrib.pop("t", None)
        return cell

    def _cache(self, sheet: str, spot: Spot, value: Fraction | None) -> None:
        cell = self._worksheet(sheet).cell(*spot)
        for old in (*cell.iterfind(self._names.tag("v")), *cell.iterfind(self._names.tag("is"))):
            cell.remove(old)
        cell.attrib.pop("t", None)
        if value is not None:
            self._names.new(cell, "v").text = decimal(value)

    def _without_chain(self) -> None:
        """The order in which cells were calculated is of no use after the change, and may be left out."""
        part = self._package.related(self._book_part, "calcChain")
        if part is None:
            return
        relations = f"{self._book_part.rpartition('/')[0]}/_rels/{self._book_part.rpartition('/')[2]}.rels"
        for root in (self._package.tree(relations), self._package.tree(_TYPES)):
            for one in list(root):
                if (one.get("Type") or one.get("ContentType") or "").removesuffix("+xml").endswith("calcChain"):
                    root.remove(one)
        self._package.put_bytes(part, b"")


def decimal(value: Fraction) -> str:
    """``value`` as a plain decimal number with as many places as it has, ten at the most."""
    scaled = abs(value) * 10**10
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    digits = f"{whole // 10**10}.{whole % 10**10:010d}".rstrip("0").rstrip(".")
    return f"-{digits}" if value < 0 and digits != "0" else digits


__all__ = ["FormBook", "decimal"]
