"""The report as data, as ``schema/report-1.json`` describes it: amounts are integers in 分, beside what is printed."""

import json
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from yusuan import __version__
from yusuan.check.rule import registry
from yusuan.check.several.engine import PairResult
from yusuan.model.coordinate import DIMENSIONS, Coordinate
from yusuan.model.finding import Accepted, Equation, Finding, Outcome, Severity, Term
from yusuan.model.place import Place, Source
from yusuan.model.text import Text
from yusuan.report.account import Account
from yusuan.report.document import DocumentReport, Located, StatementBrief, Summary

Json = dict[str, Any]

FORMAT = "yusuan-report/1"
NAMES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "hint"}


def schema() -> Json:
    """Load the JSON schema that every report keeps to."""
    text = files("yusuan.report").joinpath("schema/report-1.json").read_text(encoding="utf-8")
    loaded: Json = json.loads(text)
    return loaded


def check_json(
    reports: Sequence[DocumentReport], pairs: Sequence[PairResult] = (), passed: Sequence[tuple[str, Text]] = ()
) -> Json:
    """Tell of all documents of a run of ``yusuan check``, of what was found between them, of what was passed over."""
    findings = [f for r in reports if r.result for f in r.result.findings] + [f for p in pairs for f in p.findings]
    return {
        "format": FORMAT,
        "yusuan": __version__,
        "summary": {
            "documents": len(reports),
            "not_checked": sum(1 for r in reports if r.failure is not None),
            "with_findings": sum(1 for r in reports if r.worst is not None),
            "findings": {name: sum(1 for f in findings if f.severity is s) for s, name in NAMES.items()},
        },
        "documents": [document_json(r) for r in reports],
        "pairs": [_pair(p, reports) for p in pairs],
        "passed_over": [{"file": path, "why": _text(why)} for path, why in passed],
    }


def _pair(pair: PairResult, reports: Sequence[DocumentReport]) -> Json:
    """Tell of two documents held against each other; places name the source of the document that they are in."""
    both = [reports[n].summary for n in (pair.first, pair.second)]
    sources = {s: i for summary in both if summary for i, s in enumerate(summary.sources)}
    names = {r.code: r.name for r in registry().values() if r.several}
    return {
        "kind": pair.kind,
        "how": _text(pair.how),
        "documents": [pair.first, pair.second],
        "points": pair.points,
        "rules": [_outcome(o, names) for o in pair.outcomes],
        "accepted": [_accepted(a) for a in pair.accepted],
        "findings": [
            {
                "code": f.code,
                "severity": NAMES[f.severity],
                "certainty": f.certainty,
                "key": f.key,
                "message": _text(f.message),
                "places": [place_json(p, sources) for p in (*reversed(f.also), f.place)],
                "printed": f.printed,
                "expected": f.expected,
            }
            for f in pair.findings
        ],
    }


def document_json(report: DocumentReport) -> Json:
    """Tell of one document."""
    if report.summary is None or report.result is None:
        return {"files": list(report.paths), "status": "not checked", "failure": _maybe(report.failure)}
    summary, result = report.summary, report.result
    sources = {s: i for i, s in enumerate(summary.sources)}
    names = report.rule_names
    return {
        "files": list(report.paths),
        "status": "crashed" if report.crashed else "checked",
        "identity": _identity(summary),
        "sources": [{"name": s.name, "kind": s.kind, "sha256": s.sha256} for s in summary.sources],
        "pages": summary.pages,
        "read": _read(summary),
        "checked": {
            "equations": {"checked": result.equations_checked, "failed": result.equations_failed},
            "rounding": [{"statement": s, "style": style, "why": _text(why)} for s, style, why in result.rounding],
            "rules": [_outcome(o, names) for o in result.outcomes],
        },
        "findings": [_finding(x, names, sources) for x in report.located],
        "accepted": [_accepted(a) for a in result.accepted],
        "known": result.known,
    }


def _outcome(outcome: Outcome, names: dict[str, Text]) -> Json:
    return {
        "code": outcome.code,
        "name": _maybe(names.get(outcome.code)),
        "verdict": outcome.verdict,
        "looked_at": outcome.looked_at,
        "why": _maybe(outcome.why),
    }


def _accepted(one: Accepted) -> Json:
    said = one.acceptance
    return {
        "code": one.finding.code,
        "severity": NAMES[one.finding.severity],
        "key": one.finding.key,
        "message": _text(one.finding.message),
        "reason": said.reason,
        "by": said.by,
        "date": said.date,
    }


def _identity(summary: Summary) -> Json:
    identity = summary.identity
    return {
        "body": identity.body,
        "year": identity.year,
        "kind": identity.kind,
        "level": identity.level,
        "locality": identity.locality,
        "evidence": [{"what": what, "words": words} for what, words in identity.evidence],
    }


def _read(summary: Summary) -> Json:
    return {
        "statements": [_statement(s) for s in summary.statements],
        "facts": summary.facts,
        "claims": summary.claims,
        "projects": summary.projects,
        "not_understood": summary.not_understood,
        "layout": summary.layout,
        "tokens": account_json(summary.all_tokens),
        "tokens_on_table_pages": account_json(summary.table_tokens),
        "notes": list(summary.notes),
    }


def _statement(brief: StatementBrief) -> Json:
    return {
        "number": brief.number,
        "title": brief.title,
        "kind": brief.kind,
        "unit": brief.unit,
        "page": brief.page,
        "rows": brief.rows,
        "facts": brief.facts,
        "empty": brief.empty,
    }


def account_json(account: Account) -> Json:
    """Give counts of numeric tokens; ``percent`` is text, cut off at two decimals, '' where there is no token."""
    return {
        "total": account.total,
        "accounted": account.accounted,
        "percent": account.percent,
        "by_use": dict(account.by_use),
    }


def _finding(one: Located, names: dict[str, Text], sources: dict[Source, int]) -> Json:
    finding, spot = one.finding, one.spot
    return {
        "code": finding.code,
        "name": _maybe(names.get(finding.code)),
        "severity": NAMES[finding.severity],
        "certainty": finding.certainty,
        "key": finding.key,
        "message": _text(finding.message),
        "statement": spot.statement,
        "row": {"code": spot.code, "label": spot.row},
        "column": spot.column,
        "heading": list(spot.heading),
        "place": place_json(finding.place, sources),
        "also": [place_json(p, sources) for p in finding.also],
        "point": None if finding.coordinate is None else point_json(finding.coordinate),
        **_values(finding),
        "equations": [_equation(e, sources) for e in finding.equations],
    }


def _values(finding: Finding) -> Json:
    return {"printed": finding.printed, "expected": finding.expected, "difference": finding.difference}


def _equation(equation: Equation, sources: dict[Source, int]) -> Json:
    return {
        "kind": equation.kind,
        "holds": equation.holds,
        "difference": equation.difference,
        "why": _text(equation.why),
        "total": _term(equation.total, sources),
        "parts": [_term(t, sources) for t in equation.parts],
    }


def _term(term: Term, sources: dict[Source, int]) -> Json:
    return {
        "sign": term.sign,
        "label": term.label,
        "printed": term.printed,
        "value": term.value,
        "place": place_json(term.place, sources),
    }


def point_json(coordinate: Coordinate) -> Json:
    """Give the nodes of a point that are not at their root, by dimension."""
    return {d: getattr(coordinate, d) for d in DIMENSIONS if getattr(coordinate, d)}


def place_json(place: Place | None, sources: dict[Source, int]) -> Json | None:
    """Give a place with what it has; ``source`` indexes the document's sources; boxes to a hundredth of a point."""
    if place is None:
        return None
    made: Json = {"source": sources.get(place.source)}
    for name in ("page", "line", "column", "sheet"):
        if getattr(place, name) is not None:
            made[name] = getattr(place, name)
    if place.box is not None:
        made["box"] = [round(edge, 2) for edge in place.box]
    if place.cell is not None:
        made["cell"] = list(place.cell)
    return made


def _text(text: Text) -> Json:
    return {"zh": text.zh, "en": text.en}


def _maybe(text: Text | None) -> Json | None:
    return None if text is None else _text(text)
