"""Runs the rules of several documents over the pairs of a run."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial

from yusuan.check.engine import asked
from yusuan.check.rule import Checked, Rule
from yusuan.check.several.compare import Compared, SeveralContext, compare
from yusuan.check.several.digest import Digest
from yusuan.check.several.pair import HOW, Pair, PairKind, pairs
from yusuan.model.finding import Accepted, Finding, Outcome
from yusuan.model.text import Text


@dataclass(frozen=True, slots=True)
class PairResult:
    """What was found between two documents, by their numbers in the run; ``points`` that both state were compared.

    ``outcomes``: what became of each rule; ``accepted``: findings that a person accepted.
    """

    kind: PairKind
    first: int
    second: int
    how: Text
    points: int
    findings: tuple[Finding, ...]
    outcomes: tuple[Outcome, ...] = ()
    accepted: tuple[Accepted, ...] = ()

    @property
    def crashed(self) -> tuple[Outcome, ...]:
        """The rules that broke: the two were not held against each other by them."""
        return tuple(o for o in self.outcomes if o.verdict == "crashed")


def check_several(digests: Sequence[Digest], rules: Sequence[Rule]) -> tuple[PairResult, ...]:
    """Pair the documents and run ``rules`` over each pair, worst findings first.

    An exception in a rule, or in what it compares, is the rule's own outcome, and stops neither the other rules nor
    the other pairs.
    """
    return tuple(_check(pair, digests, rules) for pair in pairs(digests))


def _check(pair: Pair, digests: Sequence[Digest], rules: Sequence[Rule]) -> PairResult:
    first, second = digests[pair.first], digests[pair.second]

    @cache
    def compared() -> Compared:
        return compare(pair, digests)

    def answer(rule: Rule) -> Checked:
        return rule.check(SeveralContext(compared(), first, second))

    outcomes: list[Outcome] = []
    findings: list[Finding] = []
    for rule in rules:
        outcome, found = asked(rule, partial(answer, rule))
        outcomes.append(outcome)
        findings += found
    findings.sort(key=lambda f: (-f.severity, f.key))
    broken = bool(outcomes) and all(o.verdict == "crashed" for o in outcomes)
    points = 0 if broken else compared().points
    return PairResult(pair.kind, pair.first, pair.second, HOW[pair.kind], points, tuple(findings), tuple(outcomes))
