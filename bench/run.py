"""How well errors are found: planted errors, clean documents, scale; ours against simpler methods in the same run.

Exits with 1 where a mark is missed.
"""

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import scale
from methods import OURS, Answer, every, ours
from mutations import KINDS, mutants
from synthetic import document

from yusuan.check.engine import check
from yusuan.model.disclosure import Disclosure
from yusuan.model.finding import Severity
from yusuan.read.disclosure import build
from yusuan.read.source import read_pages

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "gzdgov-2024.txt"
REAL = Path("corpus") / "guangzhou" / "广州市数字政府运营中心2024年部门预算.txt"
MIN_DETECTED, MIN_FIRST, MIN_THREE = 97, 95, 98  # percent
CLEAN = 400


@dataclass
class Score:
    """Counts of one method: by kind of error, and over clean documents."""

    planted: Counter[str] = field(default_factory=Counter)
    detected: Counter[str] = field(default_factory=Counter)
    first: Counter[str] = field(default_factory=Counter)
    three: Counter[str] = field(default_factory=Counter)
    clean: int = 0
    alarms: int = 0

    def add(self, kind: str, fact: int, answer: Answer, before: Answer | None = None) -> None:
        """Count what was said of one planted error; what failed ``before`` it does not count as finding it."""
        found = bool(answer.failing - before.failing if before else answer.failing)
        self.planted[kind] += 1
        self.detected[kind] += found
        self.first[kind] += found and answer.suspects[:1] == (fact,)
        self.three[kind] += found and fact in answer.suspects[:3]

    def merge(self, other: "Score") -> None:
        """Add another's counts."""
        for name in ("planted", "detected", "first", "three"):
            getattr(self, name).update(getattr(other, name))
        self.clean += other.clean
        self.alarms += other.alarms


Scores = dict[str, Score]


@cache
def example() -> Disclosure:
    """The Guangzhou document: the real text where it lies beside the repository, else the bundled figures."""
    real = Path(os.environ.get("YUSUAN_CORPUS") or ROOT.parent / "shared") / REAL
    return build([read_pages(real if real.is_file() else EXAMPLE)])


def planted(cells: range) -> Scores:
    """All kinds of error in some cells of the Guangzhou document, by every method."""
    before = unplanted()
    scores = {name: Score() for name in before}
    for mutant in mutants(example(), only=cells):
        for name, answer in every(mutant.disclosure).items():
            scores[name].add(mutant.kind, mutant.fact, answer, before[name])
    return scores


@cache
def unplanted() -> dict[str, Answer]:
    """What every method says of the Guangzhou document as it is."""
    return every(example())


def clean(numbers: range) -> Scores:
    """Every method over some of the clean synthetic documents."""
    scores: Scores = {}
    for number in numbers:
        name, made = document(number)
        for method, answer in every(made).items():
            score = scores.setdefault(method, Score())
            score.clean += 1
            score.alarms += bool(answer.failing)
            if answer.failing and method == OURS:
                print(f"  alarm on a clean document: {name}", flush=True)
        if any(f.severity > Severity.HINT for f in check(made).findings if f.code[:3] in ("YS2", "YS3")):
            print(f"  finding on a clean document: {name}", flush=True)
    return scores


def planted_synthetic(numbers: range) -> Scores:
    """Errors planted into a sample of cells of synthetic documents, by our method."""
    score = Score()
    for number in numbers:
        _, made = document(number, seed=2)
        every_so_many = max(1, len(made.facts) // 12)
        for start in range(number % every_so_many, len(made.facts), every_so_many):
            for mutant in mutants(made, only=range(start, start + 1)):
                score.add(mutant.kind, mutant.fact, ours(mutant.disclosure))
    return {OURS: score}


def spread(work: Callable[[range], Scores], number: int, stride: int = 1) -> Scores:
    """Run ``work`` over 0 to ``number`` in small shares on all cores, and add the scores up."""
    total: Scores = {}
    with ProcessPoolExecutor() as pool:
        for scores in pool.map(work, [range(n, n + 1) for n in range(0, number, stride)], chunksize=4):
            for name, score in scores.items():
                total.setdefault(name, Score()).merge(score)
    return total


def percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


def lines(scores: Scores) -> Iterator[str]:
    """One line a method."""
    yield f"{'method':<32} {'detected':>9} {'first':>7} {'in 3':>7}  {'clean documents flagged':>24}"
    for name, s in scores.items():
        n, d = s.planted.total(), s.detected.total()
        flagged = f"{s.alarms} of {s.clean} ({percent(s.alarms, s.clean):.1f} %)" if s.clean else "-"
        yield (
            f"{name:<32} {percent(d, n):>7.1f} % {percent(s.first.total(), d):>5.1f} % "
            f"{percent(s.three.total(), d):>5.1f} %  {flagged:>24}"
        )


def by_kind(score: Score) -> Iterator[str]:
    """One line a kind of error."""
    yield f"{'kind of error':<32} {'planted':>9} {'detected':>9} {'first':>7} {'in 3':>7}"
    for kind in KINDS:
        n, d = score.planted[kind], score.detected[kind]
        yield (
            f"{kind:<32} {n:>9} {percent(d, n):>7.1f} % {percent(score.first[kind], d):>5.1f} % "
            f"{percent(score.three[kind], d):>5.1f} %"
        )


def reaches(score: Score) -> bool:
    """Whether a score reaches the marks."""
    n, d = score.planted.total(), score.detected.total()
    return (
        percent(d, n) >= MIN_DETECTED
        and percent(score.first.total(), d) >= MIN_FIRST
        and percent(score.three.total(), d) >= MIN_THREE
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of it, for CI")
    quick = parser.parse_args().quick
    start = time.perf_counter()
    scores = spread(planted, len(example().facts), 10 if quick else 1)
    for name, score in spread(clean, CLEAN // 10 if quick else CLEAN).items():
        scores[name].merge(score)
    print(f"Errors planted one at a time into the Guangzhou document ({scores[OURS].planted.total()} of them), and "
          f"{scores[OURS].clean} clean synthetic documents\nmarks: detected {MIN_DETECTED} %, first {MIN_FIRST} %, "
          f"in the first three {MIN_THREE} % of the detected, clean documents flagged 0")  # fmt: skip
    print("\n".join(lines(scores)))
    print("\n".join(["", "Ours, by kind of error:", *by_kind(scores[OURS])]))
    made = spread(planted_synthetic, 8 if quick else 54)
    print("\n".join(["", "Errors planted into synthetic documents of every style and layout:", *lines(made)]))
    print(f"{time.perf_counter() - start:.0f} s")
    good = reaches(scores[OURS]) and not scores[OURS].alarms
    fast = scale.main()
    return 0 if good and (fast or quick) else 1


if __name__ == "__main__":
    sys.exit(main())
