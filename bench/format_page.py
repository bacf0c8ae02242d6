"""What the comparison of formats found, as lines for a terminal and as ``docs/reference/formats.md``."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from scans import DPI, NOISE, QUALITY, TURNS, Exactness
from speed import Document

#: Name of a format → the name it is made from and its ending for LibreOffice, '' where no other program is needed.
MADE: dict[str, tuple[str, str]] = {
    "docx": ("", ""),
    "cut.docx": ("", ""),
    "odt": ("docx", "odt"),
    "odt.docx": ("odt", "docx"),
    "docx.doc": ("docx", "doc"),
    "docx.pdf": ("docx", "pdf"),
    "docx.html": ("docx", "html"),
    "numbers.xlsx": ("", ""),
    "text.xlsx": ("", ""),
    "numbers.ods": ("numbers.xlsx", "ods"),
    "ods.xlsx": ("numbers.ods", "xlsx"),
    "numbers.xls": ("numbers.xlsx", "xls"),
    "text.xls": ("text.xlsx", "xls"),
    "html": ("", ""),
    "placed.html": ("", ""),
    "ofd": ("", ""),
    "scan.pdf": ("", ""),
}
WHAT = {
    "docx": "DOCX: paragraphs and headings, tables whole, merged cells as gridSpan and vMerge",
    "cut.docx": "DOCX page by page: page breaks, tables cut at them, heads printed again only where the PDF does",
    "odt": "ODT that LibreOffice makes of the DOCX",
    "odt.docx": "DOCX that LibreOffice makes of that ODT",
    "docx.doc": "DOC that LibreOffice makes of the DOCX, named .wps",
    "docx.pdf": "PDF that LibreOffice makes of the DOCX",
    "docx.html": "HTML that LibreOffice makes of the DOCX",
    "numbers.xlsx": "XLSX, a sheet a table, figures as numbers in formats that show their decimals",
    "text.xlsx": "XLSX, a sheet a table, figures as text",
    "numbers.ods": "ODS that LibreOffice makes of the XLSX with numbers",
    "ods.xlsx": "XLSX that LibreOffice makes of that ODS",
    "numbers.xls": "XLS that LibreOffice makes of the XLSX with numbers, named .et",
    "text.xls": "XLS that LibreOffice makes of the XLSX with text",
    "html": "HTML with tables, spans as in the PDF",
    "placed.html": "HTML of placed text and lines without tables, as PDF-to-HTML programs write it",
    "ofd": "OFD of placed text and lines",
    "scan.pdf": f"PDF of nothing but pictures at {DPI} dpi: grey, the pages turned by "
    f"{', '.join(f'{t:g}' for t in TURNS)} degrees in turn, noise of {NOISE:g} levels, JPEG quality {QUALITY}",
}
#: Workbooks hold the tables alone.
_NO_TEXT = frozenset(name for name in MADE if name.endswith(("xlsx", "xls", "ods")))


@dataclass(frozen=True, slots=True)
class Read:
    """What one file gave: facts and claims to compare, and for a scan how exactly its numbers were read."""

    facts: Counter[str] = field(default_factory=Counter)
    claims: Counter[str] = field(default_factory=Counter)
    exact: Exactness | None = None


#: What was read, by document and format; the PDF itself is the format ''.
Results = dict[tuple[str, str], Read]


def difference(known: Counter[str], found: Counter[str]) -> str:
    """'412' where all are there and no more, '412 −3 +1' otherwise."""
    missing, extra = (known - found).total(), (found - known).total()
    return str((known & found).total()) + (f" −{missing}" if missing else "") + (f" +{extra}" if extra else "")


def shown(results: Results, documents: Sequence[Document], wanted: Sequence[str]) -> Iterator[str]:
    """Every file of every format with what it gave."""
    for name in wanted:
        yield f"\n{name}: {WHAT[name]}"
        for d in documents:
            known, found = results[d.name, ""], results.get((d.name, name))
            if found is None:
                continue
            claims = "" if name in _NO_TEXT else f"claims {difference(known.claims, found.claims):>14}"
            yield f"  facts {difference(known.facts, found.facts):>16}  {claims}  {d.name}"
            if found.exact is not None:
                e = found.exact
                yield (
                    f"    {e.numbers} numbers in tables, exact {share(e.before, e.numbers)}, after the arithmetic "
                    f"{share(e.after, e.numbers)}; wrong: {' '.join(e.wrong[:20])}"
                )


def share(part: int, whole: int) -> str:
    """A percentage cut off after three decimals."""
    thousandths = part * 100_000 // max(whole, 1)
    return f"{thousandths // 1000}.{thousandths % 1000:03d} %"


def page(results: Results, documents: Sequence[Document], wanted: Sequence[str]) -> str:
    """``docs/reference/formats.md``."""
    lines = [
        "# The same disclosure in every format",
        "",
        "<!-- written by `make formats` where the real documents are -->",
        "",
        "Real PDFs, of each locality the one with the fewest pages, written in other formats and read again. Facts are",
        "compared by point, amount and last printed place, claims of the narrative by what they state: `=` where each",
        "is there and no other, else how many are missing (−) and how many are there that should not be (+).",
        "",
        *_formats(results, documents, wanted),
        "",
        "## By document",
        "",
        *_documents(results, documents, [n for n in wanted if n != "scan.pdf"]),
    ]
    if "scan.pdf" in wanted:
        lines += ["", "## Scans", "", *_scans(results, documents)]
    return "\n".join(lines) + "\n"


def _formats(results: Results, documents: Sequence[Document], wanted: Sequence[str]) -> Iterator[str]:
    yield "| format | made as | documents | facts | | claims | |"
    yield "|---|---|---:|---:|---|---:|---|"
    for name in wanted:
        there = [d for d in documents if (d.name, name) in results]
        pairs = [(results[d.name, ""], results[d.name, name]) for d in there]
        facts = _sum((a.facts, b.facts) for a, b in pairs)
        claims = ("–", "–") if name in _NO_TEXT else _sum((a.claims, b.claims) for a, b in pairs)
        yield f"| {name} | {WHAT[name]} | {len(there)} | {' | '.join((*facts, *claims))} |"


def _sum(pairs: Iterator[tuple[Counter[str], Counter[str]]]) -> tuple[str, str]:
    """How many there are in the PDFs, and what differs."""
    every = missing = extra = 0
    for known, found in pairs:
        every += known.total()
        missing += (known - found).total()
        extra += (found - known).total()
    return f"{every:,}", f"−{missing} +{extra}" if missing or extra else "="


def _documents(results: Results, documents: Sequence[Document], wanted: Sequence[str]) -> Iterator[str]:
    yield f"| document | pages | facts, claims | {' | '.join(wanted)} |"
    yield f"|---|---:|---:|{'---|' * len(wanted)}"
    for d in documents:
        known = results[d.name, ""]
        cells = [_cell(known, results.get((d.name, name)), name) for name in wanted]
        counts = f"{known.facts.total()}, {known.claims.total()}"
        yield f"| {d.name.split('/')[0]} | {d.pages} | {counts} | {' | '.join(cells)} |"


def _cell(known: Read, found: Read | None, name: str) -> str:
    if found is None:
        return ""
    facts = _sum(iter([(known.facts, found.facts)]))[1]
    claims = "=" if name in _NO_TEXT else _sum(iter([(known.claims, found.claims)]))[1]
    return "=" if facts == claims == "=" else f"facts {facts}" if claims == "=" else f"facts {facts}, claims {claims}"


def _scans(results: Results, documents: Sequence[Document]) -> Iterator[str]:
    yield "Numbers in tables, page by page: those of which each digit is right, before and after the arithmetic has"
    yield "judged the doubtful ones (`app/doubtful.py`). Fewer or more cells are wrong numbers too."
    yield "Scans are made of the shorter documents only, and what these same scans showed to be wrong has been mended:"
    yield "how scans are read that nobody has looked at, worse ones above all, this does not say."
    yield ""
    yield "| document | pages | numbers | exact | after the arithmetic | facts | claims |"
    yield "|---|---:|---:|---:|---:|---|---|"
    every = [(d, results[d.name, "scan.pdf"]) for d in documents if (d.name, "scan.pdf") in results]
    numbers = before = after = 0
    for d, found in every:
        known, e = results[d.name, ""], found.exact
        if e is None:
            continue
        numbers, before, after = numbers + e.numbers, before + e.before, after + e.after
        facts, claims = difference(known.facts, found.facts), difference(known.claims, found.claims)
        exact = f"{share(e.before, e.numbers)} | {share(e.after, e.numbers)}"
        yield f"| {d.name.split('/')[0]} | {d.pages} | {e.numbers} | {exact} | {facts} | {claims} |"
    yield f"| all | | {numbers} | {share(before, numbers)} | {share(after, numbers)} | | |"
