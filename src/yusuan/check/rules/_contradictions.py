"""Findings out of the contradictions that reconciliation found."""

from yusuan.check.reconcile.model import Contradiction, Reconciliation
from yusuan.check.reconcile.topics import Topic
from yusuan.check.rule import Checked, NotApplicable
from yusuan.model.coordinate import DIMENSIONS, Coordinate
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

#: A gap of no more last places than this hangs on how the figures were rounded.
TINY = 2
_SURE, _LIKELY, _OPEN, _DOUBTFUL = 98, 90, 80, 50


def check(reconciliation: Reconciliation, code: str, *topics: Topic) -> Checked:
    """The contradictions whose first failing equation is of ``topics``, each as one finding under ``code``.

    Raises NotApplicable where the document prints no figures that such an equation binds.
    """
    mine = [c for c in reconciliation.contradictions if c.topic in topics]
    n = reconciliation.looked_at(*topics)
    if not n and not mine:
        raise NotApplicable(Text("没有这类等式可核对", "there is no equation of this kind to be checked"))
    return Checked(n, tuple(finding_of(c, code) for c in mine))


def finding_of(contradiction: Contradiction, code: str) -> Finding:
    """One contradiction as a finding: at its likeliest cell, its equations beneath."""
    c = contradiction
    severity, percent = _weight(c)
    first = c.suspects[0] if c.located else None
    fact = first.facts[0] if first else None
    also = tuple(f.place for s in c.suspects for f in s.facts if f.place != c.place)
    difference = c.equations[0].difference if c.equations else None
    key = f"{code} {point_key(c.coordinate)}"
    return Finding(
        code, severity, certainty=percent / 100, message=c.message, place=c.place, key=key,
        also=also, printed=fact.amount.printed if fact else "", expected=first.expected if first else "",
        difference=difference, equations=c.equations, coordinate=c.coordinate, statement=c.statement,
    )  # fmt: skip


def point_key(coordinate: Coordinate | None) -> str:
    """The point in words that outlive page and layout: 'year=2024 flow=expenditure function=201'."""
    if coordinate is None:
        return ""
    return " ".join(f"{d}={n}" for d in DIMENSIONS if (n := getattr(coordinate, d)))


def _weight(c: Contradiction) -> tuple[Severity, int]:
    if c.places <= TINY:
        return Severity.WARNING, _DOUBTFUL
    if not c.proven:
        return Severity.WARNING, _DOUBTFUL
    if c.topic in ("part", "alias"):
        return Severity.WARNING, _OPEN
    if c.located:
        return Severity.ERROR, _SURE if c.mended else _LIKELY
    return Severity.ERROR, _OPEN
