"""What is told of one document: what it is, what was read, what was checked, what is wrong; or why nothing was."""

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yusuan.catalog.layouts import layout_for
from yusuan.catalog.localities import localities
from yusuan.model.disclosure import Disclosure, Identification
from yusuan.model.finding import Finding, Result, Severity
from yusuan.model.place import Source
from yusuan.model.text import Text
from yusuan.report.account import Account, account, on_table_pages
from yusuan.report.spot import Spot, Spots

if TYPE_CHECKING:
    from yusuan.check.several.digest import Digest


@dataclass(frozen=True, slots=True)
class StatementBrief:
    """One statement in a line: ``kind`` is '' where it was not recognised."""

    index: int
    number: str
    title: str
    kind: str
    unit: str
    page: int | None
    rows: int
    facts: int
    empty: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """What was read of a disclosure, without the disclosure itself: small enough to send between processes.

    ``place``: the name of its locality, '' where it is not known.

    ``unrecognised``: tables with amounts of which it is not known what they are. ``layout``: id of the layout of the
    locality, '' where none is known; ``missed``: how many statements, columns, rows, cells were not understood.
    """

    identity: Identification
    place: str
    sources: tuple[Source, ...]
    pages: int
    statements: tuple[StatementBrief, ...]
    facts: int
    claims: int
    projects: int
    all_tokens: Account
    table_tokens: Account
    not_understood: int
    unrecognised: int
    notes: tuple[str, ...]
    layout: str = ""
    missed: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Located:
    """A finding with the spot that a reader is sent to."""

    finding: Finding
    spot: Spot


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """All about one document. Exactly one of ``summary`` and ``failure`` is there; ``paths`` are its files as given.

    ``failure`` says why the files could not be read or checked. ``rules``: code and name of each rule asked.
    ``made``: the files made of it (``report.products``). ``digest``: what it states, where it is one of several
    documents, which are held against each other when all are read.
    """

    paths: tuple[str, ...]
    summary: Summary | None = None
    result: Result | None = None
    located: tuple[Located, ...] = ()
    failure: Text | None = None
    rules: tuple[tuple[str, Text], ...] = ()
    made: tuple[str, ...] = ()
    digest: "Digest | None" = None

    @property
    def rule_names(self) -> dict[str, Text]:
        """The names of the rules that were asked, by code."""
        return dict(self.rules)

    def unit_of(self, statement: int) -> str:
        """Look up the unit that the statement's amounts are printed in."""
        return self.summary.statements[statement].unit if self.summary else ""

    @property
    def crashed(self) -> bool:
        """Whether a rule crashed: then the document was not wholly checked."""
        return self.result is not None and any(o.verdict == "crashed" for o in self.result.outcomes)

    @property
    def worst(self) -> Severity | None:
        """The worst severity found; None without findings."""
        return max((f.severity for f in self.result.findings), default=None) if self.result else None


def summarise(disclosure: Disclosure) -> Summary:
    """Sum up ``disclosure``."""
    facts = [0] * len(disclosure.statements)
    for fact in disclosure.facts:
        facts[fact.statement] += 1
    briefs = tuple(
        StatementBrief(s.index, s.number, s.title, s.kind, s.unit, s.place.page, len(s.rows), facts[s.index], s.empty)
        for s in disclosure.statements
    )
    layout = layout_for(disclosure.identity)
    missed = Counter(n.what for n in disclosure.not_understood if n.what != "correction")
    return Summary(
        disclosure.identity,
        place_name(disclosure.identity.locality),
        disclosure.sources,
        disclosure.pages,
        briefs,
        len(disclosure.facts),
        len(disclosure.claims),
        len(disclosure.projects),
        account(disclosure.tokens),
        account(on_table_pages(disclosure.tokens)),
        len(disclosure.not_understood),
        sum(1 for n in disclosure.not_understood if n.what == "statement"),
        disclosure.notes,
        layout.id if layout is not None and not layout.fallback else "",
        tuple((what, missed[what]) for what in ("statement", "column", "row", "cell", "file") if missed[what]),
    )


def place_name(locality: str) -> str:
    """Name the place with the id ``locality``, its province before it; '' where there is none of that id."""
    if locality == "central":
        return "中央"
    names = {place: name for name, place, _ in localities()}
    province, _, city = locality.partition("/")
    return names.get(province, "") + names.get(locality, "") if city else names.get(locality, "")


def report(
    paths: tuple[str, ...], disclosure: Disclosure, result: Result, rules: tuple[tuple[str, Text], ...] = ()
) -> DocumentReport:
    """Report on ``disclosure``, read out of ``paths`` and checked with ``result`` by ``rules`` (code, name)."""
    spots = Spots(disclosure)
    located = tuple(Located(f, spots.of(f)) for f in result.findings)
    return DocumentReport(paths, summarise(disclosure), result, located, rules=rules)
