"""One worksheet's cells, found by row and column and made where there are none, and the sizes of its grid."""

from lxml import etree

from yusuan.read.archive import Element
from yusuan.report.copies.excel.names import Names, cell_name, column_of, put_before

#: What stands after the drawing of the notes in a worksheet (ECMA-376, 18.3.1.99).
_AFTER_NOTES = frozenset(
    {"legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst"}
)
#: Pixels: what Excel gives a column or a row that says nothing.
_COLUMN, _ROW = 64, 20


class Worksheet:
    """The worksheet ``root``."""

    def __init__(self, root: Element, names: Names) -> None:
        self.root = root
        self._names = names
        data = root.find(names.tag("sheetData"))
        self._data = data if data is not None else names.new(root, "sheetData")
        self._rows: dict[int, Element] = {}
        at = 0
        for row in self._data.iterfind(names.tag("row")):
            at = _whole(row.get("r")) or at + 1
            self._rows[at - 1] = row
        self._widths: dict[int, int] | None = None

    def cell(self, row: int, column: int) -> Element:
        """The cell at ``row`` and ``column`` (from 0)."""
        line = self._rows.get(row)
        if line is None:
            line = etree.Element(self._names.tag("row"), r=str(row + 1))
            before = sum(1 for number in self._rows if number < row)
            self._data.insert(before, line)
            self._rows[row] = line
        name, at, last = cell_name(row, column), len(line), -1
        for n, cell in enumerate(line.iterfind(self._names.tag("c"))):
            last = column_of(cell.get("r") or "") if cell.get("r") else last + 1
            if last == column:
                return cell
            if last > column:
                at = n
                break
        made = etree.Element(self._names.tag("c"), r=name)
        line.insert(at, made)
        # What says how far the row goes is a hint that must not lie.
        line.attrib.pop("spans", None)
        return made

    def set_notes_drawing(self, identity: str) -> None:
        """Refer to the drawing of the notes, where the sheet does not yet."""
        element = etree.Element(self._names.tag("legacyDrawing"))
        element.set(self._names.id, identity)
        put_before(self.root, element, _AFTER_NOTES)

    def anchor(self, row: int, column: int, size: tuple[int, int]) -> str:
        """Where a note of ``size`` (pixels) beside a cell begins and ends, as VML says it."""
        right, over = self._along(column + 1, 15 + size[0], self._width)
        down, below = self._along(row, 4 + size[1], self._height)
        return f"{column + 1}, 15, {row}, 4, {right}, {over}, {down}, {below}"

    def _along(self, start: int, pixels: int, size: "object") -> tuple[int, int]:
        at = start
        for _ in range(200):
            one = size(at) if callable(size) else 0
            if pixels < one:
                break
            pixels -= one
            at += 1
        return at, max(pixels, 0) if at < start + 200 else 0

    def _width(self, column: int) -> int:
        if self._widths is None:
            self._widths = {}
            for one in self.root.iterfind(f"{self._names.tag('cols')}/{self._names.tag('col')}"):
                first, last = _whole(one.get("min")), min(_whole(one.get("max")), 2_000)
                hidden = one.get("hidden") in ("1", "true")
                wide = 0 if hidden else round(_number(one.get("width"), 8.43) * 7 + 5)
                self._widths.update(dict.fromkeys(range(first - 1, last), wide))
        return self._widths.get(column, _COLUMN)

    def _height(self, row: int) -> int:
        line = self._rows.get(row)
        if line is None:
            return _ROW
        return 0 if line.get("hidden") in ("1", "true") else round(_number(line.get("ht"), _ROW * 0.75) / 0.75)


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else 0


def _number(text: str | None, default: float) -> float:
    try:
        found = float(text) if text else default
    except ValueError:
        return default
    return found if 0 <= found < 1_000 else default
