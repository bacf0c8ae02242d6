"""How right the findings are: counted from the verdicts on the real documents and from the errors a reader found.

Both are in the repository (tests/corpus/expected, tests/corpus/gold.toml), so that the page needs no real document.
"""

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from yusuan.check.rule import registry
from yusuan.model.finding import Severity
from yusuan.report.words import FAMILIES

ROOT = Path(__file__).resolve().parents[1]
EXPECTED = ROOT / "tests" / "corpus" / "expected"
GOLD = ROOT / "tests" / "corpus" / "gold.toml"
#: In percent: at least so many of a rule's and of a family's errors and warnings are right.
MARK = 95
#: In percent: at least so many of the errors of class A, and of A and B, are found.
RECALL = {"A": 95, "AB": 90}
#: Forms that nobody has filled in: what is found there is true, and says nothing about documents.
_FORMS = "template"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One error or warning on a real document that someone looked at on its page."""

    code: str
    severity: str
    true: bool
    document: str

    @property
    def form(self) -> bool:
        """Whether it stands in an empty form."""
        return _FORMS in self.document


def verdicts() -> tuple[Verdict, ...]:
    """Every finding in the expectations that has a verdict."""
    return tuple(
        Verdict(one["code"], one["severity"], one["verdict"] == "true", path.stem)
        for path in sorted(EXPECTED.rglob("*.toml"))
        for one in tomllib.loads(path.read_text(encoding="utf-8")).get("finding", ())
        if one["verdict"] != "unseen"
    )


def documents() -> int:
    """How many of the expectations are of a document that was read."""
    return sum("refused" not in tomllib.loads(p.read_text(encoding="utf-8")) for p in EXPECTED.rglob("*.toml"))


def below(found: Sequence[Verdict]) -> tuple[str, ...]:
    """The rules that are on by default as errors or warnings and right in less than the mark."""
    codes = sorted({v.code for v in found})
    told = [c for c in codes if c in registry() and registry()[c].default and registry()[c].severity > Severity.HINT]
    return tuple(c for c in told if not _reaches([v for v in found if v.code == c]))


def _reaches(found: Sequence[Verdict]) -> bool:
    return 100 * sum(v.true for v in found) >= MARK * len(found)


def recall(classes: str) -> tuple[int, int]:
    """How many of the reader's errors of these classes are found, of how many."""
    errors = [e for d in tomllib.loads(GOLD.read_text(encoding="utf-8")).values() for e in d.values()]
    mine = [e for e in errors if e["cls"] in classes]
    return sum("not_yet" not in e for e in mine), len(mine)


def page() -> str:
    """The page of the reference."""
    return "\n".join(_lines(verdicts())) + "\n"


def _lines(found: Sequence[Verdict]) -> Iterator[str]:
    yield "# Precision and recall"
    yield ""
    yield "<!-- written by `make docs` -->"
    yield ""
    yield f"Every error and warning that the rules report on {documents()} real disclosures"
    yield "([where they are](../howto/real-documents.md)) was looked at on its page and marked true or false; the marks"
    yield "are in `tests/corpus/expected`, and a finding that is new there fails the tests until someone has looked."
    yield "Empty forms that are in the collection are counted apart: each of their blanks is a true finding, and says"
    yield f"nothing about documents. A rule that is right in less than {MARK} % fails a test, unless it is off by"
    yield "default or a hint. Hints are not in this table. The rules were written with these documents at hand: on"
    yield "documents that nobody has looked at they may be right less often."
    yield ""
    yield "## By family"
    yield ""
    yield from _table("family", [(f"{k} {FAMILIES[k].en}", k) for k in sorted({v.code[:3] for v in found})], found)
    yield ""
    yield "## By rule"
    yield ""
    codes = sorted({v.code for v in found})
    names = {c: registry()[c].name.en if c in registry() else "" for c in codes}
    yield from _table("rule", [(f"[{c}](rules.md#{c.lower()}) {names[c]}", c) for c in codes], found)
    silent = [c for c, rule in registry().items() if rule.severity > Severity.HINT and c not in codes]
    yield ""
    yield f"Rules that report nothing on these documents, so that nothing is known of their precision: {len(silent)}"
    yield f"({', '.join(silent)})."
    yield ""
    yield "## Errors that a careful reader found"
    yield ""
    yield "Seven documents were read by a person before the rules were written; class A are definite contradictions,"
    yield "class B are definite but formal. `tests/corpus/gold.toml` says how each is known when it is found."
    yield ""
    yield "| class | errors | found | recall | mark |"
    yield "|---|---:|---:|---:|---:|"
    for name, classes in (("A", "A"), ("B", "B"), ("A and B", "AB")):
        hit, whole = recall(classes)
        mark = f"{RECALL[classes]} %" if classes in RECALL else ""
        yield f"| {name} | {whole} | {hit} | {_percent(hit, whole)} | {mark} |"


def _table(head: str, rows: Iterable[tuple[str, str]], found: Sequence[Verdict]) -> Iterator[str]:
    yield f"| {head} | looked at | true | known false | precision | in documents | precision there |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    for name, prefix in (*rows, ("all", "")):
        mine = [v for v in found if v.code.startswith(prefix)]
        real = [v for v in mine if not v.form]
        right, right_there = sum(v.true for v in mine), sum(v.true for v in real)
        yield (
            f"| {name} | {len(mine)} | {right} | {len(mine) - right} | {_percent(right, len(mine))} "
            f"| {len(real)} | {_percent(right_there, len(real))} |"
        )


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"
