"""How fast: our reading and checking against pdfplumber on the same pages, the command's start, every real PDF.

Ratios are of times measured in the same run on the same machine. Exits with 1 where a ratio or a time misses its mark.
"""

import argparse
import csv
import gc
import os
import statistics
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pdfplumber

from yusuan.check.engine import check
from yusuan.read.disclosure import build
from yusuan.read.source import read_pages

ROOT = Path(__file__).resolve().parents[1]
YUSUAN = Path(sys.executable).with_name("yusuan")
MIN_RATIO = 8.0  # times faster than pdfplumber
MAX_HELP = 0.25  # seconds, whole process
MAX_CHECK = 0.25  # seconds to read and check 25 pages


@dataclass(frozen=True, slots=True)
class Document:
    path: Path
    locality: str
    pages: int

    @property
    def name(self) -> str:
        return f"{self.path.parent.name}/{self.path.stem}"


def corpus() -> list[Document]:
    """The PDFs of the real documents, as INDEX.tsv lists them; none where they are missing."""
    home = Path(os.environ.get("YUSUAN_CORPUS") or ROOT.parent / "shared") / "corpus"
    index = home / "INDEX.tsv"
    if not index.is_file():
        return []
    with index.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    return [
        Document(home / r["file"], r["file"].split("/")[0], int(r["pages"]))
        for r in rows
        if r["format"] == "PDF" and r["pages"].isdigit()
    ]


def near_25(documents: list[Document], count: int) -> list[Document]:
    """Pick ``count`` documents of about 25 pages, of as many localities as there are."""
    ranked = sorted((d for d in documents if 20 <= d.pages <= 32), key=lambda d: (abs(d.pages - 25), d.name))
    first = {d.locality: d for d in reversed(ranked)}
    picked = sorted(first.values(), key=ranked.index)
    return (picked + [d for d in ranked if d not in picked])[:count]


def seconds(work: Callable[[], object], times: int) -> float:
    """The median time of ``work`` in seconds."""
    taken = []
    for _ in range(times):
        gc.collect()
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def ours(path: Path) -> None:
    check(build([read_pages(path)]))


def theirs(path: Path) -> None:
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_words()
            page.extract_tables()


def against_pdfplumber(documents: list[Document]) -> bool:
    """Print the comparison, one row a document. Returns whether every ratio reaches its mark."""
    print(f"\nReading and checking against pdfplumber's extract_words() + extract_tables(); mark: {MIN_RATIO:g} times")
    print(f"{'ours':>9} {'a page':>8} {'pdfplumber':>11} {'ratio':>7}  pages  document")
    good = True
    for document in documents:
        ours(document.path)  # imports, caches
        mine = seconds(lambda d=document: ours(d.path), 5)
        other = seconds(lambda d=document: theirs(d.path), 3)
        ratio = other / mine
        good &= ratio >= MIN_RATIO
        slow = "" if mine <= MAX_CHECK * document.pages / 25 else f"  slower than {MAX_CHECK:g} s for 25 pages"
        print(
            f"{mine * 1000:>6.0f} ms {mine * 1000 / document.pages:>5.1f} ms {other * 1000:>8.0f} ms {ratio:>6.1f}x"
            f"  {document.pages:>5}  {document.name}{slow}"
        )
    return good


def whole_process(arguments: list[str]) -> tuple[float, float, int]:
    """Run yusuan with ``arguments`` to its end. Returns seconds, peak memory in MiB and the exit code."""
    start = time.perf_counter()
    child = subprocess.Popen([YUSUAN, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    taken = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    peak = usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    return taken, peak, child.returncode


def start_up() -> bool:
    """Print how long the command takes to say its help. Returns whether that is within its mark."""
    runs = [whole_process(["--help"]) for _ in range(7)]
    median = statistics.median(r[0] for r in runs)
    print(f"\nyusuan --help, whole process, median of 7: {median:.3f} s; mark: {MAX_HELP:g} s")
    return median < MAX_HELP and not any(r[2] for r in runs)


def every(documents: list[Document]) -> bool:
    """Print time and peak memory of a whole `yusuan check` for each document. Returns whether none went wrong."""
    print("\nyusuan check, whole process (exit 0: nothing at error or above, 1: findings)")
    print(f"{'seconds':>8} {'peak MiB':>9} {'exit':>5}  pages  document")
    good, total, most = True, 0.0, 0.0
    for document in documents:
        taken, peak, code = whole_process(["check", str(document.path)])
        good &= code in (0, 1)
        total, most = total + taken, max(most, peak)
        print(f"{taken:>8.2f} {peak:>9.0f} {code:>5}  {document.pages:>5}  {document.name}", flush=True)
    pages = sum(d.pages for d in documents)
    print(f"{total:>8.2f} s for {len(documents)} documents, {pages} pages; at most {most:.0f} MiB")
    return good


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="three documents, for CI; no mark is one to fail on")
    quick = parser.parse_args().quick
    warnings.simplefilter("ignore")
    good = start_up()
    documents = corpus()
    if not documents:
        print("Skipped the real PDFs: set YUSUAN_CORPUS, or lay them beside the repository as ../shared.")
        return 0 if good or quick else 1
    picked = near_25(documents, 3 if quick else 8)
    good &= against_pdfplumber(picked)
    good &= every(picked if quick else documents)
    # What a busy machine takes is no reason to stop a change: CI prints the ratios and goes on.
    return 0 if good or quick else 1


if __name__ == "__main__":
    sys.exit(main())
