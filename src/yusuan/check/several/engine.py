"""Runs the rules of several documents over the pairs of a run."""

from collections.abc import Sequence
from dataclasses import dataclass

from yusuan.check.rule import Checked, NotApplicable, Rule
from yusuan.check.several.compare import SeveralContext, compare
from yusuan.check.several.digest import Digest
from yusuan.check.several.pair import HOW, Pair, PairKind, pairs
from yusuan.model.finding import Finding
from yusuan.model.text import Text


@dataclass(frozen=True, slots=True)
class PairResult:
    """What was found between two documents, by their numbers in the run; ``points`` that both state were compared."""

    kind: PairKind
    first: int
    second: int
    how: Text
    points: int
    findings: tuple[Finding, ...]


def check_several(digests: Sequence[Digest], rules: Sequence[Rule]) -> tuple[PairResult, ...]:
    """Pair the documents and run ``rules`` over each pair, worst findings first."""
    return tuple(_check(pair, digests, rules) for pair in pairs(digests))


def _check(pair: Pair, digests: Sequence[Digest], rules: Sequence[Rule]) -> PairResult:
    compared = compare(pair, digests)
    context = SeveralContext(compared, digests[pair.first], digests[pair.second])
    findings: list[Finding] = []
    for rule in rules:
        try:
            checked: Checked = rule.check(context)
        except NotApplicable:
            continue
        findings += checked.findings
    findings.sort(key=lambda f: (-f.severity, f.key))
    return PairResult(pair.kind, pair.first, pair.second, HOW[pair.kind], compared.points, tuple(findings))
