"""What a document is composed from: exact and printed amounts, last year's, reasons, texts, names."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from yusuan.catalog.codes import Kind, names_of
from yusuan.catalog.designs import Delta, LayoutDesign
from yusuan.catalog.normal import plain
from yusuan.catalog.trees import contains, label
from yusuan.compose.cube import ROLLED, Cube, leaves_of
from yusuan.compose.errors import Complaints
from yusuan.compose.printed import Figure
from yusuan.compose.rounding import Deviation, rounded_leaves
from yusuan.model.amount import FEN, format_amount
from yusuan.model.coordinate import DIMENSIONS, Coordinate
from yusuan.model.ledger import Entry, Ledger, LedgerProject, Origin, Reason, Words
from yusuan.model.text import Text

#: Sheets of the ledger that something is to be filled in on.
SHEETS = {
    "in": "收入", "out": "支出", "topic": "三公采购等", "last": "上年数", "reason": "原因", "words": "文字",
    "count": "数量", "project": "项目",
}  # fmt: skip
DECIMALS = 2
_ITEM = 7
_KINDS = ("goods", "works", "services")
_TREES = ("flow", *ROLLED)
_PLACES = {d: i for i, d in enumerate(DIMENSIONS)}
_YEAR = _PLACES["year"]
#: Topics that are of the general budget where the ledger names no fund.
_OF_GENERAL = frozenset(
    {"three_public", "abroad", "vehicle", "vehicle_purchase", "vehicle_running", "reception", "agency_running",
     "meeting", "training"}
)  # fmt: skip


class Book:
    """A ledger opened for composing. ``complaints``: what is missing; ``stated``: every amount that is printed."""

    def __init__(self, ledger: Ledger, design: LayoutDesign) -> None:
        self.ledger, self.design = ledger, design
        self.complaints = Complaints()
        self.stated: dict[Coordinate, int] = {}
        self.root = Coordinate(year=str(ledger.year), phase=design.phase)
        self._root_nodes = tuple(getattr(self.root, d) for d in DIMENSIONS)
        self.entries = tuple(_bought(ledger))
        self.leaves = leaves_of((self._settled(e) for e in self.entries), design.moves)
        self.cube = Cube(self.leaves)
        self._printed: dict[int, Cube] = {}
        self._asked: dict[Figure, None] = {}
        self._last = {x.coordinate: x.fen for x in leaves_of(map(_planned, ledger.last_year), design.moves)}
        #: Last year's by what they are but for the function, and that.
        self._before: dict[Coordinate, dict[str, int]] = {}
        for at, fen in self._last.items():
            self._before.setdefault(at.at(function=""), {})[at.function] = fen
        self._whole_yuan = all(x.fen % 100 == 0 for x in self.leaves)
        self._projects = {plain(p.name): p for p in ledger.projects}

    def _settled(self, entry: Entry) -> Entry:
        """An entry at the full point: its year and phase, and what a topic leaves open."""
        c = _planned(entry).coordinate
        c = c.at(year=c.year or self.root.year, phase=c.phase or self.design.phase)
        if c.topic:
            fund = c.fund or ("general" if c.topic in _OF_GENERAL else "")
            c = c.at(flow=c.flow or "expenditure", fund=fund)
        return replace(entry, coordinate=c)

    def point(self, *deltas: Iterable[tuple[str, str]]) -> Coordinate:
        """The point of this year's budget (or accounts) with ``deltas``, the later over the earlier."""
        nodes = list(self._root_nodes)
        for delta in deltas:
            for dimension, node in delta:
                nodes[_PLACES[dimension]] = node
        if nodes[_YEAR] == "last":
            nodes[_YEAR] = str(self.ledger.year - 1)
        return Coordinate(*nodes)

    def decimals(self, unit: str, wanted: int) -> int:
        """The decimals to print: in 元 none only where the whole ledger has neither 角 nor 分."""
        return wanted if wanted or unit != "元" or self._whole_yuan else DECIMALS

    def nodes(self, dimension: str, point: Coordinate) -> tuple[str, ...]:
        """The nodes of ``dimension`` with something below them at ``point``; last year's as they were entered."""
        if point.year == self.root.year:
            return self.cube.nodes(dimension, self.cube.detail(point))
        if dimension != "function":
            return ()
        codes = self._before.get(point.at(function=""), {})
        return tuple(sorted({c[:n] for c in codes for n in (3, 5, 7) if len(c) >= n}))

    def value(self, point: Coordinate, less: Delta = ()) -> int | None:
        """The exact amount in 分, without what lies at ``less`` besides; None where nothing is entered."""
        if point.year != self.root.year:
            return self._of_last(point)
        fen = self.cube.at(point)
        return fen if fen is None or not less else fen - (self.cube.at(point.at(**dict(less))) or 0)

    def _of_last(self, point: Coordinate) -> int | None:
        """Last year's amount; of a subject that was not entered itself the sum of those of its 项."""
        if point.topic:
            return self.last(point)
        known = self._before.get(point.at(function=""), {})
        if point.function in known:
            return known[point.function]
        below = [fen for code, fen in known.items() if len(code) == _ITEM and code.startswith(point.function)]
        return sum(below) if below else None

    def exact(self, point: Coordinate, less: Delta = ()) -> int | None:
        """The exact amount in 分, None where nothing is entered; a topic that is not known is complained of."""
        fen = self.value(point, less)
        for topic in self._unknown(point) if fen is None and point.topic else ():
            name = label("topic", topic)
            phase = "" if point.phase == self.design.phase else f"{label('phase', point.phase).zh}"
            self.complaints.add(
                Origin(SHEETS["topic"], ""),
                f"缺少{quoted(name.zh)}的{phase}金额（没有就填 0，不能空着）",
                f"the amount of {name.en} is missing (enter 0 where there is none)",
            )
        return fen

    def _unknown(self, point: Coordinate) -> tuple[str, ...]:
        return self.cube.unknown(point) if point.year == self.root.year else ()

    def printed(self, point: Coordinate, unit: str, decimals: int = DECIMALS, less: Delta = ()) -> int | None:
        """The amount in 分 as it is printed in ``unit``."""
        fen = self.value(point, less)
        if self.ledger.rounding == "controlled" and decimals == DECIMALS and point.year == self.root.year:
            figure: Figure = ((self.cube.detail(point), 1),)
            if less:
                figure += ((point.at(**dict(less)), -1),)
            self._asked[figure] = None
            cube = self._printed.get(FEN[unit] // 100)
            if cube is not None and fen is not None:
                fen = _added(cube, figure)
        return None if fen is None else _half_up(fen, FEN[unit] // 10**decimals)

    def say(
        self, point: Coordinate, unit: str, source: Coordinate | None = None, decimals: int = DECIMALS,
        less: Delta = (), *, separators: bool = True,
    ) -> tuple[str, int | None]:  # fmt: skip
        """The amount at ``point`` as printed in ``unit`` and exactly; ('', None) where nothing is entered.

        ``source``: the point that it is taken from, where the statement prints part of a fund as the whole of it.
        """
        source = source or point
        fen = self.exact(source, less)
        if fen is None:
            return "", None
        self.stated[point] = fen
        printed = self.printed(source, unit, decimals, less) or 0
        return format_amount(printed, unit, decimals, separators=separators), fen

    def control(self, units: Iterable[str]) -> tuple[Deviation, ...]:
        """From now on print figures that add up, all those that were printed until now.

        Answers those that are off by half a unit or more.
        """
        found = []
        for unit in dict.fromkeys(units):
            step = FEN[unit] // 100
            cube = self._printed[step] = Cube(rounded_leaves(self.leaves, self._asked, step))
            for figure in self._asked:
                exact, printed = _added(self.cube, figure), _added(cube, figure)
                if 2 * abs(printed - exact) > step > 1:
                    found.append(Deviation(figure[0][0], exact, printed))
        return tuple(sorted(found, key=lambda d: (d.coordinate, d.exact)))

    def entered(self, phase: str) -> bool:
        """Whether anything but topics is entered for ``phase`` of the year."""
        return any(x.coordinate.phase == phase and not x.coordinate.topic for x in self.leaves)

    def last(self, point: Coordinate) -> int | None:
        """Last year's amount in 分 as published, None where the ledger does not hold it."""
        before = point.at(year=str(self.ledger.year - 1))
        funds = dict.fromkeys((point.fund, "grant", "general", "")) if point.topic else (point.fund,)
        return next((self._last[p] for f in funds if (p := before.at(fund=f)) in self._last), None)

    def name(self, kind: Kind, code: str) -> str:
        """The name of a subject; complained of where the code is in no list."""
        names = names_of(kind, code)
        if names:
            return names[0]
        origin = next(
            (e.origin for e in self.ledger.entries if getattr(e.coordinate, kind).startswith(code)),
            Origin(SHEETS["out"], ""),
        )
        self.complaints.add(origin, f"科目编码 {code} 不在科目表里", f"there is no subject {code} in the list")
        return code

    def under(self, leaf: Coordinate, point: Coordinate) -> bool:
        """Whether what is entered at ``leaf`` counts at ``point``."""
        same = leaf.year == point.year and leaf.phase == point.phase and leaf.topic == point.topic
        return same and all(contains(d, getattr(point, d), getattr(leaf, d)) for d in _TREES)

    def project(self, name: str) -> LedgerProject | None:
        """The project called ``name`` (spaces and the width of brackets aside)."""
        return self._projects.get(plain(name))

    def projects(self) -> tuple[LedgerProject, ...]:
        """The projects in the ledger's order."""
        return tuple(self._projects.values())

    def reason(self, names: Iterable[str]) -> Reason | None:
        """The reason that is entered under one of ``names``."""
        wanted = {_bare(n) for n in names}
        return next((r for r in self.ledger.reasons if _bare(r.point) in wanted and r.text.strip()), None)

    def words(self, name: str) -> Words | None:
        """The text called ``name``, or as the design calls it."""
        wanted = {_bare(n) for n in (name, *dict(self.design.words).get(name, ()))}
        return next((w for w in self.ledger.words if _bare(w.name) in wanted and w.text.strip()), None)

    def words_name(self, name: str) -> str:
        """What the sheet of texts calls the text ``name``."""
        return dict(self.design.words).get(name, (name,))[0]

    def missing(self, sheet: str, message: Text) -> None:
        """Complain of something that is to be added to ``sheet``."""
        self.complaints.add(Origin(SHEETS[sheet], ""), message.zh, message.en)


def _bought(ledger: Ledger) -> Iterator[Entry]:
    """The entries, with the items of procurement for what they come to, kind by kind, where they are listed."""
    listed = bool(ledger.purchases)
    yield from (e for e in ledger.entries if not (listed and e.coordinate.topic in _KINDS))
    for topic in _KINDS if listed else ():
        mine = [p for p in ledger.purchases if p.topic == topic]
        if not mine:
            yield Entry(Coordinate(topic=topic), 0, ledger.purchases[0].origin)
        for p in mine:
            yield Entry(Coordinate(topic=topic, fund=p.fund, function=p.function), p.fen, p.origin)


def quoted(name: str) -> str:
    """A name in quotes, one that has its own in others."""
    return f"「{name}」" if "“" in name else f"“{name}”"


def _planned(entry: Entry) -> Entry:
    c = entry.coordinate
    return replace(entry, coordinate=c.at(project=plain(c.project))) if c.project else entry


def _bare(name: str) -> str:
    return re.sub(r"[“”\"（）()\s]|function=", "", name)


def _added(cube: Cube, figure: Figure) -> int:
    return sum(sign * (cube.at(point) or 0) for point, sign in figure)


def _half_up(fen: int, step: int) -> int:
    if step <= 1:
        return fen
    sign = -1 if fen < 0 else 1
    return sign * ((2 * abs(fen) + step) // (2 * step) * step)
