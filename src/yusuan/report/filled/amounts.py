"""The ledger's amount at any point that a form names, as the form counts it and in the form's unit."""

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from yusuan.catalog.designs import LayoutDesign, design_of
from yusuan.catalog.normal import plain
from yusuan.catalog.trees import contains, label
from yusuan.compose.book import Book
from yusuan.compose.cube import Move
from yusuan.model.amount import FEN
from yusuan.model.coordinate import Coordinate
from yusuan.model.ledger import Ledger
from yusuan.model.text import Text

#: A form that prints these rows counts them beside the year's income and expenditure.
_BESIDE: tuple[Move, ...] = (
    ((("flow", "income"), ("fund", "superior")), (("flow", "in_superior"), ("fund", ""))),
    ((("flow", "income"), ("fund", "affiliated")), (("flow", "in_affiliated"), ("fund", ""))),
    ((("flow", "expenditure"), ("nature", "to_superior")), (("flow", "out_superior"), ("nature", ""))),
    ((("flow", "expenditure"), ("nature", "to_affiliated")), (("flow", "out_affiliated"), ("nature", ""))),
)
_NOTHING = Text("台账里没有这一项的金额", "the ledger has no amount there")


class Amounts:
    """The ledger as a form counts it; ``points``: those that the form names."""

    def __init__(self, ledger: Ledger, points: Iterable[Coordinate]) -> None:
        design = design_of(ledger.layout)
        if design is None:
            raise ValueError(ledger.layout)
        self.ledger = ledger
        self.book = Book(ledger, replace(design, moves=_moves(design, tuple(points))))
        self._year = str(ledger.year)
        self._carried = _carried(design)

    def at(self, point: Coordinate, kind: str = "") -> int | Text:
        """The amount in 分 at ``point`` of a statement of the ``kind``, or why there is none."""
        if point.body and plain(point.body) != plain(self.ledger.body):
            return Text(f"台账里没有单位“{point.body}”的数", f"the ledger has no figures of {point.body}")
        point = point.at(body="")
        if point.flow == "income" and (point.nature or point.economy or point.project or point.topic):
            # A column of sources in a list of what is spent.
            point = point.at(flow="expenditure")
        if point.flow == "income" and kind in self._carried:
            point = point.at(flow="in_total")
        if point.phase == "change":
            return Text("增减的数不在台账里，请在表里用公式算", "a change is not in the ledger")
        if point.year and point.year != self._year:
            return self._last_year(point)
        if point.project and self.book.project(point.project) is None:
            return Text(f"台账里没有项目“{point.project}”", f"the ledger has no project {point.project}")
        if point.item and point.topic:
            return self._item(point)
        source = self.book.cube.detail(point) if point.economy else point
        fen = self.book.cube.at(source)
        if fen is None and point.item:
            return Text(f"台账里没有“{point.item.rpartition(':')[2]}”这一项", "the ledger has no such entry")
        return _NOTHING if fen is None else fen

    def _item(self, point: Coordinate) -> int | Text:
        """The amount of an item of government procurement, which its name tells from the others."""
        name = point.item.partition(":")[2].partition("#")[0]
        found = [
            p.fen
            for p in self.ledger.purchases
            if plain(p.item) == name
            and contains("topic", point.topic, p.topic)
            and contains("fund", point.fund, p.fund)
        ]
        none = Text(f"台账里没有“{name}”这一项，或不止一项", "the ledger has no such entry, or several")
        return found[0] if len(found) == 1 else none

    @staticmethod
    def printed(fen: int, unit: str) -> str:
        """The amount as a plain number in ``unit`` with two decimals, half up."""
        step = FEN[unit] // 100
        whole = (2 * abs(fen) + step) // (2 * step)
        digits = f"{whole // 100}.{whole % 100:02d}"
        return f"-{digits}" if fen < 0 and whole else digits

    def nodes(self, dimension: str, point: Coordinate) -> tuple[str, ...]:
        """The nodes that something is entered at along ``dimension``, elsewhere at ``point``."""
        point = point.at(body="")
        return self.book.cube.nodes(dimension, self.book.cube.detail(point.at(**{dimension: ""})))

    def _last_year(self, point: Coordinate) -> int | Text:
        if point.year != str(self.ledger.year - 1):
            return Text(f"台账里没有 {point.year} 年的数", f"the ledger has no figures of {point.year}")
        fen = self.book.last(point.at(year=self._year))
        missing = Text("“上年数”表里没有这一项", "the sheet 上年数 has no such figure")
        return missing if fen is None else fen


def words(point: Coordinate) -> str:
    """A point for a person: its nodes by name, what every cell of the form shares left out."""
    shown = ("flow", "fund", "function", "economy", "gov_economy", "nature", "project", "topic")
    return "，".join(label(d, getattr(point, d)).zh for d in shown if getattr(point, d))


def _carried(design: LayoutDesign) -> frozenset[str]:
    """The kinds of statement that count what was carried in to the income of each fund, as the layout says."""
    sides = [(d.kind, s) for d in design.statements for s in d.sides]
    ats = [(kind, at) for kind, s in sides for at in (*(c.at for c in s.columns), *(r.at for r in s.rows))]
    deltas = [(kind, dict(at)) for kind, at in ats]
    own = {kind for kind, at in deltas if at.get("flow") == "in_total" and at.get("fund", "grant") != "grant"}
    return frozenset(own - {kind for kind, at in deltas if at.get("flow") == "carry_in"})


def _moves(design: LayoutDesign, points: tuple[Coordinate, ...]) -> tuple[Move, ...]:
    """What the form counts elsewhere: it has a place for that and none for what the ledger says."""
    flows = {p.flow for p in points if not p.topic}
    found = [move for move in _BESIDE if dict(move[1])["flow"] in flows]
    taken = {where for where, _ in found}
    for where, to in design.moves:
        nodes = {**dict(where), **dict(to)}
        if where in taken or "flow" in dict(to):
            continue
        if not _has(points, dict(where)) and _has(points, nodes):
            found.append((where, to))
    return tuple(found)


def _has(points: tuple[Coordinate, ...], nodes: dict[str, str]) -> bool:
    """Whether a point stands at ``nodes``, or below them."""
    return any(all(n and contains(d, n, getattr(p, d)) for d, n in nodes.items()) for p in points)


def two_places(value: Fraction) -> str:
    """``value`` with two decimals, half up."""
    whole = (2 * abs(value.numerator) * 100 + value.denominator) // (2 * value.denominator)
    return f"{'-' if value < 0 else ''}{whole // 100}.{whole % 100:02d}"
