"""What keeps a ledger from being composed: all of it at once, each with the sheet and cell where it is to be mended."""

from dataclasses import dataclass

from yusuan.model.ledger import Origin
from yusuan.model.text import Text

#: How many problems the message of the exception itself lists; ``problems`` holds them all.
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is missing or cannot be printed; ``origin``: where it is to be filled in (cell '': a new row)."""

    origin: Origin
    message: Text

    def __str__(self) -> str:
        where = f"{self.origin.sheet}!{self.origin.cell}" if self.origin.cell else f"“{self.origin.sheet}”表"
        return f"{where}：{self.message}"


class ComposeError(Exception):
    """The ledger cannot be composed; ``problems`` names everything that has to be filled in or mended first."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        lines = [str(p) for p in problems[:_SHOWN]]
        if len(problems) > _SHOWN:
            lines.append(f"……共 {len(problems)} 处")
        self.problems = problems
        self.message = Text("\n".join(lines), f"{len(problems)} things are missing: {problems[0].message.en}")
        super().__init__(self.message.zh)


class Complaints:
    """Collects problems while a document is composed, each once."""

    def __init__(self) -> None:
        self._found: dict[Problem, None] = {}

    def add(self, origin: Origin, zh: str, en: str) -> None:
        """Note that something has to be mended at ``origin``."""
        self._found[Problem(origin, Text(zh, en))] = None

    def settle(self) -> None:
        """Raise ComposeError where anything was noted."""
        if self._found:
            raise ComposeError(tuple(self._found))
