"""A figure that is understood: an amount at a point of the cube, or a relation that a sentence claims."""

from dataclasses import dataclass
from typing import Literal

from yusuan.model.amount import Amount
from yusuan.model.coordinate import Coordinate
from yusuan.model.place import Place
from yusuan.model.quick import quick


@quick
@dataclass(frozen=True, slots=True)
class Fact:
    """An amount at ``coordinate``, printed at ``place``.

    ``statement``: index into ``Disclosure.statements``. ``row``/``column``: of the statement's stitched grid, from 0.
    """

    coordinate: Coordinate
    amount: Amount
    place: Place
    statement: int
    row: int
    column: int


ClaimKind = Literal["amount", "change", "growth", "share", "completion", "count"]


@dataclass(frozen=True, slots=True)
class Ratio:
    """A printed percentage: ``value`` in units of 10^-6 percent, ``step`` of its last printed place."""

    value: int
    step: int
    printed: str


@quick
@dataclass(frozen=True, slots=True)
class Claim:
    """What one phrase of a sentence states.

    ``kind``: amount (the amount at ``coordinate``), change (``amount`` is the unsigned difference of ``coordinate``
    against ``base``, ``direction`` its sign), growth (``ratio`` of that difference to the base), share (``ratio`` of
    ``coordinate`` to ``base``), completion (the same, of a final amount to a budget), count (a number of things).
    ``coordinate``/``base`` are None where the phrase's subject was not understood; ``item`` ties together the
    claims of one numbered item; ``section`` indexes ``Disclosure.sections``; ``paragraph`` indexes its paragraphs;
    ``span`` is the token's (start, end) in the paragraph's text.

    ``of``: the amount that a change, growth, share or completion is about stands so many claims before this one;
    0 where none is printed. ``against``: the same for its base (last year's amount, the whole of a share, the budget
    of a completion); for an amount that is enumerated, the whole that it is part of.
    """

    kind: ClaimKind
    coordinate: Coordinate | None
    base: Coordinate | None
    amount: Amount | None
    ratio: Ratio | None
    direction: int | None
    subject: str
    sentence: str
    item: int
    section: int
    paragraph: int
    span: tuple[int, int]
    place: Place
    of: int = 0
    against: int = 0
