"""A ledger as records, a value by column, whatever file they came from; and its problems, by sheet and cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from yusuan.ledger.form import SheetForm
from yusuan.model.finding import Severity
from yusuan.model.ledger import Origin
from yusuan.model.text import Text


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a sheet: the texts by column key, blanks left out; ``row`` counts from 1 as the workbook does."""

    sheet: str
    row: int
    values: Mapping[str, str]

    def get(self, key: str) -> str:
        """The text in a column, '' where it is blank."""
        return self.values.get(key, "")


#: Every sheet of a ledger by its id.
Records = Mapping[str, Sequence[Record]]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something missing, wrong or inconsistent in a ledger, at a cell. ``blank``: only not filled in yet."""

    severity: Severity
    origin: Origin
    message: Text
    blank: bool = False


def cell_of(form: SheetForm, key: str, row: int) -> Origin:
    """The cell of the column ``key`` in ``row`` (from 1), as people call it."""
    at = next((n for n, c in enumerate(form.columns) if c.key == key), 0)
    return Origin(form.name, f"{chr(65 + at)}{row}")
