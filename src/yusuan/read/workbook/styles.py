"""Number formats and indents of a workbook's cell styles."""

from dataclasses import dataclass

from yusuan.read.archive import Element
from yusuan.read.workbook.number import GENERAL, Format, read_format

_MONEY, _MONEY_2 = '#,##0;-#,##0;"-"', '#,##0.00;-#,##0.00;"-"'
#: Number formats that are known by their number alone (ECMA-376 part 1, 18.8.30, with the East Asian dates).
BUILT_IN: dict[int, str] = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "#,##0", 6: "#,##0", 7: "#,##0.00", 8: "#,##0.00", 9: "0%",
    10: "0.00%", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 41: _MONEY, 42: _MONEY, 43: _MONEY_2,
    44: _MONEY_2, 49: "@",
    **dict.fromkeys((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)), "yyyy-mm-dd"),
}  # fmt: skip
#: Blanks for one step of a cell's indent.
_BLANKS = 2
_DEEPEST = 15


@dataclass(frozen=True, slots=True)
class Style:
    """The number format of a cell, and the blanks that its indent stands for."""

    form: Format = GENERAL
    indent: int = 0


def style(code: str, indent: int) -> Style:
    """The style with the number format ``code`` and ``indent`` steps."""
    return Style(read_format(code), min(max(indent, 0), _DEEPEST) * _BLANKS)


def read_styles(root: Element) -> tuple[Style, ...]:
    """The styles of ``cellXfs`` in xl/styles.xml, in order."""
    codes = dict(BUILT_IN)
    for one in root.iterfind(".//{*}numFmts/{*}numFmt"):
        codes[_whole(one.get("numFmtId"))] = one.get("formatCode") or ""
    out = []
    for xf in root.iterfind("{*}cellXfs/{*}xf"):
        alignment = xf.find("{*}alignment")
        indent = _whole(alignment.get("indent")) if alignment is not None else 0
        out.append(style(codes.get(_whole(xf.get("numFmtId")), ""), indent))
    return tuple(out)


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
