"""Where a finding stands, in the words a reader looks for: statement, row and column, or the heading it is under."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from yusuan.model.disclosure import Disclosure, Statement
from yusuan.model.fact import Fact
from yusuan.model.finding import Finding
from yusuan.model.place import Place


@dataclass(frozen=True, slots=True)
class Spot:
    """``statement`` indexes the document's statements; the words are as printed, '' or empty where there are none."""

    statement: int | None = None
    number: str = ""
    title: str = ""
    code: str = ""
    row: str = ""
    column: str = ""
    heading: tuple[str, ...] = ()


class Spots:
    """Finds the spots of a disclosure's findings; what it needs is looked up once, at the first finding."""

    def __init__(self, disclosure: Disclosure) -> None:
        self._disclosure = disclosure

    def of(self, finding: Finding) -> Spot:
        """Find the spot of ``finding``; empty where it is about the document as a whole."""
        fact = self._facts.get(finding.place) if finding.place else None
        index = fact.statement if fact else finding.statement
        if index is not None:
            return self._in_statement(self._disclosure.statements[index], fact)
        if finding.place:
            return Spot(heading=self._headings.get(finding.place, ()))
        return Spot()

    def at(self, fact: Fact) -> Spot:
        """Find the spot of ``fact``."""
        return self._in_statement(self._disclosure.statements[fact.statement], fact)

    def _in_statement(self, statement: Statement, fact: Fact | None) -> Spot:
        where = Spot(statement.index, statement.number, statement.title)
        if fact is None:
            return where
        column = next((c for c in statement.columns if c.index == fact.column), None)
        side = column.side if column else 0
        rows = [r for r in statement.rows if r.index == fact.row]
        row = next((r for r in rows if r.side == side), rows[0] if rows else None)
        header = " / ".join(dict.fromkeys(h for h in column.header if h)) if column else ""
        return Spot(
            where.statement, where.number, where.title, row.code if row else "", row.label if row else "", header
        )  # fmt: skip

    @cached_property
    def _facts(self) -> dict[Place | None, Fact]:
        return {f.place: f for f in self._disclosure.facts}

    @cached_property
    def _headings(self) -> dict[Place, tuple[str, ...]]:
        return dict(self._pieces())

    def _pieces(self) -> Iterator[tuple[Place, tuple[str, ...]]]:
        for section in self._disclosure.sections:
            yield section.place, section.path
            for paragraph in section.paragraphs:
                for _, place in paragraph.pieces:
                    yield place, section.path
        for claim in self._disclosure.claims:
            yield claim.place, self._disclosure.sections[claim.section].path
