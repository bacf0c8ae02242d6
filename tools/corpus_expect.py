"""What each real document is expected to give: measured, written to tests/corpus/expected, compared by the tests.

    python tools/corpus_expect.py               every document of the corpus
    python tools/corpus_expect.py 广州市信访局    those with these words in their name

A file that is there keeps its verdicts and comments; a finding that is new gets the verdict "unseen", and the tests
fail until someone has looked at the page and written "true" (it is wrong there) or "known false" (a false alarm that is
not mended yet), with a comment. Those are printed with their messages, which the files may not hold: they quote the
documents. Errors and warnings are listed; hints are only counted.
"""

import argparse
import csv
import json
import os
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from yusuan.check.engine import check
from yusuan.model.disclosure import Disclosure
from yusuan.model.finding import Finding, Result, Severity
from yusuan.read.disclosure import build
from yusuan.read.errors import ReadError
from yusuan.read.source import read_pages

ROOT = Path(__file__).resolve().parents[1]
EXPECTED = ROOT / "tests" / "corpus" / "expected"
SHORT = 30  # amounts and names are kept; a sentence of a document may not be
VERDICTS = ("true", "known false", "unseen")


@dataclass(frozen=True, slots=True, order=True)
class Said:
    """An error or a warning as the tests compare it: its key over versions of the document, and its severity."""

    code: str
    key: str
    severity: str
    printed: str
    expected: str
    message: str


@dataclass(frozen=True, slots=True)
class Measured:
    """What one disclosure gave. Tokens are numeric tokens; ``lost`` are those of the pages that never became one."""

    body: str
    year: int
    kind: str
    statements: tuple[str, ...]
    facts: int
    claims: int
    numbers: int
    lost: int
    in_tables: int
    unaccounted: int
    unaccounted_in_tables: int
    not_understood: int
    crashed: tuple[str, ...]
    hints: int
    said: tuple[Said, ...]


def measure(paths: Sequence[Path]) -> Measured:
    """Read the files of one disclosure and check it."""
    pages = [read_pages(p) for p in paths]
    disclosure = build(pages)
    return summary(sum(page.numbers for source in pages for page in source.pages), disclosure, check(disclosure))


def summary(numbers: int, disclosure: Disclosure, result: Result) -> Measured:
    """Put what was read and said into the figures that are compared."""
    identity, tokens = disclosure.identity, disclosure.tokens
    unaccounted = [t for t in tokens if t.use == "unaccounted"]
    return Measured(
        identity.body,
        identity.year,
        identity.kind,
        tuple(s.kind or f"? {s.title}" for s in disclosure.statements),
        len(disclosure.facts),
        len(disclosure.claims),
        numbers,
        max(0, numbers - len(tokens)),
        sum(t.in_table for t in tokens),
        len(unaccounted),
        sum(t.in_table for t in unaccounted),
        len(disclosure.not_understood),
        tuple(o.code for o in result.outcomes if o.verdict == "crashed"),
        sum(f.severity is Severity.HINT for f in result.findings),
        tuple(sorted(said(f) for f in result.findings if f.severity > Severity.HINT)),
    )


def said(finding: Finding) -> Said:
    """The part of a finding that is compared, and its message for a reader of the file."""
    printed, expected = (t if len(t) <= SHORT else "" for t in (finding.printed, finding.expected))
    place = finding.place
    where = (f"page {place.page}" if place.page else f"line {place.line}") if place else "no place"
    message = f"{where}: {finding.message.zh}"
    return Said(finding.code, finding.key, finding.severity.name.lower(), printed, expected, message)


def quoted(text: str) -> str:
    """``text`` as a TOML string on one line."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def render(files: Iterable[str], got: Measured, before: dict[str, tuple[str, str]]) -> str:
    """The file of expectations, with the verdict and comment of each key in ``before``."""
    counts = Counter(s.code for s in got.said)
    lines = [
        f"files = [{', '.join(quoted(f) for f in files)}]",
        f"body = {quoted(got.body)}",
        f"year = {got.year}",
        f"kind = {quoted(got.kind)}",
        f"facts = {got.facts}",
        f"claims = {got.claims}",
        f"not_understood = {got.not_understood}",
        f"hints = {got.hints}",
        "statements = [",
        *(f"  {quoted(s)}," for s in got.statements),
        "]",
        "",
        "[tokens] # numeric tokens: on the pages, of these never seen again, in tables, without a meaning",
        f"numbers = {got.numbers}",
        f"lost = {got.lost}",
        f"in_tables = {got.in_tables}",
        f"unaccounted = {got.unaccounted}",
        f"unaccounted_in_tables = {got.unaccounted_in_tables}",
        "",
        "[counts] # errors and warnings of each rule",
        *(f"{quoted(code)} = {count}" for code, count in sorted(counts.items())),
    ]
    for one in got.said:
        verdict, comment = before.get(one.key, ("unseen", ""))
        lines += ["", "[[finding]]", f"code = {quoted(one.code)}", f"key = {quoted(one.key)}"]
        lines += [f"severity = {quoted(one.severity)}"]
        lines += [f"printed = {quoted(one.printed)}"] if one.printed else []
        lines += [f"expected = {quoted(one.expected)}"] if one.expected else []
        lines += [f"verdict = {quoted(verdict)}", f"comment = {quoted(comment)}"]
    return "\n".join(lines) + "\n"


def render_refusal(files: Iterable[str], refusal: ReadError) -> str:
    """The file of expectations of a document that cannot be read: the name of the error."""
    return f"files = [{', '.join(quoted(f) for f in files)}]\nrefused = {quoted(type(refusal).__name__)}\n"


def verdicts(path: Path) -> dict[str, tuple[str, str]]:
    """The verdict and comment of each finding in a file that is there already, by key."""
    if not path.is_file():
        return {}
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return {f["key"]: (f["verdict"], f["comment"]) for f in data.get("finding", ())}


def corpus_home() -> Path:
    """The folder of the real documents. Exits where it is missing."""
    home = Path(os.environ.get("YUSUAN_CORPUS") or ROOT.parent / "shared") / "corpus"
    if not (home / "INDEX.tsv").is_file():
        sys.exit("the real documents are missing: set YUSUAN_CORPUS, or lay them beside the repository as ../shared")
    return home


def documents(home: Path) -> dict[Path, tuple[str, ...]]:
    """The disclosures of the corpus: the file of expectations of each, and its own files.

    Two files are one disclosure where their names differ by 情况说明 and 报表 alone, as Beijing publishes them.
    """
    with (home / "INDEX.tsv").open(encoding="utf-8", newline="") as rows:
        files = [r["file"] for r in csv.DictReader(rows, delimiter="\t")]
    groups: dict[str, list[str]] = {}
    for file in files:
        stem = file.rpartition(".")[0].removesuffix("情况说明").removesuffix("报表")
        groups.setdefault(stem, []).append(file)
    return {EXPECTED / f"{stem}.toml": tuple(sorted(group)) for stem, group in groups.items()}


def _write(path: Path, home: Path, files: tuple[str, ...]) -> str:
    before = verdicts(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        got = measure([home / f for f in files])
    except ReadError as refusal:
        path.write_text(render_refusal(files, refusal), encoding="utf-8")
        return f"{path.relative_to(EXPECTED)}: refused, {refusal.message.zh}"
    path.write_text(render(files, got, before), encoding="utf-8")
    unseen = [s for s in got.said if before.get(s.key, ("unseen",))[0] == "unseen"]
    crashed = f", crashed: {' '.join(got.crashed)}" if got.crashed else ""
    told = [f"    {s.severity} {s.code} {s.message}" for s in unseen]
    head = (
        f"{path.relative_to(EXPECTED)}: {len(got.statements)} statements, {got.facts} facts, "
        f"{got.unaccounted_in_tables} of {got.in_tables} in tables unaccounted, {len(got.said)} findings, "
        f"{len(unseen)} not looked at{crashed}"
    )
    return "\n".join([head, *told])


def main() -> int:
    """Write the expectations of the documents that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("words", nargs="*", help="only documents with one of these words in their name")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    home = corpus_home()
    wanted = {p: f for p, f in documents(home).items() if not options.words or any(w in str(p) for w in options.words)}
    failed = 0
    with ProcessPoolExecutor(options.jobs) as pool:
        todo = {path: pool.submit(_write, path, home, files) for path, files in sorted(wanted.items())}
        for path, job in todo.items():
            try:
                print(job.result(), flush=True)
            except Exception as error:  # noqa: BLE001 - name the document and go on with the others
                failed += 1
                print(f"{path.relative_to(EXPECTED)}: {type(error).__name__}: {error}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
