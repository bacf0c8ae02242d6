"""What a run found, counted: by document, by family of rules and severity, by rule; and what could not be read."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from yusuan.check.rule import registry
from yusuan.check.several.engine import PairResult
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Language, Text
from yusuan.report.document import DocumentReport
from yusuan.report.words import FAMILIES, KINDS, LEVELS, place_words, spot_words, title_of

SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.HINT)


@dataclass(frozen=True, slots=True)
class Row:
    """One document that was checked. ``severities``: errors, warnings, hints; ``families``: errors and warnings each.

    ``tokens``: numbers accounted for, and all of them; ``silent``: rules that gave no verdict.
    ``link``: the report as a page, where one was made beside the summary.
    """

    title: str
    body: str
    place: str
    year: int
    kind: str
    level: str
    files: tuple[str, ...]
    severities: tuple[int, int, int]
    families: tuple[int, ...]
    accepted: int
    pages: int
    statements: int
    unrecognised: int
    facts: int
    claims: int
    tokens: tuple[int, int]
    equations: int
    failed_equations: int
    silent: int
    link: str = ""

    @property
    def share(self) -> float:
        """The share of its numbers that are accounted for; 1 where it has none."""
        return self.tokens[0] / self.tokens[1] if self.tokens[1] else 1.0


@dataclass(frozen=True, slots=True)
class Told:
    """One finding, in the words of the summary."""

    document: str
    code: str
    severity: Severity
    where: str
    message: str


@dataclass(frozen=True, slots=True)
class Between:
    """What two documents were held against each other for, and what was found."""

    how: str
    first: str
    second: str
    points: int
    findings: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """A whole run.

    ``matrix``: family → findings by severity; ``rules``: code, name, findings, documents. ``passed``: files that are
    no documents, and why.
    """

    rows: tuple[Row, ...]
    failures: tuple[tuple[str, str], ...]
    matrix: tuple[tuple[str, Text, tuple[int, int, int]], ...]
    rules: tuple[tuple[str, str, Severity, int, int], ...]
    findings: tuple[Told, ...]
    pairs: tuple[Between, ...]
    passed: tuple[tuple[str, str], ...] = ()

    def total(self, severity: Severity) -> int:
        """Findings of ``severity`` in all documents and between them."""
        return sum(counts[SEVERITIES.index(severity)] for _, _, counts in self.matrix)

    @property
    def clean(self) -> int:
        """Documents without an error or a warning."""
        return sum(not any(r.severities[:2]) for r in self.rows)


def tally(
    reports: Sequence[DocumentReport], pairs: Sequence[PairResult], language: Language,
    passed: Sequence[tuple[str, Text]] = (),
) -> Tally:  # fmt: skip
    """Count a run."""
    read = [r for r in reports if r.summary is not None and r.result is not None]
    failures = tuple(
        (_joined(r.paths, language), r.failure.say(language) if r.failure else "") for r in reports if r not in read
    )
    told = tuple(t for r in read for t in _told(r, language))
    between = tuple(_between(p, reports, language) for p in pairs)
    failures += tuple(
        (f"{b.first} ↔ {b.second}", o.why.say(language) if o.why else "")
        for b, p in zip(between, pairs, strict=True)
        for o in p.crashed
    )
    every = [*told, *(t for b in between for t in b.findings)]
    return Tally(
        tuple(sorted((_row(r, language) for r in read), key=lambda r: (-r.severities[0], -r.severities[1], r.title))),
        failures, _matrix(every), _rules(every, language), told, between,
        tuple((path, why.say(language)) for path, why in passed),
    )  # fmt: skip


def _row(report: DocumentReport, language: Language) -> Row:
    summary, result = report.summary, report.result
    if summary is None or result is None:
        raise ValueError("a document that could not be read has no row")
    identity = summary.identity
    by_severity = Counter(f.severity for f in result.findings)
    by_family = Counter(f.code[:3] for f in result.findings if f.severity > Severity.HINT)
    return Row(
        title=_name(report, language),
        body=identity.body,
        place=summary.place,
        year=identity.year,
        kind=KINDS[identity.kind].say(language) if identity.kind != "unknown" else "",
        level=LEVELS[identity.level].say(language) if identity.level != "unknown" else "",
        files=report.paths,
        severities=(by_severity[Severity.ERROR], by_severity[Severity.WARNING], by_severity[Severity.HINT]),
        families=tuple(by_family[f] for f in FAMILIES),
        accepted=len(result.accepted),
        pages=summary.pages,
        statements=sum(1 for s in summary.statements if s.kind),
        unrecognised=summary.unrecognised,
        facts=summary.facts,
        claims=summary.claims,
        tokens=(summary.all_tokens.accounted, summary.all_tokens.total),
        equations=result.equations_checked,
        failed_equations=result.equations_failed,
        silent=sum(o.verdict in ("not checked", "crashed") for o in result.outcomes),
        link=next((quote(Path(m).name) for m in report.made if m.endswith(".html")), ""),
    )


def _told(report: DocumentReport, language: Language) -> list[Told]:
    several = report.summary is not None and len(report.summary.sources) > 1
    comma = "，" if language == "zh" else ", "
    return [
        _one(
            _name(report, language), x.finding,
            comma.join(w for w in (place_words(x.finding.place, language, source=several),
                                   spot_words(x.spot, language)) if w), language,
        )
        for x in report.located
    ]  # fmt: skip


def _one(document: str, finding: Finding, where: str, language: Language) -> Told:
    return Told(document, finding.code, finding.severity, where, finding.message.say(language))


def _name(report: DocumentReport, language: Language) -> str:
    """What the document is; the names of its files where that was not made out."""
    if report.summary is None or not report.summary.identity.body:
        return _joined([file_name(p) for p in report.paths], language)
    return title_of(report.summary.identity, language)


def file_name(path: str) -> str:
    """A file's name without its folders."""
    return path.replace("\\", "/").rpartition("/")[2]


def _joined(paths: Sequence[str], language: Language) -> str:
    return ("、" if language == "zh" else ", ").join(paths)


def _between(pair: PairResult, reports: Sequence[DocumentReport], language: Language) -> Between:
    first, second = (_name(reports[n], language) for n in (pair.first, pair.second))
    findings = tuple(
        _one(f"{first} ↔ {second}", f, place_words(f.place, language, source=True), language) for f in pair.findings
    )
    return Between(pair.how.say(language), first, second, pair.points, findings)


def _matrix(findings: Sequence[Told]) -> tuple[tuple[str, Text, tuple[int, int, int]], ...]:
    counts = Counter((t.code[:3], t.severity) for t in findings)
    return tuple(
        (family, name, (counts[family, SEVERITIES[0]], counts[family, SEVERITIES[1]], counts[family, SEVERITIES[2]]))
        for family, name in FAMILIES.items()
    )


def _rules(findings: Sequence[Told], language: Language) -> tuple[tuple[str, str, Severity, int, int], ...]:
    """The rules that found anything, the most frequent first, each with the worst severity that it gave."""
    rules = registry()
    by_code: dict[str, list[Told]] = {}
    for one in findings:
        by_code.setdefault(one.code, []).append(one)
    rows = [
        (
            code, rules[code].name.say(language) if code in rules else "", max(t.severity for t in found),
            len(found), len({t.document for t in found}),
        )
        for code, found in by_code.items()
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda r: (-r[3], r[0])))
