"""How well errors in the narrative are found: slips put into the real text of documents, one at a time.

``python bench/narrative.py`` puts them into every document of the corpus that tells something, with ``--quick`` into
some; ``--page`` writes what was measured into docs/reference/bench.md. Exits with 1 where a mark is missed.
"""

import argparse
import os
import sys
import time
import tomllib
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from narrative_slips import KINDS, Slip, Slips

from yusuan.catalog.normal import plain
from yusuan.check.engine import check
from yusuan.model.disclosure import Disclosure
from yusuan.model.finding import Finding, Severity
from yusuan.read.disclosure import build
from yusuan.read.source import read_pages
from yusuan.read.stitch import stitch

ROOT = Path(__file__).resolve().parents[1]
HOME = Path(os.environ.get("YUSUAN_CORPUS") or ROOT.parent / "shared") / "corpus"
EXPECTED = ROOT / "tests" / "corpus" / "expected"
PAGE = ROOT / "docs" / "reference" / "narrative-errors.md"
MIN_FOUND = 90  # percent of what something contradicts
FEWEST_CLAIMS, LARGEST = 25, 20_000  # a document with so many claims and, for time, no more facts
QUICK = 6  # every sixth document
_WHAT = (
    "What becomes of errors that people make when they write explanations: put one at a time into the real text of",
    "[the documents](../howto/real-documents.md), between stitching and interpretation, so that everything behind is",
    "done anew. `make bench` measures it (in some documents with `ARGS=--quick`), beside the errors put into tables",
    "([rounding](../explanation/rounding.md)).",
    "",
    "An error counts as *contradicted* where something else in the document speaks against it. That is told without",
    "the parser and the rules, by printed figures and words alone: a cell of a table prints the very amount that stood",
    "there (of four digits or more; of fewer digits the cell that was read for the sentence), the figures of the",
    "sentence made an equation that the error breaks (difference, growth, share, sum), the other direction word, the",
    "reason, the year or the name in the other places, the list of subjects. An amount that is off by one in its last",
    "place is not contradicted: rounding explains it. *Found* is an error with a new error or warning that names what",
    "was put in, or, of a word, stands in its sentence. *Of the others found*: errors that nothing seemed to",
    "contradict and that were found all the same. *False beside*: errors with a new finding that is neither. *Another",
    "blamed*: amounts that a table contradicts where a figure that is right was called wrong too.",
)


@dataclass(frozen=True, slots=True)
class Told:
    """One slip and what became of it: the rules that found it, and findings that are neither at it nor name it.

    ``blamed``: an amount that the tables contradict is found, and another figure beside it is called wrong as well.
    """

    document: str
    kind: str
    old: str
    new: str
    by: str
    found: tuple[str, ...]
    beside: tuple[str, ...]
    blamed: tuple[str, ...] = ()
    where: str = ""


def documents() -> Iterator[tuple[str, list[Path]]]:
    """The disclosures of the corpus that say enough, by their expectations."""
    for path in sorted(EXPECTED.rglob("*.toml")):
        expected = tomllib.loads(path.read_text(encoding="utf-8"))
        files = [HOME / f for f in expected["files"]]
        says = "refused" not in expected and expected["claims"] >= FEWEST_CLAIMS and expected["body"]
        if says and expected["facts"] <= LARGEST and not any(f.suffix == ".doc" for f in files):
            yield path.relative_to(EXPECTED).with_suffix("").as_posix(), files


def bodies() -> dict[str, list[str]]:
    """The names of the bodies of each folder of the corpus."""
    found: dict[str, list[str]] = {}
    for path in sorted(EXPECTED.rglob("*.toml")):
        body = tomllib.loads(path.read_text(encoding="utf-8")).get("body", "")
        if body and "(" not in body and "（" not in body:
            found.setdefault(path.parent.name, []).append(body)
    every = sorted({b for names in found.values() for b in names})
    return {folder: names if len(set(names)) > 1 else every for folder, names in found.items()}


def tell(name: str, files: list[Path], each: int, others: Sequence[str]) -> list[Told]:
    """Put slips into one document and see what is said of each."""
    pages = [read_pages(f) for f in files]
    if not all(page.has_text for source in pages for page in source.pages[:1]):
        return []  # a scan: what is recognised may itself be wrong
    stitched = [stitch(p) for p in pages]
    disclosure = build(pages, stitched)
    first = said(disclosure)
    before, stood = {_same(f) for f in first}, {(f.code, f.place) for f in first}
    out = []
    for slip in Slips(stitched, disclosure, others, name).sample(each):
        new = [f for f in said(build(pages, slip.stitched)) if _same(f) not in before]
        about = [f for f in new if is_about(f, slip)]
        # A finding whose words quote the changed text is the one that stood there before.
        rest = (f for f in new if f not in about and (f.code, f.place) not in stood and not is_content(f, slip))
        beside = tuple(f"{f.code} {f.message.zh}" for f in rest)
        table = slip.kind.startswith("amount") and slip.by == "table"
        others = (f for f in about if table and slip.new not in f.printed)
        blamed = tuple(f"{f.code} {f.message.zh}" for f in others)
        where = str(slip.places[0].page or slip.places[0].line) if slip.places else ""
        codes = tuple(f.code for f in about)
        out.append(Told(name, slip.kind, slip.old, slip.new, slip.by, codes, beside, blamed, where))
    return out


def said(disclosure: Disclosure) -> list[Finding]:
    """The errors and warnings of a document."""
    return [f for f in check(disclosure).findings if f.severity > Severity.HINT]


def _same(finding: Finding) -> tuple[str, str, str, str]:
    return finding.code, finding.key, finding.printed, finding.expected


def is_about(finding: Finding, slip: Slip) -> bool:
    """Whether a finding names what was put in, or, of a word, stands in its sentence."""
    if any(place in (finding.place, *finding.also) for place in slip.places):
        return True
    told = plain(f"{finding.message.zh} {finding.printed} {finding.expected} {finding.key}")
    return any(plain(w) in told for w in slip.words)


def is_content(finding: Finding, slip: Slip) -> bool:
    """Whether a finding says that something is missing which a dropped table held."""
    return any(w in plain(finding.message.zh) for w in slip.content)


def percent(part: int, whole: int) -> str:
    """A share to one place; '-' of nothing."""
    return f"{100 * part / whole:.1f} %" if whole else "-"


def table(told: Sequence[Told], head: str, of: Sequence[str], key: str) -> Iterator[str]:
    """One line for each of ``of``: planted, contradicted, found of these, of the others, findings beside."""
    yield f"| {head} | planted | contradicted | found | of the others found | false beside | another blamed |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    for name in (*of, "all"):
        mine = [t for t in told if name in ("all", getattr(t, key))]
        if not mine:
            continue
        testable = [t for t in mine if t.by]
        hit, beside = sum(bool(t.found) for t in testable), sum(bool(t.beside) for t in mine)
        rest = percent(sum(bool(t.found) for t in mine if not t.by), len(mine) - len(testable))
        share, blamed = percent(hit, len(testable)), sum(bool(t.blamed) for t in mine)
        yield f"| {name} | {len(mine)} | {len(testable)} | {hit} ({share}) | {rest} | {beside} | {blamed} |"


def report(told: Sequence[Told]) -> Iterator[str]:
    """What was measured, by kind and by document."""
    names = list(dict.fromkeys(t.document for t in told))
    testable = [t for t in told if t.by]
    hit = sum(bool(t.found) for t in testable)
    yield f"Errors put one at a time into the text of {len(names)} real documents: {len(told)}. Something that the"
    yield f"document prints contradicts {len(testable)} of them; of these {hit} are found"
    yield f"({percent(hit, len(testable))}; mark {MIN_FOUND} %)."
    yield ""
    yield from table(told, "kind of error", KINDS, "kind")
    yield ""
    yield from table(told, "what contradicts it", sorted({t.by for t in told if t.by}), "by")
    yield ""
    yield from table(told, "document", names, "document")


def page(told: Sequence[Told]) -> Iterator[str]:
    """docs/reference/narrative-errors.md."""
    yield "# Errors in the narrative"
    yield ""
    yield "<!-- written by `python bench/narrative.py --page` where the real documents are -->"
    yield ""
    yield from _WHAT
    yield ""
    yield from report(told)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="some documents only, for CI")
    parser.add_argument("--each", type=int, default=1, help="errors of each kind in a document")
    parser.add_argument("--missed", action="store_true", help="list what was missed and what was said beside")
    parser.add_argument("--page", action="store_true", help="write docs/reference/narrative-errors.md")
    parser.add_argument("--only", default="", help="documents with these words in their name")
    options = parser.parse_args()
    if not HOME.is_dir():
        print("errors in the narrative: not measured, the real documents are not here")
        return 0
    start = time.perf_counter()
    chosen = [d for d in documents() if options.only in d[0]]
    chosen = chosen[::QUICK] if options.quick else chosen
    names = bodies()
    told: list[Told] = []
    with ProcessPoolExecutor() as pool:
        jobs = [pool.submit(tell, n, f, options.each, names[n.split("/")[0]]) for n, f in chosen]
        for job in jobs:
            told += job.result()
    print("\n".join(report(told)))
    if options.missed:
        for t in told:
            if t.by and not t.found:
                print(f"missed [{t.kind}] {t.document} p.{t.where}: {t.old} -> {t.new} ({t.by})")
            for words in t.blamed:
                print(f"blamed [{t.kind}] {t.document}: {t.old} -> {t.new}: {words}")
            for words in t.beside:
                print(f"beside [{t.kind}] {t.document} p.{t.where}: {t.old} -> {t.new}: {words}")
    print(f"{time.perf_counter() - start:.0f} s")
    if options.page:
        PAGE.write_text("\n".join(page(told)) + "\n", encoding="utf-8")
    testable = [t for t in told if t.by]
    good = 100 * sum(bool(t.found) for t in testable) >= MIN_FOUND * len(testable)
    return 0 if good and not any(t.beside for t in told) else 1


if __name__ == "__main__":
    sys.exit(main())
