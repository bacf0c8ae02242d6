"""What a target form says: whose it is, its money, its goals in words and its indicators."""

from dataclasses import dataclass
from typing import Literal

from yusuan.model.amount import Amount
from yusuan.model.place import Place

#: The four first levels of 财预〔2021〕101号.
Level = Literal["output", "cost", "benefit", "satisfaction", ""]


@dataclass(frozen=True, slots=True)
class Said:
    """Words or a figure as a cell prints them, and where."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Measure:
    """What an indicator is to reach: ``operator`` one of ≥ ≤ > < = or '', the number as (mantissa, decimals), its unit.

    ``number`` is None where the value is words (显著提升), a date, or several values at once.
    """

    operator: str
    number: tuple[int, int] | None
    unit: str

    @property
    def percent(self) -> bool:
        """Whether the number is a percentage."""
        return self.unit in ("%", "％", "﹪")


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator. ``first``/``second``/``name``/``value``/``weight`` as printed, '' where nothing is.

    ``value_said``: the form's own value cell; ``qualitative``: the form says that it is not to be measured (定性).
    """

    first: str
    second: str
    name: str
    value: str
    measure: Measure
    qualitative: bool
    weight: str
    place: Place
    row: int

    @property
    def level(self) -> Level:
        """The first level that it stands under."""
        words = self.first + self.second
        for word, level in _LEVELS:
            if word in words:
                return level
        return ""


_LEVELS: tuple[tuple[str, Level], ...] = (
    ("满意", "satisfaction"), ("成本", "cost"), ("效益", "benefit"), ("影响", "benefit"), ("产出", "output"),
    ("数量", "output"), ("质量", "output"), ("时效", "output"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of a form with its ``label``; ``group`` ties the amounts of one column under one label together."""

    label: str
    amount: Amount
    place: Place
    group: int


@dataclass(frozen=True, slots=True)
class Heads:
    """What the head over the indicators names: ``levels`` that are printed, a column of values, of weights.

    ``weights``: what the head says its weights come to (分值（90）), 0 where it says nothing. ``left``: its column of
    first levels, or of names where it has none.
    """

    levels: int
    has_value: bool
    has_weight: bool
    weights: int
    left: int


@dataclass(frozen=True, slots=True)
class Form:
    """The targets of one project (or of the whole body: ``body``) as one form or one block of a list prints them.

    ``statement``: index into ``Disclosure.statements``; ``first_row``: of its grid, from 0. ``goals``: the words of
    every goal, in order; ``goal_cells``: how many cells there are for one, filled or not. ``listed``: a list's block.
    """

    statement: int
    first_row: int
    body: bool
    listed: bool
    project: Said
    unit: str
    money: tuple[Money, ...]
    goals: tuple[Said, ...]
    goal_cells: int
    heads: Heads
    indicators: tuple[Indicator, ...]
    place: Place

    @property
    def blank(self) -> bool:
        """Whether nothing at all is filled in: a template printed for its own sake."""
        return not (self.project.text or self.money or self.goals or any(i.name for i in self.indicators))
