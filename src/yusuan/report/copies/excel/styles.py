"""Cell formats added to a workbook: each that a marked cell has, with another colour behind it."""

from copy import deepcopy

from lxml import etree

from yusuan.model.finding import Severity
from yusuan.read.archive import Element
from yusuan.report.copies.excel.names import Names, put_before

#: Red, green, blue; at the place itself, and where a finding only names the cell.
COLOURS = {
    (Severity.ERROR, True): "FFFFA8A0", (Severity.ERROR, False): "FFFFE1DE",
    (Severity.WARNING, True): "FFFFDB73", (Severity.WARNING, False): "FFFFF3D1",
    (Severity.HINT, True): "FFB8E0FF", (Severity.HINT, False): "FFE3F2FF",
}  # fmt: skip
_AFTER_FILLS = frozenset(
    {"borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors", "extLst"}
)
_MOST = 64_000


class Styles:
    """The formats of a workbook, ``root`` its styles part; without one no cell is coloured."""

    def __init__(self, root: Element | None, names: Names) -> None:
        self._names = names
        self._root = root
        self._formats = root.find(names.tag("cellXfs")) if root is not None else None
        self._fills: dict[str, int] = {}
        self._made: dict[tuple[int, str], int] = {}

    def coloured(self, style: int, severity: Severity, *, own: bool) -> int:
        """The index of the format ``style`` with the colour of ``severity``."""
        return self._variant(style, COLOURS[severity, own], "")

    def wrapped(self, colour: str = "") -> int:
        """The index of a format for sentences: broken into lines, from the top of the cell."""
        return self._variant(0, colour, "wrap")

    def _variant(self, style: int, colour: str, how: str) -> int:
        if self._formats is None or style >= len(self._formats) or len(self._formats) > _MOST:
            return style
        key = style, colour + how
        if key not in self._made:
            made = deepcopy(self._formats[style])
            if colour:
                made.set("fillId", str(self._fill(colour)))
                made.set("applyFill", "1")
            if how:
                for old in made.iterfind(self._names.tag("alignment")):
                    made.remove(old)
                alignment = etree.Element(self._names.tag("alignment"), vertical="top", wrapText="1")
                made.insert(0, alignment)
                made.set("applyAlignment", "1")
            self._formats.append(made)
            self._formats.set("count", str(len(self._formats)))
            self._made[key] = len(self._formats) - 1
        return self._made[key]

    def _fill(self, colour: str) -> int:
        if colour not in self._fills and self._root is not None:
            fills = self._root.find(self._names.tag("fills"))
            if fills is None:
                fills = etree.Element(self._names.tag("fills"))
                put_before(self._root, fills, _AFTER_FILLS)
            # The first two are Excel's own, whatever stands there.
            while len(fills) < 2:
                self._names.new(self._names.new(fills, "fill"), "patternFill", patternType="none")
            pattern = self._names.new(self._names.new(fills, "fill"), "patternFill", patternType="solid")
            self._names.new(pattern, "fgColor", rgb=colour)
            self._names.new(pattern, "bgColor", indexed="64")
            fills.set("count", str(len(fills)))
            self._fills[colour] = len(fills) - 1
        return self._fills[colour]
