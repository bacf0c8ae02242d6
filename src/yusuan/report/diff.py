"""What is different between two versions of a disclosure: figures by their points, words by their paragraphs."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from yusuan.model.coordinate import Coordinate
from yusuan.model.disclosure import Disclosure, Identification, Paragraph
from yusuan.model.fact import Fact
from yusuan.model.finding import Finding, Result
from yusuan.model.place import Place
from yusuan.report.spot import Spot, Spots

#: Sections whose words people write.
_PROSE = frozenset({"overview", "narrative", "glossary", "other"})
_WORDS = re.compile(r"\d[\d,]*(?:\.\d+)?%?|[A-Za-z]+|\s+|.", re.DOTALL)
#: Two paragraphs that share less than this are two paragraphs, not one that was changed.
_ALIKE = 0.5
#: Beyond so many characters a paragraph is compared as a whole: the comparison takes time by the square.
_LONG = 4_000


@dataclass(frozen=True, slots=True)
class Version:
    """One of the two documents, with what was found in it."""

    paths: tuple[str, ...]
    disclosure: Disclosure
    result: Result


@dataclass(frozen=True, slots=True)
class Figure:
    """A point that is printed differently: ``old`` or ``new`` is None where only the other version states it."""

    coordinate: Coordinate
    statement: str
    spot: Spot
    old: Fact | None
    new: Fact | None

    @property
    def change(self) -> int | None:
        """New less old in 分; None where one is missing."""
        return self.new.amount.value - self.old.amount.value if self.old and self.new else None


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph that is different: ``pieces`` in order, each '=', '-' (only in the old) or '+' and its words."""

    pieces: tuple[tuple[str, str], ...]
    old: Place | None
    new: Place | None


@dataclass(frozen=True, slots=True)
class Difference:
    """All that is different. Years are compared as years before the document's own, so that two years can be."""

    old: Version
    new: Version
    identity: tuple[tuple[str, str, str], ...]
    only_old: tuple[str, ...]
    only_new: tuple[str, ...]
    figures: tuple[Figure, ...]
    same: int
    passages: tuple[Passage, ...]
    mended: tuple[Finding, ...]
    still: tuple[Finding, ...]
    fresh: tuple[Finding, ...]

    @property
    def nothing(self) -> bool:
        """Whether the two say the same."""
        return not (self.identity or self.only_old or self.only_new or self.figures or self.passages)


def difference(old: Version, new: Version) -> Difference:
    """Compare two versions."""
    figures, same = _figures(old.disclosure, new.disclosure)
    before, after = _statements(old.disclosure), _statements(new.disclosure)
    known = {f.key for f in old.result.findings}
    found = {f.key for f in new.result.findings}
    return Difference(
        old,
        new,
        tuple(_identity(old.disclosure.identity, new.disclosure.identity)),
        tuple(name for kind, name in before.items() if kind not in after),
        tuple(name for kind, name in after.items() if kind not in before),
        figures,
        same,
        tuple(_passages(old.disclosure, new.disclosure)),
        tuple(f for f in old.result.findings if f.key not in found),
        tuple(f for f in new.result.findings if f.key in known),
        tuple(f for f in new.result.findings if f.key not in known),
    )


def _identity(old: Identification, new: Identification) -> Iterator[tuple[str, str, str]]:
    for field in ("body", "year", "kind", "level"):
        a, b = str(getattr(old, field)), str(getattr(new, field))
        if a != b:
            yield field, a, b


def _statements(disclosure: Disclosure) -> dict[str, str]:
    return {s.kind or s.title: " ".join(w for w in (s.number, s.title) if w) for s in disclosure.statements}


Point = tuple[str, Coordinate, int]


def _figures(old: Disclosure, new: Disclosure) -> tuple[tuple[Figure, ...], int]:
    before, after = dict(_points(old)), dict(_points(new))
    spots = Spots(old), Spots(new)
    changed: list[Figure] = []
    same = 0
    for point in (*before, *(p for p in after if p not in before)):
        a, b = before.get(point), after.get(point)
        if a and b and a.amount.value == b.amount.value:
            same += 1
        elif (a and a.amount.value) or (b and b.amount.value):
            # A figure that the other version leaves blank, and prints as zero here, is no difference.
            fact, spot, words = (b, spots[1], new) if b else (a, spots[0], old)
            if fact is not None:
                name = words.statements[fact.statement].title
                changed.append(Figure(point[1], name, spot.at(fact), a, b))
    return tuple(changed), same


def _points(disclosure: Disclosure) -> Iterator[tuple[Point, Fact]]:
    """Each fact under its statement's kind, its point with the year counted from the document's, and a number."""
    seen: dict[tuple[str, Coordinate], int] = {}
    year = disclosure.identity.year
    for fact in disclosure.facts:
        statement = disclosure.statements[fact.statement]
        at = fact.coordinate
        if year and at.year.isdigit():
            at = at.at(year=str(int(at.year) - year))
        key = (statement.kind or statement.title, at)
        seen[key] = seen.get(key, -1) + 1
        yield (*key, seen[key]), fact


def _passages(old: Disclosure, new: Disclosure) -> Iterator[Passage]:
    before, after = list(_paragraphs(old)), list(_paragraphs(new))
    matcher = SequenceMatcher(None, [p.text for p in before], [p.text for p in after], autojunk=False)
    for what, a, b, c, d in matcher.get_opcodes():
        if what != "equal":
            yield from _block(before[a:b], after[c:d])


def _paragraphs(disclosure: Disclosure) -> Iterable[Paragraph]:
    return (p for s in disclosure.sections if s.kind in _PROSE for p in s.paragraphs if p.text.strip())


def _block(before: Sequence[Paragraph], after: Sequence[Paragraph]) -> Iterator[Passage]:
    """Pair the paragraphs of a changed stretch, in order, where they are alike; the others came or went."""
    at = 0
    for new in after:
        match = next((n for n in range(at, len(before)) if _alike(before[n].text, new.text)), None)
        if match is None:
            yield Passage((("+", new.text),), None, new.place_of(0))
            continue
        for gone in before[at:match]:
            yield Passage((("-", gone.text),), gone.place_of(0), None)
        at = match + 1
        yield Passage(tuple(_words(before[match].text, new.text)), before[match].place_of(0), new.place_of(0))
    for gone in before[at:]:
        yield Passage((("-", gone.text),), gone.place_of(0), None)


def _alike(old: str, new: str) -> bool:
    matcher = SequenceMatcher(None, old[:_LONG], new[:_LONG], autojunk=False)
    return matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _words(old: str, new: str) -> Iterator[tuple[str, str]]:
    if len(old) > _LONG or len(new) > _LONG:
        yield "-", old
        yield "+", new
        return
    a, b = _WORDS.findall(old), _WORDS.findall(new)
    for what, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if what == "equal":
            yield "=", "".join(a[i:j])
            continue
        if j > i:
            yield "-", "".join(a[i:j])
        if m > k:
            yield "+", "".join(b[k:m])
