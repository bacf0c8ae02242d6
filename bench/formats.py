"""One disclosure in every format: real PDFs written as DOCX, XLSX, HTML, OFD, scans, by us and by LibreOffice.

What is read of each is compared with what is read of the PDF: facts (point, amount, last printed place) and claims.
Prints a table, documents by formats; with ``--page`` writes ``docs/reference/formats.md``. Exits with 1 where a format
that holds the same does not give the same.
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import astuple, dataclass, field
from itertools import groupby
from pathlib import Path

from converted import convert
from speed import ROOT, Document, corpus

sys.path.insert(0, str(ROOT / "tests"))

from scans import DPI, NOISE, QUALITY, TURNS, Exactness, exactness, judged, scanned
from support.flowed import flowed, one_page, sheets
from support.html_of_pdf import html_of_pdf
from support.ofd_of_pdf import ofd_of_pdf
from support.redrawn import as_html
from support.word import docx
from support.workbook import xlsx

from yusuan.model.coordinate import Coordinate
from yusuan.model.disclosure import Disclosure
from yusuan.model.grid import Pages
from yusuan.read.disclosure import build
from yusuan.read.source import read_pages

PAGE = ROOT / "docs" / "reference" / "formats.md"
#: Name of a format → the name it is made from and the filter of LibreOffice, '' where this program writes it.
MADE: dict[str, tuple[str, str]] = {
    "docx": ("", ""),
    "cut.docx": ("", ""),
    "numbers.xlsx": ("", ""),
    "text.xlsx": ("", ""),
    "html": ("", ""),
    "placed.html": ("", ""),
    "ofd": ("", ""),
    "odt": ("docx", "odt"),
    "odt.docx": ("odt", "docx"),
    "docx.pdf": ("docx", "pdf"),
    "docx.html": ("docx", "html"),
    "docx.doc": ("docx", "doc"),
    "numbers.ods": ("numbers.xlsx", "ods"),
    "ods.xlsx": ("numbers.ods", "xlsx"),
    "numbers.xls": ("numbers.xlsx", "xls"),
    "text.xls": ("text.xlsx", "xls"),
    "scan.pdf": ("", ""),
}
WHAT = {
    "docx": "DOCX: paragraphs and headings, tables whole, merged cells as gridSpan and vMerge",
    "cut.docx": "DOCX page by page: page breaks, tables cut at them with their heads printed again",
    "odt": "ODT that LibreOffice makes of the DOCX",
    "odt.docx": "DOCX that LibreOffice makes of that ODT",
    "docx.doc": "DOC that LibreOffice makes of the DOCX, named .wps",
    "docx.pdf": "PDF that LibreOffice makes of the DOCX",
    "docx.html": "HTML that LibreOffice makes of the DOCX",
    "numbers.xlsx": "XLSX, a sheet a table, figures as numbers in formats that show their decimals",
    "text.xlsx": "XLSX, figures as text",
    "numbers.ods": "ODS that LibreOffice makes of the XLSX with numbers",
    "ods.xlsx": "XLSX that LibreOffice makes of that ODS",
    "numbers.xls": "XLS that LibreOffice makes of the XLSX with numbers, named .et",
    "text.xls": "XLS that LibreOffice makes of the XLSX with text",
    "html": "HTML with tables, spans as in the PDF",
    "placed.html": "HTML of placed text and lines without tables, as PDF-to-HTML programs write it",
    "ofd": "OFD of placed text and lines",
    "scan.pdf": f"{DPI} dpi pictures in a PDF: grey, turned by {', '.join(f'{t:g}' for t in TURNS)} degrees in turn, "
    f"noise of {NOISE:g} levels, JPEG {QUALITY}",
}
#: Names under which WPS saves the formats of Word and Excel.
_NAMED = {"docx.doc": "wps", "numbers.xls": "et"}


@dataclass(frozen=True, slots=True)
class Read:
    """What one file gave: facts and claims to compare, and for a scan how exactly its numbers were read."""

    facts: Counter[str] = field(default_factory=Counter)
    claims: Counter[str] = field(default_factory=Counter)
    exact: Exactness | None = None


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
    pages = read_pages(path)
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


def run(
    documents: Sequence[Document], home: Path, wanted: Sequence[str], jobs: int, most: int
) -> dict[tuple[str, str], Read]:
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
        done = {}
        for key, task in tasks.items():
            done[key] = task.result()
    return done


def _wanted(document: Document, wanted: Sequence[str], most: int) -> list[str]:
    """The formats to be made of a document: scans of those with at most ``most`` pages."""
    return [name for name in wanted if name != "scan.pdf" or document.pages <= most]


def _stem(document: Document) -> str:
    return document.name.replace("/", "_")


def difference(known: Counter[str], found: Counter[str]) -> str:
    """'412' where all are there and no more, '412 −3 +1' otherwise."""
    missing, extra = (known - found).total(), (found - known).total()
    return str((known & found).total()) + (f" −{missing}" if missing else "") + (f" +{extra}" if extra else "")


def show(results: dict[tuple[str, str], Read], documents: Sequence[Document], wanted: Sequence[str]) -> None:
    """Print what differs, format by format."""
    for name in wanted:
        print(f"\n{name}: {WHAT[name]}")
        for d in documents:
            known, found = results[d.name, ""], results.get((d.name, name))
            if found is None:
                print(f"  {'not made':>24}  {d.name}")
                continue
            facts, claims = difference(known.facts, found.facts), difference(known.claims, found.claims)
            print(f"  facts {facts:>16}  claims {claims:>14}  {d.name}")
            if found.exact:
                e = found.exact
                print(f"    numbers {e.numbers}, exact {e.before / e.numbers:.4%}, after arithmetic "
                      f"{e.after / e.numbers:.4%}; {' '.join(e.wrong[:20])}")  # fmt: skip


def details(results: dict[tuple[str, str], Read], most: int) -> Iterator[str]:
    """The first differences of each file."""
    for (document, name), found in results.items():
        known = results[document, ""]
        for what in ("facts", "claims"):
            a, b = getattr(known, what), getattr(found, what)
            for sign, left in (("−", a - b), ("+", b - a)):
                for one in list(left.elements())[:most]:
                    yield f"{document} {name} {what} {sign} {one}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=99, help="so many documents at most")
    parser.add_argument("--match", default="", help="only documents with this in their name")
    parser.add_argument("--formats", default="", help=f"only these, with commas: {','.join(MADE)}")
    parser.add_argument("--scans", type=int, default=25, help="scans of documents with at most so many pages")
    parser.add_argument("--differences", type=int, default=0, help="print so many differences of each file")
    parser.add_argument("--keep", type=Path, help="a folder for the files made")
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
    show(results, documents, wanted)
    for line in details(results, asked.differences):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
