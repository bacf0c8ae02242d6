"""The report as SARIF 2.1.0 (OASIS, 2023), which code hosts and editors show.

A page of a PDF is no region in SARIF: the page and its box stand in ``properties`` of the location, and the statement,
row and column are a logical location. ``partialFingerprints`` carry the finding's key, which outlives the layout.
"""

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from yusuan import __version__
from yusuan.check.rule import Rule, registry
from yusuan.check.several.engine import PairResult
from yusuan.model.finding import Accepted, Finding, Severity
from yusuan.model.place import Place
from yusuan.model.text import Language, Text
from yusuan.report.document import DocumentReport, Located
from yusuan.report.words import place_words, spot_words

Json = dict[str, Any]

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}


def sarif(
    reports: Sequence[DocumentReport], language: Language, pairs: Sequence[PairResult] = (),
    passed: Sequence[tuple[str, Text]] = (),
) -> Json:  # fmt: skip
    """Tell of all documents of one run, and of what was found between them, as one SARIF log."""
    rules = list(registry().values())
    number = {r.code: n for n, r in enumerate(rules)}
    results: list[Json] = []
    for report in reports:
        uris = _uris(report)
        results += [_result(x, uris, number, language) for x in report.located]
        results += _suppressed(report.result.accepted if report.result else (), uris, number, language)
    for pair in pairs:
        uris = _uris(reports[pair.first]) | _uris(reports[pair.second])
        for finding in pair.findings:
            related = [_location(p, uris, language) for p in finding.also]
            results.append(_bare(finding, uris, number, language) | {"relatedLocations": related})
        results += _suppressed(pair.accepted, uris, number, language)
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "yusuan",
                        "version": __version__,
                        "language": "zh-CN" if language == "zh" else "en",
                        "rules": [_rule(r, language) for r in rules],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "artifacts": [{"location": {"uri": u}} for u in dict.fromkeys(u for r in reports for u in _all(r))],
                "invocations": [_invocation(reports, pairs, passed, language)],
                "results": results,
            }
        ],
    }


def _rule(rule: Rule, language: Language) -> Json:
    return {
        "id": rule.code,
        "name": rule.name.say(language),
        "shortDescription": {"text": rule.name.say(language)},
        "fullDescription": {"text": rule.why.say(language)},
        "help": {"text": rule.basis.say(language)},
        "defaultConfiguration": {"level": LEVELS[rule.severity], "enabled": rule.default},
        "properties": {"precision": "very-high" if rule.certainty >= 0.9 else "high", "tags": [rule.family]},
    }


def _result(one: Located, uris: dict[str, str], number: dict[str, int], language: Language) -> Json:
    finding = one.finding
    made = _bare(finding, uris, number, language)
    logical = spot_words(one.spot, language)
    if logical and made["locations"]:
        made["locations"][0]["logicalLocations"] = [{"fullyQualifiedName": logical, "kind": "member"}]
    made["relatedLocations"] = [_location(p, uris, language) for p in finding.also]
    return made


def _bare(finding: Finding, uris: dict[str, str], number: dict[str, int], language: Language) -> Json:
    """A result without its spot. A finding about the document as a whole stands at its first file."""
    first = next(iter(uris.values()))
    where = _location(finding.place, uris, language) if finding.place else _file(first)
    made: Json = {
        "ruleId": finding.code,
        "level": LEVELS[finding.severity],
        "message": {"text": finding.message.say(language)},
        "locations": [where],
        "partialFingerprints": {"yusuanKey/v1": finding.key},
        "properties": {
            "certainty": finding.certainty,
            "printed": finding.printed,
            "expected": finding.expected,
            "difference": finding.difference,
        },
    }
    if finding.code in number:
        made["ruleIndex"] = number[finding.code]
    return made


def _suppressed(
    accepted: Sequence[Accepted], uris: dict[str, str], number: dict[str, int], language: Language
) -> list[Json]:
    return [
        _bare(a.finding, uris, number, language)
        | {"suppressions": [{"kind": "external", "status": "accepted", "justification": a.acceptance.reason}]}
        for a in accepted
    ]


def _file(uri: str) -> Json:
    return {"physicalLocation": {"artifactLocation": {"uri": uri}}}


def _location(place: Place, uris: dict[str, str], language: Language) -> Json:
    made = _file(uris.get(place.source.name, _uri(place.source.name)))
    if place.page is None and place.sheet is None and place.line is not None and place.source.kind == "text":
        made["physicalLocation"]["region"] = {"startLine": place.line}
    where = {
        "page": place.page,
        "box": None if place.box is None else [round(e, 2) for e in place.box],
        "sheet": place.sheet,
        "cell": None if place.cell is None else list(place.cell),
    }
    made["properties"] = {k: v for k, v in where.items() if v is not None}
    made["message"] = {"text": place_words(place, language)}
    return made


def _invocation(
    reports: Sequence[DocumentReport], pairs: Sequence[PairResult], passed: Sequence[tuple[str, Text]],
    language: Language,
) -> Json:  # fmt: skip
    failed = [r for r in reports if r.failure is not None]
    told = [
        {
            "level": "error",
            "message": {"text": r.failure.say(language)},
            "locations": [_file(u) for u in _all(r)],
        }
        for r in failed
        if r.failure is not None
    ]
    crashed = [
        {"level": "error", "message": {"text": o.why.say(language)}, "associatedRule": {"id": o.code}}
        for outcomes in (*(r.result.outcomes for r in reports if r.result), *(p.outcomes for p in pairs))
        for o in outcomes
        if o.verdict == "crashed" and o.why is not None
    ]
    over = [
        {"level": "note", "message": {"text": why.say(language)}, "locations": [_file(_uri(path))]}
        for path, why in passed
    ]
    return {"executionSuccessful": not failed and not crashed, "toolExecutionNotifications": told + crashed + over}


def _all(report: DocumentReport) -> tuple[str, ...]:
    return tuple(_uri(p) for p in report.paths)


def _uris(report: DocumentReport) -> dict[str, str]:
    """The URI of each source by its name: the path that the file was given under."""
    names = [s.name for s in report.summary.sources] if report.summary else []
    return dict(zip(names, _all(report), strict=False)) or dict(zip(report.paths, _all(report), strict=True))


def _uri(path: str) -> str:
    """A relative path stays one, so that the log can be read beside the files."""
    plain = PurePath(path).as_posix()
    return f"file://{quote(plain)}" if plain.startswith("/") else quote(plain)
