"""The documents of a run held against each other, and what that says of each of them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from yusuan.app.beside import beside
from yusuan.app.options import Options
from yusuan.check.several.engine import PairResult
from yusuan.model.finding import Accepted, Finding, Outcome, Verdict
from yusuan.model.text import Text
from yusuan.report.document import DocumentReport

#: Of what became of a rule in the pairs of one document, what counts first.
_FIRST: tuple[Verdict, ...] = ("crashed", "failed", "passed")
_ALONE = Text(
    "这次没有可以对照的另一份文本（上年、决算或部门的文本）",
    "there was no document to hold it against (last year's, the final accounts, the department's)",
)


@dataclass(frozen=True, slots=True)
class Between:
    """What rules of several documents found in one document, accepted findings too, and what became of each rule."""

    findings: tuple[Finding, ...]
    outcomes: tuple[Outcome, ...]


def check_pairs(reports: Sequence[DocumentReport], options: Options) -> tuple[PairResult, ...]:
    """Hold the documents of a run against each other; ``first`` and ``second`` of a result count ``reports``."""
    known = [n for n, r in enumerate(reports) if r.digest is not None]
    if len(known) < 2:
        return ()
    from yusuan.check.rule import select_several  # noqa: PLC0415 - only for several documents
    from yusuan.check.several.engine import check_several  # noqa: PLC0415

    digests = [d for r in reports if (d := r.digest) is not None]
    found = check_several(digests, select_several(options.rules))
    told = (replace(p, first=known[p.first], second=known[p.second]) for p in found)
    return tuple(_with_accepted(pair, reports) for pair in told)


def of_each(reports: Sequence[DocumentReport], pairs: Sequence[PairResult]) -> dict[int, Between]:
    """What ``pairs`` say of each document that is in any, by its number. A finding is of the document it stands in."""
    findings: dict[int, list[Finding]] = defaultdict(list)
    outcomes: dict[int, dict[str, list[Outcome]]] = defaultdict(lambda: defaultdict(list))
    for pair in pairs:
        for finding in (*pair.findings, *(a.finding for a in pair.accepted)):
            findings[_home(finding, pair, reports)].append(finding)
        for number in (pair.first, pair.second):
            for outcome in pair.outcomes:
                outcomes[number][outcome.code].append(outcome)
    return {n: Between(tuple(findings[n]), tuple(map(_together, by_code.values()))) for n, by_code in outcomes.items()}


def _together(outcomes: Sequence[Outcome]) -> Outcome:
    """What became of one rule over all pairs of a document."""
    for verdict in _FIRST:
        found = [o for o in outcomes if o.verdict == verdict]
        if found:
            return Outcome(found[0].code, verdict, sum(o.looked_at for o in found), found[0].why)
    return Outcome(outcomes[0].code, "not checked", 0, _ALONE)


def _with_accepted(pair: PairResult, reports: Sequence[DocumentReport]) -> PairResult:
    """``pair`` with its findings parted from those that stand as accepted beside the document that they stand in."""
    if not pair.findings:
        return pair
    said = {(n, a.key): a for n in (pair.first, pair.second) for a in beside(reports[n].paths).acceptances}
    mine = [(f, said.get((_home(f, pair, reports), f.key))) for f in pair.findings]
    return replace(
        pair,
        findings=tuple(f for f, a in mine if a is None),
        accepted=tuple(Accepted(f, a) for f, a in mine if a is not None),
    )


def _home(finding: Finding, pair: PairResult, reports: Sequence[DocumentReport]) -> int:
    """The number of the document in which ``finding`` stands."""
    summary = reports[pair.first].summary
    first = summary is not None and finding.place is not None and finding.place.source in summary.sources
    return pair.first if first else pair.second
