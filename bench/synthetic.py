"""Disclosures made of random ledgers: right by construction, printed in every rounding style and several layouts."""

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from yusuan.catalog.trees import contains
from yusuan.model.amount import FEN, Amount, format_amount
from yusuan.model.coordinate import DIMENSIONS, Coordinate
from yusuan.model.disclosure import Column, Disclosure, Identification, Row, Statement
from yusuan.model.fact import Fact
from yusuan.model.grid import Grid
from yusuan.model.place import Place, Source

STYLES = ("half_up", "half_even", "cut_off", "summed", "summed_cut_off", "exact")
LAYOUTS = ("guangdong", "shanghai", "leaves")
_SOURCE = Source("0" * 64, "synthetic", "text")
_CLASSES = tuple(f"{c}" for c in (201, 202, 203, 204, 205, 206, 207, 208, 210, 211, 212, 213, 214, 215, 221, 224, 229))
_BASIC = ("30101", "30102", "30103", "30107", "30108", "30109", "30113", "30199", "30201", "30205", "30206", "30211",
          "30213", "30216", "30217", "30228", "30231", "30299", "30301", "30399", "31002")  # fmt: skip
_PROJECT = ("30201", "30209", "30212", "30214", "30217", "30226", "30227", "30231", "30905", "30907", "31002", "31007",
            "31013", "31201")  # fmt: skip
_TOPICS = {"abroad": "30212", "reception": "30217", "vehicle_running": "30231", "vehicle_purchase": "31013"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a ledger: an exact amount in 分 and what it is for."""

    function: str
    economy: str
    fund: str
    nature: str
    project: str
    amount: int


def ledger(
    rows: int, chance: random.Random, *, general_only: bool, fen: bool, tiny: bool, wide: bool = False
) -> list[Entry]:
    """``rows`` random entries; ``fen``: amounts end in 分 rather than 元; ``tiny``: some are a few 元.

    ``wide``: nearly every entry has a function of its own.
    """
    levels = (99, 99) if wide else (3, 11)
    functions = sorted({
        f"{chance.choice(_CLASSES)}{chance.randint(1, levels[0]):02}{chance.randint(1, levels[1]):02}"
        for _ in range(rows if wide else max(3, min(300, rows // 2)))
    })  # fmt: skip
    projects = [f"项目{i + 1}" for i in range(max(2, rows // 6))]
    found = []
    for _ in range(rows):
        basic = chance.random() < 0.4
        funds = ("general",) if general_only or basic else ("general", "general", "govfund", "special", "other_funds")
        yuan = int(10 ** chance.uniform(2.5, 7.7))
        if tiny and chance.random() < 0.1:
            yuan = chance.randrange(1, 60)
        amount = yuan * 100 + (chance.randrange(100) if fen else 0)
        found.append(
            Entry(
                chance.choice(functions), chance.choice(_BASIC if basic else _PROJECT), chance.choice(funds),
                "basic" if basic else "project", "" if basic else chance.choice(projects), amount,
            )
        )  # fmt: skip
    return found


def rounding(style: str) -> Callable[[int, int], int]:
    """The function (分, step) → 分 that prints an exact amount."""

    def half_up(v: int, s: int) -> int:
        return (2 * abs(v) + s) // (2 * s) * s * (1 if v >= 0 else -1)

    def half_even(v: int, s: int) -> int:
        q, r = divmod(v, s)
        return (q + (2 * r > s or (2 * r == s and q % 2 == 1))) * s

    def cut_off(v: int, s: int) -> int:
        return abs(v) // s * s * (1 if v >= 0 else -1)

    return {"half_even": half_even, "cut_off": cut_off, "summed_cut_off": cut_off}.get(style, half_up)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to be printed: what its title fixes, its rows and columns as (label, what it adds), unit and decimals."""

    title: str
    fixed: dict[str, str]
    rows: Sequence[tuple[str, dict[str, str]]]
    columns: Sequence[tuple[str, dict[str, str]]]
    unit: str
    decimals: int


class Press:
    """Prints sheets of one ledger in one style."""

    def __init__(self, entries: Sequence[Entry], style: str, carried: int) -> None:
        self.entries, self.style, self.carried = entries, style, carried
        self.round = rounding(style)
        self.facts: list[Fact] = []
        self.statements: list[Statement] = []
        self._known = _totals(entries)

    def exact(self, c: Coordinate) -> int:
        """The exact amount (分) at a point."""
        if c.flow in ("carry_in", "carry_out"):
            return self.carried
        if c.topic:
            codes = [e for t, e in _TOPICS.items() if contains("topic", c.topic, t)]
            return sum(self.exact(c.at(topic="", economy=e)) for e in codes)
        total = self._known.get((c.function, c.economy, c.fund, c.nature, c.project), 0)
        return total + (self.carried if c.flow in ("in_total", "out_total") and not c.function else 0)

    def print(self, sheet: Sheet) -> None:
        """Add a sheet's statement and facts."""
        number = len(self.statements)
        step = max(1, FEN[sheet.unit] // 10**sheet.decimals)
        points = [[coordinate(sheet.fixed, r, c) for _, c in sheet.columns] for _, r in sheet.rows]
        leaf = [[self.round(self.exact(p), step) if self.style != "exact" else self.exact(p) for p in line]
                for line in points]  # fmt: skip
        if self.style.startswith("summed"):
            leaf = _summed(points, leaf)
        for i, line in enumerate(points):
            for j, point in enumerate(line):
                value = leaf[i][j]
                text = format_amount(value, sheet.unit, sheet.decimals)
                place = Place(_SOURCE, line=1000 * number + i, column=j + 1)
                self.facts.append(Fact(point, Amount(value, step, text, sheet.unit), place, number, i + 1, j + 1))
        self.statements.append(_statement(number, sheet))


def _totals(entries: Sequence[Entry]) -> dict[tuple[str, ...], int]:
    """What the entries come to at every point above any of them."""
    found: dict[tuple[str, ...], int] = defaultdict(int)
    for e in entries:
        functions = ("", e.function[:3], e.function[:5], e.function)
        funds = ("", "grant", "general") if e.fund == "general" else ("", "grant", e.fund)
        if e.fund not in ("general", "govfund", "capital"):
            funds = ("", e.fund)
        for key in product(functions, ("", e.economy[:3], e.economy), funds, ("", e.nature), {"", e.project}):
            found[key] += e.amount
    return found


def coordinate(*deltas: dict[str, str]) -> Coordinate:
    """The point of a cell."""
    nodes: dict[str, str] = {"year": "2024", "phase": "budget"}
    for delta in deltas:
        nodes.update(delta)
    return Coordinate(**nodes)


def _below(a: Coordinate, b: Coordinate) -> bool:
    return a != b and all(contains(d, getattr(a, d), getattr(b, d)) for d in DIMENSIONS)


def _summed(points: list[list[Coordinate]], leaf: list[list[int]]) -> list[list[int]]:
    """Totals as sums of the printed figures that nothing else in the table breaks down."""
    flat = [(p, leaf[i][j]) for i, line in enumerate(points) for j, p in enumerate(line)]
    rows = [[k for k, other in enumerate(points) if _below(line[0], other[0])] for line in points]
    columns = [[k for k, other in enumerate(points[0]) if _below(points[0][j], other)] for j in range(len(points[0]))]
    if any(rows) and any(columns) and len(flat) > 1:
        rows = [[r for r in rs if not rows[r]] for rs in rows]
        columns = [[c for c in cs if not columns[c]] for cs in columns]
        return [
            [sum(leaf[r][c] for r in rows[i] or [i] for c in columns[j] or [j]) for j in range(len(points[0]))]
            for i in range(len(points))
        ]
    ends = [(p, v) for p, v in flat if not any(_below(p, q) for q, _ in flat)]
    return [[sum(v for q, v in ends if q == p or _below(p, q)) for p in line] for line in points]


def _statement(number: int, sheet: Sheet) -> Statement:
    rows = tuple(
        Row(i + 1, label, delta.get("function", "") or delta.get("economy", ""), "data", tuple(delta.items()))
        for i, (label, delta) in enumerate(sheet.rows)
    )
    amounts = [Column(j + 1, (label,), "amount", tuple(d.items())) for j, (label, d) in enumerate(sheet.columns)]
    columns = (Column(0, ("科目",), "name", ()), *amounts)
    place = Place(_SOURCE, line=1000 * number)
    grid = Grid((), len(rows) + 1, len(columns), place)
    fixed = coordinate(sheet.fixed)
    return Statement(number, "", sheet.title, f"表{number + 1}", fixed, sheet.unit, columns, rows, grid, (), place)


def tree(codes: Iterable[str]) -> list[str]:
    """All codes with the 类 and 款 above them, in order."""
    return sorted({c[:n] for c in codes for n in (3, 5, 7) if len(c) >= n})


def disclosure(entries: Sequence[Entry], style: str, layout: str, carried: int = 0) -> Disclosure:
    """All statements of ``layout`` for a ledger, printed in ``style``."""
    press = Press(entries, style, carried)
    for sheet in sheets(entries, layout, exact=style == "exact"):
        press.print(sheet)
    identity = Identification("测试局", 2024, "budget", "department", "")
    return Disclosure(
        identity=identity, sources=(_SOURCE,), statements=tuple(press.statements), facts=tuple(press.facts), claims=(),
        sections=(), projects=(), tokens=(), not_understood=(),
    )  # fmt: skip


def sheets(entries: Sequence[Entry], layout: str, *, exact: bool = False) -> list[Sheet]:
    """The tables of a layout."""
    unit, decimals = {"guangdong": ("万元", 2), "shanghai": ("元", 0), "leaves": ("万元", 2)}[layout]
    decimals = {"万元": 6, "元": 2}[unit] if exact else decimals
    general = [e for e in entries if e.fund == "general"]
    functions = tree(e.function for e in entries)
    basic = tree(e.economy for e in general if e.nature == "basic")
    project = tree(e.economy for e in general if e.nature == "project")
    natures = [("基本支出", {"nature": "basic"}), ("项目支出", {"nature": "project"})]
    if layout == "leaves":
        functions = sorted({e.function for e in entries})
        basic, project = ([c for c in codes if len(c) == 5] for codes in (basic, project))
    total: list[tuple[str, dict[str, str]]] = [("合计", {})]
    by_function = total + [(c, {"function": c}) for c in functions]
    by_general = total + [(c, {"function": c}) for c in tree(e.function for e in general)]
    spend = {"flow": "expenditure"}
    found = [
        Sheet("收支总表", {}, _summary(entries), [("预算数", {})], unit, decimals),
        Sheet("收入总表", {}, by_function, _funds("income"), unit, decimals),
        Sheet("支出总表", spend, by_function, [("合计", {}), *natures], unit, decimals),
        Sheet("一般公共预算支出表", {**spend, "fund": "general"}, by_general, [("小计", {}), *natures], unit, decimals),
        Sheet("一般公共预算基本支出表", {**spend, "fund": "general", "nature": "basic"},
              total + [(c, {"economy": c}) for c in basic], [("预算数", {})], unit, decimals),
        _topics(exact=exact),
    ]  # fmt: skip
    if layout != "shanghai":
        names = sorted({e.project for e in entries if e.project})
        found += [
            Sheet("一般公共预算项目支出表", {**spend, "fund": "general", "nature": "project"},
                  total + [(c, {"economy": c}) for c in project], [("预算数", {})], unit, decimals),
            Sheet("项目支出表", {**spend, "nature": "project"}, total + [(n, {"project": n}) for n in names],
                  [("总计", {}), *_funds("")[1:]], unit, decimals),
        ]  # fmt: skip
    return found


def _summary(entries: Sequence[Entry]) -> list[tuple[str, dict[str, str]]]:
    classes = sorted({e.function[:3] for e in entries} | set(_CLASSES))
    income = {"flow": "income"}
    return [
        ("一、财政拨款", {**income, "fund": "grant"}), ("二、财政专户", {**income, "fund": "special"}),
        ("三、其他资金", {**income, "fund": "other_funds"}), ("本年收入合计", income),
        ("上年结转", {"flow": "carry_in"}), ("收入总计", {"flow": "in_total"}),
        *((c, {"flow": "expenditure", "function": c}) for c in classes), ("本年支出合计", {"flow": "expenditure"}),
        ("结转下年", {"flow": "carry_out"}), ("支出总计", {"flow": "out_total"}),
    ]  # fmt: skip


def _funds(flow: str) -> list[tuple[str, dict[str, str]]]:
    head = {"flow": flow} if flow else {}
    names = ("general", "govfund", "capital", "special", "other_funds")
    return [("合计", head), ("财政拨款", {**head, "fund": "grant"}), *((n, {**head, "fund": n}) for n in names)]


def _topics(*, exact: bool) -> Sheet:
    names = ("three_public", "abroad", "vehicle", "vehicle_purchase", "vehicle_running", "reception")
    fixed = {"flow": "expenditure", "fund": "general"}
    return Sheet("三公经费表", fixed, [(n, {"topic": n}) for n in names], [("合计", {})], "万元", 6 if exact else 2)


def document(number: int, seed: int = 1) -> tuple[str, Disclosure]:
    """A clean disclosure of 20 to 2,000 rows, with its name; styles and layouts in turn."""
    chance = random.Random(f"{seed} {number}")
    style, layout = STYLES[number % len(STYLES)], LAYOUTS[number // len(STYLES) % len(LAYOUTS)]
    rows = int(20 * 100 ** chance.random())
    tiny = number % 7 == 3
    entries = ledger(rows, chance, general_only=number % 2 == 0, fen=number % 3 != 0, tiny=tiny)
    carried = chance.randrange(10**9) if number % 5 == 0 else 0
    made = disclosure(entries, style, layout, carried)
    return f"{number} {style} {layout} {rows} rows{' tiny' if tiny else ''}", made
