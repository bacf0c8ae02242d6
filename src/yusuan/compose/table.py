"""A statement's design and the ledger's amounts to a Table."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from yusuan.catalog.designs import Design, DesignColumn, DesignSide
from yusuan.catalog.trees import label
from yusuan.compose.book import SHEETS, Book
from yusuan.compose.head import Path, head_rows, index_row
from yusuan.compose.percent import percent
from yusuan.compose.purchases import amount_of, field, itemised
from yusuan.compose.rows import BodyRow, body_rows, chinese, source_of
from yusuan.model.amount import format_amount
from yusuan.model.coordinate import Coordinate
from yusuan.model.document import Table, TableCell
from yusuan.model.text import Text

_CODES = {"class": slice(0, 3), "section": slice(3, 5), "item": slice(5, 7)}
_TOP, _ITEM = 3, 7
_NAMES = {"function": "功能科目", "economy": "经济科目", "gov_economy": "政府经济科目", "project": "项目"}
_TOLD = ("field", "target", "body", "words", "indicators", "blank")
_LISTED = {"class": ("function",), "pair": ("economy", "gov_economy")}


@dataclass(frozen=True, slots=True)
class _Half:
    """One side, ready to be laid beside another."""

    side: DesignSide
    columns: tuple[DesignColumn, ...]
    rows: tuple[BodyRow, ...]


def compose_table(book: Book, design: Design, number: int) -> Table:
    """The statement that ``design`` describes, the ``number``-th of its set.

    What is missing for it is complained of in ``book``; its amounts are noted there as stated.
    """
    halves = [_half(book, design, side) for side in design.sides]
    for half in halves:
        _complete(book, design, half)
    paths: list[Path] = [(i, _phrases(book, c.head)) for i, h in enumerate(halves) for c in h.columns]
    head = head_rows(paths)
    if design.index:
        keys = [c.role not in ("amount", "change", "growth") for h in halves for c in h.columns]
        head = (*head, index_row(keys, design.index))
    if design.kind == "procurement":
        halves = [_itemised(book, design, h, len(head)) for h in halves]
    lines = _aligned([h.rows for h in halves]) or [(None,) * len(halves)]
    rows, said = _lines(book, design, halves, lines)
    if not said and not design.empty:
        # A statement of the whole that holds nothing says so by its totals; those of one fund say it in words.
        totals = [tuple(r and replace(r, zeros=True if r.strong else r.zeros) for r in line) for line in lines]
        rows, said = _lines(book, design, halves, totals)
        rows = [_first_amounts(halves, row) for row in rows]
    empty = not any(said)
    notes = (f"注：{_words(book, design.empty)}",) if empty and design.empty else design.notes
    return Table(
        design.kind, _words(book, design.number).replace("{n}", str(number)).replace("{nn}", f"{number:02}")
        .replace("{zh}", chinese(number)),
        _words(book, design.title), book.ledger.body, design.unit, head, tuple(rows),
        tuple(c.width for h in halves for c in h.columns), tuple(_words(book, n) for n in notes), design.wide,
    )  # fmt: skip


def _first_amounts(halves: Sequence[_Half], row: tuple[TableCell, ...]) -> tuple[TableCell, ...]:
    """The row with the first amount of each side only."""
    cells, at = list(row), 0
    for half in halves:
        found = [at + n for n, c in enumerate(half.columns) if c.role == "amount"]
        for n in found[1:]:
            cells[n] = TableCell("", "amount", strong=cells[n].strong)
        at += len(half.columns)
    return tuple(cells)


def _lines(
    book: Book, design: Design, halves: Sequence[_Half], lines: Sequence[tuple[BodyRow | None, ...]]
) -> tuple[list[tuple[TableCell, ...]], list[int]]:
    """The rows as cells, and the amounts that they print."""
    said: list[int] = []
    rows = []
    for at, line in enumerate(lines, 1):
        cells: list[TableCell] = []
        for side, (half, row) in enumerate(zip(halves, line, strict=True)):
            number = str(side * len(lines) + at)
            cells += [
                TableCell(number, "code") if c.role == "line" else _cell(book, design, c, row, said)
                for c in half.columns
            ]
        rows.append(tuple(cells))
    return rows, said


def _itemised(book: Book, design: Design, half: _Half, first: int) -> _Half:
    """The half with its items told apart as whoever reads the table has to: by the first words of their rows."""
    named = [c for c in half.columns if c.role == "name" or c.field in ("economy", "item", "kind")]
    words = [next((t for c in named if (t := _key(book, c, row).text)), "") for row in half.rows]
    return replace(half, rows=tuple(itemised(half.rows, words, design.kind, first)))


def _words(book: Book, text: str) -> str:
    ledger = book.ledger
    level = "部门" if ledger.level == "department" else "单位"
    for key, value in (
        ("{year}", str(ledger.year)),
        ("{last}", str(ledger.year - 1)),
        ("{body}", ledger.body),
        ("{level}", level),
    ):
        text = text.replace(key, value)
    return text


def _phrases(book: Book, head: Sequence[str]) -> tuple[str, ...]:
    return tuple(_words(book, phrase) for phrase in head)


def _half(book: Book, design: Design, side: DesignSide) -> _Half:
    root = BodyRow("", "", (), 0, False, "")
    columns = tuple(c for c in side.columns if not c.rare or _called_for(book, design, c, root))
    if any(c.rare for c in columns):
        columns = tuple(replace(c, at=c.at_rare or c.at, head=c.head_rare) for c in columns)
    if not book.printed(book.point((("flow", "carry_in"), ("fund", "grant"))), design.unit):
        columns = tuple(replace(c, at=c.at_plain or c.at) for c in columns)
    return _Half(side, columns, body_rows(book, design, side))


def _called_for(book: Book, design: Design, column: DesignColumn, row: BodyRow) -> bool:
    if column.rare_at:
        return bool(book.nodes("function", book.point(design.fixed, column.rare_at)))
    return bool(book.value(_source(book, design, column, row)))


def _source(book: Book, design: Design, column: DesignColumn, row: BodyRow) -> Coordinate:
    return source_of(design, book.point(design.fixed, column.of or column.at, row.of or row.at))


def _aligned(sides: Sequence[Sequence[BodyRow]]) -> list[tuple[BodyRow | None, ...]]:
    """The rows of all sides side by side; rows with one pin on one line, blanks above the shorter side's."""
    pins = [row.pin for row in sides[0] if row.pin]
    lines: list[tuple[BodyRow | None, ...]] = []
    starts = [0] * len(sides)
    for pin in [*pins, ""]:
        runs: list[tuple[BodyRow, ...]] = []
        for i, rows in enumerate(sides):
            end = next((k for k in range(starts[i], len(rows)) if pin and rows[k].pin == pin), len(rows))
            if pin and end == len(rows):
                runs.append(())
                continue
            runs.append(tuple(rows[starts[i] : end]))
            starts[i] = end
        lines.extend(zip_longest(*runs))
        if pin:
            lines.append(
                tuple(
                    rows[s] if s < len(rows) and rows[s].pin == pin else None
                    for rows, s in zip(sides, starts, strict=True)
                )
            )
            starts = [s + (s < len(rows) and rows[s].pin == pin) for rows, s in zip(sides, starts, strict=True)]
    return lines


def _cell(book: Book, design: Design, column: DesignColumn, row: BodyRow | None, said: list[int]) -> TableCell:
    if row is None:
        return TableCell("", "blank")
    if column.role == "amount":
        return _amount(book, design, column, row, said)
    if column.role in ("change", "growth"):
        return _compared(book, design, column, row)
    return _key(book, column, row, design.codes)


def _amount(book: Book, design: Design, column: DesignColumn, row: BodyRow, said: list[int]) -> TableCell:
    point = book.point(design.fixed, column.at, row.at)
    if row.bought is not None:
        return _item(book, design, row, point, said)
    source = _source(book, design, column, row) if column.of or row.of else source_of(design, point)
    if point.economy:
        source = book.cube.detail(source)
    decimals = book.decimals(design.unit, design.decimals)
    text, fen = book.say(point, design.unit, source, decimals, column.less, separators=design.separators)
    if fen is None:
        usual = bool(design.nothing) or (row.zero and design.nought is None)
        if usual if row.zeros is None else row.zeros:
            said.append(0)
            book.stated[point] = 0
            return TableCell(design.nothing or "0.00", "amount", 0, point, strong=row.strong)
        return TableCell("", "amount", strong=row.strong)
    if not fen and row.zeros is not None:
        return _nought(replace(design, nought="0.00" if row.zeros else ""), point, row, said)
    if not fen and design.nought is not None:
        return _nought(design, point, row, said)
    said.append(fen)
    return TableCell(text, "amount", fen, point, strong=row.strong)


def _item(book: Book, design: Design, row: BodyRow, point: Coordinate, said: list[int]) -> TableCell:
    fen = amount_of(book, row.bought, point) if row.bought else None
    if fen is None:
        return TableCell("", "amount")
    said.append(fen)
    at = point.at(item=row.item)
    book.stated[at] = fen
    return TableCell(format_amount(fen, design.unit), "amount", fen, at)


def _nought(design: Design, point: Coordinate, row: BodyRow, said: list[int]) -> TableCell:
    """A zero where the layout does not print 0.00: a blank prints no amount."""
    if not design.nought:
        return TableCell("", "amount", strong=row.strong)
    said.append(0)
    return TableCell(design.nought, "amount", 0, point, strong=row.strong)


def _compared(book: Book, design: Design, column: DesignColumn, row: BodyRow) -> TableCell:
    """What an amount has changed by, out of the figures as they are printed; blank where there is neither."""
    now = book.printed(_source(book, design, column, row), design.unit, less=column.less)
    before = book.printed(book.point(design.fixed, column.minus, row.at), design.unit)
    if now is None and before is None:
        return TableCell("", "blank")
    change = (now or 0) - (before or 0)
    if column.role == "change":
        return TableCell(format_amount(change, design.unit), "amount", change, strong=row.strong)
    return TableCell(f"{percent(change, before)}%" if before else "", "amount", strong=row.strong)


def _key(book: Book, column: DesignColumn, row: BodyRow, codes: str = "full") -> TableCell:
    if column.role in _TOLD:
        return _told(book, column, row)
    if column.role == "name":
        return TableCell(row.label, "name", indent=row.indent, strong=row.strong)
    if column.role == "both":
        text = f"[{row.code}]{row.label}" if row.code else row.label
        return TableCell(text, "name", indent=row.indent, strong=row.strong)
    code = row.gov if column.role.startswith("gov_") else row.code
    if column.role == "gov_name":
        return TableCell(book.name("gov_economy", code) if code else "", "text", indent=row.indent)
    part = _CODES.get(column.role.removeprefix("gov_"))
    own = codes == "full" or (codes == "leaf" and len(code) == _ITEM)
    if part is not None and not own and len(code) != part.stop:
        return TableCell("", "code")
    return TableCell(code[part] if part else code, "code", strong=row.strong)


def _told(book: Book, column: DesignColumn, row: BodyRow) -> TableCell:
    """What stands in a column that is neither a key nor an amount."""
    if column.role == "field":
        return TableCell(field(book, row.bought.purchase, column.field) if row.bought and row.bought.purchase else "")
    if column.role == "target":
        return TableCell(_target(book, row), "text")
    if column.role == "body":
        return TableCell(book.ledger.body if row.each else "", "code")
    if column.role == "words":
        return TableCell(_text(book, column.field), "text")
    if column.role == "indicators":
        return TableCell(_indicators(row), "text")
    return TableCell("", "blank")


def _text(book: Book, name: str) -> str:
    words = book.words(name)
    if words is None:
        title = book.words_name(name)
        book.missing("words", Text(f"缺少“{title}”的文字", f"the text {name} is missing"))
    return words.text.strip() if words else ""


def _indicators(row: BodyRow) -> str:
    """A project's indicators in one cell, 数量指标：完成数≥5个 and so on."""
    found = row.project.indicators if row.project else ()
    sign = {"定性": "："}
    return "；".join(f"{i.second}：{i.name}{sign.get(i.operator, i.operator)}{i.value}{i.unit}" for i in found)


def _target(book: Book, row: BodyRow) -> str:
    """The text of a project's target for the year, or for all of its years; complained of where there is none."""
    if row.project is None:
        return ""
    text = (row.project.annual_target or row.project.target).strip()
    if not text:
        book.complaints.add(
            row.project.origin, f"项目“{row.project.name}”没有绩效目标", f"the project {row.project.name} has no target"
        )
    return text


def _complete(book: Book, design: Design, half: _Half) -> None:
    """Complain of amounts that no row would show: entries without a subject or project in a list of those."""
    for spec in half.side.rows:
        if spec.each in ("", "purchase") or spec.least or spec.under:
            continue
        for column in half.columns:
            if column.role == "amount":
                point = _source(book, design, column, BodyRow("", "", spec.at, 0, False, ""))
                for dimension in _LISTED.get(spec.each, (spec.each,)):
                    _listed(book, point, dimension)


def _listed(book: Book, point: Coordinate, dimension: str) -> None:
    total = book.cube.at(point)
    if not total:
        return
    nodes = book.cube.nodes(dimension, book.cube.detail(point))
    if point.topic and dimension == "economy" and not nodes:
        _unlisted(book, point)
    if point.topic:
        return
    shown = [n for n in nodes if (book.project(n) if dimension == "project" else len(n) == _TOP)]
    if sum(book.cube.at(point.at(**{dimension: n})) or 0 for n in shown) == total:
        return
    for entry, leaf in zip(book.entries, book.leaves, strict=True):
        node = getattr(leaf.coordinate, dimension)
        lost = not node or (dimension == "project" and not book.project(node))
        if lost and leaf.fen and book.under(leaf.coordinate, point):
            what = f"没有填写{_NAMES[dimension]}" if not node else f"项目“{node}”不在“{SHEETS['project']}”表里"
            book.complaints.add(
                entry.origin, f"这笔金额{what}", f"this amount has no {dimension} that a statement can list"
            )


def _unlisted(book: Book, point: Coordinate) -> None:
    name = label("topic", point.topic)
    same = label("nature", "public")
    book.missing(
        "topic",
        Text(
            f"“{name.zh}”要按经济科目列示，但与一般公共预算的{same.zh}不等，请核对这两个数",
            f"{name.en} is to be listed by economic class, but it is not the {same.en} of the general budget",
        ),
    )
