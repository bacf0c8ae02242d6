"""``docs/reference/coverage.md``: what the reader makes of the real documents, locality by locality.

``python tools/coverage.py`` reads every document of the corpus in this one process and writes the page; where the
corpus is missing it says so and leaves the page as it is. Where only the speed has changed it writes nothing.
"""

import os
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from yusuan.app.layout import Trial, try_layout
from yusuan.app.options import Options
from yusuan.report.account import Account

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "reference" / "coverage.md"
WHAT = ("statement", "column", "row", "cell")
#: What the causes mean, for readers of this page.
CAUSES = {
    "单个空格分隔的表格行，无法确定所在的列": "rows whose columns are parted by one blank: they cannot be told apart",
    "没有找到它是什么的依据": "nothing beside it says what it is, as a percentage without its sign",
    "行的名称不认识": "a row's label is not known",
    "列的标题不认识": "a column's header is not known",
    "没有认出这是哪一张报表": "a table of no known kind",
    "金额列中的内容不是一个数": "what stands in a column of amounts is not one number",
    "表的金额单位没有找到": "the table's unit was not found",
    "公式出错，没有数值": "a formula in error",
}
#: The last column of the table, seconds a page.
_SPEED = re.compile(r"\| [0-9.]+ \|$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Locality:
    """What was made of the documents in one folder of the corpus; ``seconds``: reading and reconciling them all."""

    name: str
    trials: tuple[Trial, ...]
    seconds: float


def corpus_home() -> Path:
    """The folder that holds ``corpus/``: $YUSUAN_CORPUS, else ``../shared`` beside the repository."""
    named = os.environ.get("YUSUAN_CORPUS")
    return Path(named) if named else ROOT.parent / "shared"


def measure(folder: Path) -> Locality:
    """Read all documents in ``folder``."""
    began = time.monotonic()
    trials = tuple(try_layout([folder], Options(jobs=0)))
    return Locality(folder.name, trials, time.monotonic() - began)


def _sum(accounts: Sequence[Account | None]) -> tuple[int, int]:
    some = [a for a in accounts if a is not None]
    return sum(a.accounted for a in some), sum(a.total for a in some)


def percent(part: int, whole: int) -> str:
    """The share cut off at two decimals, so that only all of it is 100; '–' of nothing."""
    if not whole:
        return "–"
    hundredths = part * 10_000 // whole
    return f"{hundredths // 100}.{hundredths % 100:02d}" if hundredths < 10_000 else "100"


def row(name: str, trials: Sequence[Trial], seconds: float) -> str:
    """One line of the table."""
    good = [t for t in trials if t.failure is None]
    expected = sum(len(t.expected) for t in good)
    there = expected - sum(len(t.missing) for t in good)
    missed: Counter[str] = Counter(n.what for t in good for n in t.not_understood)
    on_tables, tables = _sum([t.table_tokens for t in good])
    on_all, every = _sum([t.tokens for t in good])
    derived, failed = sum(t.derived for t in good), sum(t.failed for t in good)
    pages = sum(max(1, t.pages) for t in good)
    fields = (
        name, f"{len(good)}/{len(trials)}", f"{there}/{expected}", "/".join(str(missed[w]) for w in WHAT),
        f"{sum(t.facts for t in good):,}", f"{tables:,}", percent(on_tables, tables), percent(on_all, every),
        f"{derived:,}", percent(derived - failed, derived), f"{seconds / max(1, pages):.3f}",
    )  # fmt: skip
    return f"| {' | '.join(fields)} |"


def the_rest(localities: Sequence[Locality]) -> Iterator[str]:
    """The tokens that have no use, and what was not understood, by cause."""
    tokens: Counter[str] = Counter()
    tables: Counter[str] = Counter()
    where: dict[str, set[str]] = {}
    for one in localities:
        for trial in one.trials:
            for token in trial.tokens.unaccounted if trial.tokens else ():
                tokens[token.why] += 1
                where.setdefault(token.why, set()).add(one.name)
            tables.update(token.why for token in (trial.table_tokens.unaccounted if trial.table_tokens else ()))
    yield "## The rest, by cause"
    yield ""
    yield "Numeric tokens that are not accounted for, with the reason that the account (`read --account`) gives:"
    yield ""
    if not tokens:
        yield "None."
        return
    yield "| cause | tokens | on table pages | folders |"
    yield "|---|---|---|---|"
    for why, count in sorted(tokens.items(), key=lambda x: (-x[1], x[0])):
        said = f"{why} ({CAUSES[why]})" if why in CAUSES else why
        yield f"| {said} | {count} | {tables[why]} | {', '.join(sorted(where[why]))} |"


def lines(localities: Sequence[Locality]) -> Iterator[str]:
    """The page."""
    yield "# Coverage"
    yield ""
    yield "<!-- written by `make docs` where the real documents are -->"
    yield ""
    yield "What the reader makes of the real documents ([where they are](../howto/real-documents.md)), by folder:"
    yield "disclosures read, of all; statements recognised, of those that the locality's layout lists (`layout list`);"
    yield "tables, columns, rows, cells with figures that were not understood; facts; numeric tokens on table pages,"
    yield "the share of them that is accounted for, and of all tokens; identities derived and the share that holds (an"
    yield "error of the document fails too); seconds a page for reading and reconciling in one process."
    yield ""
    head = (
        "folder",
        "read",
        "statements",
        "not understood",
        "facts",
        "tokens",
        "%",
        "% of all",
        "identities",
        "% hold",
    )
    yield f"| {' | '.join((*head, 's/page'))} |"
    yield "|---|---|---|---|---|---|---|---|---|---|---|"
    yield from (row(one.name, one.trials, one.seconds) for one in localities)
    every = [t for one in localities for t in one.trials]
    yield row("all", every, sum(one.seconds for one in localities))
    yield ""
    yield from the_rest(localities)
    failed = [t for t in every if t.failure is not None]
    if failed:
        yield ""
        yield "Not read:"
        yield ""
        yield from (f"- `{Path(t.paths[0]).name}`: {t.failure.en}" for t in failed if t.failure)


def main() -> int:
    """Write the page where anything but the speed has changed."""
    home = corpus_home() / "corpus"
    if not home.is_dir():
        print(f"{PAGE.name} left as it is: no real documents at {home}")
        return 0
    text = "\n".join(lines([measure(f) for f in sorted(home.iterdir()) if f.is_dir()])) + "\n"
    before = PAGE.read_text(encoding="utf-8") if PAGE.is_file() else ""
    if _SPEED.sub("", text) != _SPEED.sub("", before):
        PAGE.write_text(text, encoding="utf-8")
        print(f"{PAGE.relative_to(ROOT)} written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
