"""What a unit keeps its budget or final accounts in: amounts to the 分, projects, last year, reasons, texts."""

from dataclasses import dataclass
from typing import Literal

from yusuan.model.coordinate import Coordinate
from yusuan.model.quick import quick


@quick
@dataclass(frozen=True, slots=True)
class Origin:
    """Where an entry stands in the ledger: the sheet's name and the cell as people call it (支出!H12)."""

    sheet: str
    cell: str


@quick
@dataclass(frozen=True, slots=True)
class Entry:
    """An amount of exactly ``fen`` 分 at a leaf of the cube: nothing is entered twice, totals are never entered.

    Expenditure: flow, function (项), economy (款), gov_economy, fund, nature, project. Income: flow, fund, function.
    Topics that no subject gives (三公, 采购, 资产 …): topic.
    """

    coordinate: Coordinate
    fen: int
    origin: Origin


@dataclass(frozen=True, slots=True)
class Indicator:
    """A performance indicator: 产出/数量指标, 培训人次, ≥, 500, 人次, weight in hundredths (0: none)."""

    first: str
    second: str
    name: str
    operator: str
    value: str
    unit: str
    weight: int
    origin: Origin


@dataclass(frozen=True, slots=True)
class LedgerProject:
    """A project: amounts are the sums of the entries that name it; ``total_fen``: over all its years, None if blank."""

    name: str
    code: str
    first_year: int
    last_year: int
    total_fen: int | None
    target: str
    annual_target: str
    indicators: tuple[Indicator, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the amount at a point changed: ``point`` as the templates name it ('three_public', 'function=2010301')."""

    point: str
    text: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Words:
    """A text: ``name`` as the templates name it ('duties', 'organisation', 'assets' …); ``confirmed`` by the unit."""

    name: str
    text: str
    confirmed: bool
    origin: Origin


@dataclass(frozen=True, slots=True)
class Count:
    """A number of things, no money: vehicles, travellers, receptions, items (车辆 3 辆)."""

    name: str
    value: int
    unit: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Purchase:
    """An item of government procurement: ``topic`` goods, works or services; ``way`` 集中采购, 分散采购 …, '' if blank.

    ``economy``, ``function``: its subjects' codes, '' if blank; ``fund`` as in an entry's coordinate.
    """

    topic: str
    project: str
    economy: str
    item: str
    way: str
    fund: str
    fen: int
    origin: Origin
    function: str = ""


@dataclass(frozen=True, slots=True)
class Ledger:
    """The whole ledger of one body and year. ``layout``: id of the layout it is published in.

    ``entries``: this year's; for final accounts with phases budget, adjusted and final. ``last_year``: last year's, at
    any point that was published (not only leaves). ``units``: names of the bodies that a department's text lists.
    ``rounding``: totals rounded by themselves, or so that the printed figures add up. ``purchases``: the items of
    government procurement; their sums are the amounts of its topics where those are not entered.
    """

    body: str
    year: int
    kind: Literal["budget", "final_accounts"]
    level: Literal["department", "unit"]
    layout: str
    units: tuple[str, ...]
    entries: tuple[Entry, ...]
    last_year: tuple[Entry, ...]
    projects: tuple[LedgerProject, ...]
    reasons: tuple[Reason, ...]
    words: tuple[Words, ...]
    counts: tuple[Count, ...]
    rounding: Literal["each", "controlled"] = "each"
    purchases: tuple[Purchase, ...] = ()
