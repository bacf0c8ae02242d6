"""The rows of tables that print a subject with its code and its name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from yusuan.catalog.normal import bare_label
from yusuan.model.disclosure import Disclosure, Statement
from yusuan.model.place import Place

Kind = Literal["function", "economy"]
_DIGITS = re.compile(r"\D")


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
        places = _places(statement)
        for row in statement.rows:
            delta = dict(row.delta)
            code = delta.get(kind, "")
            if (
                not code
                or not row.label
                or _DIGITS.sub("", row.code) != code
                or {"project", "body", "item"} & set(delta)
            ):
                continue
            name = bare_label(row.label)[0]
            yield Named(kind, code, name, places.get(row.index, statement.place), statement.index, row.index)


def _places(statement: Statement) -> dict[int, Place]:
    """Where each row begins: its first cell with text."""
    found: dict[int, Place] = {}
    for cell in statement.grid.cells:
        if cell.text.strip() and cell.row not in found:
            found[cell.row] = cell.place
    return found
