"""A workbook's sheets as Pages, with notes of what is hidden, not calculated or shows an error."""

from collections.abc import Iterable, Iterator, Sequence

from yusuan.model.grid import Page, Pages, TextLine
from yusuan.model.place import Source
from yusuan.model.text import Text
from yusuan.read.errors import EmptyFileError
from yusuan.read.limits import DEFAULT, Limits
from yusuan.read.numbers import count
from yusuan.read.workbook.biff import read_xls
from yusuan.read.workbook.compact import compact
from yusuan.read.workbook.layout import blocks_of, is_foot
from yusuan.read.workbook.ooxml import read_xlsx
from yusuan.read.workbook.sheet import Sheet, Spot, spot_name

#: How many cells or rows a note names.
_NAMED = 6


def read_workbook(data: bytes, source: Source, limits: Limits = DEFAULT, kind: str = "") -> Pages:
    """Read the workbook ``data`` of the ``kind`` xlsx or xls; without one, of the source's.

    Raises DamagedError, EncryptedError, TooLargeError, or EmptyFileError where no sheet has a value.
    """
    sheets = list(sheets_of(data, kind or source.kind, limits))
    pages = tuple(page_of(sheet, source, i) for i, sheet in enumerate(sheets, 1))
    if not any(page.blocks for page in pages):
        raise EmptyFileError(
            Text("工作簿里没有任何内容，请重新导出。", "The workbook has nothing in it. Export it again.")
        )
    return Pages(source, pages, tuple(notes_of(sheets)))


def sheets_of(data: bytes, kind: str, limits: Limits) -> Iterator[Sheet]:
    """The sheets of a workbook of the ``kind`` xlsx or xls, in their order. Raises as ``read_workbook``."""
    return read_xlsx(data, limits) if kind == "xlsx" else read_xls(data)


def page_of(sheet: Sheet, source: Source, number: int) -> Page:
    """One sheet as the page ``number``. Raises TooLargeError."""
    shown = compact(sheet, source)
    found = blocks_of(shown)
    feet = tuple(b for b in found if isinstance(b, TextLine) and is_foot(b.text))
    blocks = tuple(b for b in found if not (isinstance(b, TextLine) and is_foot(b.text)))
    # The sheet's name is a block where it is a title; its figures are then figures of the page.
    named = [b for b in blocks if isinstance(b, TextLine) and b.place.line == 0]
    numbers = shown.numbers + sum(count(b.text) for b in named)
    return Page(number, blocks, numbers, has_text=bool(blocks), furniture=feet)


def notes_of(sheets: Iterable[Sheet]) -> Iterator[str]:
    """What a reader of the sheets may not see, in Chinese."""
    for sheet in sheets:
        name = f"工作表“{sheet.name}”"
        if sheet.hidden and sheet.cells:
            yield f"{name}是隐藏的，内容已读入。"
        if sheet.hidden_rows:
            yield f"{name}有 {len(sheet.hidden_rows)} 个隐藏行（第 {_rows(sheet.hidden_rows)} 行），内容已读入。"
        if sheet.hidden_columns:
            listed = "、".join(spot_name((0, c))[:-1] for c in sorted(sheet.hidden_columns)[:_NAMED])
            yield f"{name}有 {len(sheet.hidden_columns)} 个隐藏列（{listed}），内容已读入。"
        if sheet.uncached:
            yield (
                f"{name}有 {len(sheet.uncached)} 个公式没有保存计算结果（{_spots(sheet.uncached)}），"
                "请用 Excel 或 WPS 打开并保存后再检查。"
            )
        if sheet.errors:
            shown = "、".join(sorted({sheet.cells.get(s, "") for s in sheet.errors} - {""})[:_NAMED])
            yield f"{name}有 {len(sheet.errors)} 个单元格显示公式错误 {shown}（{_spots(sheet.errors)}）。"


def _rows(rows: Iterable[int]) -> str:
    return _listed([str(r + 1) for r in sorted(rows)])


def _spots(spots: Sequence[Spot]) -> str:
    return _listed([spot_name(s) for s in spots])


def _listed(names: Sequence[str]) -> str:
    return "、".join(names[:_NAMED]) + (" 等" if len(names) > _NAMED else "")


__all__ = ["notes_of", "page_of", "read_workbook", "sheets_of"]
