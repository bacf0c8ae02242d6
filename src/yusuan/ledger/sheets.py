"""Records out of a workbook's cells and out of CSV tables, by their heads: columns may stand in any order."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from yusuan.catalog.normal import plain
from yusuan.ledger.form import SheetForm
from yusuan.ledger.records import Problem, Record
from yusuan.model.finding import Severity
from yusuan.model.ledger import Origin
from yusuan.model.text import Text

Cells = Mapping[tuple[int, int], str]
#: The head stands in one of the first rows; above it are a title and notes.
_HEAD_WITHIN = 8
#: What a cell is taken to say whose formula has no value: Excel calculates it when the file is saved there.
UNCACHED = "#未计算"


def records_of(
    form: SheetForm, cells: Cells, uncached: Iterable[tuple[int, int]] = ()
) -> tuple[list[Record], list[Problem]]:
    """Read a sheet's cells, by (row, column) from 0: its records, and what could not be read.

    ``uncached``: cells with a formula that was never calculated.
    """
    heads = {plain(c.head): c.key for c in form.columns}
    rows: dict[int, dict[int, str]] = {}
    for (row, column), text in cells.items():
        if text.strip():
            rows.setdefault(row, {})[column] = text.strip()
    head = _head(rows, heads)
    if head is None:
        wanted = "、".join(c.head for c in form.columns)
        problem = Problem(
            Severity.ERROR,
            Origin(form.name, "A1"),
            Text(f"没有找到表头（应有：{wanted}）", f"its head was not found (it should say: {wanted})"),
        )
        return [], [problem] if rows else []
    keys = {column: heads[plain(text)] for column, text in rows[head].items() if plain(text) in heads}
    lost = list(_lost(form, rows, head, set(keys.values())))
    if lost:
        return [], lost
    for row, column in uncached:
        # Names beside codes are formulas that nothing depends on.
        if row > head and not keys.get(column, "_name").endswith("_name"):
            rows.setdefault(row, {})[column] = UNCACHED
    return list(_records(form, rows, head, keys)), list(_strays(form, rows, head, keys))


def _head(rows: Mapping[int, Mapping[int, str]], heads: Mapping[str, str]) -> int | None:
    scored = [(sum(plain(t) in heads for t in rows[r].values()), -r) for r in sorted(rows)[:_HEAD_WITHIN]]
    best, row = max(scored, default=(0, 0))
    return -row if best >= min(2, len(heads)) else None


def _lost(form: SheetForm, rows: Mapping[int, Mapping[int, str]], head: int, there: set[str]) -> Iterator[Problem]:
    """Heads that are gone: without one, each row would seem to lack what stands below it."""
    strange = "、".join(f"“{t}”" for t in rows[head].values() if plain(t) not in {plain(c.head) for c in form.columns})
    for n, column in enumerate(form.columns):
        if column.key not in there and (column.owed or column.kind == "money") and any(r > head for r in rows):
            now = f"现在多出来的是{strange}；" if strange else ""
            zh = f"表头“{column.head}”不见了（改了名、删掉了，或者合并了单元格）；{now}请照新建的台账改回来"
            where = Origin(form.name, f"{chr(65 + n % 26)}{head + 1}")
            yield Problem(Severity.ERROR, where, Text(zh, f"the head {column.key} is gone"))


def _records(
    form: SheetForm, rows: Mapping[int, Mapping[int, str]], head: int, keys: Mapping[int, str]
) -> Iterator[Record]:
    for row in sorted(r for r in rows if r > head):
        values = {keys[c]: text for c, text in rows[row].items() if c in keys}
        if values:
            yield Record(form.id, row + 1, values)


def _strays(
    form: SheetForm, rows: Mapping[int, Mapping[int, str]], head: int, keys: Mapping[int, str]
) -> Iterator[Problem]:
    """What stands in columns that the form does not know: it is told, never dropped in silence."""
    for column, text in sorted(rows[head].items()):
        if column not in keys and any(column in rows[r] for r in rows if r > head):
            yield Problem(
                Severity.WARNING,
                Origin(form.name, f"{chr(65 + column % 26)}{head + 1}"),
                Text(f"“{text}”列不在格式中，没有读入", f"the column {text!r} is not in the form and was not read"),
            )


def table_cells(table: Sequence[Sequence[str]]) -> dict[tuple[int, int], str]:
    """The cells of a table given in rows, such as a CSV file."""
    return {(r, c): text for r, row in enumerate(table) for c, text in enumerate(row) if text.strip()}
