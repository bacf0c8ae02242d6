"""The rows of one side of a statement: those that its design lists, and one for each node that has amounts."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from yusuan.catalog.codes import code_list
from yusuan.catalog.designs import Design, DesignRow, DesignSide
from yusuan.catalog.normal import plain
from yusuan.catalog.trees import label as name_of
from yusuan.compose.book import Book
from yusuan.model.coordinate import Coordinate
from yusuan.model.ledger import LedgerProject, Purchase

Axis = Literal["function", "economy"]
_DIGITS = "一二三四五六七八九"
_YI = 1_000_000
_SUBJECT = 5
_KINDS = ("goods", "works", "services")


@dataclass(frozen=True, slots=True)
class Bought:
    """What a row of procurement prints: a kind's sum (``purchase`` None), or one purchase."""

    topic: str
    purchase: Purchase | None = None


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A row below the head: what stands in its key columns and what it adds to the point.

    ``item``: what tells a row of procurement from others of its kind.
    """

    label: str
    code: str
    at: tuple[tuple[str, str], ...]
    indent: int
    strong: bool
    pin: str
    project: LedgerProject | None = None
    each: bool = False
    zero: bool = False
    bought: Bought | None = None
    item: str = ""
    of: tuple[tuple[str, str], ...] = ()
    gov: str = ""
    zeros: bool | None = None


def chinese(number: int) -> str:
    """A number from 1 to 99 as it numbers a list: 十二."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else ("十" if tens == 1 else f"{_DIGITS[tens - 1]}十")
    return head + (_DIGITS[ones - 1] if ones else "")


def body_rows(book: Book, design: Design, side: DesignSide) -> tuple[BodyRow, ...]:
    """The rows of ``side`` in order, numbered where their label asks for it."""
    rows: list[BodyRow] = []
    counts: dict[str, int] = {}
    for spec in side.rows:
        if spec.style == "restart":
            counts.clear()
        if spec.unless and _entered(book, design, spec.unless):
            continue
        for row in _expanded(book, design, side, spec):
            label = row.label
            if spec.rare and not _called_for(book, design, side, spec, row):
                continue
            if "{n}" in label:
                counts[spec.style] = counts.get(spec.style, 0) + 1
                number = chinese(counts[spec.style]) if spec.style != "1" else str(counts[spec.style])
                label = label.replace("{n}", number)
            rows.append(replace(row, label=label, zero=spec.zero, zeros=spec.zeros))
    return tuple(rows)


def _called_for(book: Book, design: Design, side: DesignSide, spec: DesignRow, row: BodyRow) -> bool:
    if spec.rare == "self":
        return any(book.printed(p, design.unit) for p in points_of(book, design, side, row))
    return _entered(book, design, spec.rare)


def _entered(book: Book, design: Design, flows: str) -> bool:
    parts = (flow.partition("/") for flow in flows.split())
    nodes = ((("flow", flow), ("fund", fund)) if fund else (("flow", flow),) for flow, _, fund in parts)
    return any(book.printed(book.point(design.fixed, n), design.unit) for n in nodes)


def points_of(book: Book, design: Design, side: DesignSide, row: BodyRow) -> Iterator[Coordinate]:
    """The points of a row's amounts, where they are taken from."""
    for column in side.columns:
        if column.role == "amount":
            yield source_of(design, book.point(design.fixed, column.of or column.at, row.of or row.at))


def source_of(design: Design, point: Coordinate) -> Coordinate:
    """Where the amount printed at ``point`` is taken from."""
    for dimension, nodes in design.take.items():
        node = getattr(point, dimension)
        if node in nodes:
            point = point.at(**{dimension: nodes[node]})
    return point


def _expanded(book: Book, design: Design, side: DesignSide, spec: DesignRow) -> Iterator[BodyRow]:
    if not spec.each:
        label = spec.label.replace("{body}", book.ledger.body)
        yield BodyRow(label, spec.code, spec.at, spec.indent, spec.strong, spec.pin, of=spec.of)
    elif spec.each == "pair":
        yield from _pairs(book, design, spec)
    elif spec.each == "purchase":
        yield from _purchases(book, design, spec)
    elif spec.each == "project":
        yield from _projects(book, design, spec)
    else:
        axis: Axis = "economy" if spec.each == "economy" else "function"
        for code in _codes(book, design, side, spec, axis):
            name = book.name(axis, code)
            depth = spec.indent + (len(code) - min(spec.digits)) // 2
            label = (spec.label or "{name}").replace("{name}", name)
            at = (*spec.at, (axis, code))
            yield BodyRow(label, code, at, depth, spec.strong, spec.pin, None, True)


def _codes(book: Book, design: Design, side: DesignSide, spec: DesignRow, axis: Axis) -> list[str]:
    """The codes to list, in the order of the design or of the classification."""
    found: set[str] = set()
    for column in side.columns:
        if column.role == "amount":
            point = source_of(design, book.point(design.fixed, column.at, spec.at))
            found.update(book.nodes(axis, point))
    digits = set(spec.digits)
    found = {c for c in found if len(c) in digits and c.startswith(spec.under or ("",))}
    if spec.each != "class":
        if spec.all:
            found |= {c for c in code_list(axis).by_code if len(c) in digits and c.startswith(spec.under)}
        return sorted(found)
    listed = [c for c in book.design.classes if c in found or (spec.all and c not in spec.without)]
    return listed + sorted(found - set(listed))


def _pairs(book: Book, design: Design, spec: DesignRow) -> Iterator[BodyRow]:
    """A row for each departmental subject with each of the government's that it is spent under, classes first."""
    point = source_of(design, book.point(design.fixed, spec.at))
    pairs = {
        (economy[:n], gov[:n])
        for economy in book.nodes("economy", point)
        for gov in book.nodes("gov_economy", point.at(economy=economy))
        for n in (3, 5)
        if len(economy) == len(gov) == _SUBJECT
    }
    for economy, gov in sorted(pairs, key=lambda p: (p[0][:3], p[1][:3], p)):
        at = (*spec.at, ("economy", economy), ("gov_economy", gov))
        depth = spec.indent + (len(economy) == _SUBJECT)
        yield BodyRow(book.name("economy", economy), economy, at, depth, spec.strong, "", each=True, gov=gov)


def _purchases(book: Book, design: Design, spec: DesignRow) -> Iterator[BodyRow]:
    """A row for each kind that is bought, one for the body where the row has a label, then its items.

    Where the ledger has no items, the kinds alone.
    """
    for topic in _KINDS:
        if not book.ledger.purchases and book.cube.at(book.point(design.fixed, (("topic", topic),))):
            yield BodyRow(name_of("topic", topic).zh, "", (("topic", topic),), spec.indent, False, "")
        mine = [p for p in book.ledger.purchases if p.topic == topic]
        at = (("topic", topic),)
        if mine:
            yield BodyRow(name_of("topic", topic).zh, "", at, spec.indent, False, "", bought=Bought(topic))
        if mine and spec.label:
            label = spec.label.replace("{body}", book.ledger.body)
            yield BodyRow(label, "", at, spec.indent, False, "", bought=Bought(topic))
        for purchase in mine:
            yield BodyRow("", "", at, spec.indent, False, "", bought=Bought(topic, purchase))


def _projects(book: Book, design: Design, spec: DesignRow) -> Iterator[BodyRow]:
    for project in book.projects():
        at = (*spec.at, ("project", plain(project.name)))
        fen = book.cube.at(source_of(design, book.point(design.fixed, at)))
        if fen is not None and fen >= spec.least * _YI:
            yield BodyRow(project.name, project.code, at, spec.indent, spec.strong, spec.pin, project, True)
