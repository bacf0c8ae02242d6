"""One disclosure in every format: real PDFs written as DOCX, XLSX, HTML, OFD, scans, by us and by LibreOffice.

What is read of each is compared with what is read of the PDF: facts (point, amount, last printed place) and claims.
Prints what differs; with ``--page`` writes ``docs/reference/formats.md``. Exits with 1 where a format does not give the
same facts, or a scan not the digits.
"""

import argparse
import pickle
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import astuple, replace
from itertools import groupby
from pathlib import Path

from converted import convert
from speed import ROOT, Document, corpus

sys.path.insert(0, str(ROOT / "tests"))

from format_page import MADE, Read, Results, page, shown
from scans import exactness, judged, scanned

from support.flowed import flowed, one_page, sheets
from support.html_of_pdf import html_of_pdf
from support.ofd_of_pdf import ofd_of_pdf
from support.redrawn import as_html
from support.word import docx
from support.workbook import xlsx
from yusuan.model.coordinate import Coordinate
from yusuan.model.disclosure import Disclosure
from yusuan.read.disclosure import build
from yusuan.read.limits import DEFAULT
from yusuan.read.source import read_pages

PAGE = ROOT / "docs" / "reference" / "formats.md"
#: Names under which WPS saves the formats of Word and Excel.
_NAMED = {"docx.doc": "wps", "numbers.xls": "et"}


def chosen(count: int, most: int = 10_000) -> list[Document]:
    """Of each locality the document with text that has the fewest pages and the most of a disclosure."""
    ranked = sorted((d for d in corpus() if d.pages <= most and "情况说明" not in d.name), key=lambda d: d.locality)
    least = [min(group, key=lambda d: (d.pages, d.name)) for _, group in groupby(ranked, key=lambda d: d.locality)]
    return least[:count]


def written(document: Document, home: Path, wanted: Sequence[str]) -> None:
    """Write the formats of ``document`` that need no other program into ``home``."""
    data = document.path.read_bytes()
    pages = read_pages(document.path)
    stem = document.name.replace("/", "_")
    whole = flowed(pages)
    makers = {
        "docx": lambda: docx(whole),
        "cut.docx": lambda: docx(flowed(pages, cut=True)),
        "numbers.xlsx": lambda: xlsx(*sheets(pages)),
        "text.xlsx": lambda: xlsx(*sheets(pages), numbers=False),
        "html": lambda: as_html(one_page(whole, pages)).encode(),
        "placed.html": lambda: html_of_pdf(data).encode(),
        "ofd": lambda: ofd_of_pdf(data),
        "scan.pdf": lambda: scanned(data),
    }
    for name in wanted:
        if name in makers:
            (home / f"{stem}.{name}").write_bytes(makers[name]())


def read(path: Path, true: Path | None = None) -> Read:
    """Read one file; with ``true``, as a scan of that one."""
    # Time is no measure here: however busy the machine, every page of a scan is read.
    pages = read_pages(path, replace(DEFAULT, max_ocr_seconds=36_000.0))
    exact = None
    if true is None:
        disclosure = build([pages])
    else:
        disclosure, after = judged(pages)
        exact = exactness(read_pages(true), pages, after)
    return Read(_facts(disclosure), _claims(disclosure), exact)


def _facts(disclosure: Disclosure) -> Counter[str]:
    return Counter(f"{_point(f.coordinate)} {f.amount.value} {f.amount.step}" for f in disclosure.facts)


def _claims(disclosure: Disclosure) -> Counter[str]:
    found: Counter[str] = Counter()
    for c in disclosure.claims:
        value = c.amount.value if c.amount else c.ratio.value if c.ratio else ""
        found[f"{c.kind} {_point(c.coordinate)} / {_point(c.base)} {value} {c.direction}"] += 1
    return found


def _point(coordinate: Coordinate | None) -> str:
    return "" if coordinate is None else ",".join(filter(None, astuple(coordinate)))


def run(documents: Sequence[Document], home: Path, wanted: Sequence[str], jobs: int, most: int) -> Results:
    """Write, convert and read. Returns what was read by (document, format); the PDF itself is format ''."""
    with ProcessPoolExecutor(jobs) as pool:
        list(pool.map(written, documents, [home] * len(documents), [_wanted(d, wanted, most) for d in documents]))
        for name in wanted:
            source, to = MADE[name]
            if to:
                convert([home / f"{_stem(d)}.{source}" for d in documents], to, name)
        tasks = {(d.name, ""): pool.submit(read, d.path) for d in documents}
        for name in wanted:
            for d in documents:
                path = home / f"{_stem(d)}.{name}"
                if name in _NAMED:
                    path = path.rename(path.with_suffix(f".{_NAMED[name]}"))
                if path.is_file():
                    tasks[d.name, name] = pool.submit(read, path, d.path if name == "scan.pdf" else None)
        return _kept(home) | {key: task.result() for key, task in tasks.items()}


def _kept(home: Path) -> Results:
    """What earlier runs in the same folder have read."""
    file = home / "results.pickle"
    return pickle.loads(file.read_bytes()) if file.is_file() else {}


def _wanted(document: Document, wanted: Sequence[str], most: int) -> list[str]:
    """The formats to be made of a document: scans of those with at most ``most`` pages."""
    return [name for name in wanted if name != "scan.pdf" or document.pages <= most]


def _stem(document: Document) -> str:
    return document.name.replace("/", "_")


def alike(results: Results) -> bool:
    """Whether each format gives the facts of the PDF, and of a scan the digits that it must."""
    good = True
    for (document, _), found in results.items():
        if found.exact is not None:
            good &= (
                found.exact.before >= 0.995 * found.exact.numbers and found.exact.after >= 0.999 * found.exact.numbers
            )
        else:
            good &= found.facts == results[document, ""].facts
    return good


def details(results: Results, most: int) -> Iterator[str]:
    """The first differences of each file."""
    for (document, name), found in results.items():
        known = results[document, ""]
        for what, a, b in (("facts", known.facts, found.facts), ("claims", known.claims, found.claims)):
            for sign, left in (("−", a - b), ("+", b - a)):
                for one in list(left.elements())[:most]:
                    yield f"{document} {name} {what} {sign} {one}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=99, help="so many documents at most")
    parser.add_argument("--match", default="", help="only documents with this in their name")
    parser.add_argument("--formats", default="", help=f"only these, with commas: {','.join(MADE)}")
    parser.add_argument("--scans", type=int, default=21, help="scans of documents with at most so many pages")
    parser.add_argument("--differences", type=int, default=0, help="print so many differences of each file")
    parser.add_argument("--keep", type=Path, help="a folder for the files made and what was read of them")
    parser.add_argument("--page", action="store_true", help="write docs/reference/formats.md")
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    documents = [d for d in chosen(asked.documents) if asked.match in d.name]
    wanted = [n for n in MADE if not asked.formats or n in asked.formats.split(",")]
    if not documents:
        print("Skipped: set YUSUAN_CORPUS, or lay the real documents beside the repository as ../shared.")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        home = asked.keep or Path(folder)
        home.mkdir(parents=True, exist_ok=True)
        results = run(documents, home, wanted, asked.jobs, asked.scans)
        (home / "results.pickle").write_bytes(pickle.dumps(results))
    wanted = [n for n in MADE if any(name == n for _, name in results)]
    documents = [d for d in chosen(asked.documents) if (d.name, "") in results]
    print("\n".join(shown(results, documents, wanted)))
    for line in details(results, asked.differences):
        print(line)
    if asked.page:
        PAGE.write_text(page(results, documents, wanted), encoding="utf-8")
    return 0 if alike(results) else 1


if __name__ == "__main__":
    sys.exit(main())
