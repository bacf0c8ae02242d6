"""Paragraphs of our own wording, understood as one section after the other."""

from collections.abc import Callable, Sequence

import pytest

from yusuan.model.coordinate import Coordinate
from yusuan.model.disclosure import Identification, Paragraph, Section, SectionKind
from yusuan.model.fact import Claim
from yusuan.model.place import Place, Source
from yusuan.read.narrative import Narrative, understand

SOURCE = Source("0" * 64, "own.txt", "text")


def section(paragraphs: Sequence[str], *path: str, kind: SectionKind = "narrative") -> Section:
    made = tuple(Paragraph(t, ((0, Place(SOURCE, line=i)),)) for i, t in enumerate(paragraphs, 1))
    return Section(kind, path, made, Place(SOURCE, line=1))


def budget(year: int = 2026, body: str = "某市测绘局") -> Identification:
    return Identification(body, year, "budget", "department", "")


def final(year: int = 2024, body: str = "某市测绘局") -> Identification:
    return Identification(body, year, "final_accounts", "department", "")


@pytest.fixture
def say() -> Callable[..., tuple[Claim, ...]]:
    """Understand paragraphs under headings: ``say("…", "…", under=("一、…",), of=final())``."""

    def understood(
        *paragraphs: str, under: tuple[str, ...] = (), of: Identification | None = None, kind: SectionKind = "narrative"
    ) -> tuple[Claim, ...]:
        return understand([section(paragraphs, *under, kind=kind)], of or budget()).claims

    return understood


@pytest.fixture
def read() -> Callable[..., Narrative]:
    """The same, with the tokens."""

    def understood(*paragraphs: str, kind: SectionKind = "narrative", year: int = 2026) -> Narrative:
        return understand([section(paragraphs, kind=kind)], budget(year))

    return understood


@pytest.fixture
def at() -> Callable[[Claim], dict[str, str]]:
    """The nodes of a claim's point that are not roots, without the year and phase that every claim has."""

    def nodes(claim: Claim | Coordinate) -> dict[str, str]:
        point = claim.coordinate if isinstance(claim, Claim) else claim
        if point is None:
            return {"": "not understood"}
        found = {d: getattr(point, d) for d in point.__slots__ if getattr(point, d)}
        return {d: n for d, n in found.items() if d not in ("year", "phase")}

    return nodes
