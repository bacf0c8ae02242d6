"""What a check says: findings, and for each rule what became of it."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

from yusuan.model.coordinate import Coordinate
from yusuan.model.place import Place
from yusuan.model.quick import quick
from yusuan.model.text import Text


class Severity(IntEnum):
    """How bad: hint (cannot be decided here, or rounding), warning (definite but formal), error (a contradiction)."""

    HINT = 1
    WARNING = 2
    ERROR = 3


@quick
@dataclass(frozen=True, slots=True)
class Term:
    """One printed figure in an equation: its sign, its words, what is printed, in 分, and where."""

    sign: int
    label: str
    printed: str
    value: int
    place: Place | None


IdentityKind = Literal["sum", "same", "part", "balance", "alias", "usual", "ratio"]


@quick
@dataclass(frozen=True, slots=True)
class Equation:
    """An identity with its numbers as shown to a reader: total = parts (or total ≥ parts for ``part``)."""

    kind: IdentityKind
    total: Term
    parts: tuple[Term, ...]
    why: Text
    difference: int
    holds: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, or may be, said once and at its likeliest place.

    ``key`` is the finding's identity over versions and layouts of a document: rule code + point or section,
    never the page. ``printed``/``expected`` as text; ``difference`` in 分 where both are amounts.
    ``certainty`` 0 to 1.
    """

    code: str
    severity: Severity
    certainty: float
    message: Text
    place: Place | None
    key: str
    also: tuple[Place, ...] = ()
    printed: str = ""
    expected: str = ""
    difference: int | None = None
    equations: tuple[Equation, ...] = ()
    coordinate: Coordinate | None = None
    statement: int | None = None


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A person's word that the finding with this ``key`` may stand: why, who says so, and when (as written)."""

    key: str
    reason: str
    by: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding that a person accepted: it is told, and counts no more."""

    finding: Finding
    acceptance: Acceptance


Verdict = Literal["passed", "failed", "not applicable", "not checked", "crashed"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one rule on one document; ``why`` says why it was not applicable, not checked or crashed."""

    code: str
    verdict: Verdict
    looked_at: int
    why: Text | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """All that a check of one disclosure says.

    ``accepted``: findings that a person accepted. ``known``: how many more were known before (a baseline).
    """

    findings: tuple[Finding, ...]
    outcomes: tuple[Outcome, ...]
    equations_checked: int = 0
    equations_failed: int = 0
    rounding: tuple[tuple[int, str, Text], ...] = ()
    accepted: tuple[Accepted, ...] = ()
    known: int = 0
