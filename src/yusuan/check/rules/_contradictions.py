"""Findings out of the contradictions that reconciliation found."""

import re
from collections.abc import Sequence

from yusuan.check.reconcile.model import Contradiction, Reconciliation
from yusuan.check.reconcile.topics import Topic
from yusuan.check.rule import Checked, NotApplicable
from yusuan.model.coordinate import DIMENSIONS, Coordinate
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

_SURE, _LIKELY, _OPEN, _DOUBTFUL = 98, 90, 80, 50
_SHOWN = 6
#: More tables at odds than this are told together.
_EACH = 3
#: Where the facts of a message end and what they may mean begins.
_HEAD = re.compile(r"[；。]|，但|; |\.(?:\s|$)|, though")


def check(reconciliation: Reconciliation, code: str, *topics: Topic) -> Checked:
    """The contradictions whose first failing equation is of ``topics``, each as one finding under ``code``.

    What hangs on rounding, and what looks like something not listed, is told together under codes of its own.
    Raises NotApplicable where the document prints no figures that such an equation binds.
    """
    found = [c for c in reconciliation.contradictions if c.topic in topics]
    n = reconciliation.looked_at(*topics)
    if not n and not found:
        raise NotApplicable(Text("没有这类等式可核对", "there is no equation of this kind to be checked"))
    found = [c for c in found if not c.tiny and not c.missing]
    scopes = [c for c in found if borne_out(c)]
    findings = [finding_of(c, code) for c in found if not borne_out(c)]
    apart = [c for c in found if _apart(c)]
    if len(apart) > _EACH:
        said = Text(
            f"{len(apart)} 处数字在两表中不同，两表各自加得平，必有一张整体有误",
            f"{len(apart)} figures differ between tables that add up by themselves: one table is wrong as a whole",
        )
        findings = [c for c in findings if c.key not in {f"{code} {point_key(a.coordinate)}" for a in apart}]
        findings.append(together(apart, code, said, _OPEN, Severity.WARNING))
    if scopes:
        said = Text(
            f"{len(scopes)} 处数字在两表中不同，但各自与本表其他数相符，可能口径不同（如是否含上年结转），请核对",
            f"{len(scopes)} figures differ between tables that are right by themselves: perhaps of another scope",
        )
        findings.append(together(scopes, code, said, _DOUBTFUL))
    return Checked(n, tuple(findings))


def borne_out(c: Contradiction) -> bool:
    """Whether each table is right by itself, and of another scope rather than with a wrong figure."""
    return _each_right(c) and c.scope


def _apart(c: Contradiction) -> bool:
    """Whether each table is right by itself, and no other scope could explain what they differ by."""
    return _each_right(c) and not c.scope


def _each_right(c: Contradiction) -> bool:
    return not c.suspects and c.topic in ("same", "across", "alias", "part")


def finding_of(contradiction: Contradiction, code: str) -> Finding:
    """One contradiction as a finding: at its likeliest cell, its equations beneath."""
    c = contradiction
    severity, percent = _weight(c)
    first = c.suspects[0] if c.located else None
    fact = first.facts[0] if first else None
    also = tuple(dict.fromkeys(f.place for s in c.suspects for f in s.facts if f.place != c.place))
    difference = c.equations[0].difference if c.equations else None
    key = f"{code} {point_key(c.coordinate)}"
    return Finding(
        code, severity, certainty=percent / 100, message=c.message, place=c.place, key=key,
        also=also, printed=fact.amount.printed if fact else "", expected=first.expected if first else "",
        difference=difference, equations=c.equations, coordinate=c.coordinate, statement=c.statement,
    )  # fmt: skip


def together(
    found: Sequence[Contradiction], code: str, message: Text, percent: int, severity: Severity = Severity.HINT
) -> Finding:
    """Several contradictions as one finding; a single one keeps its own words and place."""
    single = found[0]
    if len(found) > 1:
        zh = "；".join(_HEAD.split(c.message.zh)[0] for c in found[:_SHOWN])
        en = "; ".join(_HEAD.split(c.message.en)[0] for c in found[:_SHOWN])
        more = ("等", " and more") if len(found) > _SHOWN else ("", "")
        message = Text(f"{message.zh}：{zh}{more[0]}。", f"{message.en}: {en}{more[1]}.")
    else:
        message = single.message
    one = finding_of(single, code)
    places = tuple(dict.fromkeys(p for c in found for f in [finding_of(c, code)] for p in (f.place, *f.also) if p))
    return Finding(
        code, severity, certainty=percent / 100, message=message, place=one.place,
        key=one.key if len(found) == 1 else code, also=tuple(p for p in places if p != one.place),
        printed=one.printed if len(found) == 1 else "", expected=one.expected if len(found) == 1 else "",
        difference=one.difference, equations=tuple(e for c in found for e in c.equations), coordinate=one.coordinate,
        statement=one.statement,
    )  # fmt: skip


def point_key(coordinate: Coordinate | None) -> str:
    """The point in words that outlive page and layout: 'year=2024 flow=expenditure function=201'."""
    if coordinate is None:
        return ""
    return " ".join(f"{d}={n}" for d in DIMENSIONS if (n := getattr(coordinate, d)))


def _weight(c: Contradiction) -> tuple[Severity, int]:
    """How bad, and how sure in percent."""
    if borne_out(c):
        return Severity.HINT, _DOUBTFUL
    if _apart(c):
        return Severity.WARNING, _OPEN
    if not c.proven:
        return (Severity.WARNING if c.located else Severity.HINT), _DOUBTFUL
    if c.topic in ("part", "alias") or not c.suspects:
        return Severity.WARNING, _OPEN
    if c.located:
        return Severity.ERROR, _SURE if c.mended else _LIKELY
    return Severity.ERROR, _OPEN
