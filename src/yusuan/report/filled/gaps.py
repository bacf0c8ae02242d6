"""What could not be filled in, and what contradicts the ledger, gathered by sheet and reason."""

from collections.abc import Sequence
from dataclasses import dataclass

from yusuan.model.text import Text
from yusuan.read.workbook.sheet import Spot, spot_name


class FormError(Exception):
    """A form cannot be filled at all. ``message`` says why and what to do."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.zh)
        self.message = message


@dataclass(frozen=True, slots=True)
class Left:
    """Cells of a sheet that stay as they are, and why."""

    sheet: str
    cells: tuple[str, ...]
    why: Text


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled form.

    ``amounts``: cells with a figure now, those of formulas too; ``rows``: rows of lists written; ``targets``: sheets of
    projects' targets. ``left``: what was not filled. ``wrong``: what contradicts the ledger, by sheet and cell; such a
    form is not to be handed in.
    """

    data: bytes
    amounts: int
    rows: int
    targets: int
    left: tuple[Left, ...]
    wrong: tuple[Left, ...]


class Notes:
    """Cells with reasons, in the order in which they are noted."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], tuple[Text, list[Spot]]] = {}

    def add(self, sheet: str, spots: Sequence[Spot], why: Text) -> None:
        """Note ``spots`` of ``sheet``, if there are any."""
        if spots:
            self._found.setdefault((sheet, why.zh), (why, []))[1].extend(spots)

    def all(self) -> tuple[Left, ...]:
        """Everything noted."""
        return tuple(
            Left(sheet, tuple(spot_name(s) for s in sorted(set(spots))), why)
            for (sheet, _), (why, spots) in self._found.items()
        )
