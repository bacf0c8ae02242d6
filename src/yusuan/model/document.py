"""A disclosure that is composed, before it is published in any format: parts, paragraphs, tables, charts."""

from dataclasses import dataclass
from typing import Literal

from yusuan.model.coordinate import Coordinate
from yusuan.model.quick import quick

CellRole = Literal["head", "code", "name", "amount", "text", "blank"]
Kind = Literal["budget", "final_accounts"]
Level = Literal["department", "unit"]


@quick
@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell as it is printed. ``fen``: its amount in 分, None where it prints none (a blank is not a zero).

    ``coordinate``: the point of its amount. ``indent``: levels of a label below its table's outermost.
    """

    text: str
    role: CellRole = "text"
    fen: int | None = None
    coordinate: Coordinate | None = None
    row_span: int = 1
    column_span: int = 1
    indent: int = 0
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A statement. A row of ``head`` or ``rows`` leaves out what a merged cell above or before covers, as HTML does.

    ``kind``: id of the statement kind in the catalog. ``unit``: as printed, 万元 or 元. ``widths``: of the columns, in
    parts of the whole. ``wide``: it wants a landscape page. ``notes``: the lines below it.
    """

    kind: str
    number: str
    title: str
    body: str
    unit: str
    head: tuple[tuple[TableCell, ...], ...]
    rows: tuple[tuple[TableCell, ...], ...]
    widths: tuple[int, ...]
    notes: tuple[str, ...] = ()
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph. ``open``: what the unit has still to confirm or add (a comment, where the format has comments)."""

    text: str
    open: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """Amounts for a picture: ``series`` of (name, amounts in 分, one for each of ``labels``)."""

    title: str
    shape: Literal["shares", "bars", "pairs"]
    labels: tuple[str, ...]
    series: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A headed part: ``level`` 1 for 第一部分, 2 for 一、, 3 for （一）. Its blocks stand before its parts."""

    level: int
    heading: str
    blocks: tuple[Prose | Table | Chart, ...] = ()
    parts: tuple["Part", ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A whole composed disclosure. ``amounts``: every point that it states, with its exact amount in 分."""

    title: str
    body: str
    year: int
    kind: Kind
    level: Level
    layout: str
    parts: tuple[Part, ...]
    amounts: tuple[tuple[Coordinate, int], ...] = ()
