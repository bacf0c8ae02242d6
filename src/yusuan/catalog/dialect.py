"""What one locality says otherwise than the shared lexicon, and which locality's words are being read just now."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

Nodes = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Dialect:
    """Phrases in ``normal.plain`` spelling. They go before the shared lexicon's; each is compared by identity.

    ``phrases``: a phrase and its nodes by dimension. ``filler``: words that add nothing. ``total``: words for a whole.
    ``titles``: words of a title and the kind of statement they make it. ``headers``: a column's header and its role.
    ``subjects``: (classification, label, code) of a row label that no list of codes knows.
    """

    phrases: tuple[tuple[str, Nodes], ...] = ()
    filler: tuple[str, ...] = ()
    total: tuple[str, ...] = ()
    titles: tuple[tuple[str, str], ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    subjects: tuple[tuple[str, str, str], ...] = ()

    @property
    def size(self) -> int:
        """How many entries it has: what a locality needs beyond the shared lexicon."""
        return sum(map(len, (self.phrases, self.filler, self.total, self.titles, self.headers, self.subjects)))


COMMON = Dialect()
_SPOKEN: ContextVar[Dialect] = ContextVar("dialect", default=COMMON)


def spoken() -> Dialect:
    """The dialect in force; ``COMMON`` where there is none."""
    return _SPOKEN.get()


@contextmanager
def speaking(dialect: Dialect) -> Iterator[None]:
    """Read phrases, titles and headers in ``dialect`` while the block runs."""
    token = _SPOKEN.set(dialect)
    try:
        yield
    finally:
        _SPOKEN.reset(token)
