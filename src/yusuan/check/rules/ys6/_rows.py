"""The rows of tables that print a subject with its code and its name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from yusuan.catalog.codes import kind_of
from yusuan.catalog.normal import bare_label
from yusuan.model.disclosure import Disclosure, Statement
from yusuan.model.place import Place

Kind = Literal["function", "economy"]
#: Statements whose rows are subjects even where they are told apart by unit or by their own number.
SUBJECTS = frozenset({
    "summary", "income", "expenditure", "grant_summary", "general", "general_basic", "general_economy", "govfund",
    "capital", "grant_basic", "grant", "basic",
})  # fmt: skip
_DIGITS = re.compile(r"\D")
_BESIDE = 3  # columns of codes: 类, 款 and one of units at the least
_JOINED = re.compile(r"(\d{3}|\d{5}|\d{7})-(\D.{1,40})")


@dataclass(frozen=True, slots=True)
class Named:
    """A row's subject as printed: its whole ``code`` (split columns joined), its bare name, where the row begins."""

    kind: Kind
    code: str
    name: str
    place: Place
    statement: int
    row: int


def named_rows(disclosure: Disclosure, kind: Kind) -> Iterator[Named]:
    """Find the rows whose label is the name of the subject that their code says, and not of a project or a body."""
    for statement in disclosure.statements:
        if not statement.kind or any(c.delta and c.delta[0][0] == "project" for c in statement.columns):
            continue
        places, beside = _places(statement), _codes(statement)
        for row in statement.rows:
            if not row.label or not row.delta:
                continue
            delta = dict(row.delta)
            code = delta.get(kind, "")
            if (
                not code
                or (_DIGITS.sub("", row.code) != code and beside.get(row.index, "") != code)
                or "project" in delta
                or (statement.kind not in SUBJECTS and {"item", "body"} & set(delta))
                or bare_label(row.label)[0] == delta.get("body")
            ):
                continue
            name = bare_label(row.label)[0]
            yield Named(kind, code, name, places.get(row.index, statement.place), statement.index, row.index)
        yield from _joined(statement, kind)


def _joined(statement: Statement, kind: Kind) -> Iterator[Named]:
    """The subjects that share a cell with their code and stand beside another classification's: 30201-办公费."""
    own = {r.index: r.code for r in statement.rows}
    for cell in statement.grid.cells:
        match = _JOINED.fullmatch("".join(cell.text.split())) if "-" in cell.text else None
        if match is not None and kind_of(match[1]) == kind and own.get(cell.row, match[1]) != match[1]:
            yield Named(kind, match[1], bare_label(match[2])[0], cell.place, statement.index, cell.row)


def _codes(statement: Statement) -> dict[int, str]:
    """The code that each row's 类, 款 and 项 make where units' codes stand beside."""
    columns = sorted(c.index for c in statement.columns if c.role == "code")
    if len(columns) < _BESIDE:
        return {}
    cells = {(c.row, c.column): _DIGITS.sub("", c.text) for c in statement.grid.cells if c.column in columns}
    own = {r.index: r.code for r in statement.rows}
    return {row: "".join(t for c in columns if (t := cells.get((row, c), "")) and t != own[row]) for row in own}


def _places(statement: Statement) -> dict[int, Place]:
    """Where each row begins: its first cell with text."""
    found: dict[int, Place] = {}
    for cell in statement.grid.cells:
        if cell.row not in found and cell.text.strip():
            found[cell.row] = cell.place
    return found
